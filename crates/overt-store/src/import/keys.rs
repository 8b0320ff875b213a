//! Which record a key stands for.

use overt_model::{RecordId, RecordKind, Value};
use rustc_hash::FxHashMap;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::content::ContentHash;
use crate::db::{Insert, Read, id_bytes};
use crate::journal::signed;
use crate::{IdBatch, StoreError, sql};

/// Keys that are asked for with one statement.
const ASKED_AT_ONCE: usize = 400;

/// What a key stands for.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) record: RecordId,
    /// What the file said last; nothing while the record is only referred to.
    pub(super) content: Option<ContentHash>,
}

/// What keys stand for, as far as they were asked for, and what is new about them.
#[derive(Debug, Default)]
pub(super) struct Keys {
    known: FxHashMap<RecordId, Known>,
    /// What the next step will write.
    written: FxHashMap<RecordId, Known>,
}

/// A row of the table of keys.
pub(super) type KeyRow = (RecordId, Known);

impl Keys {
    /// Learns what the keys stand for of which it does not know yet.
    pub(super) async fn learn(
        &mut self,
        connection: &mut AnyConnection,
        keys: impl Iterator<Item = RecordId>,
    ) -> Result<(), StoreError> {
        let mut unknown: Vec<RecordId> = keys.filter(|key| !self.known.contains_key(key)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        for keys in unknown.chunks(ASKED_AT_ONCE) {
            // The last ones are asked for over again, so that the database has to prepare one text only.
            let query = sqlx::query(AssertSqlSafe(sql::import_keys(ASKED_AT_ONCE)));
            let query = keys.iter().cycle().take(ASKED_AT_ONCE).fold(query, |query, key| query.bind(id_bytes(*key)));
            let mut newest: FxHashMap<RecordId, (u64, Known)> = FxHashMap::default();
            for row in query.fetch_all(&mut *connection).await? {
                let (key, leaf) = (row.id("key")?, row.count("leaf")?);
                let content = ContentHash::from_bytes(&row.bytes("content")?);
                let known = Known { record: row.id("record")?, content };
                let place = newest.entry(key).or_insert_with(|| (leaf, known.clone()));
                if leaf > place.0 {
                    *place = (leaf, known);
                }
            }
            // A key that was given up stands for nothing.
            let held = newest.into_iter().filter(|(_, (_, known))| known.record.bits() != 0);
            self.known.extend(held.map(|(key, (_, known))| (key, known)));
        }
        Ok(())
    }

    pub(super) fn get(&self, key: RecordId) -> Option<&Known> {
        self.known.get(&key)
    }

    /// The record that a key stands for, a new one if there is none.
    pub(super) fn record(&mut self, key: RecordId, ids: IdBatch) -> RecordId {
        if let Some(known) = self.known.get(&key) {
            known.record
        } else {
            let record = ids.id::<RecordKind>();
            self.put(key, Known { record, content: None });
            record
        }
    }

    pub(super) fn put(&mut self, key: RecordId, known: Known) {
        self.known.insert(key, known.clone());
        self.written.insert(key, known);
    }

    /// Replaces every key in the values by the record it stands for.
    pub(super) fn resolve(&mut self, record: &mut overt_model::Record, ids: IdBatch) {
        let fields = record.fields.values_mut().flat_map(|field| &mut field.values);
        for value in fields {
            if let Value::Reference(key) = value {
                *key = self.record(*key, ids);
            }
        }
        if let Some(decision) = &mut record.claim.decision {
            *decision = self.record(*decision, ids);
        }
    }

    /// What is new, in the order of the keys. What is known is forgotten except for it, so that memory does not grow.
    pub(super) fn take_written(&mut self) -> Vec<KeyRow> {
        self.known = std::mem::take(&mut self.written);
        let mut rows: Vec<KeyRow> = self.known.iter().map(|(key, known)| (*key, known.clone())).collect();
        rows.sort_unstable_by_key(|(key, _)| *key);
        rows
    }
}

/// Every key that a record needs: its own and those it refers to.
pub(super) fn keys_of(record: &overt_model::Record) -> impl Iterator<Item = RecordId> + '_ {
    let values = record.fields.values().flat_map(|field| &field.values);
    let referred = values.filter_map(|value| if let Value::Reference(key) = value { Some(*key) } else { None });
    referred.chain(record.claim.decision).chain([record.id])
}

/// Writes rows of the table of keys.
pub(super) async fn write(transaction: &mut AnyConnection, rows: &[KeyRow], leaf: u64) -> Result<(), StoreError> {
    let mut insert = Insert::into(sql::IMPORT_KEY_ROWS);
    for (key, known) in rows {
        insert
            .row(transaction, |columns| {
                columns.id(*key).add(signed(leaf)).id(known.record);
                columns.add(known.content.as_ref().map_or(&[][..], ContentHash::bytes));
            })
            .await?;
    }
    insert.flush(transaction).await
}
