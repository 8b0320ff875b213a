//! Forms that somebody has begun and not sent: sealed to their own key, so that nobody else opens them, and gone after a month.
//!
//! A draft is no record: no team opens it, it is not found, counted or exported, and the log does not know it. Whatever it holds of
//! a record was opened, and logged, before; where a class of that record is erased, its drafts go with it.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use overt_model::{RecordId, Secret};
use sqlx::any::AnyRow;

use crate::db::{Read, commit, id_bytes};
use crate::journal;
use crate::people::{Own, Session};
use crate::store::Store;
use crate::{StoreError, sql};

/// Most drafts of one account.
pub const DRAFTS_MAX: u64 = 50;
/// So many days a draft is kept.
pub const DRAFT_DAYS: i32 = 30;

/// A draft that lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The record that is to be made or changed.
    pub record: RecordId,
    /// Its kind.
    pub schema: String,
    /// The day on which it was put away.
    pub day: Date,
}

/// What drafts are sealed as.
const WHAT: &str = "draft";

impl Store {
    /// The drafts of the session's person, the latest first.
    pub async fn drafts(&self, session: &Session) -> Result<Vec<Draft>, StoreError> {
        let query = sqlx::query(sql::DRAFTS).bind(id_bytes(session.account));
        let rows = query.fetch_all(&mut *self.db.read().await?).await?;
        let draft = |row: &AnyRow| {
            Ok(Draft { record: row.id("record")?, schema: row.text("schema")?, day: journal::day(&row.text("day")?)? })
        };
        rows.iter().map(draft).collect()
    }

    /// What a draft of the session's person says.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] when there is none, and [`StoreError::Tampered`] when it was put there by somebody else.
    pub async fn draft(&self, session: &Session, record: RecordId) -> Result<Secret<Vec<u8>>, StoreError> {
        let query = sqlx::query(sql::DRAFT).bind(id_bytes(session.account)).bind(id_bytes(record));
        let row = query.fetch_optional(&mut *self.db.read().await?).await?.ok_or(StoreError::NotThere("draft"))?;
        let own = Own { wrap: row.bytes("wrap")?, envelope: row.bytes("envelope")? };
        self.open_own(session, (WHAT, record.bits()), &own).map_err(|_| StoreError::Tampered("a draft"))
    }

    /// Puts a draft away, in place of the one that there may be of the same record.
    ///
    /// # Errors
    /// [`StoreError::Drafts`] when the account has [`DRAFTS_MAX`] others.
    pub async fn put_draft(
        &self,
        session: &Session,
        (record, schema): (RecordId, &str),
        said: &Secret<Vec<u8>>,
        today: Date,
    ) -> Result<(), StoreError> {
        let Own { wrap, envelope } = self.seal_own(session, (WHAT, record.bits()), said.expose())?;
        let mut transaction = self.db.write().await?;
        let (account, record) = (id_bytes(session.account), id_bytes(record));
        let others = sqlx::query(sql::DRAFTS_OTHERS).bind(account.clone()).bind(record.clone());
        if others.fetch_one(&mut *transaction).await?.count("n")? >= DRAFTS_MAX {
            return Err(StoreError::Drafts);
        }
        let query = sqlx::query(sql::DRAFT_PUT).bind(account).bind(record).bind(schema.to_owned());
        query.bind(today.to_string()).bind(wrap).bind(envelope).execute(&mut *transaction).await?;
        commit(transaction).await
    }

    /// Throws a draft of the session's person away, if there is one.
    pub async fn drop_draft(&self, session: &Session, record: RecordId) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let query = sqlx::query(sql::DRAFT_DROP).bind(id_bytes(session.account)).bind(id_bytes(record));
        query.execute(&mut *transaction).await?;
        commit(transaction).await
    }

    /// Throws away what nobody has taken up for [`DRAFT_DAYS`], whose ever it is.
    pub async fn drop_old_drafts(&self, today: Date) -> Result<(), StoreError> {
        let kept: Span = DRAFT_DAYS.days();
        let first = today.checked_sub(kept).unwrap_or(Date::MIN);
        let mut transaction = self.db.write().await?;
        sqlx::query(sql::DRAFTS_OLD_DROP).bind(first.to_string()).execute(&mut *transaction).await?;
        commit(transaction).await
    }
}
