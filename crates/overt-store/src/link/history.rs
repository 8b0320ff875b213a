//! How joins came to be.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{EntityId, RecordId};
use serde::Serialize;
use sqlx::AnyConnection;

use super::step::{Step, What};
use super::{LinkRunId, some};
use crate::db::{Read, id_bytes};
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, sql};

/// Why a record went to another entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub enum JoinCause {
    /// A run of linkage.
    Run {
        /// Which.
        run: LinkRunId,
        /// The version of its model.
        model: String,
    },
    /// A run was taken back.
    RunUndone {
        /// Which.
        run: LinkRunId,
    },
    /// What was joined last into an entity was taken back.
    EntityUndone {
        /// Which.
        entity: EntityId,
    },
    /// A record was taken out of its entity.
    RecordUndone {
        /// Which.
        record: RecordId,
    },
    /// Somebody decided that two records are different.
    Decided {
        /// Which.
        records: [RecordId; 2],
    },
    /// A record, or who it is about, was erased.
    Erased {
        /// Which.
        record: RecordId,
    },
}

/// One move of one record. Identifiers only: it says the same of a record that was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JoinEvent {
    /// Which record.
    pub record: RecordId,
    /// Where it was before; `None`: it stood alone.
    pub from: Option<EntityId>,
    /// Where it was afterwards; `None`: it stood alone.
    pub to: Option<EntityId>,
    /// Why.
    #[serde(flatten)]
    pub cause: JoinCause,
    /// On which day.
    pub day: Date,
    /// By whom.
    pub account: Option<AccountId>,
    /// Which leaf of the log it is.
    pub leaf: u64,
}

impl Store {
    /// Every move of a record, the oldest first.
    pub async fn join_history(&self, record: RecordId) -> Result<Vec<JoinEvent>, StoreError> {
        let mut connection = self.db.read().await?;
        events(&mut connection, record, &mut BTreeMap::new()).await
    }

    /// Every move of a record into an entity or out of it, the oldest first.
    pub async fn entity_history(&self, entity: EntityId) -> Result<Vec<JoinEvent>, StoreError> {
        if some(entity).is_none() {
            return Ok(Vec::new());
        }
        let mut connection = self.db.read().await?;
        let (mut all, mut steps) = (Vec::new(), BTreeMap::new());
        for row in sqlx::query(sql::LINK_EVER).bind(id_bytes(entity)).fetch_all(&mut *connection).await? {
            let moves = events(&mut connection, row.id("record")?, &mut steps).await?;
            all.extend(moves.into_iter().filter(|event| [event.from, event.to].contains(&Some(entity))));
        }
        all.sort_by_key(|event| (event.leaf, event.record));
        Ok(all)
    }
}

async fn events(
    connection: &mut AnyConnection,
    record: RecordId,
    steps: &mut BTreeMap<u64, Step>,
) -> Result<Vec<JoinEvent>, StoreError> {
    let rows = sqlx::query(sql::LINK_ROWS_OF).bind(id_bytes(record)).fetch_all(&mut *connection).await?;
    let (mut events, mut from) = (Vec::with_capacity(rows.len()), None);
    for row in &rows {
        let (leaf, to) = (row.count("leaf")?, some(row.id("entity")?));
        let step = match steps.get(&leaf) {
            Some(step) => step.clone(),
            None => Step::load(connection, leaf).await?,
        };
        let (day, account) = (step.content.day, step.content.account);
        events.push(JoinEvent { record, from, to, cause: cause_of(&step)?, day, account, leaf });
        steps.insert(leaf, step);
        from = to;
    }
    Ok(events)
}

fn cause_of(step: &Step) -> Result<JoinCause, StoreError> {
    Ok(match &step.content.what {
        What::Run(facts) => {
            let run = step.run.ok_or(StoreError::Tampered("a step of linkage"))?;
            JoinCause::Run { run, model: facts.model.clone() }
        }
        What::UndoneRun(run) => JoinCause::RunUndone { run: *run },
        What::UndoneEntity(entity) => JoinCause::EntityUndone { entity: *entity },
        What::UndoneRecord(record) => JoinCause::RecordUndone { record: *record },
        What::Decided(records) => JoinCause::Decided { records: *records },
        What::Erased(record) => JoinCause::Erased { record: *record },
    })
}
