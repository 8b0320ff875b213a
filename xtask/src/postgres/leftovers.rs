//! Databases that killed tests have left behind.

use anyhow::{Context, Result};

use super::psql::Psql;

/// The names of the databases that tests create, one a line of an answer.
const NAMES: &str = "^overt_test_[A-Za-z0-9_-]*$";

/// Other tests may be running on the server, and one of them may have closed its connections for a moment.
pub(super) const AGE_MINUTES: u32 = 60;

/// Drops the databases of tests that are older than `age_minutes` and that nobody is connected to. Returns how many.
pub(super) fn drop_databases(psql: &Psql, age_minutes: u32) -> Result<usize> {
    // A database is as old as the first file in its folder.
    let names = psql
        .ask(&format!(
            "select quote_ident(datname) from pg_database \
             where datname ~ '{NAMES}' \
             and not exists (select from pg_stat_activity as session where session.datname = pg_database.datname) \
             and (pg_stat_file(format('base/%s/PG_VERSION', oid), true)).modification \
                 <= now() - interval '{age_minutes} minutes'"
        ))
        .context("could not look for databases of killed tests")?;
    let mut dropped = 0;
    for name in names.lines() {
        psql.ask(&format!("drop database if exists {name}"))?;
        dropped += 1;
    }
    Ok(dropped)
}
