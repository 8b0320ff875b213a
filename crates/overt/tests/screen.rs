//! `overt screen`, as real processes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![cfg(unix)]

#[expect(dead_code, reason = "shared with the other tests of the command line")]
#[path = "cli/process.rs"]
mod process;

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use process::{error, json, overt, text};
use serde_json::Value as Json;
use tempfile::TempDir;

const BASE: &str = r#"{"id":"Q1","schema":"Person","properties":{"name":["Владимир Кузнецов"],"birthDate":["1961-03-04"],"country":["ru"]}}
{"id":"Q2","schema":"Person","caption":"Wanjiru Oyelaran","properties":{"name":["Wanjiru Oyelaran"],"alias":["Blessing Okwuosa"],"birthDate":["1980-04-05"],"country":["ng"],"passportNumber":["A1234567"]}}
{"id":"Q3","schema":"Company","properties":{"name":["Harbour Recruitment Services Ltd"],"jurisdiction":["ae"],"registrationNumber":["77-1234"]}}
{"id":"Q4","schema":"Payment","properties":{"amount":["500"],"payer":["Q2"]}}
"#;

const LIST: &str = "id,name,dob,nationality,type,passport
a,Vladimir Kusnetsov,1961-03-04,RUS,person,
b,\"Okwuosa, Blessing\",,Nigeria,person,A 1234567
c,Wanjiru Oyelaran,1955-12-24,,person,
d,Harbor Recruitment Services Limited,,,company,
e,Somebody Altogether Different,1970-02-03,,person,
";

/// A base of entities among others with common names, and a list.
fn files() -> (TempDir, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let mut base = BASE.to_owned();
    for number in 0..400 {
        let given = ["Maria", "Jose", "Ana", "Luis"][number % 4];
        let family = ["Garcia", "Lopez", "Silva", "Santos", "Costa"][number % 5];
        let year = 1940 + number % 60;
        writeln!(
            base,
            r#"{{"id":"N{number}","schema":"Person","properties":{{"name":["{given} {family}"],"birthDate":["{year}-07-19"]}}}}"#
        )
        .unwrap();
    }
    let paths = ["base.jsonl", "list.csv"].map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    fs::write(&paths[0], base).unwrap();
    fs::write(&paths[1], LIST).unwrap();
    (folder, paths)
}

fn top<'j>(told: &'j Json, key: &str) -> &'j Json {
    &told["responses"][key]["results"][0]
}

#[test]
fn misspelt_and_transliterated_names_are_found_with_reasons() {
    let (_folder, [base, list]) = files();
    let told = json(&["screen", &list, "--base", &base]);
    assert_eq!((&top(&told, "a")["id"], &top(&told, "a")["match"]), (&"Q1".into(), &true.into()), "{told}");
    assert_eq!((&top(&told, "b")["id"], &top(&told, "b")["match"]), (&"Q2".into(), &true.into()));
    assert_eq!(top(&told, "d")["id"], "Q3");
    let explained = &top(&told, "b")["explanations"];
    assert_eq!(explained["identifier"]["candidate"], "A1234567");
    assert_eq!(explained["name"]["candidate"], "Blessing Okwuosa");
    assert!(explained["name"]["detail"].as_str().unwrap().starts_with("the same words"), "{explained}");
    assert_eq!(explained["country"]["detail"], "the same country");
    // Different evidence has different scores, and none is certain.
    let score = |key: &str| top(&told, key)["score"].as_f64().unwrap();
    assert!(score("b") > score("a") && score("b") < 1.0, "{told}");
    assert_eq!(told["responses"]["e"]["results"].as_array().unwrap().len(), 0);
    assert_eq!(told["counts"]["base"]["other_kinds"], 1);
}

#[test]
fn the_answer_has_the_shape_that_clients_of_yente_read() {
    let (_folder, [base, list]) = files();
    let told = json(&["screen", &list, "--base", &base, "--limit", "3"]);
    assert_eq!(told["limit"], 3);
    let response = &told["responses"]["a"];
    assert_eq!((&response["status"], &response["total"]["relation"]), (&200.into(), &"eq".into()));
    assert_eq!(response["query"]["properties"]["name"][0], "Vladimir Kusnetsov");
    let result = &response["results"][0];
    for key in ["id", "caption", "schema", "properties", "datasets", "score", "match", "features", "explanations"] {
        assert!(result.get(key).is_some(), "{key}: {result}");
    }
    assert_eq!((&result["schema"], &result["properties"]["birthDate"][0]), (&"Person".into(), &"1961-03-04".into()));
    for part in ["score", "detail", "query", "candidate"] {
        assert!(result["explanations"]["birth_date"].get(part).is_some(), "{part}: {result}");
    }
}

#[test]
fn a_namesake_with_another_birth_is_no_match_and_a_common_name_abstains() {
    let (folder, [base, list]) = files();
    let told = json(&["screen", &list, "--base", &base]);
    assert!(told["responses"]["c"]["results"].as_array().unwrap().iter().all(|hit| hit["match"] == false), "{told}");
    let common = folder.path().join("common.csv");
    fs::write(&common, "id,given_name,family_name,dob\n1,Maria,Garcia,\n2,Maria,Garcia,1940-07-19\n").unwrap();
    let told = json(&["screen", common.to_str().unwrap(), "--base", &base]);
    let first = top(&told, "1");
    assert_eq!((&first["match"], &first["abstains"]), (&false.into(), &true.into()), "{told}");
    assert!(told["responses"]["1"]["total"]["value"].as_u64().unwrap() >= 20);
    assert_eq!((&top(&told, "2")["id"], &top(&told, "2")["match"]), (&"N0".into(), &true.into()), "{told}");
    assert_eq!(told["counts"]["abstaining"], 1);
}

#[test]
fn people_read_a_table_and_what_it_does_not_prove() {
    let (_folder, [base, list]) = files();
    let said = text(&["screen", &list, "--base", &base]);
    assert!(said.starts_with("ASKED") && said.contains("Q1") && said.contains("the same day"), "{said}");
    assert!(said.contains("A match is a reason to look") && !said.contains("1.0000"), "{said}");
}

#[test]
fn the_answer_is_the_same_with_any_number_of_processors() {
    let (_folder, [base, list]) = files();
    let ask = |threads: &str| text(&["screen", &list, "--base", &base, "--threads", threads, "--json"]);
    assert_eq!(ask("1"), ask("3"));
}

#[test]
fn an_answer_is_written_privately_and_replaces_nothing() {
    let (folder, [base, list]) = files();
    for name in ["found.csv", "found.json"] {
        let path = folder.path().join(name);
        let out = path.to_str().unwrap();
        let said = text(&["screen", &list, "--base", &base, "--out", out]);
        assert!(said.contains("only you can read"), "{said}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(error(&["screen", &list, "--base", &base, "--out", out]).contains("there is a file"));
    }
    let written = fs::read_to_string(folder.path().join("found.csv")).unwrap();
    assert!(written.starts_with("query_id,query_name,score,match,abstains,entity_id"), "{written}");
    let found: Json = serde_json::from_str(&fs::read_to_string(folder.path().join("found.json")).unwrap()).unwrap();
    assert_eq!(found["responses"], json(&["screen", &list, "--base", &base])["responses"]);
}

#[test]
fn files_that_cannot_be_used_are_refused_in_words() {
    let (folder, [base, list]) = files();
    let odd = folder.path().join("odd.csv");
    fs::write(&odd, "id,colour\n1,red\n2,blue\n").unwrap();
    let said = error(&["screen", odd.to_str().unwrap(), "--base", &base]);
    assert!(said.contains("no column with a usual name for names") && !said.contains("red"), "{said}");
    assert!(error(&["screen", &list, "--base", "/nowhere.csv"]).contains("/nowhere.csv"));
    assert!(error(&["screen", &list, "--base", &base, "--threshold", "1"]).contains("no score reaches"));
    assert!(error(&["screen", &list, "--base", &base, "--out", "found.txt"]).contains(".csv or .json"));
    fs::write(&odd, "id,name,dob\n1,Amina Haddad,1984\n2,,\n").unwrap();
    let output = overt(&["screen", odd.to_str().unwrap(), "--base", &base]);
    assert_eq!(output.status.code(), Some(1), "a row without a name is told");
    assert!(String::from_utf8_lossy(&output.stdout).contains("neither a name nor an identifier"));
}
