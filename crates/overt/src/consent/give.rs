//! `overt consent give`.

use clap::Args;
use jiff::civil::Date;
use overt_model::{Codebook, RecordId, Validator};
use overt_store::{Agreement, Reason, new_id};

use super::{Recipient, class, recipient, refuse_other_than_person};
use crate::failure::Failure;
use crate::output::Output;
use crate::record::{Work, allegation, answer, told};
use crate::{codes, problems, source};

#[derive(Args)]
pub(super) struct Options {
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

impl Options {
    /// What was agreed to, with every mistake told at once.
    pub(super) fn agreement(&self, codebook: &Codebook) -> Result<Agreement, Failure> {
        let mut failures = Vec::new();
        let mut in_list = |list: &str, spellings: &[String]| {
            let mut found = Vec::new();
            for spelling in spellings {
                match codes::code(codebook, list, spelling) {
                    Ok(code) => found.push(code.code.to_string()),
                    Err(failure) => failures.push(failure),
                }
            }
            found
        };
        let (purposes, methods) =
            (in_list("consent_purposes", &self.purpose), in_list("consent_methods", &self.method));
        let (mut recipients, mut named, mut classes) = (Vec::new(), Vec::new(), Vec::new());
        for spelling in &self.recipient {
            match recipient(codebook, spelling) {
                Ok(Recipient::Kind(code)) => recipients.push(code),
                Ok(Recipient::Named(id)) => named.push(id),
                Err(failure) => failures.push(failure),
            }
        }
        for spelling in &self.class {
            match class(codebook, spelling) {
                Ok(class) => classes.push(class),
                Err(failure) => failures.push(failure),
            }
        }
        let (person, until) = (self.person, self.until);
        let agreement = Agreement { person, purposes, recipients, named, classes, methods, until };
        Failure::all(failures).map_or(Ok(agreement), Err)
    }
}

pub(super) fn give(work: &Work<'_>, options: &Options, agreement: &Agreement) -> anyhow::Result<Output> {
    let Work { workspace, session, codebook, lang, .. } = *work;
    let source = source::for_records(workspace, &options.source)?;
    refuse_other_than_person(work, agreement.person)?;
    let record = agreement.record(new_id(), codebook, allegation(workspace, &source), workspace.today);
    let problems = Validator::new(codebook, workspace.today).problems(&record);
    let placed: Vec<_> = problems.into_iter().map(|problem| (None, problem)).collect();
    if let Some(refusal) = problems::refusal(&placed, codebook, lang) {
        return Err(refusal.into());
    }
    let how = (options.team.as_deref(), Reason::Entered);
    let records = [record];
    let inserted = workspace.store.insert(session, how, &records, workspace.today);
    workspace.wait(async { Ok(inserted.await) })?.map_err(|error| told(error, codebook, lang))?;
    answer(work, &[records[0].id], &placed)
}
