//! Regressions, extreme bounds, mediation and imputation: against statsmodels, against published rows, and by their laws.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]
#![expect(clippy::unreadable_literal, reason = "numbers stand as another program printed them")]

mod bounds;
mod counts;
mod data;
mod design;
mod impute;
mod linear;
mod mediate;
mod ordered;
mod published;
