//! What linkage promises, on invented people and on public data.

mod growth;
mod hostile;
mod people;
mod promises;
mod public;
