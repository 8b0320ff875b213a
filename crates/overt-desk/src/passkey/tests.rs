//! What is refused and what counts, held against vectors of others.

use overt_model::{Id, Private};
use overt_store::vault::AccountId;
use overt_store::{Factor, Factors, Passkey, PasskeyFacts};
use proptest::prelude::*;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use sha2::{Digest as _, Sha256};

use super::authenticator::Said;
use super::client::{Ceremony, challenge};
use super::key::Key;
use super::{Site, handle_of, made, shown, written};

const AMINA: AccountId = Id::from_bits(7);

/// Web Authentication Level 3, section 16.2: an ES256 credential without attestation, for `example.org`.
const MADE_CLIENT: &str = "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d507434557878475453746e63647134\
     313759447742466938767049612d7077386f4f755657345441222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967\
     696e223a66616c73652c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e61\
     6c206669656c647320696e20746865206675747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c453551227d";
const MADE_AUTHENTICATOR: &str = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f00\
     20f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c3\
     3a9b672f26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220";
const MADE_CHALLENGE: &str = "AMMPt4UxxGTStncdq417YDwBFi8vpIa-pw8oOuVW4TA";
const CREDENTIAL: &str = "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4";
const SHOWN_CLIENT: &str = "7b2274797065223a22776562617574686e2e676574222c226368616c6c656e6765223a224f63446e55685158756c5455506f334a555854304939\
     3770767a7a59425039745a63685879617630314167222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f726967696e223a\
     66616c73657d";
const SHOWN_AUTHENTICATOR: &str = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000";
const SHOWN_CHALLENGE: &str = "OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag";
const SHOWN_SIGNATURE: &str = "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd380221008480ac0f0b93538174f575bf11a1dd5d\
     78c6e486013f937295ea13653e331e87";
/// The same, section 16.4: asked for by a page within a page of another site.
const WITHIN_CLIENT: &str = "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a224f2d57717a514e5463554a484930437257576e\
     7951504859647862694332674872434d475666704c4f306b222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f72696769\
     6e223a747275652c22657874726144617461223a22636c69656e74446174614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c20\
     6669656c647320696e20746865206675747572652c207375636820617320746869733a207a5a7175457444523944577170573574425754467567227d";
/// The same, section 16.5: with the site of the page around it.
const AROUND_CLIENT: &str = "7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a225468394d595a68706e6a504254786b68555f53\
     646667364f4e58665672454673587a72636b7151664a2d55222c226f726967696e223a2268747470733a2f2f6578616d706c652e6f7267222c2263726f73734f72696769\
     6e223a747275652c22746f704f726967696e223a2268747470733a2f2f6578616d706c652e636f6d227d";

/// Modulus and signature of an RSA key of 2048 bits, made with OpenSSL over the authenticator data (present, verified, count 7) and the
/// client data of [`shown_by`].
const RSA_MODULUS: &str = "c2f88ce66cb0dab73bf10694cad7c3d15727273c6a7a48eee99e42d02f03f48da09569b6fbcfa65eca21d5e67f0ef57553a92504ce3034\
     560a3332055e70417b163e9625c1568e903fb7d5dc2e9eab43aae467d13d7b0e27c3379982adb10a7509603ecdae2786362ef0840d16ff\
     dd20bcd820aba48a0dfc5c24166419244c324738fa05cf2158c87a47595fbc59a4e1b5ff8a388e86432404654f2d77228fbe1cc8cdcbbd\
     2f280f5103eacccab212d40edf1937c309d655351a6f73f66e330dd5272fd3c19e51466698b09dbfca3e179b16d9b8ab062d53d2f6950a\
     3975723aa895f9a25a3d45a3605f4b7b48f69e92ecc7c1edb926f03039eb5c70558bbdf3";
const RSA_SIGNATURE: &str = "3dc2a3c31721e2d0d3fffafaa77fffffb6e8f1c226791f273b7768f658a4310ad28994d4c64e8f9bfdcc30a0b6f72755e6bb27faf2c182\
     252266c080549f84a8bac0c540333a630193d083b48bc5398d0a1904eb89df2478dfebf59da3da03465786b48c0d4d088ab003e9152b87\
     94a2b99f57c4a12d90e99ce2bf38bd23b843cacba8ac7236cde7c94bf202a1d323011710a842b83a8f98e149bd0bff63c213cb17000914\
     edb5e65d1b7cf19859d2d13b3adc36a6522606253e2f8350d06ccd772763e8aad90ab51b253377e5e46036b14109caf2d6d1f8a1328ceb\
     6276917b4c2668b4606dfad82be15673d3361dd1335e663c62f563135601fa0da8d86fbf";

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn site() -> Site {
    Site::of("example.org", true).unwrap()
}

fn sent(parts: &[&[u8]]) -> String {
    parts.iter().map(|part| written(part)).collect::<Vec<_>>().join(".")
}

fn of(credential: &[u8], key: &[u8], count: u32) -> Factors {
    let (name, credential) = (Private::new("invented key".to_owned()), Private::new(credential.to_vec()));
    let facts = PasskeyFacts { name, credential, key: key.to_vec(), count };
    let added = jiff::civil::date(2026, 12, 1);
    let passkeys = vec![Passkey { id: Id::from_bits(1), facts, added, used: None }];
    Factors { account: AMINA, codes: None, passkeys }
}

/// The passkey of the vectors.
fn vector() -> Factors {
    let made = made(&sent(&[&bytes(MADE_CLIENT), &bytes(MADE_AUTHENTICATOR)]), &site(), |_| true).unwrap();
    of(&made.credential, &made.key, made.count)
}

/// The five parts that a browser sends of it.
fn parts() -> [Vec<u8>; 5] {
    let [credential, client, authenticator, signature] =
        [CREDENTIAL, SHOWN_CLIENT, SHOWN_AUTHENTICATOR, SHOWN_SIGNATURE].map(bytes);
    [credential, client, authenticator, signature, handle_of(AMINA).to_vec()]
}

fn joined(parts: &[Vec<u8>; 5]) -> String {
    sent(&parts.each_ref().map(Vec::as_slice))
}

#[test]
fn the_vectors_of_the_standard_count() {
    let made = made(&sent(&[&bytes(MADE_CLIENT), &bytes(MADE_AUTHENTICATOR)]), &site(), |said| said == MADE_CHALLENGE);
    let made = made.unwrap();
    assert_eq!((made.credential, made.key.len(), made.count), (bytes(CREDENTIAL), 77, 0));
    let factor = shown(&joined(&parts()), &site(), &vector(), |said| said == SHOWN_CHALLENGE);
    assert_eq!(factor, Some(Factor::Passkey { id: Id::from_bits(1), count: 0 }));
}

#[test]
fn a_page_within_the_page_of_another_site_makes_no_passkey() {
    for client in [WITHIN_CLIENT, AROUND_CLIENT] {
        assert_eq!(challenge(&bytes(client), Ceremony::Make, &site()), None);
    }
}

#[test]
fn what_is_for_another_site_purpose_or_person_does_not_count() {
    let (factors, whole) = (vector(), joined(&parts()));
    for host in ["example.com", "www.example.org", "example.org:8443"] {
        assert_eq!(shown(&whole, &Site::of(host, true).unwrap(), &factors, |_| true), None, "{host}");
    }
    assert_eq!(shown(&whole, &site(), &factors, |_| false), None, "a challenge that is not ours");
    let other = Factors { account: Id::from_bits(8), ..vector() };
    assert_eq!(shown(&whole, &site(), &other, |_| true), None, "the passkey of another person");
    let none = Factors { passkeys: Vec::new(), ..vector() };
    assert_eq!(shown(&whole, &site(), &none, |_| true), None);
    let counted = of(&bytes(CREDENTIAL), &factors.passkeys[0].facts.key, 1);
    assert_eq!(shown(&whole, &site(), &counted, |_| true), None, "it counted before, and does not any more");
    let made_as_shown = sent(&[&bytes(SHOWN_CLIENT), &bytes(MADE_AUTHENTICATOR)]);
    assert_eq!(made(&made_as_shown, &site(), |_| true), None, "what was asked for another thing");
}

/// A challenge is used up by an answer that holds, and by no other.
#[test]
fn the_challenge_is_looked_at_last() {
    let mut wrong = parts();
    wrong[3][10] ^= 1;
    let asked = std::cell::Cell::new(false);
    let is_ours = |_: &str| {
        asked.set(true);
        true
    };
    assert_eq!(shown(&joined(&wrong), &site(), &vector(), is_ours), None);
    assert!(!asked.get());
}

/// What an authenticator says: somebody there or not, a copy without being one that is copied, what comes after the end.
#[test]
fn authenticator_data_is_exactly_what_its_flags_say() {
    let (whole, site) = (bytes(SHOWN_AUTHENTICATOR), site());
    let with = |flags: u8, rest: &[u8]| {
        let mut bytes = [&whole[..], rest].concat();
        bytes[32] = flags;
        Said::read(&bytes, &site).map(|said| said.count)
    };
    assert_eq!(with(0x01, &[]), Some(0));
    assert_eq!(with(0x00, &[]), None, "nobody there");
    assert_eq!(with(0x11, &[]), None, "copied, and never to be copied");
    assert_eq!(with(0x01, &[0xa0]), None, "more than it says");
    assert_eq!(with(0x81, &[]), None, "less than it says");
    assert_eq!(with(0x81, &[0xa0]), Some(0));
    assert_eq!(with(0x41, &[]), None, "a passkey that is not there");
    let made = bytes(MADE_AUTHENTICATOR);
    for length in 0..made.len() {
        assert_eq!(Said::read(&made[..length], &site), None, "{length}");
    }
    assert_eq!(Said::read(&[&made[..], &[0]].concat(), &site), None);
}

/// What [`sign`] makes of an assertion with another key, with a count of 7.
fn shown_by(key: &[u8], sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Option<Factor> {
    let client = br#"{"type":"webauthn.get","challenge":"AAAA","origin":"https://example.org","crossOrigin":false}"#;
    let said = [&Sha256::digest("example.org")[..], &[5, 0, 0, 0, 7]].concat();
    let signature = sign(&[&said[..], &Sha256::digest(client)].concat());
    let sent = sent(&[b"one", client, &said, &signature, &handle_of(AMINA)]);
    shown(&sent, &site(), &of(b"one", key, 6), |said| said == "AAAA")
}

#[test]
fn other_kinds_of_keys_count_too() {
    let counted = Some(Factor::Passkey { id: Id::from_bits(1), count: 7 });
    let pair = Ed25519KeyPair::from_seed_unchecked(&[9; 32]).unwrap();
    let key = [&[0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20], pair.public_key().as_ref()].concat();
    assert_eq!(shown_by(&key, |signed| pair.sign(signed).as_ref().to_vec()), counted);
    assert_eq!(shown_by(&key, |signed| pair.sign(&signed[1..]).as_ref().to_vec()), None);
    let modulus = bytes(RSA_MODULUS);
    let (before, after) =
        ([0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59, 0x01, 0x00], [0x21, 0x43, 0x01, 0x00, 0x01]);
    let key = [&before[..], &modulus, &after].concat();
    assert_eq!(shown_by(&key, |_| bytes(RSA_SIGNATURE)), counted);
    assert_eq!(shown_by(&key, |_| vec![0; 256]), None);
}

proptest! {
    #[test]
    fn a_flipped_bit_anywhere_is_refused(part in 0_usize..5, place: prop::sample::Index, bit in 0_u8..8) {
        let mut changed = parts();
        let place = place.index(changed[part].len());
        changed[part][place] ^= 1 << bit;
        prop_assert_eq!(shown(&joined(&changed), &site(), &vector(), |_| true), None);
    }

    #[test]
    fn a_key_with_a_flipped_bit_verifies_nothing(place in 0_usize..77, bit in 0_u8..8) {
        let mut factors = vector();
        factors.passkeys[0].facts.key[place] ^= 1 << bit;
        prop_assert_eq!(shown(&joined(&parts()), &site(), &factors, |_| true), None);
    }

    #[test]
    fn any_bytes_are_read_or_refused(said: Vec<u8>, tail: Vec<u8>, text in "[A-Za-z0-9_.-]{0,200}") {
        let _ = Key::first(&said);
        let _ = challenge(&said, Ceremony::Show, &site());
        for start in [&b""[..], &bytes(MADE_AUTHENTICATOR)[..55], &bytes(MADE_AUTHENTICATOR)[..97]] {
            let _ = Said::read(&[start, &tail].concat(), &site());
        }
        prop_assert_eq!(made(&text, &site(), |_| true), None);
        prop_assert_eq!(shown(&text, &site(), &vector(), |_| true), None);
    }
}
