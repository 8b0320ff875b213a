use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use overt_model::{Class, Codebook, Lang, Record, RecordId, Value};
use overt_publish::codebook::{Format, export};
use overt_publish::records::ftm::{Roles, Shape, Writer};
use overt_publish::records::{Losses, Why};
use proptest::prelude::*;
use serde_json::Value as Json;

use crate::files::{ALL, Files, scope, write_all};
use crate::invented::{PLANTED, Random, records};

/// As the command does it: everything is looked at first, persons are written last.
fn written(records: &[Record], opened: &[Class], shape: Shape) -> (String, Losses) {
    let mut roles = Roles::default();
    for record in records {
        roles.note(Codebook::embedded(), record);
    }
    let mut ordered = records.to_vec();
    ordered.sort_by_key(|record| Codebook::embedded().schema(&record.schema).unwrap().is_a("Person"));
    let files = Files::default();
    let writer = Writer::new(scope(opened), roles, "invented", shape, files.file()).unwrap();
    let losses = write_all(Box::new(writer), &ordered);
    (files.text("file"), losses)
}

fn entities(records: &[Record], opened: &[Class]) -> Vec<Json> {
    let (text, _) = written(records, opened, Shape::Entities);
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn invented(random: &mut Random, schema: &str) -> Record {
    random.record(Codebook::embedded().schema(schema).unwrap(), 0)
}

fn referring(record: Record, property: &str, to: &Record) -> Record {
    record.with(property, Value::Reference(to.id))
}

/// The digits by which an identifier could be found, however it is written.
fn digits(id: RecordId) -> String {
    id.to_string().split_once(':').unwrap().1.to_owned()
}

#[test]
fn victims_and_whoever_is_named_as_one_never_leave_nor_does_a_reference_to_them() {
    let random = &mut Random(1);
    let name = |record: Record| record.with("full_name", Value::text(PLANTED)).with("gender", Value::code("Feminine"));
    let victim = name(invented(random, "Victim"));
    let [as_victim, debtor, reporter, unnamed] = [(); 4].map(|()| name(invented(random, "Person")));
    let accused = invented(random, "Person").with("full_name", Value::text("Invented Official"));
    // Each of them is also named where an accused person might be: as payer, as party, as holder of a post.
    let records = [
        referring(invented(random, "Event"), "victims", &as_victim),
        referring(invented(random, "DebtItem"), "person", &debtor),
        referring(invented(random, "Report"), "reporter", &reporter),
        referring(invented(random, "Payment"), "payer", &victim),
        referring(invented(random, "Payment"), "payer", &as_victim),
        referring(invented(random, "Payment"), "payee", &debtor),
        referring(invented(random, "Actor"), "party", &reporter),
        referring(invented(random, "Actor"), "party", &victim),
        referring(invented(random, "Actor"), "party", &accused),
        victim.clone(),
        as_victim.clone(),
        debtor.clone(),
        reporter.clone(),
        unnamed.clone(),
        accused.clone(),
    ];
    for shape in [Shape::Entities, Shape::Statements] {
        let (text, losses) = written(&records, &ALL, shape);
        assert!(text.contains("Invented Official") && text.contains(&digits(accused.id)));
        assert!(!text.contains(PLANTED));
        for record in [&victim, &as_victim, &debtor, &reporter, &unnamed] {
            assert!(!text.contains(&digits(record.id)), "{} in {shape:?}", record.schema);
        }
        assert!(
            losses.iter().all(|loss| loss.why != Why::Victim || loss.count.is_none()),
            "no count of victims is told"
        );
    }
}

#[test]
fn free_text_stays_even_when_it_was_opened_because_it_may_name_a_victim() {
    let story = invented(&mut Random(2), "Story")
        .with("text", Value::text(PLANTED))
        .with("title", Value::text("Invented title"));
    let (text, _) = written(&[story], &ALL, Shape::Entities);
    assert!(text.contains("Invented title") && !text.contains(PLANTED));
}

#[test]
fn every_entity_says_how_far_its_claim_has_come() {
    for entity in entities(&records(4, 60), &[]) {
        let said = ["notes", "description"].iter().find_map(|name| entity["properties"][name][0].as_str());
        assert!(said.unwrap().contains("not a finding"), "{}", entity["schema"]);
        let topics = &entity["properties"]["topics"];
        assert!(topics.is_null() || entity["schema"] == "TraffickingEvent");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_sealed_leaves_unopened_and_no_reference_leads_to_what_does_not_leave(seed: u64) {
        let records = with_references(seed);
        let (text, _) = written(&records, &[], Shape::Entities);
        prop_assert!(!text.contains(PLANTED));
        let leaving: BTreeSet<_> = records.iter().filter(|record| record.schema != "Victim").map(|r| digits(r.id)).collect();
        for id in text.split("record-").skip(1).map(|rest| &rest[..32]) {
            prop_assert!(leaving.contains(id));
        }
    }

    #[test]
    fn a_person_leaves_only_when_something_that_leaves_names_it(seed: u64) {
        let entities = entities(&with_references(seed), &ALL);
        let text = serde_json::to_string(&entities).unwrap();
        for person in entities.iter().filter(|entity| entity["schema"] == "Person") {
            prop_assert!(text.matches(person["id"].as_str().unwrap()).count() > 1);
        }
    }
}

/// Records whose references lead to each other, whatever their kinds.
fn with_references(seed: u64) -> Vec<Record> {
    let mut records = records(seed, 70);
    let ids: Vec<_> = records.iter().map(|record| record.id).collect();
    let mut random = Random(seed ^ 1);
    for value in records.iter_mut().flat_map(|record| record.fields.values_mut()).flat_map(|field| &mut field.values) {
        if let Value::Reference(id) = value {
            *id = ids[random.below(ids.len())];
        }
    }
    records
}

#[test]
fn the_package_reads_every_entity_and_every_statement() {
    let Some(python) = std::env::var_os("OVERT_PYTHON") else {
        eprintln!(
            "SKIPPED: entities.py needs OVERT_PYTHON, a Python with the packages of xtask/python-requirements.txt"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for file in export(Codebook::embedded(), Format::Ftm, None, Lang::En).unwrap() {
        std::fs::write(folder.path().join(file.path), file.bytes).unwrap();
    }
    let records: Vec<_> = (0..20).flat_map(with_references).collect();
    let (text, _) = written(&records, &ALL, Shape::Entities);
    std::fs::write(folder.path().join("entities.jsonl"), &text).unwrap();
    let statements = written(&records, &ALL, Shape::Statements).0;
    std::fs::write(folder.path().join("statements.csv"), statements).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/entities.py");
    let output = Command::new(python).arg("-B").arg(script).arg(folder.path()).output().unwrap();
    eprint!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains(&format!("{} entities", text.lines().count())));
}
