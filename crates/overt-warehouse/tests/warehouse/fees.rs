//! What was paid from one country to another.

use overt_model::{Amount, EntityId, Record, RecordId, Standing, State, Value};
use overt_warehouse::Role;
use overt_warehouse::fees::Fee;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, Told as _, first, open, record, source, wait};

fn sum(low: &str, currency: &str) -> Value {
    let number: rust_decimal::Decimal = low.parse().unwrap();
    Value::Money(Box::new(Amount { low: number, high: number, currency: currency.into(), on: None }))
}

fn fee(id: u128, by: u128, paid: &str) -> Record {
    record(id, by, "FeeItem")
        .with("step", Value::code("visa"))
        .with("from_country", Value::code("NPL"))
        .with("to_country", Value::code("QAT"))
        .with("paid", sum(paid, "NPR"))
}

#[test]
fn a_fee_that_several_tell_of_is_one_and_no_fee_is_zero_where_no_limit_is_none() {
    let id = RecordId::from_bits;
    let person = |fee: Record, number| fee.with("person", Value::Reference(id(number)));
    let records = vec![
        person(fee(10, 1, "100"), 60).with("official_fee", sum("20", "NPR")),
        person(fee(11, 2, "140"), 61).with("bribe_part", sum("50", "NPR")),
        fee(12, 2, "70").unanswered("official_fee", State::AskedNo).unanswered("legal_cap", State::AskedNo),
        fee(13, 2, "9").standing(Standing::Withdrawn),
        record(14, 3, "FeeItem").with("step", Value::code("visa")).with("to_country", Value::code("QAT")),
    ];
    let (one, payer) = (EntityId::from_bits(901), EntityId::from_bits(902));
    let joins = Joins {
        step: Some(1),
        kinds: vec![
            ("FeeItem".into(), vec![(id(10), one), (id(11), one)]),
            ("Person".into(), vec![(id(60), payer), (id(61), payer)]),
        ],
    };
    let folder = tempfile::tempdir().unwrap();
    let store = Store { sources: (1..=3).map(source).collect(), records: 5, leaf: 7, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();

    let ask = |role, only| wait(open(folder.path(), role).fees(only));
    let fees = ask(Role::Analyst, None).unwrap();
    let middle = |sum: &overt_warehouse::amounts::Sum| sum.in_currency("NPR", 10_000);
    let told = |fee: &Fee| {
        let sums = [&fee.paid, &fee.official, &fee.cap, &fee.bribe].map(middle);
        (fee.from.clone(), fee.person.is_some(), sums)
    };
    let nepal = || Some("NPL".to_owned());
    assert_eq!(
        fees.iter().map(told).collect::<Vec<_>>(),
        [
            (None, false, [None; 4]),
            (nepal(), false, [Some(70), Some(0), None, None]),
            (nepal(), true, [Some(120), Some(20), None, Some(50)]),
        ]
    );
    assert_eq!(fees[2].person, Some(payer.to_string()), "who was linked is one person");
    assert_eq!(fees[2].paid.in_currency("USD", 10_000), None, "nothing is converted");
    assert!(ask(Role::Analyst, Some("step = 'border'")).unwrap().is_empty());
    assert!(ask(Role::Observer, None).is_err(), "it is about single records");
}
