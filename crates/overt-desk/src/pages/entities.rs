//! Entities: all records that were joined into one, where they come from, what contradicts, how it came to be, and taking it apart.

use std::collections::BTreeSet;

use askama::Template;
use overt_model::{EntityId, Record, RecordId};
use overt_publish::records::Words;
use overt_store::{Join, JoinCause, JoinEvent, Right, UndoOf};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::matches::{self, Apart};
use crate::pages::records::{Line, Opening, classes, line, openings, purpose, purposes};
use crate::shell::Shell;

/// More records of one entity are not shown, and their number is told.
const RECORDS_MAX: usize = 100;

struct Member {
    line: Line,
    source: String,
    leaf: u64,
    /// Where it is held against the first record.
    pair: Option<String>,
}

/// A property under which the records do not all say the same.
struct Contradiction {
    label: String,
    is_sealed: bool,
    /// What is said there, and by which of the records, counted from 1.
    said: Vec<(String, String)>,
}

struct Event {
    day: String,
    by: String,
    record: RecordId,
    moved: String,
    why: String,
    leaf: u64,
}

#[derive(Template)]
#[template(path = "entity.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: EntityId,
    members: Vec<Member>,
    count: u64,
    sources: u64,
    contradicting: u64,
    contradictions: Vec<Contradiction>,
    agreeing: u64,
    events: Vec<Event>,
    /// The latest step that touched it: what is taken back is what was seen.
    seen: u64,
    /// Whether the person may take it apart.
    may_decide: bool,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
}

/// The entity with nothing opened.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, (&[], None), None).await?.render()?))
}

/// The entity with the classes that were asked for.
pub(crate) async fn open(ask: &Ask) -> Result<Answer, Stopped> {
    let (classes, purpose) = (classes(ask, &ask.form)?, purpose(ask, &ask.form)?);
    Ok(Answer::page(page(ask, (&classes, Some(&purpose)), None).await?.render()?))
}

/// Takes one record out, or what was joined last. The form says which step was the latest when it was shown, so that one that is sent twice
/// takes back once.
pub(crate) async fn undo(ask: &Ask) -> Result<Answer, Stopped> {
    let (store, id) = (ask.store(), entity(ask)?);
    let members = store.joined(id).await?;
    let refuse = async |name: &str| Ok(Answer::refused(page(ask, (&[], None), Some(ask.say(name))).await?.render()?));
    let record = ask.form.get("record").and_then(|record| record.parse::<RecordId>().ok());
    let of = match (ask.form.get("what"), record) {
        (Some("last"), _) => UndoOf::Entity(id),
        (_, Some(record)) => UndoOf::Record(record),
        _ => return refuse("no-record").await,
    };
    let is_there = record.is_none_or(|record| members.iter().any(|join| join.record == record));
    if !is_there || ask.form.get("seen").and_then(|seen| seen.parse().ok()) != Some(latest(&members)) {
        return refuse("entity-meanwhile").await;
    }
    let undone = store.undo_join(ask.session()?, of, ask.today()).await?;
    Ok(Answer::page(Apart::new(ask, undone, format!("/entities/{id}")).render()?))
}

fn entity(ask: &Ask) -> Result<EntityId, Stopped> {
    ask.place("id").parse().map_err(|_| Stopped::NotThere)
}

fn latest(members: &[Join]) -> u64 {
    members.iter().map(|join| join.leaf).max().unwrap_or_default()
}

type Opened<'a> = (&'a [overt_model::Class], Option<&'a overt_store::log::entry::Code>);

async fn page<'a>(ask: &'a Ask, opened: Opened<'_>, told: Option<String>) -> Result<Page<'a>, Stopped> {
    let (store, id) = (ask.store(), entity(ask)?);
    let (joins, history) = (store.joined(id).await?, store.entity_history(id).await?);
    if history.is_empty() {
        return Err(Stopped::NotThere);
    }
    let ids: Vec<RecordId> = joins.iter().take(RECORDS_MAX).map(|join| join.record).collect();
    let shown = store.show_many(ask.session()?, &ids, opened, ask.today()).await?;
    let mut records: Vec<Record> = shown.into_iter().map(|shown| shown.record).collect();
    records.sort_by_key(|record| record.id);
    let sources = store.sources().await?;
    let member = |record: &Record| {
        let source = sources.iter().find(|source| source.id == record.claim.source);
        Member {
            line: line((ask.codebook(), ask.lang), record),
            source: source.map_or_else(|| record.claim.source.to_string(), |source| source.name.clone()),
            leaf: joins.iter().find(|join| join.record == record.id).map_or(0, |join| join.leaf),
            pair: ids.first().filter(|first| **first != record.id).map(|first| matches::path([*first, record.id])),
        }
    };
    let (contradictions, agreeing) = contradictions(ask, &records);
    let mut shell = Shell::new(ask, ask.say("entity"));
    if let Some(told) = told {
        shell = shell.telling(told);
    }
    Ok(Page {
        shell,
        id,
        members: records.iter().map(member).collect(),
        count: joins.len() as u64,
        sources: records.iter().map(|record| record.claim.source).collect::<BTreeSet<_>>().len() as u64,
        contradicting: contradictions.len() as u64,
        contradictions,
        agreeing,
        events: events(ask, &history).await?,
        seen: latest(&joins),
        may_decide: ask.may(Right::Decide),
        openings: openings(ask, opened.0)?,
        purposes: purposes(ask),
    })
}

/// The properties under which two records say different things, and how many there are under which all that say something say the same.
/// Of what can have several values, others in another record are no contradiction.
fn contradictions(ask: &Ask, records: &[Record]) -> (Vec<Contradiction>, u64) {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let mut properties: Vec<&std::sync::Arc<overt_model::codebook::Property>> = Vec::new();
    for schema in records.iter().filter_map(|record| ask.codebook().schema(&record.schema)) {
        for property in schema.properties.iter().filter(|property| !property.many) {
            if !properties.iter().any(|known| known.id == property.id) {
                properties.push(property);
            }
        }
    }
    let (mut contradictions, mut agreeing) = (Vec::new(), 0);
    for property in properties {
        let mut said: Vec<(String, Vec<String>)> = Vec::new();
        for (number, record) in (1..).zip(records) {
            let Some(field) = record.fields.get(&property.id).filter(|field| matches::tells(field)) else { continue };
            let text = words.field(property, field);
            let number: i32 = number;
            match said.iter_mut().find(|(known, _)| *known == text) {
                Some((_, by)) => by.push(number.to_string()),
                None => said.push((text, vec![number.to_string()])),
            }
        }
        match said.len() {
            0 => {}
            1 => agreeing += u64::from(said[0].1.len() > 1),
            _ => contradictions.push(Contradiction {
                label: property.label.get(ask.lang).to_owned(),
                is_sealed: property.class.is_sealed(),
                said: said.into_iter().map(|(text, by)| (text, by.join(", "))).collect(),
            }),
        }
    }
    (contradictions, agreeing)
}

async fn events(ask: &Ask, history: &[JoinEvent]) -> Result<Vec<Event>, Stopped> {
    let names = ask.store().names().await?;
    let place = |entity: Option<EntityId>| entity.map_or_else(|| ask.say("stands-alone"), |entity| entity.to_string());
    let event = |event: &JoinEvent| Event {
        day: event.day.to_string(),
        by: event.account.map(|account| names.of(account)).unwrap_or_default(),
        record: event.record,
        moved: format!("{} → {}", place(event.from), place(event.to)),
        why: why(ask, &event.cause),
        leaf: event.leaf,
    };
    Ok(history.iter().rev().map(event).collect())
}

fn why(ask: &Ask, cause: &JoinCause) -> String {
    match cause {
        JoinCause::Run { run, model } => ask.with("cause-run", &format!("{run}, {model}")),
        JoinCause::RunUndone { run } => ask.with("cause-run-undone", &run.to_string()),
        JoinCause::EntityUndone { .. } => ask.say("cause-entity-undone"),
        JoinCause::RecordUndone { record } => ask.with("cause-record-undone", &record.to_string()),
        JoinCause::Decided { records: [one, other] } => ask.with("cause-decided", &format!("{one}, {other}")),
        JoinCause::Erased { record } => ask.with("cause-erased", &record.to_string()),
    }
}
