use overt_model::{Class, Codebook, Record};
use overt_publish::records::{Losses, csv};
use proptest::prelude::*;
use serde_json::Value;

use crate::files::{ALL, Files, scope, write_all};
use crate::invented::{PLANTED, records, schemas, unopened};

fn written(records: &[Record], opened: &[Class]) -> (Files, Losses) {
    let files = Files::default();
    let losses = write_all(Box::new(csv::Writer::new(scope(opened), files.create())), records);
    (files, losses)
}

fn read_back(files: &Files) -> Vec<Record> {
    let codebook = Codebook::embedded();
    let mut records = Vec::new();
    for schema in schemas() {
        let bytes = files.bytes(&format!("{}.csv", overt_model::codebook::snake_case(&schema.id)));
        records.extend(csv::read(codebook, schema, &*bytes).unwrap().map(Result::unwrap));
    }
    records
}

fn by_schema(mut records: Vec<Record>) -> Vec<Record> {
    let order: Vec<_> = schemas().map(|schema| &schema.id).collect();
    records.sort_by_key(|record| order.iter().position(|id| **id == record.schema));
    records
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_record_comes_back_as_it_was(seed: u64, share in 5_usize..=100) {
        let records = records(seed, share);
        let (files, losses) = written(&records, &ALL);
        prop_assert_eq!(losses.count(), 0);
        let (back, records) = (read_back(&files), by_schema(records));
        for (back, record) in back.iter().zip(&records) {
            prop_assert!(back == record, "{}", record.schema);
        }
        prop_assert_eq!(back.len(), records.len());
    }

    #[test]
    fn what_was_not_opened_is_in_no_file(seed: u64) {
        let records = records(seed, 100);
        let (files, losses) = written(&records, &[]);
        prop_assert!(losses.iter().any(|loss| loss.count.is_none()));
        let seen: Vec<_> = records.iter().map(unopened).collect();
        let (files_of_seen, _) = written(&seen, &[]);
        let differences_of_sealed = |text: String| !text.contains(PLANTED);
        prop_assert!(files.names().into_iter().all(|name| differences_of_sealed(files.text(&name))));
        prop_assert_eq!(files.all(), files_of_seen.all());
        let back = read_back(&files);
        prop_assert!(back == by_schema(seen));
    }
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let records = records(7, 60);
    assert_eq!(written(&records, &ALL).0.all(), written(&records, &ALL).0.all());
}

#[test]
fn no_cell_that_somebody_wrote_begins_like_a_formula() {
    let (files, _) = written(&records(3, 100), &ALL);
    for name in files.names().into_iter().filter(|name| name != "csv-metadata.json") {
        let text = files.text(&name);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let is_number = cell.split(';').all(|part| part.is_empty() || part.parse::<f64>().is_ok());
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "in {name}");
        }
    }
}

#[test]
fn the_metadata_names_the_columns_of_every_table_in_their_order() {
    let (files, _) = written(&records(5, 50), &ALL);
    let metadata: Value = serde_json::from_slice(&files.bytes("csv-metadata.json")).unwrap();
    let tables = metadata["tables"].as_array().unwrap();
    assert_eq!(tables.len(), schemas().count());
    for table in tables {
        let text = files.text(table["url"].as_str().unwrap());
        let header: Vec<_> = text.lines().next().unwrap().split(',').collect();
        let columns = table["tableSchema"]["columns"].as_array().unwrap();
        let names: Vec<_> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
        assert_eq!(names, header);
        assert!(columns.iter().all(|column| column["titles"]["und"] == column["name"]));
    }
}

#[test]
fn a_reference_is_a_key_only_when_every_record_it_names_is_there() {
    let codebook = Codebook::embedded();
    let mut random = crate::invented::Random(1);
    let plan = random.record(codebook.schema("SupportPlan").unwrap(), 0);
    let victim = random.record(codebook.schema("Victim").unwrap(), 0);
    let plan = plan.with("victim", overt_model::Value::Reference(victim.id));
    let keys = |records: &[Record]| {
        let metadata: Value = serde_json::from_slice(&written(records, &ALL).0.bytes("csv-metadata.json")).unwrap();
        metadata["tables"][0]["tableSchema"]["foreignKeys"].clone()
    };
    assert_eq!(keys(&[plan.clone(), victim])[0]["reference"]["resource"], "victim.csv");
    let other = random.record(codebook.schema("Victim").unwrap(), 0);
    assert_eq!(keys(&[plan, other]), Value::Null);
}

#[test]
fn a_table_of_something_else_is_refused_without_repeating_a_cell() {
    let schema = Codebook::embedded().schema("Victim").unwrap();
    let read = |text: &'static str| csv::read(Codebook::embedded(), schema, text.as_bytes());
    assert!(matches!(read("id,Amina\n").err().unwrap(), csv::ReadError::UnknownColumn(2)));
    let error = read("id,claim.source\nAmina,x\n").unwrap().next().unwrap().unwrap_err();
    assert!(!error.to_string().contains("Amina"));
}
