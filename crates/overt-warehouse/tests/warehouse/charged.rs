//! People who are charged.

use overt_model::{EntityId, Record, RecordId, Standing, State, Value};
use overt_warehouse::Role;
use overt_warehouse::charged::Charged;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, first, open, record, source, wait};

fn charge(id: u128, person: u128, offence: &str) -> Record {
    record(id, 1, "Charge")
        .with("defendant", Value::Reference(RecordId::from_bits(person)))
        .with("offence", Value::code(offence))
        .with("outcome", Value::code("pending"))
}

#[test]
fn who_was_joined_is_one_person_and_a_trait_that_is_told_differently_is_not_known() {
    let person = |id, by, gender: &str| record(id, by, "Person").with("gender", Value::code(gender));
    let records = vec![
        person(60, 1, "Feminine"),
        person(61, 2, "Feminine"),
        person(62, 1, "Masculine"),
        person(63, 2, "Feminine"),
        record(64, 2, "Person"),
        charge(20, 60, "trafficking"),
        charge(21, 61, "corruption").standing(Standing::Cleared),
        charge(22, 62, "trafficking").with("defendant_role", Value::code("P01")),
        charge(23, 64, "smuggling"),
        charge(24, 64, "trafficking").unanswered("victim_charged", State::AskedYes),
        charge(25, 60, "trafficking").standing(Standing::Withdrawn),
    ];
    let id = RecordId::from_bits;
    let [one, other] = [901, 902].map(EntityId::from_bits);
    let joined = vec![(id(60), one), (id(61), one), (id(62), other), (id(63), other)];
    let joins = Joins { step: Some(1), kinds: vec![("Person".into(), joined)] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 11, leaf: 12, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let ask = |role, having, only| wait(open(folder.path(), role).charged(having, only));
    let people = ask(Role::Analyst, "gender = 'Feminine'", None).unwrap();
    let told = |person: &Charged| (person.has, person.trafficking, person.corruption);
    assert_eq!(people.len(), 3);
    assert_eq!(told(&people[&one.to_string()]), (Some(true), true, true), "an acquittal is a charge that was brought");
    assert_eq!(told(&people[&other.to_string()]), (None, true, false));
    assert!(people[&other.to_string()].roles.iter().eq(["P01"]));
    assert_eq!(told(&people[&id(64).to_string()]), (None, false, false), "a victim who was charged is no offender");
    assert_eq!(ask(Role::Analyst, "gender = 'Feminine'", Some("offence = 'smuggling'")).unwrap().len(), 1);
    assert!(ask(Role::Analyst, "no such column", None).is_err());
    assert!(ask(Role::Observer, "gender = 'Feminine'", None).is_err(), "it is about single records");
}
