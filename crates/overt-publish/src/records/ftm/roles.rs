//! Who may be named, and who never.

use overt_model::codebook::{Codebook, Kind, Property, Schema};
use overt_model::{Record, RecordId, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::codebook::ftm::ftm_name;

/// Properties that name a person who came to a contributor for help, or speaks for one: kind of record and property.
const PROTECTED: [(&str, &str); 5] = [
    ("Consent", "person"),
    ("Consent", "guardian"),
    ("DebtItem", "person"),
    ("FeeItem", "person"),
    ("Report", "reporter"),
];

/// What each record is to the others, learned from all that there are before the first is written.
///
/// It needs no sealed class: what names a victim is never sealed.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    /// Records that may leave, and whether they are persons.
    known: FxHashMap<RecordId, IsPerson>,
    protected: FxHashSet<RecordId>,
    /// Persons whom something that left names.
    taken: FxHashSet<RecordId>,
}

type IsPerson = bool;

impl Roles {
    /// Learns from a record.
    pub fn note(&mut self, codebook: &Codebook, record: &Record) {
        let Some(schema) = codebook.schema(&record.schema) else { return };
        if schema.is_a("Victim") {
            self.protected.insert(record.id);
        }
        if ftm_name(schema).is_some() {
            self.known.insert(record.id, schema.is_a("Person"));
        }
        for property in schema.properties.iter().filter(|property| names_a_protected_person(codebook, schema, property))
        {
            let ids = record.values(&property.id).iter().filter_map(|value| match value {
                Value::Reference(id) => Some(*id),
                _ => None,
            });
            self.protected.extend(ids);
        }
    }

    /// Whether an entity may be made of the record.
    pub(super) fn may_leave(&self, schema: &Schema, id: RecordId) -> bool {
        !schema.is_a("Victim") && !self.protected.contains(&id) && (!schema.is_a("Person") || self.taken.contains(&id))
    }

    /// Gives a record the role in which it is referred to, if it may have one.
    pub(super) fn take(&mut self, id: RecordId) -> bool {
        let Some(is_person) = self.known.get(&id).filter(|_| !self.protected.contains(&id)) else { return false };
        if *is_person {
            self.taken.insert(id);
        }
        true
    }
}

fn names_a_protected_person(codebook: &Codebook, schema: &Schema, property: &Property) -> bool {
    let Kind::Reference { to } = &property.kind else { return false };
    let is_victim = |id: &str| codebook.schema(id).is_some_and(|schema| schema.is_a("Victim"));
    let is_protected = |(of, name): &(&str, &str)| schema.is_a(of) && property.id == *name;
    to.iter().all(|id| is_victim(id)) || PROTECTED.iter().any(is_protected)
}
