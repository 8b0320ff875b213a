//! Writing, changing, attaching and erasing.

use overt_model::{Class, Field, RecordId, Standing, Value};

use super::{SEALED, edit, shown, text, with_record, with_source};
use crate::testing::{TODAY, on_both, person, source, victim};
use crate::vault::ErasureReason;
use crate::{Reason, StoreError, TeamKind, new_id};

#[test]
fn a_record_comes_back_as_it_was_entered() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let mut record = victim(new_id(), source, "Invented Name");
        record.fields.get_mut("trafficking_status").unwrap().difference =
            Some(Box::new(overt_model::ClaimDifference { standing: Some(Standing::Charged), ..Default::default() }));
        store.insert(&session, (None, Reason::Entered), std::slice::from_ref(&record), TODAY).await.unwrap();
        let shown = shown(&store, &session, record.id).await;
        assert_eq!(shown.record, record);
        assert_eq!((shown.revision.number, shown.revision.author), (1, session.account));
        store.close().await;
        // Another program, another session.
        let store = place.open().await.unwrap();
        let session = store.sign_in("amina", &crate::testing::words(), TODAY).await.unwrap();
        assert_eq!(super::shown(&store, &session, record.id).await.record, record);
    });
}

#[test]
fn the_time_of_day_is_not_kept() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let mut record = victim(new_id(), source, "Invented Name");
        record.claim.recorded = "2026-12-01T23:59:59Z".parse().unwrap();
        store.insert(&session, (None, Reason::Entered), std::slice::from_ref(&record), TODAY).await.unwrap();
        let shown = shown(&store, &session, record.id).await;
        assert_eq!(shown.record.claim.recorded, "2026-12-01T00:00:00Z".parse().unwrap());
    });
}

#[test]
fn without_asking_nothing_sealed_is_shown_and_places_stay_coarse() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let shown = store.show(&session, id, (&[], None), TODAY).await.unwrap();
        assert!(text(&shown, "full_name").is_none() && text(&shown, "notes").is_none());
        let Value::Place(place) = &shown.record.values("place_of_recruitment")[0] else { panic!() };
        assert_eq!(place.finest(), Some(overt_model::Rung::Country));
    });
}

#[test]
fn no_source_no_record_and_none_after_its_end() {
    on_both(async |place| {
        let (store, session, known) = with_source(&place).await;
        let insert = async |source| {
            let record = victim(new_id(), source, "Invented Name");
            store.insert(&session, (None, Reason::Entered), &[record], TODAY).await
        };
        assert!(matches!(insert(new_id()).await, Err(StoreError::NoSource)));
        let yesterday = TODAY.yesterday().unwrap();
        let over = crate::testing::source(known);
        let over = overt_model::Source { expires: Some(yesterday), ..over };
        store.put_source(&session, &over, TODAY).await.unwrap();
        assert!(matches!(insert(known).await, Err(StoreError::SourceExpired(day)) if day == yesterday));
        let renewed = overt_model::Source { expires: Some(TODAY), ..over };
        store.put_source(&session, &renewed, TODAY).await.unwrap();
        insert(known).await.unwrap();
        assert_eq!(store.sources().await.unwrap(), [renewed]);
        let same_name = overt_model::Source { id: new_id(), ..source(known) };
        assert!(matches!(store.put_source(&session, &same_name, TODAY).await, Err(StoreError::Taken("source"))));
    });
}

#[test]
fn records_of_a_source_that_ended_are_due() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        assert!(store.due(TODAY, 10).await.unwrap().is_empty());
        let mut over = store.sources().await.unwrap().remove(0);
        over.expires = Some(TODAY.yesterday().unwrap());
        store.put_source(&session, &over, TODAY).await.unwrap();
        let due = store.due(TODAY, 10).await.unwrap();
        assert_eq!(due.iter().map(|due| (due.record, due.class)).collect::<Vec<_>>(), [(id, None)]);
        store.set_retention(&session, (Class::Narrative, Some(30)), TODAY).await.unwrap();
        let later = TODAY.saturating_add(jiff::Span::new().days(30));
        let narrative = |due: &crate::Due| due.class == Some(Class::Narrative);
        assert!(!store.due(later.yesterday().unwrap(), 10).await.unwrap().iter().any(narrative));
        assert!(store.due(later, 10).await.unwrap().iter().any(narrative));
    });
}

#[test]
fn a_batch_is_written_whole_or_not_at_all() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let ids: Vec<RecordId> = (0..3).map(|_| new_id()).collect();
        let record = |id: &RecordId| victim(*id, source, "Invented Name");
        let mut batch: Vec<_> = ids.iter().map(record).collect();
        batch.push(record(&ids[0]));
        let outcome = store.insert(&session, (None, Reason::Imported), &batch, TODAY).await;
        assert!(matches!(outcome, Err(StoreError::Taken("record"))), "{outcome:?}");
        for id in &ids {
            assert!(matches!(store.show(&session, *id, (&[], None), TODAY).await, Err(StoreError::NotThere(_))));
        }
        batch.pop();
        store.insert(&session, (None, Reason::Imported), &batch, TODAY).await.unwrap();
        assert!(store.verify(Some((&session, TODAY)), |_| ()).await.unwrap().is_whole());
    });
}

#[test]
fn what_the_codebook_refuses_is_not_stored() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let record = victim(new_id(), source, "Invented Name").with("age_when_trafficked", Value::Integer(999));
        let outcome = store.insert(&session, (None, Reason::Entered), &[record], TODAY).await;
        let Err(StoreError::Invalid(problems)) = outcome else { panic!("{outcome:?}") };
        assert_eq!(problems[0].path, "age_when_trafficked");
    });
}

#[test]
fn a_change_is_a_new_revision_and_the_old_one_stays() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let mut change = edit(id, Reason::Corrected);
        change.fields.insert("full_name".into(), Some(Field::values(vec![Value::text("Another Name")])));
        change.fields.insert("debt_claimed".into(), None);
        change.seen = Some(1);
        assert_eq!(store.revise(&session, &change, TODAY).await.unwrap(), 2);
        let now = shown(&store, &session, id).await;
        assert_eq!(text(&now, "full_name").as_deref(), Some("Another Name"));
        assert_eq!(text(&now, "notes").as_deref(), Some("an invented story that stands nowhere else"));
        assert!(!now.record.fields.contains_key("debt_claimed"));
        let Value::Place(place) = &now.record.values("place_of_recruitment")[0] else { panic!() };
        assert_eq!(place.finest(), Some(overt_model::Rung::Locality));
        let before = store.show_revision(&session, (id, 1), (&SEALED, None), TODAY).await.unwrap();
        assert_eq!(text(&before, "full_name").as_deref(), Some("Invented Name"));
        assert!(before.record.fields.contains_key("debt_claimed"));
        let history = store.history(id).await.unwrap();
        let reasons: Vec<_> = history.iter().map(|facts| (facts.number, facts.reason.as_str())).collect();
        assert_eq!(reasons, [(1, "entered"), (2, "corrected")]);
        let stale = store.revise(&session, &change, TODAY).await;
        assert!(matches!(stale, Err(StoreError::Conflict { current: 2 })), "{stale:?}");
        assert!(store.verify(Some((&session, TODAY)), |_| ()).await.unwrap().is_whole());
    });
}

#[test]
fn nobody_becomes_convicted_without_a_decision_in_the_store_either() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let mut change = edit(id, Reason::StandingChanged);
        change.standing = Some((Standing::Convicted, None));
        assert!(matches!(store.revise(&session, &change, TODAY).await, Err(StoreError::Standing(_))));
        change.standing = Some((Standing::Convicted, Some(new_id())));
        store.revise(&session, &change, TODAY).await.unwrap();
        assert_eq!(shown(&store, &session, id).await.record.claim.standing, Standing::Convicted);
    });
}

#[test]
fn absent_erased_and_forbidden_are_one_answer() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &crate::testing::words(), TODAY).await.unwrap();
        // Not in any team: open and quasi properties, and no hint of anything sealed.
        let seen = store.show(&bashir, id, (&SEALED, None), TODAY).await.unwrap();
        assert!(seen.opened.is_empty() && text(&seen, "full_name").is_none());
        let mut change = edit(id, Reason::Corrected);
        change.fields.insert("full_name".into(), Some(Field::values(vec![Value::text("X Y")])));
        let refused = |outcome: Result<u64, StoreError>| matches!(outcome, Err(StoreError::NotThere(_)));
        assert!(refused(store.revise(&bashir, &change, TODAY).await));
        change.record = new_id();
        assert!(refused(store.revise(&bashir, &change, TODAY).await));
        assert!(store.erase(&bashir, (id, None), ErasureReason::Ordered, TODAY).await.is_err());
        store.erase(&session, (id, None), ErasureReason::Ordered, TODAY).await.unwrap();
        change.record = id;
        assert!(refused(store.revise(&session, &change, TODAY).await));
        let outcome = store.show(&session, id, (&[], None), TODAY).await;
        assert!(matches!(outcome, Err(StoreError::NotThere("record"))));
    });
}

#[test]
fn the_story_of_one_casework_team_is_closed_to_the_other() {
    on_both(async |place| {
        let (store, mut session, id) = with_record(&place).await;
        let source = store.sources().await.unwrap()[0].id;
        store.add_team(&mut session, ("second", TeamKind::Casework), TODAY).await.unwrap();
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        store.add_member(&session, "second", "bashir", TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &crate::testing::words(), TODAY).await.unwrap();
        let theirs = victim(new_id(), source, "Another Name");
        let how = (Some("second"), Reason::Entered);
        store.insert(&bashir, how, std::slice::from_ref(&theirs), TODAY).await.unwrap();
        let notes = async |session, id| text(&shown(&store, session, id).await, "notes").is_some();
        assert!(notes(&bashir, theirs.id).await && notes(&session, theirs.id).await);
        assert!(notes(&session, id).await && !notes(&bashir, id).await);
        let mut change = edit(id, Reason::Corrected);
        change.fields.insert("notes".into(), Some(Field::values(vec![Value::text("not theirs to write")])));
        assert!(matches!(store.revise(&bashir, &change, TODAY).await, Err(StoreError::NotThere(_))));
    });
}

#[test]
fn an_erased_class_is_gone_with_a_proof_and_the_rest_stays() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let erased =
            store.erase(&session, (id, Some(&[Class::Direct])), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert!(!erased.whole && erased.classes.len() == 1);
        let proof = erased.classes[0].proof.as_ref().unwrap();
        assert_eq!(proof.verify(&session.proof_key(store.tenant()).unwrap()), Ok(()));
        let after = shown(&store, &session, id).await;
        assert!(text(&after, "full_name").is_none() && text(&after, "notes").is_some());
        let again = store.erase(&session, (id, Some(&[Class::Direct])), ErasureReason::PersonAsked, TODAY).await;
        assert!(matches!(again, Err(StoreError::NotThere("class"))));
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole(), "{verification:?}");
    });
}

#[test]
fn an_erased_record_leaves_numbers_days_and_proofs() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let mut change = edit(id, Reason::Completed);
        change.fields.insert("notes".into(), Some(Field::values(vec![Value::text("more of the story")])));
        store.revise(&session, &change, TODAY).await.unwrap();
        let erased = store.erase(&session, (id, None), ErasureReason::ConsentWithdrawn, TODAY).await.unwrap();
        let classes: Vec<_> = erased.classes.iter().map(|erased| erased.class).collect();
        assert_eq!(classes, [Class::Direct, Class::Narrative, Class::Open]);
        assert_eq!(store.history(id).await.unwrap().len(), 2);
        assert_eq!(store.erasures(id).await.unwrap().len(), 3);
        assert_eq!(store.count(&crate::Query::default()).await.unwrap(), 0);
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole(), "{verification:?}");
    });
}

#[test]
fn an_attachment_opens_whole_and_only_for_custodians() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let path = place.path("an invented photograph.jpg");
        std::fs::write(&path, &content).unwrap();
        let file = store.attach(&session, (id, &path, "image/jpeg"), TODAY).await.unwrap();
        let listed = store.files(&session, (id, None), TODAY).await.unwrap();
        assert_eq!(listed[0].name.expose(), "an invented photograph.jpg");
        assert_eq!((listed[0].length, listed[0].blake3), (800_000, *blake3::hash(&content).as_bytes()));
        let target = place.path("opened.jpg");
        store.open_file(&session, (file, &target), None, TODAY).await.unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), content);
        assert!(store.open_file(&session, (file, &target), None, TODAY).await.is_err(), "never over another file");
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &crate::testing::words(), TODAY).await.unwrap();
        assert!(store.files(&bashir, (id, None), TODAY).await.unwrap().is_empty());
        let refused = store.open_file(&bashir, (file, &place.path("other")), None, TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("file"))));
        assert!(store.verify(Some((&session, TODAY)), |_| ()).await.unwrap().is_whole());
        store.erase(&session, (id, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert!(!store.home.file(file).exists());
        assert!(store.open_file(&session, (file, &place.path("other")), None, TODAY).await.is_err());
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole(), "{verification:?}");
    });
}

#[test]
fn what_a_browser_sent_is_attached_and_read_without_a_file_in_the_clear() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let content: Vec<u8> = (0..40_000_u32).flat_map(u32::to_le_bytes).collect();
        let file = crate::new_id();
        let attach = async |file, record| {
            let mut sent = std::io::Cursor::new(&content);
            store.attach_from(&session, (file, record), ("invented.png", "image/png", &mut sent), TODAY).await
        };
        attach(file, id).await.unwrap();
        assert!(matches!(attach(file, id).await, Err(StoreError::Taken("file"))), "sent twice, attached once");
        let mut read = Vec::new();
        store.read_file(&session, (file, &mut read), None, TODAY).await.unwrap();
        assert_eq!(read, content);
        let entries = store.entries(&session, (0, u64::MAX), TODAY).await.unwrap();
        let last = entries.iter().rev().find(|entry| entry.entry.action == crate::log::entry::Action::Export);
        assert_eq!(last.unwrap().entry.class, Some(Class::Direct));
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &crate::testing::words(), TODAY).await.unwrap();
        let mut nothing = Vec::new();
        let refused = store.read_file(&bashir, (file, &mut nothing), None, TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("file"))) && nothing.is_empty());
        assert!(attach(crate::new_id(), crate::new_id()).await.is_err());
        assert!(store.verify(Some((&session, TODAY)), |_| ()).await.unwrap().is_whole());
    });
}

#[test]
fn every_opening_is_in_the_log_before_it_is_shown() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let purpose = "refer".parse().unwrap();
        store.show(&session, id, (&[Class::Direct], Some(&purpose)), TODAY).await.unwrap();
        let entries = store.entries(&session, (0, u64::MAX), TODAY).await.unwrap();
        let opening =
            entries.iter().rfind(|entry| entry.entry.action == crate::log::entry::Action::OpenSealed).unwrap();
        assert_eq!(opening.entry.class, Some(Class::Direct));
        assert_eq!(opening.entry.purpose.as_ref(), Some(&purpose));
        assert_eq!(opening.entry.object.as_ref().map(crate::log::entry::Handle::bits), Some(id.bits()));
        assert_eq!(opening.entry.role.as_str(), "custodian");
    });
}

#[test]
fn writers_at_once_lose_nothing_and_leave_a_whole_store() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let source = store.sources().await.unwrap()[0].id;
        let revise = async |number: u32| {
            let mut change = edit(id, Reason::Completed);
            let property = if number.is_multiple_of(2) { "notes" } else { "full_name" };
            let value = Value::text(format!("Invented Number{}", "x".repeat(number as usize)));
            change.fields.insert(property.into(), Some(Field::values(vec![value])));
            match store.revise(&session, &change, TODAY).await {
                Ok(_) => 1,
                Err(StoreError::Conflict { .. } | StoreError::NotThere(_)) => 0,
                Err(error) => panic!("{error}"),
            }
        };
        let insert = async |_: u32| {
            let record = victim(new_id(), source, "Another Name");
            store.insert(&session, (None, Reason::Entered), &[record], TODAY).await.unwrap();
            0
        };
        let erase = async || {
            let class = [Class::Direct];
            store.erase(&session, (id, Some(&class)), ErasureReason::PersonAsked, TODAY).await.unwrap();
            0
        };
        let revisions = futures_util::future::join_all((0..6).map(revise));
        let inserts = futures_util::future::join_all((0..4).map(insert));
        let (revised, ..) = futures_util::future::join3(revisions, inserts, erase()).await;
        let confirmed: u64 = revised.into_iter().sum();
        assert_eq!(store.history(id).await.unwrap().len() as u64, 1 + confirmed);
        assert_eq!(store.count(&crate::Query::default()).await.unwrap(), 5);
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole(), "{verification:?}");
    });
}
