//! Series of numbers about countries: joined by code and year, and held against another copy of themselves.

mod code;
mod compare;
mod dating;
mod join;
mod key;
mod table;

pub use code::Iso3;
pub use compare::{Comparison, Disagreement, compare};
pub use dating::{Dated, Fit, Statement, date_figures};
pub use join::{Exclusion, Joined, Side, Why, join};
pub use key::Key;
pub use table::{Cell, Column, Observation, Series};
