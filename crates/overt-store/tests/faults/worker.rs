//! The other process: this test program again, with a task in its environment. It writes lines to its output, which begin
//! with a mark, because the test runner writes there too.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::world::{World, block_on};
use crate::{canary, creation, exchange, kills, links};

const TASK: &str = "OVERT_FAULT_TASK";
const FOLDER: &str = "OVERT_FAULT_FOLDER";
const URL: &str = "OVERT_FAULT_URL";
const SEED: &str = "OVERT_FAULT_SEED";
const MARK: &str = "worker> ";

/// What a worker is told.
pub(crate) struct Order {
    pub(crate) folder: std::path::PathBuf,
    pub(crate) url: Option<String>,
    pub(crate) seed: u64,
}

/// Runs the task of the environment; nothing in an ordinary run.
#[test]
#[ignore = "the other process of the fault tests, which start it"]
fn worker() {
    let Ok(task) = std::env::var(TASK) else { return };
    let order = Order {
        folder: std::env::var_os(FOLDER).unwrap().into(),
        url: std::env::var(URL).ok(),
        seed: std::env::var(SEED).unwrap().parse().unwrap(),
    };
    println!();
    block_on(async {
        match task.as_str() {
            "acts" => kills::work(&order).await,
            "create" => creation::work(&order).await,
            "plant" => canary::plant(&order).await,
            "look" => canary::look(&order).await,
            "exchange" => exchange::work(&order).await,
            "link" => links::work(&order).await,
            other => panic!("there is no task {other}"),
        }
    });
}

/// Tells the test something. When this returns, the line is in the pipe.
pub(crate) fn tell(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{MARK}{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The next line that the test says.
pub(crate) fn told() -> String {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    line
}

/// A running worker, which is killed when it is dropped.
pub(crate) struct Worker {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Worker {
    pub(crate) fn start(task: &str, world: &World, seed: u64, configure: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["worker::worker", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(TASK, task).env(FOLDER, world.path("")).env(SEED, seed.to_string());
        if let Some(url) = world.url() {
            command.env(URL, url);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        configure(&mut command);
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The next line that the worker tells; `None` at its end.
    pub(crate) fn next(&mut self) -> Option<String> {
        loop {
            let mut line = Vec::new();
            if self.out.read_until(b'\n', &mut line).unwrap() == 0 {
                return None;
            }
            // What was cut off by the kill was not told.
            let line = String::from_utf8(line).unwrap();
            if let Some(told) = line.strip_suffix('\n').and_then(|line| line.strip_prefix(MARK)) {
                return Some(told.to_owned());
            }
        }
    }

    pub(crate) fn say(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(format!("{line}\n").as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// SIGKILL: nothing of the process runs any more. Returns what it had told until then.
    pub(crate) fn kill(&mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::iter::from_fn(|| self.next()).collect()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The names in a folder; none where there is no folder.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
