//! Where somebody begins: what there is, and what waits.

use askama::Template;
use jiff::ToSpan as _;
use overt_model::Source;
use overt_store::{Approval, Duty, HeldRelease, Query, ReleaseState, Right, Session, TeamKind};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::need::Need;
use crate::pages::{drafts, searches, tasks};
use crate::shell::Shell;

/// Administrators hear of sources that end within so many days.
const SOON: i32 = 30;

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
    searches: Vec<searches::Line>,
    /// What waits for the person: a sentence, and where it is done.
    waits: Vec<(String, &'static str)>,
}

pub(crate) async fn page(ask: &Ask) -> Result<Answer, Stopped> {
    let session = ask.session()?;
    let sees = session.may(Right::Look);
    let mut kinds = Vec::new();
    for schema in ask.codebook().schemas().filter(|schema| sees && !schema.is_abstract) {
        let query = Query { schema: Some(schema.id.to_string()), ..Query::default() };
        let count = ask.store().count(&query).await?;
        if count > 0 {
            kinds.push(Kind { id: schema.id.to_string(), label: schema.label.get(ask.lang).to_owned(), count });
        }
    }
    let title = ask.with("welcome", &session.name);
    let may_enter = session.may(Right::Enter);
    let drafts = if Need::Writing.is_met_by(Some(session)) { drafts::lines(ask).await? } else { Vec::new() };
    let searches = if sees { searches::lines(ask).await? } else { Vec::new() };
    let (roles, waits) = (roles(ask, session), waits(ask, session).await?);
    Ok(Answer::page(Home { shell: Shell::new(ask, title), roles, kinds, may_enter, drafts, searches, waits }.render()?))
}

/// What waits for the person.
async fn waits(ask: &Ask, session: &Session) -> Result<Vec<(String, &'static str)>, Stopped> {
    let mut waits = Vec::new();
    if ask.desk.hands.has(session.account) {
        waits.push((ask.say("import-go-on"), "/imports/file"));
    }
    waits.extend(tasks::waits(ask).await?.into_iter().map(|sentence| (sentence, "/agenda")));
    let is_waiting = |release: &HeldRelease| {
        let is_own = |approval: &Approval| approval.account == session.account;
        release.state == ReleaseState::Drawn && !release.approvals.iter().any(is_own)
    };
    let releases = ask.store().releases().await?.iter().filter(|release| is_waiting(release)).count();
    if releases > 0 {
        waits.push((ask.count("waits-releases", releases as u64), "/releases"));
    }
    let strayed = ask.store().strayed(session).await?;
    if strayed > 0 {
        waits.push((ask.count("waits-strayed", strayed), "/teams"));
    }
    if session.administrator {
        let (today, soon) = (ask.today(), ask.today().saturating_add(SOON.days()));
        let ends_soon = |source: &Source| source.expires.is_some_and(|day| today <= day && day <= soon);
        let sources = ask.store().sources().await?.iter().filter(|source| ends_soon(source)).count();
        if sources > 0 {
            waits.push((ask.count("waits-sources", sources as u64), "/sources"));
        }
    }
    Ok(waits)
}

/// The tasks that a person has, each with what it opens.
fn roles(ask: &Ask, session: &Session) -> Vec<String> {
    let has = |duty: Duty| session.duties().contains(&duty);
    let is_caseworker = session.is_in(TeamKind::Casework);
    let tasks = [
        (session.may(Right::Change), "task-casework"),
        (is_caseworker && has(Duty::Supervision), "task-supervision"),
        (is_caseworker && has(Duty::Intake), "task-intake"),
        (is_caseworker && has(Duty::Referral), "task-referral"),
        (session.is_in(TeamKind::Custody), "task-custody"),
        (has(Duty::Analysis), "task-analysis"),
        (session.is_in(TeamKind::Audit), "task-audit"),
        (session.administrator, "task-administration"),
    ];
    let has: Vec<String> = tasks.into_iter().filter(|(has, _)| *has).map(|(_, name)| ask.say(name)).collect();
    if has.is_empty() { vec![ask.say("task-none")] } else { has }
}
