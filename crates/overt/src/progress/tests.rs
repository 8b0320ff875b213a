use std::io;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use indicatif::TermLike;

use super::*;
use crate::child::{child, is_child, words};
use crate::terminal::on_terminal;

/// A terminal that keeps what is written to it.
#[derive(Clone, Debug, Default)]
struct Screen(Arc<Mutex<String>>);

impl Screen {
    fn shown(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, text: &str) {
        self.0.lock().unwrap().push_str(text);
    }

    /// Waits until something is shown that holds these words.
    fn wait_for(&self, words: &str) {
        let start = Instant::now();
        while !self.shown().contains(words) {
            assert!(start.elapsed() < Duration::from_secs(30), "{words}: {}", self.shown());
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        120
    }

    fn move_cursor_up(&self, _lines: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_down(&self, _lines: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_right(&self, _columns: usize) -> io::Result<()> {
        Ok(())
    }

    fn move_cursor_left(&self, _columns: usize) -> io::Result<()> {
        Ok(())
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.add(text);
        Ok(())
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        self.add(text);
        Ok(())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.add("[wiped]");
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

fn progress(total: Option<u64>, delay: Duration) -> (Progress, Screen) {
    let screen = Screen::default();
    let target = ProgressDrawTarget::term_like(Box::new(screen.clone()));
    (Progress(Some(Bar::new("records", total, target, delay))), screen)
}

#[test]
fn what_is_over_soon_shows_nothing() {
    let (progress, screen) = progress(Some(1000), Duration::from_mins(1));
    let start = Instant::now();
    for _ in 0..1000 {
        progress.advance(1);
    }
    progress.finish();
    assert_eq!(screen.shown().replace("[wiped]", ""), "");
    assert!(start.elapsed() < Duration::from_secs(30), "the end does not wait for the delay");
}

#[test]
fn what_takes_long_shows_items_rate_and_time_left() {
    let (progress, screen) = progress(Some(12_000), Duration::from_millis(50));
    progress.advance(3000);
    screen.wait_for("3,000 of 12,000");
    let shown = screen.shown();
    assert!(shown.contains("records [") && shown.contains("/s · ") && shown.contains(" left"), "{shown}");
}

#[test]
fn without_a_total_there_is_no_time_left() {
    let (progress, screen) = progress(None, Duration::from_millis(50));
    progress.advance(7);
    screen.wait_for("7 · ");
    assert!(screen.shown().contains("/s") && !screen.shown().contains("left"), "{}", screen.shown());
}

#[test]
fn a_bar_appears_although_nothing_advances() {
    let (progress, screen) = progress(Some(5), Duration::from_millis(50));
    screen.wait_for("0 of 5");
    screen.wait_for("time unknown left");
    progress.finish();
}

#[test]
fn the_end_wipes_the_bar_also_when_it_is_an_error() {
    let (shown, screen) = progress(Some(5), Duration::from_millis(1));
    screen.wait_for("0 of 5");
    // As `?` would.
    drop(shown);
    assert!(screen.shown().ends_with("[wiped]"), "{}", screen.shown());
    let before = screen.shown();
    thread::sleep(RENEWAL * 2);
    assert_eq!(screen.shown(), before, "nothing is drawn after the end");
}

#[test]
fn a_silent_one_has_neither_bar_nor_thread() {
    let silent = Progress::silent();
    assert!(silent.0.is_none());
    silent.advance(1);
    silent.finish();
}

#[test]
#[ignore = "run by other tests as a process of its own"]
fn child_takes_long() {
    if !is_child() {
        return;
    }
    let start = Instant::now();
    let progress = Progress::new("records", Some(40));
    for _ in 0..4 {
        thread::sleep(Duration::from_millis(50));
        progress.advance(1);
    }
    // The bar has to appear by itself, between two steps.
    thread::sleep(Duration::from_secs(3).saturating_sub(start.elapsed()));
    progress.finish();
}

const CHILD: &str = "progress::tests::child_takes_long";

#[test]
fn on_a_terminal_it_is_shown_after_two_seconds() {
    let words = words(CHILD);
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let Some((status, shown)) = on_terminal(&words, &[]) else { return };
    assert!(status.success() && shown.contains("] 4 of 40 · "), "{shown}");
    assert!((0..4).all(|early| !shown.contains(&format!("] {early} of 40"))), "{shown}");
}

#[test]
fn without_a_terminal_nothing_is_written() {
    let output = child(CHILD).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
