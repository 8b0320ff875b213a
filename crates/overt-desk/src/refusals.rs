//! Why something is not done, in the language of whoever reads it. The sentences name no value.

use overt_store::vault::PassphraseError;
use overt_store::{PasskeyError, ProgramKeyError, StoreError};

use crate::ask::Ask;

/// The codes of the store that somebody at the desk can meet, and whose sentences name nothing. Others are of the command line.
pub(crate) const CODES: &[&str] = &[
    "administrator-with-content",
    "busy",
    "clock",
    "damaged",
    "database-gone",
    "disk-full",
    "invalid-record",
    "keys-moved",
    "last-administrator",
    "last-member",
    "link-no-first",
    "link-same-reader",
    "link-too-many-pairs",
    "log-changed",
    "no-memory",
    "no-source",
    "not-there",
    "not-your-task",
    "other-team",
    "read-only",
    "release-changed",
    "release-open",
    "release-outdated",
    "release-state",
    "release-twice",
    "rolled-back",
    "standing",
    "taken",
    "tampered",
    "too-long",
    "too-many-conditions",
    "unconfirmed",
    "which-team",
];

/// Why the store does not do something.
pub(crate) fn told(ask: &Ask, error: &StoreError) -> String {
    match error {
        StoreError::Conflict { current } => ask.with("store-conflict", &current.to_string()),
        StoreError::SourceExpired(day) => ask.with("store-source-expired", &day.to_string()),
        StoreError::Held(day) => ask.with("hold-until", &day.to_string()),
        StoreError::Passkey(error) => ask.say(match error {
            PasskeyError::Name => "passkey-wrong-name",
            PasskeyError::Known => "passkey-known",
            PasskeyError::TooMany => "passkey-too-many",
        }),
        StoreError::ProgramKey(error) => ask.say(match error {
            ProgramKeyError::Name => "program-wrong-name",
            ProgramKeyError::NoScope => "program-no-scope",
            ProgramKeyError::Sealed => "program-sealed",
            ProgramKeyError::Expires => "program-wrong-day",
            ProgramKeyError::TooMany => "program-too-many",
        }),
        StoreError::PutAway { what: "searches", .. } => ask.say("store-too-many-searches"),
        StoreError::PutAway { .. } => ask.say("store-too-many-drafts"),
        error => match CODES.iter().find(|code| **code == error.code()) {
            Some(code) => ask.say(&format!("store-{code}")),
            None => format!("{error}."),
        },
    }
}

/// Why a text cannot be a passphrase.
pub(crate) fn of_passphrase(ask: &Ask, error: PassphraseError) -> String {
    ask.say(match error {
        PassphraseError::TooShort => "passphrase-short",
        PassphraseError::Common => "passphrase-common",
        PassphraseError::TooLong => "passphrase-long",
    })
}
