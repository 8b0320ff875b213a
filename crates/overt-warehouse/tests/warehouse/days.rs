//! When things happened.

use overt_model::{Codebook, EntityId, RecordId, Standing};
use overt_warehouse::Role;
use overt_warehouse::days::Happened;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, source, wait};

#[test]
fn a_month_is_no_day_and_of_two_dates_of_one_act_the_day_on_which_they_agree_counts() {
    let leak = |id, by| act(id, by, ("J4", "P03", "A31"));
    let records = vec![
        leak(10, 1).on("1970-01-11"),
        leak(11, 2).on("1970-01"),
        leak(12, 2).on("1970-02"),
        leak(13, 3),
        leak(14, 3).on("1970-01-02").standing(Standing::Cleared),
        act(15, 3, ("T4", "P06", "A18")).on("1970-01-03"),
    ];
    let (id, one) = (RecordId::from_bits, EntityId::from_bits(901));
    let joins = Joins { step: Some(1), kinds: vec![("CorruptAct".into(), vec![(id(10), one), (id(11), one)])] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 6, leaf: 7, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let schema = |name: &str| Codebook::embedded().schema(name).unwrap();

    let ask = |role, name, only| wait(open(folder.path(), role).happened(schema(name), only));
    let found = ask(Role::Analyst, "CorruptAct", Some("act = 'A31'")).unwrap();
    let mut expected = vec![
        Happened { id: one.to_string(), day: Some(10) },
        Happened { id: id(12).to_string(), day: None },
        Happened { id: id(13).to_string(), day: None },
    ];
    expected.sort();
    assert_eq!(found, expected);
    assert!(ask(Role::Analyst, "Event", None).unwrap().is_empty());
    assert!(ask(Role::Analyst, "Victim", None).is_err(), "a person does not happen");
    assert!(ask(Role::Observer, "CorruptAct", None).is_err(), "it is about single records");
}
