//! `overt import`.

mod bundle;

use clap::{Args, Subcommand};

use crate::output::Output;

/// Arguments of `overt import`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// What another Overt wrote with `overt export bundle`: verified first, and then merged record by record.
    #[command(
        after_help = "Examples:\n  overt import bundle friday.bundle                (says who signed it, and takes nothing in)\n  overt import bundle friday.bundle --from 01234-56789-abcde-f0123-45678 --dry-run\n  overt import bundle friday.bundle --from shelter.address\n  overt import bundle friday.bundle --from shelter.address --take record:0123456789abcdef0123456789abcdef\n\nThe same bundle twice adds nothing. What was changed on both sides stays as it is here until somebody takes the other version.\n\nExit codes: 0 all is here, 2 the file cannot be used, 3 not for you, or not from whom it should be, 6 some records were\nrefused or are in conflict, and the rest is here."
    )]
    Bundle(bundle::Incoming),
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        match &self.action {
            Action::Bundle(incoming) => incoming.json(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    match &arguments.action {
        Action::Bundle(incoming) => bundle::merge(incoming),
    }
}
