//! What indicators make of entities.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::{EntityId, RecordId, SignalId};

/// An indicator that fired. A reason to look, never a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Its identifier.
    pub id: SignalId,
    /// The code of the indicator, outcome or red flag.
    pub indicator: CompactString,
    /// The version of the indicator's definition.
    pub version: CompactString,
    /// The entity it fired on, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// The records that made it fire, in ascending order of their identifiers.
    pub records: Vec<RecordId>,
}
