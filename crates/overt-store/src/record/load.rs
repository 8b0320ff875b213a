//! Reading a record's rows, and comparing them with the log.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use overt_model::{Class, RecordId, SourceId};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{HANDED_OVER, parts};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::exchange::Origin;
use crate::journal;
use crate::log::entry::Content;
use crate::people::epoch_of;
use crate::vault::{AccountId, Epoch, TeamId};
use crate::{StoreError, sql};

/// Records that are read with one statement.
const LOADED_AT_ONCE: usize = 50;

/// A revision of a record with its sealed classes, as stored.
#[derive(Clone)]
pub(crate) struct Loaded {
    pub(crate) id: RecordId,
    pub(crate) schema: String,
    pub(crate) source: SourceId,
    pub(crate) team: TeamId,
    /// The revision that is current.
    pub(crate) current: u64,
    pub(crate) erased: bool,
    /// The revision that this is.
    pub(crate) number: u64,
    pub(crate) author: AccountId,
    pub(crate) reason: String,
    pub(crate) day: Date,
    pub(crate) content: String,
    pub(crate) content_hash: [u8; 32],
    pub(crate) blind: Vec<u8>,
    pub(crate) blind_hash: [u8; 32],
    pub(crate) salt: Vec<u8>,
    pub(crate) leaf: u64,
    pub(crate) logged: Option<[u8; 32]>,
    /// All that were ever sealed, by class and revision.
    pub(crate) sealed: Vec<SealedRow>,
}

/// One sealed class of one revision.
#[derive(Clone)]
pub(crate) struct SealedRow {
    pub(crate) class: Class,
    pub(crate) revision: u64,
    pub(crate) epoch: Epoch,
    pub(crate) envelope: Vec<u8>,
    pub(crate) hash: [u8; 32],
    /// The team, the epoch to which it is wrapped, and the wrapped key; nothing after an erasure.
    pub(crate) key: Option<(TeamId, Epoch, Vec<u8>)>,
}

/// The current revision of a record, compared with the log. Erased and absent are the same.
pub(crate) async fn load(connection: &mut AnyConnection, id: RecordId) -> Result<Loaded, StoreError> {
    load_many(connection, &[id]).await?.pop().ok_or(StoreError::NotThere("record"))
}

/// The current revisions of records in the order of `ids`, compared with the log. Erased and absent ones are left out.
pub(crate) async fn load_many(connection: &mut AnyConnection, ids: &[RecordId]) -> Result<Vec<Loaded>, StoreError> {
    let mut there: BTreeMap<RecordId, Loaded> = BTreeMap::new();
    for ids in ids.chunks(LOADED_AT_ONCE) {
        // Too few are asked for over again, so that the database has to prepare two texts only.
        let count = if ids.len() == 1 { 1 } else { LOADED_AT_ONCE };
        let query = sqlx::query(AssertSqlSafe(sql::current(count)));
        let query = ids.iter().cycle().take(count).fold(query, |query, id| query.bind(id_bytes(*id)));
        for row in query.fetch_all(&mut *connection).await? {
            let loaded = match there.entry(row.id("id")?) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => entry.insert(Loaded::of(&row)?),
            };
            if row.optional_bytes("hash")?.is_some() {
                loaded.sealed.push(SealedRow::of(&row)?);
            }
        }
    }
    let found = ids.iter().filter_map(|id| there.get(id)).filter(|loaded| !loaded.erased);
    found.map(|loaded| loaded.verify().map(|()| loaded.clone())).collect()
}

/// The number of the current revision of a record that was not erased.
pub(crate) async fn current_revision(connection: &mut AnyConnection, id: RecordId) -> Result<u64, StoreError> {
    let row = sqlx::query(sql::RECORD).bind(id_bytes(id)).fetch_optional(connection).await?;
    let row = row.filter(|row| row.number("erased").is_ok_and(|erased| erased == 0));
    row.ok_or(StoreError::NotThere("record"))?.count("revision")
}

/// Every revision of a record, the oldest first, compared with the log.
pub(crate) async fn load_revisions(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<Loaded>, StoreError> {
    let revisions = load_rows(connection, id).await?;
    revisions.iter().try_for_each(Loaded::verify)?;
    if revisions.is_empty() { Err(StoreError::NotThere("record")) } else { Ok(revisions) }
}

/// Every revision of a record as it is stored.
pub(crate) async fn load_rows(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<Loaded>, StoreError> {
    let rows = sqlx::query(sql::EARLIER).bind(id_bytes(id)).fetch_all(&mut *connection).await?;
    let sealed = sealed(connection, id).await?;
    rows.iter().map(|row| Ok(Loaded { sealed: sealed.clone(), ..Loaded::of(row)? })).collect()
}

/// The sealed classes of a row.
pub(crate) async fn sealed(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<SealedRow>, StoreError> {
    sqlx::query(sql::SEALED).bind(id_bytes(id)).fetch_all(connection).await?.iter().map(SealedRow::of).collect()
}

impl SealedRow {
    fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let class = Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?;
        let key = match row.optional_bytes("wrap")? {
            Some(wrap) => Some((row.id("holder")?, epoch_of(row.number("wrapped_to")?)?, wrap)),
            None => None,
        };
        Ok(Self {
            class,
            revision: row.count("sealed")?,
            epoch: epoch_of(row.number("epoch")?)?,
            envelope: row.bytes("envelope")?,
            hash: row.array("hash")?,
            key,
        })
    }

    /// Whether the envelope is the one that was stored, or was erased together with its key.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.key {
            Some(_) => *blake3::hash(&self.envelope).as_bytes() == self.hash,
            None => self.envelope.is_empty(),
        }
    }
}

impl Loaded {
    pub(super) fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let logged = row.optional_bytes("digest")?.map(<[u8; 32]>::try_from).transpose();
        Ok(Self {
            id: row.id("id")?,
            schema: row.text("schema")?,
            source: row.id("source")?,
            team: row.id("team")?,
            current: row.count("revision")?,
            erased: match row.number("erased")? {
                0 => false,
                1 => true,
                _ => return Err(StoreError::Damaged("whether a record was erased")),
            },
            number: row.count("number")?,
            author: row.id("author")?,
            reason: row.text("reason")?,
            day: journal::day(&row.text("day")?)?,
            content: row.text("content")?,
            content_hash: row.array("content_hash")?,
            blind: row.bytes("blind")?,
            blind_hash: row.array("blind_hash")?,
            salt: row.bytes("salt")?,
            leaf: row.count("leaf")?,
            logged: logged.map_err(|_| StoreError::Damaged("a digest in the log"))?,
            sealed: Vec::new(),
        })
    }

    /// What its open part says, as stored.
    pub(crate) fn content(&self) -> Result<parts::Content, StoreError> {
        serde_json::from_str(&self.content).map_err(|_| StoreError::Damaged("a record is not in its form"))
    }

    /// Whether it says anything that the one before did not say. Who holds a record concerns nobody else.
    pub(crate) fn is_told(&self) -> bool {
        self.reason != HANDED_OVER
    }

    /// Where it was written, when that was elsewhere. Of an erased revision this is not known any more.
    pub(crate) fn origin(&self) -> Result<Option<Origin>, StoreError> {
        if self.content.is_empty() { Ok(None) } else { Ok(self.content()?.origin) }
    }

    /// The sealed classes as of this revision: of each class the newest that is not later.
    pub(crate) fn in_force(&self) -> impl Iterator<Item = &SealedRow> {
        parts::SEALED_CLASSES
            .into_iter()
            .filter_map(|class| self.sealed.iter().rfind(|row| row.class == class && row.revision <= self.number))
    }

    /// Whether the blind indexes are there, as far as there were any.
    pub(crate) fn has_blind(&self) -> bool {
        !self.blind.is_empty() || salted(&self.salt, &[]) == self.blind_hash
    }

    /// Compares the rows with the log.
    pub(crate) fn verify(&self) -> Result<(), StoreError> {
        let facts = Facts {
            id: self.id,
            schema: &self.schema,
            team: self.team,
            number: self.number,
            author: self.author,
            reason: &self.reason,
            day: self.day,
            content_hash: &self.content_hash,
            blind_hash: &self.blind_hash,
        };
        let digest = facts.digest(self.in_force().map(|row| (row.class, row.revision, row.epoch, row.hash)));
        if self.logged != Some(digest.0) {
            return Err(StoreError::Tampered("a revision"));
        }
        let is_whole = (self.erased && self.content.is_empty())
            || salted(&self.salt, self.content.as_bytes()) == self.content_hash;
        let is_indexed = self.blind.is_empty() || salted(&self.salt, &self.blind) == self.blind_hash;
        if is_whole && is_indexed { Ok(()) } else { Err(StoreError::Tampered("what a record says")) }
    }
}

/// What the log holds of a revision.
pub(super) struct Facts<'a> {
    pub(super) id: RecordId,
    pub(super) schema: &'a str,
    pub(super) team: TeamId,
    pub(super) number: u64,
    pub(super) author: AccountId,
    pub(super) reason: &'a str,
    pub(super) day: Date,
    pub(super) content_hash: &'a [u8; 32],
    pub(super) blind_hash: &'a [u8; 32],
}

impl Facts<'_> {
    pub(super) fn digest(&self, sealed: impl Iterator<Item = (Class, u64, Epoch, [u8; 32])>) -> Content {
        let digest = Digest::of("overt.store 2026 revision v1")
            .id(self.id)
            .part(self.schema.as_bytes())
            .id(self.team)
            .number(self.number)
            .id(self.author)
            .part(self.reason.as_bytes())
            .part(self.day.to_string().as_bytes())
            .part(self.content_hash)
            .part(self.blind_hash);
        sealed
            .fold(digest, |digest, (class, revision, epoch, hash)| {
                digest.part(class.code().as_bytes()).number(revision).number(epoch.number().into()).part(&hash)
            })
            .finish()
    }
}

/// A hash that tells nothing once the salt is gone.
pub(super) fn salted(salt: &[u8], bytes: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("overt.store 2026 salted hash v1");
    hasher.update(&(salt.len() as u64).to_le_bytes()).update(salt).update(bytes);
    hasher.finalize().into()
}
