//! Drafts.

use jiff::ToSpan as _;
use overt_model::{Class, Secret};

use super::with_record;
use crate::draft::{DRAFT_DAYS, DRAFTS_MAX};
use crate::testing::{TODAY, on_both, person, words};
use crate::vault::ErasureReason;
use crate::{StoreError, new_id, sql};

fn said(text: &str) -> Secret<Vec<u8>> {
    Secret::new(text.as_bytes().to_vec())
}

#[test]
fn a_draft_is_opened_by_whose_it_is_and_by_nobody_else_wherever_it_is_moved() {
    on_both(async |place| {
        let (store, amina, _) = with_record(&place).await;
        store.add_account(&amina, &person("bela"), TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let (id, other) = (new_id(), new_id());
        store.put_draft(&amina, (id, "Victim"), &said("an invented name"), TODAY).await.unwrap();
        store.put_draft(&amina, (id, "Victim"), &said("another invented name"), TODAY).await.unwrap();
        assert_eq!(store.draft(&amina, id).await.unwrap().expose(), b"another invented name");
        let drafts = store.drafts(&amina).await.unwrap();
        assert_eq!(
            drafts.iter().map(|draft| (draft.record, &*draft.schema, draft.day)).collect::<Vec<_>>(),
            [(id, "Victim", TODAY)]
        );
        assert!(store.drafts(&bela).await.unwrap().is_empty());
        assert!(matches!(store.draft(&bela, id).await, Err(StoreError::NotThere(_))));

        let update = async |statement: &'static str, bytes: Vec<u8>| {
            let mut transaction = store.db.write().await.unwrap();
            sqlx::query(statement).bind(bytes).execute(&mut *transaction).await.unwrap();
            crate::db::commit(transaction).await.unwrap();
        };
        update("UPDATE own SET id = $1", crate::db::id_bytes(other)).await;
        assert!(matches!(store.draft(&amina, other).await, Err(StoreError::Tampered(_))));
        update("UPDATE own SET id = $1", crate::db::id_bytes(id)).await;
        update("UPDATE own SET account = $1", crate::db::id_bytes(bela.account)).await;
        assert!(matches!(store.draft(&bela, id).await, Err(StoreError::Tampered(_))));
    });
}

#[test]
fn drafts_end_thrown_away_or_after_a_month_or_when_their_record_is_erased() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        let kept = TODAY.checked_sub(DRAFT_DAYS.days()).unwrap();
        let days = [TODAY, kept, kept.yesterday().unwrap()];
        let ids = days.map(|_| new_id());
        for (id, day) in ids.into_iter().zip(days) {
            store.put_draft(&session, (id, "Case"), &said("begun"), day).await.unwrap();
        }
        store.drop_old(TODAY).await.unwrap();
        let left = async || store.drafts(&session).await.unwrap().iter().map(|draft| draft.record).collect::<Vec<_>>();
        assert_eq!(left().await, ids[..2]);
        store.drop_draft(&session, ids[0]).await.unwrap();
        store.drop_draft(&session, ids[0]).await.unwrap();
        assert_eq!(left().await, ids[1..2]);

        store.put_draft(&session, (id, "Victim"), &said("an invented name"), TODAY).await.unwrap();
        store.erase(&session, (id, Some(&[Class::Direct])), ErasureReason::PersonAsked, TODAY).await.unwrap();
        assert_eq!(left().await, ids[1..2], "what was opened of a record does not outlive it in a draft");
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn nobody_fills_the_store_with_drafts() {
    on_both(async |place| {
        let (store, session, _) = with_record(&place).await;
        let first = new_id();
        store.put_draft(&session, (first, "Case"), &said("begun"), TODAY).await.unwrap();
        for _ in 1..DRAFTS_MAX {
            store.put_draft(&session, (new_id(), "Case"), &said("begun"), TODAY).await.unwrap();
        }
        let one_more = store.put_draft(&session, (new_id(), "Case"), &said("begun"), TODAY).await;
        assert!(matches!(one_more, Err(StoreError::PutAway { what: "drafts", most: DRAFTS_MAX })));
        store.put_draft(&session, (first, "Case"), &said("gone on with"), TODAY).await.unwrap();
        assert!(sql::TABLES.iter().any(|table| table.rows.table == "own"), "they are in backups");
    });
}
