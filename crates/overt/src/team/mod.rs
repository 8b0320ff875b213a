//! `overt team`.

mod list;
mod members;
mod rewrap;

use clap::{Args, Subcommand};

use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use overt_store::{Name, TeamKind};

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
    /// Make another team, with yourself as its first member: of caseworkers, or of custodians. One of these does this.
    #[command(
        after_help = "Examples:\n  overt team new coast --as amina\n  overt team new case-12-names --custodians --as kofi"
    )]
    New {
        /// Name of the team.
        name: Name,
        /// A team of custodians, to keep the identities of what some team for casework holds.
        #[arg(long)]
        custodians: bool,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Let other custodians keep the identities of what a team for casework holds. One of those who keep them does this.
    #[command(
        after_help = "For a case that one of the custodians has a tie to. Names, papers and attachments of what the team holds open for the\nother custodians from then on, and for nobody else. What somebody has read cannot be taken back.\n\nExample:\n  overt team new case-12-names --custodians --as kofi\n  overt team add case-12-names lena --as kofi\n  overt team entrust case-12 case-12-names --as kofi"
    )]
    Entrust {
        /// Name of the team for casework.
        team: Name,
        /// Name of the team of custodians.
        to: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Move keys that are behind: old ones of a team to its present one, and those of custodians to others who keep the identities by now.
    #[command(
        after_help = "Examples:\n  overt team rewrap caseworkers --as amina\n  overt team rewrap custodians --as kofi"
    )]
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
        Action::New { name, custodians, passphrase } => {
            let kind = if *custodians { TeamKind::Custody } else { TeamKind::Casework };
            members::begin(common, passphrase, (name, kind))
        }
        Action::Entrust { team, to, passphrase } => members::entrust(common, passphrase, (team, to)),
        Action::Rewrap { team, passphrase } => rewrap::run(common, passphrase, team),
    }
}
