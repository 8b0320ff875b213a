//! `overt team`.

mod list;
mod members;
mod rewrap;

use clap::{Args, Subcommand};

use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use overt_store::Name;

/// Arguments of `overt team`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    common: StoreOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Every team: what it holds, epoch and fingerprint of its key, members.
    #[command(after_help = "Examples:\n  overt team list\n  overt team list --json")]
    List,
    /// Let a person into a team, and so into everything the team holds. A member signs in for that.
    #[command(after_help = "Example:\n  overt team add caseworkers chen --as amina")]
    Add {
        /// Name of the team.
        team: Name,
        /// Name of the account.
        #[arg(value_name = "ACCOUNT")]
        person: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Take a person out of a team and give the team a new key. A member who stays signs in for that.
    #[command(
        after_help = "What the person has read, printed or copied cannot be taken back.\n\nExample:\n  overt team remove caseworkers chen --as amina"
    )]
    Remove {
        /// Name of the team.
        team: Name,
        /// Name of the account.
        #[arg(value_name = "ACCOUNT")]
        person: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Make another team for casework, with yourself as its first member. A caseworker does this.
    #[command(after_help = "Example:\n  overt team new coast --as amina")]
    New {
        /// Name of the team.
        name: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Finish what `remove` was interrupted in: move old keys of a team to its present key.
    #[command(after_help = "Example:\n  overt team rewrap caseworkers --as amina")]
    Rewrap {
        /// Name of the team.
        team: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.common.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let common = &arguments.common;
    match &arguments.action {
        Action::List => list::run(common),
        Action::Add { team, person, passphrase } => members::add(common, passphrase, (team, person)),
        Action::Remove { team, person, passphrase } => members::remove(common, passphrase, (team, person)),
        Action::New { name, passphrase } => members::begin(common, passphrase, name),
        Action::Rewrap { team, passphrase } => rewrap::run(common, passphrase, team),
    }
}
