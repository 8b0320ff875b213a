//! `cargo xtask audit`: the checks that take too long for every change. They are ignored tests whose names begin with
//! `audit_`, run on a release build and with `OVERT_AUDIT=1`. After them the readers of files are fuzzed.

use std::path::Path;

use anyhow::Result;

use crate::suite::Suite;
use crate::{fuzz, setup};

const VARIABLE: (&str, &str) = ("OVERT_AUDIT", "1");

#[rustfmt::skip]
const TESTS: [&str; 14] = ["test", "--release", "--no-fail-fast", "-p", "overt-store", "-p", "overt-intake", "-p", "overt-protect", "-p", "overt",
    "--", "--ignored", "audit_"];

/// Runs them all, also when one fails, and says what was not checked.
pub(crate) fn run(root: &Path) -> Result<()> {
    if let Err(error) = setup::database(false) {
        println!("warning: {error:#}");
    }
    let mut suite = Suite::new(root)?;
    let outcome = suite.run(&TESTS, &[VARIABLE]);
    suite.print_skipped();
    let fuzzed = fuzz::run(root);
    outcome.and(fuzzed)
}
