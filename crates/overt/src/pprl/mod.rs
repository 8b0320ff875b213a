//! `overt pprl`: which people two organisations both know, without either showing the other whom it knows.

mod columns;
mod csv;
mod encode;
mod input;
mod join;
mod key;
mod own;
mod pairs;
mod refusal;

use clap::{Args, Subcommand};

use crate::output::Output;
use crate::progress::Progress;

pub(crate) use csv::line;
pub(crate) use input::{plain, refuse_existing, unreadable};

/// Arguments of `overt pprl`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    telling: Telling,
}

/// How to answer.
#[derive(Args, Clone, Copy)]
struct Telling {
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
    /// Show no progress.
    #[arg(long, global = true)]
    quiet: bool,
}

impl Telling {
    fn progress(self, label: &str, total: Option<u64>) -> Progress {
        if self.json || self.quiet { Progress::silent() } else { Progress::new(label, total) }
    }
}

#[derive(Subcommand)]
enum Action {
    /// Make the secret of an agreement: 32 random bytes in a file that only you can read.
    #[command(
        after_help = "Example:\n  overt pprl key --out agreement.key\n\nAll parties need the same file, and nobody else may have it, least of all whoever joins the files. Hand it over in person or on\nanother way than the encoded files. Then read each other the fingerprint that is printed."
    )]
    Key(key::New),
    /// Encode your records with the secret. Says who was left out.
    #[command(
        after_help = "Examples:\n  overt pprl encode people.csv --key agreement.key --agreement north --run 2027-01 --out people.pprl --owners people.owners.csv\n  overt pprl encode people.xlsx --id case_number --plan plan.toml --key agreement.key --agreement north --run 2027-01 --out people.pprl --owners people.owners.csv\n\nColumns are known by usual names: given_name or first_name, surname or family_name, dob or birth_date, sex or gender, nationality or\ncitizenship, city or place, phone, doc_id or document.\n\nSend OUT to the linkage unit. OWNERS says which number is which record: it never leaves your house. Use a new name for each run.\n\nExit codes: 0 done, 1 done, and some rows could not be read, 2 a file, key or plan cannot be used, 5 the disk is full."
    )]
    Encode(Box<encode::Choice>),
    /// Find which records of two or more encoded files are probably one person. Only random numbers come out.
    #[command(
        after_help = "Examples:\n  overt pprl match shelter.pprl court.pprl --out pairs.csv\n  overt pprl match shelter.pprl court.pprl hotline.pprl --out pairs.json\n\nDo this where the secret is not: whoever has both can test any name. A pair is a reason to look, not a finding that two records are\none person."
    )]
    Match(join::Choice),
    /// What was found, with your own identifiers. Numbers that stand for nobody are dropped.
    #[command(
        after_help = "Examples:\n  overt pprl own pairs.csv --owners people.owners.csv\n  overt pprl own pairs.json --owners people.owners.csv --out found.csv"
    )]
    Own(own::Choice),
    /// The plan that is used where none is given, to begin your own with.
    #[command(
        after_help = "Example:\n  overt pprl plan > plan.toml\n\nAll parties must use the same plan. Measure on a sample of yours before you change it."
    )]
    Plan,
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.telling.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let Arguments { action, telling } = arguments;
    match action {
        Action::Key(new) => key::make(*telling, new),
        Action::Encode(choice) => encode::run(*telling, choice),
        Action::Match(choice) => join::run(*telling, choice),
        Action::Own(choice) => own::run(*telling, choice),
        Action::Plan => encode::plan(*telling),
    }
}
