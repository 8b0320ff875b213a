//! Pages are drawn by a process of its own. Whatever a hostile file makes of it (no end, no memory, no stack), it ends with that process,
//! and the desk goes on. The file and the copy go through pipes and lie nowhere.

use std::env;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use overt_model::Secret;

use super::pages;

/// The word by which a program is told to draw pages and do nothing else.
const WORD: &str = "draw-pages";
/// Longest that a file is drawn.
pub(super) const TIME_MAX: Duration = Duration::from_mins(1);
/// Bytes of memory that drawing may take, the program itself among them.
#[cfg(unix)]
const MEMORY_MAX: u64 = 3 << 30;
/// Longest copy, in bytes.
const COPY_LEN_MAX: u64 = 200 << 20;

/// A program that is named as painter of a desk calls this before all else. Where it was called to draw pages, it draws what comes on
/// standard input to standard output, and ends as this says.
pub fn draw_pages() -> Option<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let is_called = arguments.next().is_some_and(|word| word == WORD) && arguments.next().is_none();
    is_called.then(|| if draw().is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn draw() -> Option<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        // Where the system does not do that, there is the time.
        let _ = setrlimit(Resource::As, Rlimit { current: Some(MEMORY_MAX), maximum: Some(MEMORY_MAX) });
    }
    let mut file = Vec::new();
    io::stdin().lock().read_to_end(&mut file).ok()?;
    let copy = pages::redraw(file)?;
    io::stdout().lock().write_all(&copy).ok()
}

/// The copy that another process draws. None where it cannot, or takes longer than `time`.
pub(super) fn drawn(painter: &Path, file: &[u8], time: Duration) -> Option<Secret<Vec<u8>>> {
    // It needs nothing of what this process was told.
    let mut command = Command::new(painter);
    command.arg(WORD).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let copy = exchange(&mut child, file, time);
    // It has ended, or has nothing to say any more.
    let _ = child.kill();
    let status = child.wait().ok()?;
    copy.filter(|_| status.success())
}

fn exchange(child: &mut Child, file: &[u8], time: Duration) -> Option<Secret<Vec<u8>>> {
    let (mut to, from) = (child.stdin.take()?, child.stdout.take()?);
    thread::scope(|scope| {
        // What is not read because the other end is gone is nobody's loss.
        scope.spawn(move || to.write_all(file));
        let reader = scope.spawn(move || {
            let mut copy = Vec::new();
            from.take(COPY_LEN_MAX + 1).read_to_end(&mut copy).ok()?;
            (copy.len() as u64 <= COPY_LEN_MAX).then(|| Secret::new(copy))
        });
        let start = Instant::now();
        while !reader.is_finished() && start.elapsed() < time {
            thread::sleep(Duration::from_millis(20));
        }
        if !reader.is_finished() {
            // Both ends of the pipes are closed by that, and the threads come to their end.
            let _ = child.kill();
        }
        reader.join().ok().flatten()
    })
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// What comes of a file of a megabyte with a painter that is this script.
    fn painted(script: &str, time: Duration) -> Option<usize> {
        let folder = tempfile::tempdir().unwrap();
        let painter = folder.path().join("painter");
        // The shell that writes it has closed it, so that no other test's process holds it open for writing.
        let written = Command::new("sh").args(["-c", "cat > \"$0\""]).arg(&painter).stdin(Stdio::piped()).spawn();
        let mut written = written.unwrap();
        written.stdin.take().unwrap().write_all(format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
        assert!(written.wait().unwrap().success());
        fs::set_permissions(&painter, fs::Permissions::from_mode(0o700)).unwrap();
        drawn(&painter, &vec![7; 1 << 20], time).map(|copy| copy.expose().len())
    }

    #[test]
    fn a_copy_is_what_a_painter_wrote_that_ended_well() {
        let time = Duration::from_mins(1);
        assert_eq!(painted("cat", time), Some(1 << 20));
        assert_eq!(painted("head -c 10", time), Some(10));
        assert_eq!(painted("cat; exit 1", time), None);
        assert_eq!(painted("kill -9 $$", time), None);
        assert!(drawn(Path::new("/there/is/none"), b"", time).is_none());
    }

    #[test]
    fn a_painter_that_goes_on_without_end_is_ended() {
        let start = Instant::now();
        assert_eq!(painted("while :; do :; done", Duration::from_millis(300)), None);
        assert_eq!(painted("exec cat /dev/zero", Duration::from_mins(1)), None, "or writes without end");
        assert!(start.elapsed() < Duration::from_secs(50));
    }

    #[test]
    fn a_painter_is_told_nothing_of_where_it_runs() {
        assert_eq!(painted("test -z \"$HOME$CARGO\" && echo", Duration::from_mins(1)), Some(1));
    }
}
