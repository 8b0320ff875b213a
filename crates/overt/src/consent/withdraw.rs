//! `overt consent withdraw`.

use overt_model::RecordId;
use overt_store::{StoreError, withdrawal};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::record::{Work, told};

pub(super) fn withdraw(work: &Work<'_>, consent: RecordId) -> anyhow::Result<Output> {
    let Work { workspace, session, codebook, lang, options } = *work;
    let store = &workspace.store;
    let shown = workspace.wait(store.show(session, consent, (&[], None), workspace.today))?;
    let edit = withdrawal(&shown, workspace.today).map_err(|error| match error {
        StoreError::NotThere(_) => Failure::new(Exit::WrongUse, "not-a-consent", "this is not the record of a consent")
            .with_hint("`overt consent list PERSON` names the consents of a person"),
        other => other.into(),
    })?;
    let is_new = edit.is_some();
    if let Some(edit) = edit {
        let revised = store.revise(session, &edit, workspace.today);
        workspace.wait(async { Ok(revised.await) })?.map_err(|error| told(error, codebook, lang))?;
    }
    if options.json {
        return Output::json(&json!({ "consent": consent, "withdrawn_now": is_new }));
    }
    let what = if is_new { "withdrawn" } else { "was withdrawn before" };
    Ok(Output::text(format!(
        "{what}: {consent}\nNothing may be passed on under it from now. What was passed on before is not called back by this.\n"
    )))
}
