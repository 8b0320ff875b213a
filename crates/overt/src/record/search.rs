//! `overt record find --name`, `--phone` and `--paper`: through the blind index. What is looked for never stands on the
//! command line.

use std::fmt::Write as _;

use clap::Args;
use overt_model::Private;
use overt_store::Shown;
use overt_store::vault::BlindField;
use serde_json::json;

use super::find::HEADER;
use super::{Work, purpose};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};
use crate::secret::SearchOptions;

const OTHERS: [&str; 14] = [
    "schema", "code", "state", "country", "from", "to", "source", "standing", "handling", "refers", "text", "after",
    "due", "states",
];

#[derive(Args)]
pub(super) struct Search {
    /// By a name. It is asked for at the terminal, or taken from --search-file or --search-fd.
    #[arg(long, conflicts_with_all = OTHERS, conflicts_with_all = ["phone", "paper", "count"])]
    name: bool,
    /// By a telephone number, which is asked for likewise.
    #[arg(long, conflicts_with_all = OTHERS, conflicts_with_all = ["paper", "count"])]
    phone: bool,
    /// By the number of a passport or another paper, which is asked for likewise.
    #[arg(long, conflicts_with_all = OTHERS, conflicts_with = "count")]
    paper: bool,
    /// What for: a code of the list `consent_purposes`. The log keeps it.
    #[arg(long, value_name = "CODE")]
    purpose: Option<String>,
    #[command(flatten)]
    options: SearchOptions,
}

impl Search {
    /// As what something is looked for; none where the search is by what is not sealed.
    pub(super) fn field(&self) -> Result<Option<BlindField>, Failure> {
        let field = match (self.name, self.phone, self.paper) {
            (true, ..) => Some(BlindField::PersonName),
            (_, true, _) => Some(BlindField::Phone),
            (.., true) => Some(BlindField::PaperNumber),
            _ => None,
        };
        if field.is_none() && (self.options.are_given() || self.purpose.is_some()) {
            let message = "it is not said as what to look for it";
            let failure = Failure::new(Exit::WrongUse, "wrong-use", message);
            return Err(failure.with_hint("add `--name`, `--phone` or `--paper`"));
        }
        Ok(field)
    }
}

pub(super) fn search(work: &Work<'_>, search: &Search, field: BlindField) -> anyhow::Result<Output> {
    let Work { workspace, session, options, codebook, .. } = *work;
    let purpose = purpose(codebook, search.purpose.as_deref())?;
    let typed = search.options.read()?;
    // Exposed only to be wrapped again, as what it is.
    let text = Private::new(typed.expose().clone());
    let progress = options.progress("Looking", None);
    let shown: Vec<Shown> = workspace.wait(async {
        let (store, today) = (&workspace.store, workspace.today);
        let ids = store.find_by(session, (field, &text), purpose.as_ref(), today).await?;
        store.show_many(session, &ids, (&[], None), today).await
    })?;
    progress.finish();
    let is_compared = session.opens(overt_model::Class::Direct);
    if options.json {
        let found: Vec<_> = shown
            .iter()
            .map(|shown| json!({ "revision": shown.revision.number, "record": shown.record.to_json(codebook) }))
            .collect();
        return Output::json(&json!({ "found": found, "compared": is_compared }));
    }
    if shown.is_empty() {
        return Ok(Output::text("No record was found. The search was written into the log.\n".into()));
    }
    let row = |shown: &Shown| {
        let claim = &shown.record.claim;
        let (standing, handling) = (claim.standing.code().to_owned(), claim.handling.code().to_owned());
        let record = &shown.record;
        [record.id.to_string(), record.schema.to_string(), standing, handling, shown.revision.number.to_string()]
    };
    let mut text = table(HEADER, &shown.iter().map(row).collect::<Vec<_>>());
    let note = if is_compared {
        "Equal names are not always one person. The search was written into the log."
    } else {
        "These are candidates: you may not open identities, so they could not be compared. Some share the index by chance."
    };
    let _ = writeln!(text, "\n{note}");
    Ok(Output::text(text))
}
