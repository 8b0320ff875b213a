//! `cargo xtask tidy`: the rules of the house that neither the compiler nor clippy can check. Each file below `tidy/`
//! holds the rules about one thing, and each rule returns all its violations, so that one run names everything. A
//! violation says where it is, what is wrong, why there is such a rule, and what to do.

mod crates;
mod files;
mod licences;
mod links;
mod manifests;
mod tree;

use std::fmt;
use std::path::Path;

use anyhow::{Result, ensure};
use cargo_metadata::MetadataCommand;

use tree::Tree;

/// Prints every violation and fails if there is one.
pub(crate) fn run(root: &Path) -> Result<()> {
    let tree = Tree::of_repository(root)?;
    let metadata = MetadataCommand::new().current_dir(root).exec()?;
    let violations = [
        crates::edges(&tree, &metadata),
        files::lengths(&tree),
        files::folders(&tree),
        files::marks(&tree),
        links::summary(&tree),
        links::targets(&tree),
        licences::licences(&tree, &licences::third_party(&metadata)),
        manifests::inheritance(&tree, &metadata),
    ]
    .concat();
    for violation in &violations {
        println!("{violation}");
    }
    ensure!(violations.is_empty(), "{} violations of the rules", violations.len());
    println!("{} files are tidy.", tree.files().count());
    Ok(())
}

/// Why a rule exists, and what to do where it is not kept.
#[derive(Debug)]
struct Rule {
    why: &'static str,
    remedy: &'static str,
}

/// One place where a rule is not kept.
#[derive(Clone, Debug)]
struct Violation {
    path: String,
    line: usize,
    what: String,
    rule: &'static Rule,
}

impl Rule {
    fn broken(&'static self, path: &str, line: usize, what: impl Into<String>) -> Violation {
        let (path, what) = (path.into(), what.into());
        Violation { path, line, what, rule: self }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule { why, remedy } = self.rule;
        write!(formatter, "{}:{}: {}; {why}; {remedy}", self.path, self.line, self.what)
    }
}

/// What the tests of the rules look at: place and finding.
#[cfg(test)]
fn found(violations: &[Violation]) -> Vec<String> {
    let place = |v: &Violation| format!("{}:{}: {}", v.path, v.line, v.what);
    violations.iter().map(place).collect()
}
