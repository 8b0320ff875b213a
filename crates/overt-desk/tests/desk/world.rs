//! A store with people who have different tasks, and a desk in front of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use overt_desk::{Desk, Parts};
use overt_model::Codebook;
use overt_store::{Session, Store};

use crate::browser::Browser;
use crate::cast;
pub(crate) use crate::cast::{PEOPLE, SOURCE, TODAY, WORDS};

static SECONDS: AtomicU64 = AtomicU64::new(1_800_000_000);

/// The clock of the tests.
pub(crate) fn seconds() -> u64 {
    SECONDS.load(Ordering::SeqCst)
}

/// Time goes by.
pub(crate) fn later(seconds: u64) {
    SECONDS.fetch_add(seconds, Ordering::SeqCst);
}

pub(crate) struct World {
    pub(crate) router: Router,
    pub(crate) folder: tempfile::TempDir,
}

impl World {
    /// A store with one source and [`PEOPLE`].
    pub(crate) async fn new() -> Self {
        Self::with(async |_, _| {}).await
    }

    /// The same with what somebody puts in first.
    pub(crate) async fn with(fill: impl AsyncFnOnce(&Store, &Session)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = cast::store(&folder.path().join("data"), fill).await;
        let desk = Desk::new(Parts {
            store,
            codebook: Codebook::embedded(),
            program: "Overt of tests".into(),
            today: || TODAY,
            now: seconds,
            host: None,
            painter: None,
        });
        Self { router: Arc::clone(&desk).router(), folder }
    }

    /// A browser of nobody.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser of somebody who signed in.
    pub(crate) async fn signed_in(&self, name: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.post("/sign-in", &[("name", name), ("passphrase", WORDS)]).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/")), "{}", answer.body);
        browser
    }
}

/// Runs what waits.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}
