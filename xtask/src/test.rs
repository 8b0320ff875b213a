//! `cargo xtask test`: everything a change must pass, in the order in which failures are quickest to understand. It
//! stops at the first step that fails and closes with what was run. Without the tools for the peer checks or PostgreSQL
//! (no network, no permission) it goes on and says which tests could check less.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::suite::Suite;
use crate::{docs, setup, tidy, web};

type Step = (&'static str, fn(&Path, &mut Suite) -> Result<()>);

const STEPS: &[Step] = &[
    ("tools for the tests", |root, _| {
        tools(root);
        Ok(())
    }),
    ("cargo test --workspace", |_, suite| {
        suite.run(&["test", "--workspace", "--no-fail-fast"], &[("RUST_TEST_THREADS", &threads())])
    }),
    ("pages in a browser", web::run),
    ("tidy", |root, _| tidy::run(root)),
    ("docs --check", |root, _| docs::run(root, true)),
];

/// Runs the steps and prints the summary.
pub(crate) fn run(root: &Path) -> Result<()> {
    let mut suite = Suite::new(root)?;
    let mut times = Vec::new();
    let mut failure = None;
    for (number, (name, step)) in (1..).zip(STEPS) {
        println!("\n==== {number}/{}: {name}", STEPS.len());
        let start = Instant::now();
        let outcome = step(root, &mut suite);
        times.push(start.elapsed());
        if let Err(error) = outcome {
            println!("error: {error:#}");
            failure = Some(*name);
            break;
        }
    }
    println!("\n==== summary");
    print!("{}", summary(&times, failure.is_some()));
    print_missing_peers(root);
    if !root.join("../shared/reference").is_dir() {
        println!("**** ../shared is absent. SKIPPED is the comparison of the codebook with its reference material.");
    }
    suite.print_skipped();
    match failure {
        Some(name) => bail!("failed at: {name}"),
        None => Ok(()),
    }
}

/// One line per step. The last step that has a time is the one that failed, if any did.
fn summary(times: &[Duration], failed: bool) -> String {
    let line = |(number, (name, _)): (usize, &Step)| match times.get(number) {
        None => format!("{name:<28} not run\n"),
        Some(time) => {
            let is_failure = failed && number + 1 == times.len();
            let word = if is_failure { "FAILED" } else { "done" };
            format!("{name:<28} {word:<8} {:>7.1} s\n", time.as_secs_f64())
        }
    };
    STEPS.iter().enumerate().map(line).collect()
}

/// More than there are cores, because most tests wait for a disk, a server or another process for half of their time.
fn threads() -> String {
    let given = std::env::var("RUST_TEST_THREADS").ok();
    given.unwrap_or_else(|| (3 * thread::available_parallelism().map_or(1, usize::from)).to_string())
}

fn tools(root: &Path) {
    if let Err(error) = setup::run(root, false) {
        println!("warning: {error:#}");
        print_missing_peers(root);
    }
}

/// Says which tests have no peers to ask; nothing when the tools are there.
fn print_missing_peers(root: &Path) {
    if setup::ready_python(root).is_some() {
        return;
    }
    println!("**** The tools for the peer checks are NOT installed: see `cargo xtask setup`.");
    println!("**** SKIPPED is whatever these files would ask the programs of others:");
    let search = ["grep", "--untracked", "--files-with-matches", setup::PYTHON_VARIABLE];
    let mut git = Command::new("git");
    git.current_dir(root).args(search).args(["--", "crates"]);
    if git.status().is_err() {
        println!("(git is needed to list them)");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_tells_done_from_failed_from_not_run() {
        let second = Duration::from_secs(1);
        let summary = summary(&[second, 2 * second], true);
        let words: Vec<_> = summary.lines().map(|line| line[28..].trim()).collect();
        assert_eq!(words.len(), STEPS.len());
        assert_eq!(&words[..3], ["done         1.0 s", "FAILED       2.0 s", "not run"]);
    }
}
