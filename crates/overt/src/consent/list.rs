//! `overt consent list` and `overt consent check`.

use clap::Args;
use overt_model::{Class, Codebook, RecordId};
use overt_store::ConsentRow;
use serde_json::json;

use super::{Recipient, class, recipient, refuse_other_than_person};
use crate::codes;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::record::Work;

#[derive(Args)]
pub(super) struct Question {
    /// The record of the person.
    person: RecordId,
    /// What for: a code of the list `consent_purposes`.
    #[arg(long, value_name = "CODE")]
    purpose: String,
    /// To whom: a code of the list `recipient_kinds`, or the record of an organisation.
    #[arg(long, value_name = "CODE")]
    recipient: String,
    /// Which class of data.
    #[arg(long, value_name = "CODE")]
    class: String,
}

/// A question whose codes exist.
pub(super) struct Checked {
    person: RecordId,
    purpose: String,
    recipient: String,
    class: Class,
}

impl Question {
    pub(super) fn checked(&self, codebook: &Codebook) -> Result<Checked, Failure> {
        let mut failures = Vec::new();
        let purpose =
            codes::code(codebook, "consent_purposes", &self.purpose).map_err(|failure| failures.push(failure));
        let recipient = recipient(codebook, &self.recipient).map_err(|failure| failures.push(failure));
        let class = class(codebook, &self.class).map_err(|failure| failures.push(failure));
        if let (Ok(purpose), Ok(recipient), Ok(class)) = (purpose, recipient, class) {
            let recipient = match recipient {
                Recipient::Kind(code) => code,
                Recipient::Named(id) => id.to_string(),
            };
            return Ok(Checked { person: self.person, purpose: purpose.code.to_string(), recipient, class });
        }
        Err(Failure::all(failures).expect("something was wrong"))
    }
}

pub(super) fn list(work: &Work<'_>, person: RecordId) -> anyhow::Result<Output> {
    let Work { workspace, options, .. } = *work;
    refuse_other_than_person(work, person)?;
    let consents = workspace.wait(workspace.store.consents(person))?;
    if options.json {
        let rows: Vec<_> = consents
            .iter()
            .map(|(consent, row)| {
                let mut json = json!(row);
                json["consent"] = json!(consent);
                json["in_force"] = json!(is_in_force(work, row));
                json
            })
            .collect();
        return Output::json(&rows);
    }
    if consents.is_empty() {
        return Ok(Output::text("No consent is recorded, or all were taken back. Nothing may be passed on.\n".into()));
    }
    let row = |(consent, row): &(RecordId, ConsentRow)| {
        let until = match row.until {
            jiff::civil::Date::MAX => "it is taken back".to_owned(),
            day if is_in_force(work, row) => day.to_string(),
            day if day < workspace.today => format!("{day} (over)"),
            day => format!("{day} (from {})", row.from),
        };
        [consent.to_string(), row.purpose.clone(), row.recipient.clone(), row.class.code().to_owned(), until]
    };
    let rows: Vec<_> = consents.iter().map(row).collect();
    Ok(Output::text(table(["CONSENT", "PURPOSE", "RECIPIENT", "CLASS", "UNTIL"], &rows)))
}

fn is_in_force(work: &Work<'_>, row: &ConsentRow) -> bool {
    (row.from..=row.until).contains(&work.workspace.today)
}

pub(super) fn check(work: &Work<'_>, question: &Checked) -> anyhow::Result<Output> {
    let Work { workspace, options, .. } = *work;
    let Checked { person, purpose, recipient, class } = question;
    refuse_other_than_person(work, *person)?;
    let what = (purpose.as_str(), recipient.as_str(), *class);
    let agreed = workspace.wait(workspace.store.has_consent(*person, what, workspace.today))?;
    let output = if options.json {
        Output::json(&json!({ "consent": agreed }))?
    } else if agreed {
        Output::text("The person has agreed to this.\n".into())
    } else {
        Output::text("There is no consent to this. Do not pass it on; ask the person.\n".into())
    };
    Ok(output.failing_if(!agreed))
}
