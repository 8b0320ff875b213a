//! Members and the names of cells: `T4/P06/A18`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use overt_model::{Codebook, State};
use serde::Serialize;

use super::Dimension;
use super::dimension::{NONE, SEVERAL_YEARS};

/// One member of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its code, a year, or the code of a value state.
    pub code: String,
    /// Whether it is not a value but the state that says why there is none.
    pub is_state: bool,
    #[serde(skip)]
    order: u32,
}

impl Member {
    pub(crate) fn new(codebook: &Codebook, dimension: &Dimension, code: &str) -> Self {
        let list = dimension.list.as_deref();
        let known = list.and_then(|list| codebook.list(list)).and_then(|list| list.get(code.split('+').next()?));
        let is_state = known.is_none() && State::from_code(code).is_some();
        let order = match known {
            Some(known) => known.order,
            // What is not known stands at the end.
            None if is_state => u32::MAX,
            None if code == NONE || code == SEVERAL_YEARS => u32::MAX - 1,
            None => 0,
        };
        Self { code: code.to_owned(), is_state, order }
    }

    /// Whether it says where an act belongs: yes or no, a code or a year, and not why there is none, or that there are several years.
    pub fn is_known(&self) -> bool {
        let answers =
            State::from_code(&self.code).is_none_or(|state| [State::AskedYes, State::AskedNo].contains(&state));
        answers && !self.is_state && ![NONE, SEVERAL_YEARS].contains(&self.code.as_str())
    }
}

impl Ord for Member {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.order, &self.code).cmp(&(other.order, &other.code))
    }
}

impl PartialOrd for Member {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The members of a cell in the order of the dimensions, with a slash between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct CellName(String);

impl CellName {
    pub(super) fn of(members: &[Member]) -> Self {
        Self(members.iter().map(|member| member.code.as_str()).collect::<Vec<_>>().join("/"))
    }

    /// The members.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CellName {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}
