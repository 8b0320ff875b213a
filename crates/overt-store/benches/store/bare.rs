//! Plain sqlx that writes the rows our side wrote, in the same order, statements and transactions, and does nothing else.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use sqlx::any::{AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow, AnyTypeInfoKind};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AnyPool, Arguments as _, AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, ValueRef as _};

use crate::Failure;
use crate::insert::{BATCH, Inserted, done};

/// The tables as the store makes them.
const TABLES: &str = include_str!("../../src/sql/migrations/0001_store.sql");

/// The settings of every connection of the store.
const PRAGMAS: &[&str] = &[
    "PRAGMA busy_timeout = 10000",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA cache_size = -65536",
];

/// Arguments of one statement at most, as in the store.
const ARGUMENTS_MAX: usize = 600;

/// A table, and its rows that belong to the leaves of one transaction, in the order in which they were written.
struct Table {
    name: &'static str,
    from: &'static str,
}

const WRITTEN: &[Table] = &[
    Table {
        name: "record",
        from: "FROM revision v JOIN record t ON t.id = v.record WHERE v.leaf >= $1 AND v.leaf < $2 ORDER BY v.leaf",
    },
    Table { name: "revision", from: "FROM revision t WHERE t.leaf >= $1 AND t.leaf < $2 ORDER BY t.leaf" },
    Table {
        name: "sealed",
        from: "FROM revision v JOIN sealed t ON t.record = v.record WHERE v.leaf >= $1 AND v.leaf < $2
            ORDER BY v.leaf, t.class",
    },
    Table {
        name: "key_wrap",
        from: "FROM revision v JOIN key_wrap t ON t.record = v.record WHERE v.leaf >= $1 AND v.leaf < $2
            ORDER BY v.leaf, t.class",
    },
    Table {
        name: "term",
        from: "FROM revision v JOIN term t ON t.record = v.record WHERE v.leaf >= $1 AND v.leaf < $2
            ORDER BY t.term, t.record",
    },
    Table {
        name: "blind",
        from: "FROM revision v JOIN blind t ON t.record = v.record WHERE v.leaf >= $1 AND v.leaf < $2
            ORDER BY t.field, t.number, t.record",
    },
    Table { name: "log_leaf", from: "FROM log_leaf t WHERE t.number >= $1 AND t.number < $2 ORDER BY t.number" },
    Table {
        name: "log_node",
        from: "FROM log_node t WHERE t.level = 8 AND (t.number + 1) * 256 > $1 AND (t.number + 1) * 256 <= $2
            ORDER BY t.number",
    },
    Table { name: "log_detail", from: "FROM log_detail t WHERE t.first >= $1 AND t.first < $2 ORDER BY t.first" },
];

enum Column {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// Writes the rows of `folder/ours` into a new database. Reading them is not part of the time, handing them to sqlx is.
pub(crate) async fn write(folder: &Path, records: usize) -> Result<Inserted, Failure> {
    sqlx::any::install_default_drivers();
    let path = folder.join("bare.db");
    let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true).page_size(8192);
    options.journal_mode(SqliteJournalMode::Wal).connect().await?.close().await?;
    let (from, to) = (open(&folder.join("ours/overt.db")).await?, open(&path).await?);
    let mut reader = from.acquire().await?;
    // Nothing in the store is ever looked for in this way.
    for index in [
        "CREATE INDEX bench_leaf ON revision (leaf)",
        "CREATE INDEX bench_term ON term (record)",
        "CREATE INDEX bench_blind ON blind (record)",
    ] {
        sqlx::raw_sql(index).execute(&mut *reader).await?;
    }
    sqlx::raw_sql(TABLES).execute(&to).await?;
    sqlx::raw_sql("INSERT INTO log_state VALUES (1, 0, x'', '2026-12-01')").execute(&to).await?;
    let first: i64 = sqlx::query("SELECT MIN(leaf) FROM revision").fetch_one(&mut *reader).await?.try_get(0)?;
    let batches = records.div_ceil(BATCH);
    let mut writer = Writer { to, texts: HashMap::new(), rows: 0 };
    let mut time = Duration::ZERO;
    for (number, start) in (first..).step_by(BATCH).take(batches).enumerate() {
        let end = first + i64::try_from(records.min((number + 1) * BATCH))?;
        let mut rows = Vec::with_capacity(WRITTEN.len());
        for table in WRITTEN {
            let text = format!("SELECT t.* {}", table.from);
            let read = sqlx::query(AssertSqlSafe(text)).bind(start).bind(end).fetch_all(&mut *reader).await?;
            rows.push((table, read.iter().map(columns_of).collect::<Result<Vec<_>, _>>()?));
        }
        let begun = Instant::now();
        writer.write(rows, end).await?;
        time += begun.elapsed();
    }
    drop(reader);
    from.close().await;
    writer.to.close().await;
    done(records, writer.rows, time, &path)
}

async fn open(path: &Path) -> Result<AnyPool, Failure> {
    let options = AnyConnectOptions::from_str(&format!("sqlite://{}?mode=rw", path.display()))?;
    let pool = AnyPoolOptions::new().max_connections(1).after_connect(|connection, _| {
        Box::pin(async move {
            for pragma in PRAGMAS {
                sqlx::raw_sql(*pragma).execute(&mut *connection).await?;
            }
            Ok(())
        })
    });
    Ok(pool.connect_with(options.disable_statement_logging()).await?)
}

fn columns_of(row: &AnyRow) -> Result<Vec<Column>, sqlx::Error> {
    let column = |number: usize| {
        Ok(match row.try_get_raw(number)?.type_info().kind() {
            AnyTypeInfoKind::BigInt => Column::Number(row.try_get(number)?),
            AnyTypeInfoKind::Text => Column::Text(row.try_get(number)?),
            _ => Column::Bytes(row.try_get(number)?),
        })
    };
    (0..row.columns().len()).map(column).collect()
}

struct Writer {
    to: AnyPool,
    /// Texts of statements by table and number of rows.
    texts: HashMap<(&'static str, usize), String>,
    rows: u64,
}

impl Writer {
    /// Writes one batch as the store does: one transaction, many rows in one statement.
    async fn write(&mut self, tables: Vec<(&Table, Vec<Vec<Column>>)>, size: i64) -> Result<(), Failure> {
        let mut transaction = self.to.begin().await?;
        let take = "UPDATE log_state SET size = $1 WHERE id = 1 RETURNING size, peaks, day";
        sqlx::query(take).bind(size).fetch_one(&mut *transaction).await?;
        for (table, rows) in tables {
            let columns = rows.first().map_or(1, Vec::len);
            let per_statement = ARGUMENTS_MAX / columns;
            let mut rows = rows.into_iter();
            while rows.len() > 0 {
                let count = rows.len().min(per_statement);
                let mut arguments = AnyArguments::default();
                for column in rows.by_ref().take(count).flatten() {
                    match column {
                        Column::Number(number) => arguments.add(number),
                        Column::Text(text) => arguments.add(text),
                        Column::Bytes(bytes) => arguments.add(bytes),
                    }
                    .map_err(sqlx::Error::Encode)?;
                }
                let text = self.texts.entry((table.name, count)).or_insert_with(|| insert(table, columns, count));
                let query = sqlx::query_with(AssertSqlSafe(text.clone()), arguments).persistent(count == per_statement);
                self.rows += query.execute(&mut *transaction).await?.rows_affected();
            }
        }
        let put = "UPDATE log_state SET peaks = $1, day = $2 WHERE id = 1";
        sqlx::query(put).bind(vec![0_u8; 256]).bind("2026-12-01").execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }
}

fn insert(table: &Table, columns: usize, rows: usize) -> String {
    // Without numbers, as in the store: SQLite is faster so.
    let row = format!("({})", vec!["?"; columns].join(", "));
    let rows = vec![row; rows];
    format!("INSERT INTO {} VALUES {}", table.name, rows.join(", "))
}
