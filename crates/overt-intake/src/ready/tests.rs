mod country_series;
mod court;
mod ctdc;
mod htcds;
mod money_and_incidents;

use jiff::Timestamp;
use overt_model::codebook::Severity;
use overt_model::{Claim, Problem, Record, Secret, SourceId, Validator, Value};

use super::*;
use crate::mapping::Fit;
use crate::rows::Row;

/// What a mapping made of rows that were invented for a test.
struct Outcome {
    /// Each record with the name of its rule.
    made: Vec<(String, Record)>,
    /// Row, column and fault of each refusal, in words.
    refused: Vec<(usize, String, String)>,
    fit: Fit,
}

impl Outcome {
    fn all(&self, rule: &str) -> Vec<&Record> {
        self.made.iter().filter(|(name, _)| name == rule).map(|(_, record)| record).collect()
    }

    fn one(&self, rule: &str) -> &Record {
        let all = self.all(rule);
        assert_eq!(all.len(), 1, "records {rule}");
        all[0]
    }
}

/// Maps rows that are written as `column=cell` pairs, so that each test shows what it is about. Cells of other columns are blank.
fn map(name: &str, rows: &[&[(&str, &str)]]) -> Outcome {
    let mut columns: Vec<String> = Vec::new();
    for (column, _) in rows.iter().copied().flatten() {
        if !columns.iter().any(|known| known == column) {
            columns.push((*column).to_owned());
        }
    }
    let rows: Vec<Row> = rows
        .iter()
        .map(|cells| {
            let mut row = Row::default();
            for column in &columns {
                row.push(cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell));
            }
            row
        })
        .collect();
    let mut mapping = get(name).unwrap().mapping(Codebook::embedded()).unwrap();
    let mut survey = mapping.survey();
    survey.bind(&columns);
    for row in &rows {
        survey.row(row);
    }
    let found = survey.found();
    mapping.decide(&found);
    let rules: Vec<String> = {
        let claim = Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH);
        let mapper = get(name).unwrap().mapping(Codebook::embedded()).unwrap().mapper(claim, Secret::new([3; 32]));
        mapper.names().map(|(name, _)| name.to_owned()).collect()
    };
    let claim = Claim::alleged(SourceId::from_bits(7), Timestamp::UNIX_EPOCH);
    let mut mapper = mapping.mapper(claim, Secret::new([3; 32]));
    let fit = mapper.bind(&columns);
    let (mut made, mut refused) = (Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        match mapper.row(row) {
            Ok(records) => made.extend(records.map(|made| (rules[made.rule].clone(), made.record))),
            Err(refusals) => refused.extend(refusals.iter().map(|refusal| {
                let column = refusal.column.map_or_else(String::new, |column| columns[column].clone());
                (number, column, refusal.fault.to_string())
            })),
        }
    }
    // What is not answered yet may be asked for later; what is wrong may not come out of a ready mapping.
    let validator = Validator::new(Codebook::embedded(), jiff::civil::date(2024, 1, 1));
    for (rule, record) in &made {
        let wrong = |problem: &Problem| problem.severity == Severity::Error;
        let problems: Vec<_> = validator.problems(record).into_iter().filter(wrong).collect();
        assert!(problems.is_empty(), "{name}, {rule}: {problems:?}");
    }
    Outcome { made, refused, fit }
}

/// The codes of a property, in their order.
fn codes<'r>(record: &'r Record, property: &str) -> Vec<&'r str> {
    let code = |value: &'r Value| match value {
        Value::Code(code) => code.as_str(),
        _ => panic!("{property} is no code"),
    };
    record.values(property).iter().map(code).collect()
}

/// The one text of a property.
fn text(record: &Record, property: &str) -> String {
    match record.values(property) {
        [Value::Text(text)] => text.expose().clone(),
        _ => panic!("{property} is no text"),
    }
}

#[test]
fn every_ready_mapping_fits_the_codebook() {
    for ready in ALL {
        if let Err(error) = ready.mapping(Codebook::embedded()) {
            panic!("{}: {error}", ready.name);
        }
    }
}

#[test]
fn no_ready_mapping_is_left_in_the_folder() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("mappings");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort();
    assert_eq!(files, ALL.iter().map(|ready| ready.name).collect::<Vec<_>>());
}

#[test]
fn a_file_of_nobody_has_no_ready_mapping() {
    let columns = ["Name", "Date", "What happened"].map(str::to_owned);
    assert_eq!(fitting(&columns, Codebook::embedded()), None);
}
