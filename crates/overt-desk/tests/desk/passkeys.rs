//! Passkeys, with a device that is written here: it signs what a browser would let it sign.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256};

use crate::browser::{Answer, Browser};
use crate::own_account::{code, enrolled};
use crate::world::{WORDS, World, block_on, later};

const HERE: &str = "localhost:8081";

/// A device with one passkey.
struct Device {
    pair: EcdsaKeyPair,
    credential: &'static [u8],
    handle: Vec<u8>,
    count: u32,
    /// The page that the browser says it is on.
    origin: &'static str,
    /// The site that the browser asks the device for.
    site: &'static str,
}

impl Device {
    fn new(credential: &'static [u8]) -> Self {
        let (random, kind) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let written = EcdsaKeyPair::generate_pkcs8(kind, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(kind, written.as_ref(), &random).unwrap();
        let (origin, site) = ("http://localhost:8081", "localhost");
        Self { pair, credential, handle: Vec::new(), count: 0, origin, site }
    }

    fn client(&self, asked: &str, challenge: &str) -> Vec<u8> {
        let origin = self.origin;
        let client = format!(
            "{{\"type\":\"{asked}\",\"challenge\":\"{challenge}\",\"origin\":\"{origin}\",\"crossOrigin\":false}}"
        );
        client.into_bytes()
    }

    fn said(&self, flags: u8) -> Vec<u8> {
        [&Sha256::digest(self.site)[..], &[flags], &self.count.to_be_bytes()].concat()
    }

    /// What a browser sends when it was asked for a new passkey.
    fn make(&mut self, page: &Answer) -> String {
        self.handle = Base64UrlUnpadded::decode_vec(page.data("handle").unwrap()).unwrap();
        let client = self.client("webauthn.create", page.data("challenge").unwrap());
        let point = &self.pair.public_key().as_ref()[1..];
        let mut said = self.said(0x45);
        said.extend_from_slice(&[0; 16]);
        said.extend_from_slice(&u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        said.extend_from_slice(self.credential);
        said.extend_from_slice(&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        said.extend_from_slice(&point[..32]);
        said.extend_from_slice(&[0x22, 0x58, 0x20]);
        said.extend_from_slice(&point[32..]);
        sent(&[&client, &said])
    }

    /// What a browser sends when it was asked for a passkey that is there.
    fn show(&self, page: &Answer) -> String {
        let client = self.client("webauthn.get", page.data("challenge").unwrap());
        let said = self.said(0x05);
        let signed = [&said[..], &Sha256::digest(&client)].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        sent(&[self.credential, &client, &said, signature.as_ref(), &self.handle])
    }
}

fn sent(parts: &[&[u8]]) -> String {
    parts.iter().map(|part| Base64UrlUnpadded::encode_string(part)).collect::<Vec<_>>().join(".")
}

/// Somebody who is signed in at a host that has a name.
async fn at_a_name(world: &World, name: &'static str) -> Browser {
    let mut browser = world.browser().at(HERE);
    assert_eq!(browser.post("/sign-in", &[("name", name), ("passphrase", WORDS)]).await.status, 303);
    browser.get("/account").await;
    browser
}

/// Adds the passkey of a device.
async fn added(browser: &mut Browser, device: &mut Device) {
    let offer = browser.post("/account/passkeys", &[("what", "offer")]).await;
    let made = device.make(&offer);
    let answer =
        browser.post("/account/passkeys", &[("what", "take"), ("name", "invented key"), ("passkey", &made)]).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/account?done=passkey")), "{}", answer.body);
}

/// Tries to sign in with what a device shows.
async fn tried(browser: &mut Browser, name: &str, passkey: &str) -> u16 {
    browser.post("/sign-in", &[("name", name), ("passphrase", WORDS), ("passkey", passkey)]).await.status
}

#[test]
fn a_passkey_is_asked_for_once_it_was_added_and_counts_once() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut device) = (at_a_name(&world, "carla").await, Device::new(b"of carla"));
        added(&mut carla, &mut device).await;
        assert!(carla.get("/account").await.body.contains("invented key"));

        let mut browser = world.browser().at(HERE);
        let page = browser.get("/sign-in").await;
        let without = browser.post("/sign-in", &[("name", "carla"), ("passphrase", WORDS)]).await;
        let unknown = browser.post("/sign-in", &[("name", "nobody here"), ("passphrase", WORDS)]).await;
        assert_eq!((without.status, unknown.status), (422, 422));
        let plain = |answer: &Answer| answer.body.replace(answer.data("challenge").unwrap(), "");
        assert_eq!(plain(&without), plain(&unknown), "it is not told who has a passkey");
        let wrong = [("name", "carla"), ("passphrase", "some other invented words"), ("passkey", &device.show(&page))];
        assert_eq!(browser.post("/sign-in", &wrong).await.status, 422, "the passphrase is needed all the same");
        let shown = device.show(&page);
        assert_eq!(tried(&mut browser, "carla", &shown).await, 303);
        assert_eq!(tried(&mut world.browser().at(HERE), "carla", &shown).await, 422, "an answer counts once");
    });
}

#[test]
fn what_another_page_another_device_or_an_older_copy_shows_lets_nobody_in() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut device) = (at_a_name(&world, "carla").await, Device::new(b"of carla"));
        device.count = 7;
        added(&mut carla, &mut device).await;
        let mut kofi = at_a_name(&world, "kofi").await;
        let mut other = Device::new(b"of kofi");
        added(&mut kofi, &mut other).await;

        let mut browser = world.browser().at(HERE);
        let page = browser.get("/sign-in").await;
        assert_eq!(tried(&mut browser, "carla", &other.show(&page)).await, 422, "the passkey of another person");
        other.credential = device.credential;
        assert_eq!(tried(&mut browser, "carla", &other.show(&page)).await, 422, "under a name of theirs");
        device.count = 8;
        for (origin, site) in [("http://localhost:9999", "localhost"), ("http://localhost:8081", "evil.example")] {
            (device.origin, device.site) = (origin, site);
            assert_eq!(tried(&mut browser, "carla", &device.show(&page)).await, 422, "{origin} {site}");
        }
        (device.origin, device.site) = ("http://localhost:8081", "localhost");
        assert_eq!(tried(&mut browser, "carla", &device.show(&page)).await, 303);
        let page = world.browser().at(HERE).get("/sign-in").await;
        assert_eq!(tried(&mut world.browser().at(HERE), "carla", &device.show(&page)).await, 422, "it was copied");
    });
}

#[test]
fn whoever_has_a_passkey_proves_with_it_once_more_who_they_are_in_this_very_session() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut device) = (at_a_name(&world, "carla").await, Device::new(b"of carla"));
        added(&mut carla, &mut device).await;
        let asked = carla.post("/confirm", &[("passphrase", WORDS)]).await;
        assert_eq!(asked.status, 422, "the passphrase is not enough any more");
        let mut elsewhere = world.browser().at(HERE);
        let page = elsewhere.get("/sign-in").await;
        assert_eq!(carla.post("/confirm", &[("passkey", &device.show(&page))]).await.status, 422, "to come in");
        assert_eq!(tried(&mut elsewhere, "carla", &device.show(&page)).await, 303);
        elsewhere.get("/account").await;
        let shown = device.show(&asked);
        assert_eq!(elsewhere.post("/confirm", &[("passkey", &shown)]).await.status, 422, "of another session");
        assert_eq!(carla.post("/confirm", &[("passkey", &shown)]).await.status, 303);
        assert_eq!(carla.post("/confirm", &[("passkey", &shown)]).await.status, 422, "an answer counts once");
    });
}

#[test]
fn whoever_has_codes_and_a_passkey_comes_in_and_confirms_with_either_and_with_neither_alone() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut device) = (at_a_name(&world, "carla").await, Device::new(b"of carla"));
        let secret = enrolled(&mut carla).await;
        added(&mut carla, &mut device).await;
        let mut browser = world.browser().at(HERE);
        assert_eq!(browser.post("/sign-in", &[("name", "carla"), ("passphrase", WORDS)]).await.status, 422);
        let page = browser.get("/sign-in").await;
        assert_eq!(tried(&mut browser, "carla", &device.show(&page)).await, 303);
        later(60);
        let fresh = code(&secret);
        let with = [("name", "carla"), ("passphrase", WORDS), ("code", fresh.as_str())];
        // Codes ask for no script and no name.
        assert_eq!(world.browser().post("/sign-in", &with).await.status, 303);
        let asked = carla.post("/confirm", &[("passphrase", WORDS)]).await;
        assert!(asked.status == 422 && asked.body.contains("name=\"code\"") && asked.data("passkey") == Some("show"));
        assert_eq!(carla.post("/confirm", &[("passkey", &device.show(&asked))]).await.status, 303);
    });
}

#[test]
fn a_passkey_is_made_for_the_page_that_asked_and_is_gone_when_it_was_taken_away() {
    block_on(async {
        let world = World::new().await;
        let (mut carla, mut device) = (at_a_name(&world, "carla").await, Device::new(b"of carla"));
        let sign_in = world.browser().at(HERE).get("/sign-in").await;
        let offer = carla.post("/account/passkeys", &[("what", "offer")]).await;
        let made = device.make(&offer);
        let challenge = offer.data("challenge").unwrap();
        let foreign = device.client("webauthn.create", sign_in.data("challenge").unwrap());
        let said = made.split_once('.').unwrap().1;
        let foreign = format!("{}.{said}", sent(&[&foreign]));
        for wrong in ["", "AAAA", "AAAA.AAAA", foreign.as_str(), &made.replace('.', "..")] {
            let take = [("what", "take"), ("name", "invented key"), ("passkey", wrong)];
            assert_eq!(carla.post("/account/passkeys", &take).await.status, 422, "{wrong}");
        }
        let mut kofi = at_a_name(&world, "kofi").await;
        let take = [("what", "take"), ("name", "invented key"), ("passkey", made.as_str())];
        assert_eq!(kofi.post("/account/passkeys", &take).await.status, 422, "{challenge} is of another session");
        assert_eq!(carla.post("/account/passkeys", &take).await.status, 303);
        assert_eq!(carla.post("/account/passkeys", &take).await.status, 422, "once");
        let key = carla.get("/account").await.hidden("key").unwrap();
        assert_eq!(kofi.post("/account/passkeys", &[("what", "end"), ("key", &key)]).await.status, 404);
        let end = [("what", "end"), ("key", key.as_str())];
        assert_eq!(carla.post("/account/passkeys", &end).await.location.as_deref(), Some("/account?done=no-passkey"));
        assert_eq!(carla.post("/account/passkeys", &end).await.status, 404);
        let mut browser = world.browser();
        assert_eq!(browser.post("/sign-in", &[("name", "carla"), ("passphrase", WORDS)]).await.status, 303);
    });
}

#[test]
fn at_an_address_without_a_name_there_are_no_passkeys_and_codes_are_offered() {
    block_on(async {
        let world = World::new().await;
        let mut carla = world.signed_in("carla").await;
        let account = carla.get("/account").await.body;
        assert!(account.contains("http://localhost") && account.contains("value=\"offer\""));
        assert!(!account.contains("action=\"/account/passkeys\""));
        assert_eq!(carla.post("/account/passkeys", &[("what", "offer")]).await.status, 404);
        assert_eq!(carla.post("/account/passkeys", &[("what", "take"), ("passkey", "AAAA.AAAA")]).await.status, 404);
        assert_eq!(world.browser().get("/sign-in").await.data("passkey"), None);
        assert_eq!(world.browser().at(HERE).get("/sign-in").await.data("passkey"), Some("show"));
    });
}
