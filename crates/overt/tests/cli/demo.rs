//! `overt demo`: from the files of seven organisations to numbers that are those of the truth.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
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

    let again = String::from_utf8(demo(&["--no-serve"]).output().unwrap().stdout).unwrap();
    let commands: Vec<&str> = again.lines().map(str::trim).filter(|line| line.starts_with(OVERT)).collect();
    assert_eq!(commands.len(), 12, "{again}");
    let (serving, others): (Vec<&str>, Vec<&str>) =
        commands.into_iter().partition(|command| command.contains(" serve "));
    serves(serving[0], &keep.join("releases/acts/policy.toml"));
    for command in others {
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

/// The observatory answers with what was released, and ends when it is asked to.
fn serves(command: &str, released: &Path) {
    let command = format!("exec {command} --listen 127.0.0.1:0");
    let mut child =
        Command::new("sh").args(["-c", &command]).stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let line = said.into_iter().find(|line| line.contains("http://")).expect("it says where it is open");
    let address = line.split("http://").nth(1).unwrap().trim_end_matches('/').to_owned();
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let page = get("/en/nexus");
    assert!(page.contains("200 OK") && page.contains("Everything that is counted here is invented"), "{page}");
    assert!(get("/en/countries").contains("Nepal"));
    assert!(get("/data/acts/1/policy.toml").ends_with(&fs::read_to_string(released).unwrap()));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}
