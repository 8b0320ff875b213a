//! Numbers that are not counts, as people read them: bits, probabilities, shares, amounts, coefficients and p values.
//!
//! What is nearly nothing or nearly everything never reads as nothing or everything.

use overt_link::Interval;
use overt_model::Lang;

use super::text::number;
use crate::report::say;

/// Beyond this, one more digit says nothing to anybody.
const BITS_MAX: f64 = 9_999.0;
const ONE_IN_MAX: f64 = 1e12;
const QUANTITY_MAX: f64 = 1e15;

/// Log odds in bits with their sign: `+6.2`, `−19.9`, `0.0`.
pub fn bits(value: f64) -> String {
    signed(value, 1)
}

/// Log odds in whole bits, for the ticks of an axis.
pub(super) fn whole_bits(value: f64) -> String {
    signed(value, 0)
}

fn signed(value: f64, decimals: usize) -> String {
    if value.is_nan() {
        return ENGLISH.word("number-not-known");
    }
    let sign = if value < 0.0 { "−" } else { "+" };
    if value.is_infinite() {
        return format!("{sign}∞");
    }
    if value.abs() > BITS_MAX {
        let beyond = if value < 0.0 { "under" } else { "over" };
        return format!("{beyond} {sign}{}", number(9_999));
    }
    let digits = format!("{:.decimals$}", value.abs());
    if digits.bytes().all(|digit| matches!(digit, b'0' | b'.')) {
        return digits;
    }
    match digits.split_once('.') {
        Some((whole, part)) => format!("{sign}{}.{part}", thousands(whole)),
        None => format!("{sign}{}", thousands(&digits)),
    }
}

fn thousands(digits: &str) -> String {
    digits.parse().map_or_else(|_| digits.to_owned(), number)
}

/// A probability: `0.97`, `0.9993`, `over 0.999999`; a small one as `1 in 32,000`.
pub fn probability(value: f64) -> String {
    if value.is_nan() {
        return ENGLISH.word("number-not-known");
    }
    if value <= 0.0 {
        return "0".to_owned();
    }
    if value >= 1.0 {
        return "1".to_owned();
    }
    if value < 0.001 {
        return one_in(1.0 / value);
    }
    match decimals(value.min(1.0 - value), 2, 6) {
        Some(decimals) => format!("{value:.decimals$}"),
        None => "over 0.999999".to_owned(),
    }
}

/// `1 in 32,000`, with two digits that mean something.
fn one_in(times: f64) -> String {
    if times > ONE_IN_MAX {
        return format!("under 1 in {}", number(1_000_000_000_000));
    }
    let digits = format!("{times:.0}");
    let zeros = digits.len().saturating_sub(2);
    let step = 10_f64.powi(i32::try_from(zeros).unwrap_or(0));
    format!("1 in {}", thousands(&format!("{:.0}", (times / step).round() * step)))
}

/// A share between 0 and 1 in percent: `97.4 %`, `99.95 %`, `over 99.999 %`.
pub fn share(value: f64) -> String {
    ENGLISH.share(value)
}

/// A share for the tick of an axis: `90 %`, `99.5 %`.
pub(super) fn tick_share(value: f64) -> String {
    share(value).replace(".0\u{a0}", "\u{a0}")
}

/// A share in percent without its unit.
pub(crate) fn hundredths(value: f64) -> String {
    ENGLISH.hundredths(value)
}

/// A share with its interval: `97.4 % (96.1 to 98.3 %)`.
pub fn interval(value: &Interval) -> String {
    if [value.value, value.low, value.high].into_iter().any(f64::is_nan) {
        return ENGLISH.word("number-not-known");
    }
    format!("{} ({} to {})", share(value.value), hundredths(value.low), share(value.high))
}

/// How many something is expected to be: `0.3`, `12.5`, `4,312`.
pub(crate) fn amount(value: f64) -> String {
    ENGLISH.amount(value)
}

/// A number of any size with four digits that mean something: `0.4043`, `38`, `1,234,568`, `−2.4`.
pub(crate) fn quantity(value: f64) -> String {
    ENGLISH.quantity(value)
}

/// Two ends of an interval.
pub(crate) fn ends(low: f64, high: f64) -> String {
    ENGLISH.ends(low, high)
}

/// A number with three digits that mean something, which may have no limit.
pub(crate) fn figure(value: f64) -> String {
    ENGLISH.figure(value)
}

/// A p value: `0.0312`, `below 0.0001`.
pub fn p_value(value: f64) -> String {
    ENGLISH.p_value(value)
}

/// The same numbers with the words of a language where they need some. Digits are the same in each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figures(pub(crate) Lang);

const ENGLISH: Figures = Figures(Lang::En);

impl Figures {
    fn word(self, name: &str) -> String {
        say(self.0, name, &[])
    }

    fn with(self, name: &str, number: &str) -> String {
        say(self.0, name, &[("number", number.into())])
    }

    pub(crate) fn share(self, value: f64) -> String {
        if value.is_nan() { self.word("number-not-known") } else { format!("{}\u{a0}%", self.hundredths(value)) }
    }

    fn hundredths(self, value: f64) -> String {
        if value.is_nan() {
            return self.word("number-not-known");
        }
        let percent = value.clamp(0.0, 1.0) * 100.0 + 0.0;
        let distance = percent.min(100.0 - percent);
        if distance <= 0.0 {
            return format!("{percent:.1}");
        }
        match decimals(distance, 1, 3) {
            Some(decimals) => format!("{percent:.decimals$}"),
            None if percent < 50.0 => self.with("number-under", "0.001"),
            None => self.with("number-over", "99.999"),
        }
    }

    pub(crate) fn amount(self, value: f64) -> String {
        if value.is_nan() {
            return self.word("number-not-known");
        }
        if value > 0.0 && value < 0.05 {
            return self.with("number-under", "0.1");
        }
        if value > 1e18 {
            return self.with("number-over", &number(1_000_000_000_000_000_000));
        }
        if value < 100.0 { format!("{:.1}", value.max(0.0)) } else { thousands(&format!("{value:.0}")) }
    }

    pub(crate) fn quantity(self, value: f64) -> String {
        if value.is_nan() {
            return self.word("number-not-known");
        }
        let (sign, size) = (if value < 0.0 { "−" } else { "" }, value.abs());
        if size > QUANTITY_MAX {
            return self.with("number-beyond", &format!("{sign}{}", thousands(&format!("{QUANTITY_MAX:.0}"))));
        }
        let decimals = match format!("{size:.0}").len() {
            before_point if size >= 1.0 => 4_usize.saturating_sub(before_point),
            _ => decimals(size, 1, 9).map_or(12, |first| first + 3),
        };
        let digits = format!("{size:.decimals$}");
        match digits.split_once('.').map(|(whole, part)| (whole, part.trim_end_matches('0'))) {
            Some(("0", "")) if size > 0.0 => self.with("number-near", "0"),
            Some(("0", "")) => "0".to_owned(),
            Some((whole, "")) => sign.to_owned() + &thousands(whole),
            Some((whole, part)) => format!("{sign}{}.{part}", thousands(whole)),
            None => sign.to_owned() + &thousands(&digits),
        }
    }

    pub(crate) fn ends(self, low: f64, high: f64) -> String {
        let [low, high] = [low, high].map(|end| self.figure(end));
        say(self.0, "number-ends", &[("low", (&low).into()), ("high", (&high).into())])
    }

    pub(crate) fn figure(self, value: f64) -> String {
        if value.is_infinite() {
            return self.word("number-no-limit");
        }
        let size = value.abs();
        if !(f64::MIN_POSITIVE..100.0).contains(&size) {
            return self.quantity(value.round());
        }
        let powers = std::iter::successors(Some(1.0), |power| Some(power * 10.0));
        let power = powers.take(300).find(|power| size * power >= 100.0).unwrap_or(1.0);
        self.quantity((value * power).round() / power)
    }

    /// A coefficient or its limit: `−0.509`, `0.678`. What rounds to nothing has no sign.
    pub(crate) fn coefficient(self, value: f64) -> String {
        if value.is_nan() {
            return self.word("number-not-known");
        }
        let digits = format!("{:.3}", value.abs());
        if value < 0.0 && digits != "0.000" { format!("−{digits}") } else { digits }
    }

    pub(crate) fn p_value(self, value: f64) -> String {
        if value.is_nan() {
            return self.word("number-not-known");
        }
        if value < 0.0001 { self.with("number-below", "0.0001") } else { format!("{value:.4}") }
    }
}

/// How many decimals it takes until this distance from nothing or everything can be seen; none when it takes too many.
fn decimals(distance: f64, min: usize, max: usize) -> Option<usize> {
    let mut scaled = distance;
    for _ in 0..min {
        scaled *= 10.0;
    }
    // A distance such as 1 − 0.99 falls short of its digits by a hair.
    for decimals in min..=max {
        if scaled > 0.999 {
            return Some(decimals);
        }
        scaled *= 10.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_four_digits_that_mean_something() {
        assert_eq!([0.0, -0.0, 38.0, 38.04, 0.40431].map(quantity), ["0", "0", "38", "38.04", "0.4043"]);
        assert_eq!([1_234_567.8, -2.4, 999.96, 1e-7].map(quantity), ["1,234,568", "−2.4", "1,000", "0.0000001"]);
        assert_eq!([f64::NAN, f64::NEG_INFINITY].map(quantity), ["not known", "beyond −1,000,000,000,000,000"]);
        assert_eq!([-0.508_6, 0.0, -0.000_1].map(|value| ENGLISH.coefficient(value)), ["−0.509", "0.000", "0.000"]);
        assert_eq!([0.0, 0.031_24, 1.0, f64::NAN].map(p_value), ["below 0.0001", "0.0312", "1.0000", "not known"]);
    }

    #[test]
    fn a_number_has_three_digits_that_mean_something() {
        let words = [6.6371, 0.048_151, 165.72, 0.0, -2.5, 1e-9, f64::INFINITY, 99.96].map(figure);
        assert_eq!(words, ["6.64", "0.0482", "166", "0", "−2.5", "0.000000001", "no limit", "100"]);
    }

    #[test]
    fn bits_have_a_sign_and_no_end_of_digits() {
        assert_eq!([6.24, -19.93, 0.01, -0.0].map(bits), ["+6.2", "−19.9", "0.0", "0.0"]);
        assert_eq!([1234.5, 1e300, -1e300].map(bits), ["+1,234.5", "over +9,999", "under −9,999"]);
        assert_eq!([f64::INFINITY, f64::NEG_INFINITY, f64::NAN].map(bits), ["+∞", "−∞", "not known"]);
        assert_eq!([-20.0, 0.0, 10.0].map(whole_bits), ["−20", "0", "+10"]);
    }

    #[test]
    fn a_probability_never_reads_as_certain_when_it_is_not() {
        assert_eq!(
            [0.97, 0.99, 0.994, 0.999_34, 0.5, 0.0123].map(probability),
            ["0.97", "0.99", "0.994", "0.9993", "0.50", "0.01"]
        );
        assert_eq!([1.0 - 1e-9, 1.0, 0.0, 2.0].map(probability), ["over 0.999999", "1", "0", "1"]);
        assert_eq!(
            [3.1e-5, 1.0 / 999.6e6, 1e-300, 0.0012].map(probability),
            ["1 in 32,000", "1 in 1,000,000,000", "under 1 in 1,000,000,000,000", "0.001"]
        );
    }

    #[test]
    fn a_share_never_reads_as_everything_when_something_is_missing() {
        let words = [0.974, 0.9995, 0.999_999_9, 1.0, 0.0, 1e-9, 0.0004].map(share);
        let expected = ["97.4", "99.95", "over 99.999", "100.0", "0.0", "under 0.001", "0.04"];
        assert_eq!(words, expected.map(|share| format!("{share}\u{a0}%")));
        let value = Interval { value: 0.974, low: 0.961, high: 0.983 };
        assert_eq!(interval(&value), "97.4\u{a0}% (96.1 to 98.3\u{a0}%)");
        assert_eq!(interval(&Interval { low: f64::NAN, ..value }), "not known");
    }

    #[test]
    fn an_expected_amount_is_as_exact_as_it_is_small() {
        assert_eq!([0.0, 0.01, 12.54, 4311.8].map(amount), ["0.0", "under 0.1", "12.5", "4,312"]);
    }
}
