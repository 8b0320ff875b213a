//! Passkeys, and what else a person may need beside the passphrase to come in to a server.
//!
//! A passkey is kept sealed under a key that follows from the person's own, and the log holds a digest of every step of it: added, used,
//! taken away. Whoever can write into the database cannot add one that opens, exchange its public key or turn its count back; what they
//! change, and what they take away, contradicts the log. It is read when the passphrase has opened the person's key, and only then.

use jiff::civil::Date;
use overt_model::{Class, Id, IdKind, Private, Secret};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{Any, AnyConnection, Transaction};

use super::Session;
use crate::base64;
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::store::Store;
use crate::vault::{AccountId, Context, Epoch};
use crate::{StoreError, random, sql};

/// Most passkeys of one account.
pub const PASSKEYS_MAX: usize = 10;
/// Most characters of a name.
const NAME_CHARS_MAX: usize = 60;
/// Table name to which a sealed passkey is bound.
const TABLE: &str = "passkey";

/// Marks identifiers written `passkey:…`.
pub enum PasskeyKind {}
impl IdKind for PasskeyKind {
    const NAME: &'static str = "passkey";
}
/// One passkey.
pub type PasskeyId = Id<PasskeyKind>;

/// What is known of a passkey when it is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyFacts {
    /// What its owner calls it.
    pub name: Private<String>,
    /// By what a browser names it.
    pub credential: Private<Vec<u8>>,
    /// Its public key, as whoever checks signatures reads it.
    pub key: Vec<u8>,
    /// How often it was used, as far as it counts; 0 where it does not.
    pub count: u32,
}

/// A passkey that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its identifier, under which the log knows it.
    pub id: PasskeyId,
    /// What it is, with the count of its last use.
    pub facts: PasskeyFacts,
    /// The day on which it was added.
    pub added: Date,
    /// The day on which it was last used.
    pub used: Option<Date>,
}

/// What an account needs beside its passphrase; one of them is enough.
#[derive(Debug)]
pub struct Factors {
    /// Whose they are.
    pub account: AccountId,
    /// The secret of one-time codes, where the person uses them.
    pub codes: Option<Secret<[u8; 20]>>,
    /// The passkeys, by day and name.
    pub passkeys: Vec<Passkey>,
}

impl Factors {
    /// Whether the passphrase is enough.
    pub const fn is_empty(&self) -> bool {
        self.codes.is_none() && self.passkeys.is_empty()
    }
}

/// Which of them somebody has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Factor {
    /// A one-time code.
    Code,
    /// A passkey, and how far it has counted.
    Passkey {
        /// Which one.
        id: PasskeyId,
        /// Its count; 0 where it does not count.
        count: u32,
    },
}

/// Why a passkey is not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// No name, a long one, or control characters.
    #[error("a passkey has a name of 1 to 60 characters on one line")]
    Name,
    /// It is there already.
    #[error("this passkey is one of yours already")]
    Known,
    /// Too many.
    #[error("you have 10 passkeys, which is the most: take one away that you do not use")]
    TooMany,
}

/// A step as it is sealed.
#[derive(Serialize, Deserialize)]
#[serde(tag = "is")]
enum Step {
    Held { name: String, credential: String, key: String, count: u32, added: Date, used: Option<Date> },
    Ended,
}

impl Step {
    fn of(passkey: &Passkey) -> Self {
        let Passkey { facts, added, used, .. } = passkey;
        Self::Held {
            // Sealed with the rest.
            name: facts.name.expose().clone(),
            credential: base64::encode(facts.credential.expose()),
            key: base64::encode(&facts.key),
            count: facts.count,
            added: *added,
            used: *used,
        }
    }

    fn passkey(self, id: PasskeyId) -> Result<Option<Passkey>, StoreError> {
        let Self::Held { name, credential, key, count, added, used } = self else { return Ok(None) };
        let bytes = |text: &str| base64::decode(text).ok_or(StoreError::Damaged("a passkey"));
        let (credential, key) = (bytes(&credential)?, bytes(&key)?);
        let facts = PasskeyFacts { name: Private::new(name), credential: Private::new(credential), key, count };
        Ok(Some(Passkey { id, facts, added, used }))
    }
}

impl Passkey {
    /// Whether its count may be this one after another use: one that counts goes up, and one that does not stays at 0.
    pub const fn counts_on_to(&self, count: u32) -> bool {
        count > self.facts.count || (count == 0 && self.facts.count == 0)
    }
}

/// What the log holds of a step.
pub(crate) fn passkey_digest(account: AccountId, id: PasskeyId, envelope: &[u8]) -> Content {
    Digest::of("overt.store 2026 passkey v1").id(account).id(id).part(envelope).finish()
}

pub(crate) fn read(row: &AnyRow) -> Result<(AccountId, PasskeyId, u64, Vec<u8>), StoreError> {
    Ok((row.id("account")?, row.id("id")?, row.count("leaf")?, row.bytes("envelope")?))
}

/// Where a step belongs: to this passkey, and to this leaf, so that an older one does not open in place of a later one.
const fn context(store: &Store, id: PasskeyId, leaf: u64) -> Context<'static> {
    let (tenant, row, class) = (store.tenant, id.bits(), Class::Direct);
    Context { tenant, table: TABLE, row, class, epoch: Epoch::FIRST, revision: leaf }
}

/// A row, if it is as the log has it and the person's own key sealed it.
async fn step(
    store: &Store,
    session: &Session,
    connection: &mut AnyConnection,
    row: &AnyRow,
) -> Result<(PasskeyId, Step), StoreError> {
    let (account, id, leaf, envelope) = read(row)?;
    if journal::content(connection, leaf).await? != Some(passkey_digest(account, id, &envelope)) {
        return Err(StoreError::Tampered("a passkey"));
    }
    let opened = session.key().passkey_key().open(&envelope, &context(store, id, leaf));
    let opened = opened.map_err(|_| StoreError::Tampered("a passkey"))?;
    let step = serde_json::from_slice(opened.expose()).map_err(|_| StoreError::Damaged("a passkey"))?;
    Ok((id, step))
}

/// The passkeys of the session's person that are in force.
async fn held(store: &Store, session: &Session, connection: &mut AnyConnection) -> Result<Vec<Passkey>, StoreError> {
    let query = sqlx::query(sql::PASSKEYS).bind(id_bytes(session.account));
    let mut held = Vec::new();
    for row in query.fetch_all(&mut *connection).await? {
        let (id, step) = step(store, session, connection, &row).await?;
        held.extend(step.passkey(id)?);
    }
    held.sort_by(|one, other| (one.added, &one.facts.name, one.id).cmp(&(other.added, &other.facts.name, other.id)));
    Ok(held)
}

impl Store {
    /// What the session's person needs beside the passphrase.
    pub async fn factors(&self, session: &Session) -> Result<Factors, StoreError> {
        let codes = self.totp_secret(session).await?;
        let passkeys = held(self, session, &mut *self.db.read().await?).await?;
        Ok(Factors { account: session.account, codes, passkeys })
    }

    /// Adds a passkey to the session's person: from now on a server asks for it, or for a one-time code.
    pub async fn add_passkey(
        &self,
        session: &Session,
        facts: &PasskeyFacts,
        today: Date,
    ) -> Result<PasskeyId, StoreError> {
        let name = facts.name.expose();
        if name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(PasskeyError::Name.into());
        }
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let held = held(self, session, &mut transaction).await?;
        if held.iter().any(|passkey| passkey.facts.credential == facts.credential) {
            return Err(PasskeyError::Known.into());
        }
        if held.len() >= PASSKEYS_MAX {
            return Err(PasskeyError::TooMany.into());
        }
        let passkey = Passkey { id: random::new_id(), facts: facts.clone(), added: today, used: None };
        let steps = [(passkey.id, Step::of(&passkey), Action::PasskeyAdded)];
        self.write_passkeys(transaction, session, (&[], &steps), today).await?;
        Ok(passkey.id)
    }

    /// Takes a passkey of the session's person away.
    pub async fn remove_passkey(&self, session: &Session, id: PasskeyId, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let held = held(self, session, &mut transaction).await?;
        if !held.iter().any(|passkey| passkey.id == id) {
            return Err(StoreError::NotThere("passkey"));
        }
        self.write_passkeys(transaction, session, (&[], &[(id, Step::Ended, Action::PasskeyRemoved)]), today).await
    }

    /// The session's person has shown a passkey once more.
    ///
    /// # Errors
    /// [`StoreError::SignIn`] when it was taken away meanwhile, or has not counted on: then it was copied.
    pub async fn use_passkey(
        &self,
        session: &Session,
        (id, count): (PasskeyId, u32),
        today: Date,
    ) -> Result<(), StoreError> {
        self.show_passkey(session, (id, count), &[], today).await
    }

    /// The same with acts that are logged together with it.
    pub(super) async fn show_passkey(
        &self,
        session: &Session,
        (id, count): (PasskeyId, u32),
        acts: &[Act],
        today: Date,
    ) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        let mut held = held(self, session, &mut transaction).await?.into_iter();
        let passkey = held.find(|passkey| passkey.id == id && passkey.counts_on_to(count));
        let mut passkey = passkey.ok_or(StoreError::SignIn)?;
        let mut steps = Vec::new();
        if count > 0 || passkey.used != Some(today) {
            (passkey.facts.count, passkey.used) = (count, Some(today));
            steps.push((id, Step::of(&passkey), Action::PasskeyUsed));
        }
        if acts.is_empty() && steps.is_empty() {
            return Ok(());
        }
        self.write_passkeys(transaction, session, (acts, &steps), today).await
    }

    /// Does these acts and takes every passkey of the session's person away, also those that do not open: somebody may have put them there
    /// to keep the person out.
    pub(super) async fn end_passkeys(
        &self,
        mut transaction: Transaction<'_, Any>,
        session: &Session,
        acts: &[Act],
        today: Date,
    ) -> Result<(), StoreError> {
        journal::lock(&mut transaction).await?;
        let query = sqlx::query(sql::PASSKEYS).bind(id_bytes(session.account));
        let mut steps = Vec::new();
        for row in query.fetch_all(&mut *transaction).await? {
            let (_, id, ..) = read(&row)?;
            if !matches!(step(self, session, &mut transaction, &row).await, Ok((_, Step::Ended))) {
                steps.push((id, Step::Ended, Action::PasskeyRemoved));
            }
        }
        self.write_passkeys(transaction, session, (acts, &steps), today).await
    }

    /// Writes how passkeys are from now on, each with its act, after other acts.
    async fn write_passkeys(
        &self,
        mut transaction: Transaction<'_, Any>,
        session: &Session,
        (others, steps): (&[Act], &[(PasskeyId, Step, Action)]),
        today: Date,
    ) -> Result<(), StoreError> {
        let taken = take(&mut transaction, others.len() + steps.len(), today).await?;
        let mut acts = others.to_vec();
        for (id, step, action) in steps {
            let leaf = taken.first() + acts.len() as u64;
            let said = serde_json::to_vec(step).map_err(|_| StoreError::Damaged("a passkey"))?;
            let said = zeroize::Zeroizing::new(said);
            let key = session.key().passkey_key();
            let envelope = key.seal(&said, &context(self, *id, leaf), &mut random::system())?;
            let act = Act::new(session.role(), *action).on(*id);
            acts.push(act.content(passkey_digest(session.account, *id, &envelope)));
            let query = sqlx::query(sql::PASSKEY_ADD).bind(id_bytes(session.account)).bind(id_bytes(*id));
            query.bind(signed(leaf)).bind(envelope).execute(&mut *transaction).await?;
        }
        self.finish(transaction, taken, Some(session.account), &acts).await
    }
}
