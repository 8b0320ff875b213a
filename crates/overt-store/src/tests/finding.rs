//! Queries, pages and counts.

use std::collections::BTreeSet;

use overt_model::{Handling, Private, Record, RecordId, Standing, State, Value};

use super::{edit, with_source};
use crate::testing::{TODAY, on_both, person, victim, words};
use crate::vault::BlindField;
use crate::{Query, Reason, Store, new_id};

async fn ids(store: &Store, query: &Query) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::new();
    let mut after = None;
    loop {
        let page = store.find(query, after, 2).await.unwrap();
        for one in page.found {
            assert!(found.insert(one.record.id), "no record comes twice");
        }
        after = page.next;
        if after.is_none() {
            return found;
        }
    }
}

#[test]
fn each_condition_finds_just_what_it_names() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let record = |name: &str| victim(new_id(), source, name);
        let date = |text: &str| Value::Date(text.parse().unwrap());
        let records: Vec<Record> = vec![
            record("A A"),
            record("B B").with("registered_on", date("2019")),
            record("C C").with("trafficking_status", Value::code("ActualVictimOfTrafficking")),
            record("D D").with_state("debt_claimed", State::AskedUnknown),
            record("E E").with("place_of_recruitment", Value::Place(Box::new(overt_model::Place::country("IND")))),
            record("F F").with("registered_on", date("2015/2018")),
        ];
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        let expect = async |query: Query, places: &[usize]| {
            let expected: BTreeSet<_> = places.iter().map(|place| records[*place].id).collect();
            assert_eq!(ids(&store, &query).await, expected, "{query:?}");
        };
        let query = Query::default;
        let day = |text: &str| text.parse().unwrap();
        expect(query(), &[0, 1, 2, 3, 4, 5]).await;
        expect(Query { schema: Some("Victim".into()), ..query() }, &[0, 1, 2, 3, 4, 5]).await;
        expect(Query { schema: Some("Report".into()), ..query() }, &[]).await;
        let code = ("trafficking_status".into(), "ActualVictimOfTrafficking".into());
        expect(Query { codes: vec![code], ..query() }, &[2]).await;
        let state = ("debt_claimed".into(), State::AskedUnknown);
        expect(Query { states: vec![state], ..query() }, &[3]).await;
        expect(Query { country: Some("IND".into()), ..query() }, &[4]).await;
        expect(Query { country: Some("NPL".into()), schema: Some("Victim".into()), ..query() }, &[0, 1, 2, 3, 5]).await;
        expect(Query { period: Some((day("2026-03-31"), day("2026-06-30"))), ..query() }, &[0, 2, 3, 4]).await;
        expect(Query { period: Some((day("2026-04-01"), day("2026-06-30"))), ..query() }, &[]).await;
        expect(Query { period: Some((day("2016-01-01"), day("2019-01-01"))), ..query() }, &[1, 5]).await;
        expect(Query { source: Some(source), standing: Some(Standing::Alleged), ..query() }, &[0, 1, 2, 3, 4, 5]).await;
        expect(Query { source: Some(new_id()), ..query() }, &[]).await;
        expect(Query { handling: Some(Handling::Red), ..query() }, &[]).await;
    });
}

#[test]
fn counts_by_state_tell_nobody_asked_from_no() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let mut records: Vec<Record> = (0..5).map(|_| victim(new_id(), source, "A A")).collect();
        records[0] = records[0].clone().with_state("debt_claimed", State::AskedYes);
        records[1] = records[1].clone().with_state("debt_claimed", State::AskedUnknown);
        records[2].fields.remove("debt_claimed");
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        let counts = store.count_states(&Query::default(), "debt_claimed").await.unwrap();
        let expected = [
            ("asked-no", 2),
            ("asked-unknown", 1),
            ("asked-yes", 1),
            ("not-asked", 1),
            ("suppressed", 0),
            ("withheld", 0),
        ];
        assert_eq!(counts.states.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(counts.records, 5);
        assert_eq!(store.count(&Query { schema: Some("Victim".into()), ..Query::default() }).await.unwrap(), 5);
    });
}

#[test]
fn a_changed_record_is_found_by_what_it_says_now() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let id = new_id();
        store.insert(&session, (None, Reason::Entered), &[victim(id, source, "Invented Name")], TODAY).await.unwrap();
        let find = async |name: &str| {
            let name = Private::new(name.to_owned());
            store.find_by(&session, (BlindField::PersonName, &name), None, TODAY).await.unwrap()
        };
        assert_eq!(find("name, INVENTED").await, [id]);
        assert!(find("Somebody Else").await.is_empty());
        let mut change = edit(id, Reason::Corrected);
        change.fields.insert("full_name".into(), Some(overt_model::Field::values(vec![Value::text("Somebody Else")])));
        store.revise(&session, &change, TODAY).await.unwrap();
        assert!(find("Invented Name").await.is_empty());
        assert_eq!(find("Somebody Else").await, [id]);
        let phone = Private::new("00977 1 55501234".to_owned());
        assert_eq!(store.find_by(&session, (BlindField::Phone, &phone), None, TODAY).await.unwrap(), [id]);
        // Without the key of the indexes there is no search.
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        assert!(store.find_by(&bashir, (BlindField::Phone, &phone), None, TODAY).await.is_err());
    });
}

#[test]
fn words_of_open_texts_are_found_and_words_of_sealed_ones_are_not() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let record = victim(new_id(), source, "Invented Name").with("position", Value::text("Inspector, 2nd class"));
        store.insert(&session, (None, Reason::Entered), std::slice::from_ref(&record), TODAY).await.unwrap();
        let query = |text: &str| Query { text: Some(text.into()), ..Query::default() };
        assert_eq!(ids(&store, &query("CLASS inspector")).await, BTreeSet::from([record.id]));
        assert!(ids(&store, &query("inspector general")).await.is_empty());
        assert!(ids(&store, &query("story")).await.is_empty());
        assert!(ids(&store, &query("Inventedpur")).await.is_empty());
    });
}

#[test]
fn what_refers_to_a_record_is_found_under_every_open_property_and_under_no_sealed_one() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let person = Record { schema: "Person".into(), ..victim(new_id(), source, "A A") };
        let made = |schema: &str, property: &str| {
            let claim = overt_model::Claim::alleged(source, "2026-12-01T00:00:00Z".parse().unwrap());
            let empty = Record::new(new_id(), schema, &overt_model::Codebook::embedded().version, claim);
            empty.with(property, Value::Reference(person.id))
        };
        let post = Value::Reference(new_id());
        let unknown = |record: Record, property: &str| record.with_state(property, State::AskedUnknown);
        let posting = made("Posting", "person").with("post", post);
        let charge = unknown(made("Charge", "defendant"), "proceeding");
        // The party behind an actor is sealed.
        let actor = made("Actor", "party").with("kind", Value::code("individual"));
        let person = Record { fields: overt_model::Fields::default(), ..person }.with("full_name", Value::text("A A"));
        let records = [person.clone(), posting.clone(), charge.clone(), actor];
        store.insert(&session, (None, Reason::Entered), &records, TODAY).await.unwrap();
        let (found, is_cut) = store.referring(person.id, 10).await.unwrap();
        let found: BTreeSet<_> = found.iter().map(|found| found.record.id).collect();
        assert_eq!((found, is_cut), (BTreeSet::from([posting.id, charge.id]), false));
        let (found, is_cut) = store.referring(person.id, 1).await.unwrap();
        assert_eq!((found.len(), is_cut), (1, true));
        assert!(store.referring(posting.id, 10).await.unwrap().0.is_empty());
    });
}
