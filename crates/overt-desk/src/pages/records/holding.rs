//! Which casework team holds a record, and handing it to another one.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::{Record, RecordId, Value};
use overt_store::{Right, Shown, TeamKind};

use super::case::{belongs, of_case, payments};
use super::relations::{referred, related};
use super::title::{Line, line};
use super::{if_there, path, to_change};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::pages::teams::{Team, teams_of};
use crate::shell::Shell;

/// So many records that name another are looked at.
const NAMING_MAX: usize = 500;

/// The casework teams of the person who asks, where there are several, as something to choose from.
pub(crate) fn teams(ask: &Ask, chosen: Option<&str>) -> Result<Vec<Choice>, Stopped> {
    let own = own(ask)?;
    let choice = |name: String| Choice { is_chosen: chosen == Some(&*name), label: name.clone(), code: name };
    Ok(if own.len() > 1 { own.into_iter().map(choice).collect() } else { Vec::new() })
}

/// The names of the casework teams that the person is in.
pub(super) fn own(ask: &Ask) -> Result<Vec<String>, Stopped> {
    let session = ask.session()?;
    let teams = session.teams().iter().filter(|team| team.kind == TeamKind::Casework && session.holds(team));
    Ok(teams.map(|team| team.name.clone()).collect())
}

/// The name of the team that holds a record, if the person is in it.
pub(super) async fn own_holder(ask: &Ask, id: RecordId) -> Result<Option<String>, Stopped> {
    match if_there(ask, id).await? {
        Some(shown) => holder(ask, &shown),
        None => Ok(None),
    }
}

fn holder(ask: &Ask, shown: &Shown) -> Result<Option<String>, Stopped> {
    let session = ask.session()?;
    let team = session.teams().iter().find(|team| team.id == shown.held_by && session.holds(team));
    Ok(team.map(|team| team.name.clone()))
}

/// The team that should hold a new record: the one that holds its case, or else what it was entered for.
pub(super) async fn fitting(ask: &Ask, record: &Record) -> Result<Option<String>, Stopped> {
    let named = record.fields.values().flat_map(|field| &field.values).filter_map(|value| match value {
        Value::Reference(id) => Some(*id),
        _ => None,
    });
    for id in of_case(ask).await?.into_iter().chain(named) {
        if let Some(team) = own_holder(ask, id).await? {
            return Ok(Some(team));
        }
    }
    Ok(None)
}

/// A record that is tied to another, to be dealt with alike.
pub(super) struct Along {
    pub(super) line: Line,
    pub(super) is_chosen: bool,
}

#[derive(Template)]
#[template(path = "holding.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    kind: String,
    holder: Team,
    others: Vec<Team>,
    along: Vec<Along>,
    problem: Option<String>,
}

/// Who holds the record, and the form that hands it over.
pub(crate) async fn holding(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, None).await?))
}

/// Hands the record to another team, with what was chosen to go along.
pub(crate) async fn hand_over(ask: &Ask) -> Result<Answer, Stopped> {
    let (shown, _) = held(ask).await?;
    let Some(team) = ask.form.get("team") else {
        return Ok(Answer::refused(page(ask, Some(ask.say("hand-choose"))).await?));
    };
    ask.confirmed()?;
    let records = chosen(ask, shown.record.id, &along(ask, &shown).await?);
    ask.store().hand_over(ask.session()?, &records, team, ask.today()).await?;
    Ok(Answer::see(format!("{}?done=handed-over", path(shown.record.id))))
}

/// The record, and what was chosen of what is tied to it.
pub(super) fn chosen(ask: &Ask, record: RecordId, offered: &[Along]) -> Vec<RecordId> {
    let is_chosen = |id: &RecordId| {
        let id = id.to_string();
        ask.form.all("along").any(|chosen| chosen == id)
    };
    std::iter::once(record).chain(offered.iter().map(|one| one.line.id).filter(is_chosen)).collect()
}

/// The record that the path names and the name of the team that holds it, if the person is in that team.
async fn held(ask: &Ask) -> Result<(Shown, String), Stopped> {
    let shown = to_change(ask).await?;
    let holder = holder(ask, &shown)?.filter(|_| ask.may_with(Right::HandOver, shown.held_by));
    let holder = holder.ok_or(Stopped::NotThere)?;
    Ok((shown, holder))
}

async fn page(ask: &Ask, problem: Option<String>) -> Result<String, Stopped> {
    let (shown, holder) = held(ask).await?;
    let mut others = teams_of(ask).await?;
    others.retain(|team| team.kind == TeamKind::Casework);
    let place = others.iter().position(|team| team.name == holder).ok_or(Stopped::NotThere)?;
    let page = Page {
        shell: Shell::new(ask, ask.say("holding")),
        id: shown.record.id,
        kind: line((ask.codebook(), ask.lang), &shown.record).kind,
        holder: others.remove(place),
        along: if others.is_empty() { Vec::new() } else { along(ask, &shown).await? },
        others,
        problem,
    };
    Ok(page.render()?)
}

/// Whether a case other than this one names the record.
async fn is_of_other_case(ask: &Ask, id: RecordId, case: RecordId) -> Result<bool, Stopped> {
    let (naming, _) = ask.store().referring(id, NAMING_MAX).await?;
    Ok(naming.iter().any(|found| found.record.schema == "Case" && found.record.id != case))
}

/// What is tied to the record and held by the same team. What belongs to this one alone is chosen.
pub(super) async fn along(ask: &Ask, shown: &Shown) -> Result<Vec<Along>, Stopped> {
    let (record, session) = (&shown.record, ask.session()?);
    let schema = ask.codebook().schema(&record.schema).ok_or(Stopped::NotThere)?;
    let is_case = record.schema == "Case";
    let mut all: BTreeMap<RecordId, (Record, bool)> = BTreeMap::new();
    for other in referred(ask, record).await? {
        let is_chosen = is_case && belongs(&other.schema) && !is_of_other_case(ask, other.id, record.id).await?;
        all.insert(other.id, (other, is_chosen));
    }
    for other in related(ask, schema, record.id).await?.into_iter().flat_map(|group| group.records) {
        let elsewhere = |value: &Value| matches!(value, Value::Reference(id) if *id != record.id);
        let is_chosen = !other.values("cases").iter().any(elsewhere);
        all.insert(other.id, (other, is_chosen));
    }
    let legs: Vec<Record> = all.values().map(|(other, _)| other.clone()).collect();
    for paid in payments(ask, legs.iter()).await?.into_values().flatten() {
        all.entry(paid.id).or_insert((paid, is_case));
    }
    all.remove(&record.id);
    let ids: Vec<RecordId> = all.keys().copied().collect();
    let mut along = Vec::new();
    for one in ids.chunks(50) {
        let there = ask.store().show_many(session, one, (&[], None), ask.today()).await?;
        for other in there.into_iter().filter(|other| other.held_by == shown.held_by) {
            let is_chosen = all.get(&other.record.id).is_some_and(|(_, is_chosen)| *is_chosen);
            along.push(Along { line: line((ask.codebook(), ask.lang), &other.record), is_chosen });
        }
    }
    along.sort_by(|one, other| (&one.line.kind, &one.line.title).cmp(&(&other.line.kind, &other.line.title)));
    Ok(along)
}
