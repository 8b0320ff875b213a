//! `overt release`: what identifies becomes publishable, with two approvals and a ledger.

mod draft;
mod facts;
mod make;
mod risk;
mod steps;
mod told;
mod verify;

use std::path::PathBuf;

use clap::{Args, Subcommand};
pub(crate) use draft::read;
pub(crate) use make::{drawn, example};
use overt_store::ReleaseId;
pub(crate) use steps::{approved, published};
pub(crate) use verify::{key, signature_holds};

use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;

/// Arguments of `overt release`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    options: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

#[derive(Subcommand)]
enum Action {
    /// How easily somebody is found: in a table of a file, or in records of the snapshot. For your own work only.
    #[command(
        after_help = "Examples:\n  overt release risk --schema Victim --columns gender,age_band,primary_language\n  overt release risk people.csv --columns gender,age,town --sensitive illness --out risk.html\n  overt release risk people.csv --columns gender,age,town --json\n\nColumns are those that somebody may know of a person. Small numbers are not suppressed in the report: do not publish it."
    )]
    Risk(risk::Choice),
    /// The columns of a kind of record that can be released, with their values, for writing a policy.
    #[command(after_help = "Examples:\n  overt release columns\n  overt release columns --schema Victim --json")]
    Columns {
        /// The kind of record.
        #[arg(long, default_value = "CorruptAct")]
        schema: String,
    },
    /// What a policy would do and cost, or why it is refused. Draws nothing and spends nothing.
    #[command(after_help = "Examples:\n  overt release plan acts.toml\n  overt release plan acts.toml --json")]
    Plan {
        /// The policy.
        policy: PathBuf,
    },
    /// Draw a release from the snapshot. What it costs is written down first, and stays spent.
    #[command(
        after_help = "Examples:\n  overt release make acts.toml\n\nThe draft waits in the folder of the store for two different persons to look at it and approve it. The policy is a file in TOML:\n`overt release example` prints one to begin with.\n\nExit codes: 0 done, 2 the policy cannot be used, 3 refused."
    )]
    Make {
        /// The policy.
        policy: PathBuf,
    },
    /// A policy to begin your own with.
    Example,
    /// Every release and how far it has come.
    List,
    /// One release: what it is, what it costs, who approved it.
    Show {
        /// Which.
        release: ReleaseId,
    },
    /// Approve a draft after looking at it. Two different persons are needed.
    #[command(after_help = "Example:\n  overt release approve release:0123456789abcdef0123456789abcdef --as bela")]
    Approve {
        /// Which.
        release: ReleaseId,
    },
    /// Say that a release will not be published. What it cost stays spent.
    GiveUp {
        /// Which.
        release: ReleaseId,
    },
    /// Sign an approved release and write it into a folder.
    #[command(
        after_help = "Example:\n  overt release publish release:0123456789abcdef0123456789abcdef --out acts-2026"
    )]
    Publish {
        /// Which.
        release: ReleaseId,
        /// A folder that is empty or not there.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// What all releases together have spent, and what is left.
    Ledger,
    /// The most that all releases together may spend, or deciding it.
    #[command(
        after_help = "Examples:\n  overt release cap\n  overt release cap --epsilon 4 --delta 1e-6 --as amina\n  overt release cap --epsilon 2 --delta 1e-6 --unit person --as amina\n\nUntil somebody decides, it is epsilon 8 at delta 1e-5 for each record, person and contributor. An administrator decides; it is written\ninto the log, and into the ledger of every release that is made afterwards."
    )]
    Cap(steps::CapChoice),
    /// Check a published release without its store: files, signature, approvals, budget, suppression.
    #[command(
        after_help = "Examples:\n  overt release verify acts-2026\n  overt release verify acts-2026 --fingerprint 3f2a1-b0c9d-11223-44556-77889\n\nThe fingerprint is told by whoever publishes, on another way than the files. Exit codes: 0 as it says, 1 something does not fit."
    )]
    Verify(verify::Choice),
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let (options, passphrase) = (&arguments.options, &arguments.passphrase);
    match &arguments.action {
        Action::Risk(choice) => risk::run(options, choice),
        Action::Columns { schema } => facts::told(options, schema),
        Action::Plan { policy } => make::plan(options, policy),
        Action::Make { policy } => make::make((options, passphrase), policy),
        Action::Example => Ok(Output::text(make::example())),
        Action::List => told::list(options),
        Action::Show { release } => told::show(options, *release),
        Action::Ledger => told::ledger(options),
        Action::Cap(choice) => steps::cap((options, passphrase), choice),
        Action::Approve { release } => steps::approve((options, passphrase), *release),
        Action::GiveUp { release } => steps::give_up((options, passphrase), *release),
        Action::Publish { release, out } => steps::publish((options, passphrase), *release, out),
        Action::Verify(choice) => verify::run(options.json, choice),
    }
}
