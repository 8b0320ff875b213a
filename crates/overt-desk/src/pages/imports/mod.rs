//! Imports: a file that somebody sends is tried and taken in, its rejects are mended, and what was taken in can be taken back.

mod choices;
mod file;
mod mend;
mod runs;
mod take;
mod trial;

use overt_store::StoreError;

pub(crate) use choices::{attempt, choices, mapping};
pub(crate) use file::{drop, keep, upload};
pub(crate) use mend::{mend, rows};
pub(crate) use runs::{list, show, undo};
pub(crate) use take::{Imported, events, progress, take};

use crate::answer::Stopped;

/// Does what takes a processor, beside the threads that answer.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Stopped> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| StoreError::Rows("the file cannot be read".to_owned()).into())
}
