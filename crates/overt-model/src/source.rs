//! Contributors: without one there is no record.

use compact_str::CompactString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Grade, Handling, RecordId, SourceId};

/// An organisation or channel that contributes records, on what basis and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its identifier.
    pub id: SourceId,
    /// What people call it.
    pub name: String,
    /// On what legal basis it holds and shares the records: a code of the list `legal_bases`.
    pub legal_basis: CompactString,
    /// What the records may be used for, in words.
    pub purpose: String,
    /// The agreement under which it contributes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<RecordId>,
    /// The last day on which its records may be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Date>,
    /// The grade of its claims unless they say otherwise.
    pub grade: Grade,
    /// The circle of recipients of its claims unless they say otherwise.
    pub handling: Handling,
}

impl Source {
    /// Whether its records may be held on this day.
    pub fn is_in_force(&self, today: Date) -> bool {
        self.expires.is_none_or(|last| today <= last)
    }
}
