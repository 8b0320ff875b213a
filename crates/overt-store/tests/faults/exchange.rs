//! Processes that are killed while they write a bundle or take one in.

use std::path::Path;
use std::time::Duration;

use overt_model::{RecordId, Value};
use overt_store::log::entry::Code;
use overt_store::{Edit, Query, Reason, Receiving, Sender, Session, Sharing, Store, new_id};

use crate::kills::spin;
use crate::worker::{Order, Worker, names, tell};
use crate::world::{Dice, FOUNDER, TODAY, WORDS, World, block_on, founding, on_both, record, source, words};

/// Records of the sender: several batches of the receiver.
const RECORDS: usize = 900;
const KILLS: usize = 12;

async fn signed_in(folder: &Path, url: Option<&str>) -> (Store, Session) {
    let store = Store::open(folder, url).await.unwrap();
    let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
    (store, session)
}

/// Writes everything of the sender for the receiver.
async fn write(path: &Path, (store, session): &(Store, Session), to: &Store) {
    let (address, query) = (to.address(None, TODAY).await.unwrap(), Query::default());
    let purpose: Code = "refer".parse().unwrap();
    let sharing = Sharing {
        address: &address,
        recipient: "service-provider",
        organisation: None,
        purpose: &purpose,
        query: &query,
        classes: &[overt_model::Class::Narrative],
    };
    store.export_bundle(session, &sharing, path, TODAY, |_| {}).await.unwrap();
}

/// A sender with records of two revisions each, and a receiver with nothing.
async fn set_up(world: &World) -> (Store, Session) {
    let (store, _) = Store::create(&world.path("sender"), None, &founding(WORDS), TODAY).await.unwrap();
    let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
    store.put_source(&session, &source(), TODAY).await.unwrap();
    let ids: Vec<RecordId> = (0..RECORDS).map(|_| new_id()).collect();
    let one = |id: &RecordId| record(*id, "Organisation").with("notes", Value::text("invented words"));
    let records: Vec<_> = ids.iter().map(one).collect();
    store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    for id in &ids[..100] {
        let field = overt_model::Field::values(vec![Value::text("other invented words")]);
        let fields = [("notes".to_owned(), Some(field))].into();
        let edit = Edit { record: *id, seen: None, fields, standing: None, reason: Reason::Completed };
        store.revise(&session, &edit, TODAY).await.unwrap();
    }
    let (receiver, _) = world.create().await.unwrap();
    receiver.close().await;
    (store, session)
}

/// Takes the bundle in, or writes another one, and tells of it.
pub(crate) async fn work(order: &Order) {
    if order.seed == 0 {
        let sender = signed_in(&order.folder.join("sender"), None).await;
        let receiver = Store::open(&order.folder.join("data"), order.url.as_deref()).await.unwrap();
        tell("try");
        write(&order.folder.join("bundles").join("killed.bundle"), &sender, &receiver).await;
        tell("did");
        return;
    }
    let sender = Store::open(&order.folder.join("sender"), None).await.unwrap();
    let (store, session) = signed_in(&order.folder.join("data"), order.url.as_deref()).await;
    let from = Sender::Fingerprint(sender.fingerprint());
    let receiving = Receiving { from: Some(&from), ..Receiving::default() };
    tell("try");
    let path = order.folder.join("whole.bundle");
    store.import_bundle(&session, &path, &receiving, TODAY, |_| tell("one more")).await.unwrap();
    tell("did");
}

#[test]
fn a_bundle_that_was_taken_in_halfway_is_whole_as_far_as_it_came_and_the_rest_follows() {
    on_both(async |world| {
        let sender = set_up(world).await;
        let (receiver, _) = world.open_signed_in().await;
        write(&world.path("whole.bundle"), &sender, &receiver).await;
        receiver.close().await;
        let mut dice = Dice::new();
        println!("seed {:#x}", dice.0);
        let mut counts = vec![0];
        for _ in 0..KILLS {
            let mut worker = Worker::start("exchange", world, 1, |_| {});
            assert_eq!(worker.next().as_deref(), Some("try"));
            // What is there passes and up to some batches more, then the kill falls while others are sealed and written.
            for _ in 0..(counts.last().unwrap() + dice.below(RECORDS as u64 / 2)).min(RECORDS as u64) {
                assert_eq!(worker.next().as_deref(), Some("one more"));
            }
            spin(Duration::from_micros(dice.below(20_000)));
            worker.kill();
            let (store, session) = world.open_signed_in().await;
            let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
            assert!(verification.is_whole(), "{:?}", verification.findings);
            let count = store.count(&Query::default()).await.unwrap();
            assert!(*counts.last().unwrap() <= count, "what was taken in stays");
            counts.push(count);
            assert_whole_histories(&store, &sender.0).await;
            store.close().await;
        }
        println!("records after each kill: {counts:?}");
        let mut worker = Worker::start("exchange", world, 1, |_| {});
        while worker.next().is_some_and(|told| told != "did") {}
        assert!(counts.iter().any(|count| (1..RECORDS as u64).contains(count)), "no kill fell amid the work");
        let (store, session) = world.open_signed_in().await;
        assert_eq!(store.count(&Query::default()).await.unwrap(), RECORDS as u64);
        assert_whole_histories(&store, &sender.0).await;
        assert!(store.verify(Some((&session, TODAY)), |_| {}).await.unwrap().is_whole());
    });
}

/// Every record that is there has all its revisions, each once.
async fn assert_whole_histories(store: &Store, sender: &Store) {
    let mut after = None;
    loop {
        let page = store.find(&Query::default(), after, 1000).await.unwrap();
        for found in &page.found {
            let there = sender.history(found.record.id).await.unwrap().len() as u64;
            assert_eq!(found.revision, there, "half a record");
        }
        after = page.next;
        if after.is_none() {
            return;
        }
    }
}

#[test]
fn a_bundle_whose_writing_was_killed_has_no_name() {
    block_on(async {
        let world = World::sqlite();
        let (sender, _) = set_up(&world).await;
        sender.close().await;
        std::fs::create_dir(world.path("bundles")).unwrap();
        let mut dice = Dice::new();
        println!("seed {:#x}", dice.0);
        for _ in 0..KILLS {
            let mut worker = Worker::start("exchange", &world, 0, |_| {});
            assert_eq!(worker.next().as_deref(), Some("try"));
            spin(Duration::from_micros(dice.below(60_000)));
            let told = worker.kill();
            let there = names(&world.path("bundles"));
            if there.iter().any(|name| name == "killed.bundle") {
                println!("it was finished first: {told:?}");
                std::fs::remove_file(world.path("bundles").join("killed.bundle")).unwrap();
                continue;
            }
            assert!(told.is_empty() && there.len() <= 1, "{there:?}");
        }
        let mut worker = Worker::start("exchange", &world, 0, |_| {});
        assert_eq!([worker.next(), worker.next()], [Some("try".to_owned()), Some("did".to_owned())]);
        assert_eq!(names(&world.path("bundles")), ["killed.bundle"]);
    });
}
