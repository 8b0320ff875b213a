//! The command line of Overt: options in, the other crates do the work, answers out.

mod codebook;
mod demo;
mod output;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::Output;

/// Record, pool, link, protect, analyse and publish evidence on trafficking-related corruption.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = "Begin with `overt demo`.")]
struct Overt {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// A tour of what works today.
    Demo(demo::Arguments),
    /// The vocabulary: code lists, record schemas, checks and exports.
    Codebook(codebook::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Overt::parse().command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Codebook(arguments) => codebook::run(&arguments),
    };
    match outcome.and_then(Output::deliver) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
