//! The indices lab: published numbers, values of other programs, laws, and what is refused.

mod circular;
mod data;
mod fragility;
mod groups;
mod laws;
mod ordered;
mod peers;
mod published;
mod refusals;
mod series;
