//! Looking for files that a reader does not survive: every target of `fuzz/` for a minute. A file that is found stays in
//! `fuzz/artifacts`, and becomes a test.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::process;

const PROGRAM: [&str; 3] = ["install", "--locked", "cargo-fuzz"];

/// How each target runs: for a minute, and with no more memory than is promised.
const LIMITS: [&str; 3] = ["-max_total_time=60", "-rss_limit_mb=300", "-max_len=65536"];

/// Runs all targets, also when one fails. Where cargo-fuzz cannot be had nothing is run, and that is said.
pub(crate) fn run(root: &Path) -> Result<()> {
    if !process::succeeds("cargo", &["fuzz", "--version"])
        && let Err(error) = process::run(process::cargo(root).args(PROGRAM))
    {
        println!("**** SKIPPED fuzzing of the readers: {error:#}");
        return Ok(());
    }
    let mut found = Vec::new();
    for target in targets(&root.join("fuzz/fuzz_targets"))? {
        // The sanitizers need a nightly compiler. Without unsafe code of our own they would find little.
        let mut command = process::cargo(root);
        command.args(["fuzz", "run", "--sanitizer", "none", &target, "--"]).args(LIMITS);
        if let Err(error) = process::run(&mut command) {
            println!("error: {error:#}");
            found.push(target);
        }
    }
    ensure!(found.is_empty(), "fuzzing found a file for {}; see fuzz/artifacts", found.join(", "));
    Ok(())
}

/// The names of the targets, one file each.
fn targets(folder: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("could not read {}", folder.display()))?;
    let mut targets = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_stem().filter(|_| path.extension().is_some_and(|extension| extension == "rs"));
        targets.extend(name.map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_built_and_run() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let manifest: toml::Table = fs::read_to_string(root.join("fuzz/Cargo.toml")).unwrap().parse().unwrap();
        let programs = manifest["bin"].as_array().unwrap();
        let names: Vec<_> = programs.iter().map(|program| program["name"].as_str().unwrap()).collect();
        assert_eq!(targets(&root.join("fuzz/fuzz_targets")).unwrap(), names);
    }
}
