//! Patterns among acts of corruption: values of other programs, laws, chance under no pattern, and what is refused.
//!
//! Numbers with many digits are of scipy 1.17.1 and statsmodels 0.15.0 for the invented rows beside them.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]
#![expect(clippy::unreadable_literal, reason = "numbers stand as another program printed them")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of tests are small"
)]

mod changes;
mod concentration;
mod data;
mod enforcement;
mod laws;
mod measure;
mod no_pattern;
mod prices;
mod profile;
mod recurrence;
mod signals;
