//! Servers that go away while they are asked.

use std::time::Duration;

use futures_util::future::join;
use overt_model::RecordId;
use overt_store::{Query, Reason, Session, Store, StoreError, new_id};
use sqlx::{Connection as _, Executor as _, Row as _};

use crate::proxy::{Cut, Proxy};
use crate::world::{FOUNDER, TODAY, WORDS, World, block_on, skipped, victim, words};

async fn insert(store: &Store, session: &Session) -> (RecordId, Result<(), StoreError>) {
    let id = new_id();
    let records = [victim(id, "Invented Name", "a story")];
    (id, store.insert(session, (None, Reason::Entered), &records, TODAY).await)
}

/// The address of the server and what stands around it in its URL; `None` where it is no plain address.
fn address(url: &str) -> Option<(&str, String, &str)> {
    let (front, rest) = url.split_once('@')?;
    let (address, database) = rest.split_once('/')?;
    let with_port = if address.contains(':') { address.to_owned() } else { format!("{address}:5432") };
    Some((front, with_port, database))
}

/// Whether the change is there is not known to the one who asked, and it is there as a whole or not at all.
#[test]
fn a_connection_that_is_cut_at_commit_leaves_a_change_unconfirmed_and_the_store_whole() {
    block_on(async {
        let Some(world) = World::postgres().await else { return };
        let (store, _) = world.founded().await;
        store.close().await;
        let url = world.url().unwrap();
        let Some((front, server, database)) = address(&url) else {
            skipped("cutting the connection to PostgreSQL: its URL has no address");
            return;
        };
        let proxy = Proxy::to(&server);
        // In the clear, because the proxy must recognise the commit.
        let through = format!("{front}@127.0.0.1:{}/{database}?sslmode=disable", proxy.port);
        let store = Store::open(&world.home(), Some(&through)).await.unwrap();
        let session = store.sign_in(FOUNDER, &words(WORDS), TODAY).await.unwrap();
        for (cut, is_there) in [(Cut::Before, false), (Cut::After, true)] {
            proxy.cut(cut);
            let (id, outcome) = insert(&store, &session).await;
            let error = outcome.unwrap_err();
            assert!(matches!(error, StoreError::Unconfirmed), "{cut:?}: {error:?}");
            proxy.cut(Cut::Never);
            // What was sent is done by now.
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert_eq!(store.history(id).await.is_ok(), is_there, "{cut:?}");
            // The same store goes on with another connection.
            insert(&store, &session).await.1.unwrap();
            let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
            assert!(verification.is_whole(), "{:?}", verification.findings);
        }
        store.close().await;
        let (store, session) = world.open_signed_in().await;
        assert!(store.verify(Some((&session, TODAY)), |_| {}).await.unwrap().is_whole());
        assert_eq!(store.count(&Query::default()).await.unwrap(), 3);
        store.close().await;
        world.end().await;
    });
}

/// Ends every other connection to the database that is in the middle of a transaction.
async fn terminate(connection: &mut sqlx::AnyConnection) -> i64 {
    let row = connection
        .fetch_one(
            "SELECT COUNT(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL",
        )
        .await;
    row.unwrap().get("n")
}

#[test]
fn a_server_that_ends_a_connection_between_statements_leaves_nothing_half_done() {
    block_on(async {
        let Some(world) = World::postgres().await else { return };
        let (store, session) = world.founded().await;
        let (mut holder, mut killer) = (world.connection().await, world.connection().await);
        // Between two statements: the transaction waits for the log, which somebody holds.
        let mut transaction = holder.begin().await.unwrap();
        transaction.execute("UPDATE log_state SET size = size").await.unwrap();
        let ended = async {
            while terminate_waiting(&mut killer).await == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let ((id, outcome), ()) = join(insert(&store, &session), ended).await;
        let error = outcome.unwrap_err();
        assert!(matches!(error, StoreError::Gone), "{error:?}");
        transaction.rollback().await.unwrap();
        assert!(matches!(store.history(id).await, Err(StoreError::NotThere(_))));

        // At any moment: whatever was confirmed is there, whatever was refused is not.
        let (mut confirmed, mut gone, mut unconfirmed) = (Vec::new(), 0, 0);
        for round in 0..60_u64 {
            let ended = async {
                tokio::time::sleep(Duration::from_micros(round * 400)).await;
                terminate(&mut killer).await
            };
            let ((id, outcome), _) = join(insert(&store, &session), ended).await;
            match outcome {
                Ok(()) => confirmed.push(id),
                Err(StoreError::Gone) => {
                    gone += 1;
                    assert!(store.history(id).await.is_err(), "round {round}");
                }
                Err(StoreError::Unconfirmed) => {
                    unconfirmed += 1;
                    confirmed.extend(store.history(id).await.is_ok().then_some(id));
                }
                Err(error) => panic!("round {round}: {error:?}"),
            }
        }
        println!("{} there, {gone} gone, {unconfirmed} unconfirmed", confirmed.len());
        assert_eq!(store.count(&Query::default()).await.unwrap(), confirmed.len() as u64);
        let verification = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(verification.is_whole(), "{:?}", verification.findings);
        store.close().await;
        world.end().await;
    });
}

/// Ends connections that wait for a lock.
async fn terminate_waiting(connection: &mut sqlx::AnyConnection) -> i64 {
    let row = connection
        .fetch_one(
            "SELECT COUNT(pg_terminate_backend(pid)) AS n FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .await;
    row.unwrap().get("n")
}
