//! One record: what is open of it, and what was opened after the log had it.

use askama::Template;
use overt_model::{EntityId, Problem, RecordId, Standing, State, Validator};
use overt_publish::records::Words;
use overt_store::{Right, Shown, TaskState};

use super::case::{Case, case};
use super::hold::held_until;
use super::relations::{Related, referred, related};
use super::title::{Line, line};
use super::{Opening, classes, openings, purpose, purposes};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::property_of;
use crate::need::Need;
use crate::pages::tasks;
use crate::shell::Shell;

/// A group of properties that say something.
struct Section {
    label: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    words: String,
    /// Whether it was opened for this person.
    is_sealed: bool,
}

/// The team that holds a record.
struct Holder {
    team: String,
    /// Whether the person may hand it to another one.
    may_hand_over: bool,
}

#[derive(Template)]
#[template(path = "record.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    claim: String,
    caution: Option<String>,
    revision: String,
    sections: Vec<Section>,
    unasked: u64,
    gaps: Vec<String>,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
    case: Option<Case>,
    refers_to: Vec<Line>,
    related: Vec<Related>,
    schema: String,
    /// Whether it is the person's to deal with, as far as their duties go.
    is_theirs: bool,
    may_erase: bool,
    /// Until when it is held against erasing.
    held: Option<String>,
    holder: Option<Holder>,
    /// The tasks about it; none where the person is not in the team that holds it.
    tasks: Option<Vec<tasks::Line>>,
    /// The entity that it belongs to.
    entity: Option<EntityId>,
    is_person: bool,
}

impl Page<'_> {
    /// Whether the person may open anything at all.
    fn sees_sealed(&self) -> bool {
        self.shell.ask.meets(Need::Content)
    }

    fn may_change(&self) -> bool {
        self.is_theirs && self.shell.ask.may_write(Right::Change, &self.schema)
    }

    /// Whether the person may say how far the claim has come.
    fn may_move(&self) -> bool {
        self.is_theirs && self.shell.ask.may(Right::Change)
    }

    /// Whether the person may enter something that belongs to it.
    fn may_add(&self) -> bool {
        self.is_theirs && self.shell.ask.meets(Need::Writing)
    }

    /// Whether the person may enter whatever belongs to it.
    fn may_enter(&self) -> bool {
        self.is_theirs && self.shell.ask.may(Right::Enter)
    }
}

/// The record with nothing opened.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    let shown = ask.store().show(ask.session()?, ask.record()?, (&[], None), ask.today()).await?;
    page(ask, &shown).await
}

/// The record with the classes that were asked for. An identity is opened only to who proved a moment ago who they are.
pub(crate) async fn open(ask: &Ask) -> Result<Answer, Stopped> {
    let (session, purpose) = (ask.session()?, purpose(ask, &ask.form)?);
    let classes = classes(ask, &ask.form)?;
    let shown = ask.store().show(session, ask.record()?, (&classes, Some(&purpose)), ask.today()).await?;
    page(ask, &shown).await
}

async fn page(ask: &Ask, shown: &Shown) -> Result<Answer, Stopped> {
    let record = &shown.record;
    let (codebook, lang, session) = (ask.codebook(), ask.lang, ask.session()?);
    let schema = codebook.schema(&record.schema).ok_or(Stopped::NotThere)?;
    let words = Words { codebook, lang };
    let sources = ask.store().sources().await?;
    let source = sources.iter().find(|source| source.id == record.claim.source).map(|source| source.name.as_str());
    let told = line((codebook, lang), record);
    let sections = schema.sections.iter().map(|section| Section {
        label: section.label.get(lang).to_owned(),
        rows: schema
            .properties
            .iter()
            .filter(|property| property.section == section.id)
            .filter_map(|property| {
                let field = record.fields.get(&property.id)?;
                let label = property.label.get(lang).to_owned();
                Some(Row { label, words: words.field(property, field), is_sealed: property.class.is_sealed() })
            })
            .collect(),
    });
    let is_unasked = |property: &&std::sync::Arc<overt_model::codebook::Property>| {
        !property.class.is_sealed() && record.state(&property.id) == State::NotAsked
    };
    let is_about_open =
        |problem: &&Problem| property_of(schema, problem).is_none_or(|property| !property.class.is_sealed());
    let problems = Validator::new(codebook, ask.today()).problems(record);
    let (mut refers_to, mut related) = (referred(ask, record).await?, related(ask, schema, record.id).await?);
    let case = match &*record.schema {
        "Case" => Some(case(ask, record, (&mut refers_to, &mut related)).await?),
        _ => None,
    };
    let holder = session.teams().iter().find(|team| team.id == shown.held_by);
    let tasks = match holder {
        Some(team) if session.holds(team) => {
            let mut all = ask.store().tasks_of(session, record.id).await?;
            all.retain(|task| task.state == TaskState::Open);
            Some(tasks::lines(ask, &all).await?)
        }
        _ => None,
    };
    let html = Page {
        shell: Shell::new(
            ask,
            if told.title.is_empty() { told.kind } else { format!("{}: {}", told.kind, told.title) },
        ),
        id: record.id,
        claim: words.claim(&record.claim, source),
        caution: caution(ask, record.claim.standing),
        revision: ask.with("revision-of", &format!("{}, {}", shown.revision.number, shown.revision.day)),
        sections: sections.filter(|section| !section.rows.is_empty()).collect(),
        unasked: schema.properties.iter().filter(is_unasked).count() as u64,
        gaps: problems.iter().filter(is_about_open).map(|problem| problem.sentence(codebook, lang)).collect(),
        openings: openings(ask, &shown.opened)?,
        purposes: purposes(ask),
        case,
        refers_to: refers_to.iter().map(|other| line((codebook, lang), other)).collect(),
        related,
        schema: record.schema.to_string(),
        is_theirs: shown.may_change,
        may_erase: session.may_with(Right::Erase, shown.held_by),
        held: if shown.may_change { held_until(ask, &ask.store().holds_of(session, record.id).await?) } else { None },
        holder: holder.map(|team| Holder {
            team: team.name.clone(),
            may_hand_over: session.holds(team) && session.may_with(Right::HandOver, team.id),
        }),
        tasks,
        entity: ask.store().entity_of(record.id).await?,
        is_person: schema.is_a("Person"),
    };
    Ok(Answer::page(html.render()?))
}

/// What must be said beside a claim that nobody has decided.
fn caution(ask: &Ask, standing: Standing) -> Option<String> {
    match standing {
        Standing::Alleged => Some(ask.say("caution-alleged")),
        Standing::Inferred => Some(ask.say("caution-inferred")),
        _ => None,
    }
}
