//! `overt source add`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;
use overt_model::{Codebook, Grade, Handling, RecordId, Source, SourceMistake};
use overt_store::{Session, new_id};

use super::source_json;
use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::workspace::Workspace;

#[derive(Args)]
pub(super) struct New {
    /// What people call it: an organisation or a channel, not a person.
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    name: String,
    /// On what legal basis it holds and shares records: a code of the list `legal_bases`.
    #[arg(long, value_name = "CODE")]
    legal_basis: String,
    /// What the records may be used for, in words.
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    purpose: String,
    /// The record of the agreement under which it contributes.
    #[arg(long, value_name = "RECORD")]
    agreement: Option<RecordId>,
    /// The last day on which its records may be held; without it, until the source is ended.
    #[arg(long, value_name = "DAY", value_parser = codes::day)]
    expires: Option<Date>,
    /// The grade of its claims unless they say otherwise: a letter for the source, a digit for the information.
    #[arg(long, default_value = "F6", value_parser = grade)]
    grade: Grade,
    /// Who may receive its claims unless they say otherwise: a code of the list `tlp`.
    #[arg(long, value_name = "CODE", default_value = "AMBER")]
    handling: String,
}

fn grade(text: &str) -> Result<Grade, overt_model::GradeError> {
    text.parse()
}

impl New {
    /// The source, with every mistake told at once.
    pub(super) fn source(&self, codebook: &Codebook) -> Result<Source, Failure> {
        let mut failures = Vec::new();
        let legal_basis =
            codes::code(codebook, "legal_bases", &self.legal_basis).map_err(|failure| failures.push(failure));
        let handling = handling(codebook, &self.handling).map_err(|failure| failures.push(failure));
        let source = Source {
            id: new_id(),
            name: self.name.clone(),
            legal_basis: legal_basis.map(|code| code.code.clone()).unwrap_or_default(),
            purpose: self.purpose.clone(),
            agreement: self.agreement,
            expires: self.expires,
            grade: self.grade,
            handling: handling.unwrap_or(Handling::Amber),
        };
        let wrong = |mistake: &SourceMistake| Failure::new(Exit::WrongUse, "source", mistake.to_string());
        failures.extend(source.mistakes().iter().map(wrong));
        Failure::all(failures).map_or(Ok(source), Err)
    }
}

/// A circle of recipients, by any spelling.
pub(crate) fn handling(codebook: &Codebook, spelling: &str) -> Result<Handling, Failure> {
    let code = codes::code(codebook, Handling::LIST, spelling)?;
    Ok(Handling::from_code(&code.code).expect("the list and the type are compared when the codebook is read"))
}

pub(super) fn add(workspace: &Workspace, session: &Session, source: &Source, json: bool) -> anyhow::Result<Output> {
    super::change::refuse_missing(workspace, session, source.agreement)?;
    workspace.wait(workspace.store.put_source(session, source, workspace.today))?;
    if json {
        return Output::json(&source_json(source, workspace.today));
    }
    let mut text = format!("added: {}\n", source.id);
    if !source.is_in_force(workspace.today) {
        text.push_str("Its last day is over, so nothing can be recorded under it.\n");
    }
    Ok(Output::text(text))
}
