//! Keys for programs.

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Class, Secret};

use super::with_source;
use crate::log::entry::Action;
use crate::testing::{TODAY, on_both, person, words};
use crate::{AuditQuery, ProgramKeyError, ProgramKeyFacts, Scope, Session, Store, StoreError, new_id};

fn facts(source: overt_model::SourceId) -> ProgramKeyFacts {
    let scope = Scope { sources: [source].into(), schemas: ["Post".to_owned()].into(), class: Class::Quasi };
    ProgramKeyFacts { name: "a register of posts".into(), scope, expires: TODAY + 30.days() }
}

async fn logged(store: &Store, session: &Session, action: Action, today: Date) -> usize {
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    store.audit(session, &query, (None, 100), today).await.unwrap().entries.len()
}

fn is_turned_away(answer: &Result<crate::ProgramKey, StoreError>) -> bool {
    matches!(answer, Err(StoreError::SignIn))
}

#[test]
fn a_key_for_programs_lets_in_until_it_is_over_or_ended_and_the_log_has_both() {
    on_both(async |place| {
        let (store, amina, source) = with_source(&place).await;
        let facts = facts(source);
        let (id, key) = store.add_program_key(&amina, &facts, TODAY).await.unwrap();
        let (_, other) = store.add_program_key(&amina, &facts, TODAY).await.unwrap();
        for _ in 0..3 {
            let found = store.program_of(&key, TODAY).await.unwrap();
            assert_eq!((found.id, &found.facts, found.used), (id, &facts, Some(TODAY)));
        }
        assert_eq!(logged(&store, &amina, Action::ProgramKeyMade, TODAY).await, 2);
        assert_eq!(logged(&store, &amina, Action::ProgramKeyUsed, TODAY).await, 1, "once for each day");
        let nearly = Secret::new(key.expose().replace("program-", "program-0"));
        assert!(is_turned_away(&store.program_of(&nearly, TODAY).await));
        assert!(is_turned_away(&store.program_of(&Secret::new(String::new()), TODAY).await));
        assert!(store.program_of(&other, facts.expires).await.is_ok());
        assert!(is_turned_away(&store.program_of(&other, facts.expires + 1.day()).await));
        store.end_program_key(&amina, id, facts.expires).await.unwrap();
        assert!(is_turned_away(&store.program_of(&key, facts.expires).await));
        assert!(matches!(
            store.end_program_key(&amina, id, facts.expires).await,
            Err(StoreError::NotThere("key for programs"))
        ));
        assert_eq!(logged(&store, &amina, Action::ProgramKeyEnded, facts.expires).await, 1);
        let keys = store.program_keys(&amina).await.unwrap();
        let ended: Vec<(bool, Option<Date>)> = keys.iter().map(|key| (key.id == id, key.ended)).collect();
        assert!(ended.contains(&(true, Some(facts.expires))) && ended.contains(&(false, None)), "{ended:?}");
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn a_key_for_programs_opens_nothing_sealed_and_names_what_it_may_read() {
    on_both(async |place| {
        let (store, amina, source) = with_source(&place).await;
        let made = |facts: ProgramKeyFacts| {
            let (store, amina) = (&store, &amina);
            async move {
                match store.add_program_key(amina, &facts, TODAY).await {
                    Err(StoreError::ProgramKey(error)) => Some(error),
                    _ => None,
                }
            }
        };
        let good = facts(source);
        for class in [Class::Direct, Class::Narrative, Class::Sensitive] {
            let scope = Scope { class, ..good.scope.clone() };
            assert_eq!(made(ProgramKeyFacts { scope, ..good.clone() }).await, Some(ProgramKeyError::Sealed));
        }
        let scope = Scope { sources: [].into(), ..good.scope.clone() };
        assert_eq!(made(ProgramKeyFacts { scope, ..good.clone() }).await, Some(ProgramKeyError::NoScope));
        let scope = Scope { schemas: [].into(), ..good.scope.clone() };
        assert_eq!(made(ProgramKeyFacts { scope, ..good.clone() }).await, Some(ProgramKeyError::NoScope));
        for name in ["", " ", "two\nlines"] {
            assert_eq!(made(ProgramKeyFacts { name: name.into(), ..good.clone() }).await, Some(ProgramKeyError::Name));
        }
        for expires in [TODAY - 1.day(), TODAY + 367.days()] {
            assert_eq!(made(ProgramKeyFacts { expires, ..good.clone() }).await, Some(ProgramKeyError::Expires));
        }
        assert_eq!(made(good).await, None);
    });
}

#[test]
fn only_who_administers_makes_and_ends_keys_for_programs() {
    on_both(async |place| {
        let (store, amina, source) = with_source(&place).await;
        let (id, key) = store.add_program_key(&amina, &facts(source), TODAY).await.unwrap();
        store.add_account(&amina, &person("bela"), TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        assert!(store.add_program_key(&bela, &facts(source), TODAY).await.is_err());
        assert!(store.end_program_key(&bela, id, TODAY).await.is_err());
        assert!(store.program_keys(&bela).await.is_err());
        assert!(store.program_of(&key, TODAY).await.is_ok());
    });
}

#[test]
fn a_key_for_programs_that_was_put_into_the_database_or_widened_there_lets_nobody_in() {
    on_both(async |place| {
        let (store, amina, source) = with_source(&place).await;
        let (_, key) = store.add_program_key(&amina, &facts(source), TODAY).await.unwrap();
        store.close().await;
        let other: overt_model::SourceId = new_id();
        place.sql(&format!("UPDATE program_key SET content = REPLACE(content, '{source}', '{other}')")).await;
        let store = place.open().await.unwrap();
        assert!(matches!(store.program_of(&key, TODAY).await, Err(StoreError::Tampered("a key for programs"))));
    });
}
