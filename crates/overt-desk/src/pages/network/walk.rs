//! Which records are tied to which by what: references in both directions, and being in one entity. The work is bounded, and it is told when
//! the bound was met.

use std::collections::{BTreeMap, BTreeSet};

use overt_model::codebook::Kind;
use overt_model::{Class, EntityId, Record, RecordId, SourceId, Standing, Value};
use overt_store::StoreError;
use overt_store::log::entry::Code;

use crate::answer::Stopped;
use crate::ask::Ask;

/// Records that refer to one are followed up to this many, and so are those of one entity.
const FAN_MAX: usize = 60;

/// What ties two records.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// One names the other under this property.
    Names { property: String, is_sealed: bool },
    /// Both were joined into this entity.
    Joined(EntityId),
}

/// A tie, with who says so and how far that claim has come.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) from: RecordId,
    pub(super) to: RecordId,
    pub(super) relation: Relation,
    /// Who says so; none where linkage does.
    pub(super) source: Option<(SourceId, Standing)>,
}

/// A record, and how many steps from the first it is.
pub(super) struct Node {
    pub(super) record: Record,
    pub(super) steps: usize,
}

/// What was found.
#[derive(Default)]
pub(super) struct Net {
    pub(super) nodes: BTreeMap<RecordId, Node>,
    pub(super) edges: Vec<Edge>,
    /// Whether there is more that was not followed.
    pub(super) is_cut: bool,
    /// Sealed ties that may be there and were not looked at.
    pub(super) closed: u64,
}

/// How far it goes.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) steps: usize,
    pub(super) records: usize,
}

/// What may be opened on the way, and for what.
pub(super) type Opened<'a> = (&'a [Class], Option<&'a Code>);

/// Everything that is reached from a record; or only until another one is.
pub(super) async fn walk(
    ask: &Ask,
    start: RecordId,
    until: Option<RecordId>,
    (bounds, opened): (Bounds, Opened<'_>),
) -> Result<Net, Stopped> {
    let mut net = Net::default();
    let Some(first) = shown(ask, start, opened).await? else { return Err(Stopped::NotThere) };
    net.nodes.insert(start, Node { record: first, steps: 0 });
    let mut layer = vec![start];
    let mut seen = BTreeSet::new();
    for steps in 1..=bounds.steps {
        let mut reached: Vec<RecordId> = Vec::new();
        for id in std::mem::take(&mut layer) {
            for edge in edges_of(ask, &mut net, id, opened.0).await? {
                let other = if edge.from == id { edge.to } else { edge.from };
                if !net.nodes.contains_key(&other) {
                    if net.nodes.len() >= bounds.records {
                        net.is_cut = true;
                        continue;
                    }
                    // What is named may be gone, or not be there yet.
                    let Some(record) = shown(ask, other, opened).await? else { continue };
                    net.nodes.insert(other, Node { record, steps });
                    reached.push(other);
                }
                let (low, high) = (edge.from.min(edge.to), edge.from.max(edge.to));
                let key = match edge.relation {
                    Relation::Joined(_) => (low, high, edge.relation.clone()),
                    Relation::Names { .. } => (edge.from, edge.to, edge.relation.clone()),
                };
                if seen.insert(key) {
                    net.edges.push(edge);
                }
            }
            if until.is_some_and(|until| net.nodes.contains_key(&until)) {
                return Ok(net);
            }
        }
        layer = reached;
        if layer.is_empty() {
            return Ok(net);
        }
    }
    Ok(net)
}

/// The shortest way between two records in what was found, from the first to the last.
pub(super) fn path(net: &Net, [from, to]: [RecordId; 2]) -> Option<Vec<Edge>> {
    let mut by: BTreeMap<RecordId, &Edge> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            break;
        }
        for edge in net.edges.iter().filter(|edge| edge.from == at || edge.to == at) {
            let other = if edge.from == at { edge.to } else { edge.from };
            if other != from && !by.contains_key(&other) {
                by.insert(other, edge);
                queue.push_back(other);
            }
        }
    }
    let (mut at, mut path) = (to, Vec::new());
    while at != from {
        let edge = *by.get(&at)?;
        at = if edge.from == at { edge.to } else { edge.from };
        path.push(edge.clone());
    }
    path.reverse();
    Some(path)
}

/// A record as far as it is opened; none where it is not there. Of the sealed classes only those are opened that hold ties.
async fn shown(ask: &Ask, id: RecordId, (classes, purpose): Opened<'_>) -> Result<Option<Record>, Stopped> {
    let session = ask.session()?;
    let open = match ask.store().show(session, id, (&[], None), ask.today()).await {
        Ok(shown) => shown.record,
        Err(StoreError::NotThere(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let holding: Vec<Class> = sealed_ties(ask, &open).filter(|class| classes.contains(class)).collect();
    if holding.is_empty() {
        return Ok(Some(open));
    }
    Ok(Some(ask.store().show(session, id, (&holding, purpose), ask.today()).await?.record))
}

/// The sealed classes in which a record of this kind names others.
fn sealed_ties(ask: &Ask, record: &Record) -> impl Iterator<Item = Class> {
    let properties = ask.codebook().schema(&record.schema).into_iter().flat_map(|schema| &schema.properties);
    let sealed = properties.filter(|property| matches!(property.kind, Kind::Reference { .. }));
    sealed.map(|property| property.class).filter(|class| class.is_sealed())
}

/// What ties a record that was found to others.
async fn edges_of(ask: &Ask, net: &mut Net, id: RecordId, opened: &[Class]) -> Result<Vec<Edge>, Stopped> {
    let record = &net.nodes[&id].record;
    let mut edges = named(ask, record);
    net.closed += u64::from(sealed_ties(ask, record).any(|class| !opened.contains(&class)));
    let (referring, is_cut) = ask.store().referring(id, FAN_MAX).await?;
    net.is_cut |= is_cut;
    for found in &referring {
        edges.extend(named(ask, &found.record).into_iter().filter(|edge| edge.to == id));
    }
    if let Some(entity) = ask.store().entity_of(id).await? {
        let joined = ask.store().joined(entity).await?;
        net.is_cut |= joined.len() > FAN_MAX;
        let others = joined.iter().take(FAN_MAX).map(|join| join.record).filter(|other| *other != id);
        let relation = Relation::Joined(entity);
        edges.extend(others.map(|to| Edge { from: id, to, relation: relation.clone(), source: None }));
    }
    Ok(edges)
}

/// The records that one names, by what is open of it.
fn named(ask: &Ask, record: &Record) -> Vec<Edge> {
    let Some(schema) = ask.codebook().schema(&record.schema) else { return Vec::new() };
    let mut edges = Vec::new();
    for (id, field) in &record.fields {
        let Some(property) = schema.property(id) else { continue };
        let difference = field.difference.as_deref();
        let source = difference.and_then(|difference| difference.source).unwrap_or(record.claim.source);
        let standing = difference.and_then(|difference| difference.standing).unwrap_or(record.claim.standing);
        for value in &field.values {
            if let Value::Reference(to) = value
                && *to != record.id
            {
                edges.push(Edge {
                    from: record.id,
                    to: *to,
                    relation: Relation::Names { property: id.to_string(), is_sealed: property.class.is_sealed() },
                    source: Some((source, standing)),
                });
            }
        }
    }
    edges
}
