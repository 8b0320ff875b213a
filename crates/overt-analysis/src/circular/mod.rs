//! What an index is made of, and whether two indices share it.
//!
//! An index of trafficking that counts corruption goes together with an index of corruption by construction. This room finds every way by
//! which that happens, and prints it.

mod alternative;
mod graph;
mod input;
mod path;
mod verdict;

pub use alternative::Alternative;
pub use graph::Graph;
pub use input::{Corruption, Input};
pub use path::{Path, Step};
pub use verdict::{Circularity, Grade};
