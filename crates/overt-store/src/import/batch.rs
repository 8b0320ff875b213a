//! Writing the rows of a file.

use overt_model::codebook::Severity;
use overt_model::{Record, RecordId, Secret, Validator};

use super::content::ContentHash;
use super::keys::{Keys, Known, keys_of};
use super::step::{Counts, ImportState, RunId, Step};
use super::{Import, ImportBatch, ImportRow, RowRefusal};
use crate::people::Session;
use crate::record::{Edit, Preparation, Prepared, Reason, load};
use crate::store::Store;
use crate::{IdBatch, StoreError, random};

/// From so many new records on, a server counts anew what it has.
const RECOUNTED_FROM: u64 = 1000;

/// What became of a row.
#[derive(Debug)]
pub struct ImportedRow<'r> {
    /// Where it stands in the file.
    pub line: u64,
    /// Why it was not written.
    pub refusal: &'r RowRefusal,
}

/// A batch that is ready to be written.
struct Ready {
    prepared: Prepared,
    step: Step,
    /// Records that are there and say something else by now.
    changed: Vec<Change>,
}

struct Change {
    line: u64,
    key: RecordId,
    content: ContentHash,
    before: ContentHash,
    rule: usize,
    record: Record,
}

/// An import that is under way.
struct Running<'a> {
    store: &'a Store,
    session: &'a Session,
    import: &'a Import,
    run: RunId,
    secret: Secret<[u8; 32]>,
    keys: Keys,
    counts: Counts,
}

impl Store {
    /// Writes the rows of a file, batch after batch, each in one transaction; while the database writes one, the next is
    /// prepared. `refused` hears of rows that are not written, `progress` after each batch what is on disk.
    ///
    /// When it returns, everything is on disk. When it fails or is killed, every batch before is; to begin again then finishes
    /// the work.
    pub async fn import_rows(
        &self,
        session: &Session,
        import: &Import,
        batches: impl IntoIterator<Item = Result<ImportBatch, StoreError>>,
        mut refused: impl FnMut(ImportedRow<'_>),
        mut progress: impl FnMut(&Counts),
    ) -> Result<(RunId, Counts), StoreError> {
        let (run, secret) = (random::new_id(), self.import_secret(session)?);
        let (keys, counts) = (Keys::default(), Counts::default());
        let mut running = Running { store: self, session, import, run, secret, keys, counts };
        let mut batches = batches.into_iter();
        let mut ready: Option<Ready> = None;
        loop {
            let next = async {
                match batches.next() {
                    Some(batch) => Box::pin(running.prepare(batch?, &mut refused)).await.map(Some),
                    None => Ok(None),
                }
            };
            let commit = async {
                match &ready {
                    Some(ready) => self.commit_step(session, &ready.prepared, Some(&ready.step)).await,
                    None => Ok(()),
                }
            };
            let (committed, next) = futures_util::future::join(commit, next).await;
            committed?;
            if let Some(done) = ready.take() {
                running.revise(done.changed, &mut refused).await?;
                progress(&done.step.counts);
            }
            match next? {
                Some(batch) => ready = Some(batch),
                None => break,
            }
        }
        let step = running.step(ImportState::Finished);
        self.commit_step(session, &Prepared::none(import.today), Some(&step)).await?;
        if running.counts.made >= RECOUNTED_FROM {
            // Everything is there. Where a server does not count it now, it will later, and is slower until then.
            let _ = self.recount().await;
        }
        Ok((run, running.counts))
    }
}

impl Store {
    async fn recount(&self) -> Result<(), StoreError> {
        let mut connection = self.db.read().await?;
        for table in ["record", "revision", "sealed", "key_wrap", "blind", "term"] {
            self.db.recount(&mut connection, table).await?;
        }
        Ok(())
    }
}

impl Running<'_> {
    fn step(&mut self, state: ImportState) -> Step {
        let Import { source, facts, today, .. } = self.import;
        let keys = self.keys.take_written();
        Step { run: self.run, source: *source, day: *today, facts: facts.clone(), counts: self.counts, state, keys }
    }

    async fn prepare(
        &mut self,
        batch: ImportBatch,
        refused: &mut impl FnMut(ImportedRow<'_>),
    ) -> Result<Ready, StoreError> {
        let mut counts = Counts { rejected: batch.rejected, idle: batch.idle, ..Counts::default() };
        counts.rows = batch.rows.len() as u64 + batch.rejected + batch.idle;
        let keys = batch.rows.iter().flat_map(|row| &row.records).flat_map(|(_, record)| keys_of(record));
        self.keys.learn(&mut *self.store.db.read().await?, keys).await?;
        let how = (self.import.team.as_deref(), Reason::Imported);
        let mut preparation = Preparation::new(self.store, self.session, how, self.import.today)?;
        let validator = Validator::new(self.store.codebook, self.import.today);
        let (ids, mut changed) = (IdBatch::new(), Vec::new());
        for row in batch.rows {
            let ImportRow { line, records } = row;
            let Some((news, unchanged)) = self.news(records) else {
                counts.rejected += 1;
                refused(ImportedRow { line, refusal: &RowRefusal::SameKey });
                continue;
            };
            let mut problems: Vec<_> = news.iter().flat_map(|new| validator.problems(&new.record)).collect();
            problems.retain(|problem| problem.severity == Severity::Error);
            if !problems.is_empty() {
                counts.rejected += 1;
                refused(ImportedRow { line, refusal: &RowRefusal::Rules(problems) });
                continue;
            }
            counts.unchanged += unchanged;
            for New { rule, mut record, content, before } in news {
                let key = record.id;
                record.id = self.keys.record(key, ids);
                self.keys.resolve(&mut record, ids);
                if let Some(before) = before {
                    changed.push(Change { line, key, content, before, rule, record });
                } else {
                    preparation.add_valid(&record)?;
                    self.keys.put(key, Known { record: record.id, content: Some(content) });
                    counts.made += 1;
                }
            }
            // The answer of the database may have come: its next statement should not wait.
            tokio::task::yield_now().await;
        }
        self.counts.add(counts);
        Ok(Ready { prepared: preparation.finish(), step: self.step(ImportState::Unfinished), changed })
    }

    /// The records of a row that are not there as the file has them, and how many are. Nothing if two of them have the same key
    /// and say different things.
    fn news(&self, records: Vec<(usize, Record)>) -> Option<(Vec<New>, u64)> {
        let mut news: Vec<New> = Vec::with_capacity(records.len());
        let mut seen: Vec<(RecordId, ContentHash)> = Vec::with_capacity(records.len());
        let mut unchanged = 0;
        for (rule, record) in records {
            let (key, content) = (record.id, ContentHash::of(self.store.codebook, &record, &self.secret));
            let twin = seen.iter().find(|(seen, _)| *seen == key).map(|(_, content)| content);
            if twin.is_some_and(|twin| *twin != content) {
                return None;
            }
            let before = self.keys.get(key).and_then(|known| known.content.clone());
            if twin.is_some() || before.as_ref() == Some(&content) {
                unchanged += 1;
            } else {
                news.push(New { rule, record, content: content.clone(), before });
            }
            seen.push((key, content));
        }
        Some((news, unchanged))
    }

    /// Writes new revisions of records that say something else by now, each by itself.
    async fn revise(
        &mut self,
        changed: Vec<Change>,
        refused: &mut impl FnMut(ImportedRow<'_>),
    ) -> Result<(), StoreError> {
        for change in changed {
            let line = change.line;
            match self.revise_one(change).await {
                Ok(true) => self.counts.revised += 1,
                // Another file of the source has brought it already.
                Ok(false) => self.counts.unchanged += 1,
                // It was erased here, and a file does not bring it back.
                Err(StoreError::NotThere("record")) => self.counts.erased += 1,
                Err(
                    error @ (StoreError::NotThere(_)
                    | StoreError::OtherTeam
                    | StoreError::Invalid(_)
                    | StoreError::Standing(_)),
                ) => {
                    self.counts.rejected += 1;
                    refused(ImportedRow { line, refusal: &RowRefusal::Change(error) });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether there was anything to change.
    async fn revise_one(&mut self, change: Change) -> Result<bool, StoreError> {
        let Change { key, content, before, rule, record, .. } = change;
        let current = load(&mut *self.store.db.read().await?, record.id).await?;
        let held = self.store.open_part(&current)?;
        let schema = self.store.codebook.schema(&record.schema).ok_or(StoreError::NotThere("record"))?;
        let changed = content.changed(&before, schema, &self.import.fills[rule]);
        let fields = changed.into_iter().map(|id| (id.to_owned(), record.fields.get(id).cloned())).collect();
        let moved = held.claim.standing != record.claim.standing;
        let edit = Edit {
            record: record.id,
            seen: Some(current.current),
            fields,
            standing: moved.then_some((record.claim.standing, record.claim.decision)),
            reason: Reason::Imported,
        };
        let revision = self.store.revise(self.session, &edit, self.import.today).await?;
        self.keys.put(key, Known { record: record.id, content: Some(content) });
        Ok(revision > current.current)
    }
}

/// A record that is not there as the file has it.
struct New {
    rule: usize,
    record: Record,
    content: ContentHash,
    /// What the file said before.
    before: Option<ContentHash>,
}
