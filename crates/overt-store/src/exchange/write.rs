//! Writing what comes in, a batch in one transaction.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::codebook::{Kind, Severity};
use overt_model::{Class, Codebook, Field, Record, RecordId, Source, SourceId, Standing, State, Validator};
use sqlx::AnyConnection;
use zeroize::Zeroizing;

use super::item::{NoticeKind, RecordItem, RevisionItem};
use super::merge::{Course, course};
use super::{Mark, Origin, Received, Receiving, mark_of};
use crate::db::id_bytes;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::Action;
use crate::people::{Role, Session, TeamKind, of_kind, teams};
use crate::record::{
    InForce, Loaded, PreparedRecord, SEALED_CLASSES, Sealer, erasures, load_rows, of_origin, pack, refuse_moved_keys,
    write_finders, write_revisions, write_rows,
};
use crate::source::{self, source_digest};
use crate::store::Store;
use crate::{Reason, StoreError, consent, sql};

/// What waits to be written.
pub(super) struct Batch<'a> {
    store: &'a Store,
    session: &'a Session,
    receiving: &'a Receiving<'a>,
    today: Date,
    sealer: Sealer,
    validator: Validator<'a>,
    sources: Vec<Source>,
    records: Vec<RecordItem>,
}

/// What was written.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) sources: u64,
    pub(super) new: u64,
    pub(super) continued: u64,
    pub(super) revisions: u64,
    pub(super) no_longer_standing: u64,
}

/// The revisions of one record that are to be written.
struct Ready {
    /// The present revision and what it says; none for a new record.
    before: Option<(Loaded, Record)>,
    revisions: Vec<PreparedRecord>,
    is_standing_only: bool,
}

/// What was in force before the next revision.
struct Chain {
    number: u64,
    in_force: Vec<InForce>,
    blind: Vec<u8>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        store: &'a Store,
        session: &'a Session,
        receiving: &'a Receiving<'a>,
        today: Date,
    ) -> Result<Self, StoreError> {
        let (sealer, validator) = (store.sealer(session, receiving.team)?, Validator::new(store.codebook, today));
        Ok(Self { store, session, receiving, today, sealer, validator, sources: Vec::new(), records: Vec::new() })
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.records.is_empty()
    }

    pub(super) fn source(&mut self, source: Source) {
        self.sources.push(source);
    }

    pub(super) fn record(&mut self, record: RecordItem) {
        self.records.push(record);
    }

    /// Writes what waits. `known` are the sources of the bundle.
    pub(super) async fn write(
        &mut self,
        known: &BTreeMap<SourceId, Source>,
        received: &mut Received,
    ) -> Result<Outcome, StoreError> {
        let (sources, records) = (std::mem::take(&mut self.sources), std::mem::take(&mut self.records));
        let mut transaction = self.store.db.write().await?;
        journal::lock(&mut transaction).await?;
        let mut ready = Vec::new();
        for record in &records {
            match self.ready(&mut transaction, record, known, received).await? {
                Ok(one) => ready.extend(one),
                Err(reason) => received.refuse(record.id, reason),
            }
        }
        self.commit(transaction, &sources, ready).await
    }

    /// Makes a claim stand no longer because the sender says so, where it stands here.
    pub(super) async fn notice(
        &self,
        id: RecordId,
        what: NoticeKind,
        received: &mut Received,
    ) -> Result<Outcome, StoreError> {
        let NoticeKind::Standing { standing } = what else { return Ok(Outcome::default()) };
        if standing.stands() {
            return Ok(Outcome::default());
        }
        let mut transaction = self.store.db.write().await?;
        journal::lock(&mut transaction).await?;
        let revisions = load_whole(&mut transaction, id).await?;
        let Some(current) = revisions.last().filter(|current| !current.erased) else { return Ok(Outcome::default()) };
        match self.cleared(current, standing)? {
            Ok(ready) => self.commit(transaction, &[], Vec::from_iter(ready)).await,
            Err(reason) => {
                received.refuse(id, reason);
                Ok(Outcome::default())
            }
        }
    }

    /// Whether a person has something to do about a notice: what it is about is here and still as it was.
    pub(super) async fn is_to_do(&self, id: RecordId, what: NoticeKind) -> Result<bool, StoreError> {
        let revisions = load_whole(&mut *self.store.db.read().await?, id).await?;
        let Some(current) = revisions.last().filter(|current| !current.erased) else { return Ok(false) };
        Ok(match what {
            NoticeKind::Erased { class: Class::Open } => true,
            NoticeKind::Erased { class } => current.in_force().any(|row| row.class == class && row.key.is_some()),
            NoticeKind::ConsentWithdrawn => {
                self.store.open_part(current)?.state("withdrawn_on") != State::AskedYes && current.schema == "Consent"
            }
            NoticeKind::Standing { .. } => false,
        })
    }

    /// What of a record is to be written; a reason why it is refused.
    async fn ready(
        &self,
        transaction: &mut AnyConnection,
        item: &RecordItem,
        known: &BTreeMap<SourceId, Source>,
        received: &mut Received,
    ) -> Result<Result<Option<Ready>, &'static str>, StoreError> {
        let there: Vec<Mark> = item.revisions.iter().map(|revision| revision.origin.mark).collect();
        let mut records = Vec::with_capacity(item.revisions.len());
        let mut migrated = Vec::new();
        for revision in &item.revisions {
            match rebuild(self.store.codebook, item, revision) {
                Ok(record) => records.push(record),
                Err(reason) => return Ok(Err(reason)),
            }
            migrated = records.last_mut().map(|record| self.store.codebook.migrate(record)).unwrap_or_default();
        }
        let Some(last) = records.last() else { return Ok(Err("no-revision")) };
        let here = load_whole(transaction, item.id).await?;
        let Some(current) = here.last() else {
            let places: Vec<usize> = (0..records.len()).collect();
            let checked = self.check(transaction, (None, &records, &places), known).await?;
            return match checked {
                Err(reason) => Ok(Err(reason)),
                Ok(()) => {
                    received.migrated(&migrated);
                    Ok(Ok(Some(self.append((None, item), (&records, &places), &[])?)))
                }
            };
        };
        if current.erased {
            received.erased_here += 1;
            return Ok(Ok(None));
        }
        if current.schema != item.schema {
            return Ok(Err("schema"));
        }
        let before = self.store.open_part(current)?;
        let marks = here.iter().map(|revision| Ok(mark_of(revision)?.0)).collect::<Result<Vec<_>, StoreError>>()?;
        let erased: Vec<Class> = erasures(transaction, item.id).await?.iter().map(|erased| erased.class).collect();
        received.erased_here += u64::from(!erased.is_empty());
        match course(&marks, &there, self.receiving.take.contains(&item.id)) {
            Course::Known if marks.last() == there.last() => {
                let completed = self.completed((current, &before), (item, &records), &erased)?;
                if completed.is_some() {
                    let head = records.len() - 1;
                    if let Err(reason) = self.check(transaction, (Some(&before), &records, &[head]), known).await? {
                        return Ok(Err(reason));
                    }
                }
                received.known += u64::from(completed.is_none());
                Ok(Ok(completed))
            }
            Course::Known => {
                received.known += 1;
                Ok(Ok(None))
            }
            Course::Append(places) => match self.check(transaction, (Some(&before), &records, &places), known).await? {
                Err(reason) => Ok(Err(reason)),
                Ok(()) => {
                    received.migrated(&migrated);
                    let before = Some((current.clone(), before));
                    Ok(Ok(Some(self.append((before, item), (&records, &places), &erased)?)))
                }
            },
            Course::Conflict => {
                received.conflict(item.id);
                if before.claim.standing.stands() && !last.claim.standing.stands() {
                    return self.cleared(current, last.claim.standing);
                }
                Ok(Ok(None))
            }
        }
    }

    /// Whether these revisions may follow what is here.
    async fn check(
        &self,
        transaction: &mut AnyConnection,
        (before, records, places): (Option<&Record>, &[Record], &[usize]),
        known: &BTreeMap<SourceId, Source>,
    ) -> Result<Result<(), &'static str>, StoreError> {
        let mut standing = before.map(|record| record.claim.standing);
        for record in places.iter().map(|place| &records[*place]) {
            let next = record.claim.standing;
            if standing.is_some_and(|standing| standing != next && !standing.may_become(next)) {
                return Ok(Err("standing"));
            }
            standing = Some(next);
        }
        let Some(last) = places.last().map(|place| &records[*place]) else { return Ok(Ok(())) };
        let mut problems = self.validator.problems(last);
        // The sender may have kept classes back, so only what is about properties that are there can be judged.
        let is_there = |path: &str| {
            let property = path.split(['[', '.']).next().unwrap_or_default();
            property == "claim" || last.fields.contains_key(property)
        };
        problems.retain(|problem| problem.severity == Severity::Error && is_there(&problem.path));
        if !problems.is_empty() {
            return Ok(Err("invalid"));
        }
        if before.is_some() && !last.claim.standing.stands() {
            return Ok(Ok(()));
        }
        let differing = last.fields.values().filter_map(|field| field.difference.as_ref()?.source);
        for id in std::iter::once(last.claim.source).chain(differing) {
            let expires = match known.get(&id) {
                Some(source) => Ok(source.clone()),
                None => source::source(transaction, id).await,
            };
            match expires {
                Ok(source) if source.is_in_force(self.today) => {}
                Ok(_) => return Ok(Err("source-over")),
                Err(StoreError::NoSource) => return Ok(Err("no-source")),
                Err(error) => return Err(error),
            }
        }
        Ok(Ok(()))
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
            let places = item.revisions.iter().zip(records).rev();
            let Some((_, newest)) = places.into_iter().find(|(revision, _)| revision.sealed.contains_key(class.code()))
            else {
                continue;
            };
            let of_class = |id: &str| {
                let is_place = |kind: &Kind| matches!(kind, Kind::Place { .. });
                schema.property(id).is_some_and(|property| {
                    property.class == *class || (*class == Class::Direct && is_place(&property.kind))
                })
            };
            let fields = newest.fields.iter().filter(|(id, _)| of_class(id));
            record.fields.extend(fields.map(|(id, field): (_, &Field)| (id.clone(), field.clone())));
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
    fn cleared(&self, current: &Loaded, standing: Standing) -> Result<Result<Option<Ready>, &'static str>, StoreError> {
        let before = self.store.open_part(current)?;
        if !before.claim.standing.stands() {
            return Ok(Ok(None));
        }
        let Ok(claim) = before.claim.moved_to(standing, None) else { return Ok(Err("standing")) };
        let after = Record { claim, ..before.clone() };
        let sealer = self.sealer_of(current)?;
        let mut chain = Chain::after(Some(current));
        let revision = self.next((&sealer, &mut chain), &after, &[], (None, Reason::StandingChanged))?;
        let before = Some((current.clone(), before));
        Ok(Ok(Some(Ready { before, revisions: vec![revision], is_standing_only: true })))
    }

    /// The sealer of the team that a record belongs to.
    fn sealer_of(&self, current: &Loaded) -> Result<Sealer, StoreError> {
        let team = self.session.teams().iter().find(|team| team.id == current.team);
        let team = team.ok_or(StoreError::Damaged("a team is missing"))?;
        self.store.sealer(self.session, Some(&team.name))
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

    async fn commit(
        &self,
        mut transaction: sqlx::Transaction<'_, sqlx::Any>,
        sources: &[Source],
        ready: Vec<Ready>,
    ) -> Result<Outcome, StoreError> {
        let mut outcome = Outcome { sources: sources.len() as u64, ..Outcome::default() };
        let revisions: usize = ready.iter().map(|ready| ready.revisions.len()).sum();
        if sources.len() + revisions == 0 {
            return Ok(outcome);
        }
        let taken = take(&mut transaction, sources.len() + revisions, self.today).await?;
        let teams = teams(&mut transaction).await?;
        refuse_moved_keys(&teams, self.session.teams())?;
        let mut leaf = taken.first();
        let mut acts = Vec::with_capacity(sources.len() + revisions);
        for source in sources {
            let content = serde_json::to_string(source).expect("a source can always be written as JSON");
            let query = sqlx::query(sql::SOURCE_ADD).bind(id_bytes(source.id)).bind(signed(leaf));
            query.bind(content.as_str()).execute(&mut *transaction).await?;
            let act = Act::new(Role::Administrator, Action::SourceChanged).on(source.id);
            acts.push(act.content(source_digest(source.id, &content)));
            leaf += 1;
        }
        for Ready { before, mut revisions, is_standing_only } in ready {
            let Some(last) = revisions.pop() else { continue };
            match &before {
                Some((current, record)) => {
                    let query = sqlx::query(sql::RECORD_ADVANCE).bind(id_bytes(last.id)).bind(signed(last.number));
                    let query = query.bind(signed(current.current)).bind(id_bytes(last.source));
                    if query.execute(&mut *transaction).await?.rows_affected() != 1 {
                        return Err(StoreError::Conflict { current: current.current });
                    }
                    self.store.drop_finders(&mut transaction, current, record).await?;
                    outcome.continued += u64::from(!is_standing_only);
                    outcome.no_longer_standing += u64::from(is_standing_only);
                }
                None => outcome.new += 1,
            }
            let had_consents = before.as_ref().is_some_and(|(_, record)| !consent::rows_of(record).is_empty());
            acts.extend(revisions.iter().map(|revision| self.act(revision, false)));
            acts.push(self.act(&last, had_consents));
            let head = [last];
            if before.is_none() {
                write_rows(&mut transaction, &head).await?;
            }
            let author = self.session.account;
            write_revisions(&mut transaction, &revisions, (author, self.today, leaf)).await?;
            leaf += revisions.len() as u64;
            write_revisions(&mut transaction, &head, (author, self.today, leaf)).await?;
            leaf += 1;
            write_finders(&mut transaction, &head).await?;
            outcome.revisions += revisions.len() as u64 + 1;
        }
        if self.receiving.dry_run {
            transaction.rollback().await?;
            return Ok(outcome);
        }
        let auditors = of_kind(&teams, TeamKind::Audit)?;
        self.store.finish_with(transaction, taken, (Some(self.session.account), auditors), &acts).await?;
        Ok(outcome)
    }

    fn act(&self, revision: &PreparedRecord, had_consents: bool) -> Act {
        let action = match (had_consents, revision.consents.is_empty()) {
            (false, false) => Action::ConsentGiven,
            (true, true) => Action::ConsentWithdrawn,
            _ if revision.number == 1 => Action::Create,
            _ => Action::Revise,
        };
        Act::new(self.session.role(), action).on(revision.id).content(revision.digest)
    }
}

impl Chain {
    fn after(current: Option<&Loaded>) -> Self {
        let Some(current) = current else { return Self { number: 0, in_force: Vec::new(), blind: Vec::new() } };
        let in_force = current.in_force().map(|row| (row.class, row.revision, row.epoch, row.hash)).collect();
        Self { number: current.number, in_force, blind: current.blind.clone() }
    }
}

/// Every revision of a record, compared with the log; none where there is no record.
async fn load_whole(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<Loaded>, StoreError> {
    let revisions = load_rows(connection, id).await?;
    revisions.iter().try_for_each(Loaded::verify)?;
    Ok(revisions)
}

/// The record as of one revision, with the classes that came with it. Whatever is not in the form of this codebook refuses the
/// record: nothing may be lost unseen.
fn rebuild(codebook: &Codebook, item: &RecordItem, revision: &RevisionItem) -> Result<Record, &'static str> {
    let schema = codebook.schema(&item.schema).filter(|schema| !schema.is_abstract).ok_or("unknown-schema")?;
    if !revision.origin.is_in_form() || codebook.is_older_than(&revision.origin.codebook) {
        return Err("unreadable");
    }
    let mut record = Record::new(item.id, &schema.id, &revision.origin.codebook, revision.claim.clone());
    let is_class = |code: &str| Class::from_code(code).is_some_and(Class::is_sealed);
    if !revision.sealed.keys().all(|code| is_class(code)) {
        return Err("unreadable");
    }
    let parts = std::iter::once((None, &revision.fields));
    let parts = parts.chain(revision.sealed.iter().map(|(code, fields)| (Class::from_code(code), fields)));
    for (class, fields) in parts {
        for (id, json) in fields {
            let property = schema.property(id).ok_or("unknown-property")?;
            let is_place = matches!(property.kind, Kind::Place { .. });
            let belongs = match class {
                Some(class) => property.class == class || (class == Class::Direct && is_place),
                None => !property.class.is_sealed(),
            };
            let field = Field::from_json(property, json.clone()).filter(|_| belongs).ok_or("unreadable")?;
            record.fields.insert(property.id.clone(), field);
        }
    }
    Ok(record)
}
