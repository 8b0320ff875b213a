//! Ctrl-C: what is being written is finished, the rest is left for the next run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;

use super::folder::Folder;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::warehouse::eprint;

/// Whether somebody wants to stop.
#[derive(Clone)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for Ctrl-C from now on. A second one ends the program at once, which loses nothing either.
    pub(super) fn on_interrupt() -> anyhow::Result<Self> {
        let wanted = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&wanted);
        ctrlc::set_handler(move || {
            if heard.swap(true, Ordering::Relaxed) {
                std::process::exit(Exit::Found.number().into());
            }
            eprint("\nStopping when the batch at hand is written. Ctrl-C again stops at once.\n");
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(Self(wanted))
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The next step must not begin.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        if self.is_wanted() { Err(anyhow::anyhow!("stopped")) } else { Ok(()) }
    }
}

pub(super) fn failure(folder: &Folder) -> Failure {
    let what = format!("stopped; what was done is kept in {}", folder.root.display());
    Failure::new(Exit::Found, "stopped", what).with_hint("the same command goes on where it stopped")
}
