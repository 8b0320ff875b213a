//! Tests of what belongs to a whole process, such as its terminal: one test runs another as a process of its own.

use std::env;
use std::process::Command;

const VARIABLE: &str = "OVERT_TEST_CHILD";

/// Whether this process was started by [`child`]; a test that is meant for that returns otherwise.
pub(crate) fn is_child() -> bool {
    env::var_os(VARIABLE).is_some()
}

/// The words that run one test as a process of its own. Whatever it prints is printed.
pub(crate) fn words(test: &str) -> Vec<String> {
    let program = env::current_exe().unwrap().into_os_string().into_string().unwrap();
    let variable = format!("{VARIABLE}=1");
    [String::from("env"), variable, program]
        .into_iter()
        .chain(["--exact", test, "--ignored", "--nocapture", "--quiet"].map(String::from))
        .collect()
}

/// One test as a process of its own.
pub(crate) fn child(test: &str) -> Command {
    let words = words(test);
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    command
}
