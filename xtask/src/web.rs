//! The public pages in a browser: the tests of `web/tests` on the example `house` of overt-publish, which serves invented
//! releases.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::suite::Suite;
use crate::{process, setup};

/// Tells the tests which program serves the pages.
const HOUSE_VARIABLE: &str = "OVERT_HOUSE";

/// Runs the tests, or remembers why they cannot run here.
pub(crate) fn run(root: &Path, suite: &mut Suite) -> Result<()> {
    if let Some(lacking) = setup::lacking(root) {
        return suite.skip(&format!("the public pages in a browser: {lacking}; `cargo xtask setup` helps"));
    }
    process::run(process::cargo(root).args(["build", "--package", "overt-publish", "--example", "house"]))?;
    let house = process::target(root)?.join(format!("debug/examples/house{}", std::env::consts::EXE_SUFFIX));
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut tests = Command::new(npm);
    tests.current_dir(root.join("web")).args(["run", "--silent", "test"]).env(HOUSE_VARIABLE, house);
    process::run(&mut tests)
}
