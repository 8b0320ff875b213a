//! What was told of which country.

use overt_model::{EntityId, Place, RecordId, Standing, Value};
use overt_warehouse::Role;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, record, source, wait};

#[test]
fn joined_acts_and_people_count_once_and_what_nobody_can_place_is_apart() {
    let id = RecordId::from_bits;
    let bribe = |number, by| act(number, by, ("T4", "P06", "A18"));
    let victim = |number, by, place: &str| {
        record(number, by, "Victim").with("place_of_recruitment", Value::Place(Box::new(Place::country(place))))
    };
    let records = vec![
        bribe(10, 1).in_country("NPL").on("2020-02-03"),
        bribe(11, 2).in_country("NPL"),
        bribe(12, 2).in_country("NPL").on("2021"),
        bribe(13, 2).in_country("NPL").standing(Standing::Cleared),
        bribe(14, 3),
        victim(20, 1, "NPL").with("countries_of_exploitation", Value::code("QAT")),
        victim(21, 2, "NPL"),
        record(22, 3, "Victim"),
    ];
    let entity = EntityId::from_bits;
    let joins = Joins {
        step: Some(1),
        kinds: vec![
            ("CorruptAct".into(), vec![(id(10), entity(901)), (id(11), entity(901))]),
            ("Victim".into(), vec![(id(20), entity(902)), (id(21), entity(902))]),
        ],
    };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 8, leaf: 10, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let found = wait(open(folder.path(), Role::Analyst).coverage()).unwrap();
    assert_eq!((found.acts_unplaced, found.victims_unplaced), (1, 1));
    assert_eq!(found.countries.keys().collect::<Vec<_>>(), ["NPL", "QAT"]);
    let nepal = &found.countries["NPL"];
    assert_eq!((nepal.acts, nepal.victims, nepal.contributors), (2, 1, 2));
    assert_eq!(nepal.quarters, Some(["2020 Q1", "2020 Q1"].map(str::to_owned)), "a year is no quarter");
    assert_eq!((nepal.unknown["happened_on"], nepal.unknown["advantage"]), (0, 2));
    let qatar = &found.countries["QAT"];
    assert_eq!((qatar.acts, qatar.victims, qatar.contributors, &qatar.quarters), (0, 1, 1, &None));
    assert!(wait(open(folder.path(), Role::Observer).coverage()).is_err(), "it is about single records");
}
