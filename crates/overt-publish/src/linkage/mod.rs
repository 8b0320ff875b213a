//! How good a linkage is, and why two records are held to be the same: two pages, each a single HTML file without scripts.
//!
//! Neither takes a value of a record, so neither can show one. Each number on the first says whether it was counted,
//! estimated, expected by the model or measured against the truth, because a model that is wrong is wrong about itself
//! too. Precision comes before all else: a false merge gives one person what another one did or suffered.

mod drawings;
mod explanation;
mod quality;
mod words;

pub use explanation::explanation_page;
pub use quality::quality_page;
