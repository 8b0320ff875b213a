//! How a test hands a passphrase to the program: through a file descriptor, in a file of its own, or typed on a terminal.
//! Each way runs `sh` here to show that the secret arrives, and the program to show that it can be run so.

use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::process::OVERT;
use crate::terminal::{on_terminal, without_terminal};

/// Runs a program with a secret in file descriptor 3, for `--passphrase-fd 3`. Its standard input is empty.
pub(crate) fn in_descriptor(program: &str, arguments: &[&str], secret: &str) -> Output {
    // Only a shell can open another descriptor than the first three without unsafe code.
    let mut process = Command::new("sh")
        .args(["-c", "exec \"$@\" 3<&0 </dev/null", "sh", program])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends without reading closes the pipe.
    let _ = process.stdin.take().unwrap().write_all(format!("{secret}\n").as_bytes());
    process.wait_with_output().unwrap()
}

/// A file that only its owner can read, for `--passphrase-file`.
pub(crate) fn in_file(folder: &Path, name: &str, secret: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, format!("{secret}\n")).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    path
}

#[test]
fn a_secret_arrives_in_a_descriptor_and_in_no_argument_or_variable() {
    let script = "read -r secret <&3; echo \"took $secret\"; cat; echo \"$0 $*\"; env";
    let output = in_descriptor("sh", &["-c", script, "name"], "correct horse");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("took correct horse\nname \n"), "{said}");
    assert_eq!(said.matches("horse").count(), 1, "{said}");
    assert!(in_descriptor(OVERT, &["codebook", "show", "stages"], "correct horse").status.success());
}

#[test]
fn a_secret_arrives_in_a_file_of_its_owner() {
    let folder = tempfile::tempdir().unwrap();
    let path = in_file(folder.path(), "passphrase", "correct horse");
    assert_eq!(fs::read_to_string(&path).unwrap(), "correct horse\n");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_secret_can_be_typed_on_a_terminal() {
    let script = "printf 'New: '; read -r one; printf 'Again: '; read -r two; echo \"took $one $two\"; exit 3";
    let Some((status, shown)) = on_terminal(&["sh", "-c", script], &[("New: ", "correct"), ("Again: ", "horse")])
    else {
        return;
    };
    assert_eq!(status.code(), Some(3));
    assert!(shown.contains("took correct horse"), "{shown}");
    let Some((status, shown)) = on_terminal(&[OVERT, "codebook", "show", "stages"], &[]) else { return };
    assert!(status.success() && shown.contains("CODE"), "{shown}");
}

#[test]
fn a_program_can_be_run_where_there_is_no_terminal() {
    let Some(mut command) = without_terminal("sh") else { return };
    let output = command.args(["-c", "echo x >/dev/tty"]).output().unwrap();
    assert!(!output.status.success() && !output.stderr.is_empty(), "{output:?}");
    let Some(mut command) = without_terminal(OVERT) else { return };
    assert!(command.args(["codebook", "show", "stages"]).output().unwrap().status.success());
}
