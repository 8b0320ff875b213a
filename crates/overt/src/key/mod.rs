//! `overt key`.

mod code;
mod escrow;
mod program;
mod recover;
mod show;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::output::Output;
use crate::recovery_code::RecoveryCodeDestination;
use crate::secret::{NewPassphraseOptions, PassphraseOptions, RecoveryCodeOptions};
use crate::store_options::StoreOptions;
use overt_store::Name;

/// Arguments of `overt key`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    common: StoreOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Fingerprints of the keys of accounts and teams, to read to each other and compare.
    #[command(after_help = "Examples:\n  overt key show\n  overt key show --json")]
    Show,
    /// Let yourself in with your recovery code, and choose a new passphrase.
    #[command(
        after_help = "Examples:\n  overt key recover chen\n  overt key recover chen --recovery-code-file code --new-passphrase-file new"
    )]
    Recover {
        /// Name of your account.
        name: Name,
        #[command(flatten)]
        recovery_code: RecoveryCodeOptions,
        #[command(flatten)]
        new_passphrase: NewPassphraseOptions,
    },
    /// A new recovery code for yourself; the earlier one opens nothing any more.
    #[command(
        after_help = "Examples:\n  overt key recovery-code --as chen\n  overt key recovery-code --as chen --recovery-code-file /media/stick/code"
    )]
    RecoveryCode {
        #[command(flatten)]
        passphrase: PassphraseOptions,
        #[command(flatten)]
        recovery_code: RecoveryCodeDestination,
    },
    /// The keys of all teams, split among custodians, for the day on which nobody else can open them.
    Escrow {
        #[command(subcommand)]
        action: EscrowAction,
    },
    /// Keys with which programs ask the desk what records are openly called.
    Program {
        #[command(subcommand)]
        action: program::ProgramAction,
    },
}

#[derive(Subcommand)]
enum EscrowAction {
    /// Split a new escrow key among custodians. An earlier escrow opens nothing any more. An administrator does this.
    #[command(
        after_help = "Example:\n  overt key escrow make --threshold 2 --custodian amina --custodian chen --custodian lucia"
    )]
    Make {
        /// How many custodians must act together.
        #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(2..))]
        threshold: u8,
        /// An account that holds a share; name each.
        #[arg(long = "custodian", value_name = "NAME", required = true)]
        custodians: Vec<Name>,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Let an account into a team with the shares of enough custodians, each of whom gives the passphrase.
    #[command(
        after_help = "Examples:\n  overt key escrow open --with amina --with lucia --team caseworkers --for chen\n  overt key escrow open --with amina --with lucia --team caseworkers --for chen --custodian-passphrase-file amina=a --custodian-passphrase-file lucia=l"
    )]
    Open {
        /// A custodian who is here; name each.
        #[arg(long = "with", value_name = "NAME", required = true)]
        custodians: Vec<Name>,
        /// The team whose key is taken out.
        #[arg(long, value_name = "TEAM")]
        team: Name,
        /// The account that is let in.
        #[arg(long = "for", value_name = "ACCOUNT")]
        person: Name,
        /// Take a custodian's passphrase from the first line of a file that nobody else can read; the terminal otherwise.
        #[arg(long = "custodian-passphrase-file", value_name = "NAME=FILE", value_parser = file_of, help_heading = crate::secret::HEADING)]
        files: Vec<(Name, PathBuf)>,
    },
    /// How many of whom can open it.
    #[command(after_help = "Example:\n  overt key escrow show")]
    Show,
}

fn file_of(text: &str) -> Result<(Name, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("write NAME=FILE")?;
    Ok((name.parse().map_err(|error: overt_store::NameError| error.to_string())?, PathBuf::from(file)))
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.common.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let common = &arguments.common;
    match &arguments.action {
        Action::Show => show::run(common),
        Action::Recover { name, recovery_code, new_passphrase } => {
            recover::run(common, name, recovery_code, new_passphrase)
        }
        Action::RecoveryCode { passphrase, recovery_code } => code::run(common, passphrase, recovery_code),
        Action::Program { action } => program::run(common, action),
        Action::Escrow { action } => match action {
            EscrowAction::Make { threshold, custodians, passphrase } => {
                escrow::make(common, passphrase, (*threshold, custodians))
            }
            EscrowAction::Open { custodians, team, person, files } => {
                escrow::open(common, (custodians, files), (team, person))
            }
            EscrowAction::Show => escrow::show(common),
        },
    }
}
