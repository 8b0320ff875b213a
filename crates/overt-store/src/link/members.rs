//! Who belongs to which entity as it stands.

use std::collections::BTreeMap;

use overt_model::{EntityId, RecordId};
use serde::Serialize;
use sqlx::AnyConnection;

use super::some;
use super::step::Step;
use crate::db::{Read, id_bytes};
use crate::journal::signed;
use crate::store::Store;
use crate::{StoreError, sql};

/// Rows read at once.
const STEP: usize = 5000;

/// One record and the entity to which it belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Join {
    /// The record.
    pub record: RecordId,
    /// The entity.
    pub entity: EntityId,
    /// The leaf of the log by which it came there.
    pub leaf: u64,
}

/// Some of the joins, in the order of the records.
#[derive(Debug)]
pub struct JoinPage {
    /// The joins; there may be none although there is a next page.
    pub joins: Vec<Join>,
    /// After which record the next page begins; `None` when there is no more.
    pub next: Option<RecordId>,
}

impl Store {
    /// Joins made by linking records of this kind, a page at a time, beginning after the record `after`. What is written
    /// meanwhile may be on one page and not on another; [`LinkReading::joins`](super::LinkReading::joins) is of one moment.
    pub async fn joins(&self, schema: &str, after: Option<RecordId>) -> Result<JoinPage, StoreError> {
        joins(&mut *self.db.read().await?, schema, after).await
    }

    /// Every kind that was linked by a run that was not taken back, with its joins.
    pub async fn all_joins(&self) -> Result<BTreeMap<String, Vec<Join>>, StoreError> {
        let runs = self.link_runs().await?.into_iter().filter(|run| !run.undone);
        let mut kinds: BTreeMap<String, Vec<Join>> = runs.map(|run| (run.facts.schema, Vec::new())).collect();
        for (kind, joins) in &mut kinds {
            let mut after = None;
            loop {
                let page = self.joins(kind, after).await?;
                joins.extend(page.joins);
                if page.next.is_none() {
                    break;
                }
                after = page.next;
            }
        }
        Ok(kinds)
    }

    /// The entity to which a record belongs; `None`: it stands alone.
    pub async fn entity_of(&self, record: RecordId) -> Result<Option<EntityId>, StoreError> {
        let current = current(&mut *self.db.read().await?, record).await?;
        Ok(current.and_then(|(_, entity)| entity))
    }

    /// The records of an entity in their order; none when there is no such entity (any more).
    pub async fn joined(&self, entity: EntityId) -> Result<Vec<Join>, StoreError> {
        members(&mut *self.db.read().await?, entity, i64::MAX).await
    }
}

/// By which leaf a record came to where it is, and which entity that is. Nothing if it was never in any.
pub(super) async fn current(
    connection: &mut AnyConnection,
    record: RecordId,
) -> Result<Option<(u64, Option<EntityId>)>, StoreError> {
    let row = sqlx::query(sql::LINK_CURRENT).bind(id_bytes(record)).fetch_optional(connection).await?;
    row.map(|row| Ok((row.count("leaf")?, some(row.id("entity")?)))).transpose()
}

/// The same where it belongs to one.
pub(super) async fn entity_of(
    connection: &mut AnyConnection,
    record: RecordId,
) -> Result<Option<(u64, EntityId)>, StoreError> {
    Ok(current(connection, record).await?.and_then(|(leaf, entity)| Some((leaf, entity?))))
}

pub(super) async fn members(
    connection: &mut AnyConnection,
    entity: EntityId,
    limit: i64,
) -> Result<Vec<Join>, StoreError> {
    if some(entity).is_none() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(sql::LINK_MEMBERS).bind(id_bytes(entity)).bind(limit).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(Join { record: row.id("record")?, entity, leaf: row.count("leaf")? })).collect()
}

/// Joins made by linking records of a kind, after the record `after`.
pub(super) async fn joins(
    connection: &mut AnyConnection,
    schema: &str,
    after: Option<RecordId>,
) -> Result<JoinPage, StoreError> {
    let mut rows: Vec<(RecordId, u64, EntityId)> = Vec::new();
    // What lies after the last row of a record is in no step, so the next page begins with another record.
    let mut place = (id_bytes(after.unwrap_or(RecordId::from_bits(0))), i64::MAX);
    let next = loop {
        let query = sqlx::query(sql::LINK_PAGE).bind(place.0.clone()).bind(place.1);
        let page = query.bind(i64::try_from(STEP).unwrap_or(i64::MAX)).fetch_all(&mut *connection).await?;
        for row in &page {
            rows.push((row.id("record")?, row.count("leaf")?, row.id("entity")?));
        }
        let Some(last) = rows.last().copied().filter(|_| page.len() == STEP) else { break None };
        // The rows of the last record may go on. One with more rows than a page has is read on.
        let before = rows.iter().rposition(|row| row.0 != last.0);
        if let Some(before) = before {
            rows.truncate(before + 1);
            break Some(rows[before].0);
        }
        place = (id_bytes(last.0), signed(last.1));
    };
    let mut newest: BTreeMap<RecordId, (u64, EntityId)> = BTreeMap::new();
    newest.extend(rows.into_iter().map(|(record, leaf, entity)| (record, (leaf, entity))));
    let (mut kinds, mut joins) = (BTreeMap::new(), Vec::new());
    for (record, (leaf, entity)) in newest {
        if some(entity).is_none() {
            continue;
        }
        let is_kind = match kinds.get(&leaf) {
            Some(is_kind) => *is_kind,
            None => Step::load(connection, leaf).await?.schema == schema,
        };
        kinds.insert(leaf, is_kind);
        joins.extend(is_kind.then_some(Join { record, entity, leaf }));
    }
    Ok(JoinPage { joins, next })
}
