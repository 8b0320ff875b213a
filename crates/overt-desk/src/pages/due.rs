//! What is due to be erased, because its time or its source is over.

use askama::Template;
use overt_model::{Class, RecordId};
use overt_publish::records::Words;
use overt_store::{Due, DueReason, StoreError};

use super::records::{Line, line};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// So many are listed; when they are done, others come.
const LISTED: usize = 100;

/// One that is due.
struct Row {
    id: RecordId,
    name: String,
    kind: String,
    what: String,
    why: String,
}

#[derive(Template)]
#[template(path = "due.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    rows: Vec<Row>,
    is_all: bool,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let due = ask.store().due(ask.today(), LISTED + 1).await?;
    let sources = ask.store().sources().await?;
    let mut rows = Vec::new();
    for one in due.iter().take(LISTED) {
        let shown = match ask.store().show(ask.session()?, one.record, (&[], None), ask.today()).await {
            Ok(shown) => shown,
            // It was erased meanwhile.
            Err(StoreError::NotThere(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        let told: Line = line((ask.codebook(), ask.lang), &shown.record);
        let source = one.source.and_then(|id| sources.iter().find(|source| source.id == id));
        let why = match one.reason {
            DueReason::SourceExpired => ask.with("due-source", source.map_or("", |source| source.name.as_str())),
            DueReason::RetentionExpired => ask.say("due-retention"),
        };
        rows.push(Row { id: told.id, name: told.name(), kind: told.kind, what: what(ask, one), why });
    }
    Ok(Answer::page(Page { shell: Shell::new(ask, ask.say("due")), is_all: due.len() <= LISTED, rows }.render()?))
}

fn what(ask: &Ask, due: &Due) -> String {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    due.class.map_or_else(|| ask.say("erase-whole"), |class| words.label(Class::LIST, class.code()))
}
