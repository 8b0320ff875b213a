//! Erasures: what is gone, why, and since when.

use jiff::civil::Date;
use overt_model::Class;

use super::context::TenantId;

/// Why something was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErasureReason {
    /// The person concerned asked for it.
    PersonAsked,
    /// Consent was withdrawn.
    ConsentWithdrawn,
    /// Its time of retention is over.
    RetentionExpired,
    /// The agreement with its source is over.
    SourceExpired,
    /// It should never have been recorded.
    RecordedInError,
    /// A court or authority ordered it.
    Ordered,
}

impl ErasureReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::PersonAsked,
        Self::ConsentWithdrawn,
        Self::RetentionExpired,
        Self::SourceExpired,
        Self::RecordedInError,
        Self::Ordered,
    ];

    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonAsked => "person-asked",
            Self::ConsentWithdrawn => "consent-withdrawn",
            Self::RetentionExpired => "retention-expired",
            Self::SourceExpired => "source-expired",
            Self::RecordedInError => "recorded-in-error",
            Self::Ordered => "ordered",
        }
    }

    /// The reason with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What was erased, why, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Whose it was.
    pub tenant: TenantId,
    /// Table of the row: at most 64 bytes.
    pub table: String,
    /// The 128 bits of the row's id.
    pub row: u128,
    /// Class of the properties that are gone.
    pub class: Class,
    /// Why.
    pub reason: ErasureReason,
    /// On which day.
    pub day: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_survive_being_written_and_read() {
        for reason in ErasureReason::ALL {
            assert_eq!(ErasureReason::from_code(reason.code()), Some(reason));
        }
    }
}
