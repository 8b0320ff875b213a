//! Where a test's store is, and who and what is in it.

use std::io::Write as _;
use std::path::PathBuf;

use jiff::civil::Date;
use overt_model::{Claim, Codebook, Grade, Handling, Record, RecordId, Secret, Source, SourceId, Value};
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Session, Store, StoreError, new_id};
use sqlx::{Connection as _, Executor as _};

pub(crate) const TODAY: Date = Date::constant(2026, 12, 1);
pub(crate) const WORDS: &str = "four invented words that differ";
pub(crate) const FOUNDER: &str = "amina";
/// Every record of these tests comes from it.
pub(crate) const SOURCE: SourceId = SourceId::from_bits(0x0ff);

/// A folder, and perhaps a database of its own on a server.
pub(crate) struct World {
    folder: tempfile::TempDir,
    database: Option<(String, String)>,
}

impl World {
    pub(crate) fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None }
    }

    /// Where there is a server; says loudly where there is none.
    pub(crate) async fn postgres() -> Option<Self> {
        let Some(server) = std::env::var("OVERT_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
            skipped("the store's fault tests on PostgreSQL: OVERT_TEST_POSTGRES names no server");
            return None;
        };
        let name = format!("overt_fault_{:032x}", new_id::<overt_model::RecordKind>().bits());
        let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
        admin.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        Some(Self { folder: tempfile::tempdir().unwrap(), database: Some((server, name)) })
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.database.is_some()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn url(&self) -> Option<String> {
        self.database.as_ref().map(|(server, name)| format!("{}/{name}", server.rsplit_once('/').unwrap().0))
    }

    pub(crate) async fn create(&self) -> Result<(Store, Secret<String>), StoreError> {
        Store::create(&self.home(), self.url().as_deref(), &founding(WORDS), TODAY).await
    }

    pub(crate) async fn open(&self) -> Result<Store, StoreError> {
        Store::open(&self.home(), self.url().as_deref()).await
    }

    pub(crate) async fn open_signed_in(&self) -> (Store, Session) {
        let store = self.open().await.unwrap();
        let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
        (store, session)
    }

    /// A new store with its source, and the session of its founder.
    pub(crate) async fn founded(&self) -> (Store, Session) {
        let (store, _) = self.create().await.unwrap();
        let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
        store.put_source(&session, &source(), TODAY).await.unwrap();
        (store, session)
    }

    /// A connection of somebody else to the same database.
    pub(crate) async fn connection(&self) -> sqlx::AnyConnection {
        sqlx::any::install_default_drivers();
        let url = self.url().unwrap_or_else(|| format!("sqlite://{}/overt.db?mode=rw", self.home().display()));
        sqlx::AnyConnection::connect(&url).await.unwrap()
    }

    pub(crate) async fn sql(&self, statement: &str) {
        let mut connection = self.connection().await;
        connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))).await.unwrap();
        connection.close().await.unwrap();
    }

    /// Gives the database on the server back. A test that fails leaves it for whoever looks into the failure.
    pub(crate) async fn end(self) {
        if let Some((server, name)) = self.database {
            let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
            admin.execute(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await.unwrap();
        }
    }
}

/// Runs what waits for a database.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Runs a test on SQLite and, where there is a server, on PostgreSQL.
pub(crate) fn on_both(test: impl AsyncFn(&World) + Copy) {
    block_on(async {
        let world = World::sqlite();
        test(&world).await;
        if let Some(world) = World::postgres().await {
            test(&world).await;
            world.end().await;
        }
    });
}

/// Says loudly what was not tested.
pub(crate) fn skipped(what: &str) {
    println!("SKIPPED: {what}");
    if let Some(path) = std::env::var_os("OVERT_SKIPPED") {
        let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
        file.and_then(|mut file| writeln!(file, "{what}")).unwrap();
    }
}

pub(crate) fn words(text: &str) -> Passphrase {
    Passphrase::chosen(&Secret::new(text.to_owned())).unwrap()
}

pub(crate) fn person(name: &str, passphrase: &str) -> NewAccount {
    let (kdf, passphrase) = (KdfParameters::new(8 << 10, 1, 1).unwrap(), words(passphrase));
    NewAccount { name: name.to_owned(), administrator: name == FOUNDER, passphrase, kdf }
}

pub(crate) fn founding(passphrase: &str) -> Founding {
    Founding { founder: person(FOUNDER, passphrase), origin: None, escrow: false, retention: Vec::new() }
}

pub(crate) fn source() -> Source {
    Source {
        id: SOURCE,
        name: "invented shelter".into(),
        legal_basis: "consent".into(),
        purpose: "tests".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

/// An empty record of some kind.
pub(crate) fn record(id: RecordId, schema: &str) -> Record {
    let claim = Claim::alleged(SOURCE, "2026-12-01T00:00:00Z".parse().unwrap());
    Record::new(id, schema, &Codebook::embedded().version, claim)
}

/// An invented person with something in the classes `direct` and `narrative`.
pub(crate) fn victim(id: RecordId, name: &str, notes: &str) -> Record {
    record(id, "Victim")
        .with("full_name", Value::text(name))
        .with("trafficking_status", Value::code("PossibleVictimOfTrafficking"))
        .with("registered_on", Value::Date("2026-03".parse().unwrap()))
        .with("notes", Value::text(notes))
}

/// Numbers that look random and come again with the same seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Different at every run; tests print the seed.
    pub(crate) fn new() -> Self {
        Self(u64::try_from(new_id::<overt_model::RecordKind>().bits() >> 64).unwrap())
    }

    /// `SplitMix64` (Steele, Lea and Flood 2014).
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
