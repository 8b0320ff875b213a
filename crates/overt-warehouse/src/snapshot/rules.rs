//! Which records are not counted, and why.

use overt_model::codebook::{Kind, Schema};
use overt_model::{Codebook, Field, Handling, Record, RecordId, Source, SourceId, State, Value};
use rustc_hash::FxHashSet;

use super::shape;

/// What decides about leaving out.
#[derive(Debug, Default)]
pub struct Rules {
    not_agreed: FxHashSet<RecordId>,
    over: FxHashSet<SourceId>,
    fingerprint: String,
}

/// Why a record is in no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A person it is about said what may be done with their data, and did not agree to statistics.
    NoConsent,
    /// The time for which its source may be used is over.
    SourceOver,
    /// It is for named persons only (RED).
    Handling,
}

impl Why {
    /// The code in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoConsent => "no-consent",
            Self::SourceOver => "source-over",
            Self::Handling => "handling-red",
        }
    }
}

impl Rules {
    /// The rules of a day: the contributors, and the persons who did not agree to statistics.
    pub fn new(codebook: &Codebook, sources: &[Source], not_agreed: Vec<RecordId>, today: jiff::civil::Date) -> Self {
        let over: Vec<SourceId> =
            sources.iter().filter(|source| !source.is_in_force(today)).map(|source| source.id).collect();
        let mut hasher = blake3::Hasher::new();
        hasher.update(codebook.version.as_bytes());
        for schema in codebook.schemas() {
            for field in shape::table(schema).fields() {
                hasher.update(format!("{} {} {}\n", schema.id, field.name(), field.data_type()).as_bytes());
            }
        }
        let mut bits: Vec<u128> =
            over.iter().map(|id| id.bits()).chain(not_agreed.iter().map(|id| id.bits())).collect();
        bits.sort_unstable();
        for bits in bits {
            hasher.update(&bits.to_be_bytes());
        }
        let fingerprint = hasher.finalize().to_hex()[..16].to_owned();
        Self { not_agreed: not_agreed.into_iter().collect(), over: over.into_iter().collect(), fingerprint }
    }

    /// A hash of them.
    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(super) fn persons_not_agreed(&self) -> u64 {
        self.not_agreed.len() as u64
    }

    /// Why a record is left out. Of one that is not, references to persons who did not agree, and values for named persons only,
    /// are taken out.
    pub(super) fn apply(&self, schema: &Schema, record: &mut Record) -> Option<Why> {
        if record.claim.handling == Handling::Red {
            return Some(Why::Handling);
        }
        if self.over.contains(&record.claim.source) && record.claim.standing.stands() {
            return Some(Why::SourceOver);
        }
        if self.not_agreed.contains(&record.id) || record.state("personal_data_agreement") == State::AskedNo {
            return Some(Why::NoConsent);
        }
        for (id, field) in &mut record.fields {
            if field.difference.as_ref().is_some_and(|difference| difference.handling == Some(Handling::Red)) {
                *field = Field::state(State::Withheld);
            }
            let is_reference =
                schema.property(id).is_some_and(|property| matches!(property.kind, Kind::Reference { .. }));
            if !is_reference || self.not_agreed.is_empty() {
                continue;
            }
            let names_them = |value: &Value| matches!(value, Value::Reference(id) if self.not_agreed.contains(id));
            if field.values.iter().any(names_them) {
                if !schema.property(id).is_some_and(|property| property.many) {
                    return Some(Why::NoConsent);
                }
                field.values.retain(|value| !names_them(value));
                if field.values.is_empty() {
                    *field = Field::state(State::Withheld);
                }
            }
        }
        None
    }
}
