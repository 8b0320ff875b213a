//! `overt init`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::OVERT;
use crate::secrets::{in_descriptor, in_file};
use crate::store::Place;
use crate::terminal::{on_terminal, without_terminal};

const INIT: [&str; 5] = ["init", "--name", "amina", "--passphrase-memory", "8"];

#[test]
fn the_recovery_code_is_shown_once_in_a_frame_with_what_to_do() {
    let place = Place::empty();
    let text = place.text(&INIT, &["new amina"]);
    let code = text.lines().find(|line| line.trim().split('-').count() == 7).unwrap().trim();
    assert_eq!(text.matches(code).count(), 1, "{text}");
    for words in ["only time it is shown", "Print it", "not on this\nmachine", "keys/", "Copy it by hand", "danger  "] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for entry in ["overt.db", "keys/pepper", "keys/log-key", "keys/head"] {
        assert!(place.data().join(entry).exists(), "{entry}");
    }
    assert!(!place.data().join("overt.toml").exists());
}

#[test]
fn a_program_is_told_the_code_and_that_nobody_decided_on_an_escrow() {
    let Some(mut command) = without_terminal(OVERT) else { return };
    let place = Place::empty();
    command.args(INIT).arg("--data").arg(place.data()).arg("--new-passphrase-file").arg(place.passphrase("amina"));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Nobody was asked about an escrow"), "{said}");
    let place = Place::empty();
    let made = place.json(&[&INIT[..], &["--escrow", "yes", "--keep", "direct=30"]].concat(), &["new amina"]);
    assert_eq!(made["recovery_code"].as_str().unwrap().len(), 33);
    assert_eq!((&made["escrow"]["wanted"], &made["escrow"]["decided"]), (&true.into(), &true.into()));
    let advice = made["advice"].to_string();
    assert!(advice.contains("escrow-unmade") && advice.contains("narrative, sensitive"), "{advice}");
    assert!(!advice.contains("head-missing"), "{advice}");
}

#[test]
fn the_code_goes_into_a_new_file_of_its_owner_and_then_nowhere_else() {
    let place = Place::empty();
    let path = place.secrets().join("code");
    let with_file = [&INIT[..], &["--recovery-code-file", path.to_str().unwrap()]].concat();
    let text = place.text(&with_file, &["new amina"]);
    let code = fs::read_to_string(&path).unwrap();
    assert_eq!(code.trim().len(), 33);
    assert!(!text.contains(code.trim()) && text.contains(path.to_str().unwrap()), "{text}");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    // An earlier code is not written over, and no store is made whose code nobody gets.
    let other = Place::empty();
    let (exit, error) = other.refused(&with_file, &["new amina"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("recovery-code-file")));
    assert!(!other.data().exists());
}

#[test]
fn a_second_init_on_the_same_folder_changes_nothing() {
    let (place, _) = Place::founded();
    let read = |name: &str| fs::read(place.data().join(name)).unwrap();
    let before = ["overt.db", "keys/pepper", "keys/log-key", "keys/head"].map(read);
    let (exit, error) = place.refused(&INIT, &["new amina"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("store-exists")));
    assert_eq!(before, ["overt.db", "keys/pepper", "keys/log-key", "keys/head"].map(read));
    // Neither does it on a folder of somebody else's files.
    let other = Place::empty();
    fs::create_dir(other.data()).unwrap();
    fs::write(other.data().join("letter"), "mine").unwrap();
    let (exit, error) = other.refused(&INIT, &["new amina"]);
    assert_eq!((exit, error["code"].as_str()), (2, Some("folder-not-empty")));
    assert_eq!(fs::read_dir(other.data()).unwrap().count(), 1);
}

#[test]
fn a_killed_init_leaves_no_half_store_and_can_be_repeated() {
    let place = Place::empty();
    // Work enough for a while, so that there is a middle.
    let arguments = ["init", "--name", "amina", "--passphrase-memory", "256"];
    let mut process = place.command(&arguments, &["new amina"]).stdout(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    let is_begun = || {
        let names = fs::read_dir(place.secrets()).unwrap().map(|entry| entry.unwrap().file_name());
        names.into_iter().any(|name| name.to_string_lossy().contains("unfinished"))
    };
    while !is_begun() && begun.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(1));
    }
    process.kill().unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert!(!place.data().exists());
    place.text(&INIT, &["new amina"]);
}

#[test]
fn a_passphrase_that_is_too_short_makes_no_store() {
    let place = Place::empty();
    let data = place.data();
    let arguments = [&INIT[..], &["--json", "--new-passphrase-fd", "3", "--data", data.to_str().unwrap()]].concat();
    let output = in_descriptor(OVERT, &arguments, "fourteen chars");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("at least 15 characters") && !said.contains("fourteen"), "{said}");
    assert!(!place.data().exists());
}

#[test]
fn what_is_missing_is_asked_for_on_a_terminal() {
    let place = Place::empty();
    let data = place.data();
    let command = [OVERT, "init", "--passphrase-memory", "8", "--data", data.to_str().unwrap()];
    let dialogue = [
        ("Name of the first account: ", "amina"),
        ("[y/N] ", "y"),
        ("New passphrase of amina: ", "correct horse battery"),
        ("The same again: ", "correct horse battery"),
    ];
    let Some((status, shown)) = on_terminal(&command, &dialogue) else { return };
    assert!(status.success() && shown.contains("An escrow is wanted"), "{shown}");
    assert!(!shown.contains("horse"), "{shown}");
}

#[test]
fn a_name_that_is_missing_is_named_where_there_is_no_terminal() {
    let Some(mut command) = without_terminal(OVERT) else { return };
    let place = Place::empty();
    let output = command.args(["init", "--data"]).arg(place.data()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--name ACCOUNT"));
}

#[test]
fn no_memory_of_the_process_reaches_a_core_file() {
    let (place, _) = Place::founded();
    let mut process = Command::new(OVERT)
        .args(["key", "recovery-code", "--passphrase-fd", "0", "--data"])
        .arg(place.data())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", process.id());
    let (begun, mut said) = (Instant::now(), String::new());
    // It waits for the passphrase.
    while begun.elapsed() < Duration::from_secs(10) {
        let Ok(text) = fs::read_to_string(&limits) else { break };
        said = text.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default().to_owned();
        if said.split_whitespace().filter(|word| *word == "0").count() == 2 {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    drop(process.stdin.take());
    assert!(!process.wait().unwrap().success());
    if said.is_empty() {
        eprintln!("SKIPPED: there is no /proc, so the limits of the process were not looked at");
        return;
    }
    assert_eq!(said.split_whitespace().filter(|word| *word == "0").count(), 2, "{said}");
    // The other half of the promise, as the program sees it.
    assert!(!String::from_utf8(place.run(&["doctor"], &[]).stdout).unwrap().contains("core-dumps"));
}

#[test]
fn an_address_of_a_server_is_never_one_with_a_password() {
    let place = Place::empty();
    in_file(place.secrets(), "amina", "unused");
    let arguments = [&INIT[..], &["--store", "postgres://overt:correct@db.example/overt"]].concat();
    let (exit, error) = place.refused(&arguments, &["new amina"]);
    assert_eq!(exit, 2);
    assert!(!error.to_string().contains("correct"), "{error}");
}
