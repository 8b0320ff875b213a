//! `overt man`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::process::{error, overt, peer, text};

/// Folder and names of the pages.
fn pages() -> (tempfile::TempDir, BTreeSet<String>) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("made/on/the/way");
    let answer = text(&["man", "--out", out.to_str().unwrap()]);
    let names: BTreeSet<_> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(answer.starts_with(&format!("{} page(s)", names.len())), "{answer}");
    (folder, names)
}

/// The commands below one, as its help lists them.
fn commands(above: &[&str]) -> Vec<String> {
    let help = text(&[above, &["--help"]].concat());
    let Some((_, listed)) = help.split_once("Commands:\n") else { return Vec::new() };
    let lines = listed.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|name| name != "help").collect()
}

#[test]
fn every_command_has_a_page() {
    let mut expected = BTreeSet::new();
    let mut left = vec![Vec::<String>::new()];
    while let Some(command) = left.pop() {
        let words: Vec<_> = command.iter().map(String::as_str).collect();
        expected.insert(format!("{}.1", [&["overt"], &words[..]].concat().join("-")));
        left.extend(commands(&words).into_iter().map(|below| [&command[..], &[below]].concat()));
    }
    assert!(expected.len() > 10, "{expected:?}");
    assert_eq!(pages().1, expected);
}

#[test]
fn a_page_has_the_examples_of_the_help_and_the_exit_codes() {
    let (folder, _) = pages();
    let page = |name: &str| fs::read_to_string(folder.path().join("made/on/the/way").join(name)).unwrap();
    let show = page("overt-codebook-show.1");
    assert!(show.contains(".SH EXAMPLES\n.nf\novert codebook show stages\n"), "{show}");
    assert!(show.contains(".SH \"EXIT STATUS\"") && show.contains("\\fB6\\fR\nrefused by the rules"), "{show}");
    assert!(page("overt-codebook-check.1").contains(".SH EXAMPLES\n"));
    assert!(page("overt.1").contains(&format!("\"overt {}\" Overt", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_same_program_writes_the_same_pages() {
    let (first, names) = pages();
    let (second, _) = pages();
    let read = |folder: &Path, name: &str| fs::read(folder.join("made/on/the/way").join(name)).unwrap();
    for name in &names {
        assert_eq!(read(first.path(), name), read(second.path(), name), "{name}");
    }
}

#[test]
fn groff_finds_nothing_to_warn_of() {
    let (folder, names) = pages();
    for name in &names {
        let page = folder.path().join("made/on/the/way").join(name);
        if let Some(output) = peer("groff", &["-man", "-ww", "-z", "-Tutf8", page.to_str().unwrap()]) {
            assert!(output.status.success() && output.stderr.is_empty(), "{name}: {output:?}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_a_failure_of_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("taken");
    fs::write(&file, "").unwrap();
    let output = overt(&["man", "--out", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(5));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: cannot write") && said.contains("taken"), "{said}");
    assert!(error(&["man"]).contains("--out <DIR>"));
    assert!(text(&["man", "--help"]).contains("Examples:\n  overt man --out"));
}
