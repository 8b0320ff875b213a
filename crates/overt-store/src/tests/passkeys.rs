//! Passkeys.

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::Private;

use crate::log::entry::Action;
use crate::testing::{TODAY, on_both, person, words};
use crate::vault::{KdfParameters, RecoveryCode};
use crate::{
    AuditQuery, Factor, Factors, PASSKEYS_MAX, PasskeyError, PasskeyFacts, PasskeyId, Session, Store, StoreError,
};

fn facts(name: &str, count: u32) -> PasskeyFacts {
    let credential = Private::new(format!("credential of {name}").into_bytes());
    PasskeyFacts { name: Private::new(name.to_owned()), credential, key: vec![0xa5; 77], count }
}

async fn logged(store: &Store, session: &Session, action: Action, today: Date) -> usize {
    let query = AuditQuery { action: Some(action), ..AuditQuery::default() };
    store.audit(session, &query, (None, 100), today).await.unwrap().entries.len()
}

async fn signed_in(store: &Store, name: &str, shown: Option<Factor>, today: Date) -> Result<Session, StoreError> {
    store.sign_in_with_factor(name, &words(), |_: &Factors| shown, today).await
}

fn is_turned_away(answer: &Result<Session, StoreError>) -> bool {
    matches!(answer, Err(StoreError::SignIn))
}

fn with(id: PasskeyId, count: u32) -> Factor {
    Factor::Passkey { id, count }
}

#[test]
fn whoever_has_a_passkey_is_asked_for_it_until_it_is_taken_away_and_the_log_has_all_of_it() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        assert!(signed_in(&store, "amina", None, TODAY).await.is_ok());
        let id = store.add_passkey(&amina, &facts("invented key", 0), TODAY).await.unwrap();
        assert!(is_turned_away(&signed_in(&store, "amina", None, TODAY).await));
        assert!(signed_in(&store, "amina", Some(with(id, 0)), TODAY).await.is_ok());
        assert!(signed_in(&store, "amina", Some(with(id, 0)), TODAY).await.is_ok());
        let tomorrow = TODAY + 1.day();
        store.use_passkey(&amina, (id, 0), tomorrow).await.unwrap();
        let held = store.factors(&amina).await.unwrap().passkeys;
        assert_eq!((&held[0].facts, held[0].used, held[0].added), (&facts("invented key", 0), Some(tomorrow), TODAY));
        store.remove_passkey(&amina, id, tomorrow).await.unwrap();
        assert!(store.factors(&amina).await.unwrap().is_empty());
        assert!(matches!(store.use_passkey(&amina, (id, 0), tomorrow).await, Err(StoreError::SignIn)));
        assert!(matches!(store.remove_passkey(&amina, id, tomorrow).await, Err(StoreError::NotThere("passkey"))));
        assert!(signed_in(&store, "amina", None, tomorrow).await.is_ok());
        let acts = [Action::PasskeyAdded, Action::PasskeyUsed, Action::PasskeyRemoved];
        let counted = [1, 2, 1];
        for (act, count) in acts.into_iter().zip(counted) {
            assert_eq!(logged(&store, &amina, act, tomorrow).await, count, "{}", act.code());
        }
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}

#[test]
fn a_passkey_that_counts_must_count_on() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        let id = store.add_passkey(&amina, &facts("invented key", 5), TODAY).await.unwrap();
        for count in [0, 4, 5] {
            assert!(is_turned_away(&signed_in(&store, "amina", Some(with(id, count)), TODAY).await), "{count}");
        }
        assert!(signed_in(&store, "amina", Some(with(id, 6)), TODAY).await.is_ok());
        assert!(is_turned_away(&signed_in(&store, "amina", Some(with(id, 6)), TODAY).await));
        assert!(signed_in(&store, "amina", Some(with(id, u32::MAX)), TODAY).await.is_ok());
        assert!(matches!(store.use_passkey(&amina, (id, 7), TODAY).await, Err(StoreError::SignIn)));
        assert_eq!(logged(&store, &amina, Action::SignInFailed, TODAY).await, 4);
    });
}

#[test]
fn a_passkey_is_of_one_person_and_who_takes_part_otherwise_knows_nothing_of_it() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        store.add_account(&amina, &person("bela"), TODAY).await.unwrap();
        let bela = store.sign_in("bela", &words(), TODAY).await.unwrap();
        let id = store.add_passkey(&bela, &facts("invented key", 0), TODAY).await.unwrap();
        assert!(store.factors(&amina).await.unwrap().is_empty());
        assert!(store.remove_passkey(&amina, id, TODAY).await.is_err());
        store.add_passkey(&amina, &facts("another key", 0), TODAY).await.unwrap();
        assert!(is_turned_away(&signed_in(&store, "amina", Some(with(id, 0)), TODAY).await));
        assert!(signed_in(&store, "bela", Some(with(id, 0)), TODAY).await.is_ok());
    });
}

#[test]
fn a_passkey_has_a_name_and_is_added_once_and_ten_are_the_most() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        let refused = async |facts: PasskeyFacts| match store.add_passkey(&amina, &facts, TODAY).await {
            Err(StoreError::Passkey(error)) => Some(error),
            _ => None,
        };
        for name in ["", " ", "two\nlines", &"long".repeat(16)] {
            assert_eq!(refused(facts(name, 0)).await, Some(PasskeyError::Name));
        }
        for number in 0..PASSKEYS_MAX {
            assert_eq!(refused(facts(&format!("key {number}"), 0)).await, None);
        }
        assert_eq!(refused(facts("key 0", 0)).await, Some(PasskeyError::Known));
        assert_eq!(refused(facts("one more", 0)).await, Some(PasskeyError::TooMany));
    });
}

#[test]
fn the_recovery_code_ends_passkeys_also_those_that_somebody_put_there() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        let id = store.add_passkey(&amina, &facts("invented key", 0), TODAY).await.unwrap();
        store.add_passkey(&amina, &facts("another key", 0), TODAY).await.unwrap();
        let code = store.renew_recovery_code(&amina, TODAY).await.unwrap();
        store.close().await;
        let forged = "UPDATE passkey SET id = (SELECT public_key FROM account)";
        let limited = format!("{forged} WHERE leaf = (SELECT MAX(leaf) FROM passkey)");
        // Bytes of the length of an identifier.
        place.sql(&limited.replace("public_key FROM", "SUBSTR(public_key, 1, 16) FROM")).await;
        let store = place.open().await.unwrap();
        assert!(matches!(
            signed_in(&store, "amina", Some(with(id, 0)), TODAY).await,
            Err(StoreError::Tampered("a passkey"))
        ));
        let code = RecoveryCode::read(code.expose()).unwrap();
        let weak = KdfParameters::new(8 << 10, 1, 1).unwrap();
        let amina = store.recover(("amina", &code), (&words(), weak), TODAY).await.unwrap();
        assert!(store.factors(&amina).await.unwrap().is_empty());
        assert!(signed_in(&store, "amina", None, TODAY).await.is_ok());
        assert_eq!(logged(&store, &amina, Action::PasskeyRemoved, TODAY).await, 2);
    });
}

/// What somebody does who can write into the database and has no key.
#[test]
fn a_passkey_that_was_changed_put_back_planted_or_dropped_in_the_database_is_noticed() {
    on_both(async |place| {
        let (store, amina) = place.store().await;
        let id = store.add_passkey(&amina, &facts("invented key", 1), TODAY).await.unwrap();
        store.use_passkey(&amina, (id, 2), TODAY).await.unwrap();
        store.add_account(&amina, &person("bela"), TODAY).await.unwrap();
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
        store.close().await;
        let copied = "INSERT INTO passkey (account, id, leaf, envelope)";
        for statement in [
            // The count is turned back.
            "UPDATE passkey SET envelope = (SELECT p.envelope FROM passkey p ORDER BY p.leaf LIMIT 1)",
            // The passkey of one person is given to another.
            "UPDATE passkey SET account = (SELECT id FROM account WHERE name = 'bela')",
            // An old step is put behind the last one.
            &format!("{copied} SELECT account, id, leaf + 1000, envelope FROM passkey ORDER BY leaf LIMIT 1"),
            "DELETE FROM passkey",
        ] {
            place.sql("CREATE TABLE kept AS SELECT account, id, leaf, envelope FROM passkey").await;
            place.sql(statement).await;
            let store = place.open().await.unwrap();
            assert!(!store.verify(None, |_| {}).await.unwrap().is_whole(), "{statement}");
            if !statement.starts_with("DELETE") {
                let name = if statement.contains("bela") { "bela" } else { "amina" };
                let outcome = signed_in(&store, name, Some(with(id, 2)), TODAY).await;
                assert!(matches!(outcome, Err(StoreError::Tampered("a passkey"))), "{statement}");
            }
            store.close().await;
            place.sql("DELETE FROM passkey").await;
            place.sql(&format!("{copied} SELECT account, id, leaf, envelope FROM kept")).await;
            place.sql("DROP TABLE kept").await;
        }
        let store = place.open().await.unwrap();
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}
