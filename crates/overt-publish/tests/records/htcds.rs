use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use overt_model::{Class, Codebook, Record, State, Value};
use overt_publish::records::htcds::{TableWriter, WorkbookWriter};
use overt_publish::records::{Losses, Why};

use crate::files::{ALL, Files, scope, write_all};
use crate::invented::{PLANTED, Random, records};

fn tables(records: &[Record], opened: &[Class]) -> (Files, Losses) {
    let files = Files::default();
    let losses = write_all(Box::new(TableWriter::new(scope(opened), files.create())), records);
    (files, losses)
}

fn workbook(records: &[Record]) -> Vec<u8> {
    let files = Files::default();
    write_all(Box::new(WorkbookWriter::new(scope(&ALL), files.file()).unwrap()), records);
    files.bytes("file")
}

fn rows(files: &Files, name: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = files.bytes(name);
    ::csv::Reader::from_reader(&*bytes).deserialize().map(Result::unwrap).collect()
}

fn victim() -> Record {
    Random(1)
        .record(Codebook::embedded().schema("Victim").unwrap(), 0)
        .with("first_name", Value::text(PLANTED))
        .with("gender", Value::code("Feminine"))
        .with("labour_sectors", Value::code("A"))
        .with("methods_of_control", Value::code("DebtBondage"))
        .with_state("deceased", State::AskedNo)
        .with_state("marital_status", State::AskedUnknown)
        .with_state("official_involved", State::AskedYes)
}

#[test]
fn a_victim_is_a_person_and_a_victim_context_under_one_identifier() {
    let (files, losses) = tables(&[victim()], &ALL);
    assert_eq!(files.names(), ["person.csv", "person_victim_context.csv"]);
    let (person, context) = (rows(&files, "person.csv").remove(0), rows(&files, "person_victim_context.csv").remove(0));
    assert_eq!(person["overt_Record"], context["overt_Record"]);
    assert_eq!(
        (&*person["prs_FirstName"], &*person["prs_Gender"], &*person["prs_Deceased"]),
        (PLANTED, "Feminine", "FALSE")
    );
    assert_eq!(context["vic_ForcedLabourIndustry"], "A_AgricultureForestryAndFishing");
    assert_eq!(context["vic_MethodsOfControl"], "DebtBondage");
    let why =
        |property: &str| losses.iter().find(|loss| loss.property.as_deref() == Some(property)).map(|loss| loss.why);
    assert_eq!((why("marital_status"), why("official_involved")), (Some(Why::NoState), Some(Why::NoField)));
    assert_eq!((why("gender"), why("deceased")), (None, None));
}

#[test]
fn the_report_of_losses_names_corruption_first_of_all() {
    let acts = records(1, 40);
    let (_, losses) = tables(&acts, &ALL);
    let act = losses.iter().find(|loss| loss.schema == "CorruptAct").unwrap();
    assert_eq!((act.property, act.why, act.count), (None, Why::NoRecord, Some(3)));
    assert!(losses.summary().contains("CorruptAct"));
}

#[test]
fn what_was_not_opened_is_in_no_table() {
    let records: Vec<_> = (0..10).flat_map(|seed| records(seed, 100)).collect();
    let (files, _) = tables(&records, &[]);
    assert!(files.names().len() > 5);
    assert!(files.names().iter().all(|name| !files.text(name).contains(PLANTED)));
}

#[test]
fn the_same_records_give_the_same_workbook() {
    let records = records(3, 60);
    assert!(workbook(&records) == workbook(&records));
}

#[test]
fn openpyxl_reads_in_the_workbook_what_the_tables_say() {
    let Some(python) = std::env::var_os("OVERT_PYTHON") else {
        eprintln!("SKIPPED: htcds.py needs OVERT_PYTHON, a Python with the packages of xtask/python-requirements.txt");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let records = records(5, 60);
    let (files, _) = tables(&records, &ALL);
    for (name, bytes) in files.all() {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    std::fs::write(folder.path().join("workbook.xlsx"), workbook(&records)).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/htcds.py");
    let output = Command::new(python).arg("-B").arg(script).arg(folder.path()).output().unwrap();
    eprint!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
