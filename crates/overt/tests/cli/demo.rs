//! `overt demo`: from the files of seven organisations to numbers that are those of the truth.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::process::OVERT;

#[test]
fn the_demonstration_stops_on_ctrl_c_goes_on_and_its_counts_are_those_of_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().join("demonstration");
    let demo = |arguments: &[&str]| {
        let mut command = Command::new(OVERT);
        command.args(["demo", "--keep"]).arg(&keep).args(arguments).stdin(Stdio::null());
        command
    };
    let mut stopped = demo(&[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(stopped.stderr.take().unwrap()).lines().map_while(Result::ok);
    let first = said.by_ref().nth(2).unwrap();
    assert!(first.contains("rows became"), "{first}");
    let interrupt = Command::new("kill").args(["-INT", &stopped.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    let rest: Vec<String> = said.collect();
    assert_eq!(stopped.wait().unwrap().code(), Some(1), "{rest:?}");
    assert!(rest.iter().any(|line| line.contains("the same command goes on")), "{rest:?}");

    let output = demo(&["--json"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        answer["truth"]["differing"],
        serde_json::json!({}),
        "every cell is as the inventor of the files wrote it"
    );
    assert!(answer["truth"]["records"].as_u64().unwrap() > 3000);
    let count = |name: &str| answer["truth"][name].as_u64().unwrap();
    assert!((count("acts")..count("records")).contains(&count("acts_counted")), "linkage joins, and not too much");
    let control = &answer["nexus"]["control"];
    assert_eq!(control["rows"], answer["truth"]["records"]);
    let page = fs::read_to_string(keep.join("nexus.html")).unwrap();
    assert!(page.contains("Everything on this page is invented"));
    let without_names = page.replace("http://www.w3.org/2000/svg", "");
    assert!(!without_names.contains("<script") && !without_names.contains("://"), "it asks nobody for anything");

    let again = String::from_utf8(demo(&[]).output().unwrap().stdout).unwrap();
    let commands: Vec<&str> = again.lines().map(str::trim).filter(|line| line.starts_with(OVERT)).collect();
    assert_eq!(commands.len(), 10, "{again}");
    for command in commands {
        let output = Command::new("sh").args(["-c", command]).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.len() > 50, "{command}");
    }

    let other = demo(&["--seed", "2"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8(other.stderr).unwrap().contains("--fresh"));
    let foreign = Command::new(OVERT).args(["demo", "--keep"]).arg(folder.path()).output().unwrap();
    assert_eq!(foreign.status.code(), Some(2), "a folder with something else in it is left alone");
}
