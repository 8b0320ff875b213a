//! Reading everything that was written since a place in the log, for those who count.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Class, Record, RecordId};
use sqlx::{Any, Transaction};

use super::load::{Loaded, SealedRow};
use crate::db::Read;
use crate::journal::signed;
use crate::people::epoch_of;
use crate::store::Store;
use crate::{StoreError, sql};

/// One revision, without its sealed classes.
#[derive(Debug)]
pub struct Written {
    /// What the record says in it, under the codebook of today if it is the current one.
    pub record: Record,
    /// Its number, from 1.
    pub revision: u64,
    /// Whether there is no later one.
    pub is_current: bool,
    /// Which leaf of the log it is.
    pub leaf: u64,
    /// On which day it was written.
    pub day: Date,
    /// Why.
    pub reason: String,
}

/// One state of the store, whatever others write meanwhile.
pub struct Reading<'a> {
    store: &'a Store,
    transaction: Transaction<'static, Any>,
}

impl Store {
    /// Begins to read one state of the store.
    pub async fn reading(&self) -> Result<Reading<'_>, StoreError> {
        Ok(Reading { store: self, transaction: self.db.snapshot().await? })
    }
}

impl Reading<'_> {
    /// The next revisions after a leaf of the log, in the order of the log, each compared with it. Nothing of what was erased is
    /// among them. The end is reached when none come.
    pub async fn written_since(&mut self, leaf: Option<u64>, length: usize) -> Result<Vec<Written>, StoreError> {
        let after = leaf.map_or(-1, signed);
        let query = sqlx::query(sql::WRITTEN_SINCE).bind(after).bind(i64::try_from(length).unwrap_or(i64::MAX));
        let rows = query.fetch_all(&mut *self.transaction).await?;
        let loaded = rows.iter().map(Loaded::of).collect::<Result<Vec<_>, _>>()?;
        drop(rows);
        let Some(last) = loaded.last() else { return Ok(Vec::new()) };
        let mut sealed: BTreeMap<RecordId, Vec<SealedRow>> = BTreeMap::new();
        let query = sqlx::query(sql::SEALED_SINCE).bind(after).bind(signed(last.leaf));
        for row in query.fetch_all(&mut *self.transaction).await? {
            sealed.entry(row.id("record")?).or_default().push(SealedRow {
                class: Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?,
                revision: row.count("revision")?,
                epoch: epoch_of(row.number("epoch")?)?,
                envelope: Vec::new(),
                hash: row.array("hash")?,
                key: None,
            });
        }
        let written = loaded.into_iter().map(|mut loaded| {
            loaded.sealed = sealed.get(&loaded.id).cloned().unwrap_or_default();
            loaded.verify()?;
            let mut record = self.store.open_part(&loaded)?;
            let is_current = loaded.number == loaded.current;
            if is_current {
                self.store.codebook.migrate(&mut record);
            }
            let Loaded { number: revision, leaf, day, reason, .. } = loaded;
            Ok(Written { record, revision, is_current, leaf, day, reason })
        });
        written.collect()
    }

    /// How many revisions were written after a leaf of the log.
    pub async fn count_written_since(&mut self, leaf: Option<u64>) -> Result<u64, StoreError> {
        let query = sqlx::query(sql::COUNT_WRITTEN_SINCE).bind(leaf.map_or(-1, signed));
        query.fetch_one(&mut *self.transaction).await?.count("n")
    }

    /// How many records there are.
    pub async fn records(&mut self) -> Result<u64, StoreError> {
        sqlx::query(sql::COUNT_ALL).fetch_one(&mut *self.transaction).await?.count("n")
    }

    /// The records that were erased.
    pub async fn erased(&mut self) -> Result<Vec<RecordId>, StoreError> {
        let rows = sqlx::query(sql::ERASED).fetch_all(&mut *self.transaction).await?;
        rows.iter().map(|row| row.id("id")).collect()
    }
}
