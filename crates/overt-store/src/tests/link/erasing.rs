//! What erasing does to joins, decisions and notes.

use overt_model::Class;

use super::{entities, entity, whole, with_victims};
use crate::testing::linked::{decision, into, link, noted};
use crate::testing::{TODAY, on_both, words};
use crate::vault::ErasureReason;
use crate::{BackupKey, JoinCause, LinkError, Store, StoreError, Verdict};

#[test]
fn who_is_erased_leaves_their_entity_and_the_notes_about_them_are_gone() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 4).await;
        link(&store, &session, into(entity(1), &ids[..3])).await.unwrap();
        let pair = [ids[0], ids[1]];
        store.decide(&session, &noted(pair, Verdict::Same, "invented words"), TODAY).await.unwrap();
        store.decide(&session, &noted([ids[2], ids[3]], Verdict::Unsure, "other words"), TODAY).await.unwrap();
        store.erase(&session, (ids[0], None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        let one = Some(entity(1));
        assert_eq!(entities(&store, &ids).await, [None, one, one, None]);
        assert!(store.decision_notes(&session, (ids[0], ids[1]), None, TODAY).await.unwrap().is_empty());
        assert_eq!(store.decision_notes(&session, (ids[2], ids[3]), None, TODAY).await.unwrap().len(), 1);
        let standing = store.decisions("Victim", None).await.unwrap().decisions;
        assert_eq!(standing.len(), 1, "nothing stands about who was erased");
        assert_eq!(store.decisions_about(ids[0], ids[1]).await.unwrap().len(), 1, "that there was something stays");
        let history = store.join_history(ids[0]).await.unwrap();
        let last = history.last().unwrap();
        assert_eq!((last.from, last.to, &last.cause), (one, None, &JoinCause::Erased { record: ids[0] }));
        let again = link(&store, &session, into(entity(1), &ids[..1])).await;
        assert!(matches!(again, Err(StoreError::Link(LinkError::Gone(1)))), "{again:?}");
        let again = store.decide(&session, &decision(pair, Verdict::Same), TODAY).await;
        assert!(matches!(again, Err(StoreError::NotThere("record"))), "{again:?}");
        whole(&store).await;

        // Of two, the other stands alone.
        store.erase(&session, (ids[1], None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert_eq!(entities(&store, &ids).await, [None; 4]);
        whole(&store).await;
        let opened = store.verify(Some((&session, TODAY)), |_| {}).await.unwrap();
        assert!(opened.is_whole(), "{:?}", opened.findings);
    });
}

#[test]
fn who_loses_their_name_leaves_their_entity_and_who_loses_a_story_does_not() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 3).await;
        link(&store, &session, into(entity(1), &ids)).await.unwrap();
        store.decide(&session, &noted([ids[0], ids[1]], Verdict::Same, "invented words"), TODAY).await.unwrap();
        let erase = async |record, class: Class| {
            let what = (record, Some(&[class][..]));
            store.erase(&session, what, ErasureReason::PersonAsked, TODAY).await.unwrap();
        };
        erase(ids[1], Class::Narrative).await;
        let one = Some(entity(1));
        assert_eq!(entities(&store, &ids).await, [one; 3]);
        assert!(store.decision_notes(&session, (ids[0], ids[1]), None, TODAY).await.unwrap().is_empty());
        assert_eq!(store.decisions("Victim", None).await.unwrap().decisions.len(), 1);
        erase(ids[0], Class::Direct).await;
        assert_eq!(entities(&store, &ids).await, [None, one, one], "beside it the name would still stand");
        assert!(store.decisions("Victim", None).await.unwrap().decisions.is_empty());
        // A note of later is written and erased like the first.
        store.decide(&session, &noted([ids[1], ids[2]], Verdict::Same, "more words"), TODAY).await.unwrap();
        whole(&store).await;
        erase(ids[1], Class::Narrative).await;
        assert!(store.decision_notes(&session, (ids[1], ids[2]), None, TODAY).await.unwrap().is_empty());
        whole(&store).await;
    });
}

#[test]
fn an_older_backup_brings_back_neither_joins_nor_notes_of_who_was_erased() {
    on_both(async |place| {
        let (store, session, ids) = with_victims(&place, 3).await;
        let run = link(&store, &session, into(entity(1), &ids)).await.unwrap();
        store.decide(&session, &noted([ids[0], ids[1]], Verdict::Same, "invented words"), TODAY).await.unwrap();
        store.decide(&session, &noted([ids[1], ids[2]], Verdict::Same, "other words"), TODAY).await.unwrap();
        let path = place.path("before.backup");
        store.backup(&session, &path, TODAY, |_| {}).await.unwrap();
        store.erase(&session, (ids[0], None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        let keys = place.home().join("keys");
        let key = BackupKey::Passphrase(&words(), &keys);
        let (from, to) = ((path.as_path(), "amina", &key), (place.path("restored"), None));
        let (restored, report) = Store::restore(from, (&to.0, to.1), Some(&keys), TODAY, |_| {}).await.unwrap();
        assert!(report.erased_again > 0);
        let one = Some(entity(1));
        assert_eq!(entities(&restored, &ids).await, [None, one, one]);
        let session = restored.sign_in("amina", &words(), TODAY).await.unwrap();
        assert!(restored.decision_notes(&session, (ids[0], ids[1]), None, TODAY).await.unwrap().is_empty());
        assert_eq!(restored.decision_notes(&session, (ids[1], ids[2]), None, TODAY).await.unwrap().len(), 1);
        assert_eq!(restored.link_runs().await.unwrap(), [run]);
        let history = restored.join_history(ids[0]).await.unwrap();
        assert_eq!(history.last().unwrap().account, None, "a restored store forgets by itself");
        whole(&restored).await;
    });
}
