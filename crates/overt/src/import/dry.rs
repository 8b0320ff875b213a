//! What an import would do, without doing it.

use std::fmt::Write as _;

use overt_intake::mapping::{Made, Mapping, OrderFound, Tally};
use overt_intake::rows::{Item, Row};
use overt_model::codebook::Severity;
use overt_model::{Codebook, Lang, Validator};
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
    let codebook = Codebook::embedded();
    let validator = Validator::new(codebook, workspace::today());
    let (claim, secret) = nobodys_claim();
    let mut rows = chosen.open()?;
    let mut mapper = mapping.mapper(claim, secret);
    mapper.bind(&chosen.columns);
    let names: Vec<(String, String)> =
        mapper.names().map(|(name, schema)| (name.to_owned(), schema.to_owned())).collect();
    let progress = options.progress("Trying the mapping", Some(chosen.rows));
    let (mut row, mut rejected, mut idle) = (Row::default(), Rejected::default(), 0_u64);
    let mut counts = vec![0_u64; names.len()];
    let mut samples: Vec<Vec<Json>> = vec![Vec::new(); names.len()];
    let mut gaps = std::collections::BTreeMap::<String, u64>::new();
    while let Some(item) = rows.next(&mut row)? {
        progress.advance(1);
        let line = *item.lines().start();
        if let Item::Reject(reject) = &item {
            rejected.add(line, std::iter::once(("", &*reject.reason.to_string())));
            continue;
        }
        let made: Vec<Made> = match mapper.row(&row) {
            Ok(made) => made.collect(),
            Err(refusals) => {
                let told: Vec<(String, String)> = refusals
                    .iter()
                    .map(|refusal| {
                        let column = refusal.column.map_or_else(String::new, |column| chosen.columns[column].clone());
                        (column, refusal.fault.to_string())
                    })
                    .collect();
                rejected.add(line, told.iter().map(|(column, fault)| (&**column, &**fault)));
                continue;
            }
        };
        idle += u64::from(made.is_empty());
        let problems: Vec<_> = made.iter().flat_map(|made| validator.problems(&made.record)).collect();
        let (errors, others): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| problem.severity == Severity::Error);
        if !errors.is_empty() {
            let told: Vec<String> = errors.iter().map(|problem| problem.sentence(codebook, Lang::En)).collect();
            rejected.add(line, told.iter().map(|told| ("", &**told)));
            continue;
        }
        for problem in others {
            *gaps.entry(problem.sentence(codebook, Lang::En)).or_default() += 1;
        }
        for Made { rule, record } in made {
            counts[rule] += 1;
            if samples[rule].len() < SAMPLES {
                samples[rule].push(sample(codebook, &record));
            }
        }
    }
    progress.finish();
    let tallies = mapper.tallies();
    let must_be_said = chosen.orders.iter().any(OrderFound::must_be_said);
    let json = json!({
        "file": about_json(&chosen),
        "records": names.iter().zip(&counts).map(|((name, schema), count)| json!({ "name": name, "schema": schema, "count": count })).collect::<Vec<_>>(),
        "rejected": { "rows": rejected.rows, "kinds": rejected.json() },
        "idle": idle,
        "unfinished": gaps,
        "spellings": tallies.iter().map(spellings_json).collect::<Vec<_>>(),
        "samples": samples,
    });
    let mut text = about(&chosen);
    let made: Vec<[String; 3]> = names
        .iter()
        .zip(&counts)
        .map(|((name, schema), count)| [name.clone(), schema.clone(), count.to_string()])
        .collect();
    let _ = write!(text, "\n{}", table(["Record", "Kind", "Would be made"], &made));
    let _ = writeln!(
        text,
        "\n{} of {} rows would be rejects; {idle} hold nothing for the mapping.",
        rejected.rows, chosen.rows
    );
    text.push_str(&rejected.text(chosen.unit));
    text.push_str(&spellings(&tallies));
    if !gaps.is_empty() {
        text.push_str("\nWould be recorded all the same, and could be completed:\n");
        for (sentence, count) in &gaps {
            let _ = writeln!(text, "  {count} × {sentence}");
        }
    }
    for ((name, _), samples) in names.iter().zip(&samples) {
        for sample in samples {
            let _ = writeln!(text, "\n{name}: {}", printable(&serde_json::to_string_pretty(sample)?));
        }
    }
    text.push_str(if must_be_said {
        "\nNothing can be imported before you say --dates day-first or --dates month-first.\n"
    } else {
        "\nNothing was imported. Without --dry-run it is.\n"
    });
    Ok(Output::answer(options.json, &json, text)?.failing_if(must_be_said || rejected.rows > 0))
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
