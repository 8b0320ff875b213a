//! Two indices side by side, as people read it: as text on a screen, and as a single HTML file without scripts.
//!
//! Whether one index is made of the other comes before every coefficient, and stands beside every number. Nothing is estimated here: a
//! [`Lab`] gathers what the kernels gave, and what could not be estimated is said in their words.

mod drawings;
mod exclusions;
mod fragility;
mod lab;
mod numbers;
mod page;
mod sections;
mod text;
mod words;

pub use lab::{GroupsShown, Lab, Marked, Provenance};
pub use page::indices_page;
pub use text::indices_text;
