//! How far something is that takes long, for whoever waits at a terminal.

use std::io::IsTerminal as _;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// What is over sooner needs no bar.
const DELAY: Duration = Duration::from_secs(2);

/// How often the bar is renewed while nothing advances.
const RENEWAL: Duration = Duration::from_millis(200);

const WITH_TOTAL: &str = "{msg} [{bar:30}] {human_pos} of {human_len} · {rate} · {left} left";
const WITHOUT_TOTAL: &str = "{msg} {spinner} {human_pos} · {rate} · {elapsed}";

/// A bar on standard error with items done, rate and time left. It appears after two seconds, if standard error is a
/// terminal, and is wiped away at the end, also at the end by an error.
pub(crate) struct Progress(Option<Bar>);

/// A bar, and the thread that shows it when it is time.
struct Bar {
    drawn: ProgressBar,
    /// Closed when there is nothing to wait for any more.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins. `total` is the number of items, if anybody knows it.
    pub(crate) fn new(label: &str, total: Option<u64>) -> Self {
        if std::io::stderr().is_terminal() {
            Self(Some(Bar::new(label, total, ProgressDrawTarget::stderr(), DELAY)))
        } else {
            Self::silent()
        }
    }

    /// Shows nothing and costs nothing: for `--json` and `--quiet`.
    pub(crate) const fn silent() -> Self {
        Self(None)
    }

    /// So many more items are done. May be called from several threads.
    pub(crate) fn advance(&self, items: u64) {
        if let Some(Bar { drawn, .. }) = &self.0 {
            drawn.inc(items);
        }
    }

    /// Ends. Dropping does the same; this says so.
    pub(crate) fn finish(self) {
        drop(self);
    }
}

impl Bar {
    fn new(label: &str, total: Option<u64>, target: ProgressDrawTarget, delay: Duration) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        bar.set_style(style(total));
        bar.set_message(label.to_owned());
        let (end, ended) = mpsc::channel();
        let shown = bar.clone();
        let thread = thread::spawn(move || {
            let mut wait = delay;
            let mut target = Some(target);
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                if let Some(target) = target.take() {
                    shown.set_draw_target(target);
                }
                shown.tick();
                wait = RENEWAL;
            }
        });
        Self { drawn: bar, end: Some(end), thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        // First the thread, or it could show the bar after its end.
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.drawn.finish_and_clear();
    }
}

fn style(total: Option<u64>) -> ProgressStyle {
    let template = if total.is_some() { WITH_TOTAL } else { WITHOUT_TOTAL };
    ProgressStyle::with_template(template)
        .expect("the two templates are constants, and tests use both")
        .progress_chars("=> ")
        .tick_chars("|/-\\ ")
        .with_key("rate", |state: &ProgressState, text: &mut dyn std::fmt::Write| {
            // Below ten a second, whole numbers would stand still.
            let digits = usize::from(state.per_sec() < 10.0);
            let _ = write!(text, "{:.digits$}/s", state.per_sec());
        })
        .with_key("left", |state: &ProgressState, text: &mut dyn std::fmt::Write| {
            // Nothing done says nothing about the rest.
            let left = indicatif::FormattedDuration(state.eta());
            let _ = if state.pos() == 0 { write!(text, "time unknown") } else { write!(text, "{left}") };
        })
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
