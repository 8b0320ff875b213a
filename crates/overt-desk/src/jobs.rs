//! Work that takes longer than a request: begun by one, looked at by others, and kept in memory only.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use overt_store::{Query, StoreError, Verification};

use crate::desk::Desk;

/// The work of the desk.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<Option<Verifying>>);

/// The store is verified, or was.
#[derive(Clone)]
pub(crate) struct Verifying {
    /// Since when.
    pub(crate) day: Date,
    /// Records there were when it began.
    pub(crate) count: u64,
    done: Arc<AtomicU64>,
    outcome: Arc<Mutex<Option<Outcome>>>,
}

/// What came of it, or why nothing did.
pub(crate) type Outcome = Result<Arc<Verification>, String>;

impl Verifying {
    /// Records that were verified so far.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// What came of it; none while it goes on.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Jobs {
    fn verifying(&self) -> std::sync::MutexGuard<'_, Option<Verifying>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last verification.
    pub(crate) fn verification(&self) -> Option<Verifying> {
        self.verifying().clone()
    }
}

/// Begins to verify the store, unless that goes on already. Nothing sealed is opened: nobody's keys outlive their request.
pub(crate) async fn verify(desk: &Arc<Desk>, today: Date) -> Result<(), StoreError> {
    let count = desk.store.count(&Query::default()).await?;
    let job = Verifying { day: today, count, done: Arc::default(), outcome: Arc::default() };
    {
        let mut place = desk.jobs.verifying();
        if place.as_ref().is_some_and(|job| job.outcome().is_none()) {
            return Ok(());
        }
        *place = Some(job.clone());
    }
    let desk = Arc::clone(desk);
    tokio::spawn(async move {
        let verified = desk
            .store
            .verify(None, |more| {
                job.done.fetch_add(more, Ordering::Relaxed);
            })
            .await;
        let outcome = verified.map(Arc::new).map_err(|error| error.to_string());
        *job.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    });
    Ok(())
}
