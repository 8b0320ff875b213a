//! Disks that are full, and disks that cannot be written to.

use std::collections::BTreeMap;
use std::fs;

use overt_model::{Class, RecordId};
use overt_store::vault::ErasureReason;
use overt_store::{Query, Reason, Session, Store, StoreError, check_backup, new_id};

use sqlx::Connection as _;

use crate::mount::Disk;
use crate::worker::names;
use crate::world::{FOUNDER, TODAY, WORDS, World, block_on, founding, source, victim, words};

/// Inserts until the store refuses; returns what was confirmed, and the refusal.
async fn insert_until_refused(store: &Store, session: &Session) -> (Vec<RecordId>, StoreError) {
    let text = "an invented text ".repeat(200);
    let mut confirmed = Vec::new();
    loop {
        let ids: [RecordId; 5] = [(); 5].map(|()| new_id());
        let records = ids.map(|id| victim(id, "Invented Name", &text));
        match store.insert(session, (None, Reason::Entered), &records, TODAY).await {
            Ok(()) => confirmed.extend(ids),
            Err(error) => return (confirmed, error),
        }
    }
}

async fn assert_is_whole(store: &Store, session: &Session, confirmed: &[RecordId]) {
    let page = store.find(&Query::default(), None, 1000).await.unwrap();
    let found: BTreeMap<_, _> = page.found.into_iter().map(|found| (found.record.id, found.revision)).collect();
    assert_eq!(found, confirmed.iter().map(|id| (*id, 1)).collect());
    let verification = store.verify(Some((session, TODAY)), |_| {}).await.unwrap();
    assert!(verification.is_whole(), "{:?}", verification.findings);
    assert!(verification.opened >= 2 * confirmed.len() as u64);
}

fn assert_says(error: &StoreError, code: &str, word: &str) {
    assert_eq!(error.code(), code, "{error:?}");
    assert!(error.to_string().contains(word) && error.hint().is_some(), "{error}");
}

#[test]
fn a_full_disk_is_told_as_such_loses_nothing_and_work_goes_on_when_there_is_room() {
    let world = World::sqlite();
    let small = world.path("small");
    let Some(disk) = Disk::mount(&small, "12m", "what a full disk does to a store") else { return };
    block_on(async {
        let folder = small.join("data");
        let (store, session) = in_folder(&folder).await;
        let (mut confirmed, refusal) = insert_until_refused(&store, &session).await;
        assert_says(&refusal, "disk-full", "full");
        println!("{} records were confirmed before 12 MB were full", confirmed.len());
        assert!(confirmed.len() > 20);

        // Nothing else leaves a half behind either.
        let long = world.path("long");
        fs::write(&long, vec![7; 9 << 20]).unwrap();
        let attached = store.attach(&session, (confirmed[0], &long, "text/plain"), TODAY).await;
        assert_says(&attached.unwrap_err(), "disk-full", "full");
        assert_eq!(names(&folder.join("files")), [""; 0]);
        let backup = store.backup(&session, &small.join("backup"), TODAY, |_| {}).await;
        assert_says(&backup.unwrap_err(), "disk-full", "full");
        assert!(!names(&small).iter().any(|name| name.starts_with("backup")));
        let other = Store::create(&small.join("other"), None, &founding(WORDS), TODAY).await;
        assert_says(&other.unwrap_err(), "disk-full", "full");
        assert_eq!(names(&small), ["data"]);

        // A second process opens the full store, and the first goes on where there is room.
        let again = Store::open(&folder, None).await.unwrap();
        assert_eq!(again.count(&Query::default()).await.unwrap(), confirmed.len() as u64);
        again.close().await;
        disk.remount("size=64m");
        assert_is_whole(&store, &session, &confirmed).await;
        let id = new_id();
        let record = victim(id, "Invented Name", "a story");
        store.insert(&session, (None, Reason::Entered), &[record], TODAY).await.unwrap();
        confirmed.push(id);
        store.attach(&session, (id, &long, "text/plain"), TODAY).await.unwrap();
        store.backup(&session, &small.join("backup"), TODAY, |_| {}).await.unwrap();
        check_backup(&small.join("backup")).unwrap();
        assert_is_whole(&store, &session, &confirmed).await;
        store.close().await;
        let (store, session) = opened(&folder).await;
        assert_is_whole(&store, &session, &confirmed).await;
        store.close().await;
    });
}

#[test]
fn an_erasure_on_a_full_disk_takes_place_or_says_that_it_did_not() {
    let world = World::sqlite();
    let small = world.path("small");
    let Some(disk) = Disk::mount(&small, "12m", "erasing on a full disk") else { return };
    block_on(async {
        let (store, session) = in_folder(&small.join("data")).await;
        let (confirmed, _) = insert_until_refused(&store, &session).await;
        fs::write(small.join("last"), vec![0; 12 << 20]).unwrap_err();
        let how = (confirmed[0], Some(&[Class::Narrative][..]));
        let erased = store.erase(&session, how, ErasureReason::PersonAsked, TODAY).await;
        let done = store.erasures(confirmed[0]).await.unwrap();
        match &erased {
            Ok(_) => assert_eq!(done.len(), 1),
            Err(error) => {
                assert_says(error, "disk-full", "full");
                assert_eq!(done.len(), 0, "it said that nothing was changed");
            }
        }
        fs::remove_file(small.join("last")).unwrap();
        disk.remount("size=64m");
        if erased.is_err() {
            store.erase(&session, how, ErasureReason::PersonAsked, TODAY).await.unwrap();
        }
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
        store.close().await;
    });
}

#[test]
fn a_disk_that_became_read_only_is_told_as_such_and_loses_nothing() {
    let world = World::sqlite();
    let small = world.path("small");
    let Some(disk) = Disk::mount(&small, "32m", "what a read-only disk does to a store") else { return };
    block_on(async {
        let folder = small.join("data");
        let (store, session) = in_folder(&folder).await;
        let id = new_id();
        let records = [victim(id, "Invented Name", "a story")];
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        store.close().await;

        // Opened while it cannot be written.
        disk.remount("ro");
        match Store::open(&folder, None).await {
            Err(error) => assert_says(&error, "read-only", "read only"),
            Ok(store) => {
                assert_eq!(store.count(&Query::default()).await.unwrap(), 1);
                let signed_in = store.sign_in(FOUNDER, &words(WORDS), TODAY).await;
                assert_says(&signed_in.unwrap_err(), "read-only", "read only");
                store.close().await;
            }
        }
        let made = Store::create(&small.join("other"), None, &founding(WORDS), TODAY).await;
        assert_says(&made.unwrap_err(), "read-only", "read only");

        // Became so while it was open.
        disk.remount("rw");
        let (store, session) = opened(&folder).await;
        let others = [victim(new_id(), "Invented Name", "a story")];
        // As long as a file is open for writing, a disk cannot become read-only, so the database says so itself.
        let mut connection =
            sqlx::AnyConnection::connect(&format!("sqlite://{}/overt.db?mode=ro", folder.display())).await.unwrap();
        let refused = sqlx::query("UPDATE log_state SET size = size").execute(&mut connection).await.unwrap_err();
        assert_says(&StoreError::from(refused), "read-only", "read only");
        connection.close().await.unwrap();
        store.insert(&session, (None, Reason::Entered), &others, TODAY).await.unwrap();
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
        store.close().await;
    });
}

/// PostgreSQL that only answers questions, as a standby or a server that was told so does.
#[test]
fn a_read_only_server_is_told_as_such_and_loses_nothing() {
    block_on(async {
        let Some(world) = World::postgres().await else { return };
        let (store, session) = world.founded().await;
        let name = world.url().unwrap().rsplit_once('/').unwrap().1.to_owned();
        world.sql(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
        store.close().await;
        let store = world.open().await.unwrap();
        let records = [victim(new_id(), "Invented Name", "a story")];
        let refused = store.insert(&session, (None, Reason::Entered), &records, TODAY).await;
        assert_says(&refused.unwrap_err(), "read-only", "read only");
        assert_eq!(store.count(&Query::default()).await.unwrap(), 0);
        store.close().await;
        let undo =
            format!("START TRANSACTION READ WRITE; ALTER DATABASE {name} RESET default_transaction_read_only; COMMIT");
        world.sql(&undo).await;
        let (store, session) = world.open_signed_in().await;
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        assert!(store.verify(Some((&session, TODAY)), |_| {}).await.unwrap().is_whole());
        store.close().await;
        world.end().await;
    });
}

async fn in_folder(folder: &std::path::Path) -> (Store, Session) {
    let (store, _) = Store::create(folder, None, &founding(WORDS), TODAY).await.unwrap();
    let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
    store.put_source(&session, &source(), TODAY).await.unwrap();
    (store, session)
}

async fn opened(folder: &std::path::Path) -> (Store, Session) {
    let store = Store::open(folder, None).await.unwrap();
    let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
    (store, session)
}
