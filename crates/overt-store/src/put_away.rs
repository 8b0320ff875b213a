//! What somebody puts away for themselves: sealed to their own key, so that nobody else opens it, and unknown to the log.
//!
//! There is a drawer for each kind of such things: forms that were begun ([`drafts`](crate::Draft)) and searches
//! ([`searches`](crate::SavedSearch)). Nobody has recorded anything yet: what lies there is not found, counted, exported or shared. It is
//! gone when it was not used for the time of its drawer, and when its owner's account is closed: nobody else could ever open it.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use overt_model::Secret;
use sqlx::AnyConnection;

use crate::db::{Read, commit, id_bytes};
use crate::journal;
use crate::people::{Own, Session};
use crate::store::Store;
use crate::vault::AccountId;
use crate::{StoreError, sql};

/// One kind of things that are put away.
#[derive(Debug)]
pub(crate) struct Drawer {
    /// What they are sealed as.
    pub(crate) what: &'static str,
    /// What people call them.
    pub(crate) name: &'static str,
    /// Most of one account.
    pub(crate) most: u64,
    /// So many days they are kept after they were last used.
    pub(crate) days: i32,
}

/// Something that was put away.
pub(crate) struct PutAway {
    pub(crate) id: u128,
    /// Its kind, where it is a form of a record.
    pub(crate) schema: String,
    /// The day on which it was last used.
    pub(crate) day: Date,
    pub(crate) own: Own,
}

fn bytes(id: u128) -> Vec<u8> {
    id.to_be_bytes().to_vec()
}

impl Store {
    /// Everything of the session's person in a drawer, the latest first.
    pub(crate) async fn put_away(&self, session: &Session, drawer: &Drawer) -> Result<Vec<PutAway>, StoreError> {
        let query = sqlx::query(sql::OWNS).bind(id_bytes(session.account)).bind(drawer.what);
        let rows = query.fetch_all(&mut *self.db.read().await?).await?;
        let one = |row: &sqlx::any::AnyRow| {
            Ok(PutAway {
                id: u128::from_be_bytes(row.array("id")?),
                schema: row.text("schema")?,
                day: journal::day(&row.text("day")?)?,
                own: Own { wrap: row.bytes("wrap")?, envelope: row.bytes("envelope")? },
            })
        };
        rows.iter().map(one).collect()
    }

    /// What lies there says; nothing where there is none.
    pub(crate) async fn take_up(
        &self,
        session: &Session,
        (drawer, id): (&Drawer, u128),
    ) -> Result<Option<Secret<Vec<u8>>>, StoreError> {
        let query = sqlx::query(sql::OWN).bind(id_bytes(session.account)).bind(drawer.what).bind(bytes(id));
        let Some(row) = query.fetch_optional(&mut *self.db.read().await?).await? else { return Ok(None) };
        let own = Own { wrap: row.bytes("wrap")?, envelope: row.bytes("envelope")? };
        self.open_own(session, (drawer.what, id), &own).map(Some)
    }

    /// Puts something away, in place of what there may be under the same number.
    pub(crate) async fn put(
        &self,
        session: &Session,
        (drawer, id, schema): (&Drawer, u128, &str),
        said: &Secret<Vec<u8>>,
        today: Date,
    ) -> Result<(), StoreError> {
        let Own { wrap, envelope } = self.seal_own(session, (drawer.what, id), said.expose())?;
        let mut transaction = self.db.write().await?;
        let account = id_bytes(session.account);
        let others = sqlx::query(sql::OWN_OTHERS).bind(account.clone()).bind(drawer.what).bind(bytes(id));
        if others.fetch_one(&mut *transaction).await?.count("n")? >= drawer.most {
            return Err(StoreError::PutAway { what: drawer.name, most: drawer.most });
        }
        let query = sqlx::query(sql::OWN_PUT).bind(account).bind(drawer.what).bind(bytes(id)).bind(schema.to_owned());
        query.bind(today.to_string()).bind(wrap).bind(envelope).execute(&mut *transaction).await?;
        commit(transaction).await
    }

    /// Throws something of the session's person away, if it is there.
    pub(crate) async fn throw_away(&self, session: &Session, (drawer, id): (&Drawer, u128)) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let query = sqlx::query(sql::OWN_DROP).bind(id_bytes(session.account)).bind(drawer.what).bind(bytes(id));
        query.execute(&mut *transaction).await?;
        commit(transaction).await
    }

    /// Throws away what nobody has used for the time of its drawer, whose ever it is.
    pub async fn drop_old(&self, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        for drawer in [&crate::draft::DRAWER, &crate::search::DRAWER] {
            let kept: Span = drawer.days.days();
            let first = today.checked_sub(kept).unwrap_or(Date::MIN);
            let query = sqlx::query(sql::OWN_OLD_DROP).bind(drawer.what).bind(first.to_string());
            query.execute(&mut *transaction).await?;
        }
        commit(transaction).await
    }
}

/// Throws away everything of an account that is closed.
pub(crate) async fn drop_of_account(transaction: &mut AnyConnection, account: AccountId) -> Result<(), StoreError> {
    sqlx::query(sql::OWN_OF_ACCOUNT_DROP).bind(id_bytes(account)).execute(transaction).await?;
    Ok(())
}
