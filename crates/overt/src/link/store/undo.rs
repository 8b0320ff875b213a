//! `overt link undo`: what was joined comes apart, and what left with it is named.

use std::fmt::Write as _;

use clap::Args;
use overt_store::{ChangedExport, JoinUndone, UndoOf};
use serde_json::json;

use super::Desk;
use crate::ask;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};

#[derive(Args)]
pub(in crate::link) struct Choice {
    /// A record, which leaves its entity; an entity, of which the last join is taken back; or a whole run.
    #[arg(value_name = "RECORD|ENTITY|RUN")]
    what: String,
    /// Do it without asking.
    #[arg(long)]
    yes: bool,
}

impl Choice {
    /// What is taken back.
    pub(in crate::link) fn of(&self) -> Result<UndoOf, Failure> {
        let what = self.what.trim();
        let record = what.parse().map(UndoOf::Record).ok();
        let found =
            record.or_else(|| what.parse().map(UndoOf::Entity).ok()).or_else(|| what.parse().map(UndoOf::Run).ok());
        found.ok_or_else(|| {
            let message = "this is no identifier of a record, an entity or a run of linkage";
            Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(
                "they are written `record:…`, `entity:…` and `linkage:…`; `overt link history RECORD` shows them",
            )
        })
    }
}

pub(in crate::link) fn undo(desk: &Desk<'_>, choice: &Choice, of: UndoOf) -> anyhow::Result<Output> {
    if !choice.yes {
        let question = match of {
            UndoOf::Record(_) => {
                "The record leaves its entity, and no later run joins it again with those who are in it now. Go on?"
            }
            UndoOf::Entity(_) => {
                "What was joined last into the entity comes apart, and no later run joins it again. Go on?"
            }
            UndoOf::Run(_) => "All that the run has joined comes apart. Decisions of people stay. Go on?",
        };
        if !ask::confirm(question)? {
            return Err(Failure::new(Exit::WrongUse, "not-confirmed", "nothing was taken back").into());
        }
    }
    let undone = desk.workspace.wait(desk.workspace.store.undo_join(desk.session, of, desk.workspace.today))?;
    Output::answer(desk.options.json, &json!(undone), text(&undone))
}

/// What came apart, in words.
pub(super) fn text(undone: &JoinUndone) -> String {
    let JoinUndone { moved, alone, restored, decided, exports, leaf } = undone;
    let mut text = format!(
        "{moved} record(s) moved; {alone} of them stand alone, the others went back to {} entities.\n",
        restored.len()
    );
    for entity in restored {
        let _ = writeln!(text, "  {entity}");
    }
    if *decided > 0 {
        let _ = writeln!(text, "{decided} pair(s) are held to be different from now on.");
    }
    let _ = writeln!(text, "Leaf {leaf} of the log.");
    if exports.is_empty() {
        text.push_str("\nNo export holds any of it.\n");
        return text;
    }
    text.push_str("\nThese left with what was joined, so whoever has them should get new ones:\n");
    let rows: Vec<[String; 4]> = exports.iter().map(row).collect();
    text.push_str(&table(["Export", "As", "On", "Records"], &rows));
    text
}

fn row(export: &ChangedExport) -> [String; 4] {
    let as_what = match &export.facts.format {
        Some(format) => format!("{} ({format})", export.kind.code()),
        None => export.kind.code().to_owned(),
    };
    let records = if export.facts.is_whole { "all".to_owned() } else { export.records.to_string() };
    [export.id.to_string(), as_what, export.facts.day.to_string(), records]
}
