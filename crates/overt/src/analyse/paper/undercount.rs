//! How many people no list has, in published studies.

use overt_analysis::undercount::{Choice, Family, Histories, Plan, Resampling, Undercount, estimate};

use super::claim::{Answer, Claim, Found, number};
use crate::analyse::library::Library;
use crate::analyse::problems;
use crate::analyse::undercount::of_study;
use crate::threads::all_threads;

const FILE: &str = "multiple_systems.csv";

/// A chance that no set of lists has, so that all lists stay independent.
const NEVER: f64 = f64::MIN_POSITIVE;
/// The chance that the authors recommend.
const CHANCE: f64 = 0.02;

const STEPWISE: &str = "Chan, Silverman and Vincent (2021), program SparseMSE";
const BIC: &str = "Silverman, Chan and Vincent (2024)";

/// How the model of a row is chosen.
#[derive(Clone, Copy)]
enum Rule {
    Stepwise,
    /// No list depends on another.
    Independent,
    /// The smallest BIC of all models in which so many lists hang together at most.
    Bic(usize),
}

/// What is printed of an estimate.
enum Printed {
    /// The number of people.
    People(&'static str),
    /// The limits if the model were true. The program of the authors takes the variance from the last step but one.
    IfTrue(&'static str),
    /// The limits with the choice of the model taken into account; how far chance may move them, as a share.
    Drawn(&'static str, f64),
    /// The same, rounded.
    DrawnRounded(&'static str, f64),
    /// The model with the smallest BIC.
    Model(&'static str),
    /// A range in which the number of people is said to be.
    Between(f64, f64),
}

struct Row {
    study: &'static str,
    says: &'static str,
    rule: Rule,
    printed: &'static [Printed],
    /// One person more was on both C and D, as the authors revised it.
    revised: bool,
    /// Takes seconds.
    long: bool,
}

const fn row(study: &'static str, says: &'static str, rule: Rule, printed: &'static [Printed]) -> Row {
    Row { study, says, rule, printed, revised: false, long: false }
}

use Printed::{Between, Drawn, DrawnRounded, IfTrue, Model, People};
use Rule::{Bic, Independent, Stepwise};

const ROWS: [Row; 22] = [
    row("UKdat", "Home Office of the United Kingdom (2014)", Stepwise, &[Between(10_000.0, 13_000.0)]),
    row(
        "UKdat",
        STEPWISE,
        Stepwise,
        &[People("11417.9911"), IfTrue("9977.28 / 13145.66"), Drawn("9266.96 / 14306.76", 1e-6)],
    ),
    row("UKdat", STEPWISE, Independent, &[People("12213.995")]),
    row(
        "UKdat_5",
        STEPWISE,
        Stepwise,
        &[People("11312.9903"), IfTrue("9884.40 / 13027.40"), Drawn("8784.78 / 14700.55", 1e-6)],
    ),
    row("UKdat_5", STEPWISE, Independent, &[People("13444.131")]),
    row("UKdat_5", BIC, Bic(3), &[People("25311.2906"), Model("[123,25,34]")]),
    Row {
        long: true,
        ..row("UKdat_5", "Silverman, Chan and Vincent (2024), Table 6", Bic(2), &[Drawn("11456 / 43894", 0.05)])
    },
    Row {
        long: true,
        ..row("UKdat_5", "Silverman, Chan and Vincent (2024), Table 6", Bic(4), &[Drawn("11168 / 56052", 1e-4)])
    },
    row("NewOrl", STEPWISE, Stepwise, &[People("1183.6923"), Drawn("717 / 1657", 0.15)]),
    row("NewOrl", STEPWISE, Independent, &[People("996.6643"), Drawn("644 / 1618", 0.15)]),
    row("NewOrl_rev", STEPWISE, Stepwise, &[People("1110.4881")]),
    row("NewOrl_5", STEPWISE, Stepwise, &[People("1034.1511")]),
    row("NewOrl_5", STEPWISE, Independent, &[People("1034.1511")]),
    Row { revised: true, ..row("NewOrl_5", BIC, Bic(3), &[People("981.4314"), Model("[1,2,3,4,5]")]) },
    row("Ned", STEPWISE, Stepwise, &[People("111139.3712")]),
    row("Ned", STEPWISE, Independent, &[People("52823.464")]),
    row("Ned_5", STEPWISE, Stepwise, &[People("121521.6137")]),
    row("Ned_5", STEPWISE, Independent, &[People("52923.894")]),
    row("Kosovo", STEPWISE, Stepwise, &[People("14341.6638")]),
    row(
        "Kosovo",
        "Silverman, Chan and Vincent (2024), Table 2",
        Bic(3),
        &[People("10356.5190"), DrawnRounded("6900 / 18000", 100.0), Model("[123,14,34]")],
    ),
    row("Korea", STEPWISE, Stepwise, &[People("268.7778")]),
    row(
        "Korea",
        "Silverman, Chan and Vincent (2024), Table 3",
        Bic(2),
        &[People("157.1667"), DrawnRounded("128 / 349", 1.0), Model("[12,23]")],
    ),
];

/// The claims; those that take seconds only where `long` asks for them.
pub(super) fn claims(long: bool) -> Vec<Claim> {
    ROWS.iter().map(|row| claim(row, long)).collect()
}

fn claim(row: &'static Row, long: bool) -> Claim {
    let rule = match row.rule {
        Stepwise => "model chosen step by step".to_owned(),
        Independent => "no list depends on another".to_owned(),
        Bic(together_max) => format!("smallest BIC, up to {together_max} lists together"),
    };
    let revised = if row.revised { " (with the cell of C and D as it was revised)" } else { "" };
    let range = row.printed.iter().find_map(|printed| match printed {
        Between(low, high) => Some(format!("There are {low} to {high} people who were trafficked. ")),
        _ => None,
    });
    let what = format!("{}Study {}{revised}: {rule}.", range.unwrap_or_default(), row.study);
    let mut claim = Claim::new(row.says, &what);
    for printed in row.printed {
        claim = match *printed {
            People(people) => claim.figure("people, counted or not", people),
            IfTrue(limits) => claim.figure_within_share("95 % if the model were true", limits, 1e-3),
            Drawn(limits, share) => claim.figure_within_share("95 % with the choice of the model", limits, share),
            DrawnRounded(limits, unit) => claim.figure_within("95 % with the choice of the model", limits, unit / 2.0),
            Model(model) => claim.figure("best model", model),
            Between(low, high) => claim.figure("people, counted or not", &format!("{low} to {high}")),
        };
    }
    let claim = claim.files(&[FILE]);
    if row.long && !long {
        return claim.unavailable("Drawing people again for all these models takes some seconds, and --long does it.");
    }
    claim.recomputed(|library| recomputed(library, row))
}

fn recomputed(library: &Library, row: &Row) -> anyhow::Result<Found> {
    let histories = histories(library, row)?;
    let found: Undercount =
        estimate(&histories, &plan(row, histories.names().len())).map_err(|found| problems(&found))?;
    let limits = |low: f64, high: Option<f64>| high.map_or(Answer::Unknown, |high| Answer::Numbers(vec![low, high]));
    let answer = |printed: &Printed| match *printed {
        People(_) => number(found.chosen.people),
        IfTrue(_) => limits(found.chosen.if_true.low, found.chosen.if_true.high),
        Drawn(..) | DrawnRounded(..) => found
            .bootstrap
            .as_ref()
            .map_or(Answer::Unknown, |bootstrap| limits(bootstrap.interval.low, bootstrap.interval.high)),
        Between(low, high) => {
            let people = found.chosen.people;
            Answer::Words(format!("{people:.0}"), (low..=high).contains(&people))
        }
        Model(model) => Answer::Words(found.chosen.model.notation.clone(), found.chosen.model.notation == model),
    };
    let method = match row.rule {
        Independent => {
            "Multiple systems estimation with a Poisson log-linear model in which all lists are independent".to_owned()
        }
        Stepwise | Bic(_) => found.method.to_string(),
    };
    let spread = match &found.spread.close {
        close if close.models == 1 => format!("The one model that describes the counts best says {:.0}", close.most),
        close => format!(
            "The {} models that describe the counts about equally well say {:.0} to {:.0}",
            close.models, close.least, close.most
        ),
    };
    let reason = format!(
        "{} people are on {} lists. {spread}: what is chosen decides the number.",
        found.observed,
        found.lists.len()
    );
    Ok(Found {
        answers: row.printed.iter().map(answer).collect(),
        n: usize::try_from(found.observed).ok(),
        method,
        reason,
        ..Found::default()
    })
}

fn histories(library: &Library, row: &Row) -> anyhow::Result<Histories> {
    let histories = of_study(library, row.study)?;
    if !row.revised {
        return Ok(histories);
    }
    let names = histories.names().to_vec();
    let both = names.iter().enumerate().filter(|(_, name)| ["C", "D"].contains(&name.as_str()));
    let both: usize = both.map(|(place, _)| 1 << place).sum();
    let rows = (1..1_usize << names.len()).map(|set| (set, histories.exactly(set) + u64::from(set == both)));
    Histories::new(names, rows.collect::<Vec<_>>()).map_err(|found| problems(&found).into())
}

fn plan(row: &Row, lists: usize) -> Plan {
    let stepwise =
        |chance_max| Choice::Stepwise { chance_max, together_max: 2, compared: Family::Near { together_max: 2 } };
    let choice = match row.rule {
        Stepwise => stepwise(CHANCE),
        Independent => stepwise(NEVER),
        Bic(together_max) => Choice::Bic { together_max: together_max.min(lists - 1) },
    };
    let drawn = row.printed.iter().any(|printed| matches!(printed, Drawn(..) | DrawnRounded(..)));
    let threads = all_threads();
    // The seed of the authors.
    Plan { choice, resampling: drawn.then_some(Resampling { replicates: 1000, seed: 1234 }), level: 0.95, threads }
}
