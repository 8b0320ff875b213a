//! Taking a bundle in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use overt_model::codebook::Migrated;
use overt_model::{Codebook, RecordId, Source, SourceId};
use serde::Serialize;

use super::item::{Item, Notice, NoticeKind, RecordItem};
use super::open::Verified;
use super::write::{Batch, Outcome};
use super::{Address, ExchangeError};
use crate::db::{Read as _, id_bytes};
use crate::log::checkpoint::VerifierKey;
use crate::people::{Right, Session, TeamKind};
use crate::store::Store;
use crate::{StoreError, source, sql};

/// Revisions that are written in one transaction, unless one record has more.
const BATCH_REVISIONS: usize = 200;
/// Bytes of items after which a transaction is written.
const BATCH_LEN: usize = 4 << 20;
/// Sources that one bundle may bring.
const SOURCES_MAX: usize = 10_000;
/// Most characters of the name of a source.
const NAME_MAX: usize = 200;
/// Most characters of what its records may be used for.
const PURPOSE_MAX: usize = 2000;
/// Records that are named one by one in the answer.
const NAMED_MAX: usize = 1000;

/// From whom a bundle is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// Whose key has this fingerprint.
    Fingerprint(String),
    /// Who has this key.
    Key(VerifierKey),
    /// Who gave this address.
    Address(Box<Address>),
}

impl Sender {
    fn is(&self, key: &VerifierKey) -> bool {
        match self {
            Self::Fingerprint(fingerprint) => *fingerprint == key.fingerprint(),
            Self::Key(expected) => expected == key,
            Self::Address(address) => address.log == *key,
        }
    }
}

/// How a bundle is taken in.
#[derive(Debug, Default)]
pub struct Receiving<'a> {
    /// From whom it is expected; without a name nothing is taken in.
    pub from: Option<&'a Sender>,
    /// The casework team that gets new records; the only one, when there is no name.
    pub team: Option<&'a str>,
    /// Records that were changed on both sides, of which the incoming version shall hold.
    pub take: &'a [RecordId],
    /// Whether all is done as it would be, and nothing kept.
    pub dry_run: bool,
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
pub struct Received {
    /// The bundle.
    pub bundle: String,
    /// The fingerprint of whoever signed it.
    pub sender: String,
    /// On which day it was made.
    pub day: Option<Date>,
    /// What its records may be used for.
    pub purpose: String,
    /// Sources that are new here.
    pub sources: u64,
    /// Sources of the bundle that this store describes otherwise; it keeps its own.
    pub sources_differ: Vec<SourceId>,
    /// Records that are new here.
    pub new: u64,
    /// Records that went on.
    pub continued: u64,
    /// Records that were here already.
    pub known: u64,
    /// Revisions that were written.
    pub revisions: u64,
    /// Claims that do not stand any more since the sender says so.
    pub no_longer_standing: u64,
    /// Codes that were replaced because the bundle was written under an older codebook.
    pub codes_replaced: u64,
    /// Codes that were split or retired since, and that a person must look at.
    pub codes_to_decide: u64,
    /// Records that were changed on both sides, up to a thousand of them; the version of this store holds.
    pub conflicts: Vec<RecordId>,
    /// Records that were not taken in, up to a thousand of them, with the reason.
    pub refused: Vec<Refused>,
    /// Records that were erased here, as a whole or in part, and stay so.
    pub erased_here: u64,
    /// Records of this store of which the sender erased or withdrew something, up to a thousand of them.
    pub to_do: Vec<ToDo>,
    /// How many were left unnamed because there were too many.
    pub unnamed: u64,
}

/// A record that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Which.
    pub record: RecordId,
    /// Why.
    pub reason: &'static str,
}

/// What somebody should do here, because the sender did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ToDo {
    /// With which record.
    pub record: RecordId,
    /// What was done there.
    #[serde(flatten)]
    pub what: NoticeKind,
}

impl Received {
    fn name<T>(unnamed: &mut u64, list: &mut Vec<T>, one: T) {
        if list.len() < NAMED_MAX {
            list.push(one);
        } else {
            *unnamed += 1;
        }
    }

    pub(super) fn refuse(&mut self, record: RecordId, reason: &'static str) {
        Self::name(&mut self.unnamed, &mut self.refused, Refused { record, reason });
    }

    pub(super) fn conflict(&mut self, record: RecordId) {
        Self::name(&mut self.unnamed, &mut self.conflicts, record);
    }

    pub(super) fn migrated(&mut self, migrated: &[Migrated]) {
        let replaced = migrated.iter().filter(|one| one.replaced).count();
        self.codes_replaced += replaced as u64;
        self.codes_to_decide += (migrated.len() - replaced) as u64;
    }

    /// Whether everything that could be taken in was: no conflict and no refusal.
    pub const fn is_smooth(&self) -> bool {
        self.conflicts.is_empty() && self.refused.is_empty() && self.unnamed == 0
    }

    fn count(&mut self, outcome: &Outcome) {
        self.sources += outcome.sources;
        self.new += outcome.new;
        self.continued += outcome.continued;
        self.revisions += outcome.revisions;
        self.no_longer_standing += outcome.no_longer_standing;
    }
}

impl Store {
    /// Verifies a bundle and merges it into this store, batch after batch, each in a transaction of its own. Whatever ends the
    /// work, what was written is whole, and the same bundle once more brings the rest. `progress` is told how many more
    /// records were looked at.
    pub async fn import_bundle(
        &self,
        session: &Session,
        path: &Path,
        receiving: &Receiving<'_>,
        today: Date,
        mut progress: impl FnMut(u64),
    ) -> Result<Received, StoreError> {
        if !session.is_in(TeamKind::Casework) {
            return Err(StoreError::NotThere("team"));
        }
        session.require(Right::Change)?;
        let bundle = Verified::read(path, session, |sender| receiving.from.is_none_or(|from| from.is(sender)))?;
        let (sender, head) = (bundle.sender.fingerprint(), &bundle.head);
        if receiving.from.is_none() {
            return Err(ExchangeError::UnknownSender { fingerprint: sender }.into());
        }
        if self.codebook.is_older_than(&head.codebook) {
            let (found, known) = (head.codebook.clone(), self.codebook.version.to_string());
            return Err(ExchangeError::Codebook { found, known }.into());
        }
        if bundle.end.sources > SOURCES_MAX as u64 {
            return Err(ExchangeError::TooMany("sources").into());
        }
        let received = Received {
            bundle: bundle.id.to_string(),
            sender,
            day: Some(head.day),
            purpose: head.purpose.clone(),
            ..Received::default()
        };
        let mut import = Import {
            batch: Batch::new(self, session, receiving, today)?,
            store: self,
            sources: BTreeMap::new(),
            received,
            waiting: BTreeSet::new(),
            revisions: 0,
            length: 0,
        };
        let mut items = bundle.items(session)?;
        while let Some(item) = items.next()? {
            match item {
                Item::Source(source) => import.source(source, session).await?,
                Item::Record(record) => {
                    import.record(record, items.length()).await?;
                    progress(1);
                }
                Item::Notice(notice) => import.notice(notice).await?,
                Item::Head(_) | Item::End(_) | Item::Signed(_) => {}
            }
        }
        import.write().await?;
        Ok(import.received)
    }
}

/// A bundle on its way in.
struct Import<'a> {
    batch: Batch<'a>,
    store: &'a Store,
    /// The sources of this bundle as this store holds them or is about to.
    sources: BTreeMap<SourceId, Source>,
    received: Received,
    /// The records that wait to be written.
    waiting: BTreeSet<RecordId>,
    revisions: usize,
    length: usize,
}

impl Import<'_> {
    /// A source that is known stays as it is here; a new one is added under its own identifier.
    async fn source(&mut self, incoming: Source, session: &Session) -> Result<(), StoreError> {
        let mut connection = self.store.db.read().await?;
        let row = sqlx::query(sql::SOURCE).bind(id_bytes(incoming.id)).fetch_optional(&mut *connection).await?;
        if let Some(row) = row {
            let known = source::read(&row.text("content")?)?;
            if (known.expires, known.handling, known.grade, &known.legal_basis)
                != (incoming.expires, incoming.handling, incoming.grade, &incoming.legal_basis)
            {
                self.received.sources_differ.push(known.id);
            }
            self.sources.insert(known.id, known);
            return Ok(());
        }
        if self.sources.contains_key(&incoming.id) {
            return Ok(());
        }
        session.require_administrator()?;
        if !is_in_form(self.store.codebook, &incoming) {
            return Err(ExchangeError::Form("a source").into());
        }
        let mut taken: BTreeSet<String> = self.sources.values().map(|source| source.name.clone()).collect();
        taken.extend(self.store.sources().await?.into_iter().map(|source| source.name));
        // Two may share a name, and their identifiers differ.
        let name = if taken.contains(&incoming.name) {
            format!("{} ({:08x})", incoming.name, incoming.id.bits() >> 96)
        } else {
            incoming.name.clone()
        };
        let source = Source { name, ..incoming };
        self.sources.insert(source.id, source.clone());
        self.batch.source(source);
        Ok(())
    }

    async fn record(&mut self, record: RecordItem, length: usize) -> Result<(), StoreError> {
        if self.waiting.contains(&record.id) {
            self.write().await?;
        }
        self.waiting.insert(record.id);
        self.revisions += record.revisions.len();
        self.length += length;
        self.batch.record(record);
        if self.revisions >= BATCH_REVISIONS || self.length >= BATCH_LEN { self.write().await } else { Ok(()) }
    }

    async fn notice(&mut self, Notice { record, what }: Notice) -> Result<(), StoreError> {
        // What a notice is about may wait to be written.
        self.write().await?;
        let outcome = self.batch.notice(record, what, &mut self.received).await?;
        self.received.count(&outcome);
        let is_to_do = self.batch.is_to_do(record, what).await?;
        if is_to_do {
            let Received { unnamed, to_do, .. } = &mut self.received;
            Received::name(unnamed, to_do, ToDo { record, what });
        }
        Ok(())
    }

    async fn write(&mut self) -> Result<(), StoreError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let outcome = self.batch.write(&self.sources, &mut self.received).await?;
        self.received.count(&outcome);
        self.waiting.clear();
        (self.revisions, self.length) = (0, 0);
        Ok(())
    }
}

/// Names and purposes are shown, so they must be no more than that.
fn is_in_form(codebook: &Codebook, source: &Source) -> bool {
    let is_text = |text: &str, max: usize| text.chars().count() <= max && !text.chars().any(char::is_control);
    let has_basis = codebook.list("legal_bases").is_some_and(|list| list.get(&source.legal_basis).is_some());
    !source.name.is_empty() && is_text(&source.name, NAME_MAX) && is_text(&source.purpose, PURPOSE_MAX) && has_basis
}
