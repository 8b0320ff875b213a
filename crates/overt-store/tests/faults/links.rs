//! Processes that are killed while they write a run of linkage: it is there as a whole or not at all.

use std::collections::BTreeMap;
use std::time::Duration;

use overt_model::{EntityId, RecordId};
use overt_store::{Change, LinkFacts, Query, Reason, Session, Store, UndoOf, new_id};

use crate::kills::spin;
use crate::worker::{Order, Worker, tell};
use crate::world::{Dice, TODAY, World, on_both, record};

/// Records that are linked: many statements of a transaction.
const RECORDS: usize = 1200;
const KILLS: usize = 12;

/// To which entity the records belong after a run: those of `size` neighbours.
fn partition(ids: &[RecordId], size: usize) -> BTreeMap<RecordId, EntityId> {
    let entity = |place: usize| EntityId::from_bits((size as u128) << 64 | (place / size + 1) as u128);
    ids.iter().enumerate().map(|(place, id)| (*id, entity(place))).collect()
}

async fn ids(store: &Store) -> Vec<RecordId> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = store.find(&Query::default(), after, 1000).await.unwrap();
        ids.extend(page.found.iter().map(|found| found.record.id));
        after = page.next;
        if after.is_none() {
            return ids;
        }
    }
}

/// Links the records in another way each time, and now and then takes it back, and tells of it.
pub(crate) async fn work(order: &Order) {
    let store = Store::open(&order.folder.join("data"), order.url.as_deref()).await.unwrap();
    let session = store.sign_in(crate::world::FOUNDER, &crate::world::words(crate::world::WORDS), TODAY).await.unwrap();
    let ids = ids(&store).await;
    let mut dice = Dice(order.seed);
    let mut before = 0;
    loop {
        let size = [2, 3, 4, 6][usize::try_from(dice.below(4)).unwrap()];
        tell(&format!("try {size}"));
        let run = link(&store, &session, partition(&ids, size)).await;
        tell(&format!("did {size}"));
        // An undo brings back what the worker itself has made.
        if before > 0 && before != size && dice.below(3) == 0 {
            tell(&format!("try {before}"));
            store.undo_join(&session, UndoOf::Run(run), TODAY).await.unwrap();
            tell(&format!("did {before}"));
        } else {
            before = size;
        }
    }
}

async fn link(store: &Store, session: &Session, partition: BTreeMap<RecordId, EntityId>) -> overt_store::LinkRunId {
    let facts = LinkFacts {
        schema: "Organisation".into(),
        model: "00".into(),
        model_text: "invented = true".into(),
        entries: 1,
        records: RECORDS as u64,
        threshold: "0.9".into(),
    };
    let changes = partition.into_iter().map(|(record, entity)| Change { record, entity: Some(entity) });
    store.put_link_run(session, &facts, changes, TODAY).await.unwrap().id
}

async fn joins(store: &Store) -> BTreeMap<RecordId, EntityId> {
    let (mut joins, mut after) = (BTreeMap::new(), None);
    loop {
        let page = store.joins("Organisation", after).await.unwrap();
        joins.extend(page.joins.iter().map(|join| (join.record, join.entity)));
        after = page.next;
        if after.is_none() {
            return joins;
        }
    }
}

async fn kill(world: &World) {
    let (store, session) = world.founded().await;
    let records: Vec<_> = (0..RECORDS).map(|_| record(new_id(), "Organisation")).collect();
    store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
    let ids = ids(&store).await;
    store.close().await;
    let mut dice = Dice::new();
    println!("seed {:#x}", dice.0);
    let (mut last, mut halfway) = (BTreeMap::new(), 0);
    for round in 0..KILLS {
        let mut worker = Worker::start("link", world, dice.below(u64::MAX), |_| {});
        let mut trying = None;
        let mut take = |line: &str| {
            let (what, size) = line.split_once(' ').unwrap();
            let partition = partition(&ids, size.parse().unwrap());
            if what == "try" {
                trying = Some(partition);
            } else {
                (last, trying) = (partition, None);
            }
        };
        for _ in 0..=dice.below(6) {
            take(&worker.next().expect("the worker goes on until it is killed"));
        }
        spin(Duration::from_micros(dice.below(60_000)));
        worker.kill().iter().for_each(|line| take(line));
        let (store, _) = world.open_signed_in().await;
        let verification = store.verify(None, |_| {}).await.unwrap();
        assert!(verification.is_whole(), "round {round}: {:?}", verification.findings);
        let found = joins(&store).await;
        store.close().await;
        let is_done = trying.as_ref() == Some(&found);
        halfway += u64::from(trying.is_some());
        assert!(is_done || found == last, "round {round}: half of a run is there");
        last = found;
    }
    println!("{halfway} of {KILLS} kills fell into a run");
}

#[test]
fn a_run_of_linkage_that_is_killed_is_there_as_a_whole_or_not_at_all() {
    on_both(kill);
}
