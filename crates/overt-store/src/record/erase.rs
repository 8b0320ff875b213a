//! Erasing: the keys of what is sealed are destroyed, with a proof, then what they sealed, then what finds it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Class, Id, RecordId};
use sqlx::AnyConnection;

use super::file::files_of;
use super::load::Loaded;
use super::parts::SEALED_CLASSES;
use super::{SEALED, load_revisions, load_rows, read, sealed};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{self, Act, signed, take};
use crate::link::NoteId;
use crate::log::entry::{Action, Content};
use crate::people::{Right, Role, Session, TeamKind};
use crate::store::Store;
use crate::vault::{Erasure, ErasureProof, ErasureReason};
use crate::{StoreError, hold, link, sql, task};

/// What was erased of a record.
#[derive(Debug)]
pub struct Erased {
    /// Each sealed class that was there, with its proof.
    pub classes: Vec<ErasedClass>,
    /// Whether the whole record is gone, open and quasi properties included.
    pub whole: bool,
    /// Whether copies may still lie in the files of the database, or the folder of keys does not remember the erasure yet,
    /// because somebody was reading or the disk was full. Opening the store makes up for it.
    pub unfinished: bool,
}

/// One class that was erased, with the proof that its keys are gone.
#[derive(Debug, Clone)]
pub struct ErasedClass {
    /// Which class. [`Class::Open`] stands for everything that was not sealed.
    pub class: Class,
    /// On which day.
    pub day: Date,
    /// Why.
    pub reason: ErasureReason,
    /// The proof; none for what was not sealed.
    pub proof: Option<ErasureProof>,
    /// Which leaf of the log it is.
    pub leaf: u64,
}

/// What the log holds of an erasure.
pub(crate) fn erasure_digest(
    (record, class): (RecordId, Class),
    (day, reason): (Date, ErasureReason),
    proof: &[u8],
) -> Content {
    let digest = Digest::of("overt.store 2026 erasure v1").id(record).part(class.code().as_bytes());
    digest.part(day.to_string().as_bytes()).part(reason.code().as_bytes()).part(proof).finish()
}

impl Store {
    /// Erases classes of a record, or all of it when `classes` is `None`. This cannot be undone: without keys, every copy of
    /// what they sealed is noise. Revisions stay as numbers, days and hashes, so that the log can still be verified.
    pub async fn erase(
        &self,
        session: &Session,
        (id, classes): (RecordId, Option<&[Class]>),
        reason: ErasureReason,
        today: Date,
    ) -> Result<Erased, StoreError> {
        let erased = self.erase_keys(session, (id, classes), reason, today).await?;
        // It took place, whatever comes of the rest.
        Ok(Erased { unfinished: self.finish_erasures().await.is_err(), ..erased })
    }

    /// The same without [`Store::finish_erasures`], which may follow many of them once.
    pub(crate) async fn erase_keys(
        &self,
        session: &Session,
        (id, classes): (RecordId, Option<&[Class]>),
        reason: ErasureReason,
        today: Date,
    ) -> Result<Erased, StoreError> {
        // Auditors hold the key of the proofs to check them, not to make any.
        if ![TeamKind::Casework, TeamKind::Custody].into_iter().any(|kind| session.is_in(kind)) {
            return Err(StoreError::NotThere("record"));
        }
        let proof_key = session.proof_key(self.tenant)?;
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let revisions = load_revisions(&mut transaction, id).await?;
        let current = revisions.last().filter(|current| !current.erased).ok_or(StoreError::NotThere("record"))?;
        session.require_with(Right::Erase, current.team)?;
        hold::refuse_held(&mut transaction, id, today).await?;
        let whole = classes.is_none();
        let files = files_of(&mut transaction, id).await?;
        let notes = notes_of(&mut transaction, id).await?;
        let is_there = |class: &Class| {
            let has_file = *class == Class::Direct && !files.is_empty();
            let has_note = *class == Class::Narrative && !notes.is_empty();
            has_file || has_note || current.sealed.iter().any(|row| row.class == *class && row.key.is_some())
        };
        let gone: Vec<Class> = SEALED_CLASSES
            .into_iter()
            .filter(|class| classes.is_none_or(|classes| classes.contains(class)))
            .filter(is_there)
            .collect();
        if gone.is_empty() && !whole {
            return Err(StoreError::NotThere("class"));
        }
        // Beside it, in the records that it is joined with, its name could still stand.
        let is_parted = (whole || gone.contains(&Class::Direct)) && link::is_joined(&mut transaction, id).await?;
        let count = gone.len() + usize::from(whole) + usize::from(is_parted);
        let taken = take(&mut transaction, count, today).await?;
        drop_drafts(&mut transaction, id).await?;
        let mut erased = Vec::new();
        let mut acts = Vec::new();
        for (leaf, class) in (taken.first()..).zip(&gone) {
            let mut wraps = drop_keys(&mut transaction, (id.bits(), *class)).await?;
            if *class == Class::Direct {
                for file in &files {
                    wraps.extend(drop_keys(&mut transaction, (file.bits(), Class::Direct)).await?);
                }
                self.erase_blind(&mut transaction, current).await?;
            }
            if *class == Class::Narrative {
                for note in &notes {
                    wraps.extend(drop_keys(&mut transaction, (note.bits(), Class::Narrative)).await?);
                }
            }
            let (tenant, table, row) = (self.tenant, SEALED.to_owned(), id.bits());
            let erasure = Erasure { tenant, table, row, class: *class, reason, day: today };
            let wraps: Vec<&[u8]> = wraps.iter().map(Vec::as_slice).collect();
            let proof = ErasureProof::new(&proof_key, erasure, &wraps)?;
            let bytes = proof.to_bytes();
            let content = erasure_digest((id, *class), (today, reason), &bytes);
            write_erasure(&mut transaction, (id, *class), (today, reason), (bytes, leaf)).await?;
            acts.push(Act::new(session.role(), Action::Erase).on(id).class(*class).content(content));
            erased.push(ErasedClass { class: *class, day: today, reason, proof: Some(proof), leaf });
        }
        if whole {
            let leaf = taken.first() + gone.len() as u64;
            self.erase_content(&mut transaction, current).await?;
            write_erasure(&mut transaction, (id, Class::Open), (today, reason), (Vec::new(), leaf)).await?;
            let content = erasure_digest((id, Class::Open), (today, reason), &[]);
            acts.push(Act::new(session.role(), Action::Erase).on(id).content(content));
            erased.push(ErasedClass { class: Class::Open, day: today, reason, proof: None, leaf });
        }
        if is_parted {
            let leaf = taken.first() + acts.len() as u64;
            acts.push(link::forget(&mut transaction, (id, leaf), (today, Some(session))).await?);
        }
        self.finish(transaction, taken, Some(session.account), &acts).await?;
        Ok(Erased { classes: erased, whole, unfinished: true })
    }

    /// Does what follows an erasure, for all of which the folder of keys does not know that it was done: takes away sealed
    /// bytes and what is left in the files of the database, and then remembers it, so that no backup brings it back.
    pub(crate) async fn finish_erasures(&self) -> Result<(), StoreError> {
        // A class that was written again may have been erased again.
        let mut finished: BTreeMap<(RecordId, &str), usize> = BTreeMap::new();
        let remembered = self.home.erased()?;
        for (record, class, _) in &remembered {
            *finished.entry((*record, class.code())).or_default() += 1;
        }
        let mut unfinished = Vec::new();
        {
            let mut connection = self.db.read().await?;
            for row in sqlx::query(sql::ERASURES_MADE).fetch_all(&mut *connection).await? {
                let (record, class, reason) = (row.id("record")?, class_of(&row)?, reason_of(&row)?);
                let count = finished.entry((record, class.code())).or_default();
                if *count > 0 {
                    *count -= 1;
                    continue;
                }
                let why = (journal::day(&row.text("day")?)?, reason);
                let digest = erasure_digest((record, class), why, &row.bytes("proof")?);
                if journal::content(&mut connection, row.count("leaf")?).await? != Some(digest) {
                    // Somebody else wrote it, so that a backup would lose what it names.
                    return Err(StoreError::Tampered("an erasure"));
                }
                if class == Class::Direct {
                    self.drop_noise(&mut connection, record).await?;
                }
                unfinished.push((record, class, reason));
            }
        }
        if unfinished.is_empty() {
            return Ok(());
        }
        self.db.scrub().await?;
        unfinished.into_iter().try_for_each(|(record, class, reason)| self.home.remember_erased(record, class, reason))
    }

    /// Takes away the sealed bytes of attachments whose keys are gone.
    async fn drop_noise(&self, connection: &mut AnyConnection, record: RecordId) -> Result<(), StoreError> {
        for file in files_of(connection, record).await? {
            // One that was attached after the erasure stays.
            if sealed(connection, Id::from_bits(file.bits())).await?.iter().all(|row| row.key.is_none()) {
                let _ = std::fs::remove_file(self.home.file(file));
            }
        }
        Ok(())
    }

    /// Erases one class, or with [`Class::Open`] what was not sealed, without the key that makes proofs: after a backup was
    /// restored that is older than the erasure. Says whether there was anything to erase.
    pub(crate) async fn erase_unproven(
        &self,
        id: RecordId,
        class: Class,
        reason: ErasureReason,
        today: Date,
    ) -> Result<bool, StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let revisions = load_rows(&mut transaction, id).await?;
        let Some(current) = revisions.last() else { return Ok(false) };
        let is_identity = matches!(class, Class::Open | Class::Direct);
        let is_parted = is_identity && link::is_joined(&mut transaction, id).await?;
        let taken = take(&mut transaction, 1 + usize::from(is_parted), today).await?;
        drop_drafts(&mut transaction, id).await?;
        if class == Class::Open {
            self.erase_content(&mut transaction, current).await?;
        } else {
            drop_keys(&mut transaction, (id.bits(), class)).await?;
        }
        if class == Class::Direct {
            for file in files_of(&mut transaction, id).await? {
                drop_keys(&mut transaction, (file.bits(), class)).await?;
            }
            self.erase_blind(&mut transaction, current).await?;
        }
        if class == Class::Narrative {
            for note in notes_of(&mut transaction, id).await? {
                drop_keys(&mut transaction, (note.bits(), class)).await?;
            }
        }
        write_erasure(&mut transaction, (id, class), (today, reason), (Vec::new(), taken.first())).await?;
        let content = erasure_digest((id, class), (today, reason), &[]);
        let mut acts = vec![Act::new(Role::Administrator, Action::Erase).on(id).content(content)];
        if is_parted {
            acts.push(link::forget(&mut transaction, (id, taken.first() + 1), (today, None)).await?);
        }
        self.finish(transaction, taken, None, &acts).await?;
        self.finish_erasures().await?;
        Ok(true)
    }

    async fn erase_blind(&self, transaction: &mut AnyConnection, current: &Loaded) -> Result<(), StoreError> {
        self.drop_blind(transaction, current).await?;
        let query = sqlx::query(sql::REVISIONS_BLIND_EMPTY).bind(id_bytes(current.id)).bind(Vec::<u8>::new());
        query.execute(transaction).await?;
        Ok(())
    }

    /// What of a record was erased, with the proofs.
    pub async fn erasures(&self, id: RecordId) -> Result<Vec<ErasedClass>, StoreError> {
        erasures(&mut *self.db.read().await?, id).await
    }

    async fn erase_content(&self, transaction: &mut AnyConnection, current: &Loaded) -> Result<(), StoreError> {
        let before = read::open_part(self.codebook, current.id, &current.schema, &current.content)?;
        self.drop_finders(transaction, current, &before).await?;
        let query = sqlx::query(sql::REVISIONS_BLIND_EMPTY).bind(id_bytes(current.id)).bind(Vec::<u8>::new());
        query.execute(&mut *transaction).await?;
        let query = sqlx::query(sql::REVISIONS_EMPTY).bind(id_bytes(current.id)).bind(Vec::<u8>::new());
        query.execute(&mut *transaction).await?;
        task::empty(transaction, current.id).await?;
        // From whom it came is not kept either: nothing would bind it to the log any more.
        let nobody = id_bytes(overt_model::SourceId::from_bits(0));
        sqlx::query(sql::RECORD_ERASED).bind(id_bytes(current.id)).bind(nobody).execute(transaction).await?;
        Ok(())
    }
}

/// What people wrote about decisions on the record and about its tasks, as far as it is there.
async fn notes_of(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<NoteId>, StoreError> {
    let mut notes = link::notes_of(connection, id).await?;
    notes.extend(task::notes_of(connection, id).await?);
    Ok(notes)
}

/// What somebody had opened of the record, and put into a draft.
async fn drop_drafts(transaction: &mut AnyConnection, id: RecordId) -> Result<(), StoreError> {
    sqlx::query(sql::DRAFTS_OF_RECORD_DROP).bind(id_bytes(id)).execute(transaction).await?;
    Ok(())
}

/// Destroys the keys of a class of a row and what they sealed. Returns the wraps that are gone.
async fn drop_keys(transaction: &mut AnyConnection, (row, class): (u128, Class)) -> Result<Vec<Vec<u8>>, StoreError> {
    let row = row.to_be_bytes().to_vec();
    let query = sqlx::query(sql::WRAPS).bind(row.clone()).bind(class.code());
    let wraps = query.fetch_all(&mut *transaction).await?.iter().map(|row| row.bytes("wrap")).collect();
    sqlx::query(sql::WRAPS_DROP).bind(row.clone()).bind(class.code()).execute(&mut *transaction).await?;
    let query = sqlx::query(sql::SEALED_EMPTY).bind(row).bind(class.code()).bind(Vec::<u8>::new());
    query.execute(transaction).await?;
    wraps
}

async fn write_erasure(
    transaction: &mut AnyConnection,
    (id, class): (RecordId, Class),
    (today, reason): (Date, ErasureReason),
    (proof, leaf): (Vec<u8>, u64),
) -> Result<(), StoreError> {
    let query = sqlx::query(sql::ERASURE_ADD).bind(id_bytes(id)).bind(class.code()).bind(today.to_string());
    query.bind(reason.code()).bind(proof).bind(signed(leaf)).execute(transaction).await?;
    Ok(())
}

pub(crate) async fn erasures(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<ErasedClass>, StoreError> {
    let rows = sqlx::query(sql::ERASURES_OF).bind(id_bytes(id)).fetch_all(connection).await?;
    let erased = |row: &sqlx::any::AnyRow| {
        let proof = row.bytes("proof")?;
        let proof = (!proof.is_empty()).then(|| ErasureProof::from_bytes(&proof)).transpose()?;
        Ok(ErasedClass {
            class: class_of(row)?,
            day: journal::day(&row.text("day")?)?,
            reason: reason_of(row)?,
            proof,
            leaf: row.count("leaf")?,
        })
    };
    rows.iter().map(erased).collect()
}

fn class_of(row: &sqlx::any::AnyRow) -> Result<Class, StoreError> {
    Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))
}

fn reason_of(row: &sqlx::any::AnyRow) -> Result<ErasureReason, StoreError> {
    ErasureReason::from_code(&row.text("reason")?).ok_or(StoreError::Damaged("a reason"))
}
