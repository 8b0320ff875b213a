//! How easily somebody is found in a table, as people read it: as text on a screen, and as a single HTML file without scripts.
//!
//! Plain words come before figures, and every figure has a sentence that says what it means. Values stand on it one by one,
//! as the codebook names them; what one record has together is not repeated, only where it is.

#![expect(clippy::cast_precision_loss, reason = "shares need no more than fifteen digits")]

mod drawings;
mod grids;
mod page;
mod text;
mod words;

pub use page::risk_page;
pub use text::risk_text;
