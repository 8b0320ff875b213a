//! `overt export`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use overt_model::{Codebook, Record};
use serde_json::{Value as Json, json};

use crate::shelter::{Shelter, succeeded};

const NAME: &str = "Inventa Ejemplo";
const FORMATS: [&str; 6] = ["csv", "parquet", "ftm", "htcds", "ctdc", "xlsform"];

/// A store with a victim, an official who took money from her, and what is said of both.
fn shelter() -> (Shelter, [String; 3]) {
    let shelter = Shelter::new();
    let victim = json!({ "fields": {
        "full_name": NAME, "notes": format!("{NAME} told it"), "registered_on": "2026-03", "trafficking_status": "PossibleVictimOfTrafficking",
        "methods_of_control": ["DebtBondage"], "place_of_recruitment": { "country": "NPL", "locality": NAME },
    } });
    let victim = shelter.add_json("Victim", &victim);
    let official = shelter.add_json("Person", &json!({ "fields": { "full_name": "Invented Official" } }));
    let payment =
        json!({ "fields": { "payer": victim, "payee": official, "amount": "400..500 EUR", "paid_on": "2017-05~" } });
    let payment = shelter.add_json("Payment", &payment);
    shelter.add(&["CorruptAct", "--set", "stage=T4", "--set", "act=A18", "--set", "rank=?", "--set", "actor_role=P06"]);
    (shelter, [victim, official, payment])
}

fn export(shelter: &Shelter, format: &str, out: &str, more: &[&str]) -> Json {
    let path = shelter.path(out);
    let own = if format == "ctdc" { &["--for-own-use"][..] } else { &[] };
    shelter.json(&[&["export", format, "--out", path.to_str().unwrap()], own, more].concat())
}

/// Everything under a path, as bytes.
fn bytes(path: &std::path::Path) -> Vec<u8> {
    if path.is_dir() {
        let mut paths: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        return paths.iter().flat_map(|path| bytes(path)).collect();
    }
    fs::read(path).unwrap()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn nothing_sealed_leaves_in_any_format_unless_it_is_opened() {
    let (shelter, _) = shelter();
    for format in FORMATS {
        let answer = export(&shelter, format, format, &[]);
        // In an entity nothing is of the victim, and in HTCDS nothing of payments and acts.
        let (chosen, held) = match format {
            "ctdc" => (1, 1),
            "ftm" => (4, 3),
            "htcds" => (4, 2),
            _ => (4, 4),
        };
        assert_eq!((&answer["chosen"], &answer["records"]), (&json!(chosen), &json!(held)), "{format}");
        assert!(!answer["files"].as_array().unwrap().is_empty() && answer["opened"] == json!([]), "{format}");
        for file in answer["files"].as_array().unwrap() {
            let path = std::path::Path::new(file.as_str().unwrap());
            assert!(!holds(&bytes(path), NAME), "{format}: {file}");
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
        }
    }
    export(&shelter, "csv", "opened", &["--open", "all", "--purpose", "refer"]);
    assert!(holds(&bytes(&shelter.path("opened")), NAME));
    assert!(!shelter.holds(NAME));
}

#[test]
fn tables_read_back_as_the_records_of_the_store() {
    let (shelter, [victim, ..]) = shelter();
    export(&shelter, "csv", "tables", &["--open", "all"]);
    let codebook = Codebook::embedded();
    let table = fs::File::open(shelter.path("tables/victim.csv")).unwrap();
    let read: Vec<Record> = overt_publish::records::csv::read(codebook, codebook.schema("Victim").unwrap(), table)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let shown = shelter.json(&["record", "show", &victim, "--open", "all"]);
    let (shown, problems) = Record::from_json(shown["record"].clone(), codebook).unwrap();
    assert!(problems.is_empty() && read == [shown]);
    let act = fs::read_to_string(shelter.path("tables/corrupt_act.csv")).unwrap();
    assert!(act.contains("asked-unknown"), "the value states survive");
}

#[test]
fn a_victim_leaves_in_no_entity_even_opened_and_is_not_even_opened_for_it() {
    let (shelter, [victim, official, payment]) = shelter();
    let entries = |shelter: &Shelter| shelter.text(&["audit", "list"]).matches("open-sealed").count();
    let before = entries(&shelter);
    for (out, more) in [("entities.jsonl", &[][..]), ("statements.csv", &["--statements"])] {
        let answer = export(&shelter, "ftm", out, &[&["--open", "direct", "--purpose", "prosecution"], more].concat());
        let text = fs::read_to_string(shelter.path(out)).unwrap();
        let id = |id: &str| id.replace(':', "-");
        assert!(text.contains("Invented Official") && text.contains(&id(&official)) && text.contains(&id(&payment)));
        assert!(!text.contains(NAME) && !text.contains(&id(&victim)));
        let losses = answer["losses"].as_array().unwrap();
        assert!(losses.iter().any(|loss| loss["schema"] == "Victim" && loss["count"].is_null()));
    }
    // The official's name, twice; the victim's never.
    assert_eq!(entries(&shelter) - before, 2);
    let out = shelter.path("x").display().to_string();
    assert!(
        shelter.refused(2, &["export", "ftm", "--out", &out, "--open", "narrative"]).contains("may be about a victim")
    );
}

#[test]
fn victims_leave_as_pooled_data_only_for_ones_own_use_and_with_a_warning() {
    let (shelter, _) = shelter();
    let out = shelter.path("victims.csv").display().to_string();
    let said = shelter.refused(6, &["export", "ctdc", "--out", &out]);
    assert!(said.contains("nothing in it is protected") && said.contains("release"), "{said}");
    assert!(!shelter.path("victims.csv").exists());
    export(&shelter, "ctdc", "victims.csv", &[]);
    let text = fs::read_to_string(shelter.path("victims.csv")).unwrap();
    assert_eq!(text.lines().nth(1).unwrap(), "2026,,,,,,1,,,,,,,,,,,,,,,,,,,,");
}

#[test]
fn the_same_conditions_choose_as_when_finding() {
    let (shelter, _) = shelter();
    let count = |more: &[&str], name: &str| export(&shelter, "csv", name, more)["records"].as_u64().unwrap();
    assert_eq!(count(&["--schema", "CorruptAct", "--code", "act=A18"], "a"), 1);
    assert_eq!(count(&["--from", "2017-01-01", "--to", "2017-12-31"], "b"), 1);
    assert_eq!(count(&["--standing", "convicted"], "c"), 0);
    assert_eq!(count(&["--country", "Nepal"], "d"), 1);
    assert_eq!(count(&["--source", "Invented shelter"], "e"), 4);
    let out = shelter.path("f").display().to_string();
    assert!(shelter.refused(2, &["export", "csv", "--out", &out, "--code", "full_name=x"]).contains("sealed"));
    shelter.refused(2, &["export", "csv", "--out", &out, NAME]);
    assert!(!shelter.path("f").exists());
}

#[test]
fn nothing_is_overwritten_unless_it_is_said_and_the_report_of_losses_lies_beside() {
    let (shelter, _) = shelter();
    for (format, out) in [("csv", "tables"), ("htcds", "cases.xlsx")] {
        export(&shelter, format, out, &[]);
        let before = bytes(&shelter.path(out));
        let path = shelter.path(out).display().to_string();
        let said = shelter.refused(2, &["export", format, "--out", &path]);
        assert!(said.contains("--force"), "{said}");
        export(&shelter, format, out, &["--force"]);
        assert!(bytes(&shelter.path(out)) == before, "the same records give the same bytes");
    }
    let report: Json = serde_json::from_slice(&bytes(&shelter.path("cases.xlsx.loss.json"))).unwrap();
    let losses = report["losses"].as_array().unwrap();
    assert!(
        losses.iter().any(|loss| loss["schema"] == "CorruptAct" && loss["why"] == "no-record" && loss["count"] == 1)
    );
    let path = shelter.path("words.xlsx").display().to_string();
    let words = shelter.text(&["export", "htcds", "--out", &path]);
    assert!(
        words.starts_with("2 of 4 record(s) written") && words.contains("no such kind of record: CorruptAct"),
        "{words}"
    );
}

#[test]
fn who_may_open_nothing_exports_nothing_sealed_and_learns_nothing_of_it() {
    let (shelter, _) = shelter();
    shelter.add_account("berta", &[]);
    let out = shelter.path("tables").display().to_string();
    let answer = succeeded(&shelter.run_as("berta", &["export", "csv", "--out", &out, "--open", "all", "--json"]));
    let answer: Json = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["opened"], json!([]));
    let table = fs::read_to_string(shelter.path("tables/victim.csv")).unwrap();
    assert!(!table.contains(NAME) && !table.contains("full_name"));
}

#[test]
fn what_cannot_be_written_leaves_no_file_behind() {
    let (shelter, _) = shelter();
    let folder = shelter.path("locked");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("victim.csv"), "mine").unwrap();
    fs::create_dir(folder.join("payment.csv.unfinished")).unwrap();
    let out = folder.display().to_string();
    shelter.refused(5, &["export", "csv", "--out", &out, "--force"]);
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["payment.csv.unfinished", "victim.csv"]);
    assert_eq!(fs::read_to_string(folder.join("victim.csv")).unwrap(), "mine");
}
