//! Work that takes longer than a request: begun by one, looked at by others, and kept in memory only.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use overt_store::vault::AccountId;
use overt_store::{Query, StoreError, Verification};

use crate::desk::Desk;
use crate::pages::imports::Imported;

/// The work of the desk.
#[derive(Default)]
pub(crate) struct Jobs {
    verifying: Mutex<Option<Job<Verification>>>,
    importing: Mutex<Option<(AccountId, Job<Imported>)>>,
}

/// Work that goes on, or that is done.
pub(crate) struct Job<T> {
    /// Since when.
    pub(crate) day: Date,
    /// How much there is of it.
    pub(crate) count: u64,
    done: Arc<AtomicU64>,
    outcome: Arc<Mutex<Option<Outcome<T>>>>,
}

/// What came of it, or why nothing did.
pub(crate) type Outcome<T> = Result<Arc<T>, String>;

impl<T> Clone for Job<T> {
    fn clone(&self) -> Self {
        let Self { day, count, done, outcome } = self;
        Self { day: *day, count: *count, done: Arc::clone(done), outcome: Arc::clone(outcome) }
    }
}

impl<T> Job<T> {
    /// Nothing is done yet.
    pub(crate) fn new(day: Date, count: u64) -> Self {
        Self { day, count, done: Arc::default(), outcome: Arc::default() }
    }

    /// How much is done.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// So much more is done.
    pub(crate) fn advance(&self, more: u64) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }

    /// What came of it; none while it goes on.
    pub(crate) fn outcome(&self) -> Option<Outcome<T>> {
        locked(&self.outcome).clone()
    }

    /// It is over.
    pub(crate) fn end(&self, outcome: Result<T, String>) {
        *locked(&self.outcome) = Some(outcome.map(Arc::new));
    }
}

fn locked<T>(place: &Mutex<T>) -> MutexGuard<'_, T> {
    place.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Jobs {
    /// The last verification.
    pub(crate) fn verification(&self) -> Option<Job<Verification>> {
        locked(&self.verifying).clone()
    }

    /// The last import, if it is this person's.
    pub(crate) fn import(&self, account: AccountId) -> Option<Job<Imported>> {
        locked(&self.importing).as_ref().filter(|(whose, _)| *whose == account).map(|(_, job)| job.clone())
    }

    /// Puts an import in its place. False while another goes on.
    pub(crate) fn begin_import(&self, account: AccountId, job: Job<Imported>) -> bool {
        let mut place = locked(&self.importing);
        if place.as_ref().is_some_and(|(_, job)| job.outcome().is_none()) {
            return false;
        }
        *place = Some((account, job));
        true
    }
}

/// Begins to verify the store, unless that goes on already. Nothing sealed is opened: nobody's keys outlive their request.
pub(crate) async fn verify(desk: &Arc<Desk>, today: Date) -> Result<(), StoreError> {
    let job = Job::new(today, desk.store.count(&Query::default()).await?);
    {
        let mut place = locked(&desk.jobs.verifying);
        if place.as_ref().is_some_and(|job| job.outcome().is_none()) {
            return Ok(());
        }
        *place = Some(job.clone());
    }
    let desk = Arc::clone(desk);
    tokio::spawn(async move {
        let verified = desk.store.verify(None, |more| job.advance(more)).await;
        job.end(verified.map_err(|error| error.to_string()));
    });
    Ok(())
}
