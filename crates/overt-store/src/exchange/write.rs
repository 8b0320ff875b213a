//! Writing what comes in, a batch in one transaction.

use std::collections::BTreeMap;

use jiff::civil::Date;
use overt_model::{Class, RecordId, Source, SourceId, State, Validator};
use sqlx::AnyConnection;

use super::item::{NoticeKind, RecordItem};
use super::ready::{Halt, Ready};
use super::{Received, Receiving};
use crate::db::id_bytes;
use crate::journal::{self, Act, signed, take};
use crate::log::entry::Action;
use crate::people::{Role, Session, TeamKind, of_kind, teams};
use crate::record::{
    Loaded, PreparedRecord, Sealer, load_rows, refuse_moved_keys, write_finders, write_revisions, write_rows,
};
use crate::source::source_digest;
use crate::store::Store;
use crate::{StoreError, consent, sql};

/// What waits to be written.
pub(super) struct Batch<'a> {
    pub(super) store: &'a Store,
    pub(super) session: &'a Session,
    pub(super) receiving: &'a Receiving<'a>,
    pub(super) today: Date,
    pub(super) sealer: Sealer,
    pub(super) validator: Validator<'a>,
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
        let (sources, mut records) = (std::mem::take(&mut self.sources), std::mem::take(&mut self.records));
        let mut transaction = self.store.db.write().await?;
        journal::lock(&mut transaction).await?;
        let mut ready = Vec::new();
        for record in &mut records {
            match self.ready(&mut transaction, record, known, received).await {
                Ok(one) => ready.extend(one),
                Err(Halt::Refused(reason)) => received.refuse(record.id, reason),
                Err(Halt::Failed(error)) => return Err(error),
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
        match self.cleared(current, standing) {
            Ok(ready) => self.commit(transaction, &[], Vec::from_iter(ready)).await,
            Err(Halt::Refused(reason)) => {
                received.refuse(id, reason);
                Ok(Outcome::default())
            }
            Err(Halt::Failed(error)) => Err(error),
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
        for ready in ready {
            leaf += self.put(&mut transaction, ready, leaf, (&mut acts, &mut outcome)).await?;
        }
        if self.receiving.dry_run {
            transaction.rollback().await?;
            return Ok(outcome);
        }
        let auditors = of_kind(&teams, TeamKind::Audit)?;
        self.store.finish_with(transaction, taken, (Some(self.session.account), auditors), &acts).await?;
        Ok(outcome)
    }

    /// Writes one record, whose first leaf is `leaf`, and says how many leaves it takes.
    async fn put(
        &self,
        transaction: &mut AnyConnection,
        Ready { before, mut revisions, is_standing_only }: Ready,
        leaf: u64,
        (acts, outcome): (&mut Vec<Act>, &mut Outcome),
    ) -> Result<u64, StoreError> {
        let Some(last) = revisions.pop() else { return Ok(0) };
        let head = [last];
        let last = &head[0];
        if let Some((current, record)) = &before {
            let query = sqlx::query(sql::RECORD_ADVANCE).bind(id_bytes(last.id)).bind(signed(last.number));
            let query = query.bind(signed(current.current)).bind(id_bytes(last.source));
            if query.execute(&mut *transaction).await?.rows_affected() != 1 {
                return Err(StoreError::Conflict { current: current.current });
            }
            self.store.drop_finders(transaction, current, record).await?;
            outcome.continued += u64::from(!is_standing_only);
            outcome.no_longer_standing += u64::from(is_standing_only);
        } else {
            write_rows(transaction, &head).await?;
            outcome.new += 1;
        }
        let had_consents = before.as_ref().is_some_and(|(_, record)| !consent::rows_of(record).is_empty());
        acts.extend(revisions.iter().map(|revision| self.act(revision, false)));
        acts.push(self.act(last, had_consents));
        let (author, earlier) = (self.session.account, revisions.len() as u64);
        write_revisions(transaction, &revisions, (author, self.today, leaf)).await?;
        write_revisions(transaction, &head, (author, self.today, leaf + earlier)).await?;
        write_finders(transaction, &head).await?;
        outcome.revisions += earlier + 1;
        Ok(earlier + 1)
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

/// Every revision of a record, compared with the log; none where there is no record.
pub(super) async fn load_whole(connection: &mut AnyConnection, id: RecordId) -> Result<Vec<Loaded>, StoreError> {
    let revisions = load_rows(connection, id).await?;
    revisions.iter().try_for_each(Loaded::verify)?;
    Ok(revisions)
}
