use std::collections::BTreeMap;

use overt_model::{Amount, Class, Codebook, Field, Record, State, Value};
use overt_publish::records::xlsform::Writer;

use crate::files::{ALL, Files, scope, write_all};
use crate::invented::{PLANTED, Random, records};

fn tables(records: &[Record], opened: &[Class]) -> Files {
    let files = Files::default();
    write_all(Box::new(Writer::new(scope(opened), files.create())), records);
    files
}

fn rows(files: &Files, name: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = files.bytes(name);
    ::csv::Reader::from_reader(&*bytes).deserialize().map(Result::unwrap).collect()
}

#[test]
fn choices_stand_together_and_what_repeats_has_a_table_of_its_own() {
    let amount =
        Amount { low: 400.into(), high: 500.into(), currency: "EUR".into(), on: Some("2017".parse().unwrap()) };
    let mut act = Random(1)
        .record(Codebook::embedded().schema("CorruptAct").unwrap(), 0)
        .with("stage", Value::code("T4"))
        .with("advantage_amount", Value::Money(Box::new(amount)))
        .with_state("rank", State::Withheld);
    act.fields.insert("advantage".into(), Field::values(vec![Value::code("U01"), Value::code("U11")]));
    act.fields.insert("cases".into(), Field::values(vec![Value::Reference(act.id), Value::Reference(act.id)]));
    let files = tables(&[act.clone()], &[]);
    let row = rows(&files, "corrupt_act.csv").remove(0);
    let cell = |name: &str| &*row[name];
    assert_eq!((cell("stage_state"), cell("stage"), cell("advantage")), ("asked-yes", "T4", "U01 U11"));
    assert_eq!((cell("rank_state"), cell("rank"), cell("goals_state")), ("withheld", "", "not-asked"));
    let money = ["low", "high", "currency", "rate_date"].map(|part| cell(&format!("advantage_amount_{part}")));
    assert_eq!(money, ["400", "500", "EUR", "2017"]);
    let cases = rows(&files, "corrupt_act-cases_entries.csv");
    assert!(cases.iter().all(|row| row["PARENT_KEY"] == cell("KEY") && row["cases"] == act.id.to_string()));
    assert_eq!(cases.len(), 2);
}

#[test]
fn what_was_not_opened_is_in_no_table_and_the_same_records_give_the_same_bytes() {
    let records = records(2, 100);
    let files = tables(&records, &[]);
    assert!(files.names().iter().all(|name| !files.text(name).contains(PLANTED)));
    assert!(tables(&records, &ALL).names().iter().any(|name| tables(&records, &ALL).text(name).contains(PLANTED)));
    assert_eq!(files.all(), tables(&records, &[]).all());
}
