//! Taking an import back.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::RecordId;
use serde::Serialize;
use sqlx::AnyConnection;

use super::content::ContentHash;
use super::keys::Known;
use super::step::{ImportRun, ImportState, RunId, Step};
use crate::db::{Read, id_bytes};
use crate::journal::signed;
use crate::people::{Right, Session, TeamKind};
use crate::record::{Edit, Prepared, Reason, SEALED_CLASSES};
use crate::store::Store;
use crate::vault::ErasureReason;
use crate::{StoreError, sql};

/// What was taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// Records that the import had made and that were erased.
    pub erased: u64,
    /// Records that the import had changed and that say again what they said before.
    pub restored: u64,
    /// Records that somebody has changed since, or that are held against erasing. They stay as they are.
    pub kept: u64,
}

/// A record that an import has written.
struct Touched {
    key: RecordId,
    record: RecordId,
    /// What the key stood for before the import.
    before: Option<Known>,
    /// Whether no later import has written it.
    is_newest: bool,
}

impl Store {
    /// Takes an import back: erases the records that it made, and writes those that it changed as they were before. Records
    /// that were changed since, or would be erased and are held, are left alone. The log and the history keep that all of it took place. `progress` hears how many
    /// records of how many are done.
    pub async fn undo_import(
        &self,
        session: &Session,
        id: RunId,
        today: Date,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Undone, StoreError> {
        let run = self.import(id).await?;
        let may_erase = session.is_in(TeamKind::Casework) || session.is_in(TeamKind::Custody);
        if run.state == ImportState::Undone || !may_erase {
            return Err(StoreError::NotThere("import"));
        }
        session.require(Right::Erase)?;
        let (mut undone, mut given_up) = (Undone::default(), Vec::new());
        let touched = self.touched(&run).await?;
        for (number, one) in (1..).zip(&touched) {
            if !one.is_newest || self.is_changed_since(one.record, &run).await? {
                undone.kept += 1;
            } else if let Some(before) = &one.before {
                self.put_back(session, one.record, &run, today).await?;
                undone.restored += 1;
                given_up.push((one.key, before.clone()));
            } else {
                // It may be gone already: somebody erased it, or an undo was killed.
                match self.erase_keys(session, (one.record, None), ErasureReason::RecordedInError, today).await {
                    Ok(_) | Err(StoreError::NotThere("record")) => {
                        undone.erased += 1;
                        given_up.push((one.key, Known { record: RecordId::from_bits(0), content: None }));
                    }
                    Err(StoreError::Held(_)) => undone.kept += 1,
                    Err(error) => return Err(error),
                }
            }
            progress(number, touched.len() as u64);
        }
        given_up.sort_unstable_by_key(|(key, _)| *key);
        let ImportRun { source, day, facts, counts, .. } = run;
        let step = Step { run: id, source, day, facts, counts, state: ImportState::Undone, keys: given_up };
        self.commit_step(session, &Prepared::none(today), Some(&step)).await?;
        // They are erased, whatever comes of the rest, which opening the store makes up for.
        let _ = self.finish_erasures().await;
        Ok(undone)
    }

    /// The records that an import has written, each once.
    async fn touched(&self, run: &ImportRun) -> Result<Vec<Touched>, StoreError> {
        let mut connection = self.db.read().await?;
        let mut touched: BTreeMap<RecordId, Touched> = BTreeMap::new();
        for leaf in &run.steps {
            for row in sqlx::query(sql::IMPORT_KEYS_OF).bind(signed(*leaf)).fetch_all(&mut *connection).await? {
                // A record that was only referred to has not come.
                if row.bytes("content")?.is_empty() {
                    continue;
                }
                let (key, record) = (row.id("key")?, row.id("record")?);
                let is_newest = row.count("newest")? <= run.steps.last().copied().unwrap_or_default();
                let before = self.known_before(&mut connection, key, run).await?;
                touched.entry(record).or_insert(Touched { key, record, before, is_newest });
            }
        }
        Ok(touched.into_values().collect())
    }

    /// What a key stood for before an import, if it was a record that had come.
    async fn known_before(
        &self,
        connection: &mut AnyConnection,
        key: RecordId,
        run: &ImportRun,
    ) -> Result<Option<Known>, StoreError> {
        let query = sqlx::query(sql::IMPORT_KEY_BEFORE).bind(id_bytes(key)).bind(signed(run.steps[0]));
        let Some(row) = query.fetch_optional(connection).await? else { return Ok(None) };
        let content = ContentHash::from_bytes(&row.bytes("content")?);
        content
            .map(|content| Ok::<_, StoreError>(Known { record: row.id("record")?, content: Some(content) }))
            .transpose()
    }

    /// Whether somebody has changed a record after an import.
    async fn is_changed_since(&self, record: RecordId, run: &ImportRun) -> Result<bool, StoreError> {
        let last = run.steps.last().copied().unwrap_or_default();
        match self.history(record).await {
            Ok(history) => Ok(history
                .last()
                .is_some_and(|revision| revision.leaf > last || revision.reason() != Some(Reason::Imported))),
            Err(StoreError::NotThere(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Writes a record as it was before an import.
    async fn put_back(&self, session: &Session, id: RecordId, run: &ImportRun, today: Date) -> Result<(), StoreError> {
        let history = self.history(id).await?;
        let earlier = history.iter().rev().find(|revision| revision.leaf < run.steps[0]);
        let earlier = earlier.ok_or(StoreError::NotThere("revision"))?.number;
        let before = self.show_revision(session, (id, earlier), (&SEALED_CLASSES, None), today).await?.record;
        let now = self.show(session, id, (&SEALED_CLASSES, None), today).await?.record;
        let names = before.fields.keys().chain(now.fields.keys());
        let differing = names.filter(|name| before.fields.get(name) != now.fields.get(name));
        let fields = differing.map(|name| (name.to_string(), before.fields.get(name).cloned())).collect();
        let moved = before.claim.standing != now.claim.standing;
        let standing = moved.then_some((before.claim.standing, before.claim.decision));
        let edit = Edit { record: id, seen: None, fields, standing, reason: Reason::Corrected };
        self.revise(session, &edit, today).await.map(drop)
    }
}
