//! Releases go forward step by step, and out only when two persons have approved them.

use crate::testing::{self, Full, Place, TODAY, words};
use crate::{ExportKind, ReleaseError, ReleasePlan, ReleaseState, Store, StoreError, stated_of_release};

/// A plan that rests on the last one.
async fn plan(store: &Store) -> ReleasePlan {
    let releases = store.releases().await.unwrap();
    let planned = releases.iter().filter(|release| release.state != ReleaseState::Refused);
    ReleasePlan {
        name: "acts-2026".into(),
        policy: "schema = \"CorruptAct\"".into(),
        spent: "{\"share\":0.5}".into(),
        after: planned.map(|release| release.planned).max(),
    }
}

#[test]
fn a_release_goes_out_only_as_it_was_drawn_and_when_two_persons_approved_it() {
    testing::on_both(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_| {}).await;
        let other = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let refused = |outcome: Result<(), StoreError>| match outcome {
            Err(StoreError::Release(error)) => error,
            other => panic!("it was not refused: {other:?}"),
        };
        let plan = plan(&store).await;
        let id = store.plan_release(&session, plan.clone(), TODAY).await.unwrap();
        let early = refused(store.approve_release(&session, id, "aa", TODAY).await);
        assert!(matches!(early, ReleaseError::State { is: "planned", .. }));
        store.release_drawn(&session, id, ("aa", "remembered"), TODAY).await.unwrap();
        assert!(matches!(
            refused(store.release_drawn(&session, id, ("bb", ""), TODAY).await),
            ReleaseError::State { is: "drawn", .. }
        ));
        assert_eq!(refused(store.approve_release(&session, id, "bb", TODAY).await), ReleaseError::Manifest);
        store.approve_release(&session, id, "aa", TODAY).await.unwrap();
        assert_eq!(refused(store.approve_release(&session, id, "aa", TODAY).await), ReleaseError::Twice);
        assert!(matches!(
            refused(store.publish_release(&session, id, TODAY).await),
            ReleaseError::State { is: "drawn", .. }
        ));
        store.approve_release(&other, id, "aa", TODAY).await.unwrap();
        store.publish_release(&session, id, TODAY).await.unwrap();
        refused(store.give_up_release(&session, id, TODAY).await);

        let release = store.release(id).await.unwrap();
        assert_eq!((release.state, release.plan), (ReleaseState::Published, plan));
        assert_eq!(release.remembered.as_deref(), Some("remembered"));
        let by: Vec<_> = release.approvals.iter().map(|approval| approval.account).collect();
        assert_eq!(by, [session.account, other.account]);
        let exports = store.exports_since(None, 100).await.unwrap();
        assert!(exports.iter().any(|export| export.kind == ExportKind::Release && export.facts.is_whole));
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn what_was_spent_stays_spent_where_a_release_is_given_up_or_was_never_drawn() {
    testing::on_sqlite(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_| {}).await;
        let before = store.releases().await.unwrap().len();
        let plan_one = plan(&store).await;
        let given_up = store.plan_release(&session, plan_one.clone(), TODAY).await.unwrap();
        store.release_drawn(&session, given_up, ("aa", ""), TODAY).await.unwrap();
        store.give_up_release(&session, given_up, TODAY).await.unwrap();
        let plan_two = plan(&store).await;
        let never = store.plan_release(&session, plan_two.clone(), TODAY).await.unwrap();
        store.close().await;
        let store = place.open().await.unwrap();
        let releases = store.releases().await.unwrap();
        assert_eq!(releases.len(), before + 2);
        let found = |id| releases.iter().find(|release| release.id == id).unwrap();
        assert_eq!((found(never).state, found(given_up).state), (ReleaseState::Planned, ReleaseState::GivenUp));
        assert_eq!((&found(given_up).plan, &found(never).plan), (&plan_one, &plan_two));
    });
}

#[test]
fn two_plans_made_at_once_do_not_spend_the_same_budget_twice() {
    testing::on_both(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_| {}).await;
        let refused = |outcome: Result<_, StoreError>| match outcome {
            Err(StoreError::Release(error)) => error,
            other => panic!("it was not refused: {other:?}"),
        };
        let (one, other) = (plan(&store).await, plan(&store).await);
        let first = store.plan_release(&session, one, TODAY).await.unwrap();
        assert_eq!(refused(store.plan_release(&session, other.clone(), TODAY).await), ReleaseError::Open(first));
        store.release_drawn(&session, first, ("aa", ""), TODAY).await.unwrap();
        assert_eq!(refused(store.plan_release(&session, other, TODAY).await), ReleaseError::Outdated);
        let again = plan(&store).await;
        store.plan_release(&session, again, TODAY).await.unwrap();
    });
}

#[test]
fn what_was_refused_is_in_the_log_with_its_reasons_and_goes_no_further() {
    testing::on_sqlite(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_| {}).await;
        let id =
            store.refuse_release(&session, ("names", vec!["names are never published".into()]), TODAY).await.unwrap();
        let release = store.release(id).await.unwrap();
        assert_eq!((release.state, release.refused.len()), (ReleaseState::Refused, 1));
        assert!(store.release_drawn(&session, id, ("aa", ""), TODAY).await.is_err());
        assert!(store.give_up_release(&session, id, TODAY).await.is_err());
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn a_statement_about_a_manifest_is_believed_of_its_store_only() {
    testing::on_sqlite(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_| {}).await;
        let id = store.plan_release(&session, plan(&store).await, TODAY).await.unwrap();
        let note = store.sign_release(id, "aa");
        let key = store.log_key().public();
        assert_eq!(stated_of_release(&note, key), Some((id, "aa".to_owned())));
        assert_eq!(stated_of_release(&note.replace("\naa\n", "\nbb\n"), key), None);
    });
}

#[test]
fn an_administrator_decides_the_caps_of_all_releases_and_the_log_holds_it() {
    testing::on_both(async |place: Place| {
        let Full { store, session, .. } = place.full(async |_| {}).await;
        let before = store.releases().await.unwrap();
        assert_eq!(store.release_caps().await.unwrap(), None);
        for caps in ["invented: 8", "invented: 4"] {
            store.decide_release_caps(&session, caps, TODAY).await.unwrap();
            assert_eq!(store.release_caps().await.unwrap().as_deref(), Some(caps));
        }
        assert_eq!(store.releases().await.unwrap(), before, "a decision is no release");
        let other = store.sign_in("bela", &words(), TODAY).await.unwrap();
        store.decide_release_caps(&other, "invented: 9", TODAY).await.unwrap_err();
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}
