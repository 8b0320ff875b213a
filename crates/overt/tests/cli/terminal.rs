//! Processes with a terminal of their own, and with none. Unit tests use this file too.

use std::io::{Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// Runs a command on a terminal. Whenever the next prompt is shown, the line beside it is typed. The result is how the
/// command ended, and all that the terminal showed. `None`, with a word about it, where no terminal can be made.
pub(crate) fn on_terminal(command: &[&str], dialogue: &[(&str, &str)]) -> Option<(ExitStatus, String)> {
    let words: Vec<_> = command.iter().map(|word| format!("'{}'", word.replace('\'', "'\\''"))).collect();
    let process = Command::new("script")
        .args(["-qec", &words.join(" "), "/dev/null"])
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut process) = process else {
        eprintln!("SKIPPED: there is no `script` of util-linux to make a terminal");
        return None;
    };
    let mut keyboard = process.stdin.take().unwrap();
    let mut screen = process.stdout.take().unwrap();
    let (mut shown, mut read) = (Vec::new(), 0);
    for (prompt, line) in dialogue {
        while !String::from_utf8_lossy(&shown[read..]).contains(prompt) {
            let mut some = [0; 256];
            let count = screen.read(&mut some).unwrap();
            assert!(count > 0, "`{prompt}` was never asked: {}", String::from_utf8_lossy(&shown));
            shown.extend_from_slice(&some[..count]);
        }
        read = shown.len();
        // A program shows its prompt first and stops the echo then. People are slower than that.
        thread::sleep(Duration::from_millis(300));
        keyboard.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
    screen.read_to_end(&mut shown).unwrap();
    let status = process.wait().unwrap();
    drop(keyboard);
    Some((status, String::from_utf8_lossy(&shown).into_owned()))
}

/// A command without any terminal, even if the tests were started from one. `None`, with a word about it, where that
/// cannot be had.
pub(crate) fn without_terminal(program: &str) -> Option<Command> {
    if Command::new("setsid").arg("true").status().is_err() {
        eprintln!("SKIPPED: there is no `setsid` of util-linux to run a program without a terminal");
        return None;
    }
    let mut command = Command::new("setsid");
    command.args(["--wait", program]).stdin(Stdio::null());
    Some(command)
}
