//! `cargo xtask bench`: a benchmark is a folder `bench/NAME` with a `README.md` (what is compared, on which data, with
//! which settings) and an executable script `run`. The script starts in the root of the repository and finds the release
//! build of the program in `OVERT_BIN`, the Python with the peers in `OVERT_PYTHON` and, if there is one, the URL of a
//! PostgreSQL server in `OVERT_TEST_POSTGRES`, where it may create databases as the tests do.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::postgres::{self, Purpose, Server};
use crate::{process, setup};

/// Runs the benchmark `name`, or lists all.
pub(crate) fn run(root: &Path, name: Option<&str>) -> Result<()> {
    let benchmarks = list(&root.join("bench"))?;
    let Some(name) = name else {
        print_list(&benchmarks);
        return Ok(());
    };
    if !benchmarks.iter().any(|benchmark| benchmark.name == name) {
        print_list(&benchmarks);
        bail!("there is no benchmark `{name}`: it would be bench/{name} with README.md and run");
    }
    setup::peers(root, false)?;
    let python = setup::ready_python(root).context("the tools are not ready")?;
    process::run(process::cargo(root).args(["build", "--release"]))?;
    let binary = format!("release/overt{}", std::env::consts::EXE_SUFFIX);
    let server = Server::provide(Purpose::Measurement)
        .inspect_err(|error| println!("There is no PostgreSQL for the benchmark: {error:#}"))
        .ok();
    let mut script = Command::new(root.join("bench").join(name).join("run"));
    script.current_dir(root);
    script.env("OVERT_BIN", process::target(root)?.join(binary)).env(setup::PYTHON_VARIABLE, python);
    postgres::tell(server.as_ref(), &mut script);
    process::run(&mut script)
}

struct Benchmark {
    name: String,
    title: String,
}

/// The benchmarks of a folder by name; a folder that lacks one of the two files is an error.
fn list(folder: &Path) -> Result<Vec<Benchmark>> {
    let mut benchmarks = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let readme = fs::read_to_string(path.join("README.md"))
            .with_context(|| format!("{} has no README.md", path.display()))?;
        ensure!(path.join("run").is_file(), "{} has no script `run`", path.display());
        benchmarks.push(Benchmark {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            title: readme.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']).into(),
        });
    }
    benchmarks.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(benchmarks)
}

fn print_list(benchmarks: &[Benchmark]) {
    if benchmarks.is_empty() {
        println!("There are no benchmarks in bench/.");
    }
    for Benchmark { name, title } in benchmarks {
        println!("{name:<20} {title}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benchmarks_are_listed_with_their_titles() {
        let folder = tempfile::tempdir().unwrap();
        assert!(list(&folder.path().join("none")).unwrap().is_empty());

        let benchmark = folder.path().join("linking");
        fs::create_dir(&benchmark).unwrap();
        assert!(list(folder.path()).is_err(), "no README.md");
        fs::write(benchmark.join("README.md"), "# Linking names\n\nWhat ...").unwrap();
        assert!(list(folder.path()).is_err(), "no run");
        fs::write(benchmark.join("run"), "#!/usr/bin/env bash\n").unwrap();

        let benchmarks = list(folder.path()).unwrap();
        assert_eq!(benchmarks.len(), 1);
        assert_eq!((&*benchmarks[0].name, &*benchmarks[0].title), ("linking", "Linking names"));
    }
}
