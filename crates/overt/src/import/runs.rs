//! `overt import list`, `show` and `undo`.

use std::path::Path;

use overt_store::{ImportRun, ImportState, RunId};
use serde_json::json;

use super::input;
use crate::ask;
use crate::output::{Output, table};
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

pub(super) fn list(options: &StoreOptions) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let (runs, sources) = (workspace.wait(workspace.store.imports())?, workspace.wait(workspace.store.sources())?);
    workspace.leave();
    let named = |run: &ImportRun| {
        let source = sources.iter().find(|source| source.id == run.source);
        source.map_or_else(|| run.source.to_string(), |source| source.name.clone())
    };
    let rows: Vec<[String; 8]> = runs
        .iter()
        .map(|run| {
            let counts = &run.counts;
            let numbers = [counts.rows, counts.made, counts.revised, counts.rejected].map(|count| count.to_string());
            let [rows, made, revised, rejected] = numbers;
            [
                run.id.to_string(),
                run.day.to_string(),
                named(run),
                rows,
                made,
                revised,
                rejected,
                state(run.state).to_owned(),
            ]
        })
        .collect();
    let text = if rows.is_empty() {
        "Nothing was imported yet.\n".to_owned()
    } else {
        table(["Import", "Day", "Source", "Rows", "Made", "Revised", "Rejects", "State"], &rows)
    };
    Output::answer(options.json, &runs, text)
}

pub(super) fn show(options: &StoreOptions, id: RunId, file: Option<&Path>) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let run = workspace.wait(workspace.store.import(id))?;
    workspace.leave();
    let is_it = file.map(|file| anyhow::Ok(input::fingerprint(file)? == run.facts.file)).transpose()?;
    let counts = &run.counts;
    let mut text = format!(
        "Import     {}\nState      {}\nDay        {}\nSource     {}\nMapping    {}\nSHA-256    {}\nRows       {}, of which {} rejects and {} without anything for the mapping\nRecords    {} made, {} revised, {} unchanged, {} erased here earlier\n",
        run.id,
        state(run.state),
        run.day,
        run.source,
        run.facts.mapping,
        run.facts.file,
        counts.rows,
        counts.rejected,
        counts.idle,
        counts.made,
        counts.revised,
        counts.unchanged,
        counts.erased,
    );
    match is_it {
        Some(true) => text.push_str("\nThis is the file.\n"),
        Some(false) => text.push_str("\nThis is another file, or it was changed since.\n"),
        None => {}
    }
    let mut json = serde_json::to_value(&run)?;
    if let Some(is_it) = is_it {
        json["is_this_file"] = json!(is_it);
    }
    Ok(Output::answer(options.json, &json, text)?.failing_if(is_it == Some(false)))
}

pub(super) fn undo(
    options: &StoreOptions,
    passphrase: &PassphraseOptions,
    id: RunId,
    yes: bool,
) -> anyhow::Result<Output> {
    let workspace = Workspace::open(options)?;
    let run = workspace.wait(workspace.store.import(id))?;
    let counts = &run.counts;
    let notice = format!(
        "The {} records that {id} made will be erased for good, and the {} that it changed written as they were before.",
        counts.made, counts.revised
    );
    if !yes && !ask::confirm(&format!("{notice}\nTake it back?"))? {
        workspace.leave();
        return Ok(Output::text("Nothing was changed.\n".to_owned()));
    }
    let session = workspace.sign_in(options, passphrase)?;
    let progress = options.progress("Taking it back", Some(counts.made + counts.revised));
    let today = workspace.today;
    let undone = workspace.wait(workspace.store.undo_import(&session, id, today, |_, _| progress.advance(1)));
    progress.finish();
    let answer = undone.map_err(Into::into).and_then(|undone| {
        let text = format!(
            "{} records were erased, {} say again what they said before, and {} were changed since or are held, and stay as they are.\n",
            undone.erased, undone.restored, undone.kept
        );
        Output::answer(options.json, &undone, text)
    });
    workspace.close_after(answer)
}

const fn state(state: ImportState) -> &'static str {
    match state {
        ImportState::Unfinished => "unfinished",
        ImportState::Finished => "finished",
        ImportState::Undone => "undone",
    }
}
