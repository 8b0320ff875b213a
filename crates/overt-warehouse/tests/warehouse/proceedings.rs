//! Proceedings with their charges.

use overt_model::{EntityId, Record, RecordId, Standing, State, Value};
use overt_warehouse::Role;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, first, open, record, source, wait};

fn proceeding(id: u128, by: u128) -> Record {
    record(id, by, "Proceeding").with("kind", Value::code("criminal")).with("country", Value::code("NPL"))
}

fn charge(id: u128, of: u128, offence: &str, outcome: &str) -> Record {
    record(id, 1, "Charge")
        .with("proceeding", Value::Reference(RecordId::from_bits(of)))
        .with("offence", Value::code(offence))
        .with("outcome", Value::code(outcome))
}

#[test]
fn acquittals_count_charges_of_joined_records_are_of_one_proceeding_and_silence_is_not_no() {
    let id = RecordId::from_bits;
    let records = vec![
        // Told of by two, and each knows one charge.
        proceeding(10, 1).with("charged_on", Value::Date("2022-03-04".parse().unwrap())),
        proceeding(11, 2).with("factors", Value::code("media")),
        charge(20, 10, "trafficking", "acquitted").standing(Standing::Cleared),
        charge(21, 11, "corruption", "pending"),
        proceeding(12, 1).unanswered("factors", State::AskedNo),
        charge(22, 12, "trafficking", "convicted"),
        charge(23, 12, "corruption", "convicted").with_state("victim_charged", State::AskedYes),
        proceeding(13, 2).unanswered("concerns_trafficking", State::AskedYes).with("stage", Value::code("trial")),
        proceeding(14, 2).standing(Standing::Withdrawn),
    ];
    let one = EntityId::from_bits(901);
    let joins = Joins { step: Some(1), kinds: vec![("Proceeding".into(), vec![(id(10), one), (id(11), one)])] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 9, leaf: 10, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let ask = |role, only| wait(open(folder.path(), role).proceedings(only));
    let all = ask(Role::Analyst, None).unwrap();
    assert_eq!(all.len(), 3);
    let both = all.iter().find(|one| one.year == Some(2022)).unwrap();
    assert_eq!((both.trafficking, both.corruption), (Some(true), Some(true)));
    assert_eq!((both.convicted, both.acquitted), (None, Some(true)), "one charge is open");
    assert_eq!(both.factors.as_deref(), Some(&["media".to_owned()][..]));
    let only = all.iter().find(|one| one.convicted == Some(true)).unwrap();
    assert_eq!((only.trafficking, only.corruption), (Some(true), Some(false)), "a victim was charged");
    assert_eq!((only.acquitted, only.factors.as_deref()), (Some(false), Some(&[][..])));
    let silent = all.iter().find(|one| one.factors.is_none()).unwrap();
    assert_eq!((silent.trafficking, silent.corruption), (Some(true), None), "at issue, and nothing said of the other");
    assert_eq!((silent.charged, silent.convicted), (Some(true), None));
    assert!(ask(Role::Analyst, Some("country = 'QAT'")).unwrap().is_empty());
    assert!(ask(Role::Observer, None).is_err(), "it is about single records");
}
