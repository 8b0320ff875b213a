//! Whatever is changed outside of Overt is refused or found.

mod changes;
mod joins;

use crate::testing::{self, Full, Place, TODAY, words};
use crate::{Store, StoreFinding, Verification};

async fn verified(store: &Store) -> Verification {
    let verification = store.verify(None, |_| {}).await.unwrap();
    assert_eq!(verification.findings, []);
    verification
}

#[test]
fn a_store_that_was_used_as_it_should_be_is_whole() {
    testing::on_both(async |place: Place| {
        let Full { store, session, .. } = place
            .full(async |store: &Store| {
                verified(store).await;
            })
            .await;
        let closed = verified(&store).await;
        assert_eq!((closed.records, closed.opened, closed.entries), (6, 0, 0));
        let mut steps = 0;
        let opened = store.verify(Some((&session, TODAY)), |count| steps += count).await.unwrap();
        assert_eq!((opened.findings.as_slice(), steps), (&[][..], 6));
        assert_eq!(opened.opened, opened.sealed);
        assert_eq!((opened.sealed, opened.entries), (closed.sealed, opened.leaves));
        store.close().await;
        let again = place.open().await.unwrap();
        verified(&again).await;
    });
}

#[test]
fn a_person_without_keys_verifies_and_opens_nothing() {
    testing::on_both(async |place: Place| {
        let Full { store, .. } = place.full(async |_: &Store| {}).await;
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let verification = store.verify(Some((&bela, TODAY)), |_| {}).await.unwrap();
        assert_eq!(verification.findings, []);
        assert_eq!((verification.opened, verification.entries), (0, 0));
    });
}

#[test]
fn a_class_that_was_erased_may_be_written_and_erased_again() {
    use overt_model::{Class, Value};
    testing::on_both(async |place: Place| {
        let Full { store, session, erased: [record, _], .. } = place.full(async |_: &Store| {}).await;
        let what = (record, Some(&[Class::Narrative][..]));
        store.erase(&session, what, crate::vault::ErasureReason::PersonAsked, TODAY).await.unwrap();
        verified(&store).await;
        let again = testing::edit(record, "notes", Value::text("told a third time"));
        store.revise(&session, &again, TODAY).await.unwrap();
        verified(&store).await;
    });
}

#[test]
fn what_cannot_be_read_does_not_hide_what_else_is_wrong() {
    testing::on_both(async |place: Place| {
        let Full { store, .. } = place.full(async |_: &Store| {}).await;
        store.close().await;
        place.sql("UPDATE revision SET day = 'no day'; UPDATE source SET content = content || ' '; UPDATE retention SET days = days + 1").await;
        let store = place.open().await.unwrap();
        let found = store.verify(None, |_| {}).await.unwrap();
        let line = |finding: &StoreFinding| format!("{}: {}", finding.place, finding.what);
        let places = found.findings.iter().map(line).collect::<Vec<_>>().join("\n");
        assert_eq!(places.matches("a row is not in its form").count(), 6, "{places}");
        assert_eq!(places.matches("source:").count(), 2, "{places}");
        assert!(places.contains("the times of retention: are not as they were"), "{places}");
    });
}

#[test]
fn a_store_that_cannot_be_opened_any_more_can_still_be_verified() {
    testing::on_both(async |place: Place| {
        let Full { store, .. } = place.full(async |_: &Store| {}).await;
        store.close().await;
        place.sql("UPDATE log_leaf SET content = entry WHERE number = (SELECT MAX(number) FROM log_leaf)").await;
        assert!(matches!(place.open().await, Err(crate::StoreError::LogChanged)));
        let url = place.url();
        let store = Store::open_to_verify(&place.home(), url.as_deref()).await.unwrap();
        let found = store.verify(None, |_| {}).await.unwrap();
        assert!(found.findings.iter().any(|finding| finding.what.contains("signed or confirmed")));
    });
}

#[test]
fn a_row_before_the_first_one_is_found() {
    testing::on_both(async |place: Place| {
        let Full { store, .. } = place.full(async |_: &Store| {}).await;
        store.close().await;
        let nothing = match place.engine() {
            crate::Engine::Sqlite => "x'00000000000000000000000000000000'",
            crate::Engine::Postgres => "'\\x00000000000000000000000000000000'::bytea",
        };
        let rows = [
            "INSERT INTO log_detail SELECT -1, count, epoch, wrapped_to, wrap, envelope FROM log_detail WHERE first = 0",
            &format!("INSERT INTO record SELECT {nothing}, schema, source, team, revision, erased FROM record LIMIT 1"),
            &format!("INSERT INTO file SELECT {nothing}, record, length, hash, leaf FROM file LIMIT 1"),
            "INSERT INTO erasure SELECT record, class, -1, day, reason, proof FROM erasure LIMIT 1",
        ];
        for insert in rows {
            let table = insert.split(' ').nth(2).unwrap();
            place.sql(insert).await;
            let store = place.open().await.unwrap();
            assert!(!store.verify(None, |_| {}).await.unwrap().is_whole(), "{insert}");
            store.close().await;
            let key = match table {
                "log_detail" => "first = -1".to_owned(),
                "erasure" => "leaf = -1".to_owned(),
                _ => format!("id = {nothing}"),
            };
            place.sql(&format!("DELETE FROM {table} WHERE {key}")).await;
        }
        verified(&place.open().await.unwrap()).await;
    });
}

#[test]
fn what_is_left_of_an_erased_attachment_is_compared_too() {
    testing::on_both(async |place: Place| {
        let Full { store, .. } = place.full(async |_: &Store| {}).await;
        store.close().await;
        place
            .sql("UPDATE sealed SET revision = 2 WHERE record IN (SELECT id FROM file) AND length(envelope) = 0")
            .await;
        let store = place.open().await.unwrap();
        assert_eq!(store.verify(None, |_| {}).await.unwrap().findings.len(), 1);
    });
}
