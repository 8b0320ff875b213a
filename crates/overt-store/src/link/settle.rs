//! What must hold whenever a step is done, and bringing it about.

use overt_model::{EntityId, EntityKind, RecordId};
use sqlx::AnyConnection;

use super::members::current;
use super::standing::{Verdict, load};
use super::{none, some};
use crate::db::{Read, id_bytes};
use crate::journal::signed;
use crate::{StoreError, sql};

/// Pairs or records that are looked at together.
const STEP: i64 = 1000;

fn nothing() -> Vec<u8> {
    id_bytes(none::<EntityKind>())
}

/// Takes away rows of a step that change nothing.
pub(super) async fn drop_idle(transaction: &mut AnyConnection, leaf: u64) -> Result<(), StoreError> {
    sqlx::query(sql::LINK_DROP_IDLE).bind(signed(leaf)).bind(nothing()).execute(transaction).await?;
    Ok(())
}

/// Records that are alone in an entity that a step has touched.
pub(super) async fn alone(
    transaction: &mut AnyConnection,
    leaf: u64,
    limit: i64,
) -> Result<Vec<(RecordId, EntityId)>, StoreError> {
    let query = sqlx::query(sql::LINK_ALONE).bind(signed(leaf)).bind(nothing()).bind(limit);
    let rows = query.fetch_all(transaction).await?;
    rows.iter().map(|row| Ok((row.id("record")?, row.id("entity")?))).collect()
}

/// Pairs that are joined although a person holds them to be different.
pub(super) async fn contradicted(
    transaction: &mut AnyConnection,
    limit: usize,
) -> Result<Vec<[RecordId; 2]>, StoreError> {
    let (mut found, mut after) = (Vec::new(), [vec![0; 16], vec![0; 16]]);
    loop {
        let query = sqlx::query(sql::LINK_CONTRADICTED).bind(nothing());
        let query = query.bind(after[0].clone()).bind(after[1].clone()).bind(STEP);
        let rows = query.fetch_all(&mut *transaction).await?;
        for row in &rows {
            let pair = [row.id("a")?, row.id("b")?];
            let standing = load(transaction, pair).await?;
            if standing.is_some_and(|standing| standing.verdict() == Verdict::Different) {
                found.push(pair);
            }
            if found.len() >= limit {
                return Ok(found);
            }
        }
        let Some(last) = rows.last() else { return Ok(found) };
        after = [last.bytes("a")?, last.bytes("b")?];
    }
}

/// Puts a record into an entity, or into none, as part of a step.
pub(super) async fn put(
    transaction: &mut AnyConnection,
    leaf: u64,
    (record, entity): (RecordId, Option<EntityId>),
) -> Result<(), StoreError> {
    let query = sqlx::query(sql::LINK_PUT).bind(id_bytes(record)).bind(signed(leaf));
    query.bind(id_bytes(entity.unwrap_or(none()))).execute(transaction).await?;
    Ok(())
}

/// After something was put back: who is joined with somebody who is another stands alone, and so does who is alone anyway.
pub(super) async fn settle(transaction: &mut AnyConnection, leaf: u64) -> Result<(), StoreError> {
    loop {
        let pairs = contradicted(transaction, usize::try_from(STEP).unwrap_or(usize::MAX)).await?;
        if pairs.is_empty() {
            break;
        }
        for [one, other] in pairs {
            let (first, second) = (current(transaction, one).await?, current(transaction, other).await?);
            let is_apart = first.and_then(|(_, entity)| entity) != second.and_then(|(_, entity)| entity);
            // An earlier pair may have taken it out already.
            if is_apart || first.is_none_or(|(_, entity)| entity.is_none()) {
                continue;
            }
            // The one that was put back, rather than who stayed.
            let leaves = |of: Option<(u64, Option<EntityId>)>| of.is_some_and(|(at, _)| at == leaf);
            let out = if leaves(first) && !leaves(second) { one } else { other };
            put(transaction, leaf, (out, None)).await?;
        }
    }
    dissolve(transaction, leaf).await
}

/// Whoever is alone in an entity belongs to none.
pub(super) async fn dissolve(transaction: &mut AnyConnection, leaf: u64) -> Result<(), StoreError> {
    loop {
        let alone = alone(transaction, leaf, STEP).await?;
        if alone.is_empty() {
            break;
        }
        for (record, _) in alone {
            put(transaction, leaf, (record, None)).await?;
        }
    }
    drop_idle(transaction, leaf).await
}

/// The entities in which somebody stands since a step, as many as `limit`, and how many records stand alone since.
pub(super) async fn outcome(
    transaction: &mut AnyConnection,
    leaf: u64,
    limit: usize,
) -> Result<(Vec<EntityId>, u64), StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let query = sqlx::query(sql::LINK_RESTORED).bind(signed(leaf)).bind(nothing()).bind(limit);
    let rows = query.fetch_all(&mut *transaction).await?;
    let restored = rows.iter().map(|row| row.id("entity")).collect::<Result<Vec<EntityId>, _>>()?;
    let query = sqlx::query(sql::COUNT_LINK_ALONE).bind(signed(leaf)).bind(nothing());
    let alone = query.fetch_one(transaction).await?.count("n")?;
    Ok((restored.into_iter().filter(|entity| some(*entity).is_some()).collect(), alone))
}
