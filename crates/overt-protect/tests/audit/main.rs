//! An audit: what can be learned of one person by running a mechanism many times, with the person in the data and without?
//!
//! It must never be more than the mechanism claims. And the audit must find mistakes that were made on purpose, or it would prove
//! nothing. 40,000 runs of each; `cargo xtask audit` takes a million, by
//! `OVERT_AUDIT=1 cargo test --release -p overt-protect --test audit -- --ignored audit_`.

mod conditional;
mod evidence;
mod honest;
mod planted;
mod precision;
mod stage;
