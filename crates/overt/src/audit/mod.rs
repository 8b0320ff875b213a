//! `overt audit`: what the store and its log say, held against each other and against what outsiders have.

mod bundle;
mod cosignature;
mod entries;
mod export;
pub(crate) mod outside;
mod store;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use overt_store::log::checkpoint::VerifierKey;

use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;

/// Arguments of `overt audit`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    options: StoreOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Verify the store, or a bundle that somebody else exported. Exits with 1 when something does not fit.
    #[command(
        after_help = "Examples:\n  overt audit verify                                      (the store, without any key)\n  overt audit verify --open --as amina                    (and open all that amina can)\n  overt audit verify log.jsonl --policy policy.txt        (a bundle; no store is needed)\n  overt audit verify log.jsonl --policy policy.txt --seen june.note --seen july.note\n\nExit codes: 0 whole, 1 something does not fit, 2 a file cannot be used, 3 not signed in, 4 the store cannot be opened."
    )]
    Verify {
        /// A bundle written by `overt audit export`. Without it, the store is verified.
        #[arg(value_name = "BUNDLE", requires = "policy", conflicts_with = "open")]
        bundle: Option<PathBuf>,
        /// The policy of the log: its keys, and which witnesses count.
        #[arg(long, value_name = "FILE", requires = "bundle")]
        policy: Option<PathBuf>,
        /// A checkpoint that you got earlier or from somebody else. It must lead to the bundle. May be repeated.
        #[arg(long, value_name = "CHECKPOINT", requires = "bundle")]
        seen: Vec<PathBuf>,
        /// Sign in, and open everything that you can. It is logged once, and shown nowhere.
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Write the log as a bundle that others verify without the store.
    #[command(
        after_help = "Examples:\n  overt audit export --out log.jsonl                      (says that something was done, not what)\n  overt audit export --out log.jsonl --details            (for auditors: who did what; this is logged)\n  overt audit export --out log.jsonl --until 4096         (ends with a checkpoint that witnesses cosigned)"
    )]
    Export {
        /// File to write; an earlier one of this name is replaced.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Show what every entry says. Only an auditor can.
        #[arg(long)]
        details: bool,
        /// End with the checkpoint of this many entries instead of a new one.
        #[arg(long, value_name = "SIZE")]
        until: Option<u64>,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Print the policy: what others need in order to verify the log.
    #[command(
        after_help = "Examples:\n  overt audit policy > policy.txt\n  overt audit policy --witness \"$(cat witness.pub)\" --witnesses-min 1 > policy.txt"
    )]
    Policy {
        /// The public key of a witness. May be repeated.
        #[arg(long, value_name = "KEY")]
        witness: Vec<VerifierKey>,
        /// How many witnesses must have cosigned.
        #[arg(long, value_name = "N", default_value_t = 0)]
        witnesses_min: usize,
    },
    /// The newest entries, for an auditor: who did what, on which day. That they were read is logged.
    #[command(after_help = "Examples:\n  overt audit list\n  overt audit list --last 500 --json")]
    List {
        /// How many.
        #[arg(long, value_name = "N", default_value_t = 50)]
        last: u64,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Write one entry with the proof that it is in the log, for somebody outside.
    #[command(
        after_help = "Examples:\n  overt audit prove 1207 --out proof.json\n  overt audit prove 1207 --until 4096 --out proof.json    (for a checkpoint that witnesses cosigned)"
    )]
    Prove {
        /// Number of the entry, as `overt audit list` shows it.
        number: u64,
        /// File to write; an earlier one of this name is replaced.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Prove it for the checkpoint of this many entries instead of a new one.
        #[arg(long, value_name = "SIZE")]
        until: Option<u64>,
        #[command(flatten)]
        passphrase: PassphraseOptions,
    },
    /// Verify the proof of one entry; no store is needed. Exits with 1 when it does not hold.
    #[command(after_help = "Example:\n  overt audit check-proof proof.json --policy policy.txt")]
    CheckProof {
        /// A file written by `overt audit prove`.
        file: PathBuf,
        /// The policy of the log.
        #[arg(long, value_name = "FILE")]
        policy: PathBuf,
    },
    /// Print a signed checkpoint, to be kept by others; with `--since`, what a witness needs in order to cosign it.
    #[command(
        after_help = "Examples:\n  overt audit checkpoint > today.note\n  overt audit checkpoint --since 0 > request              (a witness that has seen nothing yet)\n  overt audit checkpoint --since 3012 > request           (one that cosigned 3012 entries last)"
    )]
    Checkpoint {
        /// How many entries the witness cosigned last; 0 the first time.
        #[arg(long, value_name = "SIZE")]
        since: Option<u64>,
    },
    /// Keep the cosignature that a witness gave.
    #[command(after_help = "Example:\n  overt audit add-cosignature cosignature --policy policy.txt")]
    AddCosignature {
        /// What the witness answered.
        file: PathBuf,
        /// The policy that names the witness.
        #[arg(long, value_name = "FILE")]
        policy: PathBuf,
    },
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

pub(crate) fn run(Arguments { action, options }: &Arguments) -> anyhow::Result<Output> {
    match action {
        Action::Verify { bundle: Some(bundle), policy: Some(policy), seen, .. } => {
            bundle::verify(options, bundle, policy, seen)
        }
        Action::Verify { open, passphrase, .. } => store::verify(options, open.then_some(passphrase)),
        Action::Export { out, details, until, passphrase } => {
            export::bundle(options, out, details.then_some(passphrase), *until)
        }
        Action::Policy { witness, witnesses_min } => export::policy(options, witness, *witnesses_min),
        Action::List { last, passphrase } => entries::list(options, passphrase, *last),
        Action::Prove { number, out, until, passphrase } => entries::prove(options, passphrase, (*number, *until), out),
        Action::CheckProof { file, policy } => entries::check_proof(options, file, policy),
        Action::Checkpoint { since } => export::checkpoint(options, *since),
        Action::AddCosignature { file, policy } => cosignature::add(options, file, policy),
    }
}
