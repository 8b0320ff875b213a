//! Forms of records: what the codebook says becomes fields, and what is sent back becomes values.

mod draw;
mod read;

use overt_model::codebook::{List, Property, Schema};
use overt_model::{Problem, Rung};

pub(crate) use draw::{Begun, Choice, Drawn, Input, draw};
pub(crate) use read::read;

use crate::ask::{Ask, Pairs};

/// What a place is asked for below its country.
pub(crate) const NAMED: [Rung; 4] = [Rung::Region, Rung::District, Rung::Locality, Rung::Site];

/// The property at which a problem stands.
pub(crate) fn property_of<'a>(schema: &'a Schema, problem: &Problem) -> Option<&'a Property> {
    schema.property(problem.path.split('[').next().unwrap_or_default())
}

/// The codes of a list, with those chosen that were sent under this name.
pub(crate) fn choices(ask: &Ask, sent: &Pairs, (list, name): (&str, &str)) -> Vec<Choice> {
    let codes = ask.codebook().list(list).into_iter().flat_map(List::codes);
    let choice = |code: &overt_model::codebook::Code| Choice {
        code: code.code.to_string(),
        label: code.label.get(ask.lang).to_owned(),
        is_chosen: sent.all(name).any(|chosen| chosen == code.code),
    };
    codes.map(choice).collect()
}
