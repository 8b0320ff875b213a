//! `overt consent give`.

use clap::Args;
use jiff::civil::Date;
use overt_model::{Codebook, Edtf, Field, Record, RecordId, State, Validator, Value};
use overt_store::{Reason, new_id};

use super::{Recipient, SCHEMA, class, recipient, refuse_other_than_person};
use crate::failure::Failure;
use crate::output::Output;
use crate::record::{Work, allegation, answer, told};
use crate::{codes, problems, source};

#[derive(Args)]
pub(super) struct Agreement {
    /// The record of the person.
    person: RecordId,
    /// What for: codes of the list `consent_purposes`, each asked for by itself.
    #[arg(long, value_name = "CODE", required = true, value_delimiter = ',')]
    purpose: Vec<String>,
    /// To whom: codes of the list `recipient_kinds`, or records of organisations that the person named.
    #[arg(long, value_name = "CODE", required = true, value_delimiter = ',')]
    recipient: Vec<String>,
    /// Which classes of data; open and quasi when left out.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    class: Vec<String>,
    /// The last day; without it, until it is taken back.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    until: Option<Date>,
    /// How it was given: codes of the list `consent_methods`.
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    method: Vec<String>,
    /// Through whom it came, by name or identifier.
    #[arg(long, value_name = "SOURCE")]
    source: String,
    /// The casework team that keeps it; yours when left out.
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
}

/// What was understood of an agreement.
pub(super) struct Given(Vec<(&'static str, Vec<Value>)>);

impl Agreement {
    pub(super) fn record(&self, codebook: &Codebook) -> Result<Given, Failure> {
        let mut failures = Vec::new();
        let mut in_list = |list: &str, spellings: &[String]| {
            let mut values = Vec::new();
            for spelling in spellings {
                match codes::code(codebook, list, spelling) {
                    Ok(code) => values.push(Value::code(&code.code)),
                    Err(failure) => failures.push(failure),
                }
            }
            values
        };
        let (purposes, methods) =
            (in_list("consent_purposes", &self.purpose), in_list("consent_methods", &self.method));
        let (mut kinds, mut named, mut classes) = (Vec::new(), Vec::new(), Vec::new());
        for spelling in &self.recipient {
            match recipient(codebook, spelling) {
                Ok(Recipient::Kind(code)) => kinds.push(Value::code(&code)),
                Ok(Recipient::Named(id)) => named.push(Value::Reference(id)),
                Err(failure) => failures.push(failure),
            }
        }
        for spelling in &self.class {
            match class(codebook, spelling) {
                Ok(class) => classes.push(Value::code(class.code())),
                Err(failure) => failures.push(failure),
            }
        }
        let expires = self.until.map(|day| Value::Date(Edtf::day(day))).into_iter().collect();
        let fields = vec![
            ("person", vec![Value::Reference(self.person)]),
            ("purposes", purposes),
            ("recipients", kinds),
            ("named_recipients", named),
            ("classes", classes),
            ("method", methods),
            ("expires_on", expires),
        ];
        Failure::all(failures).map_or(Ok(Given(fields)), Err)
    }
}

pub(super) fn give(work: &Work<'_>, agreement: &Agreement, given: Given) -> anyhow::Result<Output> {
    let Work { workspace, session, codebook, lang, .. } = *work;
    let source = source::for_records(workspace, &agreement.source)?;
    refuse_other_than_person(work, agreement.person)?;
    let claim = allegation(workspace, &source);
    let mut record = Record::new(new_id(), SCHEMA, &codebook.version, claim)
        .with_state("agreed", State::AskedYes)
        .with("given_on", Value::Date(Edtf::day(workspace.today)));
    for (property, values) in given.0.into_iter().filter(|(_, values)| !values.is_empty()) {
        record.fields.insert(property.into(), Field::values(values));
    }
    let problems = Validator::new(codebook, workspace.today).problems(&record);
    let placed: Vec<_> = problems.into_iter().map(|problem| (None, problem)).collect();
    if let Some(refusal) = problems::refusal(&placed, codebook, lang) {
        return Err(refusal.into());
    }
    let how = (agreement.team.as_deref(), Reason::Entered);
    let records = [record];
    let inserted = workspace.store.insert(session, how, &records, workspace.today);
    workspace.wait(async { Ok(inserted.await) })?.map_err(|error| told(error, codebook, lang))?;
    answer(work, &[records[0].id], &placed)
}
