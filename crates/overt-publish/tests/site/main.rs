//! What the public site promises: pages that fit together, nothing but what was released, and hostile readers who get a plain answer.

mod access;
mod analyses;
mod answers;
mod api;
mod cells;
mod demands;
mod hostile;
mod house;
mod interface;
mod nexus;
mod pages;
mod pictures;
mod prices;
mod told;
mod words;
