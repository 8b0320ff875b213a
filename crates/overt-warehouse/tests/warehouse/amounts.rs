//! What acts cost.

use overt_model::{Codebook, EntityId, RecordId, Value};
use overt_warehouse::Role;
use overt_warehouse::nexus::Request;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, act, first, open, source, wait};

#[test]
fn an_act_that_several_tell_of_has_one_amount_from_the_lowest_to_the_highest_that_was_told() {
    let paid = |id, source, low: &str, currency: &str| {
        let amount = overt_model::Amount {
            low: low.parse().unwrap(),
            high: low.parse().unwrap(),
            currency: currency.into(),
            on: None,
        };
        act(id, source, ("T4", "P06", "A18")).in_country("NPL").with("advantage_amount", Value::Money(Box::new(amount)))
    };
    let records = vec![
        paid(10, 1, "12.5", "EUR"),
        paid(11, 2, "20", "EUR"),
        paid(12, 2, "7", "USD"),
        paid(13, 2, "9", "EUR"),
        paid(14, 3, "9", "USD"),
        act(15, 3, ("T4", "P06", "A18")),
    ];
    let id = RecordId::from_bits;
    let (one, other) = (EntityId::from_bits(901), EntityId::from_bits(902));
    let joined = vec![(id(10), one), (id(11), one), (id(13), other), (id(14), other)];
    let joins = Joins { step: Some(1), kinds: vec![("CorruptAct".into(), joined)] };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 6, leaf: 7, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let codebook = Codebook::embedded();
    let by = Request::new(codebook, &["country".to_owned()], Vec::new(), None).unwrap().by.remove(0);

    let ask = |role, only| wait(open(folder.path(), role).amounts(codebook, &by, only));
    let amounts = ask(Role::Analyst, None).unwrap();
    let told: Vec<_> = amounts
        .iter()
        .map(|amount| (amount.member.code.as_str(), amount.member.is_known(), amount.currency.as_deref(), amount.range))
        .collect();
    let expected = [
        ("NPL", true, None, Some((90_000, 90_000))),
        ("NPL", true, Some("EUR"), Some((125_000, 200_000))),
        ("NPL", true, Some("USD"), Some((70_000, 70_000))),
        ("not-asked", false, None, None),
    ];
    assert_eq!(told, expected, "two currencies of one act are none");
    assert!(ask(Role::Analyst, Some("stage = 'T1'")).unwrap().is_empty());
    assert!(ask(Role::Observer, None).is_err(), "it is about single records");
}
