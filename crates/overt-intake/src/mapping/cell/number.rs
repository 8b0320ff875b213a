//! Numbers and sums of money.

use compact_str::CompactString;
use overt_model::codebook::List;
use overt_model::{Amount, Edtf};
use rust_decimal::Decimal as Number;
use serde::Deserialize;

use super::Fault;

/// What stands before the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub(in crate::mapping) enum Decimal {
    /// `1,200.50`.
    #[default]
    #[serde(rename = ".")]
    Point,
    /// `1.200,50`.
    #[serde(rename = ",")]
    Comma,
}

/// Longest text of a number: 28 digits with what parts them.
const NUMBER_LEN_MAX: usize = 64;

/// An exact number. What parts the thousands must part all of them, so that `1.200,5` is never 1.2.
pub(super) fn number(text: &str, decimal: Decimal) -> Result<Number, Fault> {
    let (point, comma) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    if text.len() > NUMBER_LEN_MAX {
        return Err(Fault::NotANumber);
    }
    // Programs write small numbers so, with nothing lost. A large one, such as 1.2E+07, has lost its last digits, and is no number.
    if let Some((digits, shift)) = text.split_once("e-").or_else(|| text.split_once("E-")) {
        let is_short = matches!(shift.len(), 1 | 2) && shift.bytes().all(|byte| byte.is_ascii_digit());
        let shift: u32 =
            if is_short { shift.parse().map_err(|_| Fault::NotANumber)? } else { return Err(Fault::NotANumber) };
        let number = number(digits, decimal)?;
        return Number::try_from_i128_with_scale(number.mantissa(), number.scale() + shift)
            .map_err(|_| Fault::NotANumber);
    }
    let (sign, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = match unsigned.split_once(point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (unsigned, None),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut exact = CompactString::from(sign);
    let parts_thousands = |letter: char| letter == comma || matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let mut groups = whole.split(parts_thousands);
    let first = groups.next().unwrap_or_default();
    exact.push_str(if whole.is_empty() && decimals.is_some() { "0" } else { first });
    let (mut is_good, mut is_parted) = (is_digits(first) || (whole.is_empty() && decimals.is_some()), false);
    for group in groups {
        is_good &= is_digits(group) && (group.len() == 3 || group.len() == 2);
        is_parted = true;
        exact.push_str(group);
    }
    // The last group has three digits, in India too (`1,00,000`).
    let last = whole.rsplit(parts_thousands).next().unwrap_or_default();
    is_good &= !is_parted || (last.len() == 3 && first.len() <= 3);
    if let Some(decimals) = decimals {
        is_good &= is_digits(decimals);
        exact.push('.');
        exact.push_str(decimals);
    }
    if is_good { Number::from_str_exact(&exact).map_err(|_| Fault::NotANumber) } else { Err(Fault::NotANumber) }
}

/// A whole number.
pub(super) fn integer(text: &str, decimal: Decimal, times: i64) -> Result<i64, Fault> {
    // Most are plain digits.
    let whole = if let Ok(whole) = text.parse::<i64>() {
        whole
    } else {
        let number = number(text, decimal)?;
        let number = if number.fract().is_zero() { number } else { return Err(Fault::NotWhole) };
        i64::try_from(number).map_err(|_| Fault::NotANumber)?
    };
    whole.checked_mul(times).ok_or(Fault::NotANumber)
}

/// Signs that mean one currency in every country.
const SIGNS: [(&str, &str); 12] = [
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("฿", "THB"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("₫", "VND"),
    ("៛", "KHR"),
    ("₴", "UAH"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("৳", "BDT"),
];

/// Signs that several currencies share, so that the mapping has to name the one that is meant.
const SHARED_SIGNS: [&str; 9] = ["US$", "$", "Rs.", "Rs", "kr.", "kr", "¥", "Fr.", "Fr"];

/// A sum, or the range in which it lies. `stated` is the currency that the mapping or another column states.
pub(super) fn money(
    text: &str,
    decimal: Decimal,
    (stated, currencies): (Option<&str>, &List),
    on: Option<Edtf>,
) -> Result<Amount, Fault> {
    let (sum, written) = without_currency(text, currencies)?;
    let currency = match (written, stated) {
        (Written::Code(written), Some(stated)) if written != stated => return Err(Fault::OtherCurrency),
        (Written::Code(written), _) => written,
        (Written::Shared | Written::Nothing, Some(stated)) => stated.into(),
        (Written::Shared | Written::Nothing, None) => return Err(Fault::NoCurrency),
    };
    let (low, high) = if let Some((low, high)) =
        sum.split_once("..").or_else(|| sum.split_once(['-', '\u{2013}']).filter(|(low, _)| !low.is_empty()))
    {
        (number(low.trim(), decimal)?, number(high.trim(), decimal)?)
    } else {
        let sum = number(sum, decimal)?;
        (sum, sum)
    };
    if low > high { Err(Fault::Reversed) } else { Ok(Amount { low, high, currency, on }) }
}

/// What a cell says about the currency.
enum Written {
    Code(CompactString),
    Shared,
    Nothing,
}

fn without_currency<'t>(text: &'t str, currencies: &List) -> Result<(&'t str, Written), Fault> {
    if !text.contains(|letter: char| letter.is_ascii_digit()) {
        return Err(Fault::NotANumber);
    }
    for (sign, code) in SIGNS {
        if let Some(sum) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return Ok((sum.trim(), Written::Code(code.into())));
        }
    }
    for sign in SHARED_SIGNS {
        if let Some(sum) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return Ok((sum.trim(), Written::Shared));
        }
    }
    let is_letter = |letter: char| letter.is_alphabetic() || letter == ' ';
    let after = text.trim_start_matches(is_letter);
    let (sum, word) = match &text[..text.len() - after.len()] {
        "" => {
            let sum = text.trim_end_matches(is_letter);
            (sum, &text[sum.len()..])
        }
        before => (after, before),
    };
    let word = word.trim();
    match word {
        "" => Ok((sum, Written::Nothing)),
        word => {
            let found = currencies.find(word).ok_or(Fault::NoSuchCurrency)?;
            Ok((sum, Written::Code(found.code.clone())))
        }
    }
}

#[cfg(test)]
mod tests {
    use overt_model::Codebook;
    use proptest::prelude::*;

    use super::*;

    fn amount(text: &str, stated: Option<&str>) -> Result<String, Fault> {
        let currencies = Codebook::embedded().list("currencies").unwrap();
        money(text, Decimal::Point, (stated, currencies), None).map(|amount| amount.to_string())
    }

    #[test]
    fn numbers_are_exact_and_a_point_of_thousands_is_never_a_decimal_point() {
        let exact = |text, decimal| number(text, decimal).map(|number| number.to_string());
        for (text, decimal, expected) in [
            ("1,200.50", Decimal::Point, "1200.50"),
            ("1.200,50", Decimal::Comma, "1200.50"),
            ("1 200,5", Decimal::Comma, "1200.5"),
            ("1'200", Decimal::Point, "1200"),
            ("1,00,000", Decimal::Point, "100000"),
            ("-0.1", Decimal::Point, "-0.1"),
            (".5", Decimal::Point, "0.5"),
            ("0.10", Decimal::Point, "0.10"),
            ("3.4e-05", Decimal::Point, "0.000034"),
            ("-3E-06", Decimal::Point, "-0.000003"),
            ("2,5e-3", Decimal::Comma, "0.0025"),
        ] {
            assert_eq!(exact(text, decimal).as_deref(), Ok(expected), "{text}");
        }
        for text in
            ["1.200,50", "12,5", "1,2,3", "1e5", "5 or 6", "", ".", "-", "1,,000", "0x10", "<5", "1.2.3", "1234,567"]
        {
            assert_eq!(exact(text, Decimal::Point), Err(Fault::NotANumber), "{text}");
        }
        for text in ["1.2E+07", "1e-", "e-5", "1e--5", "1e-5e-5", "1e-29", "1e-100"] {
            assert_eq!(exact(text, Decimal::Point), Err(Fault::NotANumber), "{text}");
        }
    }

    #[test]
    fn money_has_a_currency_that_somebody_stated() {
        for (text, stated, expected) in [
            ("400 EUR", None, "400 EUR"),
            ("€1,200.50", None, "1200.50 EUR"),
            ("NPR 500", None, "500 NPR"),
            ("Rs 500", Some("NPR"), "500 NPR"),
            ("$20", Some("USD"), "20 USD"),
            ("400-500", Some("EUR"), "400..500 EUR"),
            ("400..500 EUR", None, "400..500 EUR"),
        ] {
            assert_eq!(amount(text, stated).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(amount("500", None), Err(Fault::NoCurrency));
        assert_eq!(amount("$20", None), Err(Fault::NoCurrency));
        assert_eq!(amount("€20", Some("USD")), Err(Fault::OtherCurrency));
        assert_eq!(amount("20 goats", None), Err(Fault::NoSuchCurrency));
        assert_eq!(amount("500-400", Some("EUR")), Err(Fault::Reversed));
    }

    proptest! {
        #[test]
        fn what_is_written_with_thousands_comes_back(whole in 0_i64..1_000_000_000_000, cents in 0_u8..100) {
            let digits = whole.to_string();
            let mut parted = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place).is_multiple_of(3) {
                    parted.push(',');
                }
                parted.push(digit);
            }
            let expected: Number = format!("{whole}.{cents:02}").parse().unwrap();
            prop_assert_eq!(number(&format!("{parted}.{cents:02}"), Decimal::Point), Ok(expected));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = (number(&text, Decimal::Comma), amount(&text, Some("EUR")), integer(&text, Decimal::Point, 12));
        }
    }
}
