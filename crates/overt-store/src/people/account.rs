//! Accounts: making one, signing in, passphrases and recovery codes.

use jiff::civil::Date;
use overt_model::Secret;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::parked::end_totp;
use super::{Duty, Factor, Factors, Role, Session, duty, session};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::journal::{self, Act, signed, take, take_doubting_clock, take_with_any_clock};
use crate::log::entry::{Action, Content};
use crate::store::Store;
use crate::vault::{
    AccountId, Holder, KdfParameters, Passphrase, Pepper, PublicKey, RecoveryCode, SecretKey, TenantId,
};
use crate::{StoreError, random, sql};

/// One person who signs in, as others see it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// The name it signs in with: a handle that the organisation chooses, not necessarily a person's name.
    pub name: String,
    /// Whether it looks after accounts, sources and settings.
    pub administrator: bool,
    /// Whether it may sign in.
    pub state: AccountState,
    /// What is wrapped to it.
    pub key: PublicKey,
    pub(crate) lock: Vec<u8>,
    pub(crate) recovery: Vec<u8>,
    pub(crate) leaf: u64,
}

/// Whether an account may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// It may.
    Active,
    /// It was closed.
    Closed,
}

impl AccountState {
    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }
}

/// What a new account starts with. Passphrase and code are the person's own.
#[derive(Debug)]
pub struct NewAccount {
    /// The name to sign in with.
    pub name: String,
    /// Whether it looks after accounts, sources and settings.
    pub administrator: bool,
    /// What the person chose.
    pub passphrase: Passphrase,
    /// How much work each guess at it costs.
    pub kdf: KdfParameters,
}

impl Account {
    pub(crate) fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let key = PublicKey::from_bytes(row.array("public_key")?);
        Ok(Self {
            id: row.id("id")?,
            name: row.text("name")?,
            administrator: row.number("administrator")? != 0,
            state: if row.text("state")? == AccountState::Active.code() {
                AccountState::Active
            } else {
                AccountState::Closed
            },
            key: key.map_err(|_| StoreError::Tampered("a person's public key"))?,
            lock: row.bytes("lock")?,
            recovery: row.bytes("recovery")?,
            leaf: row.count("leaf")?,
        })
    }

    pub(crate) const fn holder(&self, tenant: TenantId) -> Holder {
        Holder { tenant, account: self.id }
    }
}

/// What the log holds of an account: whose key is whose.
pub(crate) fn account_digest(id: AccountId, name: &str, key: &PublicKey) -> Content {
    Digest::of("overt.store 2026 account v1").id(id).part(name.as_bytes()).part(key.as_bytes()).finish()
}

/// Makes an account's keys, writes its row as leaf `leaf` and returns its secret key with the recovery code to print.
pub(crate) async fn add(
    transaction: &mut AnyConnection,
    (tenant, pepper): (TenantId, &Pepper),
    new: &NewAccount,
    leaf: u64,
) -> Result<(AccountId, SecretKey, RecoveryCode, Content), StoreError> {
    let mut random = random::system();
    let (id, key, code) = (random::new_id(), SecretKey::generate(&mut random), RecoveryCode::generate(&mut random));
    let holder = Holder { tenant, account: id };
    let lock = key.lock((&new.passphrase, pepper), holder, new.kdf, &mut random)?;
    let recovery = code.wrap(&key, holder, &mut random);
    let query = sqlx::query(sql::ACCOUNT_ADD).bind(id_bytes(id)).bind(&new.name);
    let query = query.bind(i64::from(new.administrator)).bind(AccountState::Active.code());
    let query = query.bind(key.public().as_bytes().to_vec()).bind(lock).bind(recovery).bind(signed(leaf));
    query.execute(transaction).await.map_err(taken)?;
    let digest = account_digest(id, &new.name, &key.public());
    Ok((id, key, code, digest))
}

/// Somebody tried to sign in and could not.
fn failed(tried: Option<AccountId>) -> Act {
    let act = Act::new(Role::Nobody, Action::SignInFailed);
    match tried {
        Some(account) => act.on(account),
        None => act,
    }
}

/// A name that stands there already.
fn taken(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(database) if database.is_unique_violation() => StoreError::Taken("account"),
        _ => error.into(),
    }
}

impl Store {
    /// Every account.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        accounts(&mut *self.db.read().await?).await
    }

    /// The duties of every account.
    pub async fn duties(&self) -> Result<Vec<(AccountId, Duty)>, StoreError> {
        duty::duties(&mut *self.db.read().await?).await
    }

    /// Makes an account. It is in no team yet. Returns the recovery code, which is shown once and stored nowhere.
    pub async fn add_account(
        &self,
        session: &Session,
        new: &NewAccount,
        today: Date,
    ) -> Result<(AccountId, Secret<String>), StoreError> {
        session.require_administrator()?;
        let pepper = self.pepper().await?;
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let (id, _, code, content) = add(&mut transaction, (self.tenant, &pepper), new, taken.first()).await?;
        let act = Act::new(Role::Administrator, Action::AccountCreated).on(id).content(content);
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        Ok((id, code.to_text()))
    }

    /// Signs somebody in. An unknown name takes as long as a wrong passphrase, and both have one answer.
    pub async fn sign_in(&self, name: &str, passphrase: &Passphrase, today: Date) -> Result<Session, StoreError> {
        match self.unlock(name, passphrase).await? {
            Ok((account, key)) => self.come_in(session::begin(self, &account, key).await?, None, today).await,
            Err(tried) => self.turn_away(tried, today).await,
        }
    }

    /// The same for a server, which asks whoever uses one-time codes or passkeys for one of them: `shown` says which of these was shown, and
    /// is not asked where they use none. Nothing shown, or what does not hold, has the answer of a wrong passphrase.
    pub async fn sign_in_with_factor(
        &self,
        name: &str,
        passphrase: &Passphrase,
        shown: impl FnOnce(&Factors) -> Option<Factor>,
        today: Date,
    ) -> Result<Session, StoreError> {
        let (account, key) = match self.unlock(name, passphrase).await? {
            Ok(unlocked) => unlocked,
            Err(tried) => return self.turn_away(tried, today).await,
        };
        let session = session::begin(self, &account, key).await?;
        let factors = self.factors(&session).await?;
        if factors.is_empty() {
            return self.come_in(session, None, today).await;
        }
        let Some(factor) = shown(&factors) else { return self.turn_away(Some(account.id), today).await };
        match self.come_in(session, Some(factor), today).await {
            Err(StoreError::SignIn) => self.turn_away(Some(account.id), today).await,
            outcome => outcome,
        }
    }

    /// The log has that somebody signed in, and with which passkey.
    async fn come_in(&self, session: Session, factor: Option<Factor>, today: Date) -> Result<Session, StoreError> {
        let act = Act::new(session.role(), Action::SignIn);
        match factor {
            Some(Factor::Passkey { id, count }) => self.show_passkey(&session, (id, count), &[act], today).await?,
            Some(Factor::Code) | None => self.log(Some(session.account), &[act], today).await?,
        }
        Ok(session)
    }

    /// The log has that somebody could not sign in.
    async fn turn_away(&self, tried: Option<AccountId>, today: Date) -> Result<Session, StoreError> {
        self.log(None, &[failed(tried)], today).await?;
        Err(StoreError::SignIn)
    }

    /// Signs an administrator in and says that the clock of the machine is right although the last act was long ago or later
    /// than today. One step, because nobody can sign in before it.
    pub async fn accept_clock(&self, name: &str, passphrase: &Passphrase, today: Date) -> Result<Session, StoreError> {
        let unlocked = self.unlock(name, passphrase).await?;
        let mut transaction = self.db.write().await?;
        let (account, key) = match unlocked {
            Ok(unlocked) => unlocked,
            Err(tried) => {
                let taken = take_doubting_clock(&mut transaction, 1, today).await?;
                self.finish(transaction, taken, None, &[failed(tried)]).await?;
                return Err(StoreError::SignIn);
            }
        };
        let session = session::begin(self, &account, key).await?;
        session.require_administrator()?;
        let taken = take_with_any_clock(&mut transaction, 2, today).await?;
        let acts = [Act::new(session.role(), Action::SignIn), Act::new(Role::Administrator, Action::ClockAccepted)];
        self.finish(transaction, taken, Some(account.id), &acts).await?;
        Ok(session)
    }

    /// The account of this name with its secret key, or else the account that was tried, if there is one.
    async fn unlock(
        &self,
        name: &str,
        passphrase: &Passphrase,
    ) -> Result<Result<(Account, SecretKey), Option<AccountId>>, StoreError> {
        let pepper = self.pepper().await?;
        let found = sqlx::query(sql::ACCOUNT_BY_NAME).bind(name).fetch_optional(&mut *self.db.read().await?).await?;
        let account = found.as_ref().map(Account::of).transpose()?;
        let Some(account) = account.filter(|account| account.state == AccountState::Active) else {
            let nobody = Holder { tenant: self.tenant, account: random::new_id() };
            let key = SecretKey::generate(&mut random::system());
            key.lock((passphrase, &pepper), nobody, self.usual_kdf().await?, &mut random::system())?;
            return Ok(Err(None));
        };
        match SecretKey::unlock(&account.lock, (passphrase, &pepper), account.holder(self.tenant)) {
            Ok(key) if key.public() == account.key => Ok(Ok((account, key))),
            Ok(_) => Err(StoreError::Tampered("a person's public key")),
            Err(_) => Ok(Err(Some(account.id))),
        }
    }

    /// The work of the lock that is most common, so that an unknown name takes no less.
    async fn usual_kdf(&self) -> Result<KdfParameters, StoreError> {
        let accounts = self.accounts().await?;
        let parameters = accounts.first().and_then(|account| crate::vault::lock_parameters(&account.lock).ok());
        Ok(parameters.unwrap_or(KdfParameters::STANDARD))
    }

    /// Gives the session's person another passphrase. Nothing else is sealed anew.
    pub async fn change_passphrase(
        &self,
        session: &Session,
        (passphrase, kdf): (&Passphrase, KdfParameters),
        today: Date,
    ) -> Result<(), StoreError> {
        let lock = session.key().lock(
            (passphrase, &self.pepper().await?),
            Holder { tenant: self.tenant, account: session.account },
            kdf,
            &mut random::system(),
        )?;
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        sqlx::query(sql::ACCOUNT_LOCK).bind(id_bytes(session.account)).bind(lock).execute(&mut *transaction).await?;
        let act = Act::new(session.role(), Action::PassphraseChanged).on(session.account);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }

    /// A new recovery code for the session's person; the old one opens nothing any more.
    pub async fn renew_recovery_code(&self, session: &Session, today: Date) -> Result<Secret<String>, StoreError> {
        let code = RecoveryCode::generate(&mut random::system());
        let holder = Holder { tenant: self.tenant, account: session.account };
        let recovery = code.wrap(session.key(), holder, &mut random::system());
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let query = sqlx::query(sql::ACCOUNT_RECOVERY).bind(id_bytes(session.account)).bind(recovery);
        query.execute(&mut *transaction).await?;
        let act = Act::new(session.role(), Action::AccountChanged).on(session.account);
        self.finish(transaction, taken, Some(session.account), &[act]).await?;
        Ok(code.to_text())
    }

    /// Lets a person in with the recovery code and sets a new passphrase; one-time codes and passkeys are not asked for any more. The recovery
    /// code stays good until it is renewed.
    pub async fn recover(
        &self,
        (name, code): (&str, &RecoveryCode),
        (passphrase, kdf): (&Passphrase, KdfParameters),
        today: Date,
    ) -> Result<Session, StoreError> {
        let found = sqlx::query(sql::ACCOUNT_BY_NAME).bind(name).fetch_optional(&mut *self.db.read().await?).await?;
        let account = found.as_ref().map(Account::of).transpose()?;
        let account = account.filter(|account| account.state == AccountState::Active);
        let opened = account.as_ref().map(|account| code.unwrap(&account.recovery, account.holder(self.tenant)));
        let (Some(account), Some(Ok(key))) = (&account, opened) else {
            self.log(None, &[Act::new(Role::Nobody, Action::SignInFailed)], today).await?;
            return Err(StoreError::SignIn);
        };
        // Only now: with a new pepper, a copy of the old one that turns up later is of no use any more.
        let pepper = self.pepper_or_new().await?;
        let lock = key.lock((passphrase, &pepper), account.holder(self.tenant), kdf, &mut random::system())?;
        let session = session::begin(self, account, key).await?;
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        sqlx::query(sql::ACCOUNT_LOCK).bind(id_bytes(account.id)).bind(lock).execute(&mut *transaction).await?;
        // Whoever lost the other device would not get in again.
        end_totp(&mut transaction, account.id).await?;
        let act = Act::new(session.role(), Action::RecoveryUsed).on(account.id);
        self.end_passkeys(transaction, &session, &[act], today).await?;
        Ok(session)
    }

    /// Closes or reopens an account, or gives or takes a duty or the administrator's task. Closing takes no keys away: remove the
    /// person from the teams too.
    pub async fn change_account(
        &self,
        session: &Session,
        name: &str,
        change: AccountChange,
        today: Date,
    ) -> Result<(), StoreError> {
        session.require_administrator()?;
        let mut transaction = self.db.write().await?;
        let taken = take(&mut transaction, 1, today).await?;
        let all = accounts(&mut transaction).await?;
        let account = all.iter().find(|account| account.name == name).ok_or(StoreError::NotThere("account"))?;
        let stays =
            |other: &&Account| other.id != account.id && other.administrator && other.state == AccountState::Active;
        let weakens =
            matches!(change, AccountChange::State(AccountState::Closed) | AccountChange::Administrator(false));
        if weakens && !all.iter().any(|other| stays(&other)) {
            return Err(StoreError::LastAdministrator);
        }
        let has_both = match change {
            AccountChange::Administrator(true) => duty::has_content(&mut transaction, account.id).await?,
            AccountChange::Duty(_, true) => account.administrator,
            _ => false,
        };
        if has_both {
            return Err(StoreError::AdministratorWithContent);
        }
        let (statement, value) = match change {
            AccountChange::State(state) => (sqlx::query(sql::ACCOUNT_STATE), Ok(state.code())),
            AccountChange::Administrator(is) => (sqlx::query(sql::ACCOUNT_ADMINISTRATOR), Err(i64::from(is))),
            AccountChange::Duty(duty, is) => {
                let statement = if is { sql::DUTY_ADD } else { sql::DUTY_DROP };
                (sqlx::query(statement), Ok(duty.code()))
            }
        };
        let statement = statement.bind(id_bytes(account.id));
        let statement = match value {
            Ok(code) => statement.bind(code),
            Err(number) => statement.bind(number),
        };
        statement.execute(&mut *transaction).await?;
        if change == AccountChange::State(AccountState::Closed) {
            crate::put_away::drop_of_account(&mut transaction, account.id).await?;
        }
        let act = Act::new(Role::Administrator, Action::AccountChanged).on(account.id);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }
}

/// What can be changed about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// Whether it may sign in.
    State(AccountState),
    /// Whether it looks after accounts, sources and settings.
    Administrator(bool),
    /// Whether it has a duty.
    Duty(Duty, bool),
}

pub(crate) async fn accounts(connection: &mut AnyConnection) -> Result<Vec<Account>, StoreError> {
    sqlx::query(sql::ACCOUNTS).fetch_all(connection).await?.iter().map(Account::of).collect()
}

/// The account of this name.
pub(crate) async fn named(connection: &mut AnyConnection, name: &str) -> Result<Account, StoreError> {
    let row = sqlx::query(sql::ACCOUNT_BY_NAME).bind(name).fetch_optional(connection).await?;
    Account::of(&row.ok_or(StoreError::NotThere("account"))?)
}
