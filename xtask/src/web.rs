//! Pages in a browser: the tests of `web/tests` on the example `house` of overt-publish, which serves invented releases, and on the example
//! `office` of overt-desk, in which invented people work.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::suite::Suite;
use crate::{process, setup};

/// The programs that serve pages: the example, and the variable that tells the tests where it is.
const PROGRAMS: [(&str, &str); 2] = [("house", "OVERT_HOUSE"), ("office", "OVERT_OFFICE")];

/// Runs the tests, or remembers why they cannot run here.
pub(crate) fn run(root: &Path, suite: &mut Suite) -> Result<()> {
    if let Some(lacking) = setup::lacking(root) {
        return suite.skip(&format!("pages in a browser: {lacking}; `cargo xtask setup` helps"));
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut tests = Command::new(npm);
    tests.current_dir(root.join("web")).args(["run", "--silent", "test"]);
    let examples = process::programs(root)?.join("examples");
    for (example, variable) in PROGRAMS {
        tests.env(variable, examples.join(format!("{example}{}", std::env::consts::EXE_SUFFIX)));
    }
    process::run(&mut tests)
}
