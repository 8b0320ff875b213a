//! `overt consent withdraw`.

use std::collections::BTreeMap;

use overt_model::{Edtf, Field, RecordId, State, Value};
use overt_store::{Edit, Reason};
use serde_json::json;

use super::SCHEMA;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::record::{Work, told};

pub(super) fn withdraw(work: &Work<'_>, consent: RecordId) -> anyhow::Result<Output> {
    let Work { workspace, session, codebook, lang, options } = *work;
    let store = &workspace.store;
    let shown = workspace.wait(store.show(session, consent, (&[], None), workspace.today))?;
    if shown.record.schema != SCHEMA {
        let failure = Failure::new(Exit::WrongUse, "not-a-consent", "this is not the record of a consent");
        return Err(failure.with_hint("`overt consent list PERSON` names the consents of a person").into());
    }
    let is_new = shown.record.state("withdrawn_on") != State::AskedYes;
    if is_new {
        let day = Field::values(vec![Value::Date(Edtf::day(workspace.today))]);
        let fields = BTreeMap::from([("withdrawn_on".to_owned(), Some(day))]);
        let (record, seen, reason) = (consent, Some(shown.revision.number), Reason::ConsentChanged);
        let edit = Edit { record, seen, fields, standing: None, reason };
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
