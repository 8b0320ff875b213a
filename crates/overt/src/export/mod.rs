//! `overt export`.

pub(crate) mod bundle;

use clap::{Args, Subcommand};

use crate::output::Output;

/// Arguments of `overt export`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// What others need to seal bundles for this store: give it to them, and read them the fingerprint.
    #[command(
        after_help = "Examples:\n  overt export address --out shelter.address\n  overt export address --team caseworkers --out shelter.address"
    )]
    Address(bundle::Give),
    /// Records for another Overt, with all their revisions, signed by this store and sealed for the other one.
    #[command(
        after_help = "Examples:\n  overt export bundle --for court.address --recipient prosecutor --purpose prosecution --schema CorruptAct --out acts.bundle\n  overt export bundle --for shelter.address --fingerprint 01234-56789-abcde-f0123-45678 --recipient service-provider --open direct,narrative --out friday.bundle\n\nRED and AMBER+STRICT never leave, and nobody who was trafficked leaves without a consent. What stays is counted.\n\nExit codes: 0 written, 2 a file or name cannot be used, 3 not allowed, or the fingerprint is another one."
    )]
    Bundle(Box<bundle::Share>),
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        match &self.action {
            Action::Address(give) => give.json(),
            Action::Bundle(share) => share.json(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    match &arguments.action {
        Action::Address(give) => bundle::address(give),
        Action::Bundle(share) => bundle::share(share),
    }
}
