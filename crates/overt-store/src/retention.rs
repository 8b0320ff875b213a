//! How long sealed classes are kept, and what is due to be erased. Nothing is erased by itself: a person decides.

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Class, RecordId, SourceId};
use serde::Serialize;
use sqlx::AssertSqlSafe;

use crate::StoreError;
use crate::db::{Read, id_bytes};
use crate::journal::{Act, take};
use crate::log::entry::Action;
use crate::people::{Role, Session};
use crate::sql::{self, DueOf};
use crate::store::Store;

/// Why something should be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueReason {
    /// The source's agreement is over.
    SourceExpired,
    /// Its time of retention is over.
    RetentionExpired,
}

/// One record, or class of one, that is due to be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Which record.
    pub record: RecordId,
    /// Which class; `None`: all of it.
    pub class: Option<Class>,
    /// Why.
    pub reason: DueReason,
    /// The source that is over.
    pub source: Option<SourceId>,
}

impl Store {
    /// For how many days each sealed class is kept after it was last written.
    pub async fn retention(&self) -> Result<Vec<(Class, u32)>, StoreError> {
        let rows = sqlx::query(sql::RETENTIONS).fetch_all(&mut *self.db.read().await?).await?;
        let retention = |row: &sqlx::any::AnyRow| {
            let class = Class::from_code(&row.text("class")?).ok_or(StoreError::Damaged("a class"))?;
            let days = u32::try_from(row.number("days")?).map_err(|_| StoreError::Damaged("a number of days"))?;
            Ok((class, days))
        };
        rows.iter().map(retention).collect()
    }

    /// Sets for how many days a sealed class is kept; `None` keeps it until it is erased.
    pub async fn set_retention(
        &self,
        session: &Session,
        (class, days): (Class, Option<u32>),
        today: Date,
    ) -> Result<(), StoreError> {
        session.require_administrator()?;
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let query = match days {
            Some(days) => sqlx::query(sql::RETENTION_PUT).bind(class.code()).bind(i64::from(days)),
            None => sqlx::query(sql::RETENTION_DROP).bind(class.code()),
        };
        query.execute(&mut *transaction).await?;
        let act = Act::new(Role::Administrator, Action::PolicyChanged).class(class);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }

    /// What should be erased as of today: at most `limit` of it, without what is held against that.
    pub async fn due(&self, today: Date, limit: usize) -> Result<Vec<Due>, StoreError> {
        let mut due = Vec::new();
        let bound = i64::try_from(limit).unwrap_or(i64::MAX);
        for source in self.sources().await?.into_iter().filter(|source| !source.is_in_force(today)) {
            let query = sqlx::query(AssertSqlSafe(sql::due(DueOf::Source))).bind(id_bytes(source.id));
            let query = query.bind(today.to_string()).bind(bound);
            for row in query.fetch_all(&mut *self.db.read().await?).await? {
                let (reason, source) = (DueReason::SourceExpired, Some(source.id));
                due.push(Due { record: row.id("record")?, class: None, reason, source });
            }
        }
        for (class, days) in self.retention().await? {
            let last = today.saturating_sub(i64::from(days).days()).to_string();
            let query = sqlx::query(AssertSqlSafe(sql::due(DueOf::Class))).bind(class.code());
            let query = query.bind(today.to_string()).bind(bound).bind(last);
            for row in query.fetch_all(&mut *self.db.read().await?).await? {
                let (reason, class) = (DueReason::RetentionExpired, Some(class));
                due.push(Due { record: row.id("record")?, class, reason, source: None });
            }
        }
        due.truncate(limit);
        Ok(due)
    }
}
