//! Money without rounding.

use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::Edtf;

/// An exact sum, or the range in which it lies, in one currency.
///
/// The written form is `400 EUR`, `400..500 EUR` or `400..500 EUR 2017-05`, the date being that of the price and so of
/// the rate at which it may be converted. Whether the currency exists is for the codebook to say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The least it can be.
    pub low: Decimal,
    /// The most it can be; equal to `low` when the sum is known.
    pub high: Decimal,
    /// ISO 4217 code.
    pub currency: CompactString,
    /// When the sum was asked or paid.
    pub on: Option<Edtf>,
}

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The shape is wrong.
    #[error("not an amount: write 400 EUR, 400..500 EUR or 400 EUR 2017-05")]
    Shape,
    /// The range is upside down.
    #[error("the range ends below its beginning")]
    Reversed,
    /// The date is not one.
    #[error("the date of the amount: {0}")]
    Date(#[from] crate::edtf::EdtfError),
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.low.fmt(f)?;
        if self.high != self.low {
            write!(f, "..{}", self.high)?;
        }
        write!(f, " {}", self.currency)?;
        self.on.map_or(Ok(()), |on| write!(f, " {on}"))
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let mut words = text.split(' ');
        let sum = words.next().ok_or(AmountError::Shape)?;
        let currency = words.next().filter(|code| code.len() == 3).ok_or(AmountError::Shape)?;
        let on = words.next().map(str::parse).transpose()?;
        if words.next().is_some() {
            return Err(AmountError::Shape);
        }
        let (low, high) = sum.split_once("..").unwrap_or((sum, sum));
        let decimal = |text: &str| Decimal::from_str_exact(text).map_err(|_| AmountError::Shape);
        let (low, high) = (decimal(low)?, decimal(high)?);
        if high < low {
            return Err(AmountError::Reversed);
        }
        Ok(Self { low, high, currency: currency.into(), on })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_range_a_date_and_every_digit_are_kept() {
        for text in ["400 EUR", "400..500 EUR", "0.10 XOF 2017-05", "400..500.50 EUR 2017~"] {
            assert_eq!(text.parse::<Amount>().map(|amount| amount.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn nonsense_is_refused_with_the_reason() {
        assert_eq!("500..400 EUR".parse::<Amount>(), Err(AmountError::Reversed));
        for text in [
            "",
            "EUR",
            "400",
            "400 Euro",
            "400,50 EUR",
            "400 EUR 2017 x",
            "1e3 EUR",
            "99999999999999999999999999999999 EUR",
        ] {
            assert_eq!(text.parse::<Amount>(), Err(AmountError::Shape), "{text}");
        }
    }

    proptest! {
        #[test]
        fn sums_are_exact(minor in 0_i64..i64::MAX / 2, extra in 0_i64..1000) {
            let low = Decimal::new(minor, 2);
            let amount = Amount { low, high: low + Decimal::new(extra, 2), currency: "EUR".into(), on: None };
            prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
        }
    }
}
