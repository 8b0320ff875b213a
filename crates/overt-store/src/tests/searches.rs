//! Searches that people keep, and what becomes of all that they put away.

use jiff::ToSpan as _;
use overt_model::Secret;

use super::with_record;
use crate::search::{SEARCH_DAYS, SEARCHES_MAX, SearchId};
use crate::testing::{TODAY, on_both, person, words};
use crate::{AccountChange, AccountState, Session, Store, StoreError, new_id};

fn said(text: &str) -> Secret<Vec<u8>> {
    Secret::new(text.as_bytes().to_vec())
}

async fn kept(store: &Store, session: &Session) -> Vec<(SearchId, Option<Vec<u8>>)> {
    let searches = store.searches(session).await.unwrap();
    searches.into_iter().map(|search| (search.id, search.said.map(|said| said.expose().clone()))).collect()
}

#[test]
fn a_kept_search_is_opened_by_whose_it_is_and_by_nobody_else_wherever_it_is_moved() {
    on_both(async |place| {
        let (store, amina, _) = with_record(&place).await;
        store.add_account(&amina, &person("bela"), TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let id: SearchId = new_id();
        store.put_search(&amina, id, &said("words=an invented name"), TODAY).await.unwrap();
        store.put_search(&amina, id, &said("words=an invented name"), TODAY).await.unwrap();
        assert_eq!(kept(&store, &amina).await, [(id, Some(b"words=an invented name".to_vec()))], "kept once");
        assert_eq!(store.search(&amina, id, TODAY).await.unwrap().expose(), b"words=an invented name");
        assert!(kept(&store, &bela).await.is_empty());
        assert!(matches!(store.search(&bela, id, TODAY).await, Err(StoreError::NotThere(_))));
        assert!(store.drafts(&amina).await.unwrap().is_empty(), "it is no draft");
        store.drop_search(&bela, id).await.unwrap();

        let mut transaction = store.db.write().await.unwrap();
        let moved = "UPDATE own SET account = $1";
        let bytes = crate::db::id_bytes(bela.account);
        sqlx::query(moved).bind(bytes).execute(&mut *transaction).await.unwrap();
        crate::db::commit(transaction).await.unwrap();
        assert_eq!(kept(&store, &bela).await, [(id, None)], "it stands there and says nothing");
        assert!(matches!(store.search(&bela, id, TODAY).await, Err(StoreError::Tampered(_))));
        store.drop_search(&bela, id).await.unwrap();
        assert!(kept(&store, &bela).await.is_empty());
    });
}

#[test]
fn a_kept_search_ends_thrown_away_or_a_year_after_it_was_last_run() {
    on_both(async |place| {
        let (store, session, _) = with_record(&place).await;
        let ids: [SearchId; 3] = [new_id(), new_id(), new_id()];
        for id in ids {
            store.put_search(&session, id, &said("kind=Case"), TODAY).await.unwrap();
        }
        store.drop_search(&session, ids[0]).await.unwrap();
        let later = TODAY.checked_add(SEARCH_DAYS.days()).unwrap();
        store.drop_old(later).await.unwrap();
        assert_eq!(kept(&store, &session).await.len(), 2);
        store.search(&session, ids[1], later).await.unwrap();
        store.drop_old(later.tomorrow().unwrap()).await.unwrap();
        let left: Vec<SearchId> = kept(&store, &session).await.into_iter().map(|(id, _)| id).collect();
        assert_eq!(left, [ids[1]]);
    });
}

#[test]
fn nobody_keeps_more_searches_than_can_be_looked_through() {
    on_both(async |place| {
        let (store, session, _) = with_record(&place).await;
        for _ in 0..SEARCHES_MAX {
            store.put_search(&session, new_id(), &said("kind=Case"), TODAY).await.unwrap();
        }
        let one_more = store.put_search(&session, new_id(), &said("kind=Case"), TODAY).await;
        assert!(matches!(one_more, Err(StoreError::PutAway { what: "searches", most: SEARCHES_MAX })));
        store.put_draft(&session, (new_id(), "Case"), &said("begun"), TODAY).await.unwrap();
    });
}

#[test]
fn what_somebody_put_away_is_gone_when_their_account_is_closed() {
    on_both(async |place| {
        let (store, amina, _) = with_record(&place).await;
        store.add_account(&amina, &person("bela"), TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        for session in [&amina, &bela] {
            store.put_search(session, new_id(), &said("words=an invented name"), TODAY).await.unwrap();
            store.put_draft(session, (new_id(), "Case"), &said("begun"), TODAY).await.unwrap();
        }
        let close = AccountChange::State(AccountState::Closed);
        store.change_account(&amina, "bela", close, TODAY).await.unwrap();
        store.change_account(&amina, "bela", AccountChange::State(AccountState::Active), TODAY).await.unwrap();
        assert!(kept(&store, &bela).await.is_empty() && store.drafts(&bela).await.unwrap().is_empty());
        assert_eq!((kept(&store, &amina).await.len(), store.drafts(&amina).await.unwrap().len()), (1, 1));
    });
}

#[test]
fn drafts_of_an_earlier_version_are_opened_as_before() {
    on_both(async |place| {
        let (store, session, _) = with_record(&place).await;
        let id = new_id();
        store.put_draft(&session, (id, "Case"), &said("begun before"), TODAY).await.unwrap();
        store.close().await;
        // The tables as they were before searches could be kept.
        let bytes = if place.engine() == crate::Engine::Sqlite { "BLOB" } else { "BYTEA" };
        place
            .sql(&format!(
                "DROP TABLE custody; DROP TABLE hold; DROP TABLE passkey; DROP TABLE task;
                CREATE TABLE draft (account {bytes}, record {bytes}, schema TEXT, day TEXT, wrap {bytes}, envelope {bytes});
                INSERT INTO draft SELECT account, id, schema, day, wrap, envelope FROM own;
                DROP TABLE own;
                UPDATE setting SET value = {} WHERE name = 'schema'",
                if place.engine() == crate::Engine::Sqlite { "x'39'" } else { "'\\x39'::bytea" }
            ))
            .await;
        let store = place.open().await.unwrap();
        assert_eq!(store.draft(&session, id).await.unwrap().expose(), b"begun before");
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}
