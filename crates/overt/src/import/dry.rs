//! What an import would do, without doing it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_intake::mapping::{Mapper, Mapping, OrderFound, Refusal, Tally};
use overt_intake::rows::{Item, Row};
use overt_model::codebook::Severity;
use overt_model::{Codebook, Lang, Problem, Validator};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::choose::{Chosen, nobodys_claim};
use super::report::{Rejected, about, about_json};
use crate::output::{Output, printable, table};
use crate::store_options::StoreOptions;
use crate::workspace;

/// Records that are shown as samples, of each kind.
const SAMPLES: usize = 2;
/// Spellings that are shown of each field.
const SPELLINGS: usize = 8;

pub(super) fn run(options: &StoreOptions, (chosen, mapping): (Chosen, Mapping)) -> anyhow::Result<Output> {
    let (claim, secret) = nobodys_claim();
    let mut rows = chosen.open()?;
    let mut mapper = mapping.mapper(claim, secret);
    mapper.bind(&chosen.columns);
    let mut trial = Trial::new(&mapper);
    let progress = options.progress("Trying the mapping", Some(chosen.rows));
    let mut row = Row::default();
    while let Some(item) = rows.next(&mut row)? {
        trial.item(&item, &row, &mut mapper, &chosen.columns);
        progress.advance(1);
    }
    progress.finish();
    trial.answer(options, &chosen, &mapper.tallies())
}

/// What a file would become, as far as it was tried.
struct Trial {
    codebook: &'static Codebook,
    validator: Validator<'static>,
    kinds: Vec<Made>,
    rejected: Rejected,
    /// Rows that hold nothing for the mapping.
    idle: u64,
    /// What would complete records, and how often.
    gaps: BTreeMap<String, u64>,
}

/// Records of one kind that would be made.
#[derive(Serialize)]
struct Made {
    name: String,
    schema: String,
    count: u64,
    #[serde(skip)]
    samples: Vec<Json>,
}

impl Trial {
    fn new(mapper: &Mapper) -> Self {
        let codebook = Codebook::embedded();
        let kind = |(name, schema): (&str, &str)| {
            let (name, schema) = (name.to_owned(), schema.to_owned());
            Made { name, schema, count: 0, samples: Vec::new() }
        };
        Self {
            codebook,
            validator: Validator::new(codebook, workspace::today()),
            kinds: mapper.names().map(kind).collect(),
            rejected: Rejected::default(),
            idle: 0,
            gaps: BTreeMap::new(),
        }
    }

    fn item(&mut self, item: &Item, row: &Row, mapper: &mut Mapper, columns: &[String]) {
        let line = *item.lines().start();
        if let Item::Reject(reject) = item {
            self.rejected.add(line, std::iter::once(("", &*reject.reason.to_string())));
            return;
        }
        let made: Vec<_> = match mapper.row(row) {
            Ok(made) => made.collect(),
            Err(refusals) => {
                let reasons: Vec<String> = refusals.iter().map(|refusal| refusal.fault.to_string()).collect();
                let column = |refusal: &Refusal| refusal.column.map_or("", |column| &*columns[column]);
                self.rejected.add(line, refusals.iter().map(column).zip(reasons.iter().map(String::as_str)));
                return;
            }
        };
        self.idle += u64::from(made.is_empty());
        let problems = made.iter().flat_map(|made| self.validator.problems(&made.record));
        let (errors, others): (Vec<_>, Vec<_>) = problems.partition(|problem| problem.severity == Severity::Error);
        let sentence = |problem: &Problem| problem.sentence(self.codebook, Lang::En);
        if !errors.is_empty() {
            let told: Vec<String> = errors.iter().map(sentence).collect();
            self.rejected.add(line, told.iter().map(|told| ("", &**told)));
            return;
        }
        for problem in &others {
            *self.gaps.entry(sentence(problem)).or_default() += 1;
        }
        for made in made {
            let kind = &mut self.kinds[made.rule];
            kind.count += 1;
            if kind.samples.len() < SAMPLES {
                kind.samples.push(sample(self.codebook, &made.record));
            }
        }
    }

    fn answer(&self, options: &StoreOptions, chosen: &Chosen, tallies: &[Tally]) -> anyhow::Result<Output> {
        let must_be_said = chosen.orders.iter().any(OrderFound::must_be_said);
        let json = json!({
            "file": about_json(chosen),
            "records": self.kinds,
            "rejected": { "rows": self.rejected.rows, "kinds": self.rejected.json() },
            "idle": self.idle,
            "unfinished": self.gaps,
            "spellings": tallies.iter().map(spellings_json).collect::<Vec<_>>(),
            "samples": self.kinds.iter().map(|kind| &kind.samples).collect::<Vec<_>>(),
        });
        let is_clean = !must_be_said && self.rejected.rows == 0;
        Ok(Output::answer(options.json, &json, self.text(chosen, tallies)?)?.failing_if(!is_clean))
    }

    fn text(&self, chosen: &Chosen, tallies: &[Tally]) -> anyhow::Result<String> {
        let mut text = about(chosen);
        let made: Vec<[String; 3]> = self
            .kinds
            .iter()
            .map(|Made { name, schema, count, .. }| [name.clone(), schema.clone(), count.to_string()])
            .collect();
        let _ = write!(text, "\n{}", table(["Record", "Kind", "Would be made"], &made));
        let (rejects, rows, idle) = (self.rejected.rows, chosen.rows, self.idle);
        let _ = writeln!(text, "\n{rejects} of {rows} rows would be rejects; {idle} hold nothing for the mapping.");
        text.push_str(&self.rejected.text(chosen.unit));
        text.push_str(&spellings(tallies));
        if !self.gaps.is_empty() {
            text.push_str("\nWould be recorded all the same, and could be completed:\n");
            for (sentence, count) in &self.gaps {
                let _ = writeln!(text, "  {count} × {sentence}");
            }
        }
        for kind in &self.kinds {
            for sample in &kind.samples {
                let _ = writeln!(text, "\n{}: {}", kind.name, printable(&serde_json::to_string_pretty(sample)?));
            }
        }
        text.push_str(if chosen.orders.iter().any(OrderFound::must_be_said) {
            "\nNothing can be imported before you say --dates day-first or --dates month-first.\n"
        } else {
            "\nNothing was imported. Without --dry-run it is.\n"
        });
        Ok(text)
    }
}

/// The fields of a record, with what would be sealed left out: whoever looks over a shoulder has no business with it.
fn sample(codebook: &Codebook, record: &overt_model::Record) -> Json {
    let mut fields = record.to_json(codebook)["fields"].take();
    let schema = codebook.schema(&record.schema);
    if let Json::Object(fields) = &mut fields {
        for (id, value) in fields.iter_mut() {
            let is_sealed =
                schema.and_then(|schema| schema.property(id)).is_none_or(|property| property.class.is_sealed());
            if is_sealed {
                *value = json!("(sealed)");
            }
        }
    }
    fields
}

/// What spellings were understood as, and which were not.
fn spellings(tallies: &[Tally]) -> String {
    let mut text = String::new();
    for tally in tallies {
        let known: Vec<_> = tally.spellings.iter().filter(|spelling| spelling.meaning.is_ok()).collect();
        if tally.is_coded && !known.is_empty() {
            let shown: Vec<String> = known
                .iter()
                .take(SPELLINGS)
                .map(|spelling| {
                    let meaning = spelling.meaning.as_deref().unwrap_or_default();
                    format!("{} → {meaning} ({})", printable(spelling.spelling.expose()), spelling.count)
                })
                .collect();
            let more =
                if known.len() > SPELLINGS { format!(", and {} more", known.len() - SPELLINGS) } else { String::new() };
            let _ = writeln!(text, "  {}.{}: {}{more}", tally.record, tally.property, shown.join(", "));
        }
        if tally.times_dropped > 0 {
            let _ = writeln!(
                text,
                "  {}.{}: {} times of day are left out",
                tally.record, tally.property, tally.times_dropped
            );
        }
    }
    let mut unknown = String::new();
    for tally in tallies {
        let all: Vec<_> = tally.unknown().collect();
        if !all.is_empty() {
            let shown: Vec<String> = all
                .iter()
                .take(SPELLINGS)
                .map(|spelling| format!("“{}” ({})", printable(spelling.spelling.expose()), spelling.count))
                .collect();
            let more =
                if all.len() > SPELLINGS { format!(", and {} more", all.len() - SPELLINGS) } else { String::new() };
            let _ = writeln!(unknown, "  {}.{}: {}{more}", tally.record, tally.property, shown.join(", "));
        }
    }
    let mut told = String::new();
    if !unknown.is_empty() {
        let _ = write!(told, "\nNot understood:\n{unknown}");
    }
    if !text.is_empty() {
        let _ = write!(told, "\nUnderstood as:\n{text}");
    }
    told
}

fn spellings_json(tally: &Tally) -> Json {
    let spellings = tally.spellings.iter().filter(|spelling| tally.is_coded || spelling.meaning.is_err()).map(
        |spelling| match &spelling.meaning {
            Ok(meaning) => json!({ "spelling": spelling.spelling.expose(), "means": meaning, "count": spelling.count }),
            Err(fault) => {
                json!({ "spelling": spelling.spelling.expose(), "fault": fault.to_string(), "count": spelling.count })
            }
        },
    );
    json!({ "record": tally.record, "property": tally.property, "times_dropped": tally.times_dropped, "spellings": spellings.collect::<Vec<_>>() })
}
