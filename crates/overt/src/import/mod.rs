//! `overt import`.

mod bundle;
mod choose;
mod dry;
mod input;
mod report;
mod runs;
mod take;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use overt_intake::mapping::Order;
use overt_store::RunId;

pub(crate) use choose::{named, survey};
pub(crate) use input::{fingerprint, open};
pub(crate) use report::rejected;
pub(crate) use take::{Importing, take};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;

/// Arguments of `overt import`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    file: Choice,
    #[command(flatten)]
    options: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

/// The file, and how it is to be understood.
#[derive(Args)]
struct Choice {
    /// File to import: CSV, XLSX, ODS, JSON, JSON lines, Parquet, a page or a text, or any of these texts with gzip.
    file: Option<PathBuf>,
    /// The contributor, by name or identifier. Only a dry run does without.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// The mapping: a file, the name of one that comes with the program (`--mapping list` names them), or `form:Victim` for answers
    /// to the form of a kind of record. When left out, the one that fits the columns.
    #[arg(long, value_name = "MAPPING", conflicts_with = "guess")]
    mapping: Option<String>,
    /// Propose a mapping from the names and values of the columns, and write it beside the file for you to mend. Nothing is
    /// imported.
    #[arg(long)]
    guess: bool,
    /// Only tell what would be imported, and what would not.
    #[arg(long)]
    dry_run: bool,
    /// The sheet of a workbook, or the path to the list in JSON, such as `data.cases`.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Whether day or month comes first, where the file does not show it.
    #[arg(long, value_name = "ORDER")]
    dates: Option<Dates>,
    /// The casework team that will hold what is sealed; yours when left out. Whoever is in several says which.
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Dates {
    /// 31/12/2017.
    DayFirst,
    /// 12/31/2017.
    MonthFirst,
}

impl From<Dates> for Order {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::DayFirst => Self::DayFirst,
            Dates::MonthFirst => Self::MonthFirst,
        }
    }
}

#[derive(Subcommand)]
enum Action {
    /// What was imported: when, from whom, with which mapping, and how much.
    #[command(after_help = "Examples:\n  overt import list\n  overt import list --json")]
    List,
    /// One import.
    #[command(
        after_help = "Examples:\n  overt import show import:0123456789abcdef0123456789abcdef\n  overt import show import:0123456789abcdef0123456789abcdef --file intake.csv    (is it this file?)"
    )]
    Show {
        /// Which import.
        id: RunId,
        /// A file, to be told whether it is the one that was imported. The store does not keep names of files.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// What another Overt wrote with `overt export bundle`: verified first, and then merged record by record.
    #[command(
        after_help = "Examples:\n  overt import bundle friday.bundle                (says who signed it, and takes nothing in)\n  overt import bundle friday.bundle --from 01234-56789-abcde-f0123-45678 --dry-run\n  overt import bundle friday.bundle --from shelter.address\n  overt import bundle friday.bundle --from shelter.address --take record:0123456789abcdef0123456789abcdef\n\nThe same bundle twice adds nothing. What was changed on both sides stays as it is here until somebody takes the other version.\n\nExit codes: 0 all is here, 2 the file cannot be used, 3 not for you, or not from whom it should be, 6 some records were\nrefused or are in conflict, and the rest is here."
    )]
    Bundle(bundle::Incoming),
    /// Take an import back: erase what it made, and write what it changed as it was before. What somebody has changed since stays.
    #[command(
        after_help = "Examples:\n  overt import undo import:0123456789abcdef0123456789abcdef\n  overt import undo import:0123456789abcdef0123456789abcdef --yes"
    )]
    Undo {
        /// Which import.
        id: RunId,
        /// Do it without asking.
        #[arg(long)]
        yes: bool,
    },
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let Arguments { action, file: choice, options, passphrase } = arguments;
    match action {
        Some(Action::List) => runs::list(options),
        Some(Action::Show { id, file }) => runs::show(options, *id, file.as_deref()),
        Some(Action::Bundle(incoming)) => bundle::merge((options, passphrase), incoming),
        Some(Action::Undo { id, yes }) => runs::undo(options, passphrase, *id, *yes),
        None if choice.mapping.as_deref() == Some("list") => choose::list(options),
        None => {
            let Some(file) = &choice.file else {
                let failure = Failure::new(Exit::WrongUse, "wrong-use", "no file was named");
                return Err(failure.with_hint("overt import FILE --source SOURCE").into());
            };
            if choice.guess {
                return choose::guess(options, choice, file);
            }
            let chosen = choose::mapping(options, choice, file)?;
            if choice.dry_run { dry::run(options, chosen) } else { take::run((options, passphrase), choice, chosen) }
        }
    }
}
