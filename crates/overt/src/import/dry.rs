//! What an import would do, without doing it.

use std::fmt::Write as _;

use overt_intake::look::Look;
use overt_intake::mapping::{Mapping, Tally};
use overt_intake::trial::{Made, Trial};
use overt_model::{Codebook, Lang, Record};
use serde_json::{Value as Json, json};

use super::choose::Chosen;
use super::report::{about, about_json, rejected};
use crate::output::{Output, printable, table};
use crate::store_options::StoreOptions;
use crate::workspace;

/// Spellings that are shown of each field.
const SPELLINGS: usize = 8;

pub(super) fn run(options: &StoreOptions, (chosen, mapping): (Chosen, Mapping)) -> anyhow::Result<Output> {
    let (mut rows, columns) = (chosen.open()?, &chosen.look.columns);
    let progress = options.progress("Trying the mapping", Some(chosen.look.rows));
    let book = (Codebook::embedded(), Lang::En, workspace::today());
    let trial = Trial::of((&mut *rows, columns), mapping, book, || progress.advance(1))?;
    progress.finish();
    answer(options, &chosen.look, &trial)
}

fn answer(options: &StoreOptions, look: &Look, trial: &Trial) -> anyhow::Result<Output> {
    let json = json!({
        "file": about_json(look),
        "records": trial.kinds,
        "rejected": { "rows": trial.rejected.rows, "kinds": trial.rejected.kinds() },
        "idle": trial.idle,
        "unfinished": trial.gaps,
        "spellings": trial.tallies.iter().map(spellings_json).collect::<Vec<_>>(),
        "samples": trial.kinds.iter().map(|kind| kind.samples.iter().map(sample).collect::<Vec<_>>()).collect::<Vec<_>>(),
    });
    let is_clean = look.undecided().next().is_none() && trial.rejected.rows == 0;
    Ok(Output::answer(options.json, &json, text(look, trial)?)?.failing_if(!is_clean))
}

fn text(look: &Look, trial: &Trial) -> anyhow::Result<String> {
    let mut text = about(look);
    let made: Vec<[String; 3]> = trial
        .kinds
        .iter()
        .map(|Made { name, schema, count, .. }| [name.clone(), schema.clone(), count.to_string()])
        .collect();
    let _ = write!(text, "\n{}", table(["Record", "Kind", "Would be made"], &made));
    let (rejects, rows, idle) = (trial.rejected.rows, look.rows, trial.idle);
    let _ = writeln!(text, "\n{rejects} of {rows} rows would be rejects; {idle} hold nothing for the mapping.");
    text.push_str(&rejected(&trial.rejected, look.unit));
    text.push_str(&spellings(&trial.tallies));
    if !trial.gaps.is_empty() {
        text.push_str("\nWould be recorded all the same, and could be completed:\n");
        for (sentence, count) in &trial.gaps {
            let _ = writeln!(text, "  {count} × {sentence}");
        }
    }
    for kind in &trial.kinds {
        for sample in &kind.samples {
            let _ =
                writeln!(text, "\n{}: {}", kind.name, printable(&serde_json::to_string_pretty(&self::sample(sample))?));
        }
    }
    text.push_str(if look.undecided().next().is_some() {
        "\nNothing can be imported before you say --dates day-first or --dates month-first.\n"
    } else {
        "\nNothing was imported. Without --dry-run it is.\n"
    });
    Ok(text)
}

/// The fields of a record, with what would be sealed left out: whoever looks over a shoulder has no business with it.
fn sample(record: &Record) -> Json {
    let codebook = Codebook::embedded();
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
