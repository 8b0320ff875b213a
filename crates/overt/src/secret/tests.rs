use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Stdio;

use clap::Parser;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::child::{child, is_child, words};
use crate::terminal::{on_terminal, without_terminal};

/// A command that takes all three, as one that changes a passphrase could.
#[derive(Debug, Parser)]
struct Change {
    #[command(flatten)]
    passphrase: PassphraseOptions,
    #[command(flatten)]
    new: NewPassphraseOptions,
    #[command(flatten)]
    code: RecoveryCodeOptions,
}

fn change(arguments: &[&str]) -> Change {
    Change::try_parse_from([&["change"], arguments].concat()).unwrap()
}

fn written(bytes: &[u8], mode: u32) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("passphrase");
    fs::write(&path, bytes).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
    (folder, path)
}

fn from_file(bytes: &[u8]) -> Result<Secret<String>, Failure> {
    let (_folder, path) = written(bytes, 0o600);
    Kind::Passphrase.read_file(&path)
}

fn first_line(bytes: &[u8]) -> Result<Secret<String>, Failure> {
    Kind::Passphrase.first_line(bytes, &|why| panic!("memory can be read: {why}"))
}

#[track_caller]
fn refused(outcome: Result<Secret<String>, Failure>, code: &str, words: &str) -> Failure {
    let failure = outcome.unwrap_err();
    assert_eq!((failure.exit, failure.code), (Exit::WrongUse, code), "{failure}");
    assert!(failure.message.contains(words), "{failure}");
    failure
}

#[test]
fn a_secret_is_the_first_line_with_all_its_blanks() {
    for bytes in
        ["  correct horse \n", "  correct horse \r\n", "  correct horse ", "  correct horse \nbattery staple\n"]
    {
        assert_eq!(from_file(bytes.as_bytes()).unwrap().expose(), "  correct horse ");
    }
    assert_eq!(first_line(b"a\r\r\n").unwrap().expose(), "a\r");
    assert_eq!(first_line(b"a\r").unwrap().expose(), "a\r");
}

#[test]
fn a_file_that_others_may_use_is_refused_with_the_command_that_mends_it() {
    for mode in [0o640, 0o620, 0o610, 0o604, 0o602, 0o601, 0o644, 0o666, 0o777] {
        let (_folder, path) = written(b"correct horse\n", mode);
        let failure = refused(Kind::Passphrase.read_file(&path), "secret-file", "its group or others");
        assert!(failure.message.contains(&format!("mode {mode:o}")), "{failure}");
        assert!(failure.hint.unwrap().starts_with(&format!("chmod 600 {}", path.display())));
        assert!(!failure.message.contains("correct"));
    }
    for mode in [0o600, 0o400, 0o700] {
        let (_folder, path) = written(b"correct horse\n", mode);
        assert!(Kind::Passphrase.read_file(&path).is_ok());
    }
}

#[test]
fn a_link_does_not_hide_a_file_that_others_may_use() {
    let (folder, path) = written(b"correct horse\n", 0o644);
    let link = folder.path().join("link");
    symlink(&path, &link).unwrap();
    refused(Kind::Passphrase.read_file(&link), "secret-file", "its group or others");
}

#[test]
fn a_hint_can_be_pasted_into_a_shell() {
    assert_eq!(quoted(Path::new("/home/maria/secret-1.txt")), "/home/maria/secret-1.txt");
    assert_eq!(quoted(Path::new("/home/maria/it's mine")), "'/home/maria/it'\\''s mine'");
    assert_eq!(quoted(Path::new("a;b")), "'a;b'");
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    refused(Kind::Passphrase.read_file(folder.path()), "secret-file", "it is a folder");
    refused(Kind::Passphrase.read_file(&folder.path().join("none")), "secret-file", "No such file");
    refused(Kind::RecoveryCode.read_file(Path::new("/dev/zero")), "secret-file", "neither a file nor a pipe");
}

#[test]
fn a_secret_of_1024_bytes_is_taken_and_a_longer_one_is_refused() {
    let longest = "é".repeat(512);
    for end in ["", "\n", "\r\n"] {
        assert_eq!(first_line(format!("{longest}{end}").as_bytes()).unwrap().expose(), &longest);
        let longer = format!("{longest}a{end}");
        refused(first_line(longer.as_bytes()), "secret-too-long", "longer than 1024 bytes");
    }
    // What never ends does not fill the memory.
    let endless = io::repeat(b'a');
    refused(Kind::Passphrase.first_line(endless, &|why| panic!("{why}")), "secret-too-long", "longer than 1024 bytes");
    let pasted = Kind::Passphrase.typed(None, |_| Ok("a".repeat(1025)));
    refused(pasted, "secret-too-long", "longer than 1024 bytes");
}

#[test]
fn an_empty_secret_is_refused() {
    for bytes in ["", "\n", "\r\n", "\ncorrect horse\n"] {
        refused(from_file(bytes.as_bytes()), "secret-empty", "the passphrase is empty");
    }
    refused(Kind::RecoveryCode.typed(None, |_| Ok(String::new())), "secret-empty", "the recovery code is empty");
}

#[test]
fn a_secret_that_is_no_text_is_refused_without_being_repeated() {
    let failure = refused(from_file(b"correct \xe9 horse\n"), "secret-not-text", "is not UTF-8");
    assert!(!failure.message.contains("horse"));
}

#[test]
fn a_descriptor_gives_one_line_and_keeps_the_rest() {
    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all("correct horse\r\nneue Wörter\nthe rest".as_bytes()).unwrap();
    drop(writer);
    let number = reader.as_raw_fd().to_string();
    let Change { passphrase, .. } = change(&["--passphrase-fd", &number]);
    assert_eq!(passphrase.read(None).unwrap().expose(), "correct horse");
    let Change { new, .. } = change(&["--new-passphrase-fd", &number]);
    assert_eq!(new.read(None).unwrap().expose(), "neue Wörter");
    assert_eq!(io::read_to_string(reader).unwrap(), "the rest");
}

#[test]
fn a_pipe_can_be_named_as_a_file() {
    // As `--recovery-code-file <(…)` does in bash.
    let (reader, mut writer) = io::pipe().unwrap();
    writer.write_all(b"correct horse\n").unwrap();
    let Change { code, .. } = change(&["--recovery-code-file", &format!("/dev/fd/{}", reader.as_raw_fd())]);
    assert_eq!(code.read(None).unwrap().expose(), "correct horse");
}

#[test]
fn a_descriptor_that_is_not_open_is_named() {
    let failure = refused(Kind::RecoveryCode.read_descriptor(9999), "secret-descriptor", "9999: it is not open");
    assert!(failure.hint.unwrap().contains("--recovery-code-fd 9999 9999< FILE"));
}

#[test]
fn no_option_takes_the_secret_itself_and_none_takes_two_sources() {
    for arguments in [
        &["--passphrase", "correct horse"][..],
        &["--passphrase=correct horse"],
        &["--passphrase-fd", "correct horse"],
        &["--passphrase-file", "a", "--passphrase-fd", "3"],
        &["--new-passphrase-fd", "3", "--new-passphrase-file", "a"],
        &["--recovery-code-file", "a", "--recovery-code-fd", "3"],
    ] {
        let error = Change::try_parse_from([&["change"], arguments].concat()).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{arguments:?}");
    }
    let all = change(&["--passphrase-fd", "3", "--new-passphrase-fd", "4", "--recovery-code-fd", "5"]);
    assert_eq!((all.passphrase.passphrase_fd, all.new.new_passphrase_fd), (Some(3), Some(4)));
    assert_eq!(all.code.recovery_code_fd, Some(5));
}

/// Answers prompts in turn, and keeps them.
fn dialogue(kind: Kind, account: Option<&str>, answers: &[&str]) -> (Result<Secret<String>, Failure>, Vec<String>) {
    let (mut answers, mut prompts) = (answers.iter(), Vec::new());
    let outcome = kind.typed(account, |prompt| {
        prompts.push(prompt.to_owned());
        Ok((*answers.next().unwrap()).to_owned())
    });
    (outcome, prompts)
}

#[test]
fn a_secret_that_exists_is_asked_once() {
    let (outcome, prompts) = dialogue(Kind::Passphrase, Some("maria"), &[" correct horse "]);
    assert_eq!(
        (outcome.unwrap().expose().as_str(), prompts),
        (" correct horse ", vec!["Passphrase of maria: ".into()])
    );
    assert_eq!(dialogue(Kind::RecoveryCode, None, &["1"]).1, ["Recovery code: "]);
}

#[test]
fn a_new_passphrase_is_asked_twice_until_both_are_the_same() {
    let (outcome, prompts) = dialogue(Kind::NewPassphrase, None, &["one", "two", "three", "three"]);
    assert_eq!(outcome.unwrap().expose(), "three");
    let again = "The same again: ";
    assert_eq!(prompts, ["New passphrase: ", again, "The two were not the same. New passphrase: ", again]);
    let (outcome, prompts) = dialogue(Kind::NewPassphrase, None, &["1", "2", "3", "4", "5", "6"]);
    refused(outcome, "secret-differs", "typed differently");
    assert_eq!(prompts.len(), 6);
}

#[test]
fn an_end_of_input_is_told_as_such() {
    let outcome = Kind::Passphrase.typed(None, |_| Err(io::ErrorKind::UnexpectedEof.into()));
    refused(outcome, "secret-missing", "was not entered");
}

#[test]
#[ignore = "run by other tests as a process of its own"]
fn child_takes_a_passphrase() {
    if !is_child() {
        return;
    }
    let options = change(if std::env::var_os("OVERT_TEST_FD").is_some() { &["--passphrase-fd", "0"] } else { &[] });
    match options.passphrase.read(Some("maria")) {
        Ok(secret) => println!("took {} bytes", secret.expose().len()),
        Err(failure) => println!("{failure}; {:?}", failure.hint),
    }
}

const CHILD: &str = "secret::tests::child_takes_a_passphrase";

#[test]
fn on_a_terminal_a_passphrase_is_asked_and_not_shown() {
    let words = words(CHILD);
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let Some((status, shown)) = on_terminal(&words, &[("Passphrase of maria: ", "correct horse")]) else { return };
    assert!(status.success() && shown.contains("took 13 bytes"), "{shown}");
    assert!(!shown.contains("horse"), "{shown}");
}

#[test]
fn an_interrupted_prompt_leaves_the_terminal_as_it_was() {
    let line = format!("stty -a; '{}'; stty -a", words(CHILD).join("' '"));
    let Some((_, shown)) = on_terminal(&["sh", "-c", &line], &[("Passphrase of maria: ", "corr\u{3}")]) else { return };
    let states: Vec<_> = shown.lines().filter(|line| line.contains("icanon")).collect();
    assert!(states.len() == 2 && states[0] == states[1] && states[0].contains("isig icanon"), "{shown}");
    let echoes: Vec<_> = shown.lines().filter(|line| line.split_whitespace().any(|word| word == "echo")).collect();
    assert!(echoes.len() == 2 && !shown.contains("took"), "{shown}");
}

#[test]
fn without_terminal_and_option_the_error_names_the_options() {
    let Some(mut command) = without_terminal("env") else { return };
    let output = command.args(&words(CHILD)[1..]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("there is no terminal to ask"), "{said}");
    assert!(said.contains("--passphrase-file FILE") && said.contains("--passphrase-fd N"), "{said}");
}

#[test]
fn standard_input_is_a_descriptor_too() {
    let mut process =
        child(CHILD).env("OVERT_TEST_FD", "0").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(b"correct horse\nmore").unwrap();
    let said = String::from_utf8(process.wait_with_output().unwrap().stdout).unwrap();
    assert!(said.contains("took 13 bytes"), "{said}");
}

#[test]
fn a_passphrase_in_a_descriptor_that_would_echo_is_refused() {
    let words = words(CHILD);
    let mut words: Vec<_> = words.iter().map(String::as_str).collect();
    words.insert(1, "OVERT_TEST_FD=0");
    let Some((_, shown)) = on_terminal(&words, &[]) else { return };
    assert!(shown.contains("would be shown while it is typed"), "{shown}");
}

proptest! {
    #[test]
    fn every_line_of_text_comes_in_as_it_is(
        text in "[^\n]{0,254}[^\r\n]",
        end in prop::sample::select(vec!["\n", "\r\n", "\nmore", "\r\n\n"]),
    ) {
        let secret = first_line(format!("{text}{end}").as_bytes()).unwrap();
        prop_assert_eq!(secret.expose(), &text);
    }
}
