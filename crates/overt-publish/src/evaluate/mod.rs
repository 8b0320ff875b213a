//! How like real records synthetic ones are, as the team reads it: as text on a screen, and as a single HTML file without
//! scripts.
//!
//! All of it is exact and for the team only, and says so first.

#![expect(clippy::cast_precision_loss, reason = "shares need no more than fifteen digits")]

mod drawings;
mod grids;
mod page;
mod text;
mod words;

pub use page::evaluate_page;
pub use text::evaluate_text;
