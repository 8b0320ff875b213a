//! Postings and acts brought together by post and time.

use overt_model::{EntityId, Record, RecordId, Value};
use overt_warehouse::Role;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, record, source, wait};

const POST: u128 = 50;

fn posting(id: u128, person: u128, began: &str, ended: &str) -> Record {
    let day = |text: &str| Value::Date(text.parse().unwrap());
    record(id, 1, "Posting")
        .with("person", Value::Reference(RecordId::from_bits(person)))
        .with("post", Value::Reference(RecordId::from_bits(POST)))
        .with("began", day(began))
        .with("ended", day(ended))
}

fn at_post(act: Record) -> Record {
    act.with("post", Value::Reference(RecordId::from_bits(POST)))
}

#[test]
fn who_was_linked_is_one_official_and_an_act_that_several_tell_of_is_one_act() {
    let bribe = |id, source, on| at_post(act(id, source, ("T4", "P06", "A18")).on(on));
    let records = vec![
        posting(1, 60, "2020-01-01", "2020-06-30"),
        posting(2, 61, "2020-07-01", "2020-12-31"),
        posting(3, 62, "2021-01-01", "2021-12-31"),
        bribe(10, 1, "2020-03-05"),
        bribe(11, 2, "2020-03"),
        bribe(12, 2, "2020-08-09"),
        bribe(13, 3, "2021-12-31"),
        act(14, 3, ("T4", "P06", "A18")).on("2020-03-05"),
    ];
    let id = RecordId::from_bits;
    let (official, told_twice) = (EntityId::from_bits(900), EntityId::from_bits(901));
    let joins = Joins {
        step: Some(1),
        kinds: vec![
            ("Person".into(), vec![(id(60), official), (id(61), official)]),
            ("CorruptAct".into(), vec![(id(10), told_twice), (id(11), told_twice)]),
        ],
    };
    let folder = tempfile::tempdir().unwrap();
    let sources = (1..=3).map(source).collect();
    let store = Store { sources, records: 8, leaf: 9, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let served = wait(open(folder.path(), Role::Analyst).presence(None)).unwrap();
    assert_eq!((served.postings, served.acts, served.acts_left_out), (3, 3, 1));
    let of = |name: String| served.officials.iter().find(|one| one.official == name).unwrap();
    let one = of(official.to_string());
    assert_eq!(
        (one.certain, one.possible, one.acts),
        (2, 0, 3),
        "of two dates of one act the days on which they agree count"
    );
    assert!(one.expected > 1.0 && one.chance < 1.0);
    assert_eq!(of(id(62).to_string()).certain, 1);
    assert!(served.pairs.iter().any(|pair| pair.act == told_twice.to_string() && pair.certain));

    let only = wait(open(folder.path(), Role::Analyst).presence(Some("claim_source IS NULL"))).unwrap();
    assert_eq!((only.acts, only.pairs.len()), (0, 0));
    assert!(wait(open(folder.path(), Role::Observer).presence(None)).is_err(), "it is about single records");
}
