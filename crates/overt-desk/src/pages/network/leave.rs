//! A network leaves as a file: `GraphML`, GEXF or FollowTheMoney. The store remembers which records left, before they do.

use askama::Template;
use overt_model::{Class, Handling, Record, RecordId, Secret, State};
use overt_publish::records::ftm::{Roles, Shape, Writer};
use overt_publish::records::{RecordWriter as _, Scope, WriteError};
use overt_store::log::entry::Code;
use overt_store::{ExportKind, NewExport, PAGE_LEN_MAX, Query};

use super::walk::{Net, walk};
use super::{Tie, bounds, ties};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Line, line};

/// As what.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    GraphMl,
    Gexf,
    Ftm,
}

impl Format {
    pub(super) fn from_code(code: &str) -> Option<Self> {
        [Self::GraphMl, Self::Gexf, Self::Ftm].into_iter().find(|format| format.code() == code)
    }

    const fn code(self) -> &'static str {
        match self {
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Ftm => "ftm",
        }
    }
}

/// A record of the file.
struct Node {
    line: Line,
    source: String,
}

#[derive(Template)]
#[template(path = "graphml.xml")]
struct GraphMl<'a> {
    nodes: &'a [Node],
    ties: &'a [Tie],
}

#[derive(Template)]
#[template(path = "gexf.xml")]
struct Gexf<'a> {
    nodes: &'a [Node],
    ties: &'a [Tie],
    day: String,
}

/// What is for named persons only does not leave, and neither does a place that must never be shown.
fn may_leave(record: &Record) -> bool {
    record.claim.handling != Handling::Red && record.state("protected_place") != State::AskedYes
}

/// Walks once more and gives it out.
pub(super) async fn leave(
    ask: &Ask,
    (format, steps): (Format, usize),
    (classes, purpose): (&[Class], &Code),
) -> Result<Answer, Stopped> {
    let place = ask.desk.downloads.place().await.ok_or(Stopped::Busy)?;
    let (store, session, today) = (ask.store(), ask.session()?, ask.today());
    let mut net = walk(ask, ask.record()?, None, (bounds(steps), (classes, Some(purpose)))).await?;
    net.nodes.retain(|_, node| may_leave(&node.record));
    let Net { nodes, edges, .. } = &mut net;
    edges.retain(|edge| nodes.contains_key(&edge.from) && nodes.contains_key(&edge.to));
    let (bytes, leaving) = match format {
        Format::Ftm => entities(ask, &net, classes).await?,
        Format::GraphMl | Format::Gexf => (drawn(ask, &net, format).await?, net.nodes.keys().copied().collect()),
    };
    let code: Code = format.code().parse().map_err(|_| Stopped::NotThere)?;
    let export = NewExport { kind: ExportKind::File, format: Some(&code), purpose: Some(purpose), is_whole: false };
    let export = store.begin_export(Some(session), &export, today).await?;
    if !leaving.is_empty() {
        store.export_page(Some(session), (export, &leaving), today).await?;
    }
    let name = match format {
        Format::GraphMl => "network.graphml",
        Format::Gexf => "network.gexf",
        Format::Ftm => "network.ftm.jsonl",
    };
    Ok(Answer::file(name, Secret::new(bytes), place))
}

async fn drawn(ask: &Ask, net: &Net, format: Format) -> Result<Vec<u8>, Stopped> {
    let sources = ask.store().sources().await?;
    let node = |record: &Record| {
        let source = sources.iter().find(|source| source.id == record.claim.source);
        let source = source.map_or_else(|| record.claim.source.to_string(), |source| source.name.clone());
        Node { line: line((ask.codebook(), ask.lang), record), source }
    };
    let nodes: Vec<Node> = net.nodes.values().map(|found| node(&found.record)).collect();
    let ties = ties(ask, net, &net.edges).await?;
    let text = match format {
        Format::GraphMl => GraphMl { nodes: &nodes, ties: &ties }.render()?,
        _ => Gexf { nodes: &nodes, ties: &ties, day: ask.today().to_string() }.render()?,
    };
    // XML has no place for these, even escaped.
    let is_text = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    Ok(text.chars().filter(is_text).collect::<String>().into())
}

/// Entities of FollowTheMoney, without victims and whoever is named as one, and which records they are of.
async fn entities(ask: &Ask, net: &Net, classes: &[Class]) -> Result<(Vec<u8>, Vec<RecordId>), Stopped> {
    let (mut roles, mut after) = (Roles::default(), None);
    loop {
        let page = ask.store().find(&Query::default(), after, PAGE_LEN_MAX).await?;
        page.found.iter().for_each(|found| roles.note(ask.codebook(), &found.record));
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    let is_person =
        |record: &&Record| ask.codebook().schema(&record.schema).is_some_and(|schema| schema.is_a("Person"));
    // Persons leave only in the role that others give them, so those go first.
    let records = net.nodes.values().map(|node| &node.record);
    let (persons, others): (Vec<_>, Vec<_>) = records.partition(is_person);
    let scope = Scope { codebook: ask.codebook(), opened: classes };
    let (mut bytes, mut leaving) = (Vec::new(), Vec::new());
    let write = || -> Result<(), WriteError> {
        let mut writer = Writer::new(scope, roles, "overt", Shape::Entities, &mut bytes)?;
        for record in others.into_iter().chain(persons) {
            if writer.takes(record) {
                leaving.push(record.id);
                writer.write(record)?;
            }
        }
        Box::new(writer).finish().map(drop)
    };
    write().map_err(|error| Stopped::Page(askama::Error::custom(error)))?;
    Ok((bytes, leaving))
}
