//! Asking on the terminal, without echo.

use std::io;

/// What somebody types in answer to a prompt of one line. It is asked on the terminal of the process, also where standard
/// input or output lead elsewhere; without one, this is an error.
#[cfg(unix)]
pub(super) fn ask(prompt: &str) -> io::Result<String> {
    let output = Output::open()?;
    rpassword::prompt_password_with_config(prompt, rpassword::ConfigBuilder::new().output_writer(output).build())
}

#[cfg(not(unix))]
pub(super) fn ask(prompt: &str) -> io::Result<String> {
    rpassword::prompt_password(prompt)
}

/// The terminal as it was before the prompt. `rpassword` ends the process at Ctrl-C without restoring it, which leaves a
/// terminal that shows nothing of what is typed. It writes a line end before that, and here this restores.
#[cfg(unix)]
struct Output {
    terminal: std::fs::File,
    before: rustix::termios::Termios,
}

#[cfg(unix)]
impl Output {
    fn open() -> io::Result<Self> {
        let terminal = std::fs::File::options().write(true).open("/dev/tty")?;
        let before = rustix::termios::tcgetattr(&terminal)?;
        Ok(Self { terminal, before })
    }
}

#[cfg(unix)]
impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.contains(&b'\n') {
            rustix::termios::tcsetattr(&self.terminal, rustix::termios::OptionalActions::Now, &self.before)?;
        }
        self.terminal.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.terminal.flush()
    }
}
