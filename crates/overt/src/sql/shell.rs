//! One question after the other.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use overt_warehouse::Warehouse;
use overt_warehouse::query::Format;

use super::{ROWS_SHOWN, ask, is_broken_pipe};
use crate::failure::Failure;
use crate::output::Output;
use crate::warehouse::eprint;

const HELP: &str = "A question ends with a semicolon and may have several lines.\n  \
    SHOW TABLES;              the tables\n  DESCRIBE corrupt_act;     the columns of one\n  .functions                what can be asked of dates, codes and states\n  \
    .quit                     or Ctrl-D\n";

pub(super) fn run(runtime: &tokio::runtime::Runtime, warehouse: &Warehouse) -> anyhow::Result<Output> {
    let is_terminal = std::io::stdin().is_terminal();
    if is_terminal {
        eprint(&format!(
            "Snapshot {} of {}. .help says what there is.\n",
            warehouse.manifest.snapshot, warehouse.manifest.day
        ));
    }
    let mut waiting = String::new();
    let mut lines = std::io::stdin().lock().lines();
    loop {
        if is_terminal {
            eprint(if waiting.is_empty() { "overt> " } else { "  ...> " });
        }
        let Some(line) = lines.next().transpose()? else { break };
        match line.trim() {
            ".quit" | ".exit" if waiting.is_empty() => break,
            ".help" if waiting.is_empty() => eprint(HELP),
            ".functions" if waiting.is_empty() => {
                super::functions::list(false, false)?.deliver()?;
            }
            "" if waiting.is_empty() => {}
            line => {
                waiting.push_str(line);
                waiting.push('\n');
                if line.ends_with(';') && !answer(runtime, warehouse, &std::mem::take(&mut waiting)) {
                    break;
                }
            }
        }
    }
    if !waiting.trim().is_empty() {
        answer(runtime, warehouse, &waiting);
    }
    Ok(Output::text(String::new()))
}

/// Answers; a wrong question is told and the next may come. False when nobody reads the answers any more.
fn answer(runtime: &tokio::runtime::Runtime, warehouse: &Warehouse, text: &str) -> bool {
    let mut output = std::io::stdout();
    let format = Format::Table { rows_max: ROWS_SHOWN };
    match runtime.block_on(ask(warehouse, (text, None), format, &mut output)) {
        Ok(_) => output.flush().is_ok(),
        Err(error) if is_broken_pipe(&error) => false,
        Err(error) => {
            Failure::of(&error).print(false);
            true
        }
    }
}
