//! Files of JSON: lists of objects, and an object in each line.

mod lines;
mod object;
mod outline;
mod reader;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use lines::Lines;
pub(crate) use reader::{Reader, lists};

/// What was taken, for people.
fn shown(kept: &[u8]) -> String {
    String::from_utf8_lossy(kept).trim().replace(crate::table::encoding::NO_CHARACTER, "\u{fffd}")
}
