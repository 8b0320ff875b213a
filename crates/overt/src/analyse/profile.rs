//! `overt analyse profile`: the share of a trait among people who are charged, such as that of women, by what they are charged with.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use overt_analysis::patterns::Draws;
use overt_analysis::patterns::profile::{Group, Question, profile};
use overt_model::{Codebook, Lang};
use overt_publish::findings;
use overt_warehouse::charged::Charged;
use serde_json::json;

use super::{Out, of_snapshot, problem};
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// How often the trait is dealt out by chance.
const DRAWS: usize = 9_999;

/// Arguments of `overt analyse profile`.
#[derive(Args)]
pub(super) struct Choice {
    /// The trait: a condition in SQL on the table `person`. Where it is neither true nor false, it is not known.
    #[arg(long, value_name = "CONDITION", default_value = "gender = 'Feminine'")]
    having: String,
    /// How those are called who have it.
    #[arg(long, value_name = "WORDS", default_value = "women")]
    called: String,
    /// By what people are put into groups.
    #[arg(long, value_enum, default_value_t = By::Charges)]
    by: By,
    /// A condition in SQL on the table `charge`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    /// Where random numbers start: the same seed gives the same answer.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    out: Out,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// Trafficking and corruption, one of the two, or neither.
    Charges,
    /// The position from which somebody is said to have acted.
    Role,
    /// Convicted of something, not convicted, or open.
    Outcome,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let warehouse = analyst(options)?;
    let people = warehouse.charged(&choice.having, choice.condition.as_deref());
    let people = runtime()?.block_on(people).map_err(failure)?;
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut ungrouped = 0_u64;
    for person in people.values() {
        let Some(label) = choice.by.of(person) else {
            ungrouped += 1;
            continue;
        };
        let new = || Group { label: label.clone(), with: 0, without: 0, unknown: 0 };
        let group = groups.entry(label.clone()).or_insert_with(new);
        *match person.has {
            Some(true) => &mut group.with,
            Some(false) => &mut group.without,
            None => &mut group.unknown,
        } += 1;
    }
    let question = Question {
        having: choice.called.clone(),
        people: "people who are charged".to_owned(),
        draws: Draws { count: DRAWS, seed: choice.seed },
    };
    let groups: Vec<Group> = groups.into_values().collect();
    let found = profile(&groups, &question).map_err(|error| problem(&error))?;
    let all = json!({
        "snapshot": warehouse.manifest.snapshot,
        "having": choice.having,
        "people": people.len(),
        "ungrouped": ungrouped,
        "found": found,
    });
    let mut left_out = Vec::new();
    if ungrouped > 0 {
        left_out.push(format!("{ungrouped} people who are charged are in no group: it is not known in which."));
    }
    let mut origin = of_snapshot(&warehouse.manifest.snapshot, left_out);
    origin.facts.push(("Trait".to_owned(), choice.having.clone()));
    choice.out.answer(options.json, &all, &findings::profile(&found, &origin))
}

impl By {
    fn of(self, person: &Charged) -> Option<String> {
        match self {
            Self::Charges => Some(
                match (person.trafficking, person.corruption) {
                    (true, true) => "charged with trafficking and corruption",
                    (true, false) => "charged with trafficking, not with corruption",
                    (false, true) => "charged with corruption, not with trafficking",
                    (false, false) => "charged with something else",
                }
                .to_owned(),
            ),
            Self::Role => {
                let mut roles = person.roles.iter();
                match (roles.next(), roles.next()) {
                    (None, _) => None,
                    (Some(role), None) => {
                        let code = Codebook::embedded().list("actors").and_then(|list| list.get(role));
                        let label = code.map_or("", |code| code.label.get(Lang::En));
                        Some(format!("{role} {label}").trim_end().to_owned())
                    }
                    _ => Some("several positions".to_owned()),
                }
            }
            Self::Outcome => {
                let has = |outcome: &str| person.outcomes.contains(outcome);
                match () {
                    () if person.outcomes.is_empty() => None,
                    () if has("convicted") => Some("convicted of something"),
                    () if has("pending") => Some("open, and convicted of nothing yet"),
                    () => Some("convicted of nothing"),
                }
                .map(str::to_owned)
            }
        }
    }
}
