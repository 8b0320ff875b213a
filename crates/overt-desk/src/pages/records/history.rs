//! Who wrote which revision of a record, when and why, and what was erased.

use askama::Template;
use overt_model::RecordId;

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

struct Row {
    number: u64,
    day: String,
    reason: String,
    by: String,
    leaf: u64,
}

#[derive(Template)]
#[template(path = "history.html", whitespace = "minimize")]
struct History<'a> {
    shell: Shell<'a>,
    id: RecordId,
    rows: Vec<Row>,
    erased: Vec<String>,
}

pub(crate) async fn history(ask: &Ask) -> Result<Answer, Stopped> {
    let id = ask.record()?;
    let revisions = ask.store().history(id).await?;
    if revisions.is_empty() {
        return Err(Stopped::NotThere);
    }
    let names = ask.store().names().await?;
    let erasures = ask.store().erasures(id).await?;
    let rows = revisions.iter().map(|revision| Row {
        number: revision.number,
        day: revision.day.to_string(),
        reason: ask.say(&format!("reason-{}", revision.reason)),
        by: names.of(revision.author),
        leaf: revision.leaf,
    });
    let erased =
        erasures.iter().map(|erased| format!("{}: {} ({})", erased.day, erased.class.code(), erased.reason.code()));
    let html =
        History { shell: Shell::new(ask, ask.say("history")), id, rows: rows.collect(), erased: erased.collect() };
    Ok(Answer::page(html.render()?))
}
