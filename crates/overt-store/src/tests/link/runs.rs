//! Runs of linkage.

use overt_model::Record;

use super::{entities, entity, whole, with_victims};
use crate::testing::linked::{decision, facts, into, link};
use crate::testing::{TODAY, on_both, person, victim, words};
use crate::{Change, JoinCause, LinkError, LinkFacts, Reason, StoreError, Verdict, new_id};

#[test]
fn what_a_run_joins_stands_until_a_later_run_moves_it_and_who_stays_is_left_alone() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 5).await;
        let mut changes = into(entity(1), &ids[..2]);
        changes.extend(into(entity(2), &ids[2..4]));
        let first = link(&store, &session, changes.clone()).await.unwrap();
        assert_eq!((first.moved, first.undone), (4, false));
        let [one, two] = [1, 2].map(|number| Some(entity(number)));
        assert_eq!(entities(&store, &ids).await, [one, one, two, two, None]);
        let members: Vec<_> = store.joined(entity(2)).await.unwrap().iter().map(|join| join.record).collect();
        assert_eq!(members, ids[2..4]);

        let again = link(&store, &session, changes).await.unwrap();
        assert_eq!(again.moved, 0, "what stays where it is was not moved");
        let mut merge = into(entity(1), &ids[2..5]);
        merge.push(Change { record: ids[0], entity: Some(entity(1)) });
        let third = link(&store, &session, merge).await.unwrap();
        assert_eq!(third.moved, 3);
        assert_eq!(entities(&store, &ids).await, [one; 5]);
        let page = store.joins("Victim", None).await.unwrap();
        assert_eq!((page.joins.len(), page.next), (5, None));
        assert!(store.joins("Person", None).await.unwrap().joins.is_empty(), "nobody linked that kind");

        let runs = store.link_runs().await.unwrap();
        assert_eq!(runs, [first.clone(), again, third.clone()]);
        assert_eq!(store.link_run(first.id).await.unwrap().facts, facts("Victim"));
        let history = store.join_history(ids[2]).await.unwrap();
        let moves: Vec<_> = history.iter().map(|event| (event.from, event.to, event.leaf)).collect();
        assert_eq!(moves, [(None, two, first.leaf), (two, one, third.leaf)]);
        let cause = JoinCause::Run { run: third.id, model: "00".into() };
        assert_eq!((&history[1].cause, history[1].account), (&cause, Some(session.account)));
        let history = store.entity_history(entity(2)).await.unwrap();
        assert_eq!(history.len(), 4, "two came and two went");
        whole(&store).await;
    });
}

#[test]
fn a_run_that_would_break_what_always_holds_is_refused_whole() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 4).await;
        let other = victim(new_id(), store.sources().await.unwrap()[0].id, "nobody");
        let organisation = Record::new(other.id, "Organisation", &other.codebook, other.claim.clone());
        store.insert(&session, (None, Reason::Entered), &[organisation], TODAY).await.unwrap();
        link(&store, &session, into(entity(1), &ids[..2])).await.unwrap();
        store.decide(&session, &decision([ids[3], ids[2]], Verdict::Different), TODAY).await.unwrap();
        let before = (store.log_size().await.unwrap(), store.digests().await.unwrap());

        let twice = [into(entity(2), &ids[2..]), into(entity(3), &ids[2..3])].concat();
        let alone = into(entity(2), &ids[2..3]);
        let left = vec![Change { record: ids[0], entity: None }];
        let cases = [
            (twice, LinkError::Twice),
            (alone, LinkError::Alone(entity(2))),
            (left, LinkError::Alone(entity(1))),
            (into(entity(2), &[ids[2], new_id()]), LinkError::Gone(1)),
            (into(entity(2), &[ids[2], other.id]), LinkError::Kind(1)),
            (into(entity(0), &ids[2..]), LinkError::NoEntity),
            (into(entity(2), &ids[2..]), LinkError::Contradicts(ids[2], ids[3])),
            (into(entity(1), &ids[2..]), LinkError::Contradicts(ids[2], ids[3])),
        ];
        for (changes, expected) in cases {
            match link(&store, &session, changes).await {
                Err(StoreError::Link(error)) => assert_eq!(error, expected),
                other => panic!("{expected:?}: {other:?}"),
            }
        }
        let people = LinkFacts { schema: "Person".into(), ..facts("Victim") };
        for changes in [into(entity(1), &ids[2..3]), into(entity(5), &ids[1..3])] {
            let refused = store.put_link_run(&session, &people, changes, TODAY).await;
            assert!(matches!(refused, Err(StoreError::Link(LinkError::OtherKind(_)))), "{refused:?}");
        }
        for (threshold, schema) in [("1.5", "Victim"), ("", "Victim"), ("NaN", "Victim"), ("0.5", "Nothing")] {
            let wrong = LinkFacts { threshold: threshold.into(), schema: schema.into(), ..facts("Victim") };
            assert!(matches!(store.put_link_run(&session, &wrong, [], TODAY).await, Err(StoreError::Link(_))));
        }
        assert_eq!((store.log_size().await.unwrap(), store.digests().await.unwrap()), before, "nothing was changed");
        // A kind comes with those that descend from it.
        store.put_link_run(&session, &people, [], TODAY).await.unwrap();
        whole(&store).await;
    });
}

#[test]
fn who_works_with_no_identities_joins_and_decides_nothing() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 2).await;
        store.add_account(&session, &person("outsider"), TODAY).await.unwrap();
        let outsider = store.sign_in("outsider", &words(), TODAY).await.unwrap();
        let refused = link(&store, &outsider, into(entity(1), &ids)).await;
        assert!(matches!(refused, Err(StoreError::NotThere("team"))), "{refused:?}");
        let refused = store.decide(&outsider, &decision([ids[0], ids[1]], Verdict::Same), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("team"))), "{refused:?}");
    });
}
