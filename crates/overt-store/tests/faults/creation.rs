//! A store that was killed while it came to be.

use std::time::{Duration, Instant};

use overt_store::{Store, StoreError};

use crate::kills::{count, spin};
use crate::worker::{Order, Worker, names, tell};
use crate::world::{Dice, FOUNDER, TODAY, WORDS, World, block_on, founding, words};

pub(crate) async fn work(order: &Order) {
    tell("begin");
    let founding = founding(WORDS);
    let (store, _) = Store::create(&order.folder.join("data"), None, &founding, TODAY).await.unwrap();
    store.close().await;
    tell("done");
}

/// How long a creation takes here, so that kills fall on all of it.
fn duration() -> Duration {
    let mut worker = Worker::start("create", &World::sqlite(), 0, |_| {});
    assert_eq!(worker.next().as_deref(), Some("begin"));
    let start = Instant::now();
    assert_eq!(worker.next().as_deref(), Some("done"));
    start.elapsed()
}

fn kill_while_creating(rounds: u64, budget: Duration) {
    let (start, whole) = (Instant::now(), duration());
    let mut dice = Dice::new();
    println!("seed {:#x}, a creation takes {whole:?}", dice.0);
    let (mut there, mut absent, mut round) = (0, 0, 0);
    while round < rounds && start.elapsed() < budget {
        round += 1;
        let world = World::sqlite();
        let mut worker = Worker::start("create", &world, 0, |_| {});
        assert_eq!(worker.next().as_deref(), Some("begin"));
        spin(Duration::from_micros(dice.below(u64::try_from(whole.as_micros()).unwrap() * 11 / 10)));
        let was_done = worker.kill().iter().any(|line| line == "done");
        block_on(async {
            match world.open().await {
                Ok(store) => {
                    let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
                    let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
                    assert!(verification.is_whole(), "round {round}: {verification:?}");
                    store.close().await;
                    there += 1;
                }
                Err(error) => {
                    assert!(matches!(error, StoreError::NoStore(_)), "round {round}: {error:?}");
                    assert!(!was_done && !world.home().exists(), "round {round}");
                    absent += 1;
                    // Nothing that was left behind is in the way of the next attempt.
                    let (store, _) = world.create().await.unwrap();
                    store.close().await;
                }
            }
        });
        let unfinished = names(&world.path("")).iter().filter(|name| name.contains("unfinished")).count();
        assert!(unfinished <= 1, "round {round}");
    }
    println!("{round} kills while a store was made: {there} times it is there, {absent} times it is not");
}

/// In about five seconds.
#[test]
fn a_store_whose_creation_was_killed_is_whole_or_not_there() {
    kill_while_creating(40, Duration::from_secs(5));
}

#[test]
#[ignore = "minutes"]
fn audit_a_store_whose_creation_was_killed_is_whole_or_not_there() {
    kill_while_creating(count(300), Duration::MAX);
}
