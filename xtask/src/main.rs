//! `cargo xtask`: the chores of the repository, one file per command. `setup` provides the tools that some tests need,
//! `test` runs everything a change must pass, `audit` the checks that take too long for that, `tidy` checks the rules of
//! the house, `docs` renews the generated pages of the book, `bench` runs the comparisons with other programs and `world` makes the shapes
//! of the maps.
//! Everything here works from the root of the repository, prints what it does on standard output and ends with a
//! non-zero status when something is wrong.
#![expect(clippy::print_stdout, reason = "a command-line tool answers on standard output")]

mod audit;
mod bench;
mod docs;
mod fuzz;
mod postgres;
mod process;
mod setup;
mod skipped;
mod suite;
mod test;
mod tidy;
mod web;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};

/// The chores of the Overt repository.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Provide the tools that some tests need
    ///
    /// Python packages go into target/tools, those of Node and the script of the public pages into web. As root on
    /// Debian, missing system packages, among them PostgreSQL, Node and Chromium, are installed with apt-get.
    Setup {
        /// Report what is missing and install nothing
        #[arg(long)]
        check: bool,
    },
    /// Run everything a change must pass: the tools, the tests, the pages in a browser, tidy and the generated pages
    Test,
    /// Run the checks that take too long for every change: the ignored tests audit_… on a release build, and fuzzing
    Audit,
    /// Check the rules of the house: crate edges, file sizes, complete folders, links, licences, marks, manifests
    Tidy,
    /// Renew the generated pages of the book, then build the book if mdbook is installed
    Docs {
        /// Change nothing; fail if a generated page is not up to date
        #[arg(long)]
        check: bool,
    },
    /// Run the benchmark bench/NAME on a release build, or list the benchmarks
    Bench {
        /// Name of a folder in bench/
        name: Option<String>,
    },
    /// Make data/world.txt, the shapes of countries for maps, from countries-50m.json of the npm package world-atlas
    World {
        /// That file
        topology: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let root = repository_root()?;
    match command {
        Command::Setup { check } => setup::run(&root, check),
        Command::Test => test::run(&root),
        Command::Audit => audit::run(&root),
        Command::Tidy => tidy::run(&root),
        Command::Docs { check } => docs::run(&root, check),
        Command::Bench { name } => bench::run(&root, name.as_deref()),
        Command::World { topology } => world::run(&root, &topology),
    }
}

/// The folder above this crate. Cargo tells it when it runs us, which stays right when the repository has moved.
fn repository_root() -> Result<PathBuf> {
    let folder =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    folder.parent().map(Path::to_path_buf).context("the crate xtask must stand in a folder of the repository")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
