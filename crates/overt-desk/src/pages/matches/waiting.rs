//! Pairs about which nobody has decided, or two readers disagree.

use std::collections::BTreeMap;

use overt_model::{EntityId, RecordId};
use overt_store::StandingDecision;

use super::compared::compared;
use crate::answer::Stopped;
use crate::ask::Ask;

/// More pairs of one kind are not listed, and none of an entity that has more records: a thousand of them make half a million pairs.
const PAIRS_MAX: usize = 20_000;
const RECORDS_MAX: usize = 200;

/// A pair that waits for somebody to look at it.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) records: [RecordId; 2],
    /// Whether both are in one entity.
    pub(super) is_joined: bool,
    /// Whether two readers disagree about it.
    pub(super) is_disputed: bool,
    /// How likely they are the same, where this was compared in this session.
    pub(super) probability: Option<f64>,
}

impl Look {
    /// The name of the words for how it stands.
    pub(super) const fn state(&self) -> &'static str {
        match (self.is_disputed, self.is_joined) {
            (true, _) => "match-disputed",
            (_, true) => "match-joined",
            _ => "match-apart",
        }
    }
}

/// What people hold about pairs of a kind, by the pair.
pub(super) async fn standing(ask: &Ask, kind: &str) -> Result<Standing, Stopped> {
    let (mut all, mut after) = (BTreeMap::new(), None);
    loop {
        let page = ask.store().decisions(kind, after).await?;
        all.extend(page.decisions.into_iter().map(|decision| (decision.records, decision)));
        if page.next.is_none() {
            return Ok(all);
        }
        after = page.next;
    }
}

/// What waits, and how many pairs that are: those of the last comparison of this session, those first of which a decision says most; or
/// else those that linkage joined and those in dispute, in the order of the records.
pub(super) async fn waiting(ask: &Ask, kind: &str) -> Result<(Vec<Look>, u64), Stopped> {
    let standing = standing(ask, kind).await?;
    let is_decided = |records: &[RecordId; 2]| standing.get(records).is_some_and(|held| !held.is_disputed());
    let Some(compared) = compared(ask, kind) else { return joined(ask, kind, &standing).await };
    let decided = compared.pairs.iter().filter(|(pair, _)| is_decided(&pair.records)).count() as u64;
    let open = compared.pairs.iter().map(|(pair, _)| pair).filter(|pair| !is_decided(&pair.records));
    let look = |pair: &crate::linkage::Waiting| Look {
        records: pair.records,
        is_joined: pair.entity.is_some(),
        is_disputed: standing.contains_key(&pair.records),
        probability: Some(pair.probability),
    };
    Ok((open.map(look).collect(), compared.count - decided))
}

type Standing = BTreeMap<[RecordId; 2], StandingDecision>;

async fn joined(ask: &Ask, kind: &str, standing: &Standing) -> Result<(Vec<Look>, u64), Stopped> {
    let (mut entities, mut after) = (BTreeMap::<EntityId, Vec<RecordId>>::new(), None);
    loop {
        let page = ask.store().joins(kind, after).await?;
        for join in page.joins {
            entities.entry(join.entity).or_default().push(join.record);
        }
        if page.next.is_none() {
            break;
        }
        after = page.next;
    }
    let look = |records: [RecordId; 2], is_joined| {
        let held = standing.get(&records);
        let is_disputed = held.is_some_and(StandingDecision::is_disputed);
        (held.is_none() || is_disputed).then_some(Look { records, is_joined, is_disputed, probability: None })
    };
    let of_entity = |records: &Vec<RecordId>| {
        let pairs = |place: usize| records[place + 1..].iter().map(move |other| [records[place], *other]);
        (0..records.len()).flat_map(pairs).filter_map(|records| look(records, true)).collect::<Vec<_>>()
    };
    let (mut looks, mut count) = (BTreeMap::new(), 0);
    for records in entities.values() {
        if looks.len() < PAIRS_MAX && records.len() <= RECORDS_MAX {
            let found = of_entity(records);
            count += found.len() as u64;
            looks.extend(found.into_iter().map(|look| (look.records, look)));
        } else {
            // What is not listed still counts; who decided about a pair of it is not asked.
            count += (records.len() * (records.len() - 1) / 2) as u64;
        }
    }
    for records in standing.keys().filter(|records| !looks.contains_key(*records)).copied().collect::<Vec<_>>() {
        if let Some(look) = look(records, false) {
            looks.insert(records, look);
            count += 1;
        }
    }
    Ok((looks.into_values().collect(), count))
}

/// The pair that is to be looked at after this one, in a list from which this one may be gone.
pub(super) fn next(looks: &[Look], after: [RecordId; 2]) -> Option<[RecordId; 2]> {
    let position = looks.iter().position(|look| look.records == after);
    let others = || looks.iter().map(|look| look.records).filter(|records| *records != after);
    match position {
        Some(position) => looks[position + 1..].first().map(|look| look.records).or_else(|| others().next()),
        None => others().next(),
    }
}
