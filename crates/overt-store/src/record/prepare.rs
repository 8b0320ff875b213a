//! Preparing records: checking, sealing and indexing them, which is the work of the processor and touches no database.

use std::collections::BTreeSet;

use jiff::civil::Date;
use overt_model::codebook::Severity;
use overt_model::{Class, Record, RecordId, SourceId, Validator};

use super::load::{Facts, salted};
use super::parts::{self, Parts};
use super::seal::{PreparedClass, Sealer};
use super::{Reason, terms_of};
use crate::consent::{self, ConsentRow};
use crate::log::entry::Content;
use crate::people::{Session, Team, TeamKind, custody_of};
use crate::store::Store;
use crate::vault::{BlindField, BlindIndex, Epoch, TeamId};
use crate::{StoreError, random};

/// Records that are ready to be written.
#[derive(Debug)]
pub struct Prepared {
    pub(super) records: Vec<PreparedRecord>,
    pub(super) teams: Vec<Team>,
    pub(super) today: Date,
}

impl Prepared {
    pub(crate) const fn none(today: Date) -> Self {
        Self { records: Vec::new(), teams: Vec::new(), today }
    }

    /// How many.
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Both, to be written in one transaction.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.records.extend(other.records);
        for team in other.teams {
            if !self.teams.iter().any(|known| known.id == team.id && known.epoch == team.epoch) {
                self.teams.push(team);
            }
        }
        self.today = self.today.max(other.today);
        self
    }
}

/// A class in force: by which revision it was sealed, in which epoch, and the hash of its envelope.
pub(crate) type InForce = (Class, u64, Epoch, [u8; 32]);

/// Everything that is written of one revision.
pub(crate) struct PreparedRecord {
    pub(crate) id: RecordId,
    pub(crate) schema: String,
    pub(crate) source: SourceId,
    pub(crate) sources: Vec<SourceId>,
    pub(crate) team: TeamId,
    pub(crate) number: u64,
    pub(crate) reason: &'static str,
    pub(crate) content: String,
    pub(crate) content_hash: [u8; 32],
    pub(crate) blind: Vec<u8>,
    pub(crate) blind_hash: [u8; 32],
    pub(crate) salt: Vec<u8>,
    pub(crate) sealed: Vec<PreparedClass>,
    pub(crate) terms: Vec<i64>,
    pub(crate) consents: Vec<ConsentRow>,
    pub(crate) digest: Content,
}

impl std::fmt::Debug for PreparedRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PreparedRecord({})", self.id)
    }
}

/// Records on the way to being ready.
pub(crate) struct Preparation<'a> {
    store: &'a Store,
    session: &'a Session,
    sealer: Sealer,
    validator: Validator<'a>,
    reason: Reason,
    today: Date,
    records: Vec<PreparedRecord>,
}

impl<'a> Preparation<'a> {
    pub(crate) fn new(
        store: &'a Store,
        session: &'a Session,
        (team, reason): (Option<&str>, Reason),
        today: Date,
    ) -> Result<Self, StoreError> {
        let (sealer, validator) = (store.sealer(session, team)?, Validator::new(store.codebook, today));
        Ok(Self { store, session, sealer, validator, reason, today, records: Vec::new() })
    }

    pub(super) fn add(&mut self, record: &Record) -> Result<(), StoreError> {
        refuse_invalid(&self.validator, record)?;
        self.add_valid(record)
    }

    /// The same for a record that was validated.
    pub(crate) fn add_valid(&mut self, record: &Record) -> Result<(), StoreError> {
        let parts = parts::of(self.store.codebook, record, |_| true);
        let blind = parts::pack(&self.store.blind_indexes(self.session, record)?);
        let how = (1, self.reason, &[][..]);
        let prepared = self.store.prepare_one(self.session, &self.sealer, (record, parts, blind), how, self.today)?;
        self.records.push(prepared);
        Ok(())
    }

    pub(crate) fn finish(self) -> Prepared {
        Prepared { records: self.records, teams: self.sealer.teams(), today: self.today }
    }
}

impl Store {
    /// Checks and seals records for the casework team of this name; the only one, when there is no name.
    pub fn prepare(
        &self,
        session: &Session,
        (team, reason): (Option<&str>, Reason),
        records: &[Record],
        today: Date,
    ) -> Result<Prepared, StoreError> {
        let mut preparation = Preparation::new(self, session, (team, reason), today)?;
        records.iter().try_for_each(|record| preparation.add(record))?;
        Ok(preparation.finish())
    }

    pub(crate) fn sealer(&self, session: &Session, team: Option<&str>) -> Result<Sealer, StoreError> {
        let is_meant = |found: &&Team| found.kind == TeamKind::Casework && team.is_none_or(|name| found.name == name);
        let meant: Vec<&Team> = session.teams().iter().filter(is_meant).collect();
        let own: Vec<&Team> = meant.iter().copied().filter(|team| session.holds(team)).collect();
        match (&*own, &*meant) {
            ([casework], _) | ([], [casework, ..]) => self.sealer_for(session, casework.id),
            ([], []) => Err(StoreError::NotThere("team")),
            _ => Err(StoreError::WhichTeam),
        }
    }

    /// Seals for a casework team and its custodians.
    pub(crate) fn sealer_for(&self, session: &Session, team: TeamId) -> Result<Sealer, StoreError> {
        let teams = session.teams();
        let casework = teams.iter().find(|found| found.id == team && found.kind == TeamKind::Casework);
        let casework = casework.ok_or(StoreError::NotThere("team"))?;
        Ok(Sealer::new(self.tenant, [casework, custody_of(teams, casework.id)?]))
    }

    /// Seals one revision. `carried` are the classes that stay as an earlier revision sealed them.
    #[expect(clippy::similar_names, reason = "the sealer is what makes the sealed classes")]
    pub(crate) fn prepare_one(
        &self,
        session: &Session,
        sealer: &Sealer,
        (record, parts, blind): (&Record, Parts, Vec<u8>),
        (number, reason, carried): (u64, Reason, &[InForce]),
        today: Date,
    ) -> Result<PreparedRecord, StoreError> {
        let salt = random::bytes::<16>().to_vec();
        let mut sealed = Vec::with_capacity(parts.sealed.len());
        for (code, plaintext) in &parts.sealed {
            let class = Class::from_code(code).expect("classes are written with their codes");
            sealed.push(sealer.seal((record.id.bits(), class, number), plaintext)?.0);
        }
        let (content_hash, blind_hash) = (salted(&salt, parts.content.as_bytes()), salted(&salt, &blind));
        let facts = Facts {
            id: record.id,
            schema: &record.schema,
            team: sealer.casework(),
            number,
            author: session.account,
            reason: reason.code(),
            day: today,
            content_hash: &content_hash,
            blind_hash: &blind_hash,
        };
        let epoch = |class: &PreparedClass| crate::people::epoch_of(class.epoch).expect("epochs are read as epochs");
        let new = sealed.iter().map(|class| (class.class, number, epoch(class), class.hash));
        let mut in_force: Vec<_> = carried.iter().copied().chain(new).collect();
        in_force.sort_by_key(|(class, ..)| parts::SEALED_CLASSES.iter().position(|known| known == class));
        let digest = facts.digest(in_force.into_iter());
        let mut sources: BTreeSet<SourceId> = BTreeSet::from([record.claim.source]);
        let differing = record.fields.values().filter_map(|field| field.difference.as_ref()?.source);
        sources.extend(differing);
        Ok(PreparedRecord {
            id: record.id,
            schema: record.schema.to_string(),
            source: record.claim.source,
            sources: sources.into_iter().collect(),
            team: sealer.casework(),
            number,
            reason: reason.code(),
            content: parts.content,
            content_hash,
            blind,
            blind_hash,
            salt,
            sealed,
            terms: terms_of(self.codebook, record),
            consents: consent::rows_of(record),
            digest,
        })
    }

    pub(crate) fn blind_indexes(
        &self,
        session: &Session,
        record: &Record,
    ) -> Result<Vec<(BlindField, BlindIndex)>, StoreError> {
        let schema = self.codebook.schema(&record.schema).expect("records are validated before they are stored");
        let mut indexes = Vec::new();
        for (findable, text) in schema.findable(record) {
            let field =
                BlindField::from_code(findable.code()).expect("the codebook and the vault know the same fields");
            indexes.extend(session.blind(field, &text)?.map(|index| (field, index)));
        }
        Ok(indexes)
    }
}

/// Errors refuse a record; gaps and notices do not.
pub(super) fn refuse_invalid(validator: &Validator<'_>, record: &Record) -> Result<(), StoreError> {
    let mut problems = validator.problems(record);
    problems.retain(|problem| problem.severity == Severity::Error);
    if problems.is_empty() { Ok(()) } else { Err(StoreError::Invalid(problems)) }
}

/// The sources that records name, each once.
pub(crate) fn sources(records: &[PreparedRecord]) -> BTreeSet<SourceId> {
    records.iter().flat_map(|record| record.sources.iter().copied()).collect()
}
