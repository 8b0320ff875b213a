//! `overt backup`.

mod check;
pub(crate) mod key;
mod make;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use overt_store::BackupReport;
use serde_json::{Value as Json, json};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;

/// Arguments of `overt backup`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// File to write; there must be none of this name.
    file: Option<PathBuf>,
    #[command(flatten)]
    options: StoreOptions,
    #[command(flatten)]
    passphrase: PassphraseOptions,
}

#[derive(Subcommand)]
enum Action {
    /// Find damage in a backup, without any key. Exits with 1 when there is some.
    #[command(after_help = "Example:\n  overt backup check /media/disk/2026-12-01.backup")]
    Check {
        /// The backup.
        file: PathBuf,
    },
    /// Open a backup and read all of it, without restoring anything: prints a digest for each table.
    #[command(
        after_help = "Examples:\n  overt backup read 2026-12-01.backup --as amina --keys overt-data/keys\n  overt backup read 2026-12-01.backup --as amina --with-recovery-code\n\nExit codes: 0 it can be restored, 2 a file cannot be used, 3 it does not open with this, 4 it is damaged."
    )]
    Read {
        /// The backup.
        file: PathBuf,
        #[command(flatten)]
        key: key::KeyOptions,
    },
}

impl Arguments {
    pub(crate) const fn json(&self) -> bool {
        self.options.json
    }
}

pub(crate) fn run(Arguments { action, file, options, passphrase }: &Arguments) -> anyhow::Result<Output> {
    match (action, file) {
        (Some(Action::Check { file }), _) => check::check(options, file),
        (Some(Action::Read { file, key }), _) => check::read(options, file, key),
        (None, Some(file)) => make::run(options, passphrase, file),
        (None, None) => {
            let failure = Failure::new(Exit::WrongUse, "wrong-use", "no file was named");
            Err(failure.with_hint("overt backup FILE").into())
        }
    }
}

/// Refuses a file that is not there as wrong use, and not as a failure of the machine.
pub(crate) fn there(file: &Path) -> Result<(), Failure> {
    if file.is_file() {
        return Ok(());
    }
    Err(Failure::new(Exit::WrongUse, "file-unusable", format!("there is no file {}", file.display())))
}

/// What a backup holds, for programs.
pub(crate) fn in_json(report: &BackupReport) -> Json {
    let BackupReport { facts, rows, files, digests } = report;
    json!({
        "id": facts.id.to_string(),
        "tenant": facts.tenant.to_string(),
        "day": facts.day.to_string(),
        "holders": facts.holders,
        "rows": rows,
        "attachments": files,
        "digests": digests,
    })
}
