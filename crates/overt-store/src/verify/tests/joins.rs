//! What somebody changes about joins, decisions, exports and releases is found.

use crate::testing::{self, Full, Place};

/// Each changes one table, and nothing else can tell.
const CHANGES: &[&str] = &[
    "UPDATE link_member SET entity = record WHERE leaf = (SELECT MAX(leaf) FROM link_member)",
    "DELETE FROM link_member WHERE leaf = (SELECT MAX(leaf) FROM link_member)",
    "INSERT INTO link_member SELECT record, leaf + 100000, entity FROM link_member",
    "UPDATE link_step SET content = replace(content, '\"00\"', '\"01\"')",
    "UPDATE link_step SET schema = 'Person'",
    "DELETE FROM link_step WHERE leaf = (SELECT MAX(leaf) FROM link_step)",
    "INSERT INTO link_step SELECT -1, run, schema, content FROM link_step WHERE leaf = (SELECT MIN(leaf) FROM link_step)",
    "UPDATE link_decision SET verdict = 'same' WHERE verdict = 'different'",
    "UPDATE link_decision SET verdict = 'nothing'",
    "UPDATE link_decision SET reading = 'undo' WHERE reading = 'first'",
    "UPDATE link_decision SET day = '2026-11-30'",
    "UPDATE link_decision SET reader = a",
    "UPDATE link_decision SET run = note",
    "UPDATE link_decision SET note = run",
    "UPDATE link_decision SET a = b, b = a",
    "DELETE FROM link_decision WHERE leaf = (SELECT MAX(leaf) FROM link_decision)",
    "INSERT INTO link_decision SELECT a, b, -1, verdict, reading, reader, day, run, note FROM link_decision
        WHERE leaf = (SELECT MIN(leaf) FROM link_decision)",
    "UPDATE sealed SET envelope = hash WHERE record IN (SELECT note FROM link_decision)",
    "UPDATE sealed SET class = 'direct' WHERE record IN (SELECT note FROM link_decision)",
    "DELETE FROM sealed WHERE record IN (SELECT note FROM link_decision)",
    "DELETE FROM key_wrap WHERE record IN (SELECT note FROM link_decision)",
    "UPDATE key_wrap SET team = record WHERE record IN (SELECT note FROM link_decision)",
    "UPDATE release_step SET content = replace(content, 'invented', 'other')",
    "DELETE FROM release_step WHERE leaf = (SELECT MAX(leaf) FROM release_step)",
    "UPDATE release_step SET release = (SELECT id FROM record LIMIT 1)",
    "UPDATE export_step SET content = replace(content, '2026', '2025')",
    "UPDATE export_step SET kind = 'release' WHERE kind = 'file'",
    "UPDATE export_step SET kind = 'page'",
    "DELETE FROM export_step WHERE kind = 'page'",
    "DELETE FROM export_record",
    "INSERT INTO export_record SELECT record, leaf + 100000 FROM export_record",
    "INSERT INTO export_record SELECT id, (SELECT MAX(leaf) FROM export_record) FROM record WHERE erased = 1",
];

#[test]
fn every_change_of_joins_decisions_and_exports_is_found() {
    testing::on_sqlite(async |place: Place| {
        let Full { store, .. } = place.full(async |_| {}).await;
        store.close().await;
        let (database, copy) = (place.home().join("overt.db"), place.path("copy.db"));
        std::fs::copy(&database, &copy).unwrap();
        for change in CHANGES {
            place.sql(change).await;
            let store = place.open().await.unwrap();
            assert!(!store.verify(None, |_| {}).await.unwrap().is_whole(), "{change}");
            store.close().await;
            std::fs::copy(&copy, &database).unwrap();
        }
        super::verified(&place.open().await.unwrap()).await;
    });
}

#[test]
fn what_was_changed_on_a_server_is_found_too() {
    // There is no copy to go back to, so they come one upon the other, the first of each table.
    for table in ["link_member", "link_step", "link_decision", "export_step", "export_record", "release_step"] {
        testing::on_both(async |place: Place| {
            let Full { store, .. } = place.full(async |_| {}).await;
            store.close().await;
            let is_of = |change: &&&str| change.contains(&format!(" {table} "));
            place.sql(CHANGES.iter().find(is_of).unwrap()).await;
            let store = place.open().await.unwrap();
            assert!(!store.verify(None, |_| {}).await.unwrap().is_whole(), "{table}");
            store.close().await;
        });
    }
}
