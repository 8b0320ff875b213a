//! Searches that somebody keeps under a name, to make them again.
//!
//! What is looked for may be the name of a person, and so may the name under which it is kept: both are sealed to who keeps it. Running
//! one is a search like any other, and logged as that. Erasing a record does not reach the words of a search, as nobody else knows them;
//! so one that was not run for a year is thrown away.

use jiff::civil::Date;
use overt_model::{Id, IdKind, Secret};

use crate::db::{commit, id_bytes};
use crate::people::Session;
use crate::put_away::{Drawer, PutAway};
use crate::store::Store;
use crate::{StoreError, sql};

/// Most searches that one account keeps.
pub const SEARCHES_MAX: u64 = 30;
/// So many days a search is kept after it was last run.
pub const SEARCH_DAYS: i32 = 366;

pub(crate) const DRAWER: Drawer = Drawer { what: "search", name: "searches", most: SEARCHES_MAX, days: SEARCH_DAYS };

/// Marks identifiers written `search:…`.
pub enum SearchKind {}
impl IdKind for SearchKind {
    const NAME: &'static str = "search";
}
/// One search that somebody keeps.
pub type SearchId = Id<SearchKind>;

/// A search that somebody keeps.
#[derive(Debug)]
pub struct SavedSearch {
    /// Its identifier.
    pub id: SearchId,
    /// Its name and what is looked for, as it was put away; nothing where it was changed outside of Overt.
    pub said: Option<Secret<Vec<u8>>>,
}

impl Store {
    /// The searches that the session's person keeps, the one that was used last before the others.
    pub async fn searches(&self, session: &Session) -> Result<Vec<SavedSearch>, StoreError> {
        let search = |PutAway { id, own, .. }: PutAway| SavedSearch {
            id: SearchId::from_bits(id),
            said: self.open_own(session, (DRAWER.what, id), &own).ok(),
        };
        Ok(self.put_away(session, &DRAWER).await?.into_iter().map(search).collect())
    }

    /// What a search says that is run today.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] when there is none, and [`StoreError::Tampered`] when it was put there by somebody else.
    pub async fn search(&self, session: &Session, id: SearchId, today: Date) -> Result<Secret<Vec<u8>>, StoreError> {
        let said = self.take_up(session, (&DRAWER, id.bits())).await?.ok_or(StoreError::NotThere("search"))?;
        let mut transaction = self.db.write().await?;
        let query = sqlx::query(sql::OWN_USED).bind(id_bytes(session.account)).bind(DRAWER.what).bind(id_bytes(id));
        query.bind(today.to_string()).execute(&mut *transaction).await?;
        commit(transaction).await?;
        Ok(said)
    }

    /// Keeps a search. Under the same identifier it is kept once.
    ///
    /// # Errors
    /// [`StoreError::PutAway`] when the account has [`SEARCHES_MAX`] others.
    pub async fn put_search(
        &self,
        session: &Session,
        id: SearchId,
        said: &Secret<Vec<u8>>,
        today: Date,
    ) -> Result<(), StoreError> {
        self.put(session, (&DRAWER, id.bits(), ""), said, today).await
    }

    /// Throws a search of the session's person away, if it is there.
    pub async fn drop_search(&self, session: &Session, id: SearchId) -> Result<(), StoreError> {
        self.throw_away(session, (&DRAWER, id.bits())).await
    }
}
