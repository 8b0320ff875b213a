//! `overt analyse`: numbers, and how sure they are.

mod before;
mod bounds;
mod circularity;
mod coverage;
mod drivers;
mod enforcement;
mod fees;
mod indices;
mod library;
mod measure;
mod mediation;
mod nexus;
mod paper;
mod prices;
mod profile;
mod public;
mod recurrence;
mod routes;
mod sources;
mod table;
mod trend;
mod undercount;
mod units;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::builder::{PathBufValueParser, TypedValueParser as _};
use clap::{Args, Subcommand};
use overt_analysis::Problem;
use overt_publish::findings::Origin;
use overt_publish::report::Report;
use serde::Serialize;
use serde_json::json;

pub(crate) use public::{analyses, figures};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::store_options::StoreOptions;
use crate::workspace::today;
use crate::written::ending;

/// Width of a report on a screen.
const WIDTH: usize = 100;

/// Arguments of `overt analyse`.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
    /// A folder with files of figures that may not come with the program; `overt analyse data` names them.
    #[arg(long, value_name = "DIR", global = true, env = "OVERT_FIGURES")]
    figures: Option<PathBuf>,
    #[command(flatten)]
    options: StoreOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Which figures are known, which are found, and where to get the others.
    #[command(after_help = "Examples:\n  overt analyse data\n  overt analyse data --figures FOLDER --json")]
    Data,
    /// Whether two indices are made from each other, or from the same: then they go together by construction.
    #[command(
        after_help = "Examples:\n  overt analyse circularity              (every two that are known)\n  overt analyse circularity CPI GSI_PREV\n  overt analyse circularity CPI ITUC_GRI --json"
    )]
    Circularity(circularity::Choice),
    /// Two indices side by side: how they go together, whether one is made of the other, and how fragile that is.
    #[command(
        after_help = "Examples:\n  overt analyse indices WGI TIP\n  overt analyse indices CPI-2017 GSI --without PRK,UZB --figures FOLDER --out cpi-gsi.html\n  overt analyse indices WGI 3P --year 2013 --json\n\nAn association is no cause, and two indices that are made of each other go together by construction: that is said first."
    )]
    Indices(indices::Choice),
    /// What acts cost, by place, stage, role or anything else by which acts are divided.
    #[command(
        after_help = "Examples:\n  overt analyse prices --by country\n  overt analyse prices --by actor --currency USD --out prices.html\n  overt analyse prices --by stage --where \"place_country = 'NPL'\" --json\n\nAmounts are what somebody told. Acts whose amount nobody knows are counted beside them. Nothing is converted."
    )]
    Prices(prices::Choice),
    /// What people paid from one country to another, beside what is lawful, and what of it may be bribes.
    #[command(
        after_help = "Examples:\n  overt analyse fees\n  overt analyse fees --from NPL --to QAT --currency NPR\n  overt analyse fees --by-person --out fees.html\n\nFees are what somebody told. What lies above a lawful amount can be a price as well as a bribe; the two columns about bribes are about\ndifferent fees and must not be added. Nothing is converted."
    )]
    Fees(fees::Choice),
    /// Whether proceedings about trafficking and corruption end as those about trafficking only, and what goes with success.
    #[command(
        after_help = "Examples:\n  overt analyse enforcement\n  overt analyse enforcement --outcome charged --by year --out enforcement.html\n  overt analyse enforcement --by court --where \"country = 'QAT'\" --json\n\nWho brings a charge decides in which group a case is. Open cases have no outcome and are counted apart."
    )]
    Enforcement(enforcement::Choice),
    /// Whether the number of acts changed more where a measure was taken than where it was not.
    #[command(
        after_help = "Examples:\n  overt analyse measure --on 2022-07-01 --taken NPL\n  overt analyse measure --on 2022-07-01 --taken NPL,BGD --called \"the law on fees\" --months 6 --before 4 --out measure.html\n  overt analyse measure --on 2023-01-01 --by actor --taken P06 --where \"place_country = 'QAT'\" --json\n\nThe same time before and after is looked at everywhere. A measure that makes people report raises the number, whatever is done, and\nwhat would have happened without it is taken from the others."
    )]
    Measure(measure::Choice),
    /// The share of a trait among people who are charged, such as that of women, by what they are charged with.
    #[command(
        after_help = "Examples:\n  overt analyse profile\n  overt analyse profile --having \"array_has(citizenships, 'NPL')\" --called \"citizens of Nepal\" --by outcome\n  overt analyse profile --by role --out profile.html\n\nPeople who were joined count once, victims who were charged do not. A share describes those on record, and nobody among them."
    )]
    Profile(profile::Choice),
    /// From where to where people were taken, over which crossings, and which acts of corruption are told of there.
    #[command(
        after_help = "Examples:\n  overt analyse routes\n  overt analyse routes --where \"from_place_country = 'NPL'\"\n  overt analyse routes --out routes.html\n\nLegs are what somebody told. An act is told of at a crossing if a leg names it, or if the act itself names the crossing."
    )]
    Routes(routes::Choice),
    /// From which countries anything was told, and from which nothing, with those among them of which risk is known.
    #[command(
        after_help = "Examples:\n  overt analyse coverage\n  overt analyse coverage --out coverage.html\n  overt analyse coverage --json\n\nNo data is not no cases. Countries of which nothing was told are named, and those of them that are in tier 2WL or 3 first."
    )]
    Coverage(coverage::Choice),
    /// Whether the same post, role or kind of act comes back in cases that have nothing to do with each other.
    #[command(
        after_help = "Examples:\n  overt analyse recurrence --by post --exposure postings\n  overt analyse recurrence --by actor --seed 7 --out recurrence.html\n  overt analyse recurrence --by act --alone --json\n\nCases that were joined, name each other, or share an act or a victim are one. What comes back is a reason to look at a post or a role,\nand says nothing about who holds it."
    )]
    Recurrence(recurrence::Choice),
    /// Whether tip-offs fall into the days before raids more often than chance would have it.
    #[command(
        after_help = "Examples:\n  overt analyse before\n  overt analyse before --days 7 --out before.html --events \"victim_count = 0\"\n  overt analyse before --signals \"act = 'A31' AND actor_role = 'P03'\" --events-file raids.csv --from 2021-01-01 --to 2024-12-31\n\nA table has the columns `label` and `day`; a day is written as 2027-06-30. Choose the days before you look. Signals before events can\nhave other causes than a leak."
    )]
    Before(before::Choice),
    /// Whether and when the number of acts changed from one quarter to the next.
    #[command(
        after_help = "Examples:\n  overt analyse trend --out trend.html\n  overt analyse trend --where \"place_country = 'NPL'\" --seed 7\n  overt analyse trend --where \"stage = 'T4'\" --json\n\nA quarter in which nobody told of any act is not zero. A change shows that more or less was recorded, and not why."
    )]
    Trend(trend::Choice),
    /// Whether acts of corruption are clustered in few places, stages or years, or spread as chance would have it.
    #[command(
        after_help = "Examples:\n  overt analyse nexus --by country --out nexus.html\n  overt analyse nexus --by country --exposure days-on-duty.csv --seed 7\n  overt analyse nexus --by post --exposure postings --within country\n  overt analyse nexus --by year --standing charged,convicted --json\n\nThe table of exposure has the columns `unit` and `exposure`; units where nothing was recorded belong in it, too. Without it all units\nthat have acts count as equally exposed, which is an assumption. A cluster is a reason to look, not a finding about anybody."
    )]
    Nexus(nexus::Choice),
    /// How many people no list has: from who is on which of several lists.
    #[command(
        after_help = "Examples:\n  overt analyse undercount lists.csv\n  overt analyse undercount lists.csv --seed 7 --out undercount.html\n  overt analyse undercount --study Kosovo\n  overt analyse undercount lists.csv --stepwise --json\n  overt analyse undercount --linked Victim     (records of the snapshot that were joined, by whose they are)\n\nThe file has a column for each list with 0 or 1, and a column `count` of how many people are on just these lists.\nThe spread over all models comes first: one model alone is surer of itself than anybody can be.\n\nExit codes: 0 done, 2 the file cannot be used, or no number can be had from it and why."
    )]
    Undercount(undercount::Choice),
    /// The numbers of papers beside what they come to here, each with a verdict.
    #[command(
        after_help = "Examples:\n  overt analyse paper                               (with the figures that came with the program)\n  overt analyse paper --figures FOLDER                (with those that may not come with it)\n  overt analyse paper --figures FOLDER --out paper.html\n  overt analyse paper --figures FOLDER --json\n\nThe verdicts: reproduces, reproduces in part, does not reproduce, contradicted (a source says something else), cannot be verified\n(the reason is given, and which file is missing). No claim is left out.\n\nExit codes: 0 done, whatever the verdicts are; 2 a file cannot be used."
    )]
    Paper(paper::Choice),
    /// What goes together with an outcome: one model, its errors, and how the first coefficient changes with other columns.
    #[command(
        after_help = "Examples:\n  overt analyse drivers countries.csv --outcome prevalence --columns corruption,income,conflict --out drivers.html\n  overt analyse drivers countries.csv --outcome tier --columns corruption,income --model ordered\n  overt analyse drivers years.csv --outcome cases --columns corruption,income --model poisson --cluster country\n  overt analyse drivers countries.csv --outcome prevalence --columns corruption,income --impute 20 --seed 7 --json\n\nRows with gaps are left out and named. The result is an association and shows no cause.\n\nExit codes: 0 done, 2 the file cannot be used, or nothing can be estimated from it and why."
    )]
    Drivers(Box<drivers::Choice>),
    /// Whether a column goes with an outcome whatever else is in the model: extreme bounds.
    #[command(
        after_help = "Examples:\n  overt analyse bounds countries.csv --outcome prevalence --focus corruption --others income,conflict,education --out bounds.html\n  overt analyse bounds countries.csv --outcome prevalence --focus corruption,income --others conflict,education --always region --up-to 2\n\nLeamer asks whether all intervals of all regressions are on one side of 0, Sala-i-Martin whether 95 % of the distribution are.\n\nExit codes: 0 done, 2 the file cannot be used, or nothing can be estimated from it and why."
    )]
    Bounds(Box<bounds::Choice>),
    /// How much of an association runs through a column in between.
    #[command(
        after_help = "Examples:\n  overt analyse mediation countries.csv --outcome policy --predictor women --mediator corruption --out mediation.html\n  overt analyse mediation countries.csv --outcome policy --predictor women --mediator corruption --columns income --seed 7\n\nThe order of predictor, mediator and outcome is assumed, and the same numbers fit the opposite order.\n\nExit codes: 0 done, 2 the file cannot be used, or nothing can be estimated from it and why."
    )]
    Mediation(Box<mediation::Choice>),
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let (options, json) = (&arguments.options, arguments.options.json);
    let library = library::Library::new(arguments.figures.clone());
    match &arguments.action {
        Action::Data => sources::run(&library, json),
        Action::Circularity(choice) => circularity::run(&library, choice, json),
        Action::Indices(choice) => indices::run(&library, choice, json),
        Action::Prices(choice) => prices::run(choice, options),
        Action::Fees(choice) => fees::run(choice, options),
        Action::Enforcement(choice) => enforcement::run(choice, options),
        Action::Measure(choice) => measure::run(choice, options),
        Action::Profile(choice) => profile::run(choice, options),
        Action::Routes(choice) => routes::run(choice, options),
        Action::Coverage(choice) => coverage::run(&library, choice, options),
        Action::Recurrence(choice) => recurrence::run(choice, options),
        Action::Before(choice) => before::run(choice, options),
        Action::Trend(choice) => trend::run(choice, options),
        Action::Nexus(choice) => nexus::run(choice, options),
        Action::Undercount(choice) => undercount::run(&library, choice, options),
        Action::Paper(choice) => paper::run(&library, choice, json),
        Action::Drivers(choice) => drivers::run(choice, json),
        Action::Bounds(choice) => bounds::run(choice, json),
        Action::Mediation(choice) => mediation::run(choice, json),
    }
}

/// Why something cannot be estimated, as the failure of a command.
fn problem(problem: &Problem) -> Failure {
    Failure::new(Exit::WrongUse, "cannot-be-estimated", problem.sentence.clone()).with_hint(problem.way_out.clone())
}

/// Several of them, told at once.
fn problems(found: &[Problem]) -> Failure {
    let each = found.iter().map(|problem| json!({ "message": problem.sentence, "hint": problem.way_out })).collect();
    let failure = Failure::all(found.iter().map(problem).collect());
    failure
        .unwrap_or_else(|| Failure::new(Exit::WrongUse, "cannot-be-estimated", "nothing can be estimated"))
        .with_problems(each)
}

/// Where a report is written, beside the screen.
#[derive(Args, Default)]
struct Out {
    /// Write the report into this file: a page (`.html`), a PDF (`.pdf`), or all that was found (`.json`).
    #[arg(long, value_name = "FILE", value_parser = PathBufValueParser::new().try_map(Out::known))]
    out: Option<PathBuf>,
}

impl Out {
    const FORMS: &[&'static str] = &["html", "pdf", "json"];

    /// A file of another form is refused before anything is computed.
    fn known(path: PathBuf) -> Result<PathBuf, &'static str> {
        ending(&path, Self::FORMS).map_err(|_| "its name ends in .html, .pdf or .json")?;
        Ok(path)
    }

    /// What was found, as text or JSON, and as a page or JSON in a file where one is named.
    fn answer(&self, json: bool, found: &impl Serialize, report: &Report) -> anyhow::Result<Output> {
        if let Some(path) = &self.out {
            let bytes = match ending(path, Self::FORMS)? {
                "pdf" => report.to_pdf()?,
                "html" => report.to_html().context("could not put the page together")?.into_bytes(),
                _ => serde_json::to_vec_pretty(found)?,
            };
            write(path, &bytes)?;
        }
        Output::answer(json, found, report.to_text(WIDTH))
    }
}

/// Where a result comes from: what was looked at, when, and by what.
fn origin(name: &str, words: &str) -> Origin {
    let program = concat!("overt ", env!("CARGO_PKG_VERSION"));
    let facts = [(name, words), ("Day", &today().to_string()), ("Program", program)];
    Origin { facts: facts.map(|(name, words)| (name.to_owned(), words.to_owned())).into(), ..Origin::default() }
}

/// The same of a snapshot, in which small numbers are not hidden, with what fell out before anything was computed.
fn of_snapshot(snapshot: &str, left_out: Vec<String>) -> Origin {
    Origin { left_out, for_the_house: true, ..origin("Snapshot", snapshot) }
}

/// Writes what was found, whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::Write as _;
    file::stream(path, |out| out.write_all(bytes).with_context(|| format!("cannot write {}", path.display())))
}
