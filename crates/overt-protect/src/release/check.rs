//! What a policy may not do. Judged before anything is read.

use overt_model::Rung;

use super::facts::{ColumnFact, Contributor, Facts};
use super::policy::{AggregateMethod, CountsMethod, Method, Policy, Promise, TableMethod, is_same};
use super::refusal::{Code, Refusal};
use super::{CELLS_MAX, COLUMNS_MAX, EMPTY, THRESHOLD_MIN, TOTAL};
use crate::dp::Unit;
use crate::suppress::{self, Counts, Rules};

/// Columns of the files beside those of the policy.
const RESERVED: [&str; 7] = ["state", "count", "least", "most", "supported", "per_mille", "per_mille_step"];
/// How often one unit may take part.
const ROWS_MOST_MAX: u32 = 1_000;

impl Policy {
    /// All that speaks against it. Nothing is read for it.
    pub fn check(&self, facts: &Facts) -> Vec<Refusal> {
        let mut refusals = self.check_texts();
        let mut refuse = |refusal: Option<Refusal>| refusals.extend(refusal);
        if self.codebook != facts.codebook_version {
            refuse(Some(Refusal::new(
                Code::Codebook,
                format!("The policy is for codebook {}, and this is {}.", self.codebook, facts.codebook_version),
                "Read what changed between them, then write the new version into `codebook`.",
            )));
        }
        for name in &self.columns {
            match facts.column(name) {
                None => refuse(Some(
                    without_currency(name, facts)
                        .unwrap_or_else(|| unknown(name, &format!("no column of {}", self.schema))),
                )),
                Some(column) => {
                    let judges = [is_sealed, is_protected_place, names_people, must_not_leave, has_odd_values];
                    refuse(judges.iter().find_map(|judge| judge(column)));
                    refuse(is_for_sums(column).filter(|_| matches!(self.method, Method::Aggregate(_))));
                }
            }
        }
        self.check_sets(facts).into_iter().for_each(|refusal| refuse(Some(refusal)));
        self.check_method().into_iter().for_each(|refusal| refuse(Some(refusal)));
        let unit = self.method.promise().map(|promise| promise.unit);
        refuse((unit == Some(Unit::Person) && !facts.rows_are_people).then(|| {
            Refusal::new(
                Code::Limit,
                format!("A record of {} is not a person, and one person can be in several.", self.schema),
                "Promise what can be kept: `unit = \"record\"`, or `unit = \"contributor\"` for whole organisations.",
            )
        }));
        if facts.contributors.is_empty() {
            refuse(Some(Refusal::new(
                Code::Agreement,
                "It is not known whose records these are.",
                "Name the organisation of each record, your own included.",
            )));
        }
        facts.contributors.iter().for_each(|contributor| refuse(disagrees(contributor, facts, &self.purpose)));
        refusals
    }

    /// What speaks against its method, whatever the facts are.
    pub(super) fn check_method(&self) -> Vec<Refusal> {
        match &self.method {
            Method::Table(table) => check_table(table),
            Method::Counts(counts) => [check_promise(&counts.promise), check_counts(counts)].concat(),
            Method::Synth(synth) => check_promise(&synth.promise),
            Method::Aggregate(aggregate) => check_aggregate(aggregate),
        }
    }

    fn check_texts(&self) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let mut demand = |holds: bool, sentence: &str, way_out: &str| {
            if !holds {
                refusals.push(Refusal::new(Code::Policy, sentence, way_out));
            }
        };
        let is_name = |text: &str| {
            let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
            (1..=80).contains(&text.len()) && text.bytes().all(plain)
        };
        demand(is_name(&self.name), "`name` is not a short name.", "Use small letters, digits and `-`, 80 at most.");
        demand(self.version > 0, "`version` is 0.", "The first release of a name is version 1.");
        for (field, text) in [("title", &self.title), ("purpose", &self.purpose), ("licence", &self.licence)] {
            let sentence = format!("`{field}` is empty.");
            demand(!text.trim().is_empty(), &sentence, "Say it: whoever reads the release needs it.");
        }
        refusals
    }

    fn check_sets(&self, facts: &Facts) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let sets = self.sets();
        let is_empty = match self.method {
            Method::Table(_) | Method::Counts(_) => sets.is_empty(),
            Method::Synth(_) | Method::Aggregate(_) => self.columns.is_empty(),
        };
        if is_empty || self.columns.len() > COLUMNS_MAX {
            refusals.push(Refusal::new(
                Code::Cost,
                format!("{} columns and {} tables.", self.columns.len(), sets.len()),
                format!("A release is of 1 to {COLUMNS_MAX} columns, and where it has tables, of one at least."),
            ));
        }
        if let Some(twice) = self.columns.iter().enumerate().find(|(at, column)| self.columns[..*at].contains(column)) {
            refusals.push(unknown(twice.1, "it is twice among `columns`"));
        }
        let mut cells = 0_usize;
        for (at, &set) in sets.iter().enumerate() {
            let named = set.join(" × ");
            for column in set {
                if !self.columns.contains(column) {
                    refusals.push(unknown(column, &format!("used in the table {named}, and not among `columns`")));
                }
            }
            if set.iter().enumerate().any(|(at, column)| set[..at].contains(column)) {
                refusals.push(unknown(&named, "a column is twice in this table"));
            }
            if sets[..at].iter().any(|other| is_same(other, set)) {
                refusals.push(Refusal::new(
                    Code::Policy,
                    format!("The table {named} is asked for twice."),
                    "Ask for it once; with noise, give it more weight instead.",
                ));
            }
            let sizes: Option<Vec<usize>> =
                set.iter().map(|name| facts.column(name).map(|column| column.values.len())).collect();
            match sizes.map(|sizes| Counts::cost(&sizes)) {
                Some(Err(error)) => refusals.push(Refusal::new(
                    Code::Cost,
                    format!("The table {named} cannot be made: {error}."),
                    format!("A table has 1 to {} columns.", suppress::COLUMNS_MAX),
                )),
                Some(Ok(more)) => cells = cells.saturating_add(more),
                None => {}
            }
        }
        if cells > CELLS_MAX {
            refusals.push(Refusal::new(
                Code::Cost,
                format!("All tables together have {cells} cells, and {CELLS_MAX} is the most."),
                "Leave out tables or columns, or merge values.",
            ));
        }
        refusals
    }
}

fn unknown(column: &str, why: &str) -> Refusal {
    Refusal::new(
        Code::Column,
        format!("Column `{column}`: {why}."),
        "Name a column of the kind of record in `columns`, and use only these.",
    )
}

/// Amounts of several currencies cannot be compared, so a column has those of one.
fn without_currency(name: &str, facts: &Facts) -> Option<Refusal> {
    let is_of_it = |column: &&ColumnFact| column.property == name && column.deidentify == "amount-band";
    let column = facts.columns.iter().rfind(is_of_it)?;
    Some(Refusal::new(
        Code::Column,
        format!("Column `{name}` would put amounts of several currencies together."),
        format!("Name the currency with it, as in `{}`.", column.name),
    ))
}

fn is_sealed(column: &ColumnFact) -> Option<Refusal> {
    column.class.is_sealed().then(|| {
        Refusal::new(
            Code::SealedClass,
            format!("Column `{}` is of class {}, which is never published.", column.name, column.class.code()),
            "Leave it out. If a statistic is needed, record a code that says the pattern and not the person.",
        )
    })
}

fn is_protected_place(column: &ColumnFact) -> Option<Refusal> {
    let is_fine = column.rung.is_some_and(|rung| rung != Rung::Country);
    (is_fine || column.property == "protected_place").then(|| {
        Refusal::new(
            Code::Place,
            format!("Column `{}` could lead to a shelter, or to where somebody was exploited.", column.name),
            "Use the country; nothing finer leaves.",
        )
    })
}

fn names_people(column: &ColumnFact) -> Option<Refusal> {
    column.property.split('_').any(|word| matches!(word, "name" | "names")).then(|| {
        Refusal::new(
            Code::PersonNamed,
            format!("Column `{}` holds names. Nobody is named in data, accused persons least of all.", column.name),
            "Leave it out. Persons are named only in dossiers, with the standing of each claim and their reply.",
        )
    })
}

fn must_not_leave(column: &ColumnFact) -> Option<Refusal> {
    let (sentence, way_out) = match &*column.deidentify {
        "keep" | "aggregate" => return None,
        "drop" | "pseudonym" => ("never leaves in data", "Leave it out.".to_owned()),
        _ if column.is_deidentified => return None,
        how => ("is finer than may leave", format!("Use its coarser form ({how}).")),
    };
    Some(Refusal::new(Code::NotDeidentified, format!("Column `{}` {sentence}.", column.name), way_out))
}

fn is_for_sums(column: &ColumnFact) -> Option<Refusal> {
    (column.deidentify == "aggregate").then(|| {
        let sentence = format!("Column `{}` leaves in sums only, and not in rows of records.", column.name);
        Refusal::new(Code::NotDeidentified, sentence, "Leave it out, or release tables, counts or synthetic records.")
    })
}

fn has_odd_values(column: &ColumnFact) -> Option<Refusal> {
    let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_';
    let sentence = if !column.name.bytes().all(plain) || column.name.is_empty() {
        "cannot be the name of a file: small letters, digits and `_` can be".to_owned()
    } else if RESERVED.contains(&&*column.name) || column.name.ends_with("_label") {
        "has a name that files of a release use for something else".to_owned()
    } else if let Some(value) = column.values.iter().find(|value| [TOTAL, EMPTY].contains(&&*value.code)) {
        format!("has the value `{}`, which stands for a total or for what is not told", value.code)
    } else if let Err(error) = column.domain() {
        format!("cannot be counted: {error}")
    } else {
        return None;
    };
    Some(unknown(&column.name, &sentence))
}

fn check_table(table: &TableMethod) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let least = table.round.unwrap_or(table.rules.threshold);
    if least < THRESHOLD_MIN {
        refusals.push(Refusal::new(
            Code::Threshold,
            format!("Groups of {least} would be shown, and {THRESHOLD_MIN} is the least."),
            "Raise `threshold` or the base of `round`: a policy can be stricter, never laxer.",
        ));
    }
    if let Err(error) = table.rules.check() {
        refusals.push(Refusal::new(Code::Policy, format!("The rules make no sense: {error}."), "Correct `rules`."));
    }
    if table.round.is_some_and(|base| base > 1_000) {
        refusals.push(Refusal::new(Code::Policy, "The base of `round` is above 1,000.", "Take a smaller base."));
    }
    if table.round.is_some() && (table.shares.is_some() || table.rules != Rules::default()) {
        refusals.push(Refusal::new(
            Code::Policy,
            "`round` replaces hiding, and `rules` or `shares` are there, too.",
            "Keep one of them.",
        ));
    }
    if let Some(shares) = &table.shares
        && table.sets.iter().any(|set| !set.contains(shares))
    {
        let sentence = format!("`shares` is `{shares}`, which is not in every table.");
        refusals.push(Refusal::new(Code::Policy, sentence, "Add it to every table, or make two releases."));
    }
    refusals
}

fn check_promise(promise: &Promise) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if let Err(error) = promise.limit() {
        refusals.push(Refusal::new(Code::Limit, format!("{error}."), "Change `epsilon` or `delta`."));
    }
    let rows_most_max = if promise.unit == Unit::Record { 1 } else { ROWS_MOST_MAX };
    if !(1..=rows_most_max).contains(&promise.rows_most) {
        let sentence = format!("`rows_most` is {}, and what is protected is one {}.", promise.rows_most, promise.unit);
        let way_out = match rows_most_max {
            1 => "Write `rows_most = 1`.".to_owned(),
            most => format!("It must be 1 to {most}."),
        };
        refusals.push(Refusal::new(Code::Limit, sentence, way_out));
    }
    refusals
}

fn check_counts(counts: &CountsMethod) -> Vec<Refusal> {
    let none = counts.sets.iter().any(|set| set.weight == 0).then(|| {
        let sentence = "A table has weight 0, and so no part of the budget.";
        Refusal::new(Code::Limit, sentence, "Leave it out, or give it 1 or more.")
    });
    none.into_iter().collect()
}

fn check_aggregate(aggregate: &AggregateMethod) -> Vec<Refusal> {
    let few = (i64::from(aggregate.k) < THRESHOLD_MIN).then(|| {
        let sentence =
            format!("Combinations of {} records would be shown, and {THRESHOLD_MIN} is the least.", aggregate.k);
        Refusal::new(Code::Threshold, sentence, "Raise `k`: a policy can be stricter, never laxer.")
    });
    few.into_iter().collect()
}

fn disagrees(contributor: &Contributor, facts: &Facts, purpose: &str) -> Option<Refusal> {
    let (why, way_out) = match contributor.agreement {
        None => ("has no agreement".to_owned(), "Sign one, or leave its records out."),
        Some(agreement) if agreement.expires.is_some_and(|last| last < facts.day) => {
            ("has an agreement that has expired".to_owned(), "Renew it, or leave its records out.")
        }
        Some(agreement) if !agreement.allows_purpose => {
            (format!("did not agree to the purpose `{purpose}`"), "Ask for it, or leave its records out.")
        }
        Some(_) => return None,
    };
    Some(Refusal::new(Code::Agreement, format!("{} {why}.", contributor.name), way_out))
}
