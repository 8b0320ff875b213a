//! What is due to be erased, because its time or its source is over, and what is held against that.

use askama::Template;
use overt_model::{Class, RecordId};
use overt_publish::records::Words;
use overt_store::{Due, DueReason, Hold, StoreError};

use super::records::{Line, ground, line};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// So many are listed; when they are done, others come.
const LISTED: usize = 100;

/// One that is held against erasing.
struct Held {
    id: RecordId,
    name: String,
    kind: String,
    ground: String,
    by: String,
    until: String,
}

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
    held: Vec<Held>,
    is_all_held: bool,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let due = ask.store().due(ask.today(), LISTED + 1).await?;
    let sources = ask.store().sources().await?;
    let mut rows = Vec::new();
    for one in due.iter().take(LISTED) {
        let Some(told) = told(ask, one.record).await? else { continue };
        let source = one.source.and_then(|id| sources.iter().find(|source| source.id == id));
        let why = match one.reason {
            DueReason::SourceExpired => ask.with("due-source", source.map_or("", |source| source.name.as_str())),
            DueReason::RetentionExpired => ask.say("due-retention"),
        };
        rows.push(Row { id: told.id, name: told.name(), kind: told.kind, what: what(ask, one), why });
    }
    let holds = ask.store().holds(ask.session()?, LISTED + 1, ask.today()).await?;
    let page = Page {
        shell: Shell::new(ask, ask.say("due")),
        is_all: due.len() <= LISTED,
        rows,
        held: held(ask, &holds).await?,
        is_all_held: holds.len() <= LISTED,
    };
    Ok(Answer::page(page.render()?))
}

/// A record in a line; none where it was erased meanwhile.
async fn told(ask: &Ask, id: RecordId) -> Result<Option<Line>, Stopped> {
    match ask.store().show(ask.session()?, id, (&[], None), ask.today()).await {
        Ok(shown) => Ok(Some(line((ask.codebook(), ask.lang), &shown.record))),
        Err(StoreError::NotThere(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn held(ask: &Ask, holds: &[Hold]) -> Result<Vec<Held>, Stopped> {
    let accounts = ask.store().accounts().await?;
    let mut held = Vec::new();
    for hold in holds.iter().take(LISTED) {
        let Some(told) = told(ask, hold.record).await? else { continue };
        let by = accounts.iter().find(|account| account.id == hold.by).map(|account| account.name.clone());
        held.push(Held {
            id: told.id,
            name: told.name(),
            kind: told.kind,
            ground: ground(ask, hold.ground),
            by: by.unwrap_or_default(),
            until: hold.until.to_string(),
        });
    }
    Ok(held)
}

fn what(ask: &Ask, due: &Due) -> String {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    due.class.map_or_else(|| ask.say("erase-whole"), |class| words.label(Class::LIST, class.code()))
}
