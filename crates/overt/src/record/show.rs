//! `overt record show`.

use clap::Args;
use overt_model::RecordId;
use overt_store::log::entry::Code;
use serde_json::json;

use super::{Sealed, Work, classes, view};
use crate::output::Output;

#[derive(Args)]
pub(super) struct Which {
    /// Which record.
    id: RecordId,
    /// Sealed classes to open. Each is written into the log first. What you may not open is left out.
    #[arg(long, value_name = "CLASS", value_enum, value_delimiter = ',')]
    open: Vec<Sealed>,
    /// What for: a code of the list `consent_purposes`. The log keeps it.
    #[arg(long, value_name = "CODE")]
    pub(super) purpose: Option<String>,
    /// An earlier revision; the current one when left out.
    #[arg(long, value_name = "N")]
    revision: Option<u64>,
}

pub(super) fn show(work: &Work<'_>, which: &Which, purpose: Option<&Code>) -> anyhow::Result<Output> {
    let Work { workspace, session, codebook, lang, options } = *work;
    let opened = classes(&which.open);
    let how = (&*opened, purpose);
    let (shown, sources) = workspace.wait(async {
        let store = &workspace.store;
        let shown = match which.revision {
            None => store.show(session, which.id, how, workspace.today).await?,
            Some(number) => store.show_revision(session, (which.id, number), how, workspace.today).await?,
        };
        Ok((shown, store.sources().await?))
    })?;
    let source = sources.iter().find(|source| source.id == shown.record.claim.source);
    let name = source.map(|source| source.name.as_str());
    if options.json {
        let mut json = json!({
            "record": shown.record.to_json(codebook), "revision": shown.revision, "opened": shown.opened, "source": name,
        });
        if let Some(sentence) = view::caution(shown.record.claim.standing, lang) {
            json["caution"] = json!(sentence);
        }
        return Output::json(&json);
    }
    Ok(Output::text(view::text(work, &shown, name)))
}
