//! `overt link`: which records are about the same person, body, place or event.
//!
//! Records come from files ([`load`]) and go into files ([`outputs`]), or come from a store and stay there ([`store`]). Linking itself
//! is the same for both.

mod columns;
mod decisions;
mod explain;
mod given;
mod load;
mod model;
mod outputs;
mod parquet;
mod plan;
mod presence;
mod ready;
mod report;
mod run;
mod spec;
mod store;
mod train;
mod warning;

use clap::{Args, Subcommand};

use overt_model::Codebook;
use overt_store::Session;

use self::given::{Files, How};
use self::store::Desk;
use crate::output::Output;
use crate::progress::Progress;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::threads::all_threads;
use crate::warehouse::eprint;
use crate::workspace::Workspace;

/// Arguments of `overt link`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    options: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

/// Links the records of a store by a specification that comes with the program, as `overt link run --schema` does, and answers
/// what that says in JSON.
pub(crate) fn in_store(
    (workspace, session): (&Workspace, &Session),
    options: &StoreOptions,
    schema: &str,
) -> anyhow::Result<serde_json::Value> {
    let desk = Desk { workspace, session, options, codebook: Codebook::embedded(), purpose: None };
    let how = How::Spec(spec::ready(schema));
    store::linked(Telling { json: false, quiet: true }, &desk, how, all_threads()).map(|(json, _)| json)
}

/// How to answer.
#[derive(Clone, Copy)]
struct Telling {
    json: bool,
    quiet: bool,
}

#[derive(Subcommand)]
enum Action {
    /// How many pairs each rule is going to make, and what looks wrong, before anything is compared.
    #[command(
        after_help = "Examples:\n  overt link plan people.csv\n  overt link plan people.csv court.xlsx --id case_number\n  overt link plan people.csv --spec mine.toml --json\n\nTwo records are compared when they agree on one of the rules. A rule on which very many records agree is named, with a way out."
    )]
    Plan(Box<plan::Choice>),
    /// Learn from the records themselves what each agreement weighs, and write it into a file.
    #[command(
        after_help = "Examples:\n  overt link train people.csv --model people.model.toml\n  overt link train people.csv court.csv --schema person --model people.model.toml\n  overt link train people.csv --spec mine.toml --model people.model.toml\n\nNobody has to say which records are the same. The model holds shares and no value of a record, and differs in few lines when little\nhas changed, so that it can be kept beside code."
    )]
    Train(Box<train::Choice>),
    /// Compare, weigh and group records: which pairs may be the same, and who belongs together.
    #[command(
        after_help = "Examples:\n  overt link run people.csv --entities entities.csv\n  overt link run people.csv court.csv --model people.model.toml --pairs pairs.csv --entities entities.csv\n  overt link run a.csv b.csv --one-to-one --pairs pairs.parquet --threads 8\n  overt link run people.csv --model people.model.toml --decisions decisions.csv --entities entities.csv\n  overt link run people.csv --plan\n\nEach output is CSV, JSON or Parquet by the ending of its name. Beside it stands a file ENTITIES.run.json with the version of the model\nand the fingerprints of what was read. The same records give the same bytes, whatever their order and the number of threads.\n\nThe file of decisions has the columns a, b and decision: same, different or unsure. A decision always wins.\n\nExit codes: 0 done, 1 done, and some rows could not be read, 2 a file, specification or model cannot be used, 5 the disk is full."
    )]
    Run(Box<run::Choice>),
    /// Why two records are held to be the same, or not: each level, its weight, for and against.
    #[command(
        after_help = "Examples:\n  overt link explain 17 2041 people.csv --model people.model.toml\n  overt link explain 17 2041 people.csv --model people.model.toml --out why.svg     (a picture; also .html)\n  overt link explain 17 2041 people.csv --model people.model.toml --json\n\nHow much an agreement weighs depends on how rare the value is, so name the same files as for the run."
    )]
    Explain(Box<explain::Choice>),
    /// How good a linkage is: weights, thresholds, completeness and, where the truth is known, precision and recall.
    #[command(
        after_help = "Examples:\n  overt link report people.csv --model people.model.toml --out report.html\n  overt link report people.csv --model people.model.toml --truth person --country citizenship --out report.html\n  overt link report people.csv --truth person --out report.json\n\nThe page holds no value of a record. Small numbers in it are not suppressed, so it is for those who work with the records."
    )]
    Report(Box<report::Choice>),
    /// What to look at first, one pair side by side, and a decision about it. Only for records of a store.
    #[command(
        after_help = "Examples:\n  overt link review                                        (what to look at first, of the last run)\n  overt link review --schema person                        (of the last run that linked persons)\n  overt link review --ask                                  (one pair after the other)\n  overt link review record:0123456789abcdef0123456789abcdef record:fedcba9876543210fedcba9876543210\n  overt link review record:0123456789abcdef0123456789abcdef record:fedcba9876543210fedcba9876543210 --different --note-from note.txt\n  overt link review record:0123456789abcdef0123456789abcdef record:fedcba9876543210fedcba9876543210 --same --second\n\nFirst stand pairs near the threshold on which many records hang, and persons of whom nobody says that they were trafficked before others:\na wrong join there accuses somebody, or hides who did it."
    )]
    Review(Box<store::Review>),
    /// Take a join back: a record out of its entity, the last join of an entity, or a run. Only for records of a store.
    #[command(
        after_help = "Examples:\n  overt link undo record:0123456789abcdef0123456789abcdef\n  overt link undo linkage:0123456789abcdef0123456789abcdef --yes\n\nIt names what went back, and every export that left with what was joined."
    )]
    Undo(store::Undo),
    /// Who served where acts happened, when they happened, and how often that is to be expected of anybody. Of a snapshot.
    #[command(
        after_help = "Examples:\n  overt link presence\n  overt link presence --only \"stage = 'T4'\"\n  overt link presence record:0123456789abcdef0123456789abcdef --json\n\nIt reads the snapshot (`overt snapshot`): postings with a post, and acts with a post and a date. Persons and acts that were linked are\none. Having served somewhere is a reason to look and never a finding."
    )]
    Presence(presence::Choice),
    /// Every entity to which a record has belonged, since when and why. Only for records of a store.
    #[command(after_help = "Example:\n  overt link history record:0123456789abcdef0123456789abcdef")]
    History(store::Which),
    /// The specification that comes with the program, to begin your own with.
    #[command(after_help = "Examples:\n  overt link spec > mine.toml\n  overt link spec --schema person")]
    Spec(spec::Shown),
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }

    /// Works on files where any are named, and otherwise on the store, with somebody signed in.
    fn files_or_store(
        &self,
        files: &Files,
        act: impl FnOnce(Option<&Desk<'_>>) -> anyhow::Result<Output>,
    ) -> anyhow::Result<Output> {
        if !files.paths.is_empty() {
            return act(None);
        }
        files.refuse_options_of_files()?;
        self.at_desk(files.purpose.as_deref(), |desk| act(Some(desk)))
    }

    fn at_desk(
        &self,
        purpose: Option<&str>,
        act: impl FnOnce(&Desk<'_>) -> anyhow::Result<Output>,
    ) -> anyhow::Result<Output> {
        store::at_desk((&self.options, &self.passphrase), purpose, act)
    }
}

impl Telling {
    /// A bar, unless a program reads or somebody asked for none.
    fn progress(self, label: &str, total: Option<u64>) -> Progress {
        if self.json || self.quiet { Progress::silent() } else { Progress::new(label, total) }
    }

    /// Says something beside the answer, before long work begins. A program finds it in the answer.
    fn note(self, text: &str) {
        if !(self.json || self.quiet) {
            eprint(text);
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let telling = Telling { json: arguments.options.json, quiet: arguments.options.quiet };
    match &arguments.action {
        Action::Plan(choice) => arguments.files_or_store(choice.files(), |desk| plan::run(telling, choice, desk)),
        Action::Train(choice) => arguments.files_or_store(choice.files(), |desk| train::run(telling, choice, desk)),
        Action::Report(choice) => arguments.files_or_store(choice.files(), |desk| report::run(telling, choice, desk)),
        Action::Run(choice) => {
            if choice.files().paths.is_empty() {
                choice.refuse_options_of_files()?;
            }
            arguments.files_or_store(choice.files(), |desk| match desk {
                None => run::run(telling, choice),
                Some(desk) => choice.run_at(telling, desk),
            })
        }
        Action::Explain(choice) => arguments.files_or_store(choice.files(), |desk| match desk {
            None => explain::run(telling, choice),
            Some(desk) => choice.run_at(telling, desk),
        }),
        Action::Presence(choice) => presence::run(&arguments.options, choice),
        Action::Spec(shown) => spec::show(telling, shown),
        Action::Review(choice) => {
            let note = choice.note()?;
            arguments.at_desk(choice.purpose.as_deref(), |desk| store::review(telling, desk, choice, note))
        }
        Action::Undo(choice) => {
            let of = choice.of()?;
            arguments.at_desk(None, |desk| store::undo(desk, choice, of))
        }
        Action::History(which) => arguments.at_desk(None, |desk| store::history(desk, which)),
    }
}
