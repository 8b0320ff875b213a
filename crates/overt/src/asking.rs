//! Asking a person at the terminal for something that may be shown while it is typed.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};

use crate::exit::Exit;
use crate::failure::Failure;

/// Nobody types more than this in one line.
const BYTES_MAX: u64 = 64 * 1024;

/// What somebody types in answer to a prompt of one line, on the terminal of the process, also where standard input or
/// output lead elsewhere.
pub(crate) fn line(prompt: &str) -> Result<String, Failure> {
    let nowhere = |_| {
        Failure::new(Exit::WrongUse, "no-terminal", "there is something to ask, and no terminal to ask it on")
            .with_hint("give it in a file instead; `--help` names the option")
    };
    let text = ask(prompt).map_err(nowhere)?;
    if text.is_empty() {
        return Err(Failure::new(Exit::WrongUse, "not-entered", "nothing was entered; nothing was changed"));
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Whether somebody types `yes`, in one of the languages of the codebook.
pub(crate) fn confirm(question: &str) -> Result<bool, Failure> {
    let answer = line(&format!("{question} (yes/no) ")).map_err(|failure| match failure.code {
        "no-terminal" => failure.with_hint("say `--yes` if you are certain"),
        _ => failure,
    })?;
    Ok(["yes", "sí", "si", "oui"].contains(&answer.trim().to_lowercase().as_str()))
}

#[cfg(unix)]
fn ask(prompt: &str) -> io::Result<String> {
    let mut terminal = File::options().read(true).write(true).open("/dev/tty")?;
    terminal.write_all(prompt.as_bytes())?;
    terminal.flush()?;
    read(terminal)
}

#[cfg(not(unix))]
fn ask(prompt: &str) -> io::Result<String> {
    io::stderr().write_all(prompt.as_bytes())?;
    read(File::open("CONIN$")?)
}

fn read(terminal: File) -> io::Result<String> {
    let mut text = String::new();
    BufReader::new(terminal.take(BYTES_MAX)).read_line(&mut text)?;
    Ok(text)
}
