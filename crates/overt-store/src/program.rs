//! Keys for programs: what a program shows to read what is not sealed, within the scope that an administrator gave it.
//!
//! A key is 256 random bits, shown once. The store keeps a hash of it. It opens nothing: no team has wrapped anything to it, and the
//! keys of blind indexes are not its own, so it cannot even ask whether a sealed name is known. How a key is, is a step that the log
//! holds a digest of: made, used for the first time on a day, ended.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use overt_model::{Class, Id, IdKind, Secret, SourceId};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Transaction};

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::home::hex;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::people::{Role, Session};
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, random, sql};

/// Longest time for which a key holds.
pub const PROGRAM_KEY_DAYS_MAX: i32 = 366;
/// Most keys that hold at once: each request looks through all of them.
pub const PROGRAM_KEYS_MAX: usize = 100;
/// Most characters of a name.
const NAME_CHARS_MAX: usize = 100;
/// How a key begins, so that whoever finds one knows what it is.
const PREFIX: &str = "overt-program-";

/// Marks identifiers written `program:…`.
pub enum ProgramKeyKind {}
impl IdKind for ProgramKeyKind {
    const NAME: &'static str = "program";
}
/// One key for programs.
pub type ProgramKeyId = Id<ProgramKeyKind>;

/// What a program may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Records of these sources.
    pub sources: BTreeSet<SourceId>,
    /// Of these kinds.
    pub schemas: BTreeSet<String>,
    /// Their properties up to this class, which is not sealed.
    pub class: Class,
}

/// A key as everybody who administers sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramKey {
    /// Its identifier, under which the log knows it.
    pub id: ProgramKeyId,
    /// What it is, and until when.
    pub facts: ProgramKeyFacts,
    /// On which day it was last used.
    pub used: Option<Date>,
    /// Since when it has ended, where somebody ended it.
    pub ended: Option<Date>,
}

/// What is decided when a key is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramKeyFacts {
    /// What it is for, in the words of who made it.
    pub name: String,
    /// What it may read.
    pub scope: Scope,
    /// Its last day.
    pub expires: Date,
}

/// Why a key is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProgramKeyError {
    /// No name, a long one, or control characters.
    #[error("a key for programs has a name of 1 to 100 characters on one line")]
    Name,
    /// Nothing could be read with it.
    #[error("a key for programs names at least one source and one kind of record")]
    NoScope,
    /// A class that is sealed.
    #[error("a key for programs opens nothing that is sealed: choose the class open or quasi")]
    Sealed,
    /// Over already, or too far.
    #[error("the last day of a key for programs is today or later, and at most 366 days from now")]
    Expires,
    /// Too many.
    #[error("there are 100 keys for programs, which is the most: end one that nobody uses")]
    TooMany,
}

/// A step as it is kept.
#[derive(Serialize, Deserialize)]
struct Step {
    #[serde(flatten)]
    facts: ProgramKeyFacts,
    made_by: AccountId,
    hash: String,
    used: Option<Date>,
    ended: Option<Date>,
}

impl Step {
    /// Whether the key may be used on a day.
    fn holds_on(&self, day: Date) -> bool {
        self.ended.is_none() && day <= self.facts.expires
    }
}

impl ProgramKeyFacts {
    fn check(&self, today: Date) -> Result<(), ProgramKeyError> {
        let length = self.name.trim().chars().count();
        let longest: Span = PROGRAM_KEY_DAYS_MAX.days();
        if length == 0 || length > NAME_CHARS_MAX || self.name.chars().any(char::is_control) {
            Err(ProgramKeyError::Name)
        } else if self.scope.sources.is_empty() || self.scope.schemas.is_empty() {
            Err(ProgramKeyError::NoScope)
        } else if self.scope.class.is_sealed() {
            Err(ProgramKeyError::Sealed)
        } else if self.expires < today || today.checked_add(longest).is_ok_and(|last| self.expires > last) {
            Err(ProgramKeyError::Expires)
        } else {
            Ok(())
        }
    }
}

/// What the log holds of a step.
pub(crate) fn program_digest(id: ProgramKeyId, content: &str) -> Content {
    Digest::of("overt.store 2026 key for programs v1").id(id).part(content.as_bytes()).finish()
}

/// By what a key is found. Of 256 random bits it says nothing.
fn hash_of(key: &str) -> String {
    hex(&blake3::derive_key("overt.store 2026 hash of a key for programs v1", key.as_bytes()))
}

/// Every key as it is now, each compared with the log: a row that somebody put into the database lets nobody in.
async fn steps(connection: &mut AnyConnection) -> Result<Vec<(ProgramKeyId, Step)>, StoreError> {
    let rows = sqlx::query(sql::PROGRAM_KEYS).fetch_all(&mut *connection).await?;
    let mut steps = Vec::with_capacity(rows.len());
    for row in &rows {
        let (id, leaf, content) = read(row)?;
        if journal::content(&mut *connection, leaf).await? != Some(program_digest(id, &content)) {
            return Err(StoreError::Tampered("a key for programs"));
        }
        let step = serde_json::from_str(&content).map_err(|_| StoreError::Damaged("a key for programs"))?;
        steps.push((id, step));
    }
    Ok(steps)
}

pub(crate) fn read(row: &AnyRow) -> Result<(ProgramKeyId, u64, String), StoreError> {
    Ok((row.id("id")?, row.count("leaf")?, row.text("content")?))
}

fn key_of(id: ProgramKeyId, step: Step) -> ProgramKey {
    ProgramKey { id, facts: step.facts, used: step.used, ended: step.ended }
}

impl Store {
    /// Every key for programs, by name; also those that are over.
    pub async fn program_keys(&self, session: &Session) -> Result<Vec<ProgramKey>, StoreError> {
        session.require_administrator()?;
        let steps = steps(&mut *self.db.read().await?).await?;
        let mut keys: Vec<ProgramKey> = steps.into_iter().map(|(id, step)| key_of(id, step)).collect();
        keys.sort_by(|one, other| (&one.facts.name, one.id).cmp(&(&other.facts.name, other.id)));
        Ok(keys)
    }

    /// Makes a key for a program. It is shown once and stored nowhere.
    ///
    /// # Errors
    /// [`StoreError::ProgramKey`] where it cannot be made as it is asked for.
    pub async fn add_program_key(
        &self,
        session: &Session,
        facts: &ProgramKeyFacts,
        today: Date,
    ) -> Result<(ProgramKeyId, Secret<String>), StoreError> {
        session.require_administrator()?;
        facts.check(today)?;
        let key = Secret::new(format!("{PREFIX}{}", hex(random::secret().expose())));
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let held = steps(&mut transaction).await?;
        if held.iter().filter(|(_, step)| step.holds_on(today)).count() >= PROGRAM_KEYS_MAX {
            return Err(ProgramKeyError::TooMany.into());
        }
        let (id, hash) = (random::new_id(), hash_of(key.expose()));
        let step = Step { facts: facts.clone(), made_by: session.account, hash, used: None, ended: None };
        let act = (Some(session.account), Role::Administrator, Action::ProgramKeyMade);
        self.write_step(transaction, (id, &step), act, today).await?;
        Ok((id, key))
    }

    /// Ends a key: from now on it lets nobody in.
    pub async fn end_program_key(&self, session: &Session, id: ProgramKeyId, today: Date) -> Result<(), StoreError> {
        session.require_administrator()?;
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let mut known = steps(&mut transaction).await?.into_iter();
        let step = known.find(|(known, step)| *known == id && step.ended.is_none());
        let (id, step) = step.ok_or(StoreError::NotThere("key for programs"))?;
        let step = Step { ended: Some(today), ..step };
        let act = (Some(session.account), Role::Administrator, Action::ProgramKeyEnded);
        self.write_step(transaction, (id, &step), act, today).await
    }

    /// The key that a program shows. Its first use on a day is in the log before anything is answered.
    ///
    /// # Errors
    /// [`StoreError::SignIn`] where there is none, or it is over: one answer for all.
    pub async fn program_of(&self, shown: &Secret<String>, today: Date) -> Result<ProgramKey, StoreError> {
        let hash = hash_of(shown.expose());
        let is_it = |(_, step): &(ProgramKeyId, Step)| step.hash == hash && step.holds_on(today);
        let mut known = steps(&mut *self.db.read().await?).await?.into_iter();
        let (id, step) = known.rfind(is_it).ok_or(StoreError::SignIn)?;
        if step.used == Some(today) {
            return Ok(key_of(id, step));
        }
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        // It may have ended meanwhile, and must not come back.
        let mut known = steps(&mut transaction).await?.into_iter();
        let step = known.find(|(known, step)| *known == id && step.ended.is_none());
        let (id, step) = step.ok_or(StoreError::SignIn)?;
        let step = Step { used: Some(today), ..step };
        self.write_step(transaction, (id, &step), (None, Role::Nobody, Action::ProgramKeyUsed), today).await?;
        Ok(key_of(id, step))
    }

    async fn write_step(
        &self,
        mut transaction: Transaction<'_, Any>,
        (id, step): (ProgramKeyId, &Step),
        (actor, role, action): (Option<AccountId>, Role, Action),
        today: Date,
    ) -> Result<(), StoreError> {
        let content = serde_json::to_string(step).map_err(|_| StoreError::Damaged("a key for programs"))?;
        let taken = take(&mut transaction, 1, today).await?;
        let query = sqlx::query(sql::PROGRAM_KEY_ADD).bind(id_bytes(id)).bind(signed(taken.first()));
        query.bind(content.as_str()).execute(&mut *transaction).await?;
        let act = Act::new(role, action).on(id).content(program_digest(id, &content));
        self.finish(transaction, taken, actor, &[act]).await
    }
}
