use std::collections::BTreeMap;

use overt_model::{Class, Codebook, Place, Record, Value};
use overt_publish::records::ctdc::{COLUMNS, Writer};
use overt_publish::records::{Losses, Why};

use crate::files::{ALL, Files, scope, write_all};
use crate::invented::{PLANTED, Random, records};

fn written(records: &[Record], opened: &[Class]) -> (String, Losses) {
    let files = Files::default();
    let losses = write_all(Box::new(Writer::new(scope(opened), files.file()).unwrap()), records);
    (files.text("file"), losses)
}

fn row(victim: Record) -> BTreeMap<String, String> {
    let (text, _) = written(&[victim], &[]);
    ::csv::Reader::from_reader(text.as_bytes()).deserialize().next().unwrap().unwrap()
}

fn victim() -> Record {
    Random(1).record(Codebook::embedded().schema("Victim").unwrap(), 0)
}

#[test]
fn a_method_sets_the_flag_of_all_that_pooled_data_join_with_it() {
    let flags = |code| {
        let row = row(victim().with("methods_of_control", Value::code(code)));
        row.into_iter().filter(|(_, cell)| !cell.is_empty()).collect::<Vec<_>>()
    };
    let one = |name: &str| vec![(name.to_owned(), "1".to_owned())];
    assert_eq!(flags("DebtBondage"), one("meansDebtBondageEarnings"));
    assert_eq!(flags("CTDC.DebtBondageEarnings"), one("meansDebtBondageEarnings"));
    assert_eq!(flags("PhysicalThreats"), one("meansThreats"));
    assert_eq!(flags("WithholdsDocuments"), one("meansWithholdDocs"));
    assert_eq!(flags("Other"), vec![]);
}

#[test]
fn numbers_become_the_bands_and_dates_the_years_that_pooled_data_publish() {
    let place = Place::country("THA");
    let row = row(victim()
        .with("registered_on", Value::Date("2019-05-04".parse().unwrap()))
        .with("gender", Value::code("NonConforming"))
        .with("age_at_identification", Value::Integer(48))
        .with("citizenships", Value::code("NPL"))
        .with("place_of_exploitation", Value::Place(Box::new(place)))
        .with("duration_months", Value::Integer(13)));
    let cells: Vec<_> = COLUMNS[..6].iter().map(|name| &*row[*name]).collect();
    assert_eq!(cells, ["2019", "Trans/Transgender/NonConforming", "48+", "NPL", "THA", "13-24 (1-2 yrs)"]);
}

#[test]
fn a_flag_is_one_or_empty_and_never_zero() {
    let all: Vec<_> = (0..30).flat_map(|seed| records(seed, 90)).collect();
    let (text, losses) = written(&all, &ALL);
    let mut rows = ::csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), all.iter().filter(|record| record.schema == "Victim").count());
    assert!(rows.iter().flat_map(|row| row.iter().skip(6)).all(|cell| ["", "1"].contains(&cell)));
    assert!(!text.contains(PLANTED) && !text.contains("record:"), "no names and no identifiers, even when opened");
    assert!(losses.iter().any(|loss| loss.schema == "CorruptAct" && loss.why == Why::NoRecord));
}
