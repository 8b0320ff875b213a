//! Public data with known truth, where they are there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use overt_link::{Constraints, Known, Linker, Quality, RecordsBuilder, Spec};

fn data(file: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/datasets/linkage").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// Links files by the ready specification, as they are, and measures against the truth.
fn quality(spec: &str, files: &[PathBuf], truth: &str) -> Quality {
    let spec = Spec::from_toml(Spec::ready_text(spec).expect("it comes with the program")).expect("it can be read");
    let header = |file: &PathBuf| -> Vec<String> {
        let mut reader = csv::Reader::from_path(file).expect("it can be read");
        reader.headers().expect("it has a header").iter().map(|name| name.trim().to_lowercase()).collect()
    };
    let names = header(&files[0]);
    let spec = spec.only(|column| column.from.iter().any(|name| names.contains(name)));
    let places: Vec<Vec<usize>> = spec
        .columns
        .iter()
        .map(|column| {
            let found = column.from.iter().filter_map(|name| names.iter().position(|other| other == name));
            found.take(if column.all { usize::MAX } else { 1 }).collect()
        })
        .collect();
    let truth_place = names.iter().position(|name| name == truth).expect("the truth is there");
    let mut builder = RecordsBuilder::new(spec);
    let mut truths = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).expect("it can be read");
        for (line, row) in reader.records().enumerate() {
            let row = row.expect("it is CSV");
            let id = format!("{number}-{line:07}");
            let value = |places: &Vec<usize>| -> String {
                places.iter().filter_map(|place| row.get(*place)).collect::<Vec<_>>().join(" ")
            };
            let values: Vec<String> = places.iter().map(value).collect();
            builder.push(&id, "", values.iter().map(String::as_str));
            truths.insert(id, row.get(truth_place).unwrap_or_default().to_owned());
        }
    }
    let records = builder.finish().expect("the ids are different");
    let linker = Linker::new(&records, 2).expect("the specification is sound");
    let training = linker.train();
    let outcome = linker.link(&training.model, &Constraints::default(), &()).expect("the model was made for it");
    let entity = records.numbers().map(|record| truths[records.id(record)].as_str()).collect();
    let known = Known { entity, ..Known::default() };
    let quality = linker.quality((&training.model, "v"), &outcome, Some(&training), Some(&known));
    let truth = quality.truth.as_ref().expect("it is known");
    eprintln!(
        "pairs P {:.4} R {:.4} F1 {:.4}; entities P {:.4} R {:.4} F1 {:.4}; R at 99.9 % {:.3}; calibration {:.4}",
        truth.pairs.precision.value,
        truth.pairs.recall.value,
        truth.pairs.f1,
        truth.entities.precision.value,
        truth.entities.recall.value,
        truth.entities.f1,
        truth.recall_at_999,
        truth.calibration_error
    );
    quality
}

#[test]
fn generated_people_are_joined_with_high_precision_and_honest_probabilities() {
    let Some(file) = data("people_gen/people_20k.csv") else { return };
    let truth = quality("person", &[file], "cluster").truth.expect("it is known");
    assert!(truth.entities.precision.value > 0.99 && truth.entities.f1 > 0.94);
    assert!(truth.recall_at_999 > 0.60);
    assert!(truth.calibration_error < 0.02);
}

#[test]
fn two_lists_of_five_thousand_are_joined_nearly_without_a_miss() {
    let (Some(one), Some(other)) = (data("febrl/febrl4a.csv"), data("febrl/febrl4b.csv")) else { return };
    let truth = quality("person", &[one, other], "cluster").truth.expect("it is known");
    assert!(truth.entities.precision.value > 0.999 && truth.entities.f1 > 0.998);
}

#[test]
fn a_thousand_people_with_many_errors_are_never_joined_wrongly() {
    let Some(file) = data("fake_1000/fake_1000.csv") else { return };
    let truth = quality("person", &[file], "cluster").truth.expect("it is known");
    assert!(truth.entities.precision.value > 0.99 && truth.entities.f1 > 0.92);
}

#[test]
fn organisations_are_joined_by_name_address_and_telephone() {
    let Some(file) = data("orgs/csv_example_input_with_true_ids.csv") else { return };
    let truth = quality("organisation", &[file], "true id").truth.expect("it is known");
    assert!(truth.entities.f1 > 0.86);
}
