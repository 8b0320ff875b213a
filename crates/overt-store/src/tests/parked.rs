//! Sessions of a server: parked between two requests, and one-time codes.

use super::{shown, text, with_record};
use crate::testing::{TODAY, on_both, person, words};
use crate::vault::{KdfParameters, RecoveryCode};
use crate::{AccountChange, AccountState, Factor, Factors, StoreError};

#[test]
fn a_parked_session_opens_with_its_token_as_long_as_the_account_may() {
    on_both(async |place| {
        let (store, mut session, id) = with_record(&place).await;
        store.add_account(&session, &person("bashir"), TODAY).await.unwrap();
        store.add_member(&session, "caseworkers", "bashir", TODAY).await.unwrap();
        let bashir = store.sign_in("bashir", &words(), TODAY).await.unwrap();
        let (token, parked) = store.park(&bashir);
        let (other, _) = store.park(&session);
        drop(bashir);
        assert!(matches!(store.resume(&parked, &other).await, Err(StoreError::SignIn)));
        let resumed = store.resume(&parked, &token).await.unwrap();
        assert!(text(&shown(&store, &resumed, id).await, "notes").is_some());

        // What is taken away is gone at the next request.
        store.remove_member(&mut session, ("caseworkers", "bashir"), TODAY).await.unwrap();
        while store.rewrap(&session, "caseworkers").await.unwrap().behind > 0 {}
        let resumed = store.resume(&parked, &token).await.unwrap();
        assert!(text(&shown(&store, &resumed, id).await, "notes").is_none());
        let close = AccountChange::State(AccountState::Closed);
        store.change_account(&session, "bashir", close, TODAY).await.unwrap();
        assert!(matches!(store.resume(&parked, &token).await, Err(StoreError::SignIn)));
    });
}

#[test]
fn whoever_uses_one_time_codes_is_asked_for_one_and_the_answer_without_is_that_of_a_wrong_passphrase() {
    on_both(async |place| {
        let (store, session) = place.store().await;
        let signed_in = async |wanted: Option<[u8; 20]>| {
            let is_it = move |factors: &Factors| factors.codes.as_ref().map(|secret| *secret.expose()) == wanted;
            let shown = |factors: &Factors| is_it(factors).then_some(Factor::Code);
            store.sign_in_with_factor("amina", &words(), shown, TODAY).await
        };
        assert!(signed_in(None).await.is_ok());
        let (salt, secret) = store.new_totp(&session);
        assert!(store.totp_secret(&session).await.unwrap().is_none(), "it is not in force yet");
        store.set_totp(&session, Some(&salt), TODAY).await.unwrap();
        assert!(signed_in(Some(*secret.expose())).await.is_ok());
        assert!(matches!(signed_in(None).await, Err(StoreError::SignIn)));
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole(), "the log knows of the change");
        store.set_totp(&session, None, TODAY).await.unwrap();
        assert!(signed_in(None).await.is_ok());

        // Whoever lost the other device gets in again with the recovery code.
        store.set_totp(&session, Some(&salt), TODAY).await.unwrap();
        let code = store.renew_recovery_code(&session, TODAY).await.unwrap();
        let code = RecoveryCode::read(code.expose()).unwrap();
        let weak = KdfParameters::new(8 << 10, 1, 1).unwrap();
        store.recover(("amina", &code), (&words(), weak), TODAY).await.unwrap();
        assert!(signed_in(None).await.is_ok());
        assert!(store.verify(None, |_| {}).await.unwrap().is_whole());
    });
}
