//! What of a record that comes in is to be written, sealed for the teams of this store.

use std::collections::BTreeMap;

use overt_model::codebook::Severity;
use overt_model::{Class, Record, Source, SourceId, Standing};
use sqlx::AnyConnection;
use zeroize::Zeroizing;

use super::item::{RecordItem, RevisionItem};
use super::merge::{Course, course};
use super::rebuild::rebuild;
use super::write::{Batch, load_whole};
use super::{Mark, Origin, Received, mark_of};
use crate::record::{InForce, Loaded, PreparedRecord, SEALED_CLASSES, Sealer, erasures, of_origin, pack, touches};
use crate::{Reason, StoreError, source};

/// Why nothing is to be written of a record.
pub(super) enum Halt {
    /// It is against the rules; the rest of the bundle goes on.
    Refused(&'static str),
    /// The work ends.
    Failed(StoreError),
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

/// The revisions of one record that are to be written.
pub(super) struct Ready {
    /// The present revision and what it says; none for a new record.
    pub(super) before: Option<(Loaded, Record)>,
    pub(super) revisions: Vec<PreparedRecord>,
    pub(super) is_standing_only: bool,
}

/// What was in force before the next revision.
struct Chain {
    number: u64,
    in_force: Vec<InForce>,
    blind: Vec<u8>,
}

impl Batch<'_> {
    /// What of a record is to be written.
    pub(super) async fn ready(
        &self,
        transaction: &mut AnyConnection,
        item: &mut RecordItem,
        known: &BTreeMap<SourceId, Source>,
        received: &mut Received,
    ) -> Result<Option<Ready>, Halt> {
        let there: Vec<Mark> = item.revisions.iter().map(|revision| revision.origin.mark).collect();
        let mut records = Vec::with_capacity(item.revisions.len());
        let mut migrated = Vec::new();
        for revision in &mut item.revisions {
            let what = (item.id, item.schema.as_str());
            let mut record = rebuild(self.store.codebook, what, revision).map_err(Halt::Refused)?;
            migrated = self.store.codebook.migrate(&mut record);
            records.push(record);
        }
        let last = records.last().ok_or(Halt::Refused("no-revision"))?;
        let here = load_whole(transaction, item.id).await?;
        let Some(current) = here.last() else {
            let places: Vec<usize> = (0..records.len()).collect();
            self.check(transaction, (None, &records, &places), known).await?;
            received.migrated(&migrated);
            return Ok(Some(self.append((None, item), (&records, &places), &[])?));
        };
        if current.erased {
            received.erased_here += 1;
            return Ok(None);
        }
        if current.schema != item.schema {
            return Err(Halt::Refused("schema"));
        }
        let before = self.store.open_part(current)?;
        let told = here.iter().filter(|revision| revision.is_told());
        let marks = told.map(|revision| Ok(mark_of(revision)?.0)).collect::<Result<Vec<_>, StoreError>>()?;
        let erased: Vec<Class> = erasures(transaction, item.id).await?.iter().map(|erased| erased.class).collect();
        received.erased_here += u64::from(!erased.is_empty());
        match course(&marks, &there, self.receiving.take.contains(&item.id)) {
            Course::Known if marks.last() == there.last() => {
                let completed = self.completed((current, &before), (item, &records), &erased)?;
                if completed.is_some() {
                    self.check(transaction, (Some(&before), &records, &[records.len() - 1]), known).await?;
                } else {
                    received.known += 1;
                }
                Ok(completed)
            }
            Course::Known => {
                received.known += 1;
                Ok(None)
            }
            Course::Append(places) => {
                self.check(transaction, (Some(&before), &records, &places), known).await?;
                received.migrated(&migrated);
                let before = Some((current.clone(), before));
                Ok(Some(self.append((before, item), (&records, &places), &erased)?))
            }
            Course::Conflict => {
                received.conflict(item.id);
                let is_cleared = before.claim.standing.stands() && !last.claim.standing.stands();
                if is_cleared { self.cleared(current, last.claim.standing) } else { Ok(None) }
            }
        }
    }

    /// Whether these revisions may follow what is here.
    async fn check(
        &self,
        transaction: &mut AnyConnection,
        (before, records, places): (Option<&Record>, &[Record], &[usize]),
        known: &BTreeMap<SourceId, Source>,
    ) -> Result<(), Halt> {
        let mut standing = before.map(|record| record.claim.standing);
        for record in places.iter().map(|place| &records[*place]) {
            let next = record.claim.standing;
            if standing.is_some_and(|standing| standing != next && !standing.may_become(next)) {
                return Err(Halt::Refused("standing"));
            }
            standing = Some(next);
        }
        let Some(last) = places.last().map(|place| &records[*place]) else { return Ok(()) };
        let mut problems = self.validator.problems(last);
        // The sender may have kept classes back, so only what is about properties that are there can be judged.
        let is_there = |path: &str| {
            let property = path.split(['[', '.']).next().unwrap_or_default();
            property == "claim" || last.fields.contains_key(property)
        };
        problems.retain(|problem| problem.severity == Severity::Error && is_there(&problem.path));
        if !problems.is_empty() {
            return Err(Halt::Refused("invalid"));
        }
        if before.is_some() && !last.claim.standing.stands() {
            return Ok(());
        }
        let differing = last.fields.values().filter_map(|field| field.difference.as_ref()?.source);
        for id in std::iter::once(last.claim.source).chain(differing) {
            let source = match known.get(&id) {
                Some(source) => Ok(source.clone()),
                None => source::source(transaction, id).await,
            };
            match source {
                Ok(source) if source.is_in_force(self.today) => {}
                Ok(_) => return Err(Halt::Refused("source-over")),
                Err(StoreError::NoSource) => return Err(Halt::Refused("no-source")),
                Err(error) => return Err(Halt::Failed(error)),
            }
        }
        Ok(())
    }

    /// The revisions at these places, sealed for the teams of this store. Classes in `erased` are left out.
    fn append(
        &self,
        (before, item): (Option<(Loaded, Record)>, &RecordItem),
        (records, places): (&[Record], &[usize]),
        erased: &[Class],
    ) -> Result<Ready, StoreError> {
        let theirs = before.as_ref().map(|(current, _)| self.sealer_of(current)).transpose()?;
        let sealer = theirs.as_ref().unwrap_or(&self.sealer);
        let mut chain = Chain::after(before.as_ref().map(|(current, _)| current));
        let mut revisions = Vec::with_capacity(places.len());
        for place in places {
            let (record, revision) = (&records[*place], &item.revisions[*place]);
            let given: Vec<Class> = SEALED_CLASSES
                .into_iter()
                .filter(|class| revision.sealed.contains_key(class.code()) && !erased.contains(class))
                .collect();
            let origin = Some(revision.origin.clone());
            revisions.push(self.next((sealer, &mut chain), record, &given, (origin, Reason::Imported))?);
        }
        Ok(Ready { before, revisions, is_standing_only: false })
    }

    /// What is here already, with classes that were not sent before.
    fn completed(
        &self,
        (current, before): (&Loaded, &Record),
        (item, records): (&RecordItem, &[Record]),
        erased: &[Class],
    ) -> Result<Option<Ready>, StoreError> {
        let is_missing = |class: &Class| {
            !erased.contains(class)
                && current.in_force().all(|row| row.class != *class)
                && item.revisions.iter().any(|revision| revision.sealed.contains_key(class.code()))
        };
        let given: Vec<Class> = SEALED_CLASSES.into_iter().filter(is_missing).collect();
        let Some(last) = item.revisions.last().filter(|_| !given.is_empty()) else { return Ok(None) };
        let mut record = before.clone();
        let schema =
            self.store.codebook.schema(&record.schema).ok_or(StoreError::Damaged("a record of an unknown kind"))?;
        for class in &given {
            let has_class = |revision: &RevisionItem| revision.sealed.contains_key(class.code());
            let newest = item.revisions.iter().zip(records).rfind(|(revision, _)| has_class(revision));
            let Some((_, newest)) = newest else { continue };
            let is_of_class = |id: &str| schema.property(id).is_some_and(|property| touches(property, *class));
            let fields = newest.fields.iter().filter(|(id, _)| is_of_class(id));
            record.fields.extend(fields.map(|(id, field)| (id.clone(), field.clone())));
        }
        let sealer = self.sealer_of(current)?;
        let mut chain = Chain::after(Some(current));
        // It is the same revision, so it keeps its mark.
        let origin = (Some(last.origin.clone()), Reason::Completed);
        let revision = self.next((&sealer, &mut chain), &record, &given, origin)?;
        let before = Some((current.clone(), before.clone()));
        Ok(Some(Ready { before, revisions: vec![revision], is_standing_only: false }))
    }

    /// A revision that changes nothing but the standing; none when it does not stand already.
    pub(super) fn cleared(&self, current: &Loaded, standing: Standing) -> Result<Option<Ready>, Halt> {
        let before = self.store.open_part(current)?;
        if !before.claim.standing.stands() {
            return Ok(None);
        }
        let claim = before.claim.moved_to(standing, None).map_err(|_| Halt::Refused("standing"))?;
        let after = Record { claim, ..before.clone() };
        let sealer = self.sealer_of(current)?;
        let mut chain = Chain::after(Some(current));
        let revision = self.next((&sealer, &mut chain), &after, &[], (None, Reason::StandingChanged))?;
        let before = Some((current.clone(), before));
        Ok(Some(Ready { before, revisions: vec![revision], is_standing_only: true }))
    }

    /// The sealer of the team that a record belongs to.
    fn sealer_of(&self, current: &Loaded) -> Result<Sealer, StoreError> {
        self.store.sealer_for(self.session, current.team)
    }

    /// Seals one revision and takes it into the chain.
    fn next(
        &self,
        (sealer, chain): (&Sealer, &mut Chain),
        record: &Record,
        given: &[Class],
        (origin, reason): (Option<Origin>, Reason),
    ) -> Result<PreparedRecord, StoreError> {
        let mut parts = of_origin(self.store.codebook, record, |class| given.contains(&class), origin);
        for class in given {
            // Sealed empty, so that an earlier one is not in force any more.
            parts.sealed.entry(class.code()).or_insert_with(|| Zeroizing::new(b"{}".to_vec()));
        }
        if given.contains(&Class::Direct) {
            chain.blind = pack(&self.store.blind_indexes(self.session, record)?);
        }
        chain.number += 1;
        chain.in_force.retain(|(class, ..)| !given.contains(class));
        let how = (chain.number, reason, &*chain.in_force);
        let what = (record, parts, chain.blind.clone());
        let prepared = self.store.prepare_one(self.session, sealer, what, how, self.today)?;
        for class in &prepared.sealed {
            let epoch = crate::people::epoch_of(class.epoch)?;
            chain.in_force.push((class.class, chain.number, epoch, class.hash));
        }
        Ok(prepared)
    }
}

impl Chain {
    fn after(current: Option<&Loaded>) -> Self {
        let Some(current) = current else { return Self { number: 0, in_force: Vec::new(), blind: Vec::new() } };
        let in_force = current.in_force().map(|row| (row.class, row.revision, row.epoch, row.hash)).collect();
        Self { number: current.number, in_force, blind: current.blind.clone() }
    }
}
