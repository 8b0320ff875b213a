//! What may leave for another organisation, and what stays.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use overt_model::codebook::Kind;
use overt_model::{Class, Handling, Record, RecordId, SourceId, State, Value};
use serde_json::{Map, Value as Json};
use sqlx::AnyConnection;

use super::{Address, Sharing, mark_of};
use crate::db::{Read, id_bytes};
use crate::record::{Loaded, PAGE_LEN_MAX};
use crate::store::Store;
use crate::{Query, StoreError, consent, source, sql};

/// The kind of record that a person who was trafficked is.
const VICTIM: &str = "Victim";
/// The kind of record in which whoever refers to a person was told something by them.
const REPORT: &str = "Report";

/// The property that says that nobody may learn where a place is.
const PROTECTED: &str = "protected_place";

/// Why a record stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// RED or AMBER+STRICT.
    Handling,
    /// It came from elsewhere for this organisation and nobody else.
    Onward,
    /// A person it is about has not agreed.
    NoConsent,
    /// A person it is about has excluded somebody, who may be the receiver.
    Excluded,
    /// The agreement with its source is over.
    SourceOver,
    /// It is longer than what a bundle takes.
    TooLong,
}

impl Why {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Handling => "handling",
            Self::Onward => "handling-onward",
            Self::NoConsent => "no-consent",
            Self::Excluded => "excluded-recipient",
            Self::SourceOver => "source-over",
            Self::TooLong => "too-long",
        }
    }
}

/// RED is for named persons and AMBER+STRICT for one organisation: neither goes to another one.
const fn stays_here(handling: Handling) -> bool {
    matches!(handling, Handling::Red | Handling::AmberStrict)
}

/// Whether a value of a sealed class stays although its record may leave.
pub(super) fn holds_back(fields: &Map<String, Json>) -> bool {
    let handling = |json: &Json| Handling::from_code(json.get("claim")?.get("handling")?.as_str()?);
    fields.values().filter_map(handling).any(stays_here)
}

/// A record that may leave.
pub(super) struct Leaving {
    pub(super) revisions: Vec<Loaded>,
    /// The sealed classes that may go with it.
    pub(super) classes: Vec<Class>,
    /// The sources it names.
    pub(super) sources: BTreeSet<SourceId>,
    /// The consents that bind it.
    pub(super) consents: BTreeSet<RecordId>,
}

/// What a person said about sharing.
#[derive(Clone, Default)]
struct Said {
    /// Every consent, given, refused or withdrawn.
    consents: BTreeSet<RecordId>,
    classes: BTreeSet<&'static str>,
    excludes: bool,
}

/// Judges records, and remembers for a while what persons said.
pub(super) struct Judge<'a> {
    store: &'a Store,
    sharing: &'a Sharing<'a>,
    today: Date,
    said: BTreeMap<RecordId, Said>,
}

/// Persons whose consents are remembered.
const REMEMBERED_MAX: usize = 1000;

impl<'a> Judge<'a> {
    pub(super) const fn new(store: &'a Store, sharing: &'a Sharing<'a>, today: Date) -> Self {
        Self { store, sharing, today, said: BTreeMap::new() }
    }

    /// Whether the record may leave as far as its handling goes. Every revision counts, because every revision would leave.
    pub(super) fn by_handling(&self, revisions: &[Loaded]) -> Result<Result<(), Why>, StoreError> {
        let mut handling = Handling::Clear;
        let mut origins = BTreeSet::new();
        for revision in revisions {
            let record = self.store.open_part(revision)?;
            handling = handling.narrower(record.claim.handling);
            let differing = record.fields.values().filter_map(|field| field.difference.as_ref()?.handling);
            handling = differing.fold(handling, Handling::narrower);
            origins.extend(mark_of(revision)?.1.map(|origin| origin.by));
        }
        let Address { log, .. } = self.sharing.address;
        let is_theirs = origins.iter().all(|by| *by == log.fingerprint() || *by == self.store.fingerprint());
        Ok(match handling {
            handling if stays_here(handling) => Err(Why::Handling),
            Handling::Amber if !is_theirs => Err(Why::Onward),
            _ => Ok(()),
        })
    }

    /// Judges one record by all its revisions.
    pub(super) async fn judge(
        &mut self,
        connection: &mut AnyConnection,
        revisions: Vec<Loaded>,
    ) -> Result<Result<Leaving, Why>, StoreError> {
        if let Err(why) = self.by_handling(&revisions)? {
            return Ok(Err(why));
        }
        let (mut sources, mut persons, mut is_protected) = (BTreeSet::new(), BTreeSet::new(), false);
        for revision in &revisions {
            let record = self.store.open_part(revision)?;
            is_protected |= record.state(PROTECTED) == State::AskedYes;
            sources.insert(record.claim.source);
            sources.extend(record.fields.values().filter_map(|field| field.difference.as_ref()?.source));
            self.persons(connection, &record, &mut persons).await?;
        }
        let current = revisions.last().map(|revision| self.store.open_part(revision)).transpose()?;
        let is_in_force = match &current {
            Some(record) => source::source(connection, record.claim.source).await?.is_in_force(self.today),
            None => false,
        };
        // That somebody was cleared is told nevertheless.
        if !is_in_force && current.is_some_and(|record| record.claim.standing.stands()) {
            return Ok(Err(Why::SourceOver));
        }
        let (mut classes, mut consents) = (self.sharing.classes.to_vec(), BTreeSet::new());
        if is_protected {
            classes.retain(|class| *class != Class::Direct);
        }
        for person in persons {
            let said = self.said(person).await?;
            if said.excludes {
                return Ok(Err(Why::Excluded));
            }
            if ![Class::Open, Class::Quasi].iter().all(|class| said.classes.contains(class.code())) {
                return Ok(Err(Why::NoConsent));
            }
            classes.retain(|class| said.classes.contains(class.code()));
            consents.extend(said.consents);
        }
        Ok(Ok(Leaving { revisions, classes, sources, consents }))
    }

    /// The persons whose consent a record needs: people who were trafficked, people who reported, and whoever was asked.
    async fn persons(
        &mut self,
        connection: &mut AnyConnection,
        record: &Record,
        persons: &mut BTreeSet<RecordId>,
    ) -> Result<(), StoreError> {
        if record.schema == VICTIM {
            persons.insert(record.id);
        }
        let Some(schema) = self.store.codebook.schema(&record.schema) else { return Ok(()) };
        if schema.is_a("Person") && !self.said(record.id).await?.consents.is_empty() {
            persons.insert(record.id);
        }
        for (property, field) in &record.fields {
            let Some(Kind::Reference { to }) = schema.property(property).map(|property| &property.kind) else {
                continue;
            };
            for value in &field.values {
                let Value::Reference(id) = value else { continue };
                let is_person = |schema: &str| self.store.codebook.schema(schema).is_some_and(|to| to.is_a("Person"));
                let found = sqlx::query(sql::RECORD).bind(id_bytes(*id)).fetch_optional(&mut *connection).await?;
                let found = found.map(|row| row.text("schema")).transpose()?;
                let is_victim = found.as_deref() == Some(VICTIM) || to.iter().all(|schema| schema == VICTIM);
                let may_be_person = found.as_deref().map_or_else(|| to.iter().any(|to| is_person(to)), is_person);
                let has_reported = record.schema == REPORT && may_be_person;
                if is_victim || has_reported || (may_be_person && !self.said(*id).await?.consents.is_empty()) {
                    persons.insert(*id);
                }
            }
        }
        Ok(())
    }

    async fn said(&mut self, person: RecordId) -> Result<Said, StoreError> {
        if let Some(said) = self.said.get(&person) {
            return Ok(said.clone());
        }
        let references = vec![("person".to_owned(), person)];
        let query = Query { schema: Some("Consent".to_owned()), references, ..Query::default() };
        let (mut said, mut after) = (Said::default(), None);
        loop {
            let page = self.store.find(&query, after, PAGE_LEN_MAX).await?;
            for found in &page.found {
                self.hear(&mut said, &found.record);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        if self.said.len() >= REMEMBERED_MAX {
            self.said.clear();
        }
        self.said.insert(person, said.clone());
        Ok(said)
    }

    fn hear(&self, said: &mut Said, consent: &Record) {
        said.consents.insert(consent.id);
        let organisation = self.sharing.organisation;
        let excluded = consent.values("excluded");
        said.excludes |= match organisation {
            Some(organisation) => excluded.contains(&Value::Reference(organisation)),
            // Who is excluded may be just this one.
            None => !excluded.is_empty(),
        };
        // A consent that cannot go along does not count: the receiver must know what binds the record.
        if stays_here(consent.claim.handling) {
            return;
        }
        let organisation = organisation.map(|id| id.to_string());
        let covers = |row: &consent::ConsentRow| {
            let is_recipient = row.recipient == self.sharing.recipient || Some(&row.recipient) == organisation.as_ref();
            let is_now = row.from <= self.today && self.today <= row.until;
            row.purpose == self.sharing.purpose.as_str() && is_recipient && is_now
        };
        said.classes.extend(consent::rows_of(consent).iter().filter(|row| covers(row)).map(|row| row.class.code()));
    }
}
