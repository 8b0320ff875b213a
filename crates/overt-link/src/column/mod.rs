//! Columns, made comparable once: every distinct value has a number, and a record is a row of such numbers.

mod date;
mod encode;
mod parse;
mod texts;

pub(crate) use date::DateValue;
pub(crate) use encode::{Column, Dictionary, Encoder, Values};
pub(crate) use texts::{Texts, hash, mix};

/// The number of a value that is not there.
pub(crate) const MISSING: u32 = 0;
