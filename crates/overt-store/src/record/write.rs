//! Writing new records, one or many in one transaction.
//!
//! [`Store::prepare`] does the work of the processor (checking, sealing, indexing) and touches no database, so that a batch can
//! be prepared while the one before is written by [`Store::commit`].

use std::collections::BTreeSet;

use jiff::civil::Date;
use overt_model::codebook::Severity;
use overt_model::{Class, Record, RecordId, SourceId, Validator};
use sqlx::AnyConnection;

use super::load::{Facts, salted};
use super::parts::{self, Parts};
use super::{Reason, SEALED, terms_of};
use crate::consent::{self, ConsentRow};
use crate::db::{Insert, Read, id_bytes};
use crate::journal::{Act, signed, take};
use crate::log::entry::{Action, Content};
use crate::people::{Role, Session, Team, TeamKind, of_class, of_kind};
use crate::store::Store;
use crate::vault::{
    AccountId, BlindField, BlindIndex, Context, DataKey, DataKeyPlace, Epoch, TeamId, TenantId, Wrapper,
};
use crate::{StoreError, random, source, sql};

/// Records that are ready to be written.
#[derive(Debug)]
pub struct Prepared {
    pub(super) records: Vec<PreparedRecord>,
    pub(super) teams: Vec<Team>,
    pub(super) today: Date,
}

impl Prepared {
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
pub(super) type InForce = (Class, u64, Epoch, [u8; 32]);

/// Everything that is written of one revision.
pub(crate) struct PreparedRecord {
    pub(super) id: RecordId,
    pub(super) schema: String,
    pub(super) source: SourceId,
    pub(super) sources: Vec<SourceId>,
    pub(super) team: TeamId,
    pub(super) number: u64,
    pub(super) reason: Reason,
    pub(super) content: String,
    pub(super) content_hash: [u8; 32],
    pub(super) blind: Vec<u8>,
    pub(super) blind_hash: [u8; 32],
    pub(super) salt: Vec<u8>,
    pub(super) sealed: Vec<PreparedClass>,
    pub(super) terms: Vec<i64>,
    pub(super) consents: Vec<ConsentRow>,
    pub(super) digest: Content,
}

impl std::fmt::Debug for PreparedRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PreparedRecord({})", self.id)
    }
}

/// One class, sealed.
pub(crate) struct PreparedClass {
    pub(super) class: Class,
    pub(super) team: TeamId,
    pub(super) epoch: i64,
    pub(super) envelope: Vec<u8>,
    pub(super) hash: [u8; 32],
    pub(super) wrap: Vec<u8>,
}

/// Seals for the present epochs of the teams, agreeing on a key with each of them once.
pub(super) struct Sealer {
    tenant: TenantId,
    wrappers: Vec<(Team, Wrapper)>,
}

impl Sealer {
    /// For the given casework team and the custodians.
    pub(super) fn new(tenant: TenantId, teams: [&Team; 2]) -> Self {
        let wrapper = |team: &Team| (team.clone(), Wrapper::to(&team.key, &mut random::system()));
        Self { tenant, wrappers: teams.map(wrapper).into() }
    }

    pub(super) fn teams(&self) -> Vec<Team> {
        self.wrappers.iter().map(|(team, _)| team.clone()).collect()
    }

    /// Seals a class of one revision of a row under a new key.
    pub(super) fn seal(
        &self,
        (row, class, revision): (u128, Class, u64),
        plaintext: &[u8],
    ) -> Result<(PreparedClass, DataKey), StoreError> {
        let mut random = random::system();
        let found = self.wrappers.iter().find(|(team, _)| team.kind == of_class(class));
        let (team, wrapper) = found.expect("there is a team for every sealed class");
        let (tenant, table, epoch) = (self.tenant, SEALED, team.epoch);
        let key = DataKey::generate(&mut random);
        let envelope = key.seal(plaintext, &Context { tenant, table, row, class, epoch, revision }, &mut random)?;
        let wrap =
            wrapper.wrap(&key, &DataKeyPlace { tenant, table, row, class, epoch, wrapped_to: epoch }, &mut random);
        let hash = blake3::hash(&envelope).into();
        let epoch = i64::from(epoch.number());
        Ok((PreparedClass { class, team: team.id, epoch, envelope, hash, wrap }, key))
    }
}

/// Records on the way to being ready.
struct Preparation<'a> {
    store: &'a Store,
    session: &'a Session,
    sealer: Sealer,
    validator: Validator<'a>,
    reason: Reason,
    today: Date,
    records: Vec<PreparedRecord>,
}

impl<'a> Preparation<'a> {
    fn new(
        store: &'a Store,
        session: &'a Session,
        (team, reason): (Option<&str>, Reason),
        today: Date,
    ) -> Result<Self, StoreError> {
        let (sealer, validator) = (store.sealer(session, team)?, Validator::new(store.codebook, today));
        Ok(Self { store, session, sealer, validator, reason, today, records: Vec::new() })
    }

    fn add(&mut self, record: &Record) -> Result<(), StoreError> {
        refuse_invalid(&self.validator, record)?;
        let parts = parts::of(self.store.codebook, record, |_| true);
        let blind = parts::pack(&self.store.blind_indexes(self.session, record)?);
        let how = (1, self.reason, &[][..]);
        let prepared = self.store.prepare_one(self.session, &self.sealer, (record, parts, blind), how, self.today)?;
        self.records.push(prepared);
        Ok(())
    }

    fn finish(self) -> Prepared {
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

    pub(super) fn sealer(&self, session: &Session, team: Option<&str>) -> Result<Sealer, StoreError> {
        let teams = session.teams();
        let is_meant = |found: &&Team| found.kind == TeamKind::Casework && team.is_none_or(|name| found.name == name);
        let casework = teams.iter().find(|team| is_meant(team) && session.holds(team));
        let casework = casework.or_else(|| teams.iter().find(is_meant)).ok_or(StoreError::NotThere("team"))?;
        Ok(Sealer::new(self.tenant, [casework, of_kind(teams, TeamKind::Custody)?]))
    }

    /// Seals one revision. `carried` are the classes that stay as an earlier revision sealed them.
    #[expect(clippy::similar_names, reason = "the sealer is what makes the sealed classes")]
    pub(super) fn prepare_one(
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
        let casework = sealer.wrappers.first().map(|(team, _)| team.id).expect("the first team is the casework team");
        let facts = Facts {
            id: record.id,
            schema: &record.schema,
            team: casework,
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
            team: casework,
            number,
            reason,
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

    pub(super) fn blind_indexes(
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

    /// Writes prepared records, all or none. When this returns, they are on disk and in the log.
    pub async fn commit(&self, session: &Session, prepared: &Prepared) -> Result<(), StoreError> {
        if prepared.is_empty() {
            return Ok(());
        }
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, prepared.len(), prepared.today).await?;
        let teams = crate::people::teams(&mut transaction).await?;
        refuse_moved_keys(&teams, &prepared.teams)?;
        source::refuse_unusable(&mut transaction, &prepared.records, prepared.today).await?;
        let mut rows = Insert::into(sql::RECORD_ROWS);
        for record in &prepared.records {
            rows.row(&mut transaction, |columns| {
                columns.id(record.id).add(record.schema.as_str()).id(record.source).id(record.team);
                columns.add(signed(record.number)).add(0_i64);
            })
            .await
            .map_err(|error| if is_taken(&error) { StoreError::Taken("record") } else { error })?;
        }
        rows.flush(&mut transaction)
            .await
            .map_err(|error| if is_taken(&error) { StoreError::Taken("record") } else { error })?;
        write_revisions(&mut transaction, &prepared.records, (session.account, prepared.today, taken.first())).await?;
        write_finders(&mut transaction, &prepared.records).await?;
        let role = Role::of_class(Class::Narrative);
        let act = |record: &PreparedRecord| {
            let action = if record.consents.is_empty() { Action::Create } else { Action::ConsentGiven };
            Act::new(role, action).on(record.id).content(record.digest)
        };
        let acts: Vec<Act> = prepared.records.iter().map(act).collect();
        let auditors = of_kind(&teams, TeamKind::Audit)?;
        self.finish_with(transaction, taken, (Some(session.account), auditors), &acts).await
    }

    /// Prepares and writes records.
    pub async fn insert(
        &self,
        session: &Session,
        how: (Option<&str>, Reason),
        records: &[Record],
        today: Date,
    ) -> Result<(), StoreError> {
        self.commit(session, &self.prepare(session, how, records, today)?).await
    }

    /// Prepares and writes batch after batch, each in a transaction of its own. While the database writes one, the next is
    /// prepared; of more than two nothing is in memory. `progress` hears after each batch how many records are on disk.
    ///
    /// A batch that is refused ends the work. Those before it stay.
    pub async fn insert_all(
        &self,
        session: &Session,
        how: (Option<&str>, Reason),
        batches: impl IntoIterator<Item = Vec<Record>>,
        today: Date,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, StoreError> {
        let mut batches = batches.into_iter();
        let (mut ready, mut written) = (Prepared { records: Vec::new(), teams: Vec::new(), today }, 0);
        loop {
            let next = async {
                let Some(records) = batches.next() else { return Ok::<_, StoreError>(None) };
                let mut preparation = Preparation::new(self, session, how, today)?;
                for record in &records {
                    preparation.add(record)?;
                    // The answer of the database may have come: its next statement should not wait.
                    tokio::task::yield_now().await;
                }
                Ok(Some(preparation.finish()))
            };
            let (committed, next) = futures_util::future::join(self.commit(session, &ready), next).await;
            committed?;
            if !ready.is_empty() {
                written += ready.len() as u64;
                progress(written);
            }
            match next? {
                Some(prepared) => ready = prepared,
                None => return Ok(written),
            }
        }
    }
}

/// Errors refuse a record; gaps and notices do not.
pub(super) fn refuse_invalid(validator: &Validator<'_>, record: &Record) -> Result<(), StoreError> {
    let mut problems = validator.problems(record);
    problems.retain(|problem| problem.severity == Severity::Error);
    if problems.is_empty() { Ok(()) } else { Err(StoreError::Invalid(problems)) }
}

/// Refuses what was sealed to an epoch that is over by now.
pub(super) fn refuse_moved_keys(now: &[Team], used: &[Team]) -> Result<(), StoreError> {
    let is_same =
        |used: &Team| now.iter().any(|team| (team.id, team.epoch, team.key) == (used.id, used.epoch, used.key));
    if used.iter().all(is_same) { Ok(()) } else { Err(StoreError::KeysMoved) }
}

fn is_taken(error: &StoreError) -> bool {
    // Extended result 1555 of SQLite (a primary key stands twice) and 23505 of PostgreSQL.
    matches!(error, StoreError::Database(code) if code == "sqlite 1555" || code == "postgresql 23505")
}

pub(super) async fn write_revisions(
    transaction: &mut AnyConnection,
    records: &[PreparedRecord],
    (author, today, first_leaf): (AccountId, Date, u64),
) -> Result<(), StoreError> {
    let (mut rows, mut sealed, mut wraps) =
        (Insert::into(sql::REVISION_ROWS), Insert::into(sql::SEALED_ROWS), Insert::into(sql::WRAP_ROWS));
    let today = today.to_string();
    for (leaf, record) in (first_leaf..).zip(records) {
        let number = signed(record.number);
        rows.row(transaction, |columns| {
            columns.id(record.id).add(number).id(author).add(record.reason.code()).add(today.as_str());
            columns.add(record.content.as_str()).add(&record.content_hash[..]);
            columns.add(&record.blind[..]).add(&record.blind_hash[..]).add(&record.salt[..]);
            columns.add(signed(leaf));
        })
        .await?;
        for class in &record.sealed {
            let code = class.class.code();
            sealed
                .row(transaction, |columns| {
                    columns.id(record.id).add(code).add(number).add(class.epoch);
                    columns.add(&class.envelope[..]).add(&class.hash[..]);
                })
                .await?;
            wraps
                .row(transaction, |columns| {
                    columns.id(record.id).add(code).add(number).id(class.team).add(class.epoch).add(&class.wrap[..]);
                })
                .await?;
        }
    }
    rows.flush(transaction).await?;
    sealed.flush(transaction).await?;
    wraps.flush(transaction).await
}

/// What finds records: terms, blind indexes, consents. Sorted, because neighbouring rows are written faster.
pub(super) async fn write_finders(
    transaction: &mut AnyConnection,
    records: &[PreparedRecord],
) -> Result<(), StoreError> {
    let mut terms: Vec<(i64, RecordId)> = Vec::with_capacity(records.iter().map(|record| record.terms.len()).sum());
    terms.extend(records.iter().flat_map(|record| record.terms.iter().map(|term| (*term, record.id))));
    terms.sort_unstable();
    let mut rows = Insert::into(sql::TERM_ROWS);
    for (term, record) in terms {
        rows.row(transaction, |columns| {
            columns.add(term).id(record);
        })
        .await?;
    }
    rows.flush(transaction).await?;
    let mut blind: Vec<(&'static str, i64, RecordId)> = Vec::new();
    for record in records {
        blind.extend(parts::blind_numbers(&record.blind).map(|(field, number)| (field, number, record.id)));
    }
    blind.sort_unstable();
    let mut rows = Insert::into(sql::BLIND_ROWS);
    for (field, number, record) in blind {
        rows.row(transaction, |columns| {
            columns.add(field).add(number).id(record);
        })
        .await?;
    }
    rows.flush(transaction).await?;
    for record in records {
        consent::write(transaction, record.id, &record.consents).await?;
    }
    Ok(())
}

/// The sources that records name, each once.
pub(crate) fn sources(records: &[PreparedRecord]) -> BTreeSet<SourceId> {
    records.iter().flat_map(|record| record.sources.iter().copied()).collect()
}

/// The columns of an account's id, for other writers of revisions.
pub(super) async fn current_revision(connection: &mut AnyConnection, id: RecordId) -> Result<u64, StoreError> {
    let row = sqlx::query(sql::RECORD).bind(id_bytes(id)).fetch_optional(connection).await?;
    let row = row.filter(|row| row.number("erased").is_ok_and(|erased| erased == 0));
    row.ok_or(StoreError::NotThere("record"))?.count("revision")
}

#[cfg(test)]
mod tests {
    use overt_model::{Class, State, Value};

    use super::*;
    use crate::Query;
    use crate::testing::{Place, TODAY, on_both, source, victim};

    fn batch(numbers: std::ops::Range<u128>) -> Vec<Record> {
        numbers.map(|bits| victim(RecordId::from_bits(bits), SourceId::from_bits(7), "Invented Name")).collect()
    }

    #[test]
    fn a_refused_batch_ends_the_work_and_those_before_it_stay() {
        on_both(async |place: Place| {
            let (store, session) = place.store().await;
            store.put_source(&session, &source(SourceId::from_bits(7)), TODAY).await.unwrap();
            let mut refused = batch(300..302);
            refused[1] = refused[1].clone().with("shoe_size", Value::Integer(39));
            let how = (None, Reason::Imported);
            let mut heard = Vec::new();
            let batches = [batch(1..120), batch(200..203), refused, batch(400..401)];
            let outcome = store.insert_all(&session, how, batches, TODAY, |written| heard.push(written)).await;
            assert!(matches!(outcome, Err(StoreError::Invalid(_))));
            assert_eq!(heard, [119, 122]);
            assert_eq!(store.count(&Query::default()).await.unwrap(), 122);

            let again = store.insert_all(&session, how, [batch(200..201)], TODAY, |_| {}).await;
            assert!(matches!(again, Err(StoreError::Taken("record"))));
            assert_eq!(store.insert_all(&session, how, [], TODAY, |_| {}).await.unwrap(), 0);
        });
    }

    #[test]
    fn what_was_inserted_in_batches_is_found_page_by_page_and_opened_in_the_order_asked_for() {
        on_both(async |place: Place| {
            let (store, session) = place.store().await;
            store.put_source(&session, &source(SourceId::from_bits(7)), TODAY).await.unwrap();
            let batches = [batch(1..80), batch(80..131)];
            let written = store.insert_all(&session, (None, Reason::Imported), batches, TODAY, |_| {}).await.unwrap();
            assert_eq!(written, 130);
            let query = Query {
                schema: Some("Victim".into()),
                country: Some("NPL".into()),
                states: vec![("debt_claimed".into(), State::AskedNo)],
                ..Query::default()
            };
            let (mut after, mut pages, mut found) = (None, Vec::new(), Vec::new());
            loop {
                let page = store.find(&query, after, 60).await.unwrap();
                pages.push(page.found.len());
                found.extend(page.found.iter().map(|found| found.record.id.bits()));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(pages, [60, 60, 10]);
            assert_eq!(found, (1..131).collect::<Vec<u128>>());

            let asked: Vec<RecordId> = [77, 3, 130, 3].map(RecordId::from_bits).into();
            let shown = store.show_many(&session, &asked, (&[Class::Direct], None), TODAY).await.unwrap();
            assert_eq!(shown.iter().map(|shown| shown.record.id).collect::<Vec<_>>(), asked);
            assert!(shown.iter().all(|shown| shown.record.fields.contains_key("full_name")));
            let absent = [RecordId::from_bits(3), RecordId::from_bits(9999)];
            let refused = store.show_many(&session, &absent, (&[], None), TODAY).await;
            assert!(matches!(refused, Err(StoreError::NotThere("record"))));
        });
    }
}
