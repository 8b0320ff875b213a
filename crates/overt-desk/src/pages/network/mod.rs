//! The network of a record: what is tied to it by what, who says so, and how far that claim has come.

mod draw;
mod layout;
mod leave;
mod path;
mod walk;

pub(crate) use path::{find, form};

use std::collections::BTreeMap;

use askama::Template;
use overt_model::{Class, RecordId, Source, Standing};
use overt_publish::records::Words;

use self::draw::{Drawing, Told};
use self::walk::{Bounds, Edge, Net, Opened, Relation, walk};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Opening, classes, line, openings, purpose, purposes};
use crate::shell::Shell;

/// Steps that can be asked for.
const STEPS: [usize; 3] = [1, 2, 3];
/// More records than these are not followed.
const RECORDS_MAX: usize = 150;

/// A tie in words.
struct Tie {
    from: (RecordId, String),
    to: (RecordId, String),
    relation: String,
    is_sealed: bool,
    /// Whether linkage joined the two.
    is_joined: bool,
    source: String,
    standing: String,
}

#[derive(Template)]
#[template(path = "network.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    id: RecordId,
    steps: usize,
    all_steps: [usize; 3],
    records: u64,
    ties: Vec<Tie>,
    count: u64,
    is_cut: bool,
    closed: u64,
    drawing: Option<Drawing>,
    openings: Vec<Opening>,
    purposes: Vec<(String, String)>,
}

/// What is tied to a record by what is open.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    page(ask, steps(ask.query.get("steps")), (&[], None)).await
}

/// The same with sealed ties opened; or it leaves as a file.
pub(crate) async fn open(ask: &Ask) -> Result<Answer, Stopped> {
    let (classes, purpose, steps) = (classes(ask, &ask.form)?, purpose(ask, &ask.form)?, steps(ask.form.get("steps")));
    match ask.form.get("format").and_then(leave::Format::from_code) {
        Some(format) => leave::leave(ask, (format, steps), (&classes, &purpose)).await,
        None => page(ask, steps, (&classes, Some(&purpose))).await,
    }
}

fn steps(asked: Option<&str>) -> usize {
    asked.and_then(|steps| steps.parse().ok()).filter(|steps| STEPS.contains(steps)).unwrap_or(2)
}

const fn bounds(steps: usize) -> Bounds {
    Bounds { steps, records: RECORDS_MAX }
}

async fn page(ask: &Ask, steps: usize, opened: Opened<'_>) -> Result<Answer, Stopped> {
    let id = ask.record()?;
    let net = walk(ask, id, None, (bounds(steps), opened)).await?;
    let ties = ties(ask, &net, &net.edges).await?;
    let steps_of: BTreeMap<RecordId, usize> = net.nodes.iter().map(|(id, node)| (*id, node.steps)).collect();
    let html = Page {
        shell: Shell::new(ask, ask.say("network")),
        id,
        steps,
        all_steps: STEPS,
        records: net.nodes.len() as u64,
        count: ties.len() as u64,
        drawing: Drawing::of(&steps_of, &ties, |id| told(ask, &net, id)),
        ties,
        is_cut: net.is_cut,
        closed: net.closed,
        openings: ties_openings(ask, opened.0)?,
        purposes: purposes(ask),
    };
    Ok(Answer::page(html.render()?))
}

/// The classes that hold ties and that the person may open.
fn ties_openings(ask: &Ask, opened: &[Class]) -> Result<Vec<Opening>, Stopped> {
    let mut openings = openings(ask, opened)?;
    openings.retain(|opening| opening.code == Class::Direct.code());
    Ok(openings)
}

/// A record in few words, as the picture has them.
fn told(ask: &Ask, net: &Net, id: RecordId) -> Told {
    let record = &net.nodes[&id].record;
    let told = line((ask.codebook(), ask.lang), record);
    Told { schema: record.schema.to_string(), kind: told.kind, title: told.title }
}

/// The same in one.
fn name(ask: &Ask, net: &Net, id: RecordId) -> String {
    let Some(node) = net.nodes.get(&id) else { return id.to_string() };
    let told = line((ask.codebook(), ask.lang), &node.record);
    if told.title.is_empty() { told.kind } else { format!("{}: {}", told.kind, told.title) }
}

async fn ties(ask: &Ask, net: &Net, edges: &[Edge]) -> Result<Vec<Tie>, Stopped> {
    let sources = ask.store().sources().await?;
    Ok(edges.iter().map(|edge| tie(ask, net, &sources, edge)).collect())
}

fn tie(ask: &Ask, net: &Net, sources: &[Source], edge: &Edge) -> Tie {
    let words = Words { codebook: ask.codebook(), lang: ask.lang };
    let property = |property: &str| {
        let schema = ask.codebook().schema(&net.nodes.get(&edge.from)?.record.schema)?;
        Some(schema.property(property)?.label.get(ask.lang).to_owned())
    };
    let (relation, is_sealed) = match &edge.relation {
        Relation::Names { property: id, is_sealed } => (property(id).unwrap_or_else(|| id.clone()), *is_sealed),
        Relation::Joined(entity) => (ask.with("tie-joined", &entity.to_string()), false),
    };
    let (source, standing) = match edge.source {
        Some((source, standing)) => {
            let named = sources.iter().find(|known| known.id == source);
            let named = named.map_or_else(|| source.to_string(), |known| known.name.clone());
            (named, words.label(Standing::LIST, standing.code()))
        }
        None => (ask.say("tie-linkage"), ask.say("tie-match")),
    };
    let end = |id| (id, name(ask, net, id));
    let is_joined = matches!(edge.relation, Relation::Joined(_));
    Tie { from: end(edge.from), to: end(edge.to), relation, is_sealed, is_joined, source, standing }
}
