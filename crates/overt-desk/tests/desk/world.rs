//! A store with people who have different tasks, and a desk in front of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use jiff::civil::Date;
use overt_desk::{Desk, Parts};
use overt_model::{Codebook, Grade, Handling, Secret, Source, SourceId};
use overt_store::vault::{KdfParameters, Passphrase};
use overt_store::{Founding, NewAccount, Session, Store};

use crate::browser::Browser;

pub(crate) const TODAY: Date = Date::constant(2026, 12, 1);
pub(crate) const WORDS: &str = "four invented words that differ";
pub(crate) const SOURCE: SourceId = SourceId::from_bits(0x0ff);
/// Who is in which team: the founder administers and is nowhere else, so that nobody holds both.
pub(crate) const PEOPLE: [(&str, &[&str]); 5] =
    [("amina", &[]), ("carla", &["caseworkers"]), ("kofi", &["custodians"]), ("ana", &["auditors"]), ("nobody", &[])];

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
    _folder: tempfile::TempDir,
}

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::chosen(&Secret::new(WORDS.to_owned())).unwrap()
}

fn account(name: &str) -> NewAccount {
    let kdf = KdfParameters::new(8 << 10, 1, 1).unwrap();
    NewAccount { name: name.to_owned(), administrator: name == "amina", passphrase: passphrase(), kdf }
}

impl World {
    /// A store with one source and [`PEOPLE`].
    pub(crate) async fn new() -> Self {
        Self::with(async |_, _| {}).await
    }

    /// The same with what somebody puts in first.
    pub(crate) async fn with(fill: impl AsyncFnOnce(&Store, &Session)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let founding = Founding { founder: account("amina"), origin: None, escrow: false, retention: Vec::new() };
        let (store, _) = Store::create(&folder.path().join("data"), None, &founding, TODAY).await.unwrap();
        let session = store.sign_in("amina", &passphrase(), TODAY).await.unwrap();
        let source = Source {
            id: SOURCE,
            name: "invented shelter".into(),
            legal_basis: "consent".into(),
            purpose: "tests".into(),
            agreement: None,
            expires: None,
            grade: Grade::UNJUDGED,
            handling: Handling::Amber,
        };
        store.put_source(&session, &source, TODAY).await.unwrap();
        for (name, teams) in &PEOPLE[1..] {
            store.add_account(&session, &account(name), TODAY).await.unwrap();
            for team in *teams {
                store.add_member(&session, team, name, TODAY).await.unwrap();
            }
        }
        fill(&store, &session).await;
        // Nobody takes themselves out of a team: who stays takes the founder out.
        for (name, teams) in PEOPLE {
            let mut staying = store.sign_in(name, &passphrase(), TODAY).await.unwrap();
            for team in teams {
                store.remove_member(&mut staying, (team, "amina"), TODAY).await.unwrap();
            }
        }
        let desk = Desk::new(Parts {
            store,
            codebook: Codebook::embedded(),
            program: "Overt of tests".into(),
            today: || TODAY,
            now: seconds,
            is_secure: false,
            host: None,
        });
        Self { router: Arc::clone(&desk).router(), _folder: folder }
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
