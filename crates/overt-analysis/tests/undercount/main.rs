//! Estimates of how many people were counted by nobody: published numbers, laws, and refusals.

mod data;
mod laws;
mod pair;
mod published;
mod refusals;
