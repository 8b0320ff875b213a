//! Any change of any row.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Arguments, AssertSqlSafe, Row};

use crate::db::Db;
use crate::sql::{TABLES, Table};
use crate::testing::{Place, TODAY, on_sqlite, words};
use crate::{Store, StoreError};

/// The value of a column.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Number(i64),
    Text(String),
    Bytes(Option<Vec<u8>>),
}

type Rows = Vec<Vec<Cell>>;

/// A change of a table. Rows and columns are drawn from those that are there.
#[derive(Debug, Clone)]
enum Change {
    Column {
        row: Index,
        column: Index,
        place: Index,
        by: u8,
    },
    Delete {
        row: Index,
    },
    Swap {
        one: Index,
        other: Index,
        column: Index,
    },
    Copy {
        row: Index,
        column: Index,
        place: Index,
        by: u8,
    },
    /// One row as it was earlier, also one that is gone by now.
    EarlierRow {
        row: Index,
    },
    EarlierTable,
    EarlierDatabase,
}

fn changes() -> impl Strategy<Value = (Index, Change)> {
    let index = any::<Index>;
    let change = prop_oneof![
        8 => (index(), index(), index(), any::<u8>())
            .prop_map(|(row, column, place, by)| Change::Column { row, column, place, by }),
        3 => index().prop_map(|row| Change::Delete { row }),
        3 => (index(), index(), index()).prop_map(|(one, other, column)| Change::Swap { one, other, column }),
        2 => (index(), index(), index(), any::<u8>())
            .prop_map(|(row, column, place, by)| Change::Copy { row, column, place, by }),
        4 => index().prop_map(|row| Change::EarlierRow { row }),
        1 => Just(Change::EarlierTable),
        1 => Just(Change::EarlierDatabase),
    ];
    (index(), change)
}

impl Cell {
    fn of(row: &AnyRow, place: usize, kind: u8) -> Self {
        match kind {
            b'i' => Self::Number(row.get(place)),
            b't' => Self::Text(row.get(place)),
            _ => Self::Bytes(row.get(place)),
        }
    }

    fn add_to(&self, arguments: &mut AnyArguments) {
        match self {
            Self::Number(number) => arguments.add(*number),
            Self::Text(text) => arguments.add(text.clone()),
            Self::Bytes(bytes) => arguments.add(bytes.clone()),
        }
        .unwrap();
    }

    /// Adds one to a number, changes a letter, flips a bit.
    fn change(&mut self, place: Index, by: u8) {
        match self {
            Self::Number(number) => *number += if by.is_multiple_of(2) { 1 } else { -1 },
            Self::Text(text) if text.is_empty() => text.push('x'),
            Self::Text(text) => {
                let mut letters: Vec<char> = text.chars().collect();
                let letter = &mut letters[place.index(text.chars().count())];
                let other = char::from(b' ' + by % 95);
                *letter = if *letter == other { '~' } else { other };
                *text = letters.into_iter().collect();
            }
            Self::Bytes(None) => *self = Self::Bytes(Some(vec![by; 32])),
            Self::Bytes(Some(bytes)) if bytes.is_empty() => bytes.push(by),
            Self::Bytes(Some(bytes)) => {
                let place = place.index(bytes.len());
                bytes[place] ^= 1 << (by % 8);
            }
        }
    }
}

/// A store, as it is and as it was earlier.
struct Template {
    _place: Place,
    home: PathBuf,
    earlier: PathBuf,
}

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| {
    on_sqlite(async |place: Place| {
        let (home, earlier) = (place.home(), place.path("earlier.db"));
        let full = place
            .full(async |store: &Store| {
                store.db.scrub().await.unwrap();
                fs::copy(home.join("overt.db"), &earlier).unwrap();
            })
            .await;
        full.store.close().await;
        Template { _place: place, home, earlier }
    })
});

async fn rows_of(db: &Db, table: Table) -> Rows {
    let rows = sqlx::query(AssertSqlSafe(table.select())).fetch_all(&mut *db.read().await.unwrap()).await.unwrap();
    let cells =
        |row: &AnyRow| table.types.bytes().enumerate().map(|(place, kind)| Cell::of(row, place, kind)).collect();
    rows.iter().map(cells).collect()
}

/// Puts other rows into a table; not possible where a key would stand there twice.
async fn replace(db: &Db, table: Table, rows: &Rows) -> Result<(), sqlx::Error> {
    let mut transaction = db.write().await.unwrap();
    let delete = format!("DELETE FROM {}", table.rows.table);
    sqlx::query(AssertSqlSafe(delete)).execute(&mut *transaction).await?;
    for row in rows {
        let mut arguments = AnyArguments::default();
        for cell in row {
            cell.add_to(&mut arguments);
        }
        let insert = AssertSqlSafe(table.rows.insert(1));
        sqlx::query_with(insert, arguments).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}

/// The rows after the change.
fn changed(rows: &Rows, earlier: &Rows, table: Table, change: &Change) -> Rows {
    let mut after = rows.clone();
    let width = table.rows.columns.len();
    match change {
        Change::EarlierTable => after.clone_from(earlier),
        Change::EarlierRow { row } if !earlier.is_empty() => {
            let old = &earlier[row.index(earlier.len())];
            let same_key = |row: &&mut Vec<Cell>| row[..table.key] == old[..table.key];
            match after.iter_mut().find(same_key) {
                Some(row) => row.clone_from(old),
                None => after.push(old.clone()),
            }
        }
        _ if after.is_empty() => {}
        Change::Column { row, column, place, by } => {
            let row = row.index(after.len());
            after[row][column.index(width)].change(*place, *by);
        }
        Change::Delete { row } => drop(after.remove(row.index(after.len()))),
        Change::Swap { one, other, column } => {
            let (one, other, column) = (one.index(after.len()), other.index(after.len()), column.index(width));
            let value = after[one][column].clone();
            after[one][column] = after[other][column].clone();
            after[other][column] = value;
        }
        Change::Copy { row, column, place, by } => {
            let mut copy = after[row.index(after.len())].clone();
            copy[column.index(table.key)].change(*place, *by);
            after.push(copy);
        }
        Change::EarlierRow { .. } | Change::EarlierDatabase => {}
    }
    after
}

/// How far a change got.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// There was nothing to change in this way.
    None,
    Refused,
    Found,
    FoundWithKeys,
    Unseen,
}

async fn outcome_of(folder: &Path, table: Table, change: &Change) -> Outcome {
    let template = &*TEMPLATE;
    let home = folder.join("data");
    if !home.exists() {
        for part in ["", "keys", "files"] {
            fs::create_dir_all(home.join(part)).unwrap();
            for file in fs::read_dir(template.home.join(part)).unwrap().map(Result::unwrap) {
                if file.path().is_file() {
                    fs::copy(file.path(), home.join(part).join(file.file_name())).unwrap();
                }
            }
        }
    }
    let database = home.join("overt.db");
    for leftover in ["overt.db-wal", "overt.db-shm"] {
        let _ = fs::remove_file(home.join(leftover));
    }
    fs::copy(template.home.join("keys/head"), home.join("keys/head")).unwrap();
    if matches!(change, Change::EarlierDatabase) {
        fs::copy(&template.earlier, &database).unwrap();
    } else {
        fs::copy(template.home.join("overt.db"), &database).unwrap();
        let earlier = folder.join("earlier.db");
        if !earlier.exists() {
            fs::copy(&template.earlier, &earlier).unwrap();
        }
        let before = Db::open_file(&earlier).await.unwrap();
        let db = Db::open_file(&database).await.unwrap();
        let (rows, old) = (rows_of(&db, table).await, rows_of(&before, table).await);
        let after = changed(&rows, &old, table, change);
        let sorted = |rows: &Rows| {
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort();
            rows
        };
        let is_change = sorted(&after) != sorted(&rows) && replace(&db, table, &after).await.is_ok();
        db.close().await;
        before.close().await;
        if !is_change {
            return Outcome::None;
        }
    }
    match verdict(&home).await {
        Ok(outcome) => outcome,
        // What is not among the answers to damage would be a mistake of ours.
        Err(StoreError::Gone | StoreError::Busy | StoreError::SignIn) => Outcome::Unseen,
        Err(_) => Outcome::Refused,
    }
}

async fn verdict(home: &Path) -> Result<Outcome, StoreError> {
    let store = Store::open(home, None).await?;
    let outcome = async {
        if !store.verify(None, |_| {}).await?.is_whole() {
            return Ok(Outcome::Found);
        }
        let session = store.sign_in("amina", &words(), TODAY).await?;
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await?;
        Ok(if verification.is_whole() { Outcome::Unseen } else { Outcome::FoundWithKeys })
    };
    let outcome = outcome.await;
    store.close().await;
    outcome
}

/// What verifying cannot tell, as its documentation says.
fn is_beyond_the_store(table: Table, change: &Change) -> bool {
    match table.rows.table {
        // Nobody has recorded it yet.
        "own" => true,
        // A copy of what others hold.
        "checkpoint" => matches!(change, Change::Delete { .. } | Change::EarlierTable),
        // Wrapped to an earlier epoch of the team, as they were before they were moved.
        "key_wrap" | "log_detail" => matches!(change, Change::EarlierRow { .. }),
        // An earlier day is put right by the act of signing in; a later one is refused.
        "log_state" => {
            let day = table.rows.columns.iter().position(|column| *column == "day");
            matches!(change, Change::Column { column, .. } if Some(column.index(table.rows.columns.len())) == day)
        }
        _ => false,
    }
}

fn check(cases: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // It needs a runtime of its own.
    LazyLock::force(&TEMPLATE);
    let folder = tempfile::tempdir().unwrap();
    let counts = std::cell::RefCell::new(std::collections::BTreeMap::<(&str, String), usize>::new());
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = proptest::test_runner::TestRunner::new(config).run(&changes(), |(table, change)| {
        let table = TABLES[table.index(TABLES.len())];
        let outcome = runtime.block_on(outcome_of(folder.path(), table, &change));
        *counts.borrow_mut().entry((table.rows.table, format!("{outcome:?}"))).or_default() += 1;
        let is_seen = outcome != Outcome::Unseen || is_beyond_the_store(table, &change);
        prop_assert!(is_seen, "unseen: {} {change:?}", table.rows.table);
        Ok(())
    });
    println!("{:#?}", counts.borrow());
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn every_change_of_a_row_is_detected() {
    check(300);
}

#[test]
#[ignore = "takes minutes: `cargo xtask audit` runs it"]
fn audit_every_change_of_a_row_is_detected() {
    check(10_000);
}
