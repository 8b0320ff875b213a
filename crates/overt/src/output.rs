//! What a command answers: text for people or JSON for programs, on standard output, all at once.

use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};

use anyhow::Context;
use serde::Serialize;

use crate::exit::Exit;

/// The answer of a command.
pub(crate) struct Output {
    text: String,
    exit: Exit,
}

impl Output {
    pub(crate) const fn text(text: String) -> Self {
        Self { text, exit: Exit::Done }
    }

    pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<Self> {
        let mut text = serde_json::to_string_pretty(value).context("could not write the answer as JSON")?;
        text.push('\n');
        Ok(Self::text(text))
    }

    /// The one or the other.
    pub(crate) fn answer(json: bool, value: &impl Serialize, text: String) -> anyhow::Result<Self> {
        if json { Self::json(value) } else { Ok(Self::text(text)) }
    }

    /// The same answer, with an exit code of 1 when what was asked for is not as it should be.
    pub(crate) const fn failing_if(mut self, found: bool) -> Self {
        if found {
            self.exit = Exit::Found;
        }
        self
    }

    /// The same answer, with an exit code of 6 when something was refused by the rules and the rest was done.
    pub(crate) const fn against_rules_if(mut self, refused: bool) -> Self {
        if refused {
            self.exit = Exit::AgainstRules;
        }
        self
    }

    /// Prints it. A reader that has seen enough (`overt … | head`) is no error.
    pub(crate) fn deliver(self) -> anyhow::Result<Exit> {
        match std::io::stdout().lock().write_all(self.text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("could not print the answer"),
            _ => Ok(self.exit),
        }
    }
}

/// Text of somebody else as a terminal may show it: what would steer the terminal is taken out, line ends stay.
pub(crate) fn printable(text: &str) -> String {
    text.replace(|letter: char| letter.is_control() && letter != '\n', "\u{fffd}")
}

/// Columns of text, each as wide as its widest cell; the last one runs free.
pub(crate) fn table<const N: usize>(header: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([header[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for row in [header.map(str::to_owned)].iter().chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
