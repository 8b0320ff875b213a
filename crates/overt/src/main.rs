//! The command line of Overt: options in, the other crates do the work, answers out.

mod audit;
mod backup;
mod codebook;
mod completions;
mod demo;
mod exit;
mod failure;
mod file;
mod man;
mod output;
mod progress;
mod restore;
mod secret;
mod settings;
mod store_options;
mod store_url;
mod witness;
mod workspace;

#[cfg(test)]
#[cfg(unix)]
mod child;
#[cfg(test)]
#[cfg(unix)]
#[path = "../tests/cli/terminal.rs"]
mod terminal;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Record, pool, link, protect, analyse and publish evidence on trafficking-related corruption.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, after_help = "Begin with `overt demo`.", after_long_help = Exit::help())]
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
    /// Verify the store and its log, and let others verify it.
    Audit(audit::Arguments),
    /// See to it that the log of another organisation only grows.
    Witness(witness::Arguments),
    /// Write all of the store into one sealed file, or check such a file.
    #[command(
        after_help = "Examples:\n  overt backup /media/disk/2026-12-01.backup --as amina\n  overt backup check /media/disk/2026-12-01.backup\n  overt backup read /media/disk/2026-12-01.backup --as amina --keys overt-data/keys\n\nThe folder of keys is not in it. Copy it by hand, and keep it apart."
    )]
    Backup(backup::Arguments),
    /// Make a new store from a backup.
    #[command(
        after_help = "Examples:\n  overt restore 2026-12-01.backup --data new-data --as amina --keys overt-data/keys\n  overt restore 2026-12-01.backup --data new-data --as amina --with-recovery-code\n  overt restore 2026-12-01.backup --data new-data --store postgres://overt@db.example/overt --as amina --keys overt-data/keys\n\nThe folder must be empty or not there. All is restored or nothing. Without the old folder of keys, what was erased after the\nbackup comes back, and everybody must get in with their recovery code once.\n\nExit codes: 0 restored, 2 a file or folder cannot be used, 3 the backup does not open with this, 4 it is damaged."
    )]
    Restore(restore::Arguments),
    /// A script that lets your shell complete commands and options.
    #[command(
        after_help = "Examples:\n  overt completions bash > ~/.local/share/bash-completion/completions/overt\n  overt completions zsh > ~/.zfunc/_overt          (a folder that is in $fpath)\n  overt completions fish > ~/.config/fish/completions/overt.fish\n  overt completions powershell >> $PROFILE\n  overt completions elvish >> ~/.config/elvish/rc.elv"
    )]
    Completions(completions::Arguments),
    /// Write the manual pages, one for each command.
    #[command(
        after_help = "Examples:\n  overt man --out ~/.local/share/man/man1\n  overt man --out man && man man/overt-codebook.1"
    )]
    Man(man::Arguments),
}

impl Command {
    fn run(&self) -> anyhow::Result<Output> {
        match self {
            Self::Demo(arguments) => demo::run(arguments),
            Self::Codebook(arguments) => codebook::run(arguments),
            Self::Audit(arguments) => audit::run(arguments),
            Self::Witness(arguments) => witness::run(arguments),
            Self::Backup(arguments) => backup::run(arguments),
            Self::Restore(arguments) => restore::run(arguments),
            Self::Completions(arguments) => completions::run(arguments, Overt::command()),
            Self::Man(arguments) => man::run(arguments, Overt::command()),
        }
    }

    const fn json(&self) -> bool {
        match self {
            Self::Codebook(arguments) => arguments.json(),
            Self::Audit(arguments) => arguments.json(),
            Self::Witness(arguments) => arguments.json(),
            Self::Backup(arguments) => arguments.json(),
            Self::Restore(arguments) => arguments.json(),
            Self::Demo(_) | Self::Completions(_) | Self::Man(_) => false,
        }
    }
}

fn main() -> ExitCode {
    let command = match Overt::try_parse() {
        Ok(Overt { command }) => command,
        Err(answer) => return not_run(&answer),
    };
    let exit = command.run().and_then(Output::deliver).unwrap_or_else(|error| {
        let failure = Failure::of(&error);
        failure.print(command.json());
        failure.exit
    });
    exit.into()
}

/// Help and version are answers. Anything else is wrong use, told to a program if one seems to ask.
fn not_run(answer: &clap::Error) -> ExitCode {
    if !answer.use_stderr() {
        return match answer.print() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Exit::MachineFailed.into(),
            _ => Exit::Done.into(),
        };
    }
    let json = std::env::args_os().skip(1).take_while(|argument| argument != "--").any(|argument| argument == "--json");
    if json {
        Failure::of_command_line(answer).print(true);
    } else {
        // Where standard error is closed, the exit code has to do.
        let _ = answer.print();
    }
    Exit::WrongUse.into()
}
