//! Taking a join back.

use jiff::civil::Date;
use overt_model::{EntityId, EntityKind, RecordId};
use serde::Serialize;
use sqlx::AnyConnection;

use super::decide::{next_leaf, take_from, write};
use super::members::{self, Join};
use super::standing::{Reading, Turn, Verdict, load};
use super::step::{self, Step, What};
use super::{LinkError, LinkRunId, none, refuse_outsiders, settle};
use crate::db::{Read, id_bytes};
use crate::exported::{ChangedExport, exports_touched};
use crate::journal::{self, signed};
use crate::people::Session;
use crate::store::Store;
use crate::{StoreError, sql};

/// Most pairs about which one undo decides.
pub const UNDO_PAIRS_MAX: u64 = 10_000;
/// Entities that are named one by one in the answer.
const NAMED_MAX: usize = 1000;

/// What is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoOf {
    /// One record leaves its entity: back to where it was before, if that is still there, or alone.
    Record(RecordId),
    /// What the latest step joined into an entity: those records are again what they were before it.
    Entity(EntityId),
    /// A whole run: every record that it moved and that was not moved since.
    Run(LinkRunId),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JoinUndone {
    /// Which leaf of the log it is.
    pub leaf: u64,
    /// Records that belong to another entity now, or to none.
    pub moved: u64,
    /// Those of them that stand alone.
    pub alone: u64,
    /// The entities to which the others went back, up to a thousand of them.
    pub restored: Vec<EntityId>,
    /// Pairs that are held to be different from now on.
    pub decided: u64,
    /// What left, after the join was made, with a record whose entity is another now, or has lost or won one.
    pub exports: Vec<ChangedExport>,
}

impl Store {
    /// Takes a join back, and decides that what came apart is different, so that no later run joins it again. Only a later decision
    /// does. Nobody has looked at each pair of a whole run, so taking a run back decides nothing.
    ///
    /// Who cannot go back, because the entity is not there any more or holds somebody who was decided to be another, stands alone.
    pub async fn undo_join(&self, session: &Session, of: UndoOf, today: Date) -> Result<JoinUndone, StoreError> {
        refuse_outsiders(session)?;
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let leaf = next_leaf(&mut transaction).await?;
        let (what, since, together) = match of {
            UndoOf::Record(record) => {
                let found = members::entity_of(&mut transaction, record).await?;
                let (since, entity) = found.ok_or(StoreError::NotThere("join"))?;
                let together = apart_from(&mut transaction, record, entity).await?;
                revert_record(&mut transaction, (leaf, since), record).await?;
                (What::UndoneRecord(record), since, together)
            }
            UndoOf::Entity(entity) => {
                let members = few_members(&mut transaction, entity).await?;
                let since = members.iter().map(|join| join.leaf).max().ok_or(StoreError::NotThere("entity"))?;
                revert_entity(&mut transaction, (leaf, since), entity).await?;
                (What::UndoneEntity(entity), since, pairs_of(&members))
            }
            UndoOf::Run(run) => {
                let found = self.link_run_of(&mut transaction, run).await?;
                revert_all(&mut transaction, (leaf, found.leaf)).await?;
                (What::UndoneRun(run), found.leaf, Vec::new())
            }
        };
        settle::settle(&mut transaction, leaf).await?;
        let Step { schema, .. } = Step::load(&mut transaction, since).await?;
        let who = (what, today, Some(session));
        let (moved, act) = step::write(&mut transaction, (leaf, None, &schema), who).await?;
        let mut acts = vec![act];
        for pair in together {
            let leaf = leaf + acts.len() as u64;
            if self.is_apart(&mut transaction, pair).await? {
                let reading = Reading {
                    verdict: Verdict::Different,
                    turn: Turn::Undo,
                    reader: session.account,
                    day: today,
                    run: None,
                    note: None,
                    leaf,
                };
                acts.push(write(&mut transaction, session, (pair, reading), None).await?);
            }
        }
        let decided = acts.len() as u64 - 1;
        let undone = undone(&mut transaction, (leaf, since), (moved, decided)).await?;
        let taken = take_from(&mut transaction, (leaf, acts.len()), today).await?;
        self.finish(transaction, taken, Some(session.account), &acts).await?;
        Ok(undone)
    }

    /// Whether two records are in no common entity, and nobody holds them to be different yet.
    async fn is_apart(&self, transaction: &mut AnyConnection, pair: [RecordId; 2]) -> Result<bool, StoreError> {
        let one = members::entity_of(transaction, pair[0]).await?;
        let other = members::entity_of(transaction, pair[1]).await?;
        if one.is_some_and(|(_, one)| other.is_some_and(|(_, other)| one == other)) {
            return Ok(false);
        }
        let standing = load(transaction, pair).await?;
        Ok(standing.is_none_or(|standing| standing.verdict() != Verdict::Different))
    }

    /// A run that was not taken back.
    async fn link_run_of(&self, connection: &mut AnyConnection, run: LinkRunId) -> Result<Step, StoreError> {
        let row = sqlx::query(sql::LINK_RUN).bind(id_bytes(run)).fetch_optional(&mut *connection).await?;
        let found = Step::of(&row.ok_or(StoreError::NotThere("linkage"))?)?;
        let mut after = signed(found.leaf);
        loop {
            let rows = sqlx::query(sql::LINK_STEPS).bind(after).bind(1000_i64).fetch_all(&mut *connection).await?;
            for row in &rows {
                if Step::of(row)?.content.what == What::UndoneRun(run) {
                    return Err(StoreError::NotThere("linkage"));
                }
            }
            let Some(last) = rows.last() else { return Ok(found) };
            after = last.number("leaf")?;
        }
    }
}

/// What came of a step that is written.
pub(super) async fn undone(
    transaction: &mut AnyConnection,
    (leaf, since): (u64, u64),
    (moved, decided): (u64, u64),
) -> Result<JoinUndone, StoreError> {
    let (restored, alone) = settle::outcome(transaction, leaf, NAMED_MAX).await?;
    let exports = exports_touched(transaction, (leaf, since)).await?;
    Ok(JoinUndone { leaf, moved, alone, restored, decided, exports })
}

/// The pairs of one record with the others of its entity.
async fn apart_from(
    transaction: &mut AnyConnection,
    record: RecordId,
    entity: EntityId,
) -> Result<Vec<[RecordId; 2]>, StoreError> {
    let limit = signed(UNDO_PAIRS_MAX) + 2;
    let members = members::members(transaction, entity, limit).await?;
    let pairs = (members.len() as u64).saturating_sub(1);
    if pairs > UNDO_PAIRS_MAX {
        return Err(LinkError::TooManyPairs(pairs, UNDO_PAIRS_MAX).into());
    }
    let others = members.iter().map(|join| join.record).filter(|other| *other != record);
    Ok(others.map(|other| [record.min(other), record.max(other)]).collect())
}

/// The members of an entity of which all pairs can be decided at once.
async fn few_members(transaction: &mut AnyConnection, entity: EntityId) -> Result<Vec<Join>, StoreError> {
    let members = members::members(transaction, entity, 10_000).await?;
    let count = members.len() as u64;
    let pairs = count * count.saturating_sub(1) / 2;
    if pairs > UNDO_PAIRS_MAX { Err(LinkError::TooManyPairs(pairs, UNDO_PAIRS_MAX).into()) } else { Ok(members) }
}

fn pairs_of(members: &[Join]) -> Vec<[RecordId; 2]> {
    let pairs = |place: usize| members[place + 1..].iter().map(move |other| [members[place].record, other.record]);
    (0..members.len()).flat_map(pairs).collect()
}

fn nothing() -> Vec<u8> {
    id_bytes(none::<EntityKind>())
}

async fn revert_record(
    transaction: &mut AnyConnection,
    (leaf, of): (u64, u64),
    record: RecordId,
) -> Result<(), StoreError> {
    let query = sqlx::query(sql::LINK_REVERT_RECORD).bind(signed(leaf)).bind(signed(of)).bind(nothing());
    query.bind(id_bytes(record)).execute(transaction).await?;
    Ok(())
}

/// Puts back what a step has joined into an entity, as part of another step.
pub(super) async fn revert_entity(
    transaction: &mut AnyConnection,
    (leaf, of): (u64, u64),
    entity: EntityId,
) -> Result<(), StoreError> {
    let query = sqlx::query(sql::LINK_REVERT_ENTITY).bind(signed(leaf)).bind(signed(of)).bind(nothing());
    query.bind(id_bytes(entity)).execute(transaction).await?;
    Ok(())
}

async fn revert_all(transaction: &mut AnyConnection, (leaf, of): (u64, u64)) -> Result<(), StoreError> {
    let query = sqlx::query(sql::LINK_REVERT).bind(signed(leaf)).bind(signed(of)).bind(nothing());
    query.execute(transaction).await?;
    Ok(())
}
