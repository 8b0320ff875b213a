//! The audit log: who opened, changed or passed on what, in a form that nobody can rewrite unseen.
//!
//! # What is logged
//!
//! One leaf for each act in the list [`entry::Action`]: opening sealed data, every change, export, sharing and erasure,
//! consent, signing in, keys, members and settings. The leaf is written *before* sealed data is shown or a file is handed
//! out: no log, no data. A leaf is a salted commitment to the account, its role, the action, the record and class, the
//! purpose and the day. When something was stored, the leaf also binds a digest of exactly that, so that a row that was
//! changed or exchanged later contradicts the log.
//!
//! # What is not
//!
//! No content of a record, no name, no time of day, no IP address, no browser. The types leave no room for them. What an
//! entry says is kept sealed to the auditors, outside the tree, so that it can be erased and the tree stays whole.
//!
//! # What it proves
//!
//! | claim | how | what is needed |
//! |---|---|---|
//! | this row is what was stored when the leaf was written | the leaf binds a digest of the row ([`entry::Leaf`]) | the row |
//! | this entry was logged, at this place | inclusion proof ([`bundle::Reveal`]) | one checkpoint |
//! | nothing that was logged was changed, removed or put in between | every root computed again ([`bundle::verify`]) | an export |
//! | the log only grew since a day | consistency proof ([`tree::verify_consistency`]) | a checkpoint of that day |
//! | everybody was shown the same log | cosignatures of witnesses, compared ([`checkpoint::Opened::forks_from`]) | checkpoints from witnesses |
//! | this checkpoint is not of yesterday | time of the cosignatures | a clock |
//!
//! # What it cannot prove
//!
//! - That an act was logged. A program whose operator had it changed never writes the leaf. Against that stand the process
//!   that returns sealed data only after the leaf is on disk, a build that others can repeat, and the count of openings that
//!   a reporter sees with their receipt.
//! - That the account was used by its owner, or that the purpose was the true one.
//! - Anything about leaves after the last checkpoint that left the house, or about a fork shown to one person who compares
//!   with nobody. Two witnesses outside the organisation, each asked for their last checkpoint, close both.
//! - When in the day something happened.
//!
//! # Formats
//!
//! | what | version | where it is described |
//! |---|---|---|
//! | tree | RFC 6962 / RFC 9162, SHA-256 | [`tree`] |
//! | entry and commitment | `overt-log-entry/v1` | [`entry`] |
//! | leaf bound to what was stored | `overt-log-entry/v2` | [`entry`] |
//! | checkpoint and cosignature | C2SP `tlog-checkpoint` v1, `tlog-cosignature` v1 | [`checkpoint`] |
//! | export, proof of one entry | bundle version 2 (1 is read), reveal versions 1 and 2 | [`bundle`] |
//! | public key, secret key, policy | C2SP `signed-note`; lines of `origin`, `log`, `witness`, `witnesses-min` | [`checkpoint`] |
//!
//! Golden files of each version lie in `tests/golden-log`, and every release must read them.
//!
//! Invariant: nothing here reads a clock, a file, a database or randomness. Times, salts and seeds are passed in.

pub mod bundle;
pub mod checkpoint;
pub mod entry;
pub mod tree;

use crate::base64;
