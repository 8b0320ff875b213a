//! Sealed containers: a backup of unknown length, in constant memory, that a person can open on an empty machine.
//!
//! ```text
//! header:  overt backup 1⏎
//!          one line of JSON⏎        suite, tenant, container, day, holders
//! frames:  length (4) | envelope    as often as needed
//! end:     0 (4) | BLAKE3 of every byte before (32)
//! in an envelope: 1 for the last frame, else 0 (1) | BLAKE3 of the header (32) | content
//! ```
//! Lengths are little endian. A holder in the header has an account, a name, a public key, what opens its secret key (user
//! lock, perhaps a recovery wrap), and a wrap of the container's data key. So the container opens with passphrase and
//! pepper, or with the recovery code alone, and without any database.
//!
//! # What binds what
//!
//! - The data key is made for one container and wrapped to each holder, in the place of that container. The key agreement
//!   binds a wrap to the public key it was made for, so it opens for no other holder.
//! - An envelope is bound to tenant, container and its number, counted from 1. So frames cannot be moved, repeated, left out
//!   or taken from elsewhere, and the mark of the last one shows whether some are missing at the end.
//! - Every frame holds the hash of the header. It stands in every frame and not only in the first, because 32 bytes in a
//!   mebibyte cost nothing, no frame is then of a kind of its own, and frames under two headers never mix, not even if a key
//!   and an identifier were used twice. The wraps are part of the header and random, so no two headers are equal.
//!
//! # What is not promised
//!
//! - **What is read before the end is a beginning, not the container.** [`ContainerReader`] gives out each frame once it is
//!   verified. Only `Ok(0)` says that the container is complete: keep apart what was read until then, and throw it away on
//!   an error. The last frame is given out after everything else was verified, so a container of one frame comes whole or
//!   not at all.
//! - The header is believed once [`SealedContainer::unlock`] has said yes. Before, it is what anybody may have written.
//! - Sealed does not mean genuine: anybody can seal a container to public keys, and every holder can make one anew with its
//!   key. Keep its hash in the log.
//! - [`SealedContainer::check`] needs no key. It finds damage, not forgery: the hash at the end is one that anybody can make
//!   (`head -c -32 FILE | b3sum`).
//! - Whoever has the container and the pepper can try passphrases on the user locks in it. Keep the pepper's file elsewhere.
//! - The header tells who may open the container, and on which day it was made. Names in it are handles. The length shows
//!   the amount, to a mebibyte; below that to Padmé buckets.
//!
//! [Sealed files](super::FileFacts) need their length beforehand and a key that is kept elsewhere; this does not.

mod error;
#[cfg(test)]
mod harm;
mod header;
mod read;
mod source;
#[cfg(test)]
mod tests;
mod write;

use overt_model::Class;

use super::context::{ContainerId, Context, Epoch, TenantId};
use super::padding::PREFIX_LEN;
use super::place::DataKeyPlace;
use super::sealing::OVERHEAD_LEN;

pub use error::ContainerError;
pub use header::{CONTAINER_HEADER_LEN_MAX, ContainerHeader, ContainerHolder, HOLDER_NAME_LEN_MAX};
pub use read::{ContainerReader, SealedContainer};
pub use write::ContainerWriter;

const TABLE: &str = "backup";
const HASH_LEN: usize = 32;
/// Bytes of a frame before its content.
const HEAD_LEN: usize = 1 + HASH_LEN;
/// Bytes of the longest plaintext with its padding. It is its own Padmé length, so full frames are not padded.
const PADDED_LEN_MAX: usize = 1 << 20;
/// Most content of a frame in bytes.
const CONTENT_LEN_MAX: usize = PADDED_LEN_MAX - PREFIX_LEN - HEAD_LEN;
/// Bytes of the longest envelope: version and suite, what sealing adds, and the plaintext.
const ENVELOPE_LEN_MAX: usize = 2 + OVERHEAD_LEN + PADDED_LEN_MAX;

/// The place of the frame with this number, from 1.
const fn frame_place(tenant: TenantId, id: ContainerId, number: u64) -> Context<'static> {
    Context { tenant, table: TABLE, row: id.bits(), class: Class::Direct, epoch: Epoch::FIRST, revision: number }
}

/// The place of the data key.
const fn key_place(tenant: TenantId, id: ContainerId) -> DataKeyPlace<'static> {
    let epoch = Epoch::FIRST;
    DataKeyPlace { tenant, table: TABLE, row: id.bits(), class: Class::Direct, epoch, wrapped_to: epoch }
}
