//! Decisions of people.

use overt_model::RecordId;

use super::{entities, entity, somebody_else, whole, with_victims};
use crate::log::entry::Action;
use crate::testing::linked::{decision, into, link, noted};
use crate::testing::{TODAY, on_both};
use crate::{Decision, LinkError, Store, StoreError, Verdict, new_id};

async fn standing(store: &Store, records: [RecordId; 2]) -> Option<Verdict> {
    let page = store.decisions("Person", None).await.unwrap();
    page.decisions.iter().find(|standing| standing.records == records).map(crate::StandingDecision::verdict)
}

#[test]
fn a_decision_survives_every_run_and_a_run_against_it_is_refused() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 4).await;
        let [different, same] = [[ids[0], ids[1]], [ids[2], ids[3]]];
        store.decide(&session, &decision([ids[1], ids[0]], Verdict::Different), TODAY).await.unwrap();
        store.decide(&session, &decision(same, Verdict::Same), TODAY).await.unwrap();
        for number in 1..4_u128 {
            let run = link(&store, &session, into(entity(number), &ids)).await;
            assert!(matches!(run, Err(StoreError::Link(LinkError::Contradicts(..)))), "{run:?}");
            link(&store, &session, into(entity(number), &ids[2..])).await.unwrap();
            assert_eq!(standing(&store, different).await, Some(Verdict::Different));
            assert_eq!(standing(&store, same).await, Some(Verdict::Same));
        }
        // Only a person takes it back.
        store.decide(&session, &decision(different, Verdict::Same), TODAY).await.unwrap();
        link(&store, &session, into(entity(9), &ids)).await.unwrap();
        assert_eq!(store.decisions_about(ids[0], ids[1]).await.unwrap().len(), 2, "the earlier one is not lost");
        whole(&store).await;
    });
}

#[test]
fn two_records_that_are_decided_to_be_different_come_apart_at_once() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 5).await;
        let mut changes = into(entity(1), &ids[..2]);
        changes.extend(into(entity(2), &ids[2..4]));
        link(&store, &session, changes).await.unwrap();
        link(&store, &session, into(entity(1), &ids[2..])).await.unwrap();
        let [one, two] = [1, 2].map(|number| Some(entity(number)));
        assert_eq!(entities(&store, &ids).await, [one; 5]);
        let decided = store.decide(&session, &decision([ids[0], ids[2]], Verdict::Different), TODAY).await.unwrap();
        let apart = decided.apart.unwrap();
        assert_eq!((apart.moved, apart.alone, apart.restored), (3, 1, vec![entity(2)]));
        assert_eq!(entities(&store, &ids).await, [one, one, two, two, None], "as it was before they were joined");
        whole(&store).await;
        let decided = store.decide(&session, &decision([ids[0], ids[1]], Verdict::Different), TODAY).await.unwrap();
        assert_eq!(decided.apart.unwrap().alone, 2);
        assert_eq!(entities(&store, &ids).await, [None, None, two, two, None]);
        let decided = store.decide(&session, &decision([ids[0], ids[1]], Verdict::Different), TODAY).await.unwrap();
        assert!(decided.apart.is_none());
        let decided = store.decide(&session, &decision([ids[2], ids[3]], Verdict::Unsure), TODAY).await.unwrap();
        assert!(decided.apart.is_none(), "who is unsure takes nothing apart");
        whole(&store).await;
    });
}

#[test]
fn a_record_that_was_renamed_with_its_entity_comes_apart_too() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 2).await;
        for number in 1..4 {
            link(&store, &session, into(entity(number), &ids)).await.unwrap();
        }
        store.decide(&session, &decision([ids[0], ids[1]], Verdict::Different), TODAY).await.unwrap();
        assert_eq!(entities(&store, &ids).await, [None, None]);
        whole(&store).await;
    });
}

#[test]
fn a_second_reader_is_another_person_and_while_two_disagree_nothing_holds() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 2).await;
        let pair = [ids[0], ids[1]];
        let second = |verdict| Decision { is_second: true, ..decision(pair, verdict) };
        let refused = store.decide(&session, &second(Verdict::Same), TODAY).await;
        assert!(matches!(refused, Err(StoreError::Link(LinkError::NoFirst))), "{refused:?}");
        store.decide(&session, &decision(pair, Verdict::Same), TODAY).await.unwrap();
        let refused = store.decide(&session, &second(Verdict::Same), TODAY).await;
        assert!(matches!(refused, Err(StoreError::Link(LinkError::SameReader))), "{refused:?}");

        let bela = somebody_else(&store, &session, "bela").await;
        let chinwe = somebody_else(&store, &session, "chinwe").await;
        let agreed = store.decide(&bela, &second(Verdict::Same), TODAY).await.unwrap().standing;
        assert_eq!((agreed.verdict(), agreed.is_disputed()), (Verdict::Same, false));
        assert_eq!(agreed.second.unwrap().reader, bela.account);
        link(&store, &session, into(entity(1), &ids)).await.unwrap();
        let disputed = store.decide(&bela, &second(Verdict::Different), TODAY).await.unwrap();
        assert!(disputed.standing.is_disputed() && disputed.apart.is_none());
        assert_eq!(standing(&store, pair).await, Some(Verdict::Unsure));
        // Neither of them settles it by insisting.
        for (who, verdict) in [(&bela, Verdict::Different), (&session, Verdict::Same)] {
            store.decide(who, &decision(pair, verdict), TODAY).await.unwrap();
            assert_eq!(standing(&store, pair).await, Some(Verdict::Unsure));
        }
        let settled = store.decide(&chinwe, &decision(pair, Verdict::Different), TODAY).await.unwrap();
        assert_eq!(settled.standing.verdict(), Verdict::Different);
        assert_eq!(entities(&store, &ids).await, [None, None]);
        assert_eq!(store.decisions_about(ids[1], ids[0]).await.unwrap().len(), 6);
        whole(&store).await;
    });
}

#[test]
fn a_decision_about_nothing_is_refused() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 2).await;
        let refused = store.decide(&session, &decision([ids[0], ids[0]], Verdict::Same), TODAY).await;
        assert!(matches!(refused, Err(StoreError::Link(LinkError::Itself))), "{refused:?}");
        let refused = store.decide(&session, &decision([ids[0], new_id()], Verdict::Same), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("record"))), "{refused:?}");
        let of_no_run = Decision { run: Some(new_id()), ..decision([ids[0], ids[1]], Verdict::Same) };
        let refused = store.decide(&session, &of_no_run, TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("linkage"))), "{refused:?}");
        let long = "x".repeat(crate::NOTE_LEN_MAX + 1);
        let refused = store.decide(&session, &noted([ids[0], ids[1]], Verdict::Same, &long), TODAY).await;
        assert!(matches!(refused, Err(StoreError::Link(LinkError::TooLong("note", _)))), "{refused:?}");
        assert!(store.decisions("Victim", None).await.unwrap().decisions.is_empty());
    });
}

#[test]
fn a_note_is_sealed_and_opens_for_colleagues_after_the_log_has_it() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 2).await;
        store.decide(&session, &noted([ids[0], ids[1]], Verdict::Same, "told by Invented Aunt"), TODAY).await.unwrap();
        store.decide(&session, &decision([ids[0], ids[1]], Verdict::Same), TODAY).await.unwrap();
        let bela = somebody_else(&store, &session, "bela").await;
        let before = store.log_size().await.unwrap();
        let notes = store.decision_notes(&bela, (ids[1], ids[0]), None, TODAY).await.unwrap();
        let texts: Vec<&str> = notes.iter().map(|note| note.text.expose().as_str()).collect();
        assert_eq!(texts, ["told by Invented Aunt"]);
        let entries = store.entries(&session, (before, before + 9), TODAY).await.unwrap();
        let opened = entries.iter().filter(|entry| entry.entry.action == Action::OpenSealed).count();
        assert_eq!(opened, 2, "one for each of the records");
        let mut session = session;
        store.remove_member(&mut session, ("caseworkers", "bela"), TODAY).await.unwrap();
        while store.rewrap(&session, "caseworkers").await.unwrap().behind > 0 {}
        let notes = store.decision_notes(&session, (ids[0], ids[1]), None, TODAY).await.unwrap();
        assert_eq!(notes.len(), 1, "it moves to the new key of the team");
        store.close().await;
        if let crate::Engine::Sqlite = place.engine() {
            for file in ["overt.db", "overt.db-wal"] {
                let bytes = std::fs::read(place.home().join(file)).unwrap_or_default();
                assert!(!bytes.windows(13).any(|bytes| bytes == b"Invented Aunt"), "{file}");
            }
        }
        whole(&place.open().await.unwrap()).await;
    });
}
