//! `overt serve` and `overt brief`: what is not as it should be is told before anything is shown.

use std::fs;
use std::process::{Command, Output};

use crate::process::OVERT;

fn overt(folder: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(OVERT).current_dir(folder).args(arguments).output().unwrap()
}

#[test]
fn the_example_is_about_an_observatory_without_releases() {
    let folder = tempfile::tempdir().unwrap();
    let example = overt(folder.path(), &["serve", "--example"]);
    fs::write(folder.path().join("about.toml"), example.stdout).unwrap();
    fs::create_dir(folder.path().join("releases")).unwrap();
    let checked = overt(folder.path(), &["serve", "--check", "--json"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(answer["releases"], 0);
    let brief = overt(folder.path(), &["brief", "country", "npl", "--out", "nepal.html"]);
    assert!(brief.status.success(), "{}", String::from_utf8_lossy(&brief.stderr));
    let words = String::from_utf8(brief.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("That does not mean that there is none."), "{words}");
    let first = fs::read(folder.path().join("nepal.html")).unwrap();
    overt(folder.path(), &["brief", "country", "NPL", "--out", "nepal.html"]);
    assert_eq!(first, fs::read(folder.path().join("nepal.html")).unwrap(), "the same input, the same bytes");
    let pdf = || {
        let made = overt(folder.path(), &["brief", "country", "NPL", "--out", "nepal.pdf"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        fs::read(folder.path().join("nepal.pdf")).unwrap()
    };
    let first = pdf();
    assert!(first.starts_with(b"%PDF-"));
    assert_eq!(first, pdf(), "the same input, the same bytes");
}

#[test]
fn what_cannot_be_served_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let told = |arguments: &[&str]| {
        let output = overt(folder.path(), arguments);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, words) = told(&["serve"]);
    assert_eq!(code, Some(2));
    assert!(words.contains("overt serve --example"), "{words}");
    let example = overt(folder.path(), &["serve", "--example"]).stdout;
    fs::write(folder.path().join("about.toml"), example).unwrap();
    fs::create_dir_all(folder.path().join("releases/acts")).unwrap();
    fs::write(folder.path().join("releases/acts/manifest.json"), "{}").unwrap();
    let (code, words) = told(&["serve", "--check"]);
    assert_eq!(code, Some(3), "{words}");
    assert!(words.contains("is not shown"), "{words}");
    fs::remove_dir_all(folder.path().join("releases/acts")).unwrap();
    let (code, words) = told(&["brief", "country", "ZZZ"]);
    assert_eq!(code, Some(2), "{words}");
    let (code, words) = told(&["brief", "period", "soon"]);
    assert!(code == Some(2) && words.contains("2026-07-01"), "{words}");
    let (code, words) = told(&["brief", "period", "2026", "--out", "report.doc"]);
    assert!(code == Some(2) && words.contains(".html") && words.contains(".pdf"), "{words}");
}
