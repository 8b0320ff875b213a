//! Settings of a store, by name.

use sqlx::AnyConnection;

use crate::db::{Db, Read};
use crate::{StoreError, sql};

pub(crate) const TENANT: &str = "tenant";
pub(crate) const ORIGIN: &str = "origin";
/// Every key the log was ever signed with, one a line, the first one first.
pub(crate) const LOG_KEYS: &str = "log-keys";
pub(crate) const PEPPER: &str = "pepper";
pub(crate) const ESCROW: &str = "escrow";

/// A setting, if there is one.
pub(crate) async fn of(db: &Db, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut connection = db.read().await?;
    match sqlx::query(sql::SETTING).bind(name).fetch_optional(&mut *connection).await {
        Ok(row) => row.map(|row| row.bytes("value")).transpose(),
        // Before the tables are made there is no setting.
        Err(error) if error.as_database_error().is_some() => match StoreError::from(error) {
            StoreError::Database(_) => Ok(None),
            other => Err(other),
        },
        Err(error) => Err(error.into()),
    }
}

/// A setting that every store has.
pub(crate) async fn required(db: &Db, name: &str) -> Result<Vec<u8>, StoreError> {
    of(db, name).await?.ok_or(StoreError::Damaged("a setting is missing"))
}

/// Writes a setting.
pub(crate) async fn put(connection: &mut AnyConnection, name: &str, value: Vec<u8>) -> Result<(), StoreError> {
    sqlx::query(sql::SETTING_PUT).bind(name).bind(value).execute(connection).await?;
    Ok(())
}
