//! Forms that somebody has begun and not sent, put away for a month.
//!
//! A draft is no record: no team opens it. Whatever it holds of a record was opened, and logged, before; where a class of that record is
//! erased, its drafts go with it.

use jiff::civil::Date;
use overt_model::{RecordId, Secret};

use crate::StoreError;
use crate::people::Session;
use crate::put_away::{Drawer, PutAway};
use crate::store::Store;

/// Most drafts of one account.
pub const DRAFTS_MAX: u64 = 50;
/// So many days a draft is kept.
pub const DRAFT_DAYS: i32 = 30;

pub(crate) const DRAWER: Drawer = Drawer { what: "draft", name: "drafts", most: DRAFTS_MAX, days: DRAFT_DAYS };

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

impl Store {
    /// The drafts of the session's person, the latest first.
    pub async fn drafts(&self, session: &Session) -> Result<Vec<Draft>, StoreError> {
        let draft = |PutAway { id, schema, day, .. }: PutAway| Draft { record: RecordId::from_bits(id), schema, day };
        Ok(self.put_away(session, &DRAWER).await?.into_iter().map(draft).collect())
    }

    /// What a draft of the session's person says.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] when there is none, and [`StoreError::Tampered`] when it was put there by somebody else.
    pub async fn draft(&self, session: &Session, record: RecordId) -> Result<Secret<Vec<u8>>, StoreError> {
        self.take_up(session, (&DRAWER, record.bits())).await?.ok_or(StoreError::NotThere("draft"))
    }

    /// Puts a draft away, in place of the one that there may be of the same record.
    ///
    /// # Errors
    /// [`StoreError::PutAway`] when the account has [`DRAFTS_MAX`] others.
    pub async fn put_draft(
        &self,
        session: &Session,
        (record, schema): (RecordId, &str),
        said: &Secret<Vec<u8>>,
        today: Date,
    ) -> Result<(), StoreError> {
        self.put(session, (&DRAWER, record.bits(), schema), said, today).await
    }

    /// Throws a draft of the session's person away, if there is one.
    pub async fn drop_draft(&self, session: &Session, record: RecordId) -> Result<(), StoreError> {
        self.throw_away(session, (&DRAWER, record.bits())).await
    }
}
