//! `overt demo`: a tour of the codebook and the store, with one act of corruption entered wrongly and then rightly, and
//! one person recorded, seen and erased, and a file of somebody else that becomes records.

mod intake;
mod store;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

use anyhow::anyhow;
use clap::Args;
use jiff::civil::Date;
use overt_model::codebook::Severity;
use overt_model::{Codebook, Lang, Record, Validator};
use serde_json::json;

use crate::codebook::Language;
use crate::output::Output;

/// Arguments of `overt demo`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Language of labels and messages.
    #[arg(long, value_enum, default_value_t = Language::En)]
    lang: Language,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Output> {
    let (codebook, lang) = (Codebook::embedded(), arguments.lang.into());
    let mut text = String::from(
        "Overt records, pools and analyses evidence on trafficking-related corruption.\n\
         This version holds the codebook, the evidence store, and what brings records in and out: the tour below is all that `demo` can show yet.\n",
    );
    chains(codebook, lang, &mut text);
    degrees(codebook, lang, &mut text);
    incident(codebook, lang, &mut text)?;
    store::tour(codebook, lang, &mut text)?;
    intake::tour(codebook, &mut text)?;
    let codes: usize = codebook.lists().map(|list| list.codes().len()).sum();
    // As it was called just now, so that the lines below can be copied.
    let overt = std::env::args().next().unwrap_or_else(|| "overt".into());
    // An inherited property is one property, however many schemas have it.
    let properties: HashSet<_> = codebook.schemas().flat_map(|schema| &schema.properties).map(Arc::as_ptr).collect();
    let _ = write!(
        text,
        "\nCodebook {}: {} lists, {codes} codes, {} kinds of record, {} properties, in English, Spanish and French.\n\n\
         Go on with:\n  {overt} codebook show acts A31\n  {overt} codebook schema CorruptAct\n  \
         {overt} codebook export --format xlsform --schema Victim --out forms\n  {overt} init --name amina\n  {overt} import FILE --guess\n",
        codebook.version,
        codebook.lists().len(),
        codebook.schemas().filter(|schema| !schema.is_abstract).count(),
        properties.len(),
    );
    Ok(Output::text(text))
}

/// The stages, chain by chain: where corruption can happen.
fn chains(codebook: &Codebook, lang: Lang, text: &mut String) {
    let (Some(chains), Some(stages)) = (codebook.list("chains"), codebook.list("stages")) else { return };
    text.push_str("\n1. Corruption has a stage, in one of three chains.\n");
    for chain in chains.codes() {
        let _ = writeln!(text, "   {}", chain.label.get(lang));
        for stage in stages.codes().iter().filter(|stage| stages.own(stage, "chain") == Some(&chain.code)) {
            let _ = writeln!(text, "     {}  {}", stage.code, stage.label.get(lang));
        }
    }
}

/// How many acts each degree has, with the first as an example.
fn degrees(codebook: &Codebook, lang: Lang, text: &mut String) {
    let (Some(degrees), Some(acts)) = (codebook.list("degrees"), codebook.list("acts")) else { return };
    text.push_str("\n2. Acts are ordered by degree, and leaving undone counts.\n");
    for degree in degrees.codes() {
        let of_degree: Vec<_> =
            acts.codes().iter().filter(|act| acts.own(act, "degree") == Some(&degree.code)).collect();
        let Some(first) = of_degree.first() else { continue };
        let _ = writeln!(
            text,
            "   {:<16} {:>2} acts, such as {} {}",
            degree.label.get(lang),
            of_degree.len(),
            first.code,
            first.label.get(lang)
        );
    }
}

/// One invented act, entered with three mistakes and then without.
fn incident(codebook: &Codebook, lang: Lang, text: &mut String) -> anyhow::Result<()> {
    text.push_str("\n3. What is entered is checked, all at once, in words (an invented example).\n");
    let mistaken = json!({
        "stage": "T4", "act": "A18", "actor_role": "P06", "experience": "threatened", "happened_on": "2031",
        "actor": "record:000000000000000000000000000000a1",
    });
    let mended = json!({
        "stage": "T4", "act": "A18", "actor_role": "P06", "experience": "experienced", "happened_on": "2017-05~",
        "advantage": ["U01"], "advantage_amount": { "low": "400", "high": "500", "currency": "EUR" }, "cost_bearer": ["victim"],
        "rank": { "state": "asked-unknown" },
    });
    for (title, standing, fields) in [("entered in a hurry", "inferred", mistaken), ("mended", "alleged", mended)] {
        let problems = problems(codebook, standing, &fields)?;
        let _ = writeln!(text, "   {title}: {} problem(s)", problems.len());
        for (severity, path, sentence) in
            problems.iter().map(|problem| (problem.severity, &problem.path, problem.sentence(codebook, lang)))
        {
            let severity = match severity {
                Severity::Error => "error",
                Severity::Gap => "gap",
                Severity::Notice => "notice",
            };
            let _ = writeln!(text, "     {severity} at {path}: {sentence}");
        }
    }
    Ok(())
}

fn problems(
    codebook: &Codebook,
    standing: &str,
    fields: &serde_json::Value,
) -> anyhow::Result<Vec<overt_model::Problem>> {
    let record = json!({
        "id": "record:00000000000000000000000000000001", "schema": "CorruptAct", "codebook": codebook.version,
        "claim": { "source": "source:00000000000000000000000000000001", "standing": standing, "grade": "C3",
                   "handling": "GREEN", "recorded": "2026-11-23T09:00:00Z" },
        "fields": fields,
    });
    let (record, mut problems) =
        Record::from_json(record, codebook).map_err(|problem| anyhow!(problem.sentence(codebook, Lang::En)))?;
    let day: Date = codebook.date;
    problems.extend(Validator::new(codebook, day).problems(&record));
    Ok(problems)
}
