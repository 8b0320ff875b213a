//! What people do with their own account.

use crate::browser::Browser;
use crate::world::{WORDS, World, block_on, later, seconds};

#[test]
fn another_passphrase_is_taken_from_who_knows_the_present_one_and_ends_other_sessions() {
    block_on(async {
        let world = World::new().await;
        let (mut here, mut elsewhere) = (world.signed_in("carla").await, world.signed_in("carla").await);
        here.get("/account").await;
        let new = "another five invented words here";
        let change =
            |present: &'static str, again: &'static str| [("passphrase", present), ("new", new), ("again", again)];
        assert_eq!(here.post("/account/passphrase", &change("some other invented words", new)).await.status, 422);
        assert_eq!(here.post("/account/passphrase", &change(WORDS, "not the same words")).await.status, 422);
        let short = [("passphrase", WORDS), ("new", "short"), ("again", "short")];
        assert_eq!(here.post("/account/passphrase", &short).await.status, 422);
        assert_eq!(here.post("/account/passphrase", &change(WORDS, new)).await.status, 303);
        assert_eq!(here.get("/").await.status, 200);
        assert_eq!(elsewhere.get("/").await.status, 303);
        let mut browser = world.browser();
        assert_eq!(browser.post("/sign-in", &[("name", "carla"), ("passphrase", WORDS)]).await.status, 422);
        assert_eq!(browser.post("/sign-in", &[("name", "carla"), ("passphrase", new)]).await.status, 303);
    });
}

/// Takes one-time codes into use, and says the secret of the other device.
pub(crate) async fn enrolled(carla: &mut Browser) -> Vec<u8> {
    carla.get("/account").await;
    let offer = carla.post("/account/codes", &[("what", "offer")]).await;
    let (salt, secret) = (offer.hidden("salt").unwrap(), secret(&offer.body));
    assert!(offer.body.contains("<svg"), "there is a picture for the other device");
    later(60);
    let take = |code: &'static str| [("what", "take"), ("salt", salt.as_str()), ("code", code)];
    assert_eq!(carla.post("/account/codes", &take("000000")).await.status, 200, "offered once more");
    let right = code(&secret);
    let take = [("what", "take"), ("salt", salt.as_str()), ("code", right.as_str())];
    assert_eq!(carla.post("/account/codes", &take).await.status, 303);
    secret
}

#[test]
fn codes_of_another_device_are_asked_for_once_they_were_taken_into_use() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let secret = enrolled(&mut carla).await;
        let mut browser = world.browser();
        let without = [("name", "carla"), ("passphrase", WORDS)];
        assert_eq!(browser.post("/sign-in", &without).await.status, 422);
        let used = code(&secret);
        let again = [("name", "carla"), ("passphrase", WORDS), ("code", used.as_str())];
        assert_eq!(browser.post("/sign-in", &again).await.status, 422, "a code counts once");
        later(60);
        let fresh = code(&secret);
        let with = [("name", "carla"), ("passphrase", WORDS), ("code", fresh.as_str())];
        assert_eq!(browser.post("/sign-in", &with).await.status, 303);
    });
}

#[test]
fn a_code_cannot_be_guessed_when_somebody_is_asked_once_more_who_they_are() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let secret = enrolled(&mut carla).await;
        later(60);
        for _ in 0..5 {
            assert_eq!(carla.post("/confirm", &[("code", "000000")]).await.status, 422);
        }
        let right = code(&secret);
        assert_eq!(carla.post("/confirm", &[("code", &right)]).await.status, 422, "guessing is slow here too");
    });
}

#[test]
fn a_new_recovery_code_is_shown_once_to_who_knows_the_passphrase() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/account").await;
        let refused = carla.post("/account/recovery", &[("passphrase", "some other invented words")]).await;
        assert!(!refused.body.contains("class=\"secret"));
        let shown = carla.post("/account/recovery", &[("passphrase", WORDS)]).await;
        assert!(shown.body.contains("class=\"secret"));
        assert!(!carla.get("/account").await.body.contains("class=\"secret"));
    });
}

#[test]
fn the_pages_are_read_in_three_languages() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        carla.get("/").await;
        for (lang, word) in [("es", "Registros"), ("fr", "Enregistrements"), ("en", "Records")] {
            carla.post("/account/language", &[("lang", lang)]).await;
            let page = carla.get("/").await.body;
            assert!(page.contains(&format!("<html lang=\"{lang}\"")) && page.contains(word), "{lang}");
        }
    });
}

/// The secret that the page shows to be typed.
fn secret(page: &str) -> Vec<u8> {
    let written = page.split("class=\"mono\">").find_map(|rest| {
        let word = rest.split('<').next()?;
        (word.len() == 32 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
            .then_some(word)
    });
    totp_rs::Secret::try_from_base32(written.expect("the page shows it")).unwrap().as_ref().to_vec()
}

/// What the other device shows now.
pub(crate) fn code(secret: &[u8]) -> String {
    totp_rs::Builder::new().with_secret(secret).build().unwrap().generate(seconds()).to_string()
}
