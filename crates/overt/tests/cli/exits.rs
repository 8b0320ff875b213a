//! Exit codes, and how errors are told to people and to programs.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

use crate::process::{OVERT, overt, text};

/// The error that a program reads: one object on one line of standard error, and nothing else anywhere.
fn told(output: &Output) -> Json {
    let said = std::str::from_utf8(&output.stderr).unwrap();
    assert!(output.stdout.is_empty() && said.ends_with('\n') && said.lines().count() == 1, "{output:?}");
    let mut json: Json = serde_json::from_str(said).unwrap();
    json["error"].take()
}

#[test]
fn help_version_and_answers_are_done() {
    for arguments in [&["--help"][..], &["--version"], &["codebook", "lists", "--json"], &["codebook", "--help"]] {
        let output = overt(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_help_lists_every_exit_code() {
    let help = text(&["--help"]);
    for number in 0..=6 {
        assert!(help.contains(&format!("\n  {number}  ")), "{number}: {help}");
    }
}

#[test]
fn an_unknown_command_option_or_name_is_wrong_use() {
    for arguments in [
        &[][..],
        &["codebok"],
        &["demo", "--loud"],
        &["codebook", "show"],
        &["codebook"],
        &["codebook", "show", "nothing"],
        &["codebook", "lists", "--codebook", "/nowhere"],
    ] {
        let output = overt(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_program_is_told_errors_as_one_object_on_standard_error() {
    let output = overt(&["codebook", "show", "stagess", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let error = told(&output);
    assert_eq!(error["code"], "codebook");
    assert!(error["message"].as_str().unwrap().contains("did you mean `stages`?"), "{error}");
    assert!(error.get("hint").is_none());
}

#[test]
fn a_program_is_told_of_wrong_use_as_well() {
    let output = overt(&["codebook", "list", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let error = told(&output);
    assert_eq!(error["code"], "wrong-use");
    assert_eq!(error["message"], "unrecognized subcommand 'list'");
    assert!(error["hint"].as_str().unwrap().contains("'lists'"), "{error}");
    let error = told(&overt(&["codebook", "show", "--json"]));
    assert!(error["message"].as_str().unwrap().ends_with("were not provided: <LIST>"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("--help"), "{error}");
}

#[test]
fn people_are_told_errors_in_words() {
    let output = overt(&["codebook", "show", "stagess"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: there is no list `stagess`"), "{said}");
    // What stands after `--` is a name, and asks for nothing.
    let output = overt(&["codebook", "show", "stages", "A", "--", "--json"]);
    assert!(output.stderr.starts_with(b"error: "), "{output:?}");
}

#[test]
fn a_value_that_was_given_to_an_unknown_option_is_not_repeated() {
    for arguments in [&["codebook", "lists", "--passphrase=correct horse"][..], &["demo", "--passphrase=correct horse"]]
    {
        for arguments in [arguments.to_vec(), [arguments, &["--json"]].concat()] {
            let output = overt(&arguments);
            assert_eq!(output.status.code(), Some(2));
            assert!(!String::from_utf8_lossy(&output.stderr).contains("horse"), "{output:?}");
        }
    }
}

#[test]
fn a_full_disk_is_a_failure_of_the_machine() {
    // Linux has a device on which every write finds the disk full.
    if !Path::new("/dev/full").exists() {
        eprintln!("SKIPPED: there is no /dev/full, so a full disk was not tried");
        return;
    }
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for arguments in [&["codebook", "lists"][..], &["--help"]] {
        let output = Command::new(OVERT).args(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(5), "{arguments:?}: {output:?}");
    }
    // Nobody can be told, and the exit code still says it.
    let status = Command::new(OVERT)
        .args(["codebook", "lists", "--json"])
        .stdin(Stdio::null())
        .stdout(full())
        .stderr(full())
        .status();
    assert_eq!(status.unwrap().code(), Some(5));
}
