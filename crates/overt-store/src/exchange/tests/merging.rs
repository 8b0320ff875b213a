//! Merging what both sides have.

use std::collections::BTreeMap;

use overt_model::{Class, RecordId, Standing, Value};

use super::super::item::NoticeKind;
use super::{ALL, Pair, Receiving, side};
use crate::testing::{TODAY, edit, on_both};
use crate::vault::ErasureReason;
use crate::{Edit, Reason, TeamKind};

fn notes(id: RecordId, text: &str) -> Edit {
    edit(id, "notes", Value::text(text))
}

fn standing(id: RecordId, standing: Standing) -> Edit {
    let fields = BTreeMap::new();
    Edit { record: id, seen: None, fields, standing: Some((standing, None)), reason: Reason::StandingChanged }
}

impl super::Side {
    async fn change(&self, edit: &Edit) {
        self.store.revise(&self.session, edit, TODAY).await.unwrap();
    }

    async fn standing(&self, id: RecordId) -> Standing {
        self.show(id).await.record.claim.standing
    }
}

#[test]
fn the_same_bundle_twice_adds_nothing_and_an_older_one_takes_nothing_back() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        let [older, newer] = ["older", "newer"].map(|name| pair.place.path(name));
        here.send(there, &older, &ALL).await.unwrap();
        there.receive(here, &older, &Receiving::default()).await.unwrap();
        here.change(&notes(id, "another invented story")).await;
        here.change(&standing(id, Standing::Withdrawn)).await;
        here.send(there, &newer, &ALL).await.unwrap();
        let received = there.receive(here, &newer, &Receiving::default()).await.unwrap();
        assert_eq!((received.new, received.continued, received.known, received.revisions), (0, 1, 1, 2));
        let before = there.store.digests().await.unwrap();
        for file in [&newer, &older] {
            let again = there.receive(here, file, &Receiving::default()).await.unwrap();
            assert_eq!((again.new, again.continued, again.known, again.revisions), (0, 0, 2, 0), "{again:?}");
        }
        assert_eq!(there.store.digests().await.unwrap(), before);
        assert_eq!(there.show(id).await.record, here.show(id).await.record);
        there.assert_whole().await;
    });
}

#[test]
fn what_one_side_adds_to_the_record_of_the_other_comes_back() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        pair.pass(&ALL).await;
        pair.there.change(&notes(id, "told there")).await;
        let (_, back) = pair.pass_back(&ALL).await;
        assert_eq!((back.continued, back.known, back.revisions), (1, 1, 1), "{back:?}");
        let history = pair.here.store.history(id).await.unwrap();
        assert!(history[0].origin.is_none(), "it was written here");
        assert_eq!(history[1].origin.as_ref().unwrap().by, pair.there.store.fingerprint());
        pair.here.change(&notes(id, "and more here")).await;
        let (_, forth) = pair.pass(&ALL).await;
        assert_eq!((forth.continued, forth.revisions), (1, 1), "{forth:?}");
        assert_eq!(pair.there.show(id).await.record, pair.here.show(id).await.record);
        pair.here.assert_whole().await;
        pair.there.assert_whole().await;
    });
}

#[test]
fn what_was_changed_on_both_sides_stays_until_somebody_takes_the_other_version() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        pair.pass(&ALL).await;
        pair.here.change(&notes(id, "told here")).await;
        pair.there.change(&notes(id, "told there")).await;
        let (_, received) = pair.pass(&ALL).await;
        assert_eq!((received.conflicts.as_slice(), received.revisions), (&[id][..], 0));
        assert!(!received.is_smooth());
        let told = |text: &str| vec![Value::text(text)];
        assert_eq!(pair.there.show(id).await.record.values("notes"), told("told there"));

        let (here, there, file) = (&pair.here, &pair.there, pair.place.path("again"));
        here.send(there, &file, &ALL).await.unwrap();
        let receiving = Receiving { take: &[id], ..Receiving::default() };
        let received = there.receive(here, &file, &receiving).await.unwrap();
        assert_eq!((received.conflicts.len(), received.continued, received.revisions), (0, 1, 1));
        assert_eq!(there.show(id).await.record.values("notes"), told("told here"));
        let earlier = there.store.show_revision(&there.session, (id, 2), (&ALL, None), TODAY).await.unwrap();
        assert_eq!(earlier.record.values("notes"), told("told there"), "nothing is lost");
        let (_, back) = pair.pass_back(&ALL).await;
        assert_eq!((back.conflicts.len(), back.revisions), (0, 0));
        pair.here.change(&notes(id, "and more here")).await;
        let (_, forth) = pair.pass(&ALL).await;
        assert_eq!((forth.conflicts.len(), forth.revisions), (0, 1), "it is settled for good");
        there.assert_whole().await;
    });
}

#[test]
fn a_cleared_person_is_cleared_everywhere_whatever_else_was_changed() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        pair.pass(&ALL).await;
        pair.there.change(&notes(id, "told there")).await;
        pair.here.change(&standing(id, Standing::Cleared)).await;
        let (_, received) = pair.pass(&ALL).await;
        assert_eq!((received.conflicts.as_slice(), received.no_longer_standing), (&[id][..], 1));
        assert_eq!(pair.there.standing(id).await, Standing::Cleared);
        assert_eq!(pair.there.show(id).await.record.values("notes"), [Value::text("told there")]);
        let (_, again) = pair.pass(&ALL).await;
        assert_eq!((again.no_longer_standing, again.revisions), (0, 0));
        // And nothing that was not cleared there makes it stand again here.
        let (here, there, file) = (&pair.here, &pair.there, pair.place.path("back"));
        there.send(here, &file, &ALL).await.unwrap();
        here.receive(there, &file, &Receiving { take: &[id], ..Receiving::default() }).await.unwrap();
        assert_eq!(here.standing(id).await, Standing::Cleared);
        there.assert_whole().await;
        here.assert_whole().await;
    });
}

#[test]
fn an_allegation_that_was_cleared_here_is_not_made_anew_by_taking_the_other_version() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        pair.pass(&ALL).await;
        pair.there.change(&standing(id, Standing::Cleared)).await;
        pair.here.change(&notes(id, "told here")).await;
        let (here, there, file) = (&pair.here, &pair.there, pair.place.path("again"));
        here.send(there, &file, &ALL).await.unwrap();
        let received = there.receive(here, &file, &Receiving { take: &[id], ..Receiving::default() }).await.unwrap();
        assert_eq!((received.refused[0].record, received.refused[0].reason), (id, "standing"));
        assert_eq!(there.standing(id).await, Standing::Cleared);
    });
}

#[test]
fn that_somebody_was_cleared_arrives_even_when_the_record_may_not_leave_any_more() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, consent) = pair.person().await;
        pair.pass(&ALL).await;
        let today = Value::Date("2026-12-01".parse().unwrap());
        let withdrawal = Edit { reason: Reason::ConsentChanged, ..edit(consent, "withdrawn_on", today) };
        pair.here.change(&withdrawal).await;
        pair.here.change(&standing(id, Standing::Withdrawn)).await;
        let (shared, received) = pair.pass(&ALL).await;
        assert_eq!((shared.records, shared.left_out["no-consent"], shared.notices), (0, 2, 2), "{shared:?}");
        assert_eq!(received.no_longer_standing, 1);
        assert_eq!(pair.there.standing(id).await, Standing::Withdrawn);
        let told: Vec<_> = received.to_do.iter().map(|one| (one.record, one.what)).collect();
        assert_eq!(told, [(consent, NoticeKind::ConsentWithdrawn)]);
        pair.there.assert_whole().await;
    });
}

#[test]
fn what_was_erased_there_is_told_and_what_was_erased_here_stays_erased() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (first, _) = pair.person().await;
        let (second, _) = pair.person().await;
        pair.pass(&ALL).await;
        let (here, there) = (&pair.here, &pair.there);
        let why = ErasureReason::PersonAsked;
        here.store.erase(&here.session, (first, Some(&[Class::Narrative])), why, TODAY).await.unwrap();
        here.store.erase(&here.session, (second, None), why, TODAY).await.unwrap();
        let (_, received) = pair.pass(&ALL).await;
        let told: Vec<_> = received.to_do.iter().map(|one| (one.record, one.what)).collect();
        for expected in [(first, Class::Narrative), (second, Class::Direct), (second, Class::Open)] {
            let (record, class) = expected;
            assert!(told.contains(&(record, NoticeKind::Erased { class })), "{told:?}");
        }
        there.store.erase(&there.session, (first, Some(&[Class::Narrative])), why, TODAY).await.unwrap();
        there.store.erase(&there.session, (second, None), why, TODAY).await.unwrap();
        let (_, again) = pair.pass(&ALL).await;
        assert!(again.to_do.is_empty(), "{again:?}");
        assert!(there.show(first).await.record.values("notes").is_empty());

        // The other way round: what the receiver erased does not come back.
        let (third, _) = pair.person().await;
        pair.pass(&ALL).await;
        there.store.erase(&there.session, (third, None), why, TODAY).await.unwrap();
        let (_, after) = pair.pass(&ALL).await;
        assert!(after.erased_here > 0 && after.revisions == 0, "{after:?}");
        there.assert_whole().await;
    });
}

#[test]
fn sources_of_one_name_are_told_apart_and_one_that_is_known_stays_as_it_is() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        let own = crate::new_id();
        let same_name =
            overt_model::Source { name: crate::testing::source(pair.source).name, ..crate::testing::source(own) };
        there.store.put_source(&there.session, &same_name, TODAY).await.unwrap();
        pair.pass(&ALL).await;
        let sources = there.store.sources().await.unwrap();
        assert_eq!(sources.len(), 2);
        assert_ne!(sources[0].name, sources[1].name);
        let shorter = overt_model::Source { expires: Some(TODAY), ..crate::testing::source(pair.source) };
        here.store.put_source(&here.session, &shorter, TODAY).await.unwrap();
        let (_, received) = pair.pass(&ALL).await;
        assert_eq!((received.sources, received.sources_differ.as_slice()), (0, &[pair.source][..]));
        assert!(there.store.sources().await.unwrap().iter().all(|source| source.expires.is_none()));
    });
}

#[test]
fn a_record_that_went_through_three_hands_is_recognised() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let claim = overt_model::Claim {
            handling: overt_model::Handling::Green,
            ..crate::testing::victim(crate::new_id(), pair.source, "x").claim
        };
        let codebook = &overt_model::Codebook::embedded().version;
        let id = crate::new_id();
        let event =
            overt_model::Record::new(id, "Organisation", codebook, claim).with("notes", Value::text("invented"));
        pair.here.add(&[event]).await;
        let third = side(&pair.place, "third").await;
        pair.pass(&ALL).await;
        super::pass(&pair.place, (&pair.there, &third), &ALL).await;
        let history = third.store.history(id).await.unwrap();
        assert_eq!(
            history[0].origin.as_ref().unwrap().by,
            pair.here.store.fingerprint(),
            "who wrote it, not who sent it"
        );
        third.change(&notes(id, "told by the third")).await;
        let (_, received) = super::pass(&pair.place, (&third, &pair.here), &ALL).await;
        assert_eq!((received.continued, received.revisions), (1, 1), "{received:?}");
        assert_eq!(pair.here.show(id).await.record, third.show(id).await.record);
    });
}

#[test]
fn who_holds_a_record_is_passed_on_to_nobody_and_makes_no_conflict() {
    on_both(async |place| {
        let mut pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        pair.pass(&ALL).await;
        let here = &mut pair.here;
        here.store.add_team(&mut here.session, ("one case", TeamKind::Casework), TODAY).await.unwrap();
        here.store.hand_over(&here.session, &[id], "one case", TODAY).await.unwrap();
        let before = pair.there.store.digests().await.unwrap();
        let (shared, received) = pair.pass(&ALL).await;
        assert_eq!((shared.revisions, received.known, received.revisions), (2, 2, 0));
        assert_eq!(pair.there.store.digests().await.unwrap(), before);
        pair.there.change(&notes(id, "an invented story from there")).await;
        let file = pair.place.path("back");
        pair.there.send(&pair.here, &file, &ALL).await.unwrap();
        let receiving = Receiving { team: Some("caseworkers"), ..Receiving::default() };
        let received = pair.here.receive(&pair.there, &file, &receiving).await.unwrap();
        assert_eq!((received.continued, received.conflicts.len()), (1, 0));
        assert_eq!(pair.there.show(id).await.record, pair.here.show(id).await.record);
        pair.here.assert_whole().await;
    });
}
