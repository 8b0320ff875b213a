//! `overt analyse undercount`: how many people no list has.

use std::path::{Path, PathBuf};

use clap::Args;
use overt_analysis::undercount::{Choice as Chooser, Family, Histories, Plan, estimate, two_lists};
use overt_model::{Codebook, Lang};
use overt_publish::findings::{self, Origin};

use super::library::{Library, Row, rows};
use super::table::read;
use super::{Out, of_snapshot, origin, problems};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::threads::all_threads;
use crate::warehouse::{analyst, runtime};

/// The column with the number of people.
const COUNT: &str = "count";

/// Arguments of `overt analyse undercount`.
#[derive(Args)]
pub(super) struct Choice {
    /// A table: a column with 0 or 1 for each list, and `count`.
    #[arg(required_unless_present_any = ["study", "linked"], conflicts_with_all = ["study", "linked"])]
    file: Option<PathBuf>,
    /// Records of this kind in the snapshot that were joined: each contributor is a list.
    #[arg(long, value_name = "KIND", conflicts_with = "study")]
    linked: Option<String>,
    /// Only records for which this condition in SQL holds.
    #[arg(long = "where", value_name = "CONDITION", requires = "linked")]
    condition: Option<String>,
    /// A published study that came with the program, such as Kosovo.
    #[arg(long, value_name = "NAME")]
    study: Option<String>,
    /// Add dependences step by step, as Chan, Silverman and Vincent do; otherwise that is done from six lists on.
    #[arg(long)]
    stepwise: bool,
    /// Where random numbers start: the same seed gives the same interval.
    #[arg(long, default_value_t = 1)]
    seed: u32,
    #[command(flatten)]
    out: Out,
}

pub(super) fn run(library: &Library, choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let json = options.json;
    let (histories, origin) = match (&choice.file, &choice.linked) {
        (Some(path), _) => (of_file(path)?, origin("File", &path.display().to_string())),
        (None, Some(kind)) => of_linked(options, kind, choice.condition.as_deref())?,
        (None, None) => {
            let study = choice.study.as_deref().unwrap_or_default();
            (of_study(library, study)?, origin("Study", study))
        }
    };
    if histories.names().len() == 2 {
        let found = two_lists(&histories, 0, 1, 0.95).map_err(|found| problems(&found))?;
        return choice.out.answer(json, &found, &findings::two_lists(&found, &origin));
    }
    let threads = all_threads();
    let mut plan = Plan::usual(histories.names().len(), choice.seed, threads);
    if choice.stepwise {
        let compared = match plan.choice {
            Chooser::Stepwise { compared, .. } => compared,
            Chooser::Bic { .. } => Family::All { together_max: 2 },
        };
        plan.choice = Chooser::Stepwise { chance_max: 0.02, together_max: 2, compared };
    }
    let found = estimate(&histories, &plan).map_err(|found| problems(&found))?;
    choice.out.answer(json, &found, &findings::undercount(&found, &origin, Lang::En))
}

/// The counts of a file of somebody's own.
fn of_file(path: &Path) -> anyhow::Result<Histories> {
    let text = read(path)?;
    let name = path.display().to_string();
    let wrong = |message: String| Failure::new(Exit::WrongUse, "data-file", message);
    let names: Vec<String> = csv::Reader::from_reader(text.as_bytes())
        .headers()
        .map_err(|_| wrong(format!("{name} has no header")))?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    if !names.iter().any(|name| name == COUNT) {
        let failure = wrong(format!("{name} has no column `{COUNT}`"));
        return Err(failure.with_hint("it says how many people are on just the lists of the row").into());
    }
    let lists: Vec<String> = names.into_iter().filter(|name| name != COUNT).collect();
    let history = |row: &Row| {
        let mut set = 0;
        for (place, list) in lists.iter().enumerate().take(usize::BITS as usize - 1) {
            match row.get(list) {
                "1" => set |= 1 << place,
                "0" | "" => {}
                _ => return Err(wrong(format!("{name}, line {}: a list has something else than 0 or 1", row.line))),
            }
        }
        Ok((set, count(&name, row)?))
    };
    let counts = rows(&name, &text)?.iter().map(history).collect::<Result<Vec<_>, _>>()?;
    Histories::new(lists, counts).map_err(|found| problems(&found).into())
}

/// Who is known to which contributors, as far as records were joined.
fn of_linked(options: &StoreOptions, kind: &str, only: Option<&str>) -> anyhow::Result<(Histories, Origin)> {
    let schema = crate::codes::schema(Codebook::embedded(), kind)?;
    if !schema.is_a("Person") {
        let message = format!("a record of {} is not a person, and what is estimated is a number of people", schema.id);
        return Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint("name Person or Victim").into());
    }
    let warehouse = analyst(options)?;
    let captures = runtime()?.block_on(warehouse.captures(schema, only)).map_err(failure)?;
    let lists = captures.contributors.iter().map(|id| warehouse.source_name(id)).collect();
    let counts = captures.counts.into_iter().filter_map(|(set, many)| Some((usize::try_from(set).ok()?, many)));
    let histories = Histories::new(lists, counts).map_err(|found| problems(&found))?;
    Ok((histories, of_snapshot(&warehouse.manifest.snapshot, Vec::new())))
}

/// The studies that came with the program.
pub(super) const STUDIES: &str = "multiple_systems.csv";

/// The counts of a study that came with the program.
pub(super) fn of_study(library: &Library, study: &str) -> anyhow::Result<Histories> {
    let all = library.rows(STUDIES)?;
    let own: Vec<&Row> = all.iter().filter(|row| row.get("dataset").eq_ignore_ascii_case(study)).collect();
    let Some(first) = own.first() else {
        let mut names: Vec<&str> = all.iter().map(|row| row.get("dataset")).collect();
        names.dedup();
        let message = format!("there is no study “{}”", crate::output::printable(study));
        let failure = Failure::new(Exit::WrongUse, "data-unknown", message);
        return Err(failure.with_hint(format!("there are {}", names.join(", "))).into());
    };
    let lists = first.get("lists").split('|').map(str::to_owned).collect();
    let history = |row: &&Row| {
        let set = row.get("capture_history").bytes().enumerate();
        let set = set.filter(|(_, on)| *on == b'1').fold(0, |set, (place, _)| set | 1 << place);
        Ok((set, count(STUDIES, row)?))
    };
    let counts = own.iter().map(history).collect::<Result<Vec<_>, Failure>>()?;
    Histories::new(lists, counts).map_err(|found| problems(&found).into())
}

fn count(file: &str, row: &Row) -> Result<u64, Failure> {
    row.get(COUNT).parse().map_err(|_| {
        let message = format!("{file}, line {}: `{COUNT}` is not a whole number of people", row.line);
        Failure::new(Exit::WrongUse, "data-file", message)
    })
}
