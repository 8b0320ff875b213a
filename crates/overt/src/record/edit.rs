//! `overt record edit`.

use std::collections::BTreeMap;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use overt_model::codebook::Schema;
use overt_model::validate::ProblemCode;
use overt_model::{Codebook, Field, RecordId, Standing};
use overt_store::{Edit, Reason, StoreError};
use serde_json::{Map, Value as Json, json};

use super::given::Fields;
use super::{Work, input, refuse_extra};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::{codes, problems};

#[derive(Args)]
pub(super) struct Changes {
    /// Which record.
    id: RecordId,
    #[command(flatten)]
    fields: Fields,
    /// Take a property out, back to not asked.
    #[arg(long, value_name = "PROPERTY")]
    unset: Vec<String>,
    /// How far the claim has come: a code of the list `standing`.
    #[arg(long, value_name = "STANDING")]
    standing: Option<String>,
    /// The record of the proceeding that decided it.
    #[arg(long, value_name = "RECORD", requires = "standing")]
    decision: Option<RecordId>,
    /// Why; `standing-changed` with --standing, and `corrected` otherwise.
    #[arg(long, value_name = "CODE", value_parser = reason())]
    reason: Option<Reason>,
    /// The revision you looked at: the change is refused if there is a newer one.
    #[arg(long, value_name = "REVISION")]
    seen: Option<u64>,
    #[arg(hide = true)]
    extra: Vec<String>,
}

fn reason() -> impl TypedValueParser<Value = Reason> {
    PossibleValuesParser::new(Reason::ALL.map(Reason::code))
        .map(|code| Reason::from_code(&code).expect("only codes of reasons are possible"))
}

/// What is known of the change before the record is.
pub(super) struct Patch {
    written: Map<String, Json>,
    standing: Option<(Standing, Option<RecordId>)>,
}

impl Changes {
    pub(super) fn read(&self, codebook: &Codebook) -> Result<Patch, Failure> {
        refuse_extra(&self.extra)?;
        let standing = self.standing.as_deref().map(|spelling| standing(codebook, spelling)).transpose()?;
        let written = match &self.fields.file {
            None => Map::new(),
            Some(path) => fields_of(input::read(path)?)?,
        };
        if !self.fields.are_named() && self.fields.file.is_none() && self.unset.is_empty() && standing.is_none() {
            let failure = Failure::new(Exit::WrongUse, "wrong-use", "nothing was given to change");
            return Err(failure.with_hint("`--set`, `--unset`, `--ask`, `--file` and `--standing` say what to change"));
        }
        Ok(Patch { written, standing: standing.map(|standing| (standing, self.decision)) })
    }
}

/// How far a claim has come, by any spelling.
pub(super) fn standing(codebook: &Codebook, spelling: &str) -> Result<Standing, Failure> {
    let code = codes::code(codebook, Standing::LIST, spelling)?;
    Ok(Standing::from_code(&code.code).expect("the list and the type are compared when the codebook is read"))
}

/// The fields of a patch: of a record's form, or by themselves.
fn fields_of(mut values: Vec<Json>) -> Result<Map<String, Json>, Failure> {
    match (values.pop(), values.is_empty()) {
        (Some(Json::Object(mut patch)), true) => match patch.remove("fields") {
            Some(Json::Object(fields)) => Ok(fields),
            Some(_) | None => Ok(patch),
        },
        _ => Err(Failure::new(Exit::WrongUse, "input-file", "a change is one JSON object: property by property")),
    }
}

pub(super) fn edit(work: &Work<'_>, changes: &Changes, patch: Patch) -> anyhow::Result<Output> {
    let Work { workspace, session, codebook, lang, options } = *work;
    let store = &workspace.store;
    let shown = workspace.wait(store.show(session, changes.id, (&[], None), workspace.today))?;
    let schema = codes::schema(codebook, &shown.record.schema)?;
    let reason = changes.reason.unwrap_or(match (patch.standing, schema.id.as_str()) {
        (Some(_), _) => Reason::StandingChanged,
        (None, "Consent") => Reason::ConsentChanged,
        (None, _) => Reason::Corrected,
    });
    let fields = changed_fields(work, changes, schema, patch.written)?;
    let (record, seen, standing) = (changes.id, changes.seen, patch.standing);
    let edit = Edit { record, seen, fields, standing, reason };
    let number = match workspace.wait(async { Ok(store.revise(session, &edit, workspace.today).await) })? {
        Ok(number) => number,
        Err(error) => return Err(told(error, codebook, lang).into()),
    };
    if options.json {
        return Output::json(&json!({ "record": changes.id, "revision": number }));
    }
    Ok(Output::text(format!("{} has revision {number} now\n", changes.id)))
}

/// The fields of the file, then those of the command line, then those that are asked for. Every mistake is told at once.
fn changed_fields(
    work: &Work<'_>,
    changes: &Changes,
    schema: &Schema,
    written: Map<String, Json>,
) -> Result<BTreeMap<String, Option<Field>>, Failure> {
    let Work { codebook, lang, .. } = *work;
    let (mut fields, mut failures) = (BTreeMap::new(), Vec::new());
    for (name, json) in written {
        match codes::property(schema, &name) {
            Err(failure) => failures.push(failure),
            Ok(property) if json.is_null() => drop(fields.insert(property.id.to_string(), None)),
            Ok(property) => {
                let field = Field::from_json(property, json).ok_or_else(|| {
                    let sentence = codebook.message(&ProblemCode::WrongType).get(lang);
                    let sentence = sentence.replace("{label}", property.label.get(lang));
                    let message = format!("{}: {sentence}", property.id);
                    Failure::new(Exit::AgainstRules, "invalid-record", message)
                });
                match field {
                    Ok(field) => drop(fields.insert(property.id.to_string(), Some(field))),
                    Err(failure) => failures.push(failure),
                }
            }
        }
    }
    for name in &changes.unset {
        match codes::property(schema, name) {
            Err(failure) => failures.push(failure),
            Ok(property) => drop(fields.insert(property.id.to_string(), None)),
        }
    }
    match changes.fields.set(codebook, lang, schema) {
        Err(failure) => failures.push(failure),
        Ok(set) => fields.extend(set.into_iter().map(|(property, field)| (property, Some(field)))),
    }
    if let Some(failure) = Failure::all(failures) {
        return Err(failure);
    }
    let asked = changes.fields.ask(codebook, lang, schema)?;
    fields.extend(asked.into_iter().map(|(property, field)| (property, Some(field))));
    Ok(fields)
}

/// The problems of a record in sentences, and any other error as usual.
pub(crate) fn told(error: StoreError, codebook: &Codebook, lang: overt_model::Lang) -> Failure {
    if let StoreError::Invalid(found) = &error {
        let placed: Vec<_> = found.iter().map(|problem| (None, problem.clone())).collect();
        if let Some(refusal) = problems::refusal(&placed, codebook, lang) {
            return refusal;
        }
    }
    error.into()
}
