//! What people are told: each cause has its own sentence, and each sentence comes with what helps.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::Date;
use overt_model::RecordId;
use overt_store::{Reason, StoreError, new_id};
use sqlx::{Connection as _, Executor as _};

use crate::scan::hex;
use crate::world::{FOUNDER, TODAY, WORDS, World, on_both, victim, words};

const NAME: &str = "Invented Name of the Messages";
const STORY: &str = "an invented story of the messages";
const WRONG: &str = "other invented words that differ";

/// A cause, and what came of it.
type Told = (&'static str, &'static str, StoreError);

async fn signing_in(world: &World) -> Vec<Told> {
    let store = world.open().await.unwrap();
    let sign_in = async |name, passphrase| store.sign_in(name, &words(passphrase), TODAY).await.unwrap_err();
    let told = vec![
        ("wrong passphrase", "not-signed-in", sign_in(FOUNDER, WRONG).await),
        ("unknown account", "not-signed-in", sign_in("nobody", WORDS).await),
        ("ten years behind", "clock", store.sign_in(FOUNDER, &words(WORDS), day(-10)).await.unwrap_err()),
        ("ten years ahead", "clock", store.sign_in(FOUNDER, &words(WORDS), day(10)).await.unwrap_err()),
    ];
    store.close().await;
    told
}

fn day(years: i16) -> Date {
    Date::new(TODAY.year() + years, TODAY.month(), TODAY.day()).unwrap()
}

/// With a key file away, or with another in its place.
async fn with_keys(world: &World) -> Vec<Told> {
    let mut told = Vec::new();
    for (file, missing, foreign) in
        [("pepper", "missing pepper", "foreign pepper"), ("log-key", "missing log key", "foreign log key")]
    {
        let path = world.home().join("keys").join(file);
        let own = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        told.push((missing, "key-file-missing", refused(world).await));
        fs::write(&path, format!("{}\n", "5a".repeat(32))).unwrap();
        told.push((foreign, "key-file-foreign", refused(world).await));
        fs::write(&path, own).unwrap();
    }
    told
}

/// Why nobody gets in.
async fn refused(world: &World) -> StoreError {
    match world.open().await {
        Err(error) => error,
        Ok(store) => {
            let error = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap_err();
            store.close().await;
            error
        }
    }
}

/// The version of the tables that this program makes.
const TABLES: &str = "13";

async fn newer(world: &World) -> StoreError {
    let put = |version: &str| format!("UPDATE setting SET value = {} WHERE name = 'schema'", bytes(world, version));
    world.sql(&put("99")).await;
    let error = world.open().await.unwrap_err();
    world.sql(&put(TABLES)).await;
    error
}

fn bytes(world: &World, text: &str) -> String {
    let digits = hex(text);
    if world.is_postgres() { format!("'\\x{digits}'::bytea") } else { format!("x'{digits}'") }
}

/// Somebody else holds the lock for longer than a writer waits, which is ten seconds.
async fn busy(world: &World) -> StoreError {
    let (store, session) = world.open_signed_in().await;
    let mut other = world.connection().await;
    other.execute("BEGIN").await.unwrap();
    other.execute("UPDATE log_state SET size = size").await.unwrap();
    let records = [victim(new_id(), NAME, STORY)];
    let error = store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap_err();
    other.execute("ROLLBACK").await.unwrap();
    other.close().await.unwrap();
    store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    store.close().await;
    error
}

async fn records(world: &World) -> Vec<Told> {
    let (store, session) = world.open_signed_in().await;
    let id: RecordId = new_id();
    let one = [victim(id, NAME, STORY)];
    store.insert(&session, (None, Reason::Entered), &one, TODAY).await.unwrap();
    let twice = store.insert(&session, (None, Reason::Entered), &one, TODAY).await.unwrap_err();
    let mut stray = victim(new_id(), NAME, STORY);
    stray.claim.source = new_id();
    let stray = store.insert(&session, (None, Reason::Entered), &[stray], TODAY).await.unwrap_err();
    let file = world.path("absent");
    let absent = store.attach(&session, (id, &file, "text/plain"), TODAY).await.unwrap_err();
    store.close().await;
    vec![
        ("the same record twice", "taken", twice),
        ("unknown source", "no-source", stray),
        ("no such file", "file", absent),
    ]
}

#[test]
fn every_cause_has_its_own_sentence_which_names_no_value_and_says_what_helps() {
    on_both(async |world| {
        let (store, _) = world.founded().await;
        store.close().await;
        let mut told = signing_in(world).await;
        told.extend(with_keys(world).await);
        told.push(("newer tables", "newer-store", newer(world).await));
        told.push(("two writers", "busy", busy(world).await));
        told.extend(records(world).await);
        let nowhere = overt_store::Store::open(&world.path("nowhere"), None).await.unwrap_err();
        told.push(("no store", "no-store", nowhere));
        told.push(("a store already", "store-exists", world.create().await.unwrap_err()));
        if world.is_postgres() {
            let gone = overt_store::Store::open(&world.home(), Some("postgres://nobody:hidden@127.0.0.1:1/none")).await;
            told.push(("server gone", "database-gone", gone.unwrap_err()));
        }
        told.push(("connection lost at commit", "unconfirmed", StoreError::Unconfirmed));
        told.push(("disk full", "disk-full", StoreError::Full));
        told.push(("read-only", "read-only", StoreError::ReadOnly));
        check(&told);

        // None of it harmed the store.
        let (store, session) = world.open_signed_in().await;
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
        store.close().await;
    });
}

fn check(told: &[Told]) {
    let mut causes: BTreeMap<String, &str> = BTreeMap::new();
    for (cause, code, error) in told {
        assert_eq!(error.code(), *code, "{cause}: {error:?}");
        let hint = error.hint().unwrap_or_else(|| panic!("{cause}: nothing says what helps"));
        let sentence = error.to_string();
        for value in [WORDS, WRONG, FOUNDER, "nobody", NAME, STORY, "hidden", "UPDATE", "INSERT"] {
            assert!(!format!("{sentence} {hint} {error:?}").contains(value), "{cause} names {value}: {error:?}");
        }
        // Whether an account exists is not told.
        let cause = if *cause == "unknown account" { "wrong passphrase" } else { cause };
        let other = causes.insert(sentence.clone(), cause);
        assert!(other.is_none_or(|other| other == cause), "{cause} and {other:?} sound alike: {sentence}");
    }
}
