//! Asking on the terminal for what is no secret.

use std::io::{self, BufRead as _, BufReader};

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
const BYTES_MAX: u64 = 1024;

fn answer(prompt: &str, mut screen: impl io::Write, keyboard: impl io::BufRead) -> io::Result<Option<String>> {
    write!(screen, "{prompt}")?;
    screen.flush()?;
    let mut line = String::new();
    let count = io::Read::take(keyboard, BYTES_MAX).read_line(&mut line)?;
    Ok((count > 0).then(|| line.trim().to_owned()))
}
