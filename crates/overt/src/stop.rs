//! Ctrl-C: what is being written is finished, the rest is left for the next run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;

use crate::exit::Exit;
use crate::warehouse::eprint;

/// How often to look whether somebody wants to stop.
const LOOK: Duration = Duration::from_millis(100);

/// Whether somebody wants to stop.
#[derive(Clone)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens for Ctrl-C from now on. A second one ends the program at once, which loses nothing either.
    pub(crate) fn on_interrupt() -> anyhow::Result<Self> {
        let wanted = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&wanted);
        ctrlc::set_handler(move || {
            if heard.swap(true, Ordering::Relaxed) {
                std::process::exit(Exit::Found.number().into());
            }
            eprint("\nStopping when what is at hand is finished. Ctrl-C again stops at once.\n");
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(Self(wanted))
    }

    /// Waits until somebody wants to stop.
    pub(crate) async fn wanted(&self) {
        while !self.is_wanted() {
            tokio::time::sleep(LOOK).await;
        }
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The next step must not begin.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        if self.is_wanted() { Err(anyhow::anyhow!("stopped")) } else { Ok(()) }
    }
}
