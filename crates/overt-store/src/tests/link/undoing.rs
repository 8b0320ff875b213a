//! Taking joins back.

use std::collections::BTreeMap;

use overt_model::EntityId;
use proptest::prelude::*;

use super::{entities, entity, whole, with_victims};
use crate::testing::linked::{decision, into, link};
use crate::testing::{TODAY, on_both, on_sqlite};
use crate::{Change, JoinCause, LinkError, StoreError, UndoOf, Verdict, new_id};

#[test]
fn an_undo_restores_what_was_there_and_no_later_run_makes_the_join_again() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 5).await;
        let mut changes = into(entity(1), &ids[..2]);
        changes.extend(into(entity(2), &ids[2..4]));
        link(&store, &session, changes).await.unwrap();
        let before = entities(&store, &ids).await;
        link(&store, &session, into(entity(1), &ids[2..])).await.unwrap();
        let undone = store.undo_join(&session, UndoOf::Entity(entity(1)), TODAY).await.unwrap();
        assert_eq!(entities(&store, &ids).await, before);
        assert_eq!((undone.moved, undone.alone, undone.restored), (3, 1, vec![entity(2)]));
        assert_eq!(undone.decided, 8, "two with two, and one with four");
        let again = link(&store, &session, into(entity(1), &ids[2..])).await;
        assert!(matches!(again, Err(StoreError::Link(LinkError::Contradicts(..)))), "{again:?}");
        let last = store.join_history(ids[2]).await.unwrap().pop().unwrap();
        assert_eq!(last.cause, JoinCause::EntityUndone { entity: entity(1) });
        whole(&store).await;
        // An undo of the undo is a decision.
        for one in &ids[..2] {
            for other in &ids[2..4] {
                store.decide(&session, &decision([*one, *other], Verdict::Same), TODAY).await.unwrap();
            }
        }
        link(&store, &session, into(entity(1), &ids[2..4])).await.unwrap();
        whole(&store).await;
    });
}

#[test]
fn one_record_leaves_and_goes_back_where_it_was_or_stands_alone() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 6).await;
        let mut changes = into(entity(1), &ids[..2]);
        changes.extend(into(entity(2), &ids[2..5]));
        link(&store, &session, changes).await.unwrap();
        link(&store, &session, into(entity(1), &[ids[2], ids[5]])).await.unwrap();
        let [one, two] = [1, 2].map(|number| Some(entity(number)));
        assert_eq!(entities(&store, &ids).await, [one, one, one, two, two, one]);
        let undone = store.undo_join(&session, UndoOf::Record(ids[2]), TODAY).await.unwrap();
        assert_eq!((undone.moved, undone.alone, undone.decided), (1, 0, 3));
        assert_eq!(entities(&store, &ids).await, [one, one, two, two, two, one]);
        let undone = store.undo_join(&session, UndoOf::Record(ids[5]), TODAY).await.unwrap();
        assert_eq!((undone.moved, undone.alone, undone.decided), (1, 1, 2));
        // Of two that remain, nobody stays in an entity alone.
        let undone = store.undo_join(&session, UndoOf::Record(ids[0]), TODAY).await.unwrap();
        assert_eq!((undone.moved, undone.alone, undone.decided), (2, 2, 1));
        assert_eq!(entities(&store, &ids).await, [None, None, two, two, two, None]);
        for of in [UndoOf::Record(ids[0]), UndoOf::Entity(entity(1)), UndoOf::Run(new_id())] {
            let refused = store.undo_join(&session, of, TODAY).await;
            assert!(matches!(refused, Err(StoreError::NotThere(_))), "{refused:?}");
        }
        whole(&store).await;
    });
}

#[test]
fn who_cannot_go_back_because_somebody_decided_otherwise_stands_alone() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 5).await;
        link(&store, &session, into(entity(2), &ids[2..])).await.unwrap();
        let mut moved = into(entity(1), &ids[..3]);
        moved.truncate(3);
        link(&store, &session, moved).await.unwrap();
        store.decide(&session, &decision([ids[2], ids[3]], Verdict::Different), TODAY).await.unwrap();
        store.undo_join(&session, UndoOf::Record(ids[2]), TODAY).await.unwrap();
        let [one, two] = [1, 2].map(|number| Some(entity(number)));
        assert_eq!(entities(&store, &ids).await, [one, one, None, two, two]);
        whole(&store).await;
    });
}

#[test]
fn a_run_is_taken_back_except_what_was_moved_since_and_decides_nothing() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 7).await;
        link(&store, &session, into(entity(1), &ids[..3])).await.unwrap();
        let mut wrong = into(entity(2), &ids[3..5]);
        wrong.extend(into(entity(1), &ids[5..]));
        wrong.push(Change { record: ids[0], entity: Some(entity(2)) });
        let wrong = link(&store, &session, wrong).await.unwrap();
        store.undo_join(&session, UndoOf::Record(ids[6]), TODAY).await.unwrap();
        let undone = store.undo_join(&session, UndoOf::Run(wrong.id), TODAY).await.unwrap();
        assert_eq!((undone.moved, undone.alone, undone.decided), (4, 3, 0));
        let one = Some(entity(1));
        assert_eq!(entities(&store, &ids).await, [one, one, one, None, None, None, None]);
        assert!(store.link_run(wrong.id).await.unwrap().undone);
        let again = store.undo_join(&session, UndoOf::Run(wrong.id), TODAY).await;
        assert!(matches!(again, Err(StoreError::NotThere("linkage"))), "{again:?}");
        whole(&store).await;
    });
}

#[test]
fn an_entity_with_too_many_pairs_is_not_taken_apart_at_once() {
    on_sqlite(async |place| {
        let (store, session, ids) = with_victims(&place, 150).await;
        link(&store, &session, into(entity(1), &ids)).await.unwrap();
        let before = store.log_size().await.unwrap();
        let refused = store.undo_join(&session, UndoOf::Entity(entity(1)), TODAY).await;
        assert!(matches!(refused, Err(StoreError::Link(LinkError::TooManyPairs(11_175, 10_000)))), "{refused:?}");
        assert_eq!(store.log_size().await.unwrap(), before);
        let undone = store.undo_join(&session, UndoOf::Record(ids[3]), TODAY).await.unwrap();
        assert_eq!((undone.moved, undone.decided), (1, 149));
        whole(&store).await;
    });
}

/// A partition of eight records into at most three entities and those alone.
fn partitions() -> impl Strategy<Value = Vec<Option<u128>>> {
    prop::collection::vec(prop::option::weighted(0.8, 1_u128..4), 8).prop_map(|all| {
        let mut sizes: BTreeMap<u128, usize> = BTreeMap::new();
        for entity in all.iter().flatten() {
            *sizes.entry(*entity).or_default() += 1;
        }
        all.into_iter().map(|entity| entity.filter(|entity| sizes[entity] > 1)).collect()
    })
}

#[test]
fn whatever_ran_before_taking_the_last_run_back_restores_it_exactly() {
    let config = ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = proptest::test_runner::TestRunner::new(config).run(
        &(prop::collection::vec(partitions(), 2..5), 0_usize..8),
        |(runs, chosen)| {
            on_sqlite(async |place| {
                let (store, session, ids) = with_victims(&place, 8).await;
                let (mut before, mut last) = (vec![None; 8], None);
                for run in &runs {
                    before = entities(&store, &ids).await;
                    let changes = ids.iter().zip(run);
                    let changes =
                        changes.map(|(id, entity)| Change { record: *id, entity: entity.map(EntityId::from_bits) });
                    last = Some(link(&store, &session, changes.collect()).await.unwrap());
                }
                let joined = entities(&store, &ids).await;
                let expected: Vec<_> = runs.last().unwrap().iter().map(|one| one.map(EntityId::from_bits)).collect();
                assert_eq!(joined, expected);
                store.undo_join(&session, UndoOf::Run(last.unwrap().id), TODAY).await.unwrap();
                assert_eq!(entities(&store, &ids).await, before);
                // And one by one: whoever is taken out is with none of the others any more, whatever is tried afterwards.
                if let Some(entity) = before[chosen] {
                    let others: Vec<_> =
                        (0..8).filter(|other| *other != chosen && before[*other] == Some(entity)).collect();
                    store.undo_join(&session, UndoOf::Record(ids[chosen]), TODAY).await.unwrap();
                    let after = entities(&store, &ids).await;
                    assert!(others.iter().all(|other| after[chosen].is_none() || after[*other] != after[chosen]));
                    for other in others {
                        let again = link(&store, &session, into(new_id(), &[ids[chosen], ids[other]])).await;
                        assert!(again.is_err());
                    }
                }
                whole(&store).await;
                store.close().await;
            });
            Ok(())
        },
    );
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
