//! What can be compared instead.

use serde::Serialize;

use super::Input;

/// The parts of an index that count no corruption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// The index.
    pub index: String,
    /// Its direct inputs that do not measure corruption and come from nothing that does, as far as the list says.
    pub clean: Vec<String>,
    /// Those of them that are published by themselves.
    pub stand_alone: Vec<String>,
    /// The same with what they are called and their edition.
    #[serde(skip)]
    pub named: Vec<String>,
    /// What to do, in words.
    pub sentence: String,
}

impl Alternative {
    pub(super) fn of(index: &str, clean: &[&Input]) -> Self {
        let alone: Vec<&&Input> = clean.iter().filter(|input| input.stands_alone()).collect();
        let named: Vec<String> =
            alone.iter().map(|input| format!("{} ({}; {})", input.input, input.name, input.edition)).collect();
        let sentence = if named.is_empty() {
            format!(
                "No part of {index} that is free of the paths is known to be published by itself, so show the paths beside every result."
            )
        } else {
            format!("Instead of {index}, use only the countries and values of {}.", named.join(" or "))
        };
        Self {
            index: index.to_owned(),
            clean: clean.iter().map(|input| input.input.clone()).collect(),
            stand_alone: alone.iter().map(|input| input.input.clone()).collect(),
            named,
            sentence,
        }
    }
}
