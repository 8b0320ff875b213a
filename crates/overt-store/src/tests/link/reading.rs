//! Reading what is compared.

use overt_model::{Handling, Record, RecordId, State, Value};

use super::super::{edit, with_source};
use crate::log::entry::Action;
use crate::testing::linked::{decision, into, link};
use crate::testing::{TODAY, on_both, person, source, victim, words};
use crate::vault::ErasureReason;
use crate::{LeftOut, LinkWanted, Reason, Session, StandingDecision, Store, StoreError, Verdict, new_id};

/// All that is read of people and of those who were trafficked among them.
async fn read(store: &Store, session: &Session, properties: &[&str]) -> (Vec<Record>, Vec<(LeftOut, u64)>) {
    read_kind(store, session, "Person", properties).await
}

async fn read_kind(
    store: &Store,
    session: &Session,
    schema: &str,
    properties: &[&str],
) -> (Vec<Record>, Vec<(LeftOut, u64)>) {
    let wanted = LinkWanted { schema, properties, purpose: None };
    let mut reading = store.read_for_linkage(session, &wanted, TODAY).await.unwrap();
    let mut all = Vec::new();
    while let Some(page) = reading.page(2).await.unwrap() {
        all.extend(page);
    }
    assert_eq!(reading.records(), all.len() as u64);
    assert_eq!(reading.entries(), store.log_size().await.unwrap());
    (all, reading.left_out().iter().map(|(why, count)| (*why, *count)).collect())
}

#[test]
fn names_are_read_for_linkage_with_one_entry_and_nothing_beside_them() {
    on_both(async |place| {
        let (store, session, from) = with_source(&place).await;
        let victims: Vec<Record> = (0..5).map(|number| victim(new_id(), from, &format!("Invented {number}"))).collect();
        store.insert(&session, (None, Reason::Entered), &victims, TODAY).await.unwrap();
        let before = store.log_size().await.unwrap();
        let (records, left_out) = read_kind(&store, &session, "Victim", &["full_name", "registered_on"]).await;
        assert_eq!((records.len(), left_out), (5, Vec::new()));
        let entries = store.entries(&session, (before, before + 100), TODAY).await.unwrap();
        let read: Vec<_> = entries.iter().filter(|entry| entry.entry.action == Action::LinkRead).collect();
        assert_eq!(read.len(), 1);
        assert!(entries.iter().all(|entry| entry.entry.action != Action::OpenSealed));
        for record in &records {
            let properties: Vec<&str> = record.fields.keys().map(AsRef::as_ref).collect();
            assert_eq!(properties, ["full_name", "registered_on"]);
            let given = victims.iter().find(|victim| victim.id == record.id).unwrap();
            assert_eq!(record.values("full_name"), given.values("full_name"));
            assert_eq!(record.claim.source, from);
        }
        let before = store.log_size().await.unwrap();
        let (open, _) = read_kind(&store, &session, "Victim", &["registered_on"]).await;
        assert!(open.iter().all(|record| record.values("full_name").is_empty()));
        assert_eq!(store.log_size().await.unwrap(), before, "nothing sealed was opened");
    });
}

#[test]
fn who_must_not_be_counted_is_not_linked_and_counted_as_left_out() {
    on_both(async |place| {
        let (store, session, from) = with_source(&place).await;
        let mut over = source(new_id());
        over.expires = Some("2026-12-31".parse().unwrap());
        store.put_source(&session, &over, TODAY).await.unwrap();
        let plain = victim(new_id(), from, "Invented Plain");
        let erased = victim(new_id(), from, "Invented Erased");
        let late = victim(new_id(), over.id, "Invented Late");
        let refused = victim(new_id(), from, "Invented Refused");
        let mut red = victim(new_id(), from, "Invented Red");
        red.claim.handling = Handling::Red;
        let asked = Record::new(new_id(), "Consent", &plain.codebook, plain.claim.clone())
            .with("person", Value::Reference(refused.id))
            .with_state("agreed", State::AskedNo);
        let ids = [plain.id, erased.id, late.id, refused.id, red.id];
        let records = [plain, erased, late, refused, red, asked];
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        store.erase(&session, (ids[1], None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        over.expires = Some("2026-01-01".parse().unwrap());
        store.put_source(&session, &over, TODAY).await.unwrap();
        let (records, left_out) = read(&store, &session, &["full_name"]).await;
        let linked: Vec<RecordId> = records.iter().map(|record| record.id).collect();
        assert_eq!(linked, ids[..1]);
        assert_eq!(left_out, [(LeftOut::NoConsent, 1), (LeftOut::SourceOver, 1), (LeftOut::Handling, 1)]);
        let mut change = edit(ids[0], Reason::Corrected);
        change.fields.insert("full_name".into(), None);
        store.revise(&session, &change, TODAY).await.unwrap();
        let (records, _) = read(&store, &session, &["full_name"]).await;
        assert!(records[0].values("full_name").is_empty());
    });
}

#[test]
fn a_person_who_may_not_open_names_reads_none_for_linkage() {
    on_both(async |place| {
        let (store, session, _) = with_source(&place).await;
        store.add_account(&session, &person("bela"), TODAY).await.unwrap();
        store.add_member(&session, "caseworkers", "bela", TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let before = store.log_size().await.unwrap();
        for (properties, expected) in [(["full_name"], "class"), (["no_such_property"], "property")] {
            let wanted = LinkWanted { schema: "Person", properties: &properties, purpose: None };
            let refused = store.read_for_linkage(&bela, &wanted, TODAY).await;
            assert!(matches!(refused, Err(StoreError::NotThere(what)) if what == expected), "{refused:?}");
        }
        assert_eq!(store.log_size().await.unwrap(), before);
    });
}

#[test]
fn joins_and_decisions_are_read_as_of_the_same_moment_as_the_records() {
    on_both(async |place| {
        let (store, session, ids) = super::with_victims(&place, 4).await;
        link(&store, &session, into(super::entity(1), &ids[..2])).await.unwrap();
        store.decide(&session, &decision([ids[2], ids[3]], Verdict::Different), TODAY).await.unwrap();
        let wanted = LinkWanted { schema: "Victim", properties: &[], purpose: None };
        let mut reading = store.read_for_linkage(&session, &wanted, TODAY).await.unwrap();
        link(&store, &session, into(super::entity(1), &ids[2..3])).await.unwrap();
        store.decide(&session, &decision([ids[2], ids[3]], Verdict::Same), TODAY).await.unwrap();
        assert_eq!(reading.joins(None).await.unwrap().joins.len(), 2);
        let decisions = reading.decisions(None).await.unwrap().decisions;
        assert_eq!(decisions.iter().map(StandingDecision::verdict).collect::<Vec<_>>(), [Verdict::Different]);
        drop(reading);
        assert_eq!(store.joins("Victim", None).await.unwrap().joins.len(), 3);
    });
}
