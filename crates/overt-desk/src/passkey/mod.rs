//! Passkeys (Web Authentication Level 3, <https://www.w3.org/TR/webauthn-3/>): what a browser says about one is read strictly, and
//! counts only with the signature of its authenticator over a challenge of this desk, for this site, with somebody there.
//!
//! Who made an authenticator is not asked ("none" attestation): it says more about a person than it tells about their key. Nor is it demanded
//! that the device asked for a finger or a number: like a code, a passkey shows what somebody has, and the passphrase what they know.
//!
//! Signatures are checked by `ring`, which the connection to a database brings anyway. A library for all of Web Authentication brings readers of
//! certificates for the attestations that are not asked for here; what is left is the fixed frames in `authenticator` and `key`.

mod authenticator;
mod challenge;
mod client;
mod key;
mod site;
#[cfg(test)]
mod tests;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use overt_store::vault::AccountId;
use overt_store::{Factor, Factors, Passkey};
use sha2::{Digest as _, Sha256};

use authenticator::Said;
use client::Ceremony;
use key::Key;

pub(crate) use challenge::{Challenges, Purpose};
pub(crate) use site::Site;

/// Most letters of what a browser sends of a passkey: its longest parts are a credential of 1023 bytes and an RSA key or signature.
const SENT_LEN_MAX: usize = 16 << 10;
/// Most bytes by which a browser names a passkey (section 4, "Credential ID").
const CREDENTIAL_LEN_MAX: usize = 1023;

/// A passkey that a browser made.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) credential: Vec<u8>,
    pub(crate) key: Vec<u8>,
    pub(crate) count: u32,
}

/// Reads a passkey that a browser made: client data and authenticator data, in base64url with a point in between.
pub(crate) fn made(sent: &str, site: &Site, is_ours: impl FnOnce(&str) -> bool) -> Option<Made> {
    let [client, authenticator] = parts(sent)?;
    let challenge = client::challenge(&client, Ceremony::Make, site)?;
    let said = Said::read(&authenticator, site)?;
    let attested = said.attested?;
    let made = Made { credential: attested.credential.to_vec(), key: attested.key.to_vec(), count: said.count };
    is_ours(&challenge).then_some(made)
}

/// Which of a person's passkeys a browser shows: credential, client data, authenticator data, signature and user handle, in base64url with
/// points in between. `is_ours` is asked last, because a challenge that was answered counts no more.
pub(crate) fn shown(sent: &str, site: &Site, factors: &Factors, is_ours: impl FnOnce(&str) -> bool) -> Option<Factor> {
    let [credential, client, authenticator, signature, handle] = parts(sent)?;
    let is_it = |passkey: &&Passkey| *passkey.facts.credential.expose() == credential;
    let passkey = factors.passkeys.iter().find(is_it)?;
    let challenge = client::challenge(&client, Ceremony::Show, site)?;
    let said = Said::read(&authenticator, site).filter(|said| said.attested.is_none())?;
    let signed = [&authenticator[..], &Sha256::digest(&client)].concat();
    let key = Key::whole(&passkey.facts.key)?;
    let holds = handle == handle_of(factors.account)
        && passkey.counts_on_to(said.count)
        && key.verifies(&signed, &signature)
        && is_ours(&challenge);
    holds.then_some(Factor::Passkey { id: passkey.id, count: said.count })
}

/// What an authenticator keeps of whose passkey it is: it tells nothing of the account to who does not know it.
pub(crate) fn handle_of(account: AccountId) -> [u8; 32] {
    blake3::derive_key("overt.desk 2026 handle of a person for passkeys v1", &account.bits().to_be_bytes())
}

/// Bytes as a page and a browser write them.
pub(crate) fn written(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

fn parts<const N: usize>(sent: &str) -> Option<[Vec<u8>; N]> {
    let is_short = sent.len() <= SENT_LEN_MAX;
    let mut parts = sent.split('.').filter(|_| is_short).map(Base64UrlUnpadded::decode_vec);
    let mut read = [(); N].map(|()| parts.next().and_then(Result::ok));
    let is_whole = parts.next().is_none() && read.iter().all(Option::is_some);
    is_whole.then(|| read.each_mut().map(|part| part.take().unwrap_or_default()))
}
