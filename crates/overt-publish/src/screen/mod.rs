//! What reports share: tables of figures, and text for a screen.

mod grid;
mod lines;

pub(crate) use grid::Grid;
pub(crate) use lines::Lines;
