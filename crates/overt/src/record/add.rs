//! `overt record add`.

use std::fmt::Write as _;

use clap::Args;
use overt_model::codebook::Schema;
use overt_model::{Claim, Codebook, Lang, Problem, Record, RecordId, RecordKind, Source, Validator};
use overt_store::{IdBatch, Prepared, Reason};
use serde_json::{Map, Value as Json, json};

use super::given::Fields;
use super::{Work, input, refuse_extra};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::problems::{self, Placed};
use crate::workspace::Workspace;
use crate::{codes, source};

/// Records that are sealed before the bar moves.
const STEP: usize = 64;

#[derive(Args)]
pub(super) struct New {
    /// Kind of record, such as `CorruptAct`; may be left out where the file names it.
    schema: Option<String>,
    /// The contributor, by name or identifier. Without a source there is no record.
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// The casework team that will hold what is sealed; yours when left out. Whoever is in several says which.
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    #[command(flatten)]
    fields: Fields,
    #[arg(hide = true)]
    extra: Vec<String>,
}

/// What was understood of the command line and the file.
pub(super) struct Given<'a> {
    new: &'a New,
    schema: Option<&'static Schema>,
    set: super::given::Given,
    written: Vec<Json>,
}

impl New {
    pub(super) fn read(&self, codebook: &'static Codebook, lang: Lang) -> Result<Given<'_>, Failure> {
        refuse_extra(&self.extra)?;
        let schema = self.schema.as_deref().map(|name| codes::schema(codebook, name)).transpose()?;
        if schema.is_none() && (self.fields.are_named() || self.fields.file.is_none()) {
            let failure = Failure::new(Exit::WrongUse, "wrong-use", "the kind of record is missing");
            return Err(failure.with_hint("`overt codebook schema` names them: overt record add CorruptAct …"));
        }
        let set = schema.map(|schema| self.fields.set(codebook, lang, schema)).transpose()?.unwrap_or_default();
        let written = match &self.fields.file {
            Some(path) => input::read(path)?,
            None if self.fields.are_named() => vec![json!({})],
            None => {
                let failure = Failure::new(Exit::WrongUse, "wrong-use", "nothing was given to record");
                return Err(failure.with_hint("`--set PROPERTY=VALUE`, `--ask PROPERTY` and `--file FILE` give it"));
            }
        };
        Ok(Given { new: self, schema, set, written })
    }
}

pub(super) fn add(work: &Work<'_>, given: Given<'_>) -> anyhow::Result<Output> {
    let Work { workspace, codebook, lang, .. } = *work;
    let Given { new, schema, mut set, written } = given;
    let source = new.source.as_deref().map(|name| source::for_records(workspace, name)).transpose()?;
    if let Some(schema) = schema {
        set.extend(new.fields.ask(codebook, lang, schema)?);
    }
    let many = written.len() > 1;
    let (mut records, mut problems) = (Vec::with_capacity(written.len()), Vec::<Placed>::new());
    let (validator, ids) = (Validator::new(codebook, workspace.today), IdBatch::new());
    for (number, json) in (1..).zip(written) {
        let mut place = |problem: Problem| problems.push((many.then_some(number), problem));
        let whole = completed(work, json, (schema, source.as_ref()), ids)?;
        match Record::from_json(whole, codebook) {
            Err(problem) => place(problem),
            Ok((mut record, unreadable)) => {
                let fields = set.iter().map(|(property, field)| (property.as_str().into(), field.clone()));
                record.fields.extend(fields);
                unreadable.into_iter().chain(validator.problems(&record)).for_each(place);
                records.push(record);
            }
        }
    }
    if let Some(refusal) = problems::refusal(&problems, codebook, lang) {
        return Err(refusal.into());
    }
    write(work, new.team.as_deref(), &records)?;
    let ids: Vec<RecordId> = records.iter().map(|record| record.id).collect();
    answer(work, &ids, &problems)
}

/// The record with everything that may be left out: identifier, kind, version of the codebook and claim.
fn completed(
    work: &Work<'_>,
    json: Json,
    (schema, source): (Option<&Schema>, Option<&Source>),
    ids: IdBatch,
) -> Result<Json, Failure> {
    // What is no object is told as a problem of the record.
    let Json::Object(mut record) = json else { return Ok(json) };
    if let Some(schema) = schema {
        if record.get("schema").is_some_and(|named| named != schema.id.as_str()) {
            let message = "the file names another kind of record than the command line";
            return Err(Failure::new(Exit::WrongUse, "schema-differs", message));
        }
        record.insert("schema".into(), json!(schema.id));
    }
    record.entry("id").or_insert_with(|| json!(ids.id::<RecordKind>()));
    record.entry("codebook").or_insert_with(|| json!(work.codebook.version));
    let claim = match record.remove("claim") {
        None => Map::new(),
        Some(Json::Object(claim)) => claim,
        Some(other) => {
            record.insert("claim".into(), other);
            return Ok(Json::Object(record));
        }
    };
    let named = claim.get("source").and_then(Json::as_str);
    let source = match (named, source) {
        (Some(named), _) => source::for_records(work.workspace, named)?,
        (None, Some(source)) => source.clone(),
        (None, None) => {
            let failure = Failure::new(Exit::AgainstRules, "no-source", "without a source there is no record");
            return Err(failure.with_hint("name it with `--source`; `overt source list` names them all"));
        }
    };
    let mut filled = json!(allegation(work.workspace, &source));
    for (part, value) in claim.into_iter().filter(|(part, _)| part != "source") {
        filled[part] = value;
    }
    record.insert("claim".into(), filled);
    Ok(Json::Object(record))
}

/// The claim of a source that says nothing else about it.
pub(crate) fn allegation(workspace: &Workspace, source: &Source) -> Claim {
    Claim::of_source(source, workspace.today)
}

/// All or none.
fn write(work: &Work<'_>, team: Option<&str>, records: &[Record]) -> Result<(), Failure> {
    let Work { workspace, session, options, .. } = *work;
    let progress = options.progress("Sealing records", Some(records.len() as u64));
    let mut all: Option<Prepared> = None;
    for some in records.chunks(STEP) {
        let prepared = workspace.store.prepare(session, (team, Reason::Entered), some, workspace.today)?;
        all = Some(match all {
            Some(before) => before.and(prepared),
            None => prepared,
        });
        progress.advance(some.len() as u64);
    }
    progress.finish();
    match all {
        Some(all) => workspace.wait(workspace.store.commit(session, &all)),
        None => Ok(()),
    }
}

/// The identifiers, and what is unfinished.
pub(crate) fn answer(work: &Work<'_>, ids: &[RecordId], problems: &[Placed]) -> anyhow::Result<Output> {
    let Work { codebook, lang, options, .. } = *work;
    if options.json {
        let problems: Vec<_> = problems.iter().map(|placed| problems::json(placed, codebook, lang)).collect();
        return Output::json(&json!({ "records": ids, "problems": problems }));
    }
    let mut text = String::new();
    for id in ids {
        let _ = writeln!(text, "{id}");
    }
    if !problems.is_empty() {
        text.push_str("\nRecorded. What would complete it:\n");
        for placed in problems {
            let _ = writeln!(text, "{}", problems::line(placed, codebook, lang));
        }
    }
    Ok(Output::text(text))
}
