//! The store: making one, opening it, and confirming what is done in it.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use overt_model::{Class, Codebook, Secret};
use sqlx::{Any, AnyConnection, Transaction};

use crate::db::{Db, Engine, Read, commit, migrate};
use crate::digest::Digest;
use crate::home::Home;
use crate::journal::{self, Act, Taken, take};
use crate::log::checkpoint::{Checkpoint, Note, Policy, PolicyError, SignerKey, VerifierKey};
use crate::log::entry::{Action, Content};
use crate::log::tree::{Head, Plan};
use crate::people::{self, NewAccount, Role, Team, TeamKind};
use crate::vault::{AccountId, Member, Pepper, TenantId, TenantSecret};
use crate::{StoreError, random, setting, sql, state};

/// An open store of evidence.
///
/// Whoever has one can read open and quasi properties, as whoever runs the machine can. Sealed classes open in a
/// [`Session`](crate::Session) only.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Db,
    pub(crate) home: Home,
    pub(crate) tenant: TenantId,
    pub(crate) codebook: &'static Codebook,
    log_key: SignerKey,
    log_keys: Vec<VerifierKey>,
    /// The auditors, and how long the log was when they were these. Whatever changes them is logged, so as long as the log is
    /// no longer, they need not be read again.
    auditors: Mutex<Option<(u64, Team)>>,
}

/// What is decided when a store is made.
#[derive(Debug)]
pub struct Founding {
    /// The first account: administrator, and the first member of every team.
    pub founder: NewAccount,
    /// Name of the audit log for outsiders, such as `overt.example.org/log`; made up from random digits when absent.
    pub origin: Option<String>,
    /// Whether keys are to be held in escrow. It is made once there are custodians.
    pub escrow: bool,
    /// For how many days sealed classes are kept after they were last written. A class that is not named is kept until it is
    /// erased.
    pub retention: Vec<(Class, u32)>,
}

impl Store {
    /// Makes a store in `folder`, with its tables there or on the PostgreSQL server at `url`. Returns it with the founder's
    /// recovery code, which is shown once and stored nowhere.
    pub async fn create(
        folder: &Path,
        url: Option<&str>,
        founding: &Founding,
        today: Date,
    ) -> Result<(Self, Secret<String>), StoreError> {
        let codebook = Codebook::embedded();
        if journal::is_before(today, codebook.date) {
            return Err(StoreError::Clock { today, last: codebook.date });
        }
        // All of it comes to be beside the folder and takes its place at the end, so a run that is killed leaves no half.
        let home = Home::unfinished(folder)?;
        let (pepper, log_seed) = (Pepper::generate(&mut random::system()), random::secret());
        let made = async {
            home.create(&pepper, &log_seed)?;
            let db = Db::make(&home, url).await?;
            if is_founded(&db).await? {
                return Err(StoreError::Exists(folder.to_owned()));
            }
            migrate(&db).await?;
            let (code, head) = found(&db, founding, (&pepper, &log_seed), today).await?;
            db.close().await;
            home.confirm(head)?;
            Ok(code)
        };
        let code = made.await.and_then(|code| home.move_to(folder).map(|()| code));
        let code = code.inspect_err(|_| drop(std::fs::remove_dir_all(home.folder())))?;
        let store = Self::open(folder, url).await?;
        store.checkpoint().await?;
        Ok((store, code))
    }

    /// Opens the store in `folder`, whose tables are there or at `url`. Refused when the database is older than, or not the
    /// one, that was confirmed last.
    pub async fn open(folder: &Path, url: Option<&str>) -> Result<Self, StoreError> {
        let home = Home::new(folder);
        let db = Self::find_database(&home, url).await?;
        Self::of(db, home).await
    }

    /// Opens a store of which it is doubtful whether the log is the one that was confirmed, to verify it. Nothing should be
    /// written to it.
    pub async fn open_to_verify(folder: &Path, url: Option<&str>) -> Result<Self, StoreError> {
        let home = Home::new(folder);
        let db = Self::find_database(&home, url).await?;
        Self::of_unconfirmed(db, home).await
    }

    /// The database of the store that is there.
    async fn find_database(home: &Home, url: Option<&str>) -> Result<Db, StoreError> {
        if !home.keys().exists() || (url.is_none() && !home.database().exists()) {
            return Err(StoreError::NoStore(home.folder().to_owned()));
        }
        match url {
            Some(url) => Db::open_server(url).await,
            None => Db::open_file(&home.database()).await,
        }
    }

    pub(crate) async fn of(db: Db, home: Home) -> Result<Self, StoreError> {
        let store = Self::of_unconfirmed(db, home).await?;
        store.compare_with_confirmed().await?;
        // A disk that is full or read-only is no reason not to open; the next time may do.
        let _ = store.finish_erasures().await;
        Ok(store)
    }

    async fn of_unconfirmed(db: Db, home: Home) -> Result<Self, StoreError> {
        migrate(&db).await?;
        let tenant = setting::required(&db, setting::TENANT).await?;
        let tenant: [u8; 16] = tenant.try_into().map_err(|_| StoreError::Damaged("a setting"))?;
        let tenant = TenantId::from_bits(u128::from_be_bytes(tenant));
        let origin = String::from_utf8(setting::required(&db, setting::ORIGIN).await?);
        let origin = origin.map_err(|_| StoreError::Damaged("a setting"))?;
        let log_key = home.log_key(&origin)?;
        let log_keys = verifiers(&setting::required(&db, setting::LOG_KEYS).await?)?;
        if !log_keys.contains(log_key.public()) {
            return Err(home.foreign_log_key());
        }
        Ok(Self { db, home, tenant, codebook: Codebook::embedded(), log_key, log_keys, auditors: Mutex::default() })
    }

    /// The database must hold at least the log that was confirmed, and just that one.
    async fn compare_with_confirmed(&self) -> Result<(), StoreError> {
        let Some(confirmed) = self.home.head()? else { return Ok(()) };
        let mut connection = self.db.read().await?;
        let (head, _) = journal::state(&mut connection).await?;
        if head.size < confirmed.size {
            return Err(StoreError::RolledBack { confirmed: confirmed.size, found: head.size });
        }
        let root = journal::compute(&mut connection, &Plan::root(confirmed.size)).await?;
        match root.as_deref() {
            Some([root]) if *root == confirmed.root => Ok(()),
            _ => Err(StoreError::LogChanged),
        }
    }

    /// Which database holds the tables.
    pub const fn engine(&self) -> Engine {
        self.db.engine
    }

    /// The folder of the store.
    pub fn folder(&self) -> &Path {
        self.home.folder()
    }

    /// Whose data these are.
    pub const fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// With what the log is verified: every key it was ever signed with, and the witnesses that are asked for.
    pub fn policy(&self, witnesses: Vec<VerifierKey>, witnesses_min: usize) -> Result<Policy, PolicyError> {
        Policy::new(self.log_key.public().name(), self.log_keys.clone(), witnesses, witnesses_min)
    }

    /// The key that signs for this store.
    pub(crate) const fn log_key(&self) -> &SignerKey {
        &self.log_key
    }

    /// The key that the log was first signed with.
    pub(crate) fn first_log_key(&self) -> &VerifierKey {
        self.log_keys.first().expect("a store is opened with the keys of its log")
    }

    /// The pepper, if it is the one the store was made with: with another one, right passphrases would be called wrong.
    pub(crate) async fn pepper(&self) -> Result<Pepper, StoreError> {
        let pepper = self.home.pepper()?;
        if setting::required(&self.db, setting::PEPPER).await? == fingerprint(&pepper) {
            Ok(pepper)
        } else {
            Err(self.home.foreign_pepper())
        }
    }

    /// The pepper; where the file is gone, a new one, with which only people who have recovered sign in.
    pub(crate) async fn pepper_or_new(&self) -> Result<Pepper, StoreError> {
        match self.pepper().await {
            Err(StoreError::KeyFileMissing(_)) => {
                let pepper = Pepper::generate(&mut random::system());
                let mut connection = self.db.read().await?;
                setting::put(&mut connection, setting::PEPPER, fingerprint(&pepper)).await?;
                self.home.write_pepper(&pepper)?;
                Ok(pepper)
            }
            other => other,
        }
    }

    /// A setting, for the checks of the doctor.
    pub(crate) async fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        setting::of(&self.db, name).await
    }

    /// Writes the leaves that a transaction has taken, commits, and remembers the head. Only then something is confirmed.
    pub(crate) async fn finish(
        &self,
        mut transaction: Transaction<'_, Any>,
        taken: Taken,
        actor: Option<AccountId>,
        acts: &[Act],
    ) -> Result<(), StoreError> {
        let auditors = people::auditors(&mut transaction).await?;
        self.finish_with(transaction, taken, (actor, &auditors), acts).await
    }

    pub(crate) async fn finish_with(
        &self,
        mut transaction: Transaction<'_, Any>,
        taken: Taken,
        (actor, auditors): (Option<AccountId>, &Team),
        acts: &[Act],
    ) -> Result<(), StoreError> {
        let head = state::write_leaves(&mut transaction, taken, (self.tenant, auditors), (actor, acts)).await?;
        commit(transaction).await?;
        // What is committed stays committed. Without this file, an older copy of the database would be noticed later.
        let _ = self.home.confirm(head);
        *self.auditors.lock().unwrap_or_else(PoisonError::into_inner) = Some((head.size, auditors.clone()));
        Ok(())
    }

    /// Logs acts that change nothing else.
    pub(crate) async fn log(&self, actor: Option<AccountId>, acts: &[Act], today: Date) -> Result<(), StoreError> {
        self.log_with(&mut *self.db.read_and_write().await?, actor, acts, today).await
    }

    pub(crate) async fn log_with(
        &self,
        connection: &mut AnyConnection,
        actor: Option<AccountId>,
        acts: &[Act],
        today: Date,
    ) -> Result<(), StoreError> {
        let mut transaction = self.db.write_with(connection).await?;
        let taken = take(&mut transaction, acts.len(), today).await?;
        let known = self.auditors.lock().unwrap_or_else(PoisonError::into_inner).take();
        match known.filter(|(size, _)| *size == taken.first()) {
            Some((_, auditors)) => self.finish_with(transaction, taken, (actor, &auditors), acts).await,
            None => self.finish(transaction, taken, actor, acts).await,
        }
    }

    /// Signs the log as it is and keeps the checkpoint. One that is there already is given back as it is, with what
    /// witnesses have added to it.
    pub async fn checkpoint(&self) -> Result<Note, StoreError> {
        let mut connection = self.db.read().await?;
        let (head, _) = journal::state(&mut connection).await?;
        if let Some(note) = self.kept_checkpoint(&mut connection, head).await? {
            return Ok(note);
        }
        let origin = self.log_key.public().name();
        let note = Checkpoint::new(origin, head).and_then(|checkpoint| checkpoint.sign(&self.log_key).ok());
        let note = note.ok_or(StoreError::Damaged("the name of its log"))?;
        let query = sqlx::query(sql::CHECKPOINT_PUT).bind(journal::signed(head.size)).bind(note.write());
        query.execute(&mut *connection).await?;
        Ok(note)
    }

    /// The checkpoint of this head that the present key has signed already.
    async fn kept_checkpoint(&self, connection: &mut AnyConnection, head: Head) -> Result<Option<Note>, StoreError> {
        let query = sqlx::query(sql::CHECKPOINT).bind(journal::signed(head.size));
        let Some(row) = query.fetch_optional(connection).await? else { return Ok(None) };
        let note = row.text("note")?;
        let key = self.log_key.public();
        let policy = Policy::new(key.name(), vec![key.clone()], Vec::new(), 0);
        let is_kept = policy.is_ok_and(|policy| policy.open(&note).is_ok_and(|opened| opened.head() == head));
        Ok(is_kept.then(|| Note::parse(&note).ok()).flatten())
    }

    /// Ends the work with the store.
    pub async fn close(self) {
        self.db.close().await;
    }
}

/// Writes everything that a new store starts with, in one transaction.
async fn found(
    db: &Db,
    founding: &Founding,
    (pepper, log_seed): (&Pepper, &Secret<[u8; 32]>),
    today: Date,
) -> Result<(Secret<String>, Head), StoreError> {
    let tenant: TenantId = random::new_id();
    let origin = founding.origin.clone().unwrap_or_else(|| format!("overt.invalid/{:032x}", tenant.bits()));
    let log_key = SignerKey::from_seed(&origin, crate::log::checkpoint::KeyKind::Log, log_seed);
    let log_key = log_key.map_err(|_| StoreError::Taken("log"))?;
    let mut transaction = db.write().await?;
    let verifier = log_key.public().to_string();
    let settings = [
        (setting::TENANT, tenant.bits().to_be_bytes().to_vec()),
        (setting::ORIGIN, origin.into_bytes()),
        (setting::LOG_KEYS, verifier.clone().into_bytes()),
        (setting::PEPPER, fingerprint(pepper)),
        (setting::ESCROW, vec![u8::from(founding.escrow)]),
    ];
    for (name, value) in settings {
        setting::put(&mut transaction, name, value).await?;
    }
    sqlx::query(sql::LOG_BEGIN).bind(Vec::new()).bind(today.to_string()).execute(&mut *transaction).await?;
    let taken = take(&mut transaction, 2 + TeamKind::ALL.len(), today).await?;
    let first = taken.first();
    let (account, key, code, content) =
        people::add_account(&mut transaction, (tenant, pepper), &founding.founder, first + 1).await?;
    let created = store_digest(tenant, verifier.as_bytes());
    let mut acts = vec![
        Act::new(Role::Administrator, Action::StoreCreated).on(tenant).content(created),
        Act::new(Role::Administrator, Action::AccountCreated).on(account).content(content),
    ];
    let members = [Member { account, key: key.public() }];
    let mut teams = Vec::new();
    for (leaf, kind) in (first + 2..).zip(TeamKind::ALL) {
        let name = match kind {
            TeamKind::Casework => "caseworkers",
            TeamKind::Custody => "custodians",
            TeamKind::Audit => "auditors",
        };
        let (team, _) = people::begin_team(&mut transaction, (tenant, name, kind), &members, leaf).await?;
        let content = people::epoch_digest(team.id, kind, team.epoch, &team.key);
        acts.push(Act::new(Role::Administrator, Action::KeyRotated).on(team.id).content(content));
        teams.push(team);
    }
    let secrets = [(); 2].map(|()| TenantSecret::generate(&mut random::system()));
    for team in &teams {
        people::share_first_secrets(&mut transaction, tenant, team, &secrets).await?;
    }
    for (class, days) in &founding.retention {
        let query = sqlx::query(sql::RETENTION_PUT).bind(class.code()).bind(i64::from(*days));
        query.execute(&mut *transaction).await?;
    }
    let auditors = people::of_kind(&teams, TeamKind::Audit)?;
    let head = state::write_leaves(&mut transaction, taken, (tenant, auditors), (Some(account), &acts)).await?;
    commit(transaction).await?;
    Ok((code.to_text(), head))
}

/// What the log holds of the store itself.
pub(crate) fn store_digest(tenant: TenantId, verifier: &[u8]) -> Content {
    Digest::of("overt.store 2026 store v1").id(tenant).part(verifier).finish()
}

/// Tells one pepper from another. Of 256 random bits it says nothing.
pub(crate) fn fingerprint(pepper: &Pepper) -> Vec<u8> {
    blake3::derive_key("overt.store 2026 fingerprint of a pepper v1", pepper.expose()).to_vec()
}

/// The keys that a setting lists.
fn verifiers(setting: &[u8]) -> Result<Vec<VerifierKey>, StoreError> {
    let text = str::from_utf8(setting).map_err(|_| StoreError::Damaged("a setting"))?;
    text.lines().map(|line| line.parse().map_err(|_| StoreError::Damaged("a setting"))).collect()
}

/// Whether there is a store in this database.
pub(crate) async fn is_founded(db: &Db) -> Result<bool, StoreError> {
    Ok(setting::of(db, setting::TENANT).await?.is_some())
}
