//! Legs of journeys.

use overt_model::{EntityId, Place, Record, RecordId, Standing, State, Value};
use overt_warehouse::Role;
use overt_warehouse::routes::Answers;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, record, source, wait};

fn leg(id: u128, by: u128, from: &str, to: &str) -> Record {
    let place = |code: &str| Value::Place(Box::new(Place::country(code)));
    record(id, by, "JourneyLeg").with("from_place", place(from)).with("to_place", place(to))
}

#[test]
fn a_leg_that_two_tell_of_is_one_and_an_act_at_its_crossing_counts_once() {
    let id = RecordId::from_bits;
    let of = |number| Value::Reference(id(number));
    let at = |leg: Record, point: &str| leg.with("crossing_point", Value::text(point));
    let records = vec![
        at(leg(10, 1, "NPL", "QAT"), "Invented Bridge")
            .with("victims", of(60))
            .unanswered("payment_asked", State::AskedYes),
        at(leg(11, 2, "NPL", "QAT"), "Invented Bridge").with("victims", of(61)).with("corrupt_acts", of(40)),
        at(leg(12, 2, "NPL", "QAT"), "invented bridge ").unanswered("payment_asked", State::AskedNo),
        leg(13, 2, "NPL", "NPL").with("corrupt_acts", of(42)),
        record(14, 3, "JourneyLeg"),
        leg(15, 3, "NPL", "QAT").standing(Standing::Withdrawn),
        act(40, 1, ("T4", "P06", "A18")),
        act(41, 2, ("T4", "P06", "A18")).with("crossing", Value::text("INVENTED BRIDGE")),
        act(42, 2, ("T3", "P01", "A01")).standing(Standing::Cleared),
    ];
    let entity = EntityId::from_bits;
    let joins = Joins {
        step: Some(1),
        kinds: vec![
            ("JourneyLeg".into(), vec![(id(10), entity(901)), (id(11), entity(901))]),
            ("Victim".into(), vec![(id(60), entity(902)), (id(61), entity(902))]),
            ("CorruptAct".into(), vec![(id(40), entity(903)), (id(41), entity(903))]),
        ],
    };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 9, leaf: 10, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let ask = |role, only| wait(open(folder.path(), role).routes(only));
    let found = ask(Role::Analyst, None).unwrap();
    assert_eq!((found.legs, found.unplaced, found.routes.len()), (4, 1, 2));
    let route = &found.routes[0];
    assert_eq!((route.from.as_str(), route.to.as_str(), route.crosses_border), ("NPL", "QAT", true));
    assert_eq!((route.legs, route.persons, route.legs_without_persons, route.acts), (2, 1, 1, 1));
    assert_eq!(route.payment_asked, Answers { yes: 1, no: 1, unknown: 0 });
    let crossing = &route.crossings["Invented Bridge"];
    assert_eq!((crossing.legs, crossing.acts.get("A18")), (2, Some(&1)), "{:?}", route.crossings);
    let domestic = &found.routes[1];
    assert_eq!((domestic.crosses_border, domestic.acts), (false, 0), "who was cleared is not told of");
    assert_eq!(domestic.payment_asked.unknown, 1, "silence is not no");
    let some = ask(Role::Analyst, Some("crossing_point IS NOT NULL")).unwrap();
    assert_eq!((some.legs, some.routes.len()), (2, 1));
    assert!(ask(Role::Observer, None).is_err(), "it is about single records");
}
