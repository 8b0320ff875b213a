//! `overt demo`: from the files of seven organisations to numbers that are those of the truth.

use std::collections::BTreeSet;
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
    serves(serving[0], &keep);
    for command in others {
        let output = Command::new("sh").args(["-c", command]).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.len() > 50, "{command}");
    }

    opens(&mut demo(&["--listen", "127.0.0.1:0"]));

    let other = demo(&["--seed", "2"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8(other.stderr).unwrap().contains("--fresh"));
    let foreign = Command::new(OVERT).args(["demo", "--keep"]).arg(folder.path()).output().unwrap();
    assert_eq!(foreign.status.code(), Some(2), "a folder with something else in it is left alone");
}

/// The demonstration ends with both open, says who may sign in, and closes when it is asked to.
fn opens(demo: &mut Command) {
    let mut child = demo.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let link = said.find(|line| line.contains("/sign-in?name=demo-caseworker")).expect("it says where to sign in");
    let (address, path) = link.trim().trim_start_matches("http://").split_once('/').unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("200 OK") && answer.contains("value=\"demo-caseworker\""), "{answer}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}

/// The observatory answers with what was released and with nobody who is in the files, and ends when it is asked to.
fn serves(command: &str, keep: &Path) {
    let command = format!("exec {command} --listen 127.0.0.1:0 --per-second 100000");
    let mut child =
        Command::new("sh").args(["-c", &command]).stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let line = said.into_iter().find(|line| line.contains("http://")).expect("it says where it is open");
    let address = line.split("http://").nth(1).unwrap().trim_end_matches('/').to_owned();
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    let page = get("/en/nexus");
    assert!(page.contains("200 OK") && page.contains("Everything that is counted here is invented"), "{page}");
    assert!(get("/en/countries").contains("Nepal"));
    let released = fs::read_to_string(keep.join("releases/stage-actor/policy.toml")).unwrap();
    assert!(get("/data/stage-actor/1/policy.toml").ends_with(&released));
    tells_nobody(&get, &identities(keep));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}

/// Names, numbers of papers and telephone numbers of 500 people of a member's file, as they were imported into the store.
fn identities(keep: &Path) -> Vec<String> {
    let mut rows = csv::Reader::from_path(keep.join("files/casework/htcds_export.csv")).unwrap();
    let names = rows.headers().unwrap().clone();
    let place = |name: &str| names.iter().position(|other| other == name).unwrap();
    let [first, second, paper, phone] =
        ["prs_FirstName", "prs_SecondName", "prs_IdentityNumber", "prs_MobilePhone"].map(place);
    let of_row =
        |row: csv::StringRecord| [format!("{} {}", &row[first], &row[second]), row[paper].into(), row[phone].into()];
    let all = rows.records().take(500).flat_map(|row| of_row(row.unwrap()));
    let all: Vec<String> = all.filter(|text| text.len() > 7).collect();
    assert!(all.len() > 900, "{} are looked for", all.len());
    all
}

/// Looks for them in pages in English, briefs, files, the feed, the catalogue and the beginning of the interface: heads and bodies.
fn tells_nobody(get: &impl Fn(&str) -> String, identities: &[String]) {
    let begin = ["/en/", "/es/", "/fr/", "/feed.atom", "/catalogue.jsonld", "/api/v1/releases", "/api/v1/ledger"];
    let (mut waiting, mut seen) = (begin.map(str::to_owned).to_vec(), BTreeSet::new());
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let answer = get(&path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", &answer[..answer.len().min(100)]);
        let told = identities.iter().find(|identity| answer.contains(identity.as_str()));
        assert_eq!(told, None, "{path}");
        // What is pressed into a file has any letters.
        let is_read = ![".pdf", ".parquet"].iter().any(|ending| path.ends_with(ending));
        for (at, opens) in answer.match_indices("=\"/").filter(|_| is_read) {
            let rest = &answer[at + opens.len() - 1..];
            let link = rest.split(['"', '#']).next().unwrap_or_default().replace("&#38;", "&");
            // The other languages have the same numbers, and these analyses are of public studies.
            let is_pdf = link.rsplit('.').next() == Some("pdf") && link != "/briefs/NPL.pdf";
            let others = ["/es/", "/fr/", "/en/lab/", "/en/undercount/", "/en/codebook/", "/codebook/"];
            if !is_pdf && !others.iter().any(|other| link.starts_with(other)) {
                waiting.push(link);
            }
        }
    }
    assert!(seen.len() > 200 && seen.iter().any(|path| path.starts_with("/briefs/")), "{} addresses", seen.len());
}
