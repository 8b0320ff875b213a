//! `overt release verify`: a published release against what it says of itself, without its store.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use overt_protect::release::{Signature, verify};
use overt_store::log::checkpoint::VerifierKey;
use overt_store::{stated_digest, stated_of_release};
use serde_json::json;

use super::draft;
use crate::output::Output;

/// Arguments of `overt release verify`.
#[derive(Args)]
pub(super) struct Choice {
    /// The folder that was published.
    folder: PathBuf,
    /// Of whom it must be: what `overt release publish` told.
    #[arg(long, value_name = "FINGERPRINT")]
    fingerprint: Option<String>,
}

pub(super) fn run(json: bool, choice: &Choice) -> anyhow::Result<Output> {
    let files = draft::read(&choice.folder)?;
    let key = key(&files);
    let text_of_key = key.as_ref().map(ToString::to_string).unwrap_or_default();
    let verified = verify(&files, text_of_key.as_bytes(), signature_holds);
    let fingerprint = key.as_ref().map(VerifierKey::fingerprint);
    let is_expected = choice.fingerprint.is_none() || choice.fingerprint == fingerprint;
    let mut text = String::new();
    for check in &verified.checks {
        let _ = match &check.failed {
            None => writeln!(text, "as it should be   {}", check.what),
            Some(why) => writeln!(text, "DOES NOT FIT      {}: {why}", check.what),
        };
    }
    let named = fingerprint.as_deref().unwrap_or("nobody");
    let _ = match (&choice.fingerprint, is_expected) {
        (Some(_), true) => writeln!(text, "as it should be   signed by whom you expect, {named}"),
        (Some(_), false) => writeln!(text, "DOES NOT FIT      signed by {named}, whom you do not expect"),
        (None, _) => writeln!(
            text,
            "\nIt is signed by {named}. Whether that is who you think, only they can tell you (`--fingerprint`)."
        ),
    };
    let passed = verified.passed() && is_expected;
    let answer =
        json!({ "passed": passed, "checks": verified.checks, "fingerprint": fingerprint, "expected": is_expected });
    Ok(Output::answer(json, &answer, text)?.failing_if(!passed))
}

/// Whether a note over a message is signed with a key: public key, message, note.
pub(crate) fn signature_holds(key: &[u8], message: &[u8], note: &[u8]) -> bool {
    let key = std::str::from_utf8(key).ok().and_then(|key| key.parse::<VerifierKey>().ok());
    let note = std::str::from_utf8(note).ok();
    let stated = key.zip(note).and_then(|(key, note)| stated_of_release(note, &key));
    stated.is_some_and(|(_, digest)| digest == stated_digest(message))
}

/// The key that the release says it is signed by.
pub(crate) fn key(files: &overt_protect::release::Files) -> Option<VerifierKey> {
    let (_, bytes) = files.iter().find(|(name, _)| name == "manifest.sig.json")?;
    let signature: Signature = serde_json::from_slice(bytes).ok()?;
    let digits = signature.public_key.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> =
        digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    String::from_utf8(bytes?).ok()?.parse().ok()
}
