//! Notes of people on decisions and tasks: each is sealed by itself, and a part of the digest of what it belongs to.

use overt_model::{Class, Id};
use sqlx::AnyConnection;

use super::rows::Finders;
use super::{Sum, Verification};
use crate::StoreError;
use crate::link::NoteId;
use crate::log::entry::Content;
use crate::record::{SealedRow, sealed};
use crate::store::Store;

impl Store {
    /// Counts a note, and holds what it belongs to against its leaf: `digest` makes the digest out of epoch and hash of the note. Answers
    /// the row that seals it, if it is there.
    pub(super) async fn claim_with_note(
        &self,
        connection: &mut AnyConnection,
        (note, leaf): (NoteId, u64),
        digest: impl FnOnce((i64, &[u8])) -> Content,
        (place, claimed): (&str, &mut Sum),
        finders: &mut Finders,
        verification: &mut Verification,
    ) -> Result<Option<SealedRow>, StoreError> {
        let mut rows = sealed(connection, Id::from_bits(note.bits())).await?;
        finders.sealed += rows.len() as u64;
        let Some(row) = rows.pop().filter(|_| rows.is_empty()) else {
            claimed.add(&[&leaf.to_le_bytes()]);
            verification.find(place, "its note is missing");
            return Ok(None);
        };
        // What the log holds of the note does not name these: they are the same for all.
        if (row.class, row.revision) != (Class::Narrative, 1) {
            verification.find(place, "its note stands in another place");
        }
        let digest = digest((i64::from(row.epoch.number()), &row.hash));
        self.claim(connection, (leaf, digest), (place, claimed), verification).await?;
        Ok(Some(row))
    }
}
