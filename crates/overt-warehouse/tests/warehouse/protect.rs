//! Records as columns of codes over public values.

use overt_model::{Amount, Band, EntityId, Record, RecordId, Standing, State, Value};
use overt_warehouse::protect::{PublicColumn, columns};
use overt_warehouse::snapshot::Joins;
use overt_warehouse::{Role, Warehouse};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::invented::{Store, Told as _, act, codebook, first, open, source, wait};

const YEAR: i16 = 2020;

fn all() -> Vec<PublicColumn> {
    columns(codebook(), codebook().schema("CorruptAct").unwrap(), YEAR)
}

fn opened(records: Vec<Record>, groups: &[&[u128]], role: Role) -> (tempfile::TempDir, Warehouse) {
    let folder = tempfile::tempdir().unwrap();
    let joined = (0_u128..).zip(groups).flat_map(|(group, records)| {
        records.iter().map(move |record| (RecordId::from_bits(*record), EntityId::from_bits(900 + group)))
    });
    let joins = Joins { step: Some(1), kinds: vec![("CorruptAct".into(), joined.collect())] };
    let sources = (1..=3).map(source).collect();
    let store = Store { sources, records: records.len() as u64, leaf: 9, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let warehouse = open(folder.path(), role);
    (folder, warehouse)
}

/// The rows as texts, with the contributor of each by its place.
fn rows(warehouse: &Warehouse, names: &[&str], only: Option<&str>) -> Vec<(u32, Vec<String>)> {
    let (all, schema) = (all(), codebook().schema("CorruptAct").unwrap());
    let wanted: Vec<&PublicColumn> =
        names.iter().map(|name| all.iter().find(|column| column.name == *name).unwrap()).collect();
    let contributors: Vec<String> = wait(warehouse.contributors_of(schema, only)).unwrap().into_keys().collect();
    let table = wait(warehouse.protected(schema, &wanted, (only, &contributors))).unwrap();
    let columns = table.domain().columns();
    let row = |row: usize| {
        let cells =
            (0..columns.len()).map(|place| columns[place].values()[usize::from(table.column(place)[row])].clone());
        (table.contributors().unwrap()[row], cells.collect())
    };
    (0..table.rows()).map(row).collect()
}

fn told() -> Vec<Record> {
    vec![
        act(1, 1, ("T4", "P06", "A18")).on("2017-05").in_country("NPL"),
        act(2, 2, ("T4", "P06", "A17")).on("2017").standing(Standing::Convicted),
        act(3, 2, ("T6", "P01", "A05")).on("1950"),
        act(4, 3, ("T6", "P01", "A05")).on("2019/2020"),
        act(5, 3, ("T6", "P01", "A05")).on("2030"),
        act(6, 3, ("T6", "P01", "A05")).standing(Standing::Cleared),
        act(7, 3, ("T6", "P01", "A05")).standing(Standing::Withdrawn),
    ]
}

#[test]
fn of_records_about_one_act_the_one_that_came_furthest_is_the_row_and_what_was_cleared_is_none() {
    let (_folder, warehouse) = opened(told(), &[&[1, 2]], Role::Analyst);
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        rows(&warehouse, &["act", "year", "standing"], None),
        [
            (0, texts(&["A17", "2017", "convicted"])),
            (0, texts(&["A05", "earlier", "alleged"])),
            (1, texts(&["A05", "several-years", "alleged"])),
            (1, texts(&["A05", "later", "alleged"])),
        ]
    );
    assert_eq!(rows(&warehouse, &["country"], Some("act = 'A18'")), [(0, texts(&["NPL"]))]);
}

#[test]
fn values_come_from_the_codebook_and_coarser_ones_are_among_them() {
    for column in all() {
        assert!(!column.values.is_empty(), "{}", column.name);
        let codes = column.generalised();
        assert!(codes.is_none_or(|codes| codes.len() == column.values.len()), "{}", column.name);
    }
    let all = all();
    let coarser = |name: &str, value: &str| {
        let column = all.iter().find(|column| column.name == name).unwrap();
        let place = column.values.iter().position(|(code, _)| code == value).unwrap();
        column.values[usize::from(column.generalised().unwrap()[place])].0.clone()
    };
    assert_eq!((coarser("year", "2018"), coarser("year", "1990")), ("2015".to_owned(), "1990".to_owned()));
    assert_eq!(coarser("country", "NPL"), coarser("country", "IND"), "they are of one region");
    assert_ne!(coarser("country", "NPL"), coarser("country", "FRA"));
}

#[test]
fn who_sees_no_records_gets_no_rows_and_states_no_condition_on_what_is_not_open() {
    let (_folder, warehouse) = opened(told(), &[], Role::Observer);
    let schema = codebook().schema("CorruptAct").unwrap();
    assert!(wait(warehouse.contributors_of(schema, None)).is_err());
    assert!(wait(warehouse.protected(schema, &[], (None, &[]))).is_err());
    assert!(wait(warehouse.may_state(schema, "stage = 'T4'")).is_ok());
    for hidden in ["place_country = 'NPL'", "id IS NOT NULL", "stage IN (SELECT id FROM victim)", "no condition at all"]
    {
        assert!(wait(warehouse.may_state(schema, hidden)).is_err(), "{hidden}");
    }
}

#[test]
fn a_sum_is_in_the_band_of_its_own_currency_and_of_no_other() {
    let paid = |id, text: &str| {
        act(id, 1, ("T4", "P06", "A18")).with("advantage_amount", Value::Money(Box::new(text.parse().unwrap())))
    };
    let mut records = vec![
        paid(1, "0 NPR"),
        paid(2, "0.5 NPR"),
        paid(3, "9.999 NPR"),
        paid(4, "10..49.99 NPR"),
        paid(5, "10..50 NPR"),
        paid(6, "2000000000 NPR"),
        paid(7, "10 EUR"),
        act(8, 1, ("T4", "P06", "A18")),
    ];
    records.push(act(9, 1, ("T4", "P06", "A18")).unanswered("advantage_amount", State::AskedNo));
    let (_folder, warehouse) = opened(records, &[], Role::Analyst);
    let told = |name: &str| -> Vec<String> {
        rows(&warehouse, &[name], None).into_iter().map(|(_, cells)| cells.concat()).collect()
    };
    let (several, other) = (Band::SEVERAL, Band::OTHER_CURRENCY);
    assert_eq!(
        told("advantage_amount_npr"),
        ["0", "0-1", "1-10", "10-50", several, "1000000000-", other, "not-asked", "asked-no"]
    );
    assert_eq!(told("advantage_amount_eur")[5..], [other, "10-50", "not-asked", "asked-no"]);
    assert_eq!(told("advantage_amount_currency")[5..], ["NPR", "EUR", "not-asked", "asked-no"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_band_of_a_column_is_the_one_that_has_the_amount(
        sums in proptest::collection::vec((0_i64..3_000_000_000_000, 0_u32..5), 1..40)
    ) {
        let sums: Vec<Decimal> = sums.into_iter().map(|(digits, scale)| Decimal::new(digits, scale)).collect();
        let paid = |(id, sum): (u128, &Decimal)| {
            let amount = Amount { low: *sum, high: *sum, currency: "NPR".into(), on: None };
            act(id, 1, ("T4", "P06", "A18")).with("advantage_amount", Value::Money(Box::new(amount)))
        };
        let (_folder, warehouse) = opened((1..).zip(&sums).map(paid).collect(), &[], Role::Analyst);
        let told: Vec<String> =
            rows(&warehouse, &["advantage_amount_npr"], None).into_iter().map(|(_, cells)| cells.concat()).collect();
        let bands: Vec<String> =
            sums.iter().map(|sum| Band::all().find(|band| band.has(*sum)).expect("it has one").code()).collect();
        prop_assert_eq!(told, bands);
    }
}

#[test]
fn what_a_release_needs_of_a_journey_can_be_released() {
    let schema = codebook().schema("JourneyLeg").unwrap();
    let columns = columns(codebook(), schema, YEAR);
    for name in ["from_place_country", "to_place_country", "crossing_kind", "payment_asked"] {
        assert!(columns.iter().any(|column| column.name == name && column.is_deidentified), "{name}");
    }
}
