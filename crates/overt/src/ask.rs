//! Asking on the terminal for what is no secret.

use std::io::{self, BufRead as _, BufReader};

use crate::exit::Exit;
use crate::failure::Failure;

/// The answer to a prompt, where an answer is needed.
pub(crate) fn line(prompt: &str) -> Result<String, Failure> {
    match ask(prompt) {
        Some(text) if !text.is_empty() => Ok(text),
        Some(_) => Err(Failure::new(Exit::WrongUse, "not-entered", "nothing was entered; nothing was changed")),
        None => {
            let nowhere =
                Failure::new(Exit::WrongUse, "no-terminal", "there is something to ask, and no terminal to ask it on");
            Err(nowhere.with_hint("give it in a file instead; `--help` names the option"))
        }
    }
}

/// Whether somebody types `yes`, in one of the languages of the codebook.
pub(crate) fn confirm(question: &str) -> Result<bool, Failure> {
    let answer = line(&format!("{question} (yes/no) ")).map_err(|failure| match failure.code {
        "no-terminal" => failure.with_hint("say `--yes` if you are certain"),
        _ => failure,
    })?;
    Ok(["yes", "sí", "si", "oui"].contains(&answer.to_lowercase().as_str()))
}

/// What somebody types in answer to a prompt of one line, without blanks around it. Nothing where there is no terminal.
#[cfg(unix)]
pub(crate) fn ask(prompt: &str) -> Option<String> {
    let terminal = std::fs::File::options().read(true).write(true).open("/dev/tty");
    terminal.and_then(|terminal| answer(prompt, &terminal, BufReader::new(&terminal))).ok().flatten()
}

#[cfg(not(unix))]
pub(crate) fn ask(prompt: &str) -> Option<String> {
    use std::io::IsTerminal as _;
    if !io::stdin().is_terminal() {
        return None;
    }
    answer(prompt, io::stderr(), BufReader::new(io::stdin())).ok().flatten()
}

/// A line longer than this is no answer.
const BYTES_MAX: u64 = 64 * 1024;

fn answer(prompt: &str, mut screen: impl io::Write, keyboard: impl io::BufRead) -> io::Result<Option<String>> {
    write!(screen, "{prompt}")?;
    screen.flush()?;
    let mut line = String::new();
    let count = io::Read::take(keyboard, BYTES_MAX).read_line(&mut line)?;
    Ok((count > 0).then(|| line.trim().to_owned()))
}
