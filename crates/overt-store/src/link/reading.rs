//! Reading what is compared: the values of all records of a kind, as of one moment.
//!
//! A run of linkage compares every record of a kind with others, and shows none of them. So the log has one entry for each sealed
//! class that is opened for it, before it is, and not one for each record. What people look at afterwards, to decide about a pair,
//! is opened by [`Store::show_many`] with an entry for each record.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;
use overt_model::{Class, Handling, Record, RecordId, SourceId, State};
use sqlx::{Any, AssertSqlSafe, Transaction};

use super::{JoinPage, LinkError, StandingPage, members, refuse_outsiders, standing};
use crate::db::{Read, id_bytes};
use crate::journal::{self, Act};
use crate::log::entry::{Action, Code};
use crate::people::{Role, Session};
use crate::record::{
    Loaded, PAGE_LEN_MAX, SEALED_CLASSES, SealedRow, join_class, load_many, openable, schema_term, touches,
};
use crate::store::Store;
use crate::{StoreError, sql};

/// What is wanted for a run of linkage.
#[derive(Debug)]
pub struct LinkWanted<'a> {
    /// The kind of record that is linked; those that descend from it come along.
    pub schema: &'a str,
    /// The properties that are compared. The classes in which they stand are opened, and no others: of places also the class in which
    /// they are exact.
    pub properties: &'a [&'a str],
    /// What for: a code of the list `consent_purposes`. The log keeps it.
    pub purpose: Option<&'a Code>,
}

/// Why a record is not linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// The person said what may be done with their data, and does not agree (any more) to being counted.
    NoConsent,
    /// The time for which its source may be used is over.
    SourceOver,
    /// It is for named persons only (RED).
    Handling,
    /// Its sealed classes are held by a team whose key the person does not have.
    Closed,
}

/// The records of a kind as of one moment, a page at a time.
pub struct LinkReading<'a> {
    store: &'a Store,
    session: &'a Session,
    transaction: Transaction<'static, Any>,
    schema: String,
    properties: BTreeSet<String>,
    classes: Vec<Class>,
    /// The kinds that are still to be read, and after which record of the first one.
    kinds: VecDeque<String>,
    after: RecordId,
    over: BTreeSet<SourceId>,
    not_agreed: BTreeSet<RecordId>,
    entries: u64,
    records: u64,
    left_out: BTreeMap<LeftOut, u64>,
}

impl std::fmt::Debug for LinkReading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LinkReading({} entries, {} records)", self.entries, self.records)
    }
}

impl Store {
    /// Begins to read what is compared. That the sealed classes among it are opened for linkage is logged first; refused to who may
    /// not open them.
    pub async fn read_for_linkage<'a>(
        &'a self,
        session: &'a Session,
        wanted: &LinkWanted<'_>,
        today: Date,
    ) -> Result<LinkReading<'a>, StoreError> {
        refuse_outsiders(session)?;
        let schema = self.codebook.schema(wanted.schema).ok_or(LinkError::Schema)?;
        let property = |id: &&str| schema.property(id).ok_or(StoreError::NotThere("property"));
        let properties = wanted.properties.iter().map(property).collect::<Result<Vec<_>, _>>()?;
        let is_wanted = |class: &Class| properties.iter().any(|property| touches(property, *class));
        let classes: Vec<Class> = SEALED_CLASSES.into_iter().filter(is_wanted).collect();
        if !classes.iter().all(|class| session.opens(*class)) {
            return Err(StoreError::NotThere("class"));
        }
        let act =
            |class: &Class| Act::new(Role::of_class(*class), Action::LinkRead).class(*class).purpose(wanted.purpose);
        let acts: Vec<Act> = classes.iter().map(act).collect();
        if !acts.is_empty() {
            self.log(Some(session.account), &acts, today).await?;
        }
        let over = self.sources().await?.into_iter().filter(|source| !source.is_in_force(today));
        let over = over.map(|source| source.id).collect();
        let not_agreed = self.persons_not_counted(today).await?.into_iter().collect();
        let kinds = self.codebook.schemas().filter(|kind| kind.is_a(wanted.schema));
        let kinds = kinds.map(|kind| kind.id.to_string()).collect();
        let mut transaction = self.db.snapshot().await?;
        let (head, _) = journal::state(&mut transaction).await?;
        Ok(LinkReading {
            store: self,
            session,
            transaction,
            schema: wanted.schema.to_owned(),
            properties: wanted.properties.iter().map(|id| (*id).to_owned()).collect(),
            classes,
            kinds,
            after: RecordId::from_bits(0),
            over,
            not_agreed,
            entries: head.size,
            records: 0,
            left_out: BTreeMap::new(),
        })
    }
}

impl LinkReading<'_> {
    /// How many entries the log had at the moment as of which is read.
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// How many records have been read.
    pub const fn records(&self) -> u64 {
        self.records
    }

    /// How many have been left out, by reason.
    pub const fn left_out(&self) -> &BTreeMap<LeftOut, u64> {
        &self.left_out
    }

    /// The next records, with the properties that are wanted and no others, in the order of the kinds and identifiers. There may be
    /// fewer than `length`; `None` at the end.
    pub async fn page(&mut self, length: usize) -> Result<Option<Vec<Record>>, StoreError> {
        let length = length.clamp(1, PAGE_LEN_MAX);
        let Some(kind) = self.kinds.front() else { return Ok(None) };
        let query = sqlx::query(AssertSqlSafe(sql::find(1))).bind(schema_term(kind)).bind(id_bytes(self.after));
        let query = query.bind(i64::try_from(length).unwrap_or(i64::MAX));
        let rows = query.fetch_all(&mut *self.transaction).await?;
        let ids = rows.iter().map(|row| row.id("id")).collect::<Result<Vec<RecordId>, _>>()?;
        let mut page = Vec::with_capacity(ids.len());
        for loaded in load_many(&mut self.transaction, &ids).await? {
            // Terms are hashes, and two kinds may share one.
            if loaded.schema != **kind {
                continue;
            }
            let mut record = self.store.open_part(&loaded)?;
            if let Some(why) = self.why_left_out(&record).or_else(|| self.is_closed(&loaded)) {
                *self.left_out.entry(why).or_default() += 1;
                continue;
            }
            for row in self.wanted(&loaded) {
                let opened = self.store.open_class(self.session, loaded.id.bits(), row)?;
                join_class(self.store.codebook, &mut record, opened.expose())?;
            }
            self.store.codebook.migrate(&mut record);
            record.fields.retain(|property, _| self.properties.contains(property.as_str()));
            page.push(record);
        }
        self.records += page.len() as u64;
        match ids.last() {
            Some(last) if ids.len() == length => self.after = *last,
            _ => {
                self.kinds.pop_front();
                self.after = RecordId::from_bits(0);
            }
        }
        Ok(Some(page))
    }

    /// Who belongs to which entity as of that moment, a page at a time, as [`Store::joins`] tells it.
    pub async fn joins(&mut self, after: Option<RecordId>) -> Result<JoinPage, StoreError> {
        members::joins(&mut self.transaction, &self.schema, after).await
    }

    /// What people hold about pairs as of that moment, a page at a time, as [`Store::decisions`] tells it.
    pub async fn decisions(&mut self, after: Option<[RecordId; 2]>) -> Result<StandingPage, StoreError> {
        standing::decisions(&mut self.transaction, self.store.codebook, &self.schema, after).await
    }

    /// The classes of a record that are wanted and were not erased.
    fn wanted<'l>(&self, loaded: &'l Loaded) -> impl Iterator<Item = &'l SealedRow> {
        loaded.in_force().filter(|row| self.classes.contains(&row.class) && row.key.is_some())
    }

    fn is_closed(&self, loaded: &Loaded) -> Option<LeftOut> {
        let is_open = self.wanted(loaded).all(|row| openable(self.session, row));
        (!is_open).then_some(LeftOut::Closed)
    }

    /// The same as for counting: what is left out there is not linked either.
    fn why_left_out(&self, record: &Record) -> Option<LeftOut> {
        if record.claim.handling == Handling::Red {
            return Some(LeftOut::Handling);
        }
        if self.over.contains(&record.claim.source) && record.claim.standing.stands() {
            return Some(LeftOut::SourceOver);
        }
        let refused = record.state("personal_data_agreement") == State::AskedNo;
        (refused || self.not_agreed.contains(&record.id)).then_some(LeftOut::NoConsent)
    }
}
