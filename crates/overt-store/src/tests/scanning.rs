//! Reading everything that was written since a place in the log.

use overt_model::{Field, Record, State, Value};

use super::{edit, with_source};
use crate::testing::{TODAY, on_both, victim};
use crate::vault::ErasureReason;
use crate::{Reason, Store, StoreError, Written, new_id};

async fn all(store: &Store, since: Option<u64>) -> Vec<Written> {
    let (mut all, mut leaf): (Vec<Written>, _) = (Vec::new(), since);
    let mut reading = store.reading().await.unwrap();
    loop {
        let page = reading.written_since(leaf, 2).await.unwrap();
        let Some(last) = page.last() else { return all };
        leaf = Some(last.leaf);
        all.extend(page);
    }
}

#[test]
fn every_revision_comes_once_in_the_order_of_the_log_and_nothing_of_who_was_erased() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        let records: Vec<Record> = ["A A", "B B", "C C"].map(|name| victim(new_id(), source, name)).into();
        store.insert(&session, (None, Reason::Imported), &records, TODAY).await.unwrap();
        let before = all(&store, None).await;
        assert_eq!(before.len(), 3);
        assert!(
            before.iter().all(|written| written.is_current && written.reason == "imported" && written.day == TODAY)
        );
        assert!(before.is_sorted_by_key(|written| written.leaf));
        assert!(before.iter().all(|written| written.record.state("full_name") == State::NotAsked), "names stay sealed");
        let leaf = before.last().unwrap().leaf;
        let mut reading = store.reading().await.unwrap();
        assert_eq!(reading.count_written_since(Some(leaf)).await.unwrap(), 0);

        let changed = records[0].id;
        let mut change = edit(changed, Reason::Corrected);
        change.fields.insert("registered_on".into(), Some(Field::values([Value::Date("2020".parse().unwrap())])));
        store.revise(&session, &change, TODAY).await.unwrap();
        store.erase(&session, (records[1].id, None), ErasureReason::PersonAsked, TODAY).await.unwrap();
        let since = all(&store, Some(leaf)).await;
        assert_eq!(since.len(), 1);
        assert_eq!((since[0].record.id, since[0].revision, since[0].is_current), (changed, 2, true));
        let numbers: Vec<_> = all(&store, None).await.iter().map(|one| (one.record.id, one.is_current)).collect();
        assert_eq!(numbers, [(changed, false), (records[2].id, true), (changed, true)]);
        assert_eq!(reading.records().await.unwrap(), 3, "who reads one state sees nothing of what came after it");
        assert!(reading.erased().await.unwrap().is_empty());
        drop(reading);
        let mut reading = store.reading().await.unwrap();
        assert_eq!((reading.records().await.unwrap(), reading.erased().await.unwrap()), (2, vec![records[1].id]));
    });
}

#[test]
fn a_row_that_was_changed_outside_is_not_read_as_if_it_were_not() {
    on_both(async |place| {
        let (store, session, source) = with_source(&place).await;
        store.insert(&session, (None, Reason::Entered), &[victim(new_id(), source, "A A")], TODAY).await.unwrap();
        store.close().await;
        place.sql("UPDATE revision SET content = '{}'").await;
        let store = place.open().await.unwrap();
        assert!(matches!(store.reading().await.unwrap().written_since(None, 10).await, Err(StoreError::Tampered(_))));
    });
}
