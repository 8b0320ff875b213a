//! What was done to the data and what must not be concluded, for people who will not read the code.

use std::fmt::Write;

use super::EMPTY;
use super::draw::Risk;
use super::manifest::Control;
use super::plan::Planned;
use super::policy::{AggregateMethod, MEASURED, Method, Promise, SynthMethod, TableMethod};
use crate::dp::Unit;

const SAME: &str = "\
- A count is how many records organisations made, not how many people or crimes there are. Most are never recorded. More records in one
  country can mean that more is seen there.
- A record is what somebody says. Unless a column says otherwise, nobody was convicted, and nothing here says that a given person or
  office did anything.
- \"Not asked\", \"unknown\" and \"no\" are different. Do not add them up.
- Do not try to find out who is in the data, and do not join it with other data to that end.";

/// `notes.md`.
pub(super) fn notes(planned: &Planned, risk: &Risk, control: &Control) -> String {
    let (policy, day) = (&planned.policy, planned.facts.day);
    let mut text =
        format!("# {}\n\nRelease `{}`, version {}, of {day}.\n\n", policy.title, policy.name, policy.version);
    let only = policy.only.as_ref().map_or_else(|| "all of them".to_owned(), |only| format!("those with `{only}`"));
    let mut line = |words: &str| writeln!(text, "{words}").expect("a text takes everything");
    line(&format!(
        "Counted are records of the kind {}, {only}. Purpose: {}.\n\n## What was done\n",
        policy.schema, policy.purpose
    ));
    let words = match &policy.method {
        Method::Table(table) => of_tables(table, risk),
        Method::Counts(counts) => of_counts(&counts.promise, planned),
        Method::Synth(synth) => of_synthetic(synth, planned),
        Method::Aggregate(aggregate) => of_rows(aggregate),
    };
    words.done.iter().for_each(|words| line(words));
    line(&format!("\n{}\n\n## What must not be concluded\n\n{SAME}", control.says));
    if !planned.facts.rows_are_people {
        line(
            "- Several records can be about one person. Groups, and what is promised of one record, are about records.",
        );
    }
    line(words.not_concluded);
    line(&format!("\n## Limits\n\n{}", words.limits));
    line("\n## Files\n");
    for table in &risk.tables {
        let columns = table.columns.join(" × ");
        line(&format!(
            "- `{}`: {}",
            table.file,
            if columns.is_empty() { "every count that was measured" } else { &columns }
        ));
    }
    line(
        "- `codebook.json`: what the codes mean, in three languages\n- `policy.toml`: what was decided before the data were read",
    );
    line(
        "- `ledger.json`: what all releases so far have told\n- `risk.json`: how much is hidden, or how large the noise is",
    );
    line("- `manifest.json`, `manifest.sig.json`: fingerprints of all files, who approved them, and the signature\n");
    line("## How to cite\n");
    line(&format!(
        "{}. Release {}, version {}, {day}. Licence: {}.",
        policy.title, policy.name, policy.version, policy.licence
    ));
    text
}

/// What is said of a method.
struct Words {
    done: Vec<String>,
    not_concluded: &'static str,
    limits: String,
}

fn of_tables(table: &TableMethod, risk: &Risk) -> Words {
    let limits = "Hiding and rounding protect against what can be computed from the tables of this and earlier releases by the same
house. They do not protect against somebody who knows nearly everybody in a group already, nor against tables that others publish."
        .to_owned();
    if let Some(base) = table.round {
        return Words {
            done: vec![format!(
                "Every count was rounded to a multiple of {base} near it, so that all totals still add up. No exact number is shown."
            )],
            not_concluded: "- A small number can be shown as zero. Zero does not mean nobody. Do not compute with differences of the size of the rounding.",
            limits,
        };
    }
    let least = table.rules.threshold;
    let mut done = vec![format!(
        "No count from 1 to {} is shown. Other counts were hidden, too, so that nobody can compute a hidden one from those that are shown.",
        least - 1
    )];
    if table.rules.zeros {
        done.push("Zeros are hidden like small counts.".to_owned());
    }
    if table.rules.dominance.is_some() || table.rules.p_percent.is_some() {
        done.push("Counts that would tell one organisation what another one has are hidden, too.".to_owned());
    }
    if let Some(column) = &table.shares {
        done.push(format!(
            "Instead of counts, shares by {column} are shown, in thousandths, rounded so that no count can be computed."
        ));
    }
    let (hidden, cells) =
        risk.tables.iter().fold((0, 0), |(hidden, cells), at| (hidden + at.suppressed, cells + at.cells));
    let what = if table.shares.is_some() { "shares" } else { "counts" };
    done.push(format!("{hidden} of {cells} {what}, totals included, are hidden."));
    let not_concluded = "- Suppressed does not mean zero, and does not mean small. Never count it as zero.";
    Words { done, not_concluded, limits }
}

/// What differential privacy promises, and how much of the budget is spent.
fn promised(Promise { epsilon, delta, unit, rows_most }: &Promise, planned: &Planned) -> Vec<String> {
    let mut words = vec![match unit {
        Unit::Record => format!("This release: epsilon {epsilon}, delta {delta:e}, for one record."),
        Unit::Person | Unit::Contributor => format!(
            "This release: epsilon {epsilon}, delta {delta:e}, for one {unit}, of whose records at most {rows_most} take part."
        ),
    }];
    for sum in planned.ledger.sums().iter().filter(|sum| sum.unit == *unit) {
        words.push(format!(
            "All releases with noise so far ({}): epsilon {:.3} with delta {:e}, of at most {}.",
            sum.releases,
            sum.spent.epsilon,
            sum.cap.delta(),
            sum.cap.epsilon()
        ));
    }
    words
}

fn limits(promise: &Promise) -> String {
    let rarely = if promise.delta > 0.0 { " With the small probability delta it may not hold." } else { "" };
    format!(
        "The promise holds whatever somebody knows already. It is a promise of degree: the larger epsilon, the weaker it is.{rarely}
It is about being in the data as they were joined for this release, not about what is true of everybody."
    )
}

fn of_counts(promise: &Promise, planned: &Planned) -> Words {
    let mut done = vec![format!(
        "Every count has random noise (differential privacy): what is told would have been told almost as well if any one {} were not in \
         the data. No count is exact, and none is hidden.",
        promise.unit
    )];
    done.extend(promised(promise, planned));
    done.push("`least` and `most` hold the true count of the records that take part in 95 of 100 cases. `supported` is false where it may be zero.".to_owned());
    Words {
        done,
        not_concluded: "- A count whose `supported` is false is noise: it does not say that anybody is there. A count below zero is noise, too. Do not
  add up many cells: their noise adds up as well. Use the table that has the total you need.",
        limits: limits(promise),
    }
}

fn of_synthetic(synth: &SynthMethod, planned: &Planned) -> Words {
    let mut done = vec![format!(
        "No record is a person or an act. All of them were invented by a model that has seen nothing but counts with random noise \
         (differential privacy): what is told would have been told almost as well if any one {} were not in the data. These counts are in \
         `{MEASURED}.csv`, with the interval that holds the true count in 95 of 100 cases; of what was counted twice, the better counts.",
        synth.promise.unit
    )];
    done.extend(promised(&synth.promise, planned));
    if !synth.impossible.is_empty() {
        done.push("No record has two values that the policy names as impossible together.".to_owned());
    }
    Words {
        done,
        not_concluded: "- Look a combination up in `02-measured.csv` before you say that it occurs. Where `supported` is false, records that show it show
  noise. What columns have to do with each other is known only as far as they were measured together there: three columns that were not
  are a guess of the model.
- The records stand in the order of the kinds that the model knows. Take some of them by chance, not the first ones.
- The records are more alike, and tests of significance on them are surer of themselves, than those of real people would be. Use the
  intervals of the counts.",
        limits: limits(&synth.promise),
    }
}

fn of_rows(AggregateMethod { k }: &AggregateMethod) -> Words {
    Words {
        done: vec![format!(
            "Every row is a combination of values that, as a whole, at least {k} records have, and is written {k} times or a multiple of it. \
             What fewer records have was left out: the cell says `{EMPTY}`. No combination was invented, and no value and no pair of values \
             is there more often than in the records; three together can be. There is no noise."
        )],
        not_concluded: "- A combination that is not there can still occur: rare ones are lost first. Do not compute shares of rare values. An empty cell says
  nothing about what was recorded.",
        limits: "Groups of that size protect from being singled out. They do not protect what is true of a whole group: if all records with
some values also have another, the rows say so. They were not compared with the tables of other releases, and somebody who knows nearly
everybody in a group can learn about the rest. Where that matters, release synthetic records instead."
            .to_owned(),
    }
}
