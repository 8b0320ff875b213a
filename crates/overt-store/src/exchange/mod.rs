//! Exchange: two organisations pass records to each other, with codes, standing and history.
//!
//! The receiver gives away an [`Address`]. The sender seals a bundle for it and signs what is inside. The receiver believes
//! nothing before the signature at the end was verified, and then merges record by record.
//!
//! # What is inside
//!
//! Items in JSON, each of one kind: `head` first; `source`, `record` and `notice` as often as needed; `end`, which counts them;
//! and `signed`, a statement of the key of the sender's log about the bundle, its receivers and the hash of all items before. The
//! signature lies within the seal, so that nobody learns from the file who wrote to whom, and it names the receivers, so that
//! nobody can pass a bundle on as one that was meant for somebody else.
//!
//! # How revisions are recognised
//!
//! Each revision has a [`Mark`], made of the digest under which it stands in the log of the installation where it was written. Of
//! a revision that came from elsewhere the mark is kept with it ([`Origin`]). So both sides know which revisions both have,
//! wherever they were written: what is known is never written again, what continues the present one is appended, and what was
//! changed on both sides is a conflict that a person decides.

mod address;
mod error;
mod export;
mod file;
mod import;
mod item;
mod merge;
mod open;
mod origin;
mod ready;
mod rebuild;
mod rules;
#[cfg(test)]
mod tests;
mod write;

use overt_model::{Id, IdKind};

pub use address::{ADDRESS_LEN_MAX, Address};
pub use error::ExchangeError;
pub use export::{Shared, Sharing};
pub use import::{Received, Receiving, Refused, Sender, ToDo};
pub use item::NoticeKind;
pub use origin::{Mark, Origin};

pub(crate) use origin::mark_of;

/// Marks identifiers written `bundle:…`.
pub enum BundleKind {}
impl IdKind for BundleKind {
    const NAME: &'static str = "bundle";
}
/// One bundle.
pub type BundleId = Id<BundleKind>;
