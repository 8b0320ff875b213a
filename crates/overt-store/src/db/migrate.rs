//! Bringing the tables of a store to the version of this program.

use sqlx::{Any, AnyConnection, AssertSqlSafe, Transaction};

use super::{Db, Engine, Read};
use crate::StoreError;
use crate::sql;

/// The setting that holds the version of the tables.
pub(crate) const SCHEMA: &str = "schema";

/// Applies the definitions that the store does not have yet, all or none. A newer store is refused.
pub(crate) async fn migrate(db: &Db) -> Result<(), StoreError> {
    let known = i64::try_from(sql::MIGRATIONS.len()).expect("there are few definitions");
    let found = version(&mut *db.read().await?, db.engine).await?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    let mut transaction: Transaction<'static, Any> = db.write().await?;
    let missing = usize::try_from(found).map_err(|_| StoreError::Damaged("the version of its tables is none"))?;
    for definition in &sql::MIGRATIONS[missing..] {
        let text = match db.engine {
            Engine::Sqlite => (*definition).to_owned(),
            Engine::Postgres => sql::for_postgres(definition),
        };
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *transaction).await?;
    }
    let version = known.to_string().into_bytes();
    sqlx::query(sql::SETTING_PUT).bind(SCHEMA).bind(version).execute(&mut *transaction).await?;
    super::commit(transaction).await
}

/// The version of the tables; 0 where there are none.
async fn version(connection: &mut AnyConnection, engine: Engine) -> Result<i64, StoreError> {
    let tables = match engine {
        Engine::Sqlite => "SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = 'setting'",
        Engine::Postgres => {
            "SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'setting'"
        }
    };
    if sqlx::query(tables).fetch_one(&mut *connection).await?.number("n")? == 0 {
        return Ok(0);
    }
    let setting = sqlx::query(sql::SETTING).bind(SCHEMA).fetch_optional(connection).await?;
    let damaged = StoreError::Damaged("the version of its tables is missing");
    let Some(row) = setting else { return Err(damaged) };
    let text = String::from_utf8(row.bytes("value")?).unwrap_or_default();
    text.parse().map_err(|_| damaged)
}
