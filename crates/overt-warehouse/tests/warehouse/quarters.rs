//! Acts by quarter.

use overt_model::{EntityId, RecordId};
use overt_warehouse::Role;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, source, wait};

#[test]
fn a_quarter_in_which_nobody_told_of_any_act_is_not_zero_and_an_act_of_unknown_quarter_is_in_none() {
    let bribe = |id, source, stage, on| act(id, source, (stage, "P06", "A18")).on(on);
    let records = vec![
        bribe(10, 1, "T4", "2020-01-05"),
        bribe(11, 2, "T4", "2020-01"),
        bribe(12, 2, "T1", "2020-05"),
        bribe(13, 2, "T4", "2020-12-31"),
        bribe(14, 3, "T4", "2020"),
        act(15, 3, ("T4", "P06", "A18")),
    ];
    let id = RecordId::from_bits;
    let one = EntityId::from_bits(901);
    let joins = Joins { step: Some(1), kinds: vec![("CorruptAct".into(), vec![(id(10), one), (id(11), one)])] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 6, leaf: 7, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let counted = wait(open(folder.path(), Role::Analyst).quarters(Some("stage = 'T4'"))).unwrap();
    let quarters: Vec<(&str, Option<u64>)> =
        counted.quarters.iter().map(|quarter| (quarter.label.as_str(), quarter.acts)).collect();
    assert_eq!(quarters, [("2020 Q1", Some(1)), ("2020 Q2", Some(0)), ("2020 Q3", None), ("2020 Q4", Some(1))]);
    assert_eq!(counted.undated, 2);
    assert!(wait(open(folder.path(), Role::Observer).quarters(None)).is_err(), "it is about single records");
}
