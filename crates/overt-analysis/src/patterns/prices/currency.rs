//! The currency of amounts.

use serde::Serialize;

use crate::Problem;

/// The largest amount in smallest units. Up to it every whole number is exact.
const AMOUNT_MOST: i64 = 1 << 53;

/// The currency that all amounts are in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Currency {
    /// Its code, such as `EUR` (ISO 4217).
    pub code: String,
    /// How many decimals its smallest unit has: 2 for cents, 0 for yen.
    pub decimals: u8,
}

impl Currency {
    /// An amount of smallest units in words. Halves of a smallest unit, which a median can have, are rounded.
    pub(super) fn say(&self, amount: f64) -> String {
        let decimals = usize::from(self.decimals);
        format!("{:.decimals$} {}", amount / 10_f64.powi(i32::from(self.decimals)), self.code)
    }

    /// Refuses amounts that are too large, and where `least` says so negative ones. `what` is what they are.
    pub(super) fn check(&self, amounts: &[i64], least: i64, what: &str) -> Result<(), Problem> {
        match amounts.iter().position(|amount| !(least..=AMOUNT_MOST).contains(amount)) {
            None => Ok(()),
            Some(place) => Err(Problem::new(
                format!("Amount number {} of {what} is negative, or larger than can be computed with.", place + 1),
                format!("Give amounts in whole smallest units of {}.", self.code),
            )),
        }
    }
}
