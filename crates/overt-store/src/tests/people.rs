//! Accounts, teams, recovery, escrow.

use overt_model::Class;

use super::{SEALED, shown, text, with_record};
use crate::testing::{TODAY, on_both, person, words};
use crate::vault::{KdfParameters, Passphrase, RecoveryCode};
use crate::{AccountChange, AccountState, StoreError};

#[test]
fn a_wrong_passphrase_and_an_unknown_name_are_one_answer() {
    on_both(async |place| {
        let (store, _) = place.store().await;
        let wrong = Passphrase::typed(&overt_model::Secret::new("other invented words here".into())).unwrap();
        for (name, passphrase) in [("amina", &wrong), ("nobody", &words()), ("", &wrong)] {
            assert!(matches!(store.sign_in(name, passphrase, TODAY).await, Err(StoreError::SignIn)));
        }
    });
}

#[test]
fn a_second_store_is_not_made_over_the_first() {
    on_both(async |place| {
        let (store, _) = place.store().await;
        store.close().await;
        let again =
            crate::Store::create(&place.home(), place.url().as_deref(), &crate::testing::founding(), TODAY).await;
        assert!(matches!(again, Err(StoreError::Exists(_))));
        place.open().await.unwrap().close().await;
        if place.url().is_some() {
            // Nor is another folder joined to tables that have their keys elsewhere.
            let (folder, url, founding) = (place.path("other"), place.url(), crate::testing::founding());
            let other = crate::Store::create(&folder, url.as_deref(), &founding, TODAY).await;
            assert!(matches!(other, Err(StoreError::Exists(_))));
        }
        let left: Vec<_> = std::fs::read_dir(place.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["data"]);
    });
}

#[test]
fn who_is_let_into_a_team_opens_what_it_holds_and_who_leaves_does_not() {
    on_both(async |place| {
        let (store, mut session, id) = with_record(&place).await;
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        assert!(matches!(
            store.add_account(&session, &person("bashir"), TODAY).await,
            Err(StoreError::Taken("account"))
        ));
        store.add_member(&session, "caseworkers", "bashir", TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        let seen = shown(&store, &bashir, id).await;
        assert!(text(&seen, "notes").is_some() && text(&seen, "full_name").is_none());
        assert_eq!(seen.opened, [Class::Narrative, Class::Sensitive]);

        store.remove_member(&mut session, ("caseworkers", "bashir"), TODAY).await.unwrap();
        // Until the keys are moved and after, who stays opens everything.
        assert!(text(&shown(&store, &session, id).await, "notes").is_some());
        while store.rewrap(&session, "caseworkers").await.unwrap().behind > 0 {}
        assert!(text(&shown(&store, &session, id).await, "notes").is_some());
        let gone = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        assert!(shown(&store, &gone, id).await.opened.is_empty());
        // Nor with the keys of the session from before.
        assert!(text(&shown(&store, &bashir, id).await, "notes").is_none());
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole() && verification.opened == 2, "{verification:?}");
    });
}

#[test]
fn what_is_sealed_while_a_key_moves_is_sealed_to_the_new_one_or_refused() {
    on_both(async |place| {
        let (store, mut session, _) = with_record(&place).await;
        let source = store.sources().await.unwrap()[0].id;
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        for team in ["caseworkers", "custodians"] {
            store.add_member(&session, team, "bashir", TODAY).await.unwrap();
        }
        let stale = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        store.remove_member(&mut session, ("custodians", "bashir"), TODAY).await.unwrap();
        let record = [crate::testing::victim(crate::new_id(), source, "Invented Name")];
        let how = (None, crate::Reason::Entered);
        assert!(matches!(store.insert(&stale, how, &record, TODAY).await, Err(StoreError::KeysMoved)));
        store.insert(&session, how, &record, TODAY).await.unwrap();
    });
}

#[test]
fn what_is_logged_after_an_auditor_has_left_opens_for_those_who_stay_only() {
    on_both(async |place| {
        let (store, session, id) = with_record(&place).await;
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        store.add_member(&session, "auditors", "bashir", TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        // The store remembers from here who the auditors are; another process changes that.
        shown(&store, &session, id).await;
        let before = store.log_size().await.unwrap();
        let other = place.open().await.unwrap();
        let mut amina = other.sign_in("amina", &words(), TODAY).await.unwrap();
        other.remove_member(&mut amina, ("auditors", "bashir"), TODAY).await.unwrap();
        let left = store.log_size().await.unwrap();
        shown(&store, &session, id).await;
        let range = (left, store.log_size().await.unwrap());
        assert!(range.1 > left);
        assert!(matches!(store.entries(&bashir, range, TODAY).await, Err(StoreError::NotThere("entry"))));
        assert_eq!(store.entries(&amina, range, TODAY).await.unwrap().len() as u64, range.1 - left);
        assert_eq!(store.entries(&bashir, (0, before), TODAY).await.unwrap().len() as u64, before);
    });
}

#[test]
fn the_last_member_and_the_last_administrator_stay() {
    on_both(async |place| {
        let (store, mut session) = place.store().await;
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        let outcome = store.remove_member(&mut session, ("auditors", "amina"), TODAY).await;
        assert!(matches!(outcome, Err(StoreError::LastMember | StoreError::NotThere(_))));
        let close = AccountChange::State(AccountState::Closed);
        assert!(matches!(
            store.change_account(&session, "amina", close, TODAY).await,
            Err(StoreError::LastAdministrator)
        ));
        store.change_account(&session, "bashir", AccountChange::Administrator(true), TODAY).await.unwrap();
        store.change_account(&session, "amina", close, TODAY).await.unwrap();
        assert!(matches!(store.sign_in("amina", &words(), TODAY).await, Err(StoreError::SignIn)));
        assert!(store.sign_in("bashir", &words(), TODAY).await.unwrap().administrator);
    });
}

#[test]
fn a_lost_passphrase_is_replaced_with_the_recovery_code() {
    on_both(async |place| {
        let founding = crate::testing::founding();
        let (store, code) =
            crate::Store::create(&place.home(), place.url().as_deref(), &founding, TODAY).await.unwrap();
        let code = RecoveryCode::read(code.expose()).unwrap();
        let other = Passphrase::chosen(&overt_model::Secret::new("other invented words here".into())).unwrap();
        let weak = KdfParameters::new(8 << 10, 1, 1).unwrap();
        let wrong = RecoveryCode::generate(&mut crate::random::system());
        assert!(matches!(store.recover(("amina", &wrong), (&other, weak), TODAY).await, Err(StoreError::SignIn)));
        // The pepper is lost too.
        std::fs::remove_file(place.home().join("keys/pepper")).unwrap();
        assert!(matches!(store.sign_in("amina", &words(), TODAY).await, Err(StoreError::KeyFileMissing(_))));
        store.recover(("amina", &code), (&other, weak), TODAY).await.unwrap();
        assert!(matches!(store.sign_in("amina", &words(), TODAY).await, Err(StoreError::SignIn)));
        let session = store.sign_in("amina", &other, TODAY).await.unwrap();
        let renewed = store.renew_recovery_code(&session, TODAY).await.unwrap();
        assert!(matches!(store.recover(("amina", &code), (&other, weak), TODAY).await, Err(StoreError::SignIn)));
        let renewed = RecoveryCode::read(renewed.expose()).unwrap();
        store.recover(("amina", &renewed), (&words(), weak), TODAY).await.unwrap();
        store.sign_in("amina", &words(), TODAY).await.unwrap();
        assert!(store.examine(TODAY).await.unwrap().iter().all(|advice| advice.code != "pepper-foreign"));
    });
}

#[test]
fn two_custodians_of_an_escrow_let_somebody_in_and_one_does_not() {
    on_both(async |place| {
        let (store, mut session, id) = with_record(&place).await;
        for name in ["bashir", "chandra", "dora"] {
            store.add_account(&session, &person(name), TODAY).await.unwrap();
        }
        let custodians = ["bashir", "chandra", "dora"].map(str::to_owned);
        store.make_escrow(&session, (2, &custodians), TODAY).await.unwrap();
        assert_eq!(store.escrow().await.unwrap().unwrap().custodians, custodians);
        // A new epoch after the escrow was made is in it too.
        store.add_member(&session, "custodians", "dora", TODAY).await.unwrap();
        store.remove_member(&mut session, ("custodians", "dora"), TODAY).await.unwrap();
        while store.rewrap(&session, "custodians").await.unwrap().behind > 0 {}
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        let chandra = store.sign_in("chandra", &words(), TODAY).await.unwrap();
        let open = async |with: &[&crate::Session]| store.open_escrow(with, ("custodians", "bashir"), TODAY).await;
        assert!(matches!(open(&[&bashir]).await, Err(StoreError::Escrow(_))));
        assert!(matches!(open(&[&bashir, &bashir]).await, Err(StoreError::Escrow(_))));
        open(&[&bashir, &chandra]).await.unwrap();
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        let seen = store.show(&bashir, id, (&SEALED, None), TODAY).await.unwrap();
        assert_eq!(text(&seen, "full_name").as_deref(), Some("Invented Name"));
        let verification = store.verify(Some((&session, TODAY)), |_| ()).await.unwrap();
        assert!(verification.is_whole(), "{verification:?}");
    });
}

#[test]
fn a_clock_that_cannot_be_right_is_doubted() {
    on_both(async |place| {
        let (store, _) = place.store().await;
        for years in [-10, 10] {
            let day = TODAY.saturating_add(jiff::Span::new().years(years));
            let outcome = store.sign_in("amina", &words(), day).await;
            assert!(matches!(outcome, Err(StoreError::Clock { .. })), "{outcome:?}");
        }
        let later = TODAY.saturating_add(jiff::Span::new().years(10));
        store.accept_clock("amina", &words(), later).await.unwrap();
        store.sign_in("amina", &words(), later).await.unwrap();
    });
}

#[test]
fn a_doctor_names_what_is_weak() {
    on_both(async |place| {
        let (store, session) = place.store().await;
        let codes = async || -> Vec<&'static str> {
            store.examine(TODAY).await.unwrap().into_iter().map(|advice| advice.code).collect()
        };
        let found = codes().await;
        for expected in ["one-key-holder", "identity-with-content", "passphrase-work", "backup-old", "no-retention"] {
            assert!(found.contains(&expected), "{found:?}");
        }
        for class in SEALED {
            store.set_retention(&session, (class, Some(365)), TODAY).await.unwrap();
        }
        assert!(!codes().await.contains(&"no-retention"));
    });
}
