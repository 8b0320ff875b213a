//! `overt snapshot`, `overt sql` and `overt nexus`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value as Json;

use crate::shelter::{SOURCE, Shelter, succeeded};

/// A shelter with three acts and a victim, and a snapshot of them.
struct Counted {
    shelter: Shelter,
    act: String,
    victim: String,
}

impl Counted {
    fn new() -> Self {
        let shelter = Shelter::new();
        let act = |set: &[&str]| {
            let set: Vec<&str> = set.iter().flat_map(|set| ["--set", set]).collect();
            shelter.add(&[&["CorruptAct", "--set", "act=A18"], &*set].concat())
        };
        let first = act(&["stage=T4", "actor_role=P06", "happened_on=2017-05"]);
        act(&["stage=T4", "actor_role=P06"]);
        act(&["stage=J4", "actor_role=P01"]);
        let fields =
            serde_json::json!({ "full_name": "Inventa Uno", "trafficking_status": "ActualVictimOfTrafficking" });
        let victim = shelter.add_json("Victim", &serde_json::json!({ "fields": fields }));
        let counted = Self { shelter, act: first, victim };
        counted.text(&["snapshot"]);
        counted
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.shelter.unsigned(arguments).output().unwrap()
    }

    fn text(&self, arguments: &[&str]) -> String {
        succeeded(&self.run(arguments))
    }

    fn json(&self, arguments: &[&str]) -> Json {
        serde_json::from_str(&self.text(&[arguments, &["--json"]].concat())).unwrap()
    }

    /// Whether a file of the snapshot holds a text as it is.
    fn is_in_a_file(&self, text: &str) -> bool {
        let files = fs::read_dir(self.shelter.data().join("warehouse")).unwrap();
        files.map(|entry| entry.unwrap().path()).any(|path| holds(&path, text))
    }

    fn refused(&self, exit: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(exit), "{arguments:?}: {said}");
        said
    }
}

fn holds(path: &Path, text: &str) -> bool {
    fs::read(path).unwrap().windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn a_snapshot_counts_every_record_and_a_question_finds_them() {
    let counted = Counted::new();
    let manifest = counted.json(&["snapshot"]);
    assert_eq!((&manifest["records"], &manifest["counted"]), (&4.into(), &4.into()));
    assert!(counted.text(&["snapshot", "--verify"]).contains("every file is as it was written"));
    let rows = counted.json(&["sql", "SELECT stage, count(*) AS n FROM corrupt_act GROUP BY stage ORDER BY n"]);
    assert_eq!(rows, serde_json::json!([{ "stage": "J4", "n": 1 }, { "stage": "T4", "n": 2 }]));
    let nulls = counted.json(&["sql", "SELECT NULL AS nothing"]);
    assert_eq!(nulls, serde_json::json!([{ "nothing": null }]));
    let table = counted.text(&["sql", "SELECT stage FROM corrupt_act"]);
    assert!(table.contains("| T4 ") && table.contains("3 rows"), "{table}");
    let folder = counted.shelter.path("answers");
    fs::create_dir(&folder).unwrap();
    for name in ["a.csv", "a.json", "a.parquet"] {
        let path = folder.join(name);
        counted.text(&["sql", "SELECT id FROM victim", "--out", path.to_str().unwrap()]);
        assert!(holds(&path, &counted.victim), "{name}");
    }
}

#[test]
fn what_was_erased_leaves_the_snapshot_with_the_next_one_and_who_asks_before_is_told() {
    let counted = Counted::new();
    assert!(counted.is_in_a_file(&counted.victim), "or that it is in none later would say nothing");
    counted.shelter.add(&["CorruptAct", "--set", "act=A01", "--set", "stage=T1", "--set", "actor_role=P01"]);
    let behind = counted.run(&["nexus"]);
    assert!(String::from_utf8(behind.stderr).unwrap().contains("1 newer revisions"), "a note beside the answer");
    let certificate = counted.shelter.text(&["record", "erase", &counted.victim, "--reason", "person-asked", "--yes"]);
    assert!(certificate.contains("`overt snapshot` takes it out"), "{certificate}");
    counted.text(&["snapshot"]);
    counted.shelter.text(&["record", "erase", &counted.act, "--reason", "person-asked", "--yes"]);
    let behind = counted.run(&["nexus"]);
    assert!(String::from_utf8(behind.stderr).unwrap().contains("erased since are still in it"));
    let manifest = counted.json(&["snapshot"]);
    assert_eq!(manifest["records"], 3);
    assert_eq!(counted.json(&["sql", "SELECT count(*) AS n FROM victim"]), serde_json::json!([{ "n": 0 }]));
    assert!(!counted.is_in_a_file(&counted.victim));
    assert!(counted.run(&["nexus"]).stderr.is_empty(), "nothing is behind");
    let history = format!("SELECT count(*) AS n FROM standing_history WHERE id = '{}'", counted.victim);
    assert_eq!(counted.json(&["sql", &history]), serde_json::json!([{ "n": 0 }]));
}

#[test]
fn the_nexus_is_a_table_a_picture_and_a_page_and_opens_down_to_claims() {
    let counted = Counted::new();
    let text = counted.text(&["nexus"]);
    assert!(text.contains("T4/P06/A18  2") && text.contains("3 records of acts in the snapshot = 3 counted"), "{text}");
    let cube = counted.json(&["nexus", "--by", "stage,year"]);
    assert_eq!(cube["cells"][0]["cell"], "T4/2017");
    assert_eq!(cube["control"]["counted"], 3);
    let opened = counted.json(&["nexus", "open", "T4/P06/A18"]);
    assert_eq!(opened["claims"].as_array().unwrap().len(), 2);
    assert_eq!(opened["claims"][0]["id"], *counted.act);
    assert_eq!(opened["claims"][0]["source"], SOURCE);
    let observed = counted.text(&["nexus", "open", "T4/P06/A18", "--role", "observer"]);
    assert!(observed.contains("2 records") && !observed.contains("record:"), "{observed}");
    assert!(counted.text(&["nexus", "open", "T1/P06/A18"]).contains("There is no act in T1/P06/A18"));
    let path = |name: &str| counted.shelter.path(name).to_str().unwrap().to_owned();
    for (name, expected) in [
        ("n.svg", "<title"),
        ("n.html", "T4"),
        ("n.csv", "T4/P06/A18,T4,Border crossing,P06,"),
        ("n.json", "\"contributors\": 1"),
    ] {
        counted.text(&["nexus", "--out", &path(name)]);
        let written = fs::read_to_string(path(name)).unwrap();
        assert!(written.contains(expected), "{name}: {written}");
        assert!(!written.contains("Inventa Uno"));
    }
    assert!(counted.text(&["nexus", "dimensions"]).contains("country"));
}

#[test]
fn questions_come_from_files_and_one_after_the_other_and_a_wrong_one_stops_nothing() {
    let counted = Counted::new();
    let path = counted.shelter.path("questions.sql");
    fs::write(&path, "SELECT 1 AS one;\nSELECT count(*) AS acts FROM corrupt_act;\n").unwrap();
    let text = counted.text(&["sql", "-f", path.to_str().unwrap(), "--format", "csv"]);
    assert_eq!(text, "one\n1\nacts\n3\n");
    let mut shell = counted.shelter.unsigned(&["sql", "--shell"]);
    let mut shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let questions = "SELECT nothing;\nSELECT count(*)\n  AS acts FROM corrupt_act;\n.quit\n";
    shell.stdin.take().unwrap().write_all(questions.as_bytes()).unwrap();
    let output = shell.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("nothing"));
    assert!(String::from_utf8(output.stdout).unwrap().contains("| 3    |"));
}

#[test]
fn what_cannot_be_asked_is_told_with_what_helps() {
    let shelter = Shelter::new();
    let none = shelter.unsigned(&["nexus"]).output().unwrap();
    assert_eq!(none.status.code(), Some(4));
    assert!(String::from_utf8(none.stderr).unwrap().contains("`overt snapshot` makes it"));
    let counted = Counted::new();
    assert!(counted.refused(2, &["sql", "SELECT stagee FROM corrupt_act"]).contains("stagee"));
    assert!(counted.refused(2, &["sql", "DROP TABLE victim"]).contains("only questions are answered"));
    assert!(counted.refused(2, &["sql", "SELECT full_name FROM victim"]).contains("full_name"));
    assert!(counted.refused(2, &["sql", "SELECT id FROM victim", "--role", "observer"]).contains("id"));
    assert!(counted.refused(2, &["nexus", "--by", "colour"]).contains("stage, "));
    assert!(counted.refused(2, &["nexus", "--where", "stage = ("]).contains("error"));
    assert!(counted.refused(2, &["nexus", "--out", "nexus.doc"]).contains(".svg"));
    assert!(counted.refused(2, &["sql", "SELECT 1", "--format", "parquet"]).contains("--out"));
}
