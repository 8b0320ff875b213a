//! Every statement of the store, once for SQLite and PostgreSQL. A test prepares each of them on both.
//!
//! The two databases read the same text: `$1` for arguments, `ON CONFLICT`, `RETURNING`. Values are whole numbers, texts and
//! bytes only; days are texts `YYYY-MM-DD`, so that they compare as they should. What must be spelled otherwise in the
//! definitions of tables for PostgreSQL is in [`for_postgres`]. For SQLite, [`Rows::insert_unnumbered`] leaves out the numbers.

use std::ops::RangeInclusive;

mod casework;
mod dump;
mod hold;
mod import;
mod link;
mod log;
mod own;
mod passkey;
mod people;
mod program;
mod record;
mod release;
mod task;

pub(crate) use casework::*;
pub(crate) use dump::{TABLES, Table};
pub(crate) use hold::*;
pub(crate) use import::*;
pub(crate) use link::*;
pub(crate) use log::*;
pub(crate) use own::*;
pub(crate) use passkey::*;
pub(crate) use people::*;
pub(crate) use program::*;
pub(crate) use record::*;
pub(crate) use release::*;
pub(crate) use task::*;

/// Names statements, and lists them for the test that prepares them all.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $text;)*
        /// Every statement of this file.
        #[cfg(test)]
        pub(super) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name),)*];
    };
}
use statements;

/// Definitions of the tables, in the order in which they came to be. None is ever changed; later ones are added.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_store.sql"),
    include_str!("migrations/0002_import.sql"),
    include_str!("migrations/0003_scan.sql"),
    include_str!("migrations/0004_link.sql"),
    include_str!("migrations/0005_release.sql"),
    include_str!("migrations/0006_draft.sql"),
    include_str!("migrations/0007_program.sql"),
    include_str!("migrations/0008_handover.sql"),
    include_str!("migrations/0009_duty.sql"),
    include_str!("migrations/0010_task.sql"),
    include_str!("migrations/0011_passkey.sql"),
    include_str!("migrations/0012_hold.sql"),
    include_str!("migrations/0013_custody.sql"),
];

/// A definition as PostgreSQL spells it. Texts are compared byte by byte, as SQLite does.
pub(crate) fn for_postgres(definition: &str) -> String {
    definition.replace(" WITHOUT ROWID", "").replace(" BLOB", " BYTEA").replace(" TEXT", " TEXT COLLATE \"C\"")
}

/// A table that takes many rows in one statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [&'static str],
}

impl Rows {
    /// `INSERT INTO table (columns) VALUES …` for `count` rows.
    pub(crate) fn insert(self, count: usize) -> String {
        let width = self.columns.len();
        self.values((0..count).map(|row| arguments(row * width + 1..=(row + 1) * width)))
    }

    /// The same for SQLite, which counts arguments without a number, but looks each of those with one up in a list: with
    /// hundreds of them that takes longer than to write the rows.
    pub(crate) fn insert_unnumbered(self, count: usize) -> String {
        self.values(std::iter::repeat_n(vec!["?"; self.columns.len()].join(", "), count))
    }

    fn values(self, rows: impl Iterator<Item = String>) -> String {
        let rows: Vec<String> = rows.map(|row| format!("({row})")).collect();
        format!("INSERT INTO {} ({}) VALUES {}", self.table, self.columns.join(", "), rows.join(", "))
    }
}

/// `$1, $2, …`
fn arguments(numbers: RangeInclusive<usize>) -> String {
    let arguments: Vec<String> = numbers.map(|number| format!("${number}")).collect();
    arguments.join(", ")
}

/// Every statement that a database gets, by name.
#[cfg(test)]
pub(crate) fn all(engine: crate::db::Engine) -> Vec<(&'static str, String)> {
    let fixed = [
        people::STATEMENTS,
        casework::STATEMENTS,
        record::STATEMENTS,
        import::STATEMENTS,
        link::STATEMENTS,
        release::STATEMENTS,
        own::STATEMENTS,
        task::STATEMENTS,
        hold::STATEMENTS,
        program::STATEMENTS,
        passkey::STATEMENTS,
        log::STATEMENTS,
    ]
    .concat();
    let mut all: Vec<_> = fixed.into_iter().map(|(name, text)| (name, text.to_owned())).collect();
    for rows in [record::ROWS, import::ROWS, link::ROWS].concat() {
        all.extend([1, 2].map(|count| (rows.table, rows.insert(count))));
        if engine == crate::db::Engine::Sqlite {
            all.push((rows.table, rows.insert_unnumbered(2)));
        }
    }
    for table in TABLES {
        all.push((table.rows.table, table.select()));
        all.push((table.rows.table, table.rows.insert(1)));
    }
    all.extend([1, 2].map(|records| ("current", current(records))));
    all.push(("import keys", import_keys(2)));
    all.extend([false, true].map(|is_of_kind| ("teams", teams(is_of_kind))));
    all.extend([DueOf::Class, DueOf::Source].map(|of| ("due", due(of))));
    all.extend(
        [Tasks::Id, Tasks::Record, Tasks::Doer, Tasks::Returned, Tasks::Nobody].map(|which| ("tasks", tasks(which))),
    );
    for terms in 1..=4 {
        all.push(("find", find(terms)));
        all.push(("find any", find_any(terms)));
        all.push(("count", count(terms)));
    }
    all
}
