//! What was done to the data and what must not be concluded, for people who will not read the code.

use std::fmt::Write;

use super::draw::Risk;
use super::manifest::Control;
use super::plan::Planned;
use super::policy::{CountsMethod, Method, TableMethod};

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
    match &policy.method {
        Method::Table(table) => of_tables(table, risk).iter().for_each(|words| line(words)),
        Method::Counts(counts) => of_counts(counts, planned).iter().for_each(|words| line(words)),
    }
    line(&format!("\n{}\n\n## What must not be concluded\n\n{SAME}", control.says));
    line(match policy.method {
        Method::Table(TableMethod { round: Some(_), .. }) => {
            "- A small number can be shown as zero. Zero does not mean nobody. Do not compute with differences of the size of the rounding."
        }
        Method::Table(_) => "- Suppressed does not mean zero, and does not mean small. Never count it as zero.",
        Method::Counts(_) => {
            "- A count whose `supported` is false is noise: it does not say that anybody is there. A count below zero is noise, too. Do not
  add up many cells: their noise adds up as well. Use the table that has the total you need."
        }
    });
    line("\n## Limits\n");
    line(match &policy.method {
        Method::Table(_) => {
            "Hiding and rounding protect against what can be computed from the tables of this and earlier releases by the same
house. They do not protect against somebody who knows nearly everybody in a group already, nor against tables that others publish."
        }
        Method::Counts(counts) if counts.delta > 0.0 => {
            "The promise holds whatever somebody knows already. It is a promise of degree: the larger epsilon, the weaker it is. With
the small probability delta it may not hold. It is about being in the data, not about what is true of everybody."
        }
        Method::Counts(_) => {
            "The promise holds whatever somebody knows already. It is a promise of degree: the larger epsilon, the weaker it is.
It is about being in the data, not about what is true of everybody."
        }
    });
    line("\n## Files\n");
    for table in &risk.tables {
        line(&format!("- `{}`: {}", table.file, table.columns.join(" × ")));
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

fn of_tables(table: &TableMethod, risk: &Risk) -> Vec<String> {
    if let Some(base) = table.round {
        return vec![format!(
            "Every count was rounded to a multiple of {base} near it, so that all totals still add up. No exact number is shown."
        )];
    }
    let least = table.rules.threshold;
    let mut words = vec![format!(
        "No count from 1 to {} is shown. Other counts were hidden, too, so that nobody can compute a hidden one from those that are shown.",
        least - 1
    )];
    if table.rules.zeros {
        words.push("Zeros are hidden like small counts.".to_owned());
    }
    if table.rules.dominance.is_some() || table.rules.p_percent.is_some() {
        words.push("Counts that would tell one organisation what another one has are hidden, too.".to_owned());
    }
    if let Some(column) = &table.shares {
        words.push(format!(
            "Instead of counts, shares by {column} are shown, in thousandths, rounded so that no count can be computed."
        ));
    }
    let (hidden, cells) =
        risk.tables.iter().fold((0, 0), |(hidden, cells), at| (hidden + at.suppressed, cells + at.cells));
    let what = if table.shares.is_some() { "shares" } else { "counts" };
    words.push(format!("{hidden} of {cells} {what}, totals included, are hidden."));
    words
}

fn of_counts(counts: &CountsMethod, planned: &Planned) -> Vec<String> {
    let CountsMethod { epsilon, delta, unit, rows_most, .. } = counts;
    let mut words = vec![
        "Every count has random noise (differential privacy): what is told would have been told almost as well if any one".to_owned()
            + &format!(" {unit} were not in the data. No count is exact, and none is hidden."),
        format!("This release: epsilon {epsilon}, delta {delta:e}, for one {unit}, of whom {rows_most} records take part at most."),
        "`least` and `most` hold the true count of the records that take part in 95 of 100 cases. `supported` is false where it may be zero.".to_owned(),
    ];
    for sum in planned.ledger.sums().iter().filter(|sum| sum.unit == *unit) {
        words.push(format!(
            "All {} releases with noise so far: epsilon {:.3} with delta {:e}, of at most {}.",
            sum.releases,
            sum.spent.epsilon,
            sum.cap.delta(),
            sum.cap.epsilon()
        ));
    }
    words
}
