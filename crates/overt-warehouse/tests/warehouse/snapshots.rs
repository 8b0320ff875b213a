//! What a snapshot has, keeps, leaves out, and how it is renewed.

use overt_model::{Handling, RecordId, Standing, State, Value};
use overt_warehouse::snapshot::Manifest;
use overt_warehouse::{Role, WarehouseError};

use crate::invented::{Store, TODAY, Told as _, act, csv, first, open, record, revision, snapshot, source};

fn acts(count: u128) -> Vec<overt_model::Record> {
    (1..=count).map(|id| act(id, 1 + id % 3, ("T4", "P06", "A18"))).collect()
}

fn sources() -> Vec<overt_model::Source> {
    (1..=3).map(source).collect()
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (snapshot(one.path(), acts(500)), snapshot(other.path(), acts(500)));
    assert_eq!(first, second);
    first.verify(other.path()).unwrap();
}

#[test]
fn a_renewed_snapshot_answers_as_a_new_one() {
    let (renewed, whole) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut store = Store { sources: sources(), records: 400, leaf: 400, ..Store::default() };
    store.snapshot(renewed.path(), first(acts(400)), false).unwrap();
    // One is changed, one erased, one comes.
    let changed = act(7, 1, ("J4", "P01", "A31")).standing(Standing::Cleared);
    let new = act(401, 2, ("V4", "C05", "A32"));
    store = Store { records: 400, leaf: 402, erased: vec![RecordId::from_bits(9)], ..store };
    let since_then = || vec![revision(changed.clone(), 2, true), revision(new.clone(), 1, true)];
    let (manifest, since) = store.snapshot(renewed.path(), since_then(), false).unwrap();
    assert_eq!((since, manifest.records, manifest.counted), (Some(400), 400, 400));
    let mut all: Vec<_> = acts(400)
        .into_iter()
        .filter(|record| record.id != RecordId::from_bits(9))
        .map(|record| {
            let is_current = record.id != changed.id;
            revision(record, 1, is_current)
        })
        .collect();
    all.extend(since_then());
    store.snapshot(whole.path(), all, true).unwrap();
    let questions = [
        "SELECT id, stage, claim_standing, revision FROM corrupt_act ORDER BY id",
        "SELECT id, revision, claim_standing FROM standing_history ORDER BY id, revision",
    ];
    for question in questions {
        let [one, other] =
            [renewed.path(), whole.path()].map(|folder| csv(&open(folder, Role::Analyst), question).unwrap());
        assert_eq!(one, other);
        assert!(!one.contains(&RecordId::from_bits(9).to_string()), "what was erased is in no table");
    }
    let history = csv(
        &open(renewed.path(), Role::Analyst),
        &format!("SELECT claim_standing FROM standing_history WHERE id = '{}' ORDER BY revision", changed.id),
    );
    assert_eq!(history.unwrap(), "claim_standing\nalleged\ncleared\n");
}

#[test]
fn many_renewals_do_not_make_many_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store { sources: sources(), ..Store::default() };
    for step in 1..=40_u64 {
        (store.records, store.leaf) = (step, step);
        store.snapshot(folder.path(), first(vec![act(step.into(), 1, ("T4", "P06", "A18"))]), false).unwrap();
    }
    let manifest = Manifest::read(folder.path()).unwrap();
    assert!(manifest.tables["corrupt_act"].parts.len() <= 16);
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 2 + manifest.tables.values().map(|table| table.parts.len()).sum::<usize>());
    manifest.verify(folder.path()).unwrap();
    assert_eq!(csv(&open(folder.path(), Role::Analyst), "SELECT count(*) AS n FROM corrupt_act").unwrap(), "n\n40\n");
}

#[test]
fn what_is_left_out_is_told_with_its_reason_and_all_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let over = overt_model::Source { expires: Some(TODAY.yesterday().unwrap()), ..source(3) };
    let refusing = RecordId::from_bits(100);
    let mut red = act(3, 1, ("T4", "P06", "A18"));
    red.claim.handling = Handling::Red;
    let records = vec![
        act(1, 1, ("T4", "P06", "A18")),
        act(2, 3, ("T4", "P06", "A18")),
        red,
        record(100, 1, "Victim"),
        record(101, 1, "Victim").with_state("personal_data_agreement", State::AskedNo),
        record(102, 1, "Victim"),
        record(103, 1, "Payment").with("victim_payer", Value::Reference(refusing)),
        record(104, 1, "Event").with("victims", Value::Reference(refusing)),
    ];
    let store = Store {
        sources: vec![source(1), source(2), over],
        not_agreed: vec![refusing],
        records: records.len() as u64,
        leaf: 1,
        ..Store::default()
    };
    let (manifest, _) = store.snapshot(folder.path(), first(records), false).unwrap();
    let left_out: Vec<(&str, u64)> =
        manifest.left_out.iter().map(|(reason, count)| (reason.as_str(), *count)).collect();
    assert_eq!(left_out, [("handling-red", 1), ("no-consent", 3), ("source-over", 1)]);
    assert_eq!(manifest.records, manifest.counted + 5);
    let warehouse = open(folder.path(), Role::Analyst);
    assert_eq!(csv(&warehouse, "SELECT victims_state FROM event").unwrap(), "victims_state\nwithheld\n");
    assert_eq!(csv(&warehouse, "SELECT count(*) AS n FROM left_out").unwrap(), "n\n5\n");
}

#[test]
fn a_consent_that_was_taken_back_takes_the_person_out_of_what_was_written_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store { sources: sources(), records: 1, leaf: 1, ..Store::default() };
    let victim = || first(vec![record(100, 1, "Victim")]);
    let (before, _) = store.snapshot(folder.path(), victim(), false).unwrap();
    store.not_agreed = vec![RecordId::from_bits(100)];
    let (after, since) = store.snapshot(folder.path(), victim(), false).unwrap();
    assert_eq!(since, None, "all is read again");
    assert_eq!((before.counted, after.counted), (1, 0));
    assert_eq!(after.left_out["no-consent"], 1);
}

#[test]
fn a_snapshot_that_does_not_add_up_is_not_put_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: sources(), records: 3, leaf: 1, ..Store::default() };
    let refused = store.snapshot(folder.path(), first(acts(2)), false);
    assert!(matches!(refused, Err(WarehouseError::Unbalanced { rows: 3, counted: 2, excluded: 0 })), "{refused:?}");
    assert!(matches!(Manifest::read(folder.path()), Err(WarehouseError::NoSnapshot(_))));
}

#[test]
fn a_changed_file_is_found_and_leftovers_of_a_killed_run_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".tmpKilled"), "half a file").unwrap();
    let manifest = snapshot(folder.path(), acts(3));
    assert!(!folder.path().join(".tmpKilled").exists());
    let part = folder.path().join(&manifest.tables["corrupt_act"].parts[0].file);
    let mut bytes = std::fs::read(&part).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&part, bytes).unwrap();
    assert!(matches!(manifest.verify(folder.path()), Err(WarehouseError::Damaged(_))));
}

#[test]
fn two_programs_do_not_write_at_once() {
    let folder = tempfile::tempdir().unwrap();
    snapshot(folder.path(), acts(1));
    let lock = std::fs::File::open(folder.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let store = Store { sources: sources(), records: 1, leaf: 1, ..Store::default() };
    assert!(matches!(store.snapshot(folder.path(), Vec::new(), false), Err(WarehouseError::Busy(_))));
}
