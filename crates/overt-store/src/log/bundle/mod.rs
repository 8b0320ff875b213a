//! The offline export: a text of JSON lines from which anybody with the public keys can verify the log.
//!
//! # Format, version 2
//!
//! One JSON object with one member per line, in this order; binary values are base64.
//!
//! | line | members | place |
//! |---|---|---|
//! | `bundle` | `version` 2, `origin`, `start` (leaves before the first one here), `peaks` (roots of the complete subtrees of these leaves) | first |
//! | `leaf` | `index` from 0, `commitment` (32 bytes of the leaf), `link` (16 bytes), `opening` when it is shown; for a leaf that binds content also `entry` (the commitment to the entry) and `content` (the digest, 32 bytes), never one without the other | in order |
//! | `checkpoint` | the signed note as text | directly after its last leaf |
//! | `consistency` | `from`, `to`, `proof` | after the checkpoint of `to` leaves |
//! | `end` | `leaves` | last |
//!
//! A `link` is the first 16 bytes of `SHA-256(link of the leaf before ‖ commitment)`. It finds damage at its line, also
//! between checkpoints. It is not signed: against somebody who writes the links anew stand the signed roots, which tell
//! between which two checkpoints the change lies, and no proof of any log can tell more.
//!
//! `commitment` is computed again from `entry` and `content`, and the opening is compared with `entry`. Where they are absent
//! the leaf binds no content, or the bundle does not show it: the commitment is the same. [`Report::bound`] counts those that
//! are shown.
//!
//! Version 1 had no `entry` and no `content`, and is the same otherwise. Its bundles are read and verified as they were. A
//! program that knows only version 1 refuses version 2 at its first line, instead of comparing an opening with the
//! commitment of a leaf that binds more.
//!
//! A whole log starts at 0. A bundle that starts later begins with the checkpoint of its start, and with a consistency proof
//! from the checkpoint that the auditor has.

mod finding;
mod line;
mod reveal;
mod verify;
mod write;

#[cfg(test)]
mod harm;
#[cfg(test)]
mod tests;

pub use finding::{BundleProblem, Finding};
pub use line::{BUNDLE_VERSION, LINE_BYTES_MAX};
pub use reveal::{Reveal, RevealError};
pub use verify::{FINDINGS_MAX, Report, verify};
pub use write::BundleWriter;
