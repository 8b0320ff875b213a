//! Amounts in bands of one currency: all that is published of a sum.

use rust_decimal::Decimal;

use crate::Text;
use crate::codebook::{Kind, Property, Schema};

/// Where bands begin, in whole units of the currency. The smallest notes of some currencies are larger than a year's pay in others.
const BOUNDS: [u64; 18] = [
    1,
    10,
    50,
    100,
    500,
    1_000,
    5_000,
    10_000,
    50_000,
    100_000,
    500_000,
    1_000_000,
    5_000_000,
    10_000_000,
    50_000_000,
    100_000_000,
    500_000_000,
    1_000_000_000,
];

/// A band of amounts. Every amount that is not negative lies in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The least amount; of the second band, every amount above nothing is in it.
    pub least: u64,
    /// Amounts of it are below this: nothing for the highest, and zero for the one that has only zero.
    pub below: Option<u64>,
}

impl Band {
    /// What the column says of an amount in another currency.
    pub const OTHER_CURRENCY: &str = "other-currency";
    /// What it says of a sum that is only known to lie somewhere in several bands.
    pub const SEVERAL: &str = "several-bands";

    /// All bands, the lowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let least = [0, 0].into_iter().chain(BOUNDS);
        let below = [Some(0)].into_iter().chain(BOUNDS.map(Some)).chain([None]);
        least.zip(below).map(|(least, below)| Self { least, below })
    }

    /// Whether it has only zero.
    pub fn is_zero(self) -> bool {
        self.below == Some(0)
    }

    /// Whether an amount lies in it.
    pub fn has(self, amount: Decimal) -> bool {
        if self.is_zero() || amount.is_zero() {
            return self.is_zero() && amount.is_zero();
        }
        amount.is_sign_positive() && amount >= self.least.into() && self.below.is_none_or(|below| amount < below.into())
    }

    /// Its code: `0`, `10-50`, and `1000000000-` for the highest.
    pub fn code(self) -> String {
        match self.below {
            Some(0) => "0".to_owned(),
            Some(below) => format!("{}-{below}", self.least),
            None => format!("{}-", self.least),
        }
    }

    /// Whether a value of a column of amounts is a band: what says why there is none begins with a letter.
    pub fn is_code(value: &str) -> bool {
        value.starts_with(|first: char| first.is_ascii_digit())
    }

    /// What people call it.
    pub fn label(self) -> Text {
        let words = |apart: &str, [below, from, over]: [&str; 3]| {
            let number = |value: u64| grouped(value, apart);
            let fill =
                |words: &str, below: u64| words.replace("LEAST", &number(self.least)).replace("BELOW", &number(below));
            match self.below {
                Some(0) => "0".to_owned(),
                Some(end) if self.least == 0 => fill(below, end),
                Some(end) => fill(from, end),
                None => fill(over, 0),
            }
        };
        Text {
            en: words(",", ["above 0, under BELOW", "LEAST to under BELOW", "LEAST or more"]),
            es: words("\u{202f}", ["más de 0, menos de BELOW", "de LEAST a menos de BELOW", "LEAST o más"]),
            fr: words("\u{202f}", ["plus de 0, moins de BELOW", "de LEAST à moins de BELOW", "LEAST ou plus"]),
        }
    }

    /// The column that has the amounts of a property in one currency.
    pub fn column(property: &Property, currency: &str) -> String {
        format!("{}_{}", property.id, currency.to_ascii_lowercase())
    }

    /// The property of which a column has the amounts, and the currency.
    pub fn of_column<'a>(schema: &'a Schema, column: &str) -> Option<(&'a Property, String)> {
        let (id, currency) = column.rsplit_once('_')?;
        let is_money = |property: &&Property| property.id == id && matches!(property.kind, Kind::Money { .. });
        let property = schema.properties.iter().map(|property| &**property).find(is_money)?;
        (currency.len() == 3).then(|| (property, currency.to_ascii_uppercase()))
    }
}

/// A number with its thousands set apart.
fn grouped(value: u64, apart: &str) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(apart);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Codebook, State};

    fn place(amount: Decimal) -> usize {
        let found: Vec<usize> =
            Band::all().enumerate().filter(|(_, band)| band.has(amount)).map(|(place, _)| place).collect();
        assert_eq!(found.len(), 1, "{amount}");
        found[0]
    }

    proptest! {
        #[test]
        fn every_amount_is_in_exactly_one_band_and_a_higher_one_in_no_lower(
            one in 0_i64..2_000_000_000_000, other in 0_i64..2_000_000_000_000, scale in 0_u32..12
        ) {
            let (one, other) = (Decimal::new(one, scale), Decimal::new(other, scale));
            let (low, high) = (one.min(other), one.max(other));
            prop_assert!(place(low) <= place(high));
        }
    }

    #[test]
    fn bounds_belong_to_the_band_that_begins_there() {
        let code = |amount: &str| {
            let amount = amount.parse().unwrap();
            Band::all().find(|band| band.has(amount)).map(Band::code)
        };
        let codes =
            ["0", "0.00", "0.5", "1", "9.99", "10", "49.99", "50", "1000000000"].map(|amount| code(amount).unwrap());
        assert_eq!(codes, ["0", "0", "0-1", "1-10", "1-10", "10-50", "10-50", "50-100", "1000000000-"]);
        assert_eq!(code("-3"), None);
        assert!(Band::all().all(|band| Band::is_code(&band.code())));
        let states = Codebook::embedded().list(State::LIST).unwrap().codes();
        let others = states.iter().map(|state| &*state.code).chain([Band::OTHER_CURRENCY, Band::SEVERAL]);
        assert!(others.into_iter().all(|code| !Band::is_code(code)));
    }

    #[test]
    fn labels_say_both_ends_in_every_language() {
        let label = |code: &str| Band::all().find(|band| band.code() == code).map(Band::label).unwrap();
        assert_eq!(label("1000-5000").en, "1,000 to under 5,000");
        assert_eq!(label("1000-5000").fr, "de 1\u{202f}000 à moins de 5\u{202f}000");
        assert_eq!(label("1000000000-").es, "1\u{202f}000\u{202f}000\u{202f}000 o más");
        assert_eq!(label("0-1").en, "above 0, under 1");
    }
}
