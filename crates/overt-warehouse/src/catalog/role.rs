//! Who asks, and what there is for them. What a role may not see is not in its catalogue: no question can name it.

use std::sync::Arc;

use datafusion::arrow::datatypes::{Schema as ArrowSchema, SchemaRef};
use overt_model::Class;
use overt_model::codebook::Schema;

use crate::snapshot::shape;

/// As whom a snapshot is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Who counts patterns: open properties only, and nothing that tells one record from another.
    Observer,
    /// Who works with the records: open and quasi-identifying properties, identifiers and references.
    Analyst,
}

impl Role {
    /// Every role, the one that sees least first.
    pub const ALL: [Self; 2] = [Self::Observer, Self::Analyst];

    /// What it is called.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Observer => "observer",
            Self::Analyst => "analyst",
        }
    }

    /// Whether single records may be seen.
    pub const fn sees_records(self) -> bool {
        matches!(self, Self::Analyst)
    }

    const fn sees(self, class: Class) -> bool {
        match class {
            Class::Open => true,
            Class::Quasi => self.sees_records(),
            _ => false,
        }
    }

    /// The columns of a table that the role sees.
    pub(super) fn seen(self, schema: &Schema) -> SchemaRef {
        let claim = shape::CLAIM.iter().map(|(.., class)| *class);
        let values = shape::properties(schema).flat_map(|property| vec![property.class; shape::of(property).len()]);
        let table = shape::table(schema);
        let seen = table.fields().iter().zip(claim.chain(values)).filter(|(_, class)| self.sees(*class));
        Arc::new(ArrowSchema::new(seen.map(|(field, _)| Arc::clone(field)).collect::<Vec<_>>()))
    }
}
