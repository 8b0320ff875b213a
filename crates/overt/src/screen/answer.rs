//! What was found: a table for people, the shape of yente for programs, and CSV.

use std::fmt::Write as _;

use anyhow::Context as _;
use overt_link::screen::{Compared, Hit, Index, Screened, Settings, Subject};
use overt_publish::screening::{Candidate, REASON, properties, response, result};
use serde_json::{Map, Value as Json, json};

use super::load::{Facts, Item};
use crate::import::rejected;
use crate::output::{printable, table};
use crate::pprl::line;
use crate::written::Form;

/// Rows that a terminal shows. More are for a file.
const ROWS_MAX: usize = 200;

/// Letters of a name that a table shows.
const NAME_LETTERS_MAX: usize = 32;

/// Who was asked for.
pub(super) struct Asked<'a> {
    pub(super) items: &'a [Item],
    pub(super) facts: &'a Facts,
}

/// Where.
pub(super) struct Base<'a> {
    pub(super) index: &'a Index,
    /// Of each entity.
    pub(super) schemas: &'a [Box<str>],
    pub(super) facts: &'a Facts,
}

/// What was found.
pub(super) struct Answer<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) base: Base<'a>,
    /// Of each who was asked for.
    pub(super) screened: &'a [Screened],
    pub(super) settings: Settings,
}

#[derive(Default)]
struct Counts {
    matched: usize,
    abstained: usize,
    below: usize,
    nothing: usize,
    left_out: usize,
}

impl Answer<'_> {
    pub(super) fn write(&self, form: Form) -> anyhow::Result<String> {
        match form {
            Form::Csv => Ok(self.csv()),
            Form::Json => {
                Ok(serde_json::to_string_pretty(&self.json()).context("could not write the answer as JSON")? + "\n")
            }
        }
    }

    fn each(&self) -> impl Iterator<Item = (&Item, &Screened)> {
        self.asked.items.iter().zip(self.screened)
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for screened in self.screened {
            let has = |is: fn(&Hit) -> bool| screened.hits.iter().any(is);
            let count = match () {
                () if has(|hit| hit.is_match) => &mut counts.matched,
                () if has(|hit| hit.abstains) => &mut counts.abstained,
                () if has(|_| true) => &mut counts.below,
                () => &mut counts.nothing,
            };
            *count += 1;
            counts.left_out += usize::from(screened.left_out > 0);
        }
        counts
    }

    pub(super) fn counts_json(&self) -> Json {
        let Counts { matched, abstained, below, nothing, left_out } = self.counts();
        let file = |facts: &Facts| {
            json!({
                "file": facts.path, "other_kinds": facts.others,
                "left_out": { "rows": facts.left_out.rows, "kinds": facts.left_out.kinds() },
            })
        };
        json!({
            "asked": self.asked.items.len(), "entities": self.base.index.len(), "with_match": matched, "abstaining": abstained,
            "below_threshold": below, "without_hit": nothing, "not_all_compared": left_out,
            "list": file(self.asked.facts), "base": file(self.base.facts),
        })
    }

    /// The shape of the reply of yente to `/match`, with `abstains` and the counts beside it.
    pub(super) fn json(&self) -> Json {
        let responses: Map<String, Json> =
            self.each().map(|(item, screened)| (item.key.clone(), self.response(item, screened))).collect();
        json!({
            "responses": responses, "limit": self.settings.limit, "threshold": self.settings.threshold,
            "matcher": { "name": "overt-screen", "description": REASON }, "counts": self.counts_json(),
        })
    }

    fn response(&self, item: &Item, screened: &Screened) -> Json {
        let results: Vec<Json> = screened.hits.iter().map(|hit| self.result(hit)).collect();
        let query = json!({ "id": item.key, "schema": item.schema, "properties": properties(&item.subject) });
        response(&query, &results, (screened.total, screened.left_out == 0))
    }

    fn result(&self, hit: &Hit) -> Json {
        let candidate = Candidate {
            id: self.base.index.id(hit.entity),
            schema: &self.base.schemas[hit.entity],
            datasets: &[],
            referents: &[],
            subject: self.base.index.subject(hit.entity),
        };
        result(&candidate, hit)
    }

    fn csv(&self) -> String {
        let mut text = line([
            "query_id",
            "query_name",
            "score",
            "match",
            "abstains",
            "entity_id",
            "entity_name",
            "name",
            "birth_date",
            "country",
            "identifier",
        ]);
        for (item, screened) in self.each() {
            for hit in &screened.hits {
                let subject = self.base.index.subject(hit.entity);
                let detail = |of: Compared| {
                    let feature = hit.features.iter().find(|feature| feature.of == of);
                    feature.map(|feature| feature.detail.clone()).unwrap_or_default()
                };
                text.push_str(&line([
                    item.key.clone(),
                    first_name(&item.subject).to_owned(),
                    hit.score.to_string(),
                    hit.is_match.to_string(),
                    hit.abstains.to_string(),
                    self.base.index.id(hit.entity).to_owned(),
                    first_name(subject).to_owned(),
                    detail(Compared::Name),
                    detail(Compared::Birth),
                    detail(Compared::Country),
                    detail(Compared::Identifier),
                ]));
            }
        }
        text
    }

    pub(super) fn text(&self) -> String {
        let hits = self.each().flat_map(|(item, screened)| screened.hits.iter().map(move |hit| (item, hit)));
        let rows: Vec<[String; 7]> = hits.take(ROWS_MAX).map(|(item, hit)| self.row(item, hit)).collect();
        let mut text = String::new();
        if !rows.is_empty() {
            text.push_str(&table(["ASKED", "NAME", "SCORE", "MATCH", "ENTITY", "ITS NAME", "WHY"], &rows));
            let more = self.screened.iter().map(|screened| screened.hits.len()).sum::<usize>() - rows.len();
            if more > 0 {
                let _ = writeln!(text, "and {more} more: `--out FILE.csv` writes all");
            }
            text.push('\n');
        }
        text.push_str(&self.summary());
        text
    }

    fn row(&self, item: &Item, hit: &Hit) -> [String; 7] {
        let found = match () {
            () if hit.is_match => "yes",
            () if hit.abstains => "abstains",
            () => "no",
        };
        let said: Vec<&str> = hit.features.iter().map(|feature| feature.detail.as_str()).collect();
        // Cut, not rounded: no score reaches 1.
        let score = format!("{:.4}", (hit.score * 10_000.0).floor() / 10_000.0);
        let subject = self.base.index.subject(hit.entity);
        let id = self.base.index.id(hit.entity);
        [
            shown(&item.key),
            shown(first_name(&item.subject)),
            score,
            found.into(),
            shown(id),
            shown(first_name(subject)),
            said.join("; "),
        ]
    }

    pub(super) fn summary(&self) -> String {
        let Counts { matched, abstained, below, nothing, left_out } = self.counts();
        let mut text = format!(
            "{} asked for among {}: {matched} with a match, {abstained} abstaining (a name that several have, and nothing more), {below} below \
             the threshold, {nothing} without a hit.\n",
            self.asked.items.len(),
            self.base.index.len(),
        );
        if left_out > 0 {
            let _ = writeln!(
                text,
                "For {left_out} not all entities with a like name were compared: add births or identifiers."
            );
        }
        for facts in [self.asked.facts, self.base.facts] {
            let path = facts.path.display();
            if facts.others > 0 {
                let _ = writeln!(text, "{path}: {} row(s) about neither people nor organisations", facts.others);
            }
            if facts.left_out.rows > 0 {
                let (rows, told) = (facts.left_out.rows, rejected(&facts.left_out, facts.unit));
                let _ = write!(text, "{path}: {rows} row(s) could not be read\n{told}");
            }
        }
        let _ = writeln!(text, "{REASON}");
        text
    }
}

fn first_name(subject: &Subject) -> &str {
    subject.names.first().map_or("", |name| name.expose())
}

/// One line for a terminal, cut where it is long.
fn shown(text: &str) -> String {
    let text = printable(text).replace('\n', " ");
    if text.chars().count() <= NAME_LETTERS_MAX {
        return text;
    }
    text.chars().take(NAME_LETTERS_MAX - 1).chain(['…']).collect()
}
