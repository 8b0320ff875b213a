//! `overt record find --due`.

use std::fmt::Write as _;

use overt_store::{Due, DueReason};

use super::Work;
use crate::output::{Output, table};

pub(super) fn due(work: &Work<'_>, limit: usize) -> anyhow::Result<Output> {
    let Work { workspace, options, .. } = *work;
    let (due, sources) = workspace.wait(async {
        let store = &workspace.store;
        // One more, to know whether that is all.
        Ok((store.due(workspace.today, limit + 1).await?, store.sources().await?))
    })?;
    if options.json {
        return Output::json(&due.iter().take(limit).collect::<Vec<_>>());
    }
    if due.is_empty() {
        return Ok(Output::text("Nothing is due to be erased.\n".into()));
    }
    let row = |due: &Due| {
        let name = sources.iter().find(|source| Some(source.id) == due.source).map(|source| source.name.clone());
        let why = match due.reason {
            DueReason::SourceExpired => format!("its source is over: {}", name.unwrap_or_default()),
            DueReason::RetentionExpired => "its time of retention is over".into(),
        };
        [due.record.to_string(), due.class.map_or("all of it", overt_model::Class::code).into(), why]
    };
    let rows: Vec<_> = due.iter().take(limit).map(row).collect();
    let mut text = table(["RECORD", "WHAT", "WHY"], &rows);
    if due.len() > limit {
        let _ = writeln!(text, "\nThere are more than these {limit}: `--limit` shows more.");
    }
    text.push_str("\nNothing is erased by itself: `overt record erase` does it, with a proof.\n");
    Ok(Output::text(text))
}
