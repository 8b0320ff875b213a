//! The store that a command works with: opened, and with somebody signed in where that is needed.

use std::future::Future;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{AccountState, ExchangeError, Session, Store, StoreError};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::secret::{NewPassphraseOptions, PassphraseOptions};
use crate::settings::Settings;
use crate::store_options::StoreOptions;

/// An open store.
pub(crate) struct Workspace {
    runtime: tokio::runtime::Runtime,
    pub(crate) store: Store,
    /// The day in UTC, as the log writes it.
    pub(crate) today: Date,
}

impl Workspace {
    /// Opens the store that the options name.
    pub(crate) fn open(options: &StoreOptions) -> Result<Self, Failure> {
        Self::open_with(options, async |folder, url| Store::open(folder, url).await)
    }

    /// Opens it to be verified, even if its log is not the one that was confirmed. Nothing should be written to it.
    pub(crate) fn open_to_verify(options: &StoreOptions) -> Result<Self, Failure> {
        Self::open_with(options, async |folder, url| Store::open_to_verify(folder, url).await)
    }

    /// The store that the options name, for who has a runtime.
    pub(crate) async fn store(options: &StoreOptions) -> Result<Store, Failure> {
        let settings = Settings::read(&options.data)?;
        let url = settings.store.as_ref().map(crate::store_url::StoreUrl::as_str);
        Ok(Store::open(&options.data, url).await?)
    }

    fn open_with(
        options: &StoreOptions,
        open: impl AsyncFnOnce(&Path, Option<&str>) -> Result<Store, StoreError>,
    ) -> Result<Self, Failure> {
        let settings = Settings::read(&options.data)?;
        let url = settings.store.as_ref().map(crate::store_url::StoreUrl::as_str);
        let runtime = runtime()?;
        let store = runtime.block_on(open(&options.data, url))?;
        Ok(Self { runtime, store, today: today() })
    }

    /// Ends the work without signing anything.
    pub(crate) fn leave(self) {
        self.runtime.block_on(self.store.close());
    }

    /// Waits for the store.
    pub(crate) fn wait<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, Failure> {
        Ok(self.runtime.block_on(work)?)
    }

    /// While the guard lives, what is read of the store may be dropped, which gives its connection back.
    pub(crate) fn enter(&self) -> tokio::runtime::EnterGuard<'_> {
        self.runtime.enter()
    }

    /// The account to sign in with: the one that was named, or the only one.
    pub(crate) fn account(&self, options: &StoreOptions) -> Result<String, Failure> {
        if let Some(name) = &options.account {
            return Ok(name.clone());
        }
        let mut accounts = self.wait(self.store.accounts())?;
        accounts.retain(|account| account.state == AccountState::Active);
        if let [account] = accounts.as_slice() {
            return Ok(account.name.clone());
        }
        let failure = Failure::new(Exit::WrongUse, "account-missing", "there are several accounts, and none was named");
        Err(failure.with_hint("name yours with `--as NAME`, or in the environment variable OVERT_ACCOUNT"))
    }

    /// Signs in, with the passphrase of the options or of the terminal.
    pub(crate) fn sign_in(&self, options: &StoreOptions, passphrase: &PassphraseOptions) -> Result<Session, Failure> {
        let name = self.account(options)?;
        let typed = passphrase.read(Some(&name))?;
        let passphrase = Passphrase::typed(&typed).map_err(StoreError::from)?;
        self.wait(self.store.sign_in(&name, &passphrase, self.today))
    }

    /// The same, and refuses whoever does not look after accounts and settings, before anything else is asked for.
    pub(crate) fn sign_in_administrator(
        &self,
        options: &StoreOptions,
        passphrase: &PassphraseOptions,
    ) -> Result<Session, Failure> {
        let session = self.sign_in(options, passphrase)?;
        if session.administrator { Ok(session) } else { Err(StoreError::NotThere("administration").into()) }
    }

    /// Closes the store whatever came of the work, and passes the answer on.
    pub(crate) fn close_after<T>(self, answer: anyhow::Result<T>) -> anyhow::Result<T> {
        let closed = self.close();
        let answer = answer?;
        closed?;
        Ok(answer)
    }

    /// Signs the log as the command leaves it, and ends the work.
    pub(crate) fn close(self) -> Result<(), Failure> {
        let Self { runtime, store, .. } = self;
        runtime.block_on(async {
            store.checkpoint().await?;
            store.close().await;
            Ok::<(), StoreError>(())
        })?;
        Ok(())
    }
}

/// One thread of our own is enough: the database has its own.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::MachineFailed, "machine-failed", format!("cannot start to work: {error}")))
}

/// The day in UTC.
pub(crate) fn today() -> Date {
    TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// A passphrase that somebody chooses, and how much work each guess at it costs.
pub(crate) fn choose(options: &NewPassphraseOptions, account: &str) -> Result<(Passphrase, KdfParameters), Failure> {
    let kdf = kdf(options.passphrase_memory)?;
    let typed = options.read(Some(account))?;
    Ok((Passphrase::chosen(&typed).map_err(StoreError::from)?, kdf))
}

/// Less work than the standard only where somebody asked for it.
fn kdf(memory_mib: Option<u32>) -> Result<KdfParameters, Failure> {
    let Some(memory_mib) = memory_mib else { return Ok(KdfParameters::STANDARD) };
    let standard = KdfParameters::STANDARD;
    let parameters = KdfParameters::new(memory_mib.saturating_mul(1024), standard.passes(), standard.lanes());
    parameters.map_err(|error| Failure::new(Exit::WrongUse, "passphrase-memory", error.to_string()))
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let message = match std::error::Error::source(&error) {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        };
        let failure = Self::new(exit(&error), error.code(), message);
        match error.hint() {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    }
}

const fn exit(error: &StoreError) -> Exit {
    use StoreError as E;
    match error {
        E::Exchange(error) => exit_of_exchange(error),
        E::Exists(_)
        | E::Taken(_)
        | E::WhichTeam
        | E::TooManyConditions(_)
        | E::Passphrase(_)
        | E::RecoveryCode(_)
        | E::Team(_)
        | E::Escrow(_) => Exit::WrongUse,
        E::SignIn | E::NotThere(_) | E::OtherTeam | E::NotYourTask | E::BackupLocked => Exit::Refused,
        E::NoStore(_)
        | E::KeyFileMissing(_)
        | E::KeyFileForeign(_)
        | E::Newer { .. }
        | E::Busy
        | E::Damaged(_)
        | E::RolledBack { .. }
        | E::LogChanged
        | E::Tampered(_)
        | E::Clock { .. }
        | E::Container(_)
        | E::Backup(_) => Exit::StoreUnusable,
        E::File { .. }
        | E::Full
        | E::ReadOnly
        | E::Rows(_)
        | E::Gone
        | E::Unconfirmed
        | E::NoMemory(_)
        | E::Attachment(_)
        | E::Database(_) => Exit::MachineFailed,
        E::Conflict { .. }
        | E::NoSource
        | E::SourceExpired(_)
        | E::Invalid(_)
        | E::Standing(_)
        | E::KeysMoved
        | E::LastMember
        | E::LastAdministrator
        | E::AdministratorWithContent
        | E::TooLong(_)
        | E::PutAway { .. }
        | E::Task(_)
        | E::Held(_)
        | E::Hold(_)
        | E::ProgramKey(_)
        | E::Passkey(_)
        | E::Proof(_)
        | E::Link(_)
        | E::Release(_) => Exit::AgainstRules,
    }
}

const fn exit_of_exchange(error: &ExchangeError) -> Exit {
    use ExchangeError as E;
    match error {
        E::NotForYou | E::NeedsCustodian | E::Signature | E::UnknownSender { .. } | E::AddressChanged => Exit::Refused,
        E::Read(_) | E::Write(_) => Exit::MachineFailed,
        _ => Exit::WrongUse,
    }
}
