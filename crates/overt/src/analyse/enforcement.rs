//! `overt analyse enforcement`: whether people are convicted as often where trafficking and corruption are charged as where it is
//! trafficking only, and what goes with success.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use overt_analysis::Problem;
use overt_analysis::patterns::enforcement::{
    Case, Enforcement, Factor, Factors, Question, enforcement, factors, tabulate,
};
use overt_model::{Codebook, Lang};
use overt_publish::charts::p_value;
use overt_warehouse::proceedings::Proceeding;
use serde::Serialize;
use serde_json::json;

use super::answer;
use crate::output::{Output, table};
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
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
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
    let text = text(&counted, compared.as_ref(), (&helped, asked), outcome);
    answer(choice.out.as_deref(), options.json, &all, text)
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

fn text(
    counted: &Counted,
    compared: Result<&Enforcement, &Problem>,
    (helped, asked): (&Factors, usize),
    outcome: &str,
) -> String {
    let mut text = match compared {
        Ok(found) => format!("{}\n", found.sentence),
        Err(problem) => format!("{} {}\n", problem.sentence, problem.way_out),
    };
    let _ = writeln!(
        text,
        "\n{} proceedings = {} with trafficking and corruption + {} with trafficking only + {} about something else + {} of which that is \
         not known. Of the first two groups, {} are open or have no known end.",
        counted.proceedings,
        counted.trafficking_and_corruption,
        counted.trafficking_only,
        counted.others,
        counted.unknown,
        counted.open
    );
    if let Ok(found) = compared {
        let row = |stratum: &overt_analysis::patterns::enforcement::Stratum| {
            let of = |group: overt_analysis::patterns::enforcement::Outcomes| {
                format!("{} of {}", group.with, group.with + group.without)
            };
            [stratum.label.clone(), of(stratum.first), of(stratum.second)]
        };
        text.push('\n');
        text += &table(
            ["Stratum", &format!("Both: {outcome}"), &format!("Trafficking only: {outcome}")],
            &found.strata.iter().map(row).collect::<Vec<_>>(),
        );
        for gone in &found.exclusions {
            let _ = writeln!(text, "Left out: {}: {}", gone.who, gone.why);
        }
    }
    text += &of_factors(helped, asked, counted);
    if let Ok(found) = compared {
        let _ = writeln!(text, "\n{}\nMethod: {}.", found.limits, found.method);
    }
    text
}

fn of_factors(helped: &Factors, asked: usize, counted: &Counted) -> String {
    if asked == 0 {
        return "\nOf no proceeding it was asked what helped.\n".to_owned();
    }
    let row = |finding: &overt_analysis::patterns::enforcement::FactorFinding| {
        let Some(found) = &finding.compared else {
            let none = || String::new();
            return [finding.label.clone(), none(), none(), none(), "cannot be compared".to_owned()];
        };
        let ratio = found.exact.and_then(|exact| exact.value).or(found.mantel_haenszel.map(|pooled| pooled.value));
        [
            finding.label.clone(),
            format!("{} of {}", found.first.part, found.first.whole),
            format!("{} of {}", found.second.part, found.second.whole),
            ratio.map_or_else(|| "infinite".to_owned(), |ratio| format!("{ratio:.2}")),
            finding.p_holm.map_or_else(String::new, p_value),
        ]
    };
    let mut text = format!(
        "\n{} It was asked of {asked} of {} proceedings what helped.\n\n",
        helped.sentence, counted.proceedings
    );
    let rows: Vec<[String; 5]> = helped.findings.iter().map(row).collect();
    text += &table(["Factor", &format!("With it: {}", helped.outcome), "Without it", "Odds ratio", "p (Holm)"], &rows);
    let _ = writeln!(text, "\n{}\nMethod: {}.", helped.limits, helped.method);
    text
}
