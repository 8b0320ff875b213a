//! Sessions between two requests of a server: the key is sealed under a token that only the person's browser has.

use jiff::civil::Date;
use overt_model::Secret;
use sqlx::AnyConnection;

use super::account::{Account, AccountState};
use super::{Session, session};
use crate::db::id_bytes;
use crate::journal::{Act, take};
use crate::log::entry::Action;
use crate::store::Store;
use crate::vault::{AccountId, Holder, SessionToken, TotpSalt};
use crate::{StoreError, random, setting, sql};

/// What a server keeps of a session between two requests. Without the token it opens nothing.
#[derive(Debug)]
pub struct ParkedSession {
    /// Whose it is.
    pub account: AccountId,
    wrap: Vec<u8>,
}

impl Store {
    /// Seals what a session can open under a new token.
    pub fn park(&self, session: &Session) -> (SessionToken, ParkedSession) {
        let mut random = random::system();
        let (account, token) = (session.account, SessionToken::generate(&mut random));
        let wrap = token.wrap(session.key(), Holder { tenant: self.tenant, account }, &mut random);
        (token, ParkedSession { account, wrap })
    }

    /// Opens it again. What the account may do is looked up anew, so that whatever was taken from it is gone at once.
    ///
    /// # Errors
    /// [`StoreError::SignIn`] with a wrong token, or when the account was closed.
    pub async fn resume(&self, parked: &ParkedSession, token: &SessionToken) -> Result<Session, StoreError> {
        let mut connection = self.db.read().await?;
        let found =
            sqlx::query(sql::ACCOUNT_BY_ID).bind(id_bytes(parked.account)).fetch_optional(&mut *connection).await?;
        drop(connection);
        let account = found.as_ref().map(Account::of).transpose()?;
        let account = account.filter(|account| account.state == AccountState::Active).ok_or(StoreError::SignIn)?;
        let key = token.unwrap(&parked.wrap, account.holder(self.tenant)).map_err(|_| StoreError::SignIn)?;
        if key.public() != account.key {
            return Err(StoreError::Tampered("a person's public key"));
        }
        session::begin(self, &account, key).await
    }

    /// Signs out: the log has it.
    pub async fn sign_out(&self, session: &Session, today: Date) -> Result<(), StoreError> {
        self.log(Some(session.account), &[Act::new(session.role(), Action::SignOut)], today).await
    }

    /// The secret of the person's one-time codes, if they use them.
    pub async fn totp_secret(&self, session: &Session) -> Result<Option<Secret<[u8; 20]>>, StoreError> {
        let salt = setting::of(&self.db, &totp_name(session.account)).await?.filter(|salt| !salt.is_empty());
        let Some(salt) = salt else { return Ok(None) };
        let salt = TotpSalt::from_bytes(&salt).ok_or(StoreError::Damaged("the salt of one-time codes is none"))?;
        Ok(Some(session.key().totp_secret(&salt)))
    }

    /// A secret for one-time codes that is not yet in force: [`Store::set_totp`] with the salt puts it there.
    pub fn new_totp(&self, session: &Session) -> (TotpSalt, Secret<[u8; 20]>) {
        let salt = TotpSalt::generate(&mut random::system());
        (salt, self.totp_of(session, &salt))
    }

    /// The secret that the person's key gives with this salt.
    pub fn totp_of(&self, session: &Session, salt: &TotpSalt) -> Secret<[u8; 20]> {
        session.key().totp_secret(salt)
    }

    /// From now on the person signs in to a server with codes of this salt as well; or with none.
    pub async fn set_totp(&self, session: &Session, salt: Option<&TotpSalt>, today: Date) -> Result<(), StoreError> {
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let value = salt.map_or_else(Vec::new, |salt| salt.as_bytes().to_vec());
        setting::put(&mut transaction, &totp_name(session.account), value).await?;
        let act = Act::new(session.role(), Action::AccountChanged).on(session.account);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }
}

/// The account signs in without codes from now on.
pub(super) async fn end_totp(transaction: &mut AnyConnection, account: AccountId) -> Result<(), StoreError> {
    setting::put(transaction, &totp_name(account), Vec::new()).await
}

fn totp_name(account: AccountId) -> String {
    format!("one-time-codes {account}")
}
