//! What acts cost: amounts by crossing, corridor or role, the difference between two groups, and fees against receipts and caps.
//!
//! Amounts are whole numbers of the smallest unit of one currency, such as cents. Converting currencies and years is for whoever asks, and
//! to be said with the result.

mod bribes;
mod corridor;
mod currency;
mod difference;
mod summary;

pub use bribes::{MayBeBribe, PaidFee, PaidPart, bribes};
pub use corridor::{Corridor, Fee, corridors};
pub use currency::Currency;
pub use difference::{Difference, difference};
pub use summary::{Group, Prices, Summary, compare, prices};

/// How to read amounts.
const LIMITS: &str = "These are amounts that somebody told. Who was asked for most may tell more often, or never; round sums are remembered \
                      better than others; and an amount that was asked for is not one that was paid. What an amount was for is not in it.";
