//! `overt witness`: seeing to it that the log of another organisation only grows. No store is needed.
//!
//! A witness looks at no entry. It remembers the last checkpoint that it has cosigned, and cosigns only one that extends it.

mod cosign;
mod key;
mod memory;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::output::Output;

/// Arguments of `overt witness`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Make the key of a witness, and print its public part for those whose logs it will watch.
    #[command(after_help = "Example:\n  overt witness key --name witness.example.org --out witness.key > witness.pub")]
    Key {
        /// Name of the witness, such as a domain of yours; without blanks and plus signs.
        #[arg(long, value_name = "NAME")]
        name: String,
        /// File for the secret key; there must be none of this name.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Cosign a checkpoint, if the log has only grown since the last one. Exits with 1 when it has not.
    #[command(
        after_help = "Example:\n  overt witness cosign request --key witness.key --policy policy.txt > cosignature\n\nWhat was cosigned last is kept beside the key, in the folder witness.key.seen. Never delete it, and never work with a copy of\nthe key: a witness that forgets cosigns two stories."
    )]
    Cosign {
        /// What `overt audit checkpoint --since SIZE` printed where the log is kept.
        request: PathBuf,
        /// The secret key of the witness.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The policy of the log. Get it once, and from the organisation itself.
        #[arg(long, value_name = "FILE")]
        policy: PathBuf,
    },
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.json
    }
}

pub(crate) fn run(Arguments { action, json }: &Arguments) -> anyhow::Result<Output> {
    match action {
        Action::Key { name, out } => key::make(name, out, *json),
        Action::Cosign { request, key, policy } => cosign::run((request, key, policy), *json),
    }
}
