//! `overt import`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::shelter::{SOURCE, Shelter};

const MAPPING: &str = r#"
format = 1
title = "Invented shelter"
[words]
"refused" = "withheld"
[[record]]
name = "victim"
schema = "Victim"
key = ["Case ID"]
[record.fields]
full_name = "Name"
gender = { column = "Sex", codes = { F = "Feminine", M = "Masculine" } }
citizenships = { column = "Nationality", split = ";" }
registered_on = "Intake"
trafficking_status = { value = "ActualVictimOfTrafficking" }
status_decided_by = { value = "NGO" }
[[record]]
name = "act"
schema = "CorruptAct"
key = ["Case ID"]
when = ["What"]
[record.fields]
stage = { value = "T4" }
act = { column = "What", codes = { "waved through" = "A09" } }
actor_role = { value = "P06" }
advantage_amount = { column = "Paid", currency = "NPR" }
"#;

const FILE: &str = "Case ID,Name,Sex,Nationality,Intake,What,Paid\n\
    1,Inventa Uno,F,Nepal;IND,14/3/2017,waved through,\"1,500\"\n\
    2,Inventa Dos,refused,NA,3/4/2017,,\n\
    3,Inventa Tres,X,Nepal,31/2/2017,waved through,many\n";

/// A shelter with a file and a mapping beside it.
struct Desk {
    shelter: Shelter,
    file: PathBuf,
    mapping: PathBuf,
}

impl Desk {
    fn new(file: &str) -> Self {
        let shelter = Shelter::new();
        let (path, mapping) = (shelter.path("intake.csv"), shelter.path("shelter.toml"));
        fs::write(&path, file).unwrap();
        fs::write(&mapping, MAPPING).unwrap();
        Self { shelter, file: path, mapping }
    }

    fn arguments<'a>(&'a self, file: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
        let given = ["import", file.to_str().unwrap(), "--source", SOURCE, "--mapping", self.mapping.to_str().unwrap()];
        [&given[..], more].concat()
    }

    /// The answer as JSON, and the exit code.
    fn import(&self, more: &[&str]) -> (Json, i32) {
        let output = self.shelter.run(&self.arguments(&self.file, &[more, &["--json"]].concat()));
        let text = String::from_utf8(output.stdout).unwrap();
        let json =
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        (json, output.status.code().unwrap())
    }

    fn records(&self) -> String {
        self.shelter.text(&["record", "find", "--count"])
    }
}

#[test]
fn a_dry_run_tells_what_would_become_of_a_file_and_changes_nothing() {
    let desk = Desk::new(FILE);
    let (told, exit) = desk.import(&["--dry-run"]);
    assert_eq!(exit, 1);
    assert_eq!(
        told["records"],
        json!([{ "name": "victim", "schema": "Victim", "count": 2 }, { "name": "act", "schema": "CorruptAct", "count": 1 }])
    );
    assert_eq!(told["rejected"]["rows"], 1);
    assert_eq!(told["samples"][0][0]["full_name"], "(sealed)");
    assert_eq!(told["samples"][1][0]["advantage_amount"], json!({ "low": "1500", "currency": "NPR" }));
    let text = desk.shelter.run(&desk.arguments(&desk.file, &["--dry-run"]));
    let text = String::from_utf8(text.stdout).unwrap();
    for words in
        ["day-first, as 2 of them show", "NA → NAM (1)", "“X” (1)", "there is no such day", "Nothing was imported"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(desk.records(), "0 record(s)\n");
}

#[test]
fn a_file_is_imported_its_rejects_are_mended_and_a_second_run_adds_nothing() {
    let desk = Desk::new(FILE);
    let (done, exit) = desk.import(&[]);
    assert_eq!((exit, &done["counts"]["made"], &done["counts"]["rejected"]), (1, &json!(3), &json!(1)));
    let rejects = desk.shelter.path("intake.csv.rejects.csv");
    let text = fs::read_to_string(&rejects).unwrap();
    assert!(text.starts_with("overt:line,overt:column,overt:value,overt:reason,Case ID,"), "{text}");
    assert!(text.contains("4,Sex | Intake | Paid,X | 31/2/2017 | many,"), "{text}");
    assert!(desk.shelter.holds("Feminine") && !desk.shelter.holds("Inventa Uno"));

    let (again, _) = desk.import(&[]);
    assert_eq!((&again["counts"]["made"], &again["counts"]["unchanged"]), (&json!(0), &json!(3)));
    assert_eq!(desk.records(), "3 record(s)\n");
    // What somebody may be mending is not written over.
    assert_eq!(fs::read_to_string(&rejects).unwrap(), text);
    assert!(desk.shelter.path("intake.csv.rejects-2.csv").exists());

    fs::write(&rejects, text.replace(",X,", ",F,").replace("31/2/2017", "21/2/2017").replace("many", "900")).unwrap();
    let mended = desk.shelter.text(&desk.arguments(&rejects, &[]));
    assert!(mended.contains("2 new") && mended.contains("0 of 1 rows are rejects"), "{mended}");
    assert_eq!(desk.records(), "5 record(s)\n");
    assert!(!desk.shelter.path("intake.csv.rejects.csv.rejects.csv").exists());
}

#[test]
fn a_row_that_changed_is_a_revision_and_an_import_can_be_taken_back() {
    let desk = Desk::new(&FILE[..FILE.find("3,").unwrap()]);
    let (first, _) = desk.import(&[]);
    fs::write(&desk.file, FILE[..FILE.find("3,").unwrap()].replace(",F,", ",M,")).unwrap();
    let (second, exit) = desk.import(&[]);
    assert_eq!((exit, &second["counts"]["revised"], &second["counts"]["unchanged"]), (0, &json!(1), &json!(2)));
    let list = desk.shelter.json(&["import", "list"]);
    assert_eq!((list.as_array().unwrap().len(), &list[1]["state"]), (2, &json!("finished")));
    let id = second["import"].as_str().unwrap();
    let shown = desk.shelter.text(&["import", "show", id, "--file", desk.file.to_str().unwrap()]);
    assert!(shown.contains("This is the file."), "{shown}");
    assert!(desk.shelter.refused(2, &["import", "undo", id]).contains("--yes"));
    let undone = desk.shelter.json(&["import", "undo", id, "--yes"]);
    assert_eq!(undone, json!({ "erased": 0, "restored": 1, "kept": 0 }));
    let men = ["record", "find", "--schema", "Victim", "--code", "gender=Masculine", "--count"];
    assert_eq!(desk.shelter.text(&men), "0 record(s)\n");
    // The first one made what the second one had changed, and nobody has changed it since but by taking back.
    let undone = desk.shelter.json(&["import", "undo", first["import"].as_str().unwrap(), "--yes"]);
    assert_eq!(undone["erased"].as_u64().unwrap() + undone["kept"].as_u64().unwrap(), 3);
    desk.shelter.text(&["audit", "verify"]);
}

#[test]
fn a_date_that_could_mean_two_days_stops_the_import_until_somebody_says_which() {
    let desk = Desk::new("Case ID,Name,Sex,Nationality,Intake,What,Paid\n1,Inventa,F,NPL,3/4/2017,,\n");
    let said = desk.shelter.refused(6, &desk.arguments(&desk.file, &[]));
    assert!(said.contains("registered_on") && said.contains("--dates day-first"), "{said}");
    desk.shelter.text(&desk.arguments(&desk.file, &["--dates", "month-first"]));
    let found = desk.shelter.json(&["record", "find", "--from", "2017-03-04", "--to", "2017-03-04"]);
    assert_eq!(found["found"].as_array().unwrap().len(), 1);
}

#[test]
fn a_mapping_that_does_not_fit_is_told_with_its_places_before_anything_is_read() {
    let desk = Desk::new(FILE);
    fs::write(&desk.mapping, MAPPING.replace("gender =", "gendre =")).unwrap();
    let said = desk.shelter.refused(2, &desk.arguments(&desk.file, &[]));
    assert!(said.contains("field `gendre`") && said.contains("did you mean `gender`"), "{said}");
    let said = desk.shelter.refused(2, &["import", desk.file.to_str().unwrap(), "--source", SOURCE]);
    assert!(said.contains("no mapping that comes with the program fits") && said.contains("--guess"), "{said}");
}

#[test]
fn a_guess_is_written_beside_the_file_and_never_over_a_mapping_that_is_there() {
    let desk = Desk::new(FILE);
    let file = desk.file.to_str().unwrap();
    let told = desk.shelter.text(&["import", file, "--guess"]);
    assert!(told.contains(".citizenships") && told.contains("Look through it"), "{told}");
    let mapping = desk.shelter.path("intake.csv.mapping.toml");
    let text = fs::read_to_string(&mapping).unwrap();
    assert!(text.contains("format = 1") && !text.contains("Inventa Uno"), "{text}");
    let said = desk.shelter.refused(2, &["import", file, "--guess"]);
    assert!(said.contains("not overwritten"), "{said}");
    // What was guessed can be tried as it is.
    let tried = desk.shelter.run(&["import", file, "--mapping", mapping.to_str().unwrap(), "--dry-run"]);
    assert!(
        String::from_utf8_lossy(&tried.stdout).contains("Would be made"),
        "{}",
        String::from_utf8_lossy(&tried.stderr)
    );
}

#[test]
fn what_is_no_text_and_what_is_no_file_is_told_and_nothing_is_written() {
    let shelter = Shelter::empty();
    let junk = shelter.path("junk.bin");
    let bytes: Vec<u8> = (0..4096_u32).map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    fs::write(&junk, bytes).unwrap();
    let said = shelter.refused(2, &["import", junk.to_str().unwrap(), "--guess"]);
    assert!(said.contains("no text"), "{said}");
    assert!(!shelter.path("junk.bin.mapping.toml").exists());
    shelter.refused(2, &["import", shelter.data().to_str().unwrap(), "--guess"]);
    shelter.refused(2, &["import", shelter.path("nowhere.csv").to_str().unwrap(), "--guess"]);
}

#[test]
fn the_mappings_that_come_with_the_program_are_listed() {
    let shelter = Shelter::empty();
    let list = shelter.text(&["import", "--mapping", "list"]);
    assert!(list.contains("htcds") && list.contains("ctdc-2024"), "{list}");
}

/// Confirmed batches stay, and to begin again brings the rest and nothing twice.
#[test]
fn an_import_that_is_killed_is_finished_by_beginning_again() {
    const ROWS: usize = 6000;
    let mut file = String::from("Case ID,Name,Sex,Nationality,Intake,What,Paid\n");
    for number in 0..ROWS {
        let _ = writeln!(file, "{number},Inventa {number},F,NPL,14/3/2017,,");
    }
    let desk = Desk::new(&file);
    let arguments = desk.arguments(&desk.file, &[]);
    let mut written = 0;
    for wait in [900, 1200, 1600, 2200] {
        let mut child = desk.shelter.command("amina", &arguments).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        child.wait().unwrap();
        let count: usize = desk.records().split(' ').next().unwrap().parse().unwrap();
        assert!(count >= written, "{count} after {written}");
        written = count;
    }
    let (done, exit) = desk.import(&[]);
    assert_eq!(exit, 0);
    assert_eq!(done["counts"]["made"].as_u64().unwrap() + done["counts"]["unchanged"].as_u64().unwrap(), ROWS as u64);
    assert_eq!(desk.records(), format!("{ROWS} record(s)\n"));
    desk.shelter.text(&["audit", "verify"]);
}
