//! Acts by unit before and after a day.

use jiff::civil::date;
use overt_model::{Codebook, EntityId, RecordId, Standing};
use overt_warehouse::Role;
use overt_warehouse::nexus::Request;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, source, wait};

#[test]
fn a_span_in_which_nobody_told_of_anything_is_not_zero_and_a_year_across_the_day_is_in_no_span() {
    let bribe = |id, by, on: &str| act(id, by, ("T4", "P06", "A18")).on(on).in_country("NPL");
    let records = vec![
        bribe(10, 1, "2019-03-01"),
        bribe(11, 2, "2019-03"),
        bribe(12, 2, "2021-06-30"),
        bribe(13, 2, "2020"),
        bribe(14, 3, "2021-07-01"),
        act(15, 3, ("T4", "P06", "A18")).on("2021-01-02"),
        bribe(16, 3, "2021-02-03").standing(Standing::Withdrawn),
        act(17, 3, ("T1", "P06", "A18")).on("2020-01-02").in_country("QAT"),
    ];
    let (id, one) = (RecordId::from_bits, EntityId::from_bits(901));
    let joins = Joins { step: Some(1), kinds: vec![("CorruptAct".into(), vec![(id(10), one), (id(11), one)])] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 8, leaf: 9, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let codebook = Codebook::embedded();
    let by = Request::new(codebook, &["country".to_owned()], Vec::new(), None).unwrap().by.remove(0);
    let days = [date(2018, 7, 1), date(2019, 7, 1), date(2020, 7, 1), date(2021, 7, 1)];

    let ask = |role, only| wait(open(folder.path(), role).spans(codebook, &by, only, &days));
    let found = ask(Role::Analyst, Some("stage = 'T4'")).unwrap();
    assert_eq!(found.units.into_iter().collect::<Vec<_>>(), [("NPL".to_owned(), vec![Some(1), Some(0), Some(1)])]);
    assert_eq!((found.undated, found.unplaced), (1, 1));
    let days = [date(2015, 1, 1), date(2016, 1, 1), date(2021, 7, 1)];
    let found = wait(open(folder.path(), Role::Analyst).spans(codebook, &by, None, &days)).unwrap();
    assert_eq!(found.units["NPL"], [None, Some(3)], "nobody told of any act in the first");
    assert!(ask(Role::Observer, None).is_err(), "it is about single records");
}
