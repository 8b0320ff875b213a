//! `overt source renew` and `overt source end`.

use jiff::civil::Date;
use overt_model::{RecordId, Source};
use overt_store::Session;

use super::{named, source_json};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::workspace::Workspace;

pub(super) fn renew(
    workspace: &Workspace,
    session: &Session,
    (name, expires, agreement): (&str, Date, Option<RecordId>),
    json: bool,
) -> anyhow::Result<Output> {
    let before = named(workspace, name)?;
    if expires < workspace.today {
        let failure = Failure::new(Exit::WrongUse, "source", "the new last day is over already");
        return Err(failure.with_hint("`overt source end` ends a source").into());
    }
    refuse_missing(workspace, session, agreement)?;
    let source = Source { expires: Some(expires), agreement: agreement.or(before.agreement), ..before };
    workspace.wait(workspace.store.put_source(session, &source, workspace.today))?;
    if json {
        return Output::json(&source_json(&source, workspace.today));
    }
    Ok(Output::text(format!("renewed: {} until {expires}\n", source.id)))
}

pub(super) fn end(workspace: &Workspace, session: &Session, name: &str, json: bool) -> anyhow::Result<Output> {
    let before = named(workspace, name)?;
    let is_over = !before.is_in_force(workspace.today);
    let source = before.ended(workspace.today);
    if !is_over {
        workspace.wait(workspace.store.put_source(session, &source, workspace.today))?;
    }
    if json {
        return Output::json(&source_json(&source, workspace.today));
    }
    let what = if is_over { "was over already" } else { "ended" };
    Ok(Output::text(format!(
        "{what}: {}\nNothing may be added or changed under it. `overt record find --due` lists what must be erased.\n",
        source.id
    )))
}

/// An agreement must be a record of this store.
pub(super) fn refuse_missing(
    workspace: &Workspace,
    session: &Session,
    agreement: Option<RecordId>,
) -> Result<(), Failure> {
    if let Some(agreement) = agreement {
        workspace.wait(workspace.store.show(session, agreement, (&[], None), workspace.today))?;
    }
    Ok(())
}
