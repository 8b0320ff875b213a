//! `overt completions`: what the shell needs to complete commands and options.

use clap::Args;
use clap_complete::Shell;

use crate::output::Output;

/// Arguments of `overt completions`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The shell you type in.
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, mut overt: clap::Command) -> anyhow::Result<Output> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut overt, "overt", &mut script);
    Ok(Output::text(String::from_utf8(script)?))
}
