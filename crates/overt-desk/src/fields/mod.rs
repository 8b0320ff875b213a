//! Forms of records: what the codebook says becomes fields, and what is sent back becomes values.

mod draw;
mod read;

use overt_model::Problem;
use overt_model::codebook::{Property, Schema};

pub(crate) use draw::{Begun, Drawn, Input, draw};
pub(crate) use read::read;

/// The property at which a problem stands.
pub(crate) fn property_of<'a>(schema: &'a Schema, problem: &Problem) -> Option<&'a Property> {
    schema.property(problem.path.split('[').next().unwrap_or_default())
}
