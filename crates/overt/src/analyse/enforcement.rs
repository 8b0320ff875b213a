//! `overt analyse enforcement`: whether people are convicted as often where trafficking and corruption are charged as where it is
//! trafficking only, and what goes with success.

use clap::{Args, ValueEnum};
use overt_analysis::patterns::enforcement::{Case, Factor, Question, enforcement, factors, tabulate};
use overt_model::{Codebook, Lang};
use overt_publish::findings;
use overt_warehouse::proceedings::Proceeding;
use serde::Serialize;
use serde_json::json;

use super::{Out, of_snapshot};
use crate::output::Output;
use crate::snapshot::failure;
use crate::store_options::StoreOptions;
use crate::warehouse::{analyst, runtime};

/// Arguments of `overt analyse enforcement`.
#[derive(Args)]
pub(super) struct Choice {
    /// How a proceeding ends.
    #[arg(long, value_enum, default_value_t = Outcome::Convicted)]
    outcome: Outcome,
    /// What is held constant: proceedings are compared with others of the same country, court or year.
    #[arg(long, value_enum, default_value_t = Strata::Country)]
    by: Strata,
    /// A condition in SQL on the table `proceeding`.
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    #[command(flatten)]
    out: Out,
}

#[derive(Clone, Copy, ValueEnum)]
enum Outcome {
    /// Somebody was charged.
    Charged,
    /// Somebody was convicted of something.
    Convicted,
    /// Somebody was acquitted of something.
    Acquitted,
    /// Everything was dropped.
    Dropped,
}

#[derive(Clone, Copy, ValueEnum)]
enum Strata {
    /// The country whose authority conducts it.
    Country,
    /// The court or body, within its country.
    Court,
    /// The year of the charge, or else of the opening.
    Year,
}

/// How many proceedings there are of each group, before any is compared.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Counted {
    proceedings: u64,
    trafficking_and_corruption: u64,
    trafficking_only: u64,
    /// Not about trafficking.
    others: u64,
    /// Not known what they are about.
    unknown: u64,
    /// Of the first two groups, those in which the outcome is open or not known.
    open: u64,
}

pub(super) fn run(choice: &Choice, options: &StoreOptions) -> anyhow::Result<Output> {
    let codebook = Codebook::embedded();
    let warehouse = analyst(options)?;
    let told = runtime()?.block_on(warehouse.proceedings(choice.condition.as_deref())).map_err(failure)?;
    let outcome = choice.outcome.word();
    let mut counted = Counted { proceedings: told.len() as u64, ..Counted::default() };
    let cases: Vec<Case> = told.iter().filter_map(|one| counted.case(one, choice)).collect();
    let (strata, left_out) = tabulate(&cases);
    let question = Question {
        outcome: outcome.to_owned(),
        first: "cases with charges of trafficking and corruption".to_owned(),
        second: "cases with charges of trafficking only".to_owned(),
    };
    let compared = enforcement(&strata, &left_out, &question);
    let helped = factors(&by_factor(codebook, &told, choice), outcome);
    let asked = told.iter().filter(|one| one.factors.is_some()).count();
    let all = json!({
        "snapshot": warehouse.manifest.snapshot,
        "counted": counted,
        "compared": compared.as_ref().ok(),
        "not_compared": compared.as_ref().err(),
        "factors": helped,
        "factors_asked": asked,
    });
    let mut left_out = counted.told(asked);
    let snapshot = &warehouse.manifest.snapshot;
    let report = match &compared {
        Ok(found) => findings::enforcement(found, &question, Some(&helped), &of_snapshot(snapshot, left_out)),
        Err(problem) => {
            left_out.insert(0, format!("The two groups cannot be compared. {} {}", problem.sentence, problem.way_out));
            findings::factors(&helped, &of_snapshot(snapshot, left_out))
        }
    };
    choice.out.answer(options.json, &all, &report)
}

impl Outcome {
    const fn word(self) -> &'static str {
        match self {
            Self::Charged => "charged",
            Self::Convicted => "convicted",
            Self::Acquitted => "acquitted",
            Self::Dropped => "dropped",
        }
    }

    const fn of(self, proceeding: &Proceeding) -> Option<bool> {
        match self {
            Self::Charged => proceeding.charged,
            Self::Convicted => proceeding.convicted,
            Self::Acquitted => proceeding.acquitted,
            Self::Dropped => proceeding.dropped,
        }
    }
}

impl Strata {
    fn of(self, proceeding: &Proceeding) -> Option<String> {
        match self {
            Self::Country => proceeding.country.clone(),
            Self::Court => Some(format!("{}, {}", proceeding.country.as_deref()?, proceeding.court.as_deref()?)),
            Self::Year => proceeding.year.map(|year| year.to_string()),
        }
    }
}

impl Counted {
    /// A proceeding as a case of one of the two groups; nothing if it is not about trafficking.
    fn case(&mut self, proceeding: &Proceeding, choice: &Choice) -> Option<Case> {
        let first = match (proceeding.trafficking, proceeding.corruption) {
            (Some(false), _) => {
                self.others += 1;
                return None;
            }
            (Some(true), Some(both)) => {
                *(if both { &mut self.trafficking_and_corruption } else { &mut self.trafficking_only }) += 1;
                Some(both)
            }
            _ => {
                self.unknown += 1;
                None
            }
        };
        let outcome = choice.outcome.of(proceeding);
        self.open += u64::from(first.is_some() && outcome.is_none());
        Some(Case { first, outcome, stratum: choice.by.of(proceeding) })
    }
}

/// Every factor that is told of any proceeding, with all proceedings.
fn by_factor(codebook: &Codebook, told: &[Proceeding], choice: &Choice) -> Vec<Factor> {
    let Some(list) = codebook.list("success_factors") else { return Vec::new() };
    let has = |proceeding: &Proceeding, code: &str| {
        proceeding.factors.as_ref().map(|factors| factors.iter().any(|factor| factor == code))
    };
    let factor = |code: &overt_model::codebook::Code| {
        let case = |one: &Proceeding| Case {
            first: has(one, &code.code),
            outcome: choice.outcome.of(one),
            stratum: choice.by.of(one),
        };
        Factor { label: code.label.get(Lang::En).to_owned(), cases: told.iter().map(case).collect() }
    };
    let is_told = |code: &&overt_model::codebook::Code| told.iter().any(|one| has(one, &code.code) == Some(true));
    list.codes().iter().filter(is_told).map(factor).collect()
}

impl Counted {
    /// What is not compared, in sentences.
    fn told(&self, asked: usize) -> Vec<String> {
        let mut told = Vec::new();
        for (count, why) in [
            (self.others, "are about something else than trafficking"),
            (self.unknown, "do not say whether they are about trafficking, or about corruption"),
            (self.open, "are open, or nobody knows how they ended"),
        ] {
            if count > 0 {
                told.push(format!("Of {} proceedings, {count} {why}.", self.proceedings));
            }
        }
        let asked = self.proceedings - asked as u64;
        if asked > 0 {
            told.push(format!("Of {asked} of {} proceedings it was not asked what helped.", self.proceedings));
        }
        told
    }
}
