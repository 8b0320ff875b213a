//! The desk: signed-in work on the evidence, in pages that are whole without a script.
//!
//! ```text
//! request ──▶ door ──▶ Ask ──▶ a page ──▶ Answer ──▶ door ──▶ answer
//!             host, size, origin,  who asks    the store    status, cookie,
//!             session, proof,      and for     does it and  headers
//!             need                 what        logs it
//! ```
//!
//! Every page is a row of [`routes::ROUTES`], with who may come to it; there is no other way in. A person's keys are opened for one
//! request, or for an import that it begins, and dropped at its end: between two requests the server keeps them sealed under a token that
//! only the person's browser has.
//!
//! **Invariant:** what is sealed is shown only after the log has it, which is the store's promise; here is no way around the store. What is
//! not there and what somebody may not see have one answer. Nothing that somebody typed is in an address or in a log.

mod answer;
mod ask;
#[cfg(test)]
#[path = "../tests/desk/cast.rs"]
mod cast;
mod cleaned;
mod codes;
mod desk;
mod door;
mod fields;
mod file_name;
mod hand;
mod jobs;
pub mod linkage;
mod need;
mod pace;
mod pages;
mod passkey;
mod places;
mod program;
pub mod publishing;
mod refusals;
mod routes;
mod sessions;
mod shell;
pub mod taking;
mod throttle;
mod watch;
mod words;

pub use cleaned::draw_pages;
pub use desk::{Desk, Parts};
pub use need::Need;
pub use routes::{Declared, declared};
