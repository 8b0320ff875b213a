//! What linkage makes of claims.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::{EntityId, RecordId};

/// The records that are about the same person, body, place or event, as one run of linkage sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Its identifier.
    pub id: EntityId,
    /// The schema its records share or descend from.
    pub schema: CompactString,
    /// The records, in ascending order of their identifiers.
    pub records: Vec<RecordId>,
    /// The model, with its version, that joined them, so that every join can be explained and undone.
    pub joined_by: CompactString,
}
