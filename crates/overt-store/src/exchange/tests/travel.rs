//! What arrives, and what the file shows.

use overt_model::{Class, Private, Standing, Value};

use super::{ALL, Pair, Receiving, consent, side};
use crate::log::entry::{Action, Handle};
use crate::testing::{TODAY, edit, on_both, person, victim, words};
use crate::vault::BlindField;
use crate::{Edit, ExchangeError, Reason, StoreError, new_id};

#[test]
fn a_record_arrives_with_every_revision_its_standing_its_source_and_what_binds_it() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, consent) = pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        let change = edit(id, "notes", Value::text("another invented story"));
        here.store.revise(&here.session, &change, TODAY).await.unwrap();
        let charged = Edit {
            standing: Some((Standing::Charged, None)),
            fields: std::collections::BTreeMap::new(),
            reason: Reason::StandingChanged,
            ..change
        };
        here.store.revise(&here.session, &charged, TODAY).await.unwrap();
        let (shared, received) = pair.pass(&ALL).await;
        assert_eq!((shared.records, shared.revisions, shared.sources), (2, 4, 1), "{shared:?}");
        assert!(shared.left_out.is_empty() && shared.classes_left_out.is_empty(), "{shared:?}");
        assert_eq!((received.new, received.revisions, received.sources), (2, 4, 1), "{received:?}");
        assert!(received.is_smooth());

        let (sent, arrived) = (here.show(id).await, there.show(id).await);
        assert_eq!(arrived.record, sent.record);
        assert_eq!(arrived.record.claim.standing, Standing::Charged);
        for number in 1..=3 {
            let one = here.store.show_revision(&here.session, (id, number), (&ALL, None), TODAY).await.unwrap();
            let other = there.store.show_revision(&there.session, (id, number), (&ALL, None), TODAY).await.unwrap();
            assert_eq!(one.record, other.record);
        }
        let history = there.store.history(id).await.unwrap();
        let reasons: Vec<_> = history.iter().map(|one| (one.reason.as_str(), one.author)).collect();
        assert_eq!(reasons, [("imported", there.session.account); 3]);
        let origins: Vec<_> = history.into_iter().map(|one| one.origin.unwrap()).collect();
        assert!(origins.iter().all(|origin| origin.by == here.store.fingerprint() && origin.day == TODAY));
        let reasons: Vec<_> = origins.iter().map(|origin| (origin.revision, origin.reason.as_str())).collect();
        assert_eq!(reasons, [(1, "entered"), (2, "corrected"), (3, "standing-changed")]);

        assert_eq!(there.store.sources().await.unwrap(), here.store.sources().await.unwrap());
        assert_eq!(there.store.consents(id).await.unwrap(), here.store.consents(id).await.unwrap());
        assert_eq!(there.store.consents(id).await.unwrap()[0].0, consent);
        let name = Private::new("invented name".to_owned());
        let found = there.store.find_by(&there.session, (BlindField::PersonName, &name), None, TODAY).await.unwrap();
        assert_eq!(found, [id], "it is found by name");
        there.assert_whole().await;
        here.assert_whole().await;
    });
}

#[test]
fn without_custodians_no_identity_is_opened() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        there.store.add_account(&there.session, &person("bela"), TODAY).await.unwrap();
        there.store.add_member(&there.session, "caseworkers", "bela", TODAY).await.unwrap();
        let bela = there.store.sign_in("bela", &words(), TODAY).await.unwrap();
        let from = super::Sender::Fingerprint(here.store.fingerprint());
        let receiving = Receiving { from: Some(&from), dry_run: true, ..Receiving::default() };
        let file = pair.place.path("with");
        here.send(there, &file, &ALL).await.unwrap();
        let outcome = there.store.import_bundle(&bela, &file, &receiving, TODAY, |_| {}).await;
        assert!(matches!(outcome, Err(StoreError::Exchange(ExchangeError::NeedsCustodian))), "{outcome:?}");
        let file = pair.place.path("without");
        here.send(there, &file, &[Class::Narrative]).await.unwrap();
        let outcome = there.store.import_bundle(&bela, &file, &receiving, TODAY, |_| {}).await;
        // It opens; only who looks after sources may add one.
        assert!(matches!(outcome, Err(StoreError::NotThere("administration"))), "{outcome:?}");
    });
}

#[test]
fn classes_that_come_later_complete_the_record() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        pair.pass(&[]).await;
        let there = &pair.there;
        assert!(there.show(id).await.record.values("full_name").is_empty());
        assert!(there.show(id).await.record.values("notes").is_empty());
        let (_, received) = pair.pass(&ALL).await;
        assert_eq!((received.new, received.continued, received.revisions), (0, 1, 1), "{received:?}");
        assert_eq!(there.show(id).await.record, pair.here.show(id).await.record);
        let (_, again) = pair.pass(&ALL).await;
        assert_eq!((again.revisions, again.known), (0, 2), "{again:?}");
        let (_, back) = pair.pass_back(&ALL).await;
        assert_eq!((back.revisions, back.known), (0, 2), "{back:?}");
        let change = edit(id, "notes", Value::text("another invented story"));
        pair.here.store.revise(&pair.here.session, &change, TODAY).await.unwrap();
        let (_, later) = pair.pass(&ALL).await;
        assert_eq!((later.revisions, later.conflicts.len()), (1, 0), "it is no conflict: {later:?}");
        there.assert_whole().await;
    });
}

#[test]
fn a_dry_run_says_the_same_and_keeps_nothing() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        pair.person().await;
        let (here, there) = (&pair.here, &pair.there);
        let file = pair.place.path("bundle");
        here.send(there, &file, &ALL).await.unwrap();
        let before = there.store.digests().await.unwrap();
        let dry = Receiving { dry_run: true, ..Receiving::default() };
        let said = there.receive(here, &file, &dry).await.unwrap();
        assert_eq!(there.store.digests().await.unwrap(), before);
        let done = there.receive(here, &file, &Receiving::default()).await.unwrap();
        assert_eq!((said.new, said.revisions, said.sources), (done.new, done.revisions, done.sources));
        assert_eq!(done.new, 2);
    });
}

#[test]
fn the_file_shows_nothing_and_to_nobody_else() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let canaries = ["Qvzkjx Wpfmbg", "Hgqzv tells Jkwpx", "+977 1 5550 9731", "Xqvjzpur"];
        let place_of = overt_model::Place {
            country: Some("NPL".into()),
            locality: Some(Private::new(canaries[3].to_owned())),
            ..overt_model::Place::default()
        };
        let person = victim(new_id(), pair.source, canaries[0])
            .with("notes", Value::text(canaries[1]))
            .with("mobile_phones", Value::text(canaries[2]))
            .with("place_of_recruitment", Value::Place(Box::new(place_of)));
        let agreed = consent(&person, &["open", "quasi", "direct", "narrative", "sensitive"]);
        pair.here.add(&[person.clone(), agreed]).await;
        let (here, there) = (&pair.here, &pair.there);
        let file = pair.place.path("bundle");
        here.send(there, &file, &ALL).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let own = [here.store.fingerprint(), there.store.fingerprint(), person.id.to_string(), "Victim".to_owned()];
        for canary in canaries.into_iter().map(str::to_owned).chain(own) {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        // Nor to the sender.
        let back = here.receive(here, &file, &Receiving::default()).await;
        assert!(matches!(back, Err(StoreError::Exchange(ExchangeError::NotForYou))), "{back:?}");
        let third = side(&pair.place, "third").await;
        let outcome = third.receive(here, &file, &Receiving::default()).await;
        assert!(matches!(outcome, Err(StoreError::Exchange(ExchangeError::NotForYou))), "{outcome:?}");
        there.receive(here, &file, &Receiving::default()).await.unwrap();
        assert_eq!(there.show(person.id).await.record, here.show(person.id).await.record);
    });
}

#[test]
fn a_team_with_a_new_key_still_opens_what_was_sealed_to_the_earlier_one() {
    on_both(async |place| {
        let mut pair = Pair::new(place).await;
        pair.person().await;
        let file = pair.place.path("bundle");
        pair.here.send(&pair.there, &file, &ALL).await.unwrap();
        let there = &mut pair.there;
        there.store.add_account(&there.session, &person("bela"), TODAY).await.unwrap();
        for team in ["caseworkers", "custodians"] {
            there.store.add_member(&there.session, team, "bela", TODAY).await.unwrap();
            there.store.remove_member(&mut there.session, (team, "bela"), TODAY).await.unwrap();
        }
        let received = pair.there.receive(&pair.here, &file, &Receiving::default()).await.unwrap();
        assert_eq!(received.new, 2);
        pair.there.assert_whole().await;
    });
}

#[test]
fn what_leaves_is_in_the_log_of_the_sender() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (id, _) = pair.person().await;
        let (here, first) = (&pair.here, pair.here.store.log_size().await.unwrap());
        pair.pass(&[Class::Narrative]).await;
        let last = here.store.log_size().await.unwrap();
        let entries = here.store.entries(&here.session, (first, last), TODAY).await.unwrap();
        let object = Some(Handle::of(id));
        let about = entries.iter().map(|entry| &entry.entry).filter(|entry| entry.object == object);
        let about: Vec<_> = about.map(|entry| (entry.action, entry.class, entry.purpose.clone())).collect();
        let purpose = Some(super::purpose());
        let expected = [(Action::Share, None, purpose.clone()), (Action::OpenSealed, Some(Class::Narrative), purpose)];
        assert_eq!(about, expected);
        assert_eq!(entries[0].entry.action, Action::Export);
    });
}

#[test]
fn whoever_takes_a_join_back_learns_which_bundle_held_it() {
    on_both(async |place| {
        let pair = Pair::new(place).await;
        let (one, _) = pair.person().await;
        let (other, _) = pair.person().await;
        pair.pass(&[]).await;
        let here = &pair.here;
        let entity = crate::new_id();
        let changes = crate::testing::linked::into(entity, &[one, other]);
        crate::testing::linked::link(&here.store, &here.session, changes).await.unwrap();
        let (shared, _) = pair.pass(&[]).await;
        let undone = here.store.undo_join(&here.session, crate::UndoOf::Entity(entity), TODAY).await.unwrap();
        let told: Vec<_> = undone.exports.iter().map(|export| (export.kind, export.records)).collect();
        assert_eq!(told, [(crate::ExportKind::Bundle, 2)], "what left before the join is not among them");
        assert_eq!(format!("bundle:{:032x}", undone.exports[0].id.bits()), shared.bundle);
        assert_eq!(undone.exports[0].facts.purpose.as_deref(), Some("refer"));
        assert!(pair.there.store.joins("Victim", None).await.unwrap().joins.is_empty(), "joins do not travel");
        here.assert_whole().await;
    });
}
