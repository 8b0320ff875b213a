//! Cases and what came in them.

use overt_model::{Codebook, EntityId, Record, RecordId, Standing, Value};
use overt_warehouse::Role;
use overt_warehouse::cases::Unit;
use overt_warehouse::nexus::Request;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, record, source, wait};

#[test]
fn cases_that_are_related_joined_or_share_an_act_or_a_victim_are_one() {
    let id = RecordId::from_bits;
    let of = |number| Value::Reference(id(number));
    let bribe = |number, by, cases: &[u128]| {
        cases.iter().fold(act(number, by, ("T4", "P06", "A18")), |act, case| {
            let mut values: Vec<Value> = act.values("cases").to_vec();
            values.push(of(*case));
            let mut act = act;
            act.fields.insert("cases".into(), overt_model::Field::values(values));
            act
        })
    };
    let case = |number| record(number, 1, "Case");
    let at = |act: Record, post| act.with("post", of(post));
    let records = vec![
        case(70).with("related_cases", of(71)),
        case(71),
        case(72).with("victims", of(60)),
        case(73).with("victims", of(60)),
        case(74).with("corrupt_acts", of(14)),
        case(75),
        at(bribe(10, 1, &[70]), 50),
        at(bribe(11, 1, &[71]), 50),
        at(bribe(12, 2, &[72]), 51),
        bribe(13, 2, &[73]),
        at(bribe(14, 2, &[]), 50),
        at(bribe(15, 3, &[75]), 52),
        at(bribe(16, 3, &[]), 50),
        at(bribe(17, 3, &[75]), 50).standing(Standing::Withdrawn),
    ];
    let one_case = EntityId::from_bits(1);
    let joins = Joins { step: Some(1), kinds: vec![("Case".into(), vec![(id(74), one_case), (id(75), one_case)])] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 14, leaf: 15, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let codebook = Codebook::embedded();

    let ask = |role, unit, only, alone| wait(open(folder.path(), role).cases(codebook, unit, only, alone));
    let found = ask(Role::Analyst, Unit::Post, None, false).unwrap();
    assert_eq!((found.told, found.cases.len(), found.acts), (5, 3, 7));
    assert_eq!((found.without_case, found.without_unit), (1, 1));
    let posts = |case: String| found.cases[&case].iter().cloned().collect::<Vec<_>>();
    assert_eq!(posts(id(70).to_string()), [id(50).to_string()]);
    assert_eq!(posts(id(72).to_string()), [id(51).to_string()]);
    assert_eq!(posts(one_case.to_string()), [id(50).to_string(), id(52).to_string()]);
    let alone = ask(Role::Analyst, Unit::Post, None, true).unwrap();
    assert_eq!((alone.cases.len(), alone.without_case), (4, 1));
    let by = Request::new(codebook, &["actor".to_owned()], Vec::new(), None).unwrap().by.remove(0);
    let roles = ask(Role::Analyst, Unit::Dimension(&by), Some("act = 'A18'"), false).unwrap();
    assert_eq!((roles.cases.len(), roles.without_unit), (3, 0));
    assert!(roles.cases.values().all(|units| units.iter().eq(["P06"])));
    assert!(ask(Role::Observer, Unit::Post, None, false).is_err(), "it is about single records");
}
