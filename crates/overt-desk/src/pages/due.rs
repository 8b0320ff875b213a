//! What is due to be erased, because its time or its source is over, and what is held against that.

use askama::Template;
use overt_model::{Class, RecordId};
use overt_publish::records::Words;
use overt_store::{Due, DueReason, Right};

use super::records::{Line, ToldHold, if_there, line, told};
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
    may_erase: bool,
}

#[derive(Template)]
#[template(path = "due.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    rows: Vec<Row>,
    is_all: bool,
    /// What is held against erasing.
    held: Vec<(Line, ToldHold)>,
    is_all_held: bool,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let due = ask.store().due(ask.today(), LISTED + 1).await?;
    let sources = ask.store().sources().await?;
    let mut rows = Vec::new();
    for one in due.iter().take(LISTED) {
        // It may be erased meanwhile.
        let Some(shown) = if_there(ask, one.record).await? else { continue };
        let told = line((ask.codebook(), ask.lang), &shown.record);
        let source = one.source.and_then(|id| sources.iter().find(|source| source.id == id));
        let why = match one.reason {
            DueReason::SourceExpired => ask.with("due-source", source.map_or("", |source| source.name.as_str())),
            DueReason::RetentionExpired => ask.say("due-retention"),
        };
        let may_erase = ask.may_with(Right::Erase, shown.held_by);
        rows.push(Row { id: told.id, name: told.name(), kind: told.kind, what: what(ask, one), why, may_erase });
    }
    let holds = ask.store().holds(ask.session()?, LISTED + 1, ask.today()).await?;
    let (names, mut held) = (ask.store().names().await?, Vec::new());
    for hold in holds.iter().take(LISTED) {
        let Some(shown) = if_there(ask, hold.record).await? else { continue };
        held.push((line((ask.codebook(), ask.lang), &shown.record), told(ask, &names, hold)));
    }
    let page = Page {
        shell: Shell::new(ask, ask.say("due")),
        is_all: due.len() <= LISTED,
        rows,
        held,
        is_all_held: holds.len() <= LISTED,
    };
    Ok(Answer::page(page.render()?))
}

fn what(ask: &Ask, due: &Due) -> String {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    due.class.map_or_else(|| ask.say("erase-whole"), |class| words.label(Class::LIST, class.code()))
}
