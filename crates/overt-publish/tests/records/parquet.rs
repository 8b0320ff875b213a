use std::path::Path;
use std::process::Command;

use overt_model::codebook::{Kind, snake_case};
use overt_model::{Class, Codebook, Record, State, Value};
use overt_publish::records::parquet::Writer;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;

use crate::files::{ALL, Files, scope, write_all};
use crate::invented::{PLANTED, Random, records, schemas};

fn written(records: &[Record], opened: &[Class]) -> Files {
    let files = Files::default();
    write_all(Box::new(Writer::new(scope(opened), files.create())), records);
    files
}

fn reader(files: &Files, schema: &str) -> SerializedFileReader<bytes::Bytes> {
    SerializedFileReader::new(files.bytes(&format!("{}.parquet", snake_case(schema))).into()).unwrap()
}

/// The texts of a column, one for each value.
fn texts(field: &Field) -> Vec<Option<String>> {
    match field {
        Field::Null => Vec::new(),
        Field::ListInternal(list) => list.elements().iter().map(|element| texts(element).pop().flatten()).collect(),
        Field::Str(text) => vec![Some(text.clone())],
        Field::Long(number) => vec![Some(number.to_string())],
        Field::Double(number) => vec![Some(number.to_string())],
        other => panic!("a field of another type: {other:?}"),
    }
}

/// What a record says under a property, in each of its columns.
fn expected(record: &Record, id: &str, part: Option<&str>) -> Vec<Option<String>> {
    let text = |value: &Value| match (value, part) {
        (Value::Code(code), _) => Some(code.to_string()),
        (Value::Text(text), _) => Some(text.expose().clone()),
        (Value::Integer(number), _) => Some(number.to_string()),
        (Value::Number(number), _) => Some(number.to_string()),
        (Value::Date(date), _) => Some(date.to_string()),
        (Value::Reference(id), _) => Some(id.to_string()),
        (Value::File(hash), _) => Some(hash.to_string()),
        (Value::Money(amount), Some("high")) => Some(amount.high.to_string()),
        (Value::Money(amount), Some("on")) => amount.on.map(|date| date.to_string()),
        (Value::Place(place), Some("locality")) => place.locality.as_ref().map(|name| name.expose().clone()),
        (Value::Place(place), Some("latitude")) => place.point.as_ref().map(|point| point.expose()[0].to_string()),
        _ => panic!("not compared"),
    };
    record.values(id).iter().map(text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_value_and_every_state_can_be_read_back(seed: u64) {
        let records = records(seed, 80);
        let files = written(&records, &ALL);
        for schema in schemas() {
            let reader = reader(&files, &schema.id);
            let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
            let records: Vec<_> = records.iter().filter(|record| record.schema == schema.id).collect();
            prop_assert_eq!(rows.len(), records.len());
            for (row, record) in rows.iter().zip(records) {
                let cell = |name: &str| row.get_column_iter().find(|(column, _)| *column == name).unwrap().1.clone();
                prop_assert_eq!(texts(&cell("id")), [Some(record.id.to_string())]);
                for property in &schema.properties {
                    let state = record.fields.get(&property.id).map(|field| Some(field.state.code().to_owned()));
                    prop_assert_eq!(texts(&cell(&format!("{}_state", property.id))), Vec::from_iter(state));
                    let parts: &[Option<&str>] = match property.kind {
                        Kind::Flag => &[],
                        Kind::Money { .. } => &[Some("high"), Some("on")],
                        Kind::Place { .. } => &[Some("locality"), Some("latitude")],
                        _ => &[None],
                    };
                    for part in parts {
                        let name = match part {
                            None => property.id.to_string(),
                            Some("on") => format!("{}_rate_date", property.id),
                            Some(part) => format!("{}_{part}", property.id),
                        };
                        let mut expected = expected(record, &property.id, *part);
                        // A single value that lacks the part is null, and so is its list of one in no list.
                        if !property.many {
                            expected.retain(Option::is_some);
                        }
                        prop_assert_eq!(texts(&cell(&name)), expected, "{}.{}", schema.id, name);
                    }
                }
            }
        }
    }
}

#[test]
fn no_two_columns_have_the_same_name() {
    let files = written(&records(1, 10), &ALL);
    for schema in schemas() {
        let reader = reader(&files, &schema.id);
        let fields = reader.metadata().file_metadata().schema().get_fields().to_vec();
        let names: std::collections::BTreeSet<_> = fields.iter().map(|field| field.name()).collect();
        assert_eq!(names.len(), fields.len(), "{}", schema.id);
    }
}

#[test]
fn many_records_go_out_in_groups_and_the_same_records_give_the_same_bytes() {
    let schema = Codebook::embedded().schema("CorruptAct").unwrap();
    let mut random = Random(9);
    let records: Vec<_> = (0..3000).map(|_| random.record(schema, 90)).collect();
    let files = written(&records, &[]);
    let groups = reader(&files, "CorruptAct").metadata().num_row_groups();
    assert!(groups > 1, "{groups}");
    assert!(files.all() == written(&records, &[]).all());
}

#[test]
fn what_was_not_opened_is_in_no_file() {
    let act = Random(1).record(Codebook::embedded().schema("Victim").unwrap(), 0);
    let act = act.with("full_name", Value::text(PLANTED)).with_state("notes", State::Withheld);
    // The texts are short enough to stand in the file as they are.
    let holds =
        |files: &Files| files.bytes("victim.parquet").windows(PLANTED.len()).any(|bytes| bytes == PLANTED.as_bytes());
    assert!(holds(&written(std::slice::from_ref(&act), &ALL)));
    let files = written(&[act], &[]);
    assert!(!holds(&files));
    let reader = reader(&files, "Victim");
    let fields = reader.metadata().file_metadata().schema().get_fields();
    assert!(fields.iter().all(|field| !["full_name", "full_name_state", "notes_state"].contains(&field.name())));
}

#[test]
fn pyarrow_reads_the_files() {
    let Some(python) = std::env::var_os("OVERT_PYARROW") else {
        eprintln!("SKIPPED: parquet.py needs OVERT_PYARROW, a Python with the package pyarrow");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in written(&records(4, 70), &ALL).all() {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/parquet.py");
    let output = Command::new(python).arg("-B").arg(script).arg(folder.path()).output().unwrap();
    eprint!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
