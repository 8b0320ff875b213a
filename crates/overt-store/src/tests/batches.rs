//! Writing many records, batch after batch.

use overt_model::{Class, Record, RecordId, SourceId, State, Value};

use crate::testing::{Place, TODAY, on_both, source, victim};
use crate::{Query, Reason, StoreError};

fn batch(numbers: std::ops::Range<u128>) -> Vec<Record> {
    numbers.map(|bits| victim(RecordId::from_bits(bits), SourceId::from_bits(7), "Invented Name")).collect()
}

#[test]
fn a_refused_batch_ends_the_work_and_those_before_it_stay() {
    on_both(async |place: Place| {
        let (store, session) = place.store().await;
        store.put_source(&session, &source(SourceId::from_bits(7)), TODAY).await.unwrap();
        let mut refused = batch(300..302);
        refused[1] = refused[1].clone().with("shoe_size", Value::Integer(39));
        let how = (None, Reason::Imported);
        let mut heard = Vec::new();
        let batches = [batch(1..120), batch(200..203), refused, batch(400..401)];
        let outcome = store.insert_all(&session, how, batches, TODAY, |written| heard.push(written)).await;
        assert!(matches!(outcome, Err(StoreError::Invalid(_))));
        assert_eq!(heard, [119, 122]);
        assert_eq!(store.count(&Query::default()).await.unwrap(), 122);

        let again = store.insert_all(&session, how, [batch(200..201)], TODAY, |_| {}).await;
        assert!(matches!(again, Err(StoreError::Taken("record"))));
        assert_eq!(store.insert_all(&session, how, [], TODAY, |_| {}).await.unwrap(), 0);
    });
}

#[test]
fn what_was_inserted_in_batches_is_found_page_by_page_and_opened_in_the_order_asked_for() {
    on_both(async |place: Place| {
        let (store, session) = place.store().await;
        store.put_source(&session, &source(SourceId::from_bits(7)), TODAY).await.unwrap();
        let batches = [batch(1..80), batch(80..131)];
        let written = store.insert_all(&session, (None, Reason::Imported), batches, TODAY, |_| {}).await.unwrap();
        assert_eq!(written, 130);
        let query = Query {
            schema: Some("Victim".into()),
            country: Some("NPL".into()),
            states: vec![("debt_claimed".into(), State::AskedNo)],
            ..Query::default()
        };
        let (mut after, mut pages, mut found) = (None, Vec::new(), Vec::new());
        loop {
            let page = store.find(&query, after, 60).await.unwrap();
            pages.push(page.found.len());
            found.extend(page.found.iter().map(|found| found.record.id.bits()));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(pages, [60, 60, 10]);
        assert_eq!(found, (1..131).collect::<Vec<u128>>());

        let asked: Vec<RecordId> = [77, 3, 130, 3].map(RecordId::from_bits).into();
        let shown = store.show_many(&session, &asked, (&[Class::Direct], None), TODAY).await.unwrap();
        assert_eq!(shown.iter().map(|shown| shown.record.id).collect::<Vec<_>>(), asked);
        assert!(shown.iter().all(|shown| shown.record.fields.contains_key("full_name")));
        let absent = [RecordId::from_bits(3), RecordId::from_bits(9999)];
        let refused = store.show_many(&session, &absent, (&[], None), TODAY).await;
        assert!(matches!(refused, Err(StoreError::NotThere("record"))));
    });
}
