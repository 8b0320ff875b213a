//! Stores for tests: each test runs on SQLite, and on PostgreSQL where `OVERT_TEST_POSTGRES` names a server.

mod full;
pub(crate) mod linked;

use std::io::Write as _;
use std::path::PathBuf;

use jiff::civil::Date;
use overt_model::{Claim, Codebook, Grade, Handling, Record, RecordId, Secret, Source, SourceId, State, Value};
use sqlx::{Connection as _, Executor as _};

use crate::db::{Db, Engine};
use crate::vault::{KdfParameters, Passphrase};
use crate::{Founding, NewAccount, Session, Store, new_id};

pub(crate) use full::{Full, edit};

/// The day on which tests take place.
pub(crate) const TODAY: Date = Date::constant(2026, 12, 1);
pub(crate) const WORDS: &str = "four invented words that differ";

/// Where a test's store is: a folder, and perhaps a database of its own on a server.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: Option<(String, String)>,
}

impl Place {
    pub(crate) fn engine(&self) -> Engine {
        if self.database.is_some() { Engine::Postgres } else { Engine::Sqlite }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn url(&self) -> Option<String> {
        self.database.as_ref().map(|(server, name)| with_database(server, name))
    }

    /// An empty database.
    pub(crate) async fn db(&self) -> Db {
        let home = crate::home::Home::new(self.folder.path());
        Db::make(&home, self.url().as_deref()).await.unwrap()
    }

    /// A new store and the session of its founder.
    pub(crate) async fn store(&self) -> (Store, Session) {
        let (store, _) = Store::create(&self.home(), self.url().as_deref(), &founding(), TODAY).await.unwrap();
        let session = store.sign_in("amina", &words(), TODAY).await.unwrap();
        (store, session)
    }

    /// Changes the database as somebody would who does not use the program.
    pub(crate) async fn sql(&self, statement: &str) {
        let db = match self.url() {
            Some(url) => Db::open_server(&url).await.unwrap(),
            None => Db::open_file(&self.home().join("overt.db")).await.unwrap(),
        };
        db.read().await.unwrap().execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()))).await.unwrap();
        db.close().await;
    }

    pub(crate) async fn open(&self) -> Result<Store, crate::StoreError> {
        Store::open(&self.home(), self.url().as_deref()).await
    }
}

fn with_database(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

/// Does something on SQLite.
pub(crate) fn on_sqlite<T>(test: impl AsyncFnOnce(Place) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(test(Place { folder: tempfile::tempdir().unwrap(), database: None }))
}

/// Runs a test on SQLite and, where there is one, on PostgreSQL.
pub(crate) fn on_both(test: impl AsyncFn(Place)) {
    on_sqlite(&test);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let Some(server) = std::env::var("OVERT_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        skipped("the store's tests on PostgreSQL: OVERT_TEST_POSTGRES names no server");
        return;
    };
    runtime.block_on(async {
        let database = Database::make(&server).await;
        test(Place { folder: tempfile::tempdir().unwrap(), database: Some((server, database.name.clone())) }).await;
        database.drop().await;
    });
}

/// A new database on the server; none, with a word about it, where there is no server.
pub(crate) async fn database() -> Option<Database> {
    let Some(server) = std::env::var("OVERT_TEST_POSTGRES").ok().filter(|url| !url.is_empty()) else {
        skipped("the store's tests from one database to the other: OVERT_TEST_POSTGRES names no server");
        return None;
    };
    Some(Database::make(&server).await)
}

/// A database on a server.
pub(crate) struct Database {
    admin: sqlx::PgConnection,
    name: String,
    pub(crate) url: String,
}

impl Database {
    async fn make(server: &str) -> Self {
        let name = format!("overt_test_{:032x}", new_id::<overt_model::RecordKind>().bits());
        let mut admin = sqlx::PgConnection::connect(server).await.unwrap();
        admin.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        Self { admin, url: with_database(server, &name), name }
    }

    pub(crate) async fn drop(mut self) {
        let name = &self.name;
        self.admin.execute(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await.unwrap();
    }
}

/// Says loudly what was not tested.
pub(crate) fn skipped(what: &str) {
    println!("SKIPPED: {what}");
    if let Some(path) = std::env::var_os("OVERT_SKIPPED") {
        let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
        let _ = file.and_then(|mut file| writeln!(file, "{what}"));
    }
}

pub(crate) fn words() -> Passphrase {
    Passphrase::chosen(&Secret::new(WORDS.to_owned())).unwrap()
}

pub(crate) fn person(name: &str) -> NewAccount {
    let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
    NewAccount { name: name.to_owned(), administrator: name == "amina", passphrase: words(), kdf }
}

pub(crate) fn founding() -> Founding {
    Founding { founder: person("amina"), origin: None, escrow: false, retention: Vec::new() }
}

pub(crate) fn source(id: SourceId) -> Source {
    Source {
        id,
        name: format!("invented shelter {:x}", id.bits()),
        legal_basis: "consent".into(),
        purpose: "tests".into(),
        agreement: None,
        expires: None,
        grade: Grade::UNJUDGED,
        handling: Handling::Amber,
    }
}

/// An invented victim. Every sealed class is filled.
pub(crate) fn victim(id: RecordId, source: SourceId, name: &str) -> Record {
    let claim = Claim::alleged(source, "2026-12-01T00:00:00Z".parse().unwrap());
    let place = overt_model::Place {
        country: Some("NPL".into()),
        locality: Some(overt_model::Private::new("Inventedpur".into())),
        ..overt_model::Place::default()
    };
    Record::new(id, "Victim", &Codebook::embedded().version, claim)
        .with("full_name", Value::text(name))
        .with("mobile_phones", Value::text("+977 1 5550 1234"))
        .with("trafficking_status", Value::code("PossibleVictimOfTrafficking"))
        .with("registered_on", Value::Date("2026-03".parse().unwrap()))
        .with("place_of_recruitment", Value::Place(Box::new(place)))
        .with("notes", Value::text("an invented story that stands nowhere else"))
        .with_state("debt_claimed", State::AskedNo)
}
