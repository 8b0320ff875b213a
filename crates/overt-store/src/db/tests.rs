//! Every statement is understood by both databases.

use sqlx::{AssertSqlSafe, Executor, SqlSafeStr as _};

use crate::sql;
use crate::testing::{self, Place};

#[test]
fn every_statement_can_be_prepared_on_both_databases() {
    testing::on_both(async |place: Place| {
        let db = place.db().await;
        super::migrate(&db).await.unwrap();
        for (name, text) in sql::all(place.engine()) {
            let mut connection = db.read().await.unwrap();
            let prepared = connection.prepare(AssertSqlSafe(text).into_sql_str()).await;
            assert!(prepared.is_ok(), "{name} on {:?}: {}", place.engine(), prepared.err().unwrap());
        }
    });
}

#[test]
fn tables_of_a_newer_program_are_refused() {
    testing::on_both(async |place: Place| {
        let db = place.db().await;
        super::migrate(&db).await.unwrap();
        let mut connection = db.read().await.unwrap();
        crate::setting::put(&mut connection, super::migrate::SCHEMA, b"99".to_vec()).await.unwrap();
        drop(connection);
        let refused = super::migrate(&db).await;
        let Err(crate::StoreError::Newer { found, known }) = refused else { panic!("tables of the future") };
        assert_eq!((found, known), (99, i64::try_from(sql::MIGRATIONS.len()).unwrap()));
    });
}
