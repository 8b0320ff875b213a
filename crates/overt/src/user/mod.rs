//! `overt user`.

mod add;
mod change;
mod list;
mod passphrase;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use overt_store::{AccountChange, AccountState, Duty, Name};

use crate::output::Output;
use crate::recovery_code::RecoveryCodeDestination;
use crate::secret::{NewPassphraseOptions, PassphraseOptions};
use crate::store_options::StoreOptions;
use crate::yes_no::YesNo;

/// Arguments of `overt user`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    common: StoreOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Make an account. An administrator signs in, then the new person chooses a passphrase.
    #[command(
        after_help = "Examples:\n  overt user add chen\n  overt user add chen --as amina --passphrase-file ~/amina --new-passphrase-fd 3 3< <(pass show chen)"
    )]
    Add {
        /// Name of the new account; a handle, not necessarily a person's name.
        name: Name,
        /// Let the person look after accounts, sources and settings.
        #[arg(long)]
        administrator: bool,
        #[command(flatten)]
        passphrase: PassphraseOptions,
        #[command(flatten)]
        new_passphrase: NewPassphraseOptions,
        #[command(flatten)]
        recovery_code: RecoveryCodeDestination,
    },
    /// Every account: name, state, administrator, teams, duties.
    #[command(after_help = "Examples:\n  overt user list\n  overt user list --json")]
    List,
    /// Change your own passphrase.
    #[command(after_help = "Example:\n  overt user passphrase --as chen")]
    Passphrase {
        #[command(flatten)]
        passphrase: PassphraseOptions,
        #[command(flatten)]
        new_passphrase: NewPassphraseOptions,
    },
    /// Let an account sign in no more. It takes no keys away: remove the person from the teams too.
    #[command(after_help = "Example:\n  overt user close chen && overt team remove caseworkers chen")]
    Close {
        /// Name of the account.
        name: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Let a closed account sign in again.
    #[command(after_help = "Example:\n  overt user reopen chen")]
    Reopen {
        /// Name of the account.
        name: Name,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Give or take a duty: what somebody does with what their keys open.
    ///
    /// Intake, referral and supervision are for members of casework teams. Who has only intake enters what is new and hands it on; who has
    /// only referral records referrals and their consents. Supervisors hand over, erase and take imports back; in a team
    /// without one, caseworkers do. Analysis is for people without keys, who look at what is open in records.
    #[command(after_help = "Examples:\n  overt user duty chen supervision yes\n  overt user duty remy referral no")]
    Duty {
        /// Name of the account.
        name: Name,
        /// Which one.
        #[arg(value_parser = duties())]
        duty: Duty,
        /// Whether it has the duty.
        #[arg(value_enum)]
        is: YesNo,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Give or take the task of looking after accounts, sources and settings.
    #[command(after_help = "Example:\n  overt user administrator chen yes")]
    Administrator {
        /// Name of the account.
        name: Name,
        /// Whether it has the task.
        #[arg(value_enum)]
        is: YesNo,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
}

/// The duties as they are typed.
fn duties() -> impl TypedValueParser<Value = Duty> {
    PossibleValuesParser::new(Duty::ALL.map(Duty::code))
        .map(|code| Duty::from_code(&code).expect("only these are possible"))
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.common.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let common = &arguments.common;
    match &arguments.action {
        Action::Add { name, administrator, passphrase, new_passphrase, recovery_code } => {
            let new = add::New { name, administrator: *administrator, passphrase: new_passphrase, code: recovery_code };
            add::run(common, passphrase, &new)
        }
        Action::List => list::run(common),
        Action::Passphrase { passphrase, new_passphrase } => passphrase::run(common, passphrase, new_passphrase),
        Action::Close { name, passphrase } => {
            change::run(common, passphrase, name, AccountChange::State(AccountState::Closed))
        }
        Action::Reopen { name, passphrase } => {
            change::run(common, passphrase, name, AccountChange::State(AccountState::Active))
        }
        Action::Duty { name, duty, is, passphrase } => {
            change::run(common, passphrase, name, AccountChange::Duty(*duty, is.is_yes()))
        }
        Action::Administrator { name, is, passphrase } => {
            change::run(common, passphrase, name, AccountChange::Administrator(is.is_yes()))
        }
    }
}
