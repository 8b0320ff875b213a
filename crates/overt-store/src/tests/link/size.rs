//! A million joins.

use std::time::Instant;

use overt_model::{EntityId, RecordId};

use super::with_victims;
use crate::testing::linked::link;
use crate::testing::{TODAY, on_both};
use crate::{Change, Engine, UndoOf};

/// Rows of records that stand for nothing: only that they are there is asked for.
fn records(engine: Engine, count: u64) -> String {
    let columns = "'Victim', source, team, 1, 0 FROM (SELECT source, team FROM record LIMIT 1) r";
    match engine {
        Engine::Sqlite => format!(
            "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
             INSERT INTO record SELECT unhex(printf('%032x', n.n)), {columns}, n"
        ),
        Engine::Postgres => format!(
            "INSERT INTO record SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), {columns}, generate_series(1, {count}) n"
        ),
    }
}

fn change(number: u64, shift: u64) -> Change {
    let entity = EntityId::from_bits(u128::from((number + shift) / 4 + 1) << 64);
    Change { record: RecordId::from_bits(number.into()), entity: Some(entity) }
}

fn join(count: u64) {
    on_both(async |place| {
        let (store, session, _) = with_victims(&place, 1).await;
        store.close().await;
        place.sql(&records(place.engine(), count)).await;
        let store = place.open().await.unwrap();
        let timed = async |what: &str, since: Instant| {
            println!("{:?}, {count}: {what} {:.1} s", place.engine(), since.elapsed().as_secs_f64());
        };
        let since = Instant::now();
        // Entities of four; the first and the last one may be shorter, and never have one.
        let changes = (1..=count).map(|number| change(number, 3)).collect();
        let run = link(&store, &session, changes).await.unwrap();
        assert_eq!(run.moved, count);
        timed("written", since).await;
        let (since, mut after, mut joins) = (Instant::now(), None, 0);
        loop {
            let page = store.joins("Victim", after).await.unwrap();
            joins += page.joins.len() as u64;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(joins, count);
        timed("read", since).await;
        let since = Instant::now();
        let changes = (1..=count).map(|number| change(number, 3)).collect();
        assert_eq!(link(&store, &session, changes).await.unwrap().moved, 0);
        timed("written again", since).await;
        let since = Instant::now();
        store.undo_join(&session, UndoOf::Entity(change(40, 3).entity.unwrap()), TODAY).await.unwrap();
        timed("one taken back", since).await;
        let since = Instant::now();
        let undone = store.undo_join(&session, UndoOf::Run(run.id), TODAY).await.unwrap();
        assert_eq!((undone.moved, undone.alone), (count - 4, count - 4));
        timed("all taken back", since).await;
    });
}

#[test]
fn pages_hold_every_join_once() {
    join(12_000);
}

#[test]
#[ignore = "takes minutes: measures a million joins"]
fn audit_a_million_joins() {
    join(1_000_000);
}
