//! Places for what needs much, memory or time: few at once, and others wait a while.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Nobody waits longer for a place.
const WAIT: Duration = Duration::from_secs(20);

/// Places for so many at once.
pub(crate) struct Places(Arc<Semaphore>);

impl Places {
    pub(crate) fn new(count: usize) -> Self {
        Self(Arc::new(Semaphore::new(count)))
    }

    /// A place until it is dropped; none where others keep them now.
    pub(crate) fn place_at_once(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).try_acquire_owned().ok()
    }

    /// A place until it is dropped; none where others keep them.
    pub(crate) async fn place(&self) -> Option<OwnedSemaphorePermit> {
        timeout(WAIT, Arc::clone(&self.0).acquire_owned()).await.ok()?.ok()
    }
}
