//! Where somebody begins: what there is, and what waits.

use askama::Template;
use overt_store::{Query, Session, TeamKind};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::need::Need;
use crate::pages::drafts;
use crate::shell::Shell;

/// A kind of record, and how many there are.
struct Kind {
    id: String,
    label: String,
    count: u64,
}

#[derive(Template)]
#[template(path = "home.html", whitespace = "minimize")]
struct Home<'a> {
    shell: Shell<'a>,
    roles: Vec<String>,
    kinds: Vec<Kind>,
    may_enter: bool,
    drafts: Vec<drafts::Line>,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    let sees = Need::Content.is_met_by(Some(session));
    let mut kinds = Vec::new();
    for schema in ask.codebook().schemas().filter(|schema| sees && !schema.is_abstract) {
        let query = Query { schema: Some(schema.id.to_string()), ..Query::default() };
        let count = ask.store().count(&query).await?;
        if count > 0 {
            kinds.push(Kind { id: schema.id.to_string(), label: schema.label.get(ask.lang).to_owned(), count });
        }
    }
    let title = ask.with("welcome", &session.name);
    let may_enter = session.is_in(TeamKind::Casework);
    let drafts = if may_enter { drafts::lines(ask).await? } else { Vec::new() };
    Ok(Answer::page(
        Home { shell: Shell::new(ask, title), roles: roles(ask, session), kinds, may_enter, drafts }.render()?,
    ))
}

/// The tasks that a person has, each with what it opens.
fn roles(ask: &Ask, session: &Session) -> Vec<String> {
    let tasks = [
        (session.is_in(TeamKind::Casework), "task-casework"),
        (session.is_in(TeamKind::Custody), "task-custody"),
        (session.is_in(TeamKind::Audit), "task-audit"),
        (session.administrator, "task-administration"),
    ];
    let has: Vec<String> = tasks.into_iter().filter(|(has, _)| *has).map(|(_, name)| ask.say(name)).collect();
    if has.is_empty() { vec![ask.say("task-none")] } else { has }
}
