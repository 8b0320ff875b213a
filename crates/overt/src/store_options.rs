//! The options of every command that uses the evidence store: where it is, as whom, and how to answer.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::progress::Progress;

/// May stand before or after the action of a command.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoreOptions {
    /// Folder of the store.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "OVERT_DATA",
        hide_env_values = true,
        default_value = "overt-data"
    )]
    pub(crate) data: PathBuf,
    /// Account to sign in with; may be left out while there is only one.
    #[arg(
        long = "as",
        global = true,
        value_name = "NAME",
        env = "OVERT_ACCOUNT",
        hide_env_values = true,
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub(crate) account: Option<String>,
    /// Answer in JSON, for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Show no progress.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
}

impl StoreOptions {
    /// A bar, unless a program reads or somebody asked for none.
    pub(crate) fn progress(&self, label: &str, total: Option<u64>) -> Progress {
        if self.json || self.quiet { Progress::silent() } else { Progress::new(label, total) }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
