//! The database: SQLite in the folder of the store, or a PostgreSQL server.

mod migrate;
mod rows;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::str::FromStr;
use std::sync::Once;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, Connection, Transaction};

pub(crate) use migrate::{SCHEMA, migrate};
pub(crate) use rows::{Insert, Read, id_bytes};

use crate::StoreError;
use crate::home::Home;

/// How long a writer waits for another one.
const BUSY: Duration = Duration::from_secs(10);

/// How long a connection to a server is believed to be still there. To ask takes as long as to read a record.
const UNDOUBTED: Duration = Duration::from_millis(100);

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in the folder of the store.
    Sqlite,
    /// A server.
    Postgres,
}

/// An open database.
#[derive(Debug, Clone)]
pub(crate) struct Db {
    readers: AnyPool,
    /// SQLite writes through one connection only: what it has in its cache stays right from one transaction to the next, and
    /// writers of one process wait for each other without asking the file again and again.
    writers: AnyPool,
    pub(crate) engine: Engine,
}

impl Db {
    /// Makes the database of a new store: a file in its folder, or tables on the server at `url`.
    pub(crate) async fn make(home: &Home, url: Option<&str>) -> Result<Self, StoreError> {
        if let Some(url) = url {
            return Self::open_server(url).await;
        }
        Self::create_file(&home.database()).await?;
        Self::open_file(&home.database()).await
    }

    /// Makes the file of a new SQLite store: what cannot be changed later is decided here.
    async fn create_file(path: &Path) -> Result<(), StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .page_size(8192)
            .journal_mode(SqliteJournalMode::Wal);
        options.connect().await?.close().await?;
        Ok(())
    }

    /// Opens the SQLite file at `path`, which must be there.
    pub(crate) async fn open_file(path: &Path) -> Result<Self, StoreError> {
        // The database would only say that it cannot be opened.
        std::fs::OpenOptions::new().write(true).open(path).map_err(StoreError::file("write", path))?;
        let path = path.to_str().ok_or(StoreError::Damaged("the path of the store is not Unicode"))?;
        // The driver wants a URL; what has a meaning in one is written as a percent code.
        let escaped: String = path
            .chars()
            .map(|character| match character {
                '%' | '?' | '#' => format!("%{:02X}", u32::from(character)),
                _ => character.to_string(),
            })
            .collect();
        let url = format!("sqlite://{escaped}?mode=rw");
        let writers = connect(&url, Engine::Sqlite, (1, &["PRAGMA cache_size = -65536"])).await?;
        let readers = connect(&url, Engine::Sqlite, (3, &["PRAGMA cache_size = -16384"])).await?;
        Ok(Self { readers, writers, engine: Engine::Sqlite })
    }

    /// Connects to the server at `url`.
    pub(crate) async fn open_server(url: &str) -> Result<Self, StoreError> {
        let pool = connect(url, Engine::Postgres, (8, &[])).await?;
        Ok(Self { readers: pool.clone(), writers: pool, engine: Engine::Postgres })
    }

    /// A connection for reading.
    pub(crate) async fn read(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// A transaction for writing, with every other writer kept out until it ends. With a server that takes a statement of
    /// [`crate::journal`], which should be its first.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.writers.begin_with(self.begin()).await?)
    }

    /// A connection for reading and then writing with [`Db::write_with`]. To get another one in between takes longer than the
    /// reading.
    pub(crate) async fn read_and_write(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.writers.acquire().await?)
    }

    /// The same as [`Db::write`] on a connection that is there.
    pub(crate) async fn write_with<'c>(
        &self,
        connection: &'c mut AnyConnection,
    ) -> Result<Transaction<'c, Any>, StoreError> {
        Ok(connection.begin_with(self.begin()).await?)
    }

    const fn begin(&self) -> &'static str {
        match self.engine {
            // A transaction that only reads at first could not be turned into a writing one if somebody wrote meanwhile.
            Engine::Sqlite => "BEGIN IMMEDIATE",
            Engine::Postgres => "BEGIN",
        }
    }

    /// A transaction that sees one state of the database throughout.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begin = match self.engine {
            // A deferred transaction of SQLite reads the state of its first statement.
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(self.readers.begin_with(begin).await?)
    }

    /// Makes what was deleted unreadable in the files of the database. Refused while somebody still reads it.
    pub(crate) async fn scrub(&self) -> Result<(), StoreError> {
        let mut connection = self.read().await?;
        match self.engine {
            Engine::Sqlite => {
                let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await?;
                if row.number("busy")? == 0 { Ok(()) } else { Err(StoreError::Busy) }
            }
            Engine::Postgres => {
                for table in ["revision", "sealed", "key_wrap", "blind", "term"] {
                    let vacuum = sqlx::AssertSqlSafe(format!("VACUUM {table}"));
                    sqlx::raw_sql(vacuum).execute(&mut *connection).await?;
                }
                Ok(())
            }
        }
    }

    /// Lets a server count what has just been written into a table. It would find its way through a million rows by what it knew
    /// of none. SQLite goes by its keys.
    pub(crate) async fn recount(&self, transaction: &mut AnyConnection, table: &str) -> Result<(), StoreError> {
        if self.engine == Engine::Postgres {
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("ANALYZE {table}"))).execute(transaction).await?;
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

/// At most `connections` connections, with settings that not all have.
async fn connect(
    url: &str,
    engine: Engine,
    (connections, settings): (u32, &'static [&'static str]),
) -> Result<AnyPool, StoreError> {
    static DRIVERS: Once = Once::new();
    DRIVERS.call_once(sqlx::any::install_default_drivers);
    // Statements and their arguments must not reach a log.
    let options = AnyConnectOptions::from_str(url).map_err(|_| StoreError::Gone)?.disable_statement_logging();
    // The pool tries again until its time is over and then only says that it is, so a first connection asks for the cause.
    let mut first = options.connect().await?;
    prepare(&mut first, engine, settings).await?;
    first.close().await?;
    let pool = AnyPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(BUSY)
        .test_before_acquire(false)
        .before_acquire(move |connection, since| {
            Box::pin(async move {
                // A server may have hung up meanwhile, a file does not.
                if engine == Engine::Postgres && since.idle_for > UNDOUBTED {
                    connection.ping().await?;
                }
                // After an error SQLite may have rolled back by itself, and the driver believes that a transaction goes on.
                Ok(!connection.is_in_transaction())
            })
        })
        .after_connect(move |connection, _| Box::pin(prepare(connection, engine, settings)));
    Ok(pool.connect_with(options).await?)
}

/// Commits, and tells a lost connection from a refused change: only the database knows whether it was confirmed.
pub(crate) async fn commit(transaction: Transaction<'_, Any>) -> Result<(), StoreError> {
    transaction.commit().await.map_err(|error| match StoreError::from(error) {
        StoreError::Gone => StoreError::Unconfirmed,
        other => other,
    })
}

/// Settings of every connection.
async fn prepare(
    connection: &mut AnyConnection,
    engine: Engine,
    settings: &'static [&'static str],
) -> Result<(), sqlx::Error> {
    let common: &[&str] = match engine {
        // A confirmed change is on disk (synchronous), what is deleted is overwritten (secure_delete), temporary tables stay
        // in memory, and a database that was tampered with cannot call functions (trusted_schema).
        Engine::Sqlite => &[
            "PRAGMA busy_timeout = 10000",
            "PRAGMA synchronous = FULL",
            "PRAGMA secure_delete = ON",
            "PRAGMA temp_store = MEMORY",
            "PRAGMA trusted_schema = OFF",
            "PRAGMA cell_size_check = ON",
        ],
        // Every join of the store follows keys from the table that is named first. The server, which knows too little of
        // many terms or of new tables, would read whole lists of records to merge them, or begin with compiling the statement
        // and starting workers, which takes longer than the answer.
        Engine::Postgres => &[
            "SET lock_timeout = '10s'",
            "SET synchronous_commit = on",
            "SET client_min_messages = error",
            "SET join_collapse_limit = 1",
            "SET enable_mergejoin = off",
            "SET enable_hashjoin = off",
            "SET jit = off",
            "SET max_parallel_workers_per_gather = 0",
        ],
    };
    for setting in common.iter().chain(settings) {
        sqlx::raw_sql(*setting).execute(&mut *connection).await?;
    }
    Ok(())
}
