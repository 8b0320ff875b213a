//! Writing prepared records, one or many in one transaction.

use jiff::civil::Date;
use overt_model::{Class, Record, RecordId};
use sqlx::AnyConnection;

use super::prepare::{Preparation, Prepared, PreparedRecord};
use super::{PreparedClass, Reason, parts};
use crate::consent;
use crate::db::Insert;
use crate::import::Step;
use crate::journal::{Act, signed, take};
use crate::log::entry::Action;
use crate::people::{Right, Role, Session, Team, TeamKind, of_kind};
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, source, sql};

impl Store {
    /// Writes prepared records, all or none. When this returns, they are on disk and in the log.
    pub async fn commit(&self, session: &Session, prepared: &Prepared) -> Result<(), StoreError> {
        if prepared.is_empty() { Ok(()) } else { self.commit_step(session, prepared, None).await }
    }

    /// The same, together with the step of an import that the records belong to.
    pub(crate) async fn commit_step(
        &self,
        session: &Session,
        prepared: &Prepared,
        step: Option<&Step>,
    ) -> Result<(), StoreError> {
        for record in &prepared.records {
            session.require_writing(Right::Enter, &record.schema)?;
        }
        let mut transaction = self.db.write().await?;
        let count = prepared.len() + usize::from(step.is_some());
        let taken = take(&mut transaction, count, prepared.today).await?;
        let teams = crate::people::teams(&mut transaction).await?;
        refuse_moved_keys(&teams, &prepared.teams)?;
        source::refuse_unusable(&mut transaction, &prepared.records, prepared.today).await?;
        write_rows(&mut transaction, &prepared.records).await.map_err(|error| match error {
            // Extended result 1555 of SQLite (a primary key stands twice) and 23505 of PostgreSQL.
            StoreError::Database(code) if code == "sqlite 1555" || code == "postgresql 23505" => {
                StoreError::Taken("record")
            }
            other => other,
        })?;
        write_revisions(&mut transaction, &prepared.records, (session.account, prepared.today, taken.first())).await?;
        write_finders(&mut transaction, &prepared.records).await?;
        let role = Role::of_class(Class::Narrative);
        let act = |record: &PreparedRecord| {
            let action = if record.consents.is_empty() { Action::Create } else { Action::ConsentGiven };
            Act::new(role, action).on(record.id).content(record.digest)
        };
        let mut acts: Vec<Act> = prepared.records.iter().map(act).collect();
        if let Some(step) = step {
            acts.push(step.write(&mut transaction, taken.first() + prepared.len() as u64).await?);
        }
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
        let (mut ready, mut written) = (Prepared::none(today), 0);
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

/// Refuses what was sealed to an epoch that is over by now, or to custodians who keep it no more.
pub(crate) fn refuse_moved_keys(now: &[Team], used: &[Team]) -> Result<(), StoreError> {
    let facts = |team: &Team| (team.id, team.epoch, team.key, team.custody);
    let is_same = |used: &Team| now.iter().any(|team| facts(team) == facts(used));
    if used.iter().all(is_same) { Ok(()) } else { Err(StoreError::KeysMoved) }
}

pub(crate) async fn write_rows(transaction: &mut AnyConnection, records: &[PreparedRecord]) -> Result<(), StoreError> {
    let mut rows = Insert::into(sql::RECORD_ROWS);
    for record in records {
        rows.row(transaction, |columns| {
            columns.id(record.id).add(record.schema.as_str()).id(record.source).id(record.team);
            columns.add(signed(record.number)).add(0_i64);
        })
        .await?;
    }
    rows.flush(transaction).await
}

pub(crate) async fn write_revisions(
    transaction: &mut AnyConnection,
    records: &[PreparedRecord],
    (author, today, first_leaf): (AccountId, Date, u64),
) -> Result<(), StoreError> {
    let (mut rows, mut sealed, mut wraps) =
        (Insert::long_into(sql::REVISION_ROWS), Insert::long_into(sql::SEALED_ROWS), Insert::into(sql::WRAP_ROWS));
    let today = today.to_string();
    for (leaf, record) in (first_leaf..).zip(records) {
        let number = signed(record.number);
        rows.row(transaction, |columns| {
            columns.id(record.id).add(number).id(author).add(record.reason).add(today.as_str());
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

/// Writes what is sealed under an identifier of its own, such as an attachment's.
pub(crate) async fn write_sealed(
    transaction: &mut AnyConnection,
    row: Vec<u8>,
    class: &PreparedClass,
) -> Result<(), StoreError> {
    let (mut rows, mut wraps) = (Insert::long_into(sql::SEALED_ROWS), Insert::into(sql::WRAP_ROWS));
    rows.row(transaction, |columns| {
        columns.add(&row[..]).add(class.class.code()).add(1_i64).add(class.epoch);
        columns.add(&class.envelope[..]).add(&class.hash[..]);
    })
    .await?;
    rows.flush(transaction).await?;
    wraps
        .row(transaction, |columns| {
            columns
                .add(&row[..])
                .add(class.class.code())
                .add(1_i64)
                .id(class.team)
                .add(class.epoch)
                .add(&class.wrap[..]);
        })
        .await?;
    wraps.flush(transaction).await
}

/// What finds records: terms, blind indexes, consents. Sorted, because neighbouring rows are written faster.
pub(crate) async fn write_finders(
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
