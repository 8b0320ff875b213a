//! Amounts of smallest units, as people read them.

use overt_analysis::patterns::prices::{Currency, Summary};

use crate::charts::{ForestEstimate, number};
use crate::report::Grid;

/// An amount in whole units and their decimals: `1,250.00`, `−3`.
pub(super) fn money(currency: &Currency, smallest: f64) -> String {
    let decimals = usize::from(currency.decimals);
    let digits = format!("{:.decimals$}", smallest.abs() / whole(currency));
    let sign = if smallest < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) { "−" } else { "" };
    let thousands = |digits: &str| digits.parse().map_or_else(|_| digits.to_owned(), number);
    match digits.split_once('.') {
        Some((units, part)) => format!("{sign}{}.{part}", thousands(units)),
        None => format!("{sign}{}", thousands(&digits)),
    }
}

fn whole(currency: &Currency) -> f64 {
    10_f64.powi(i32::from(currency.decimals))
}

#[expect(clippy::cast_precision_loss, reason = "amounts are below 2^53")]
fn float(smallest: i64) -> f64 {
    smallest as f64
}

/// The interval of the median, as it reads.
fn interval(currency: &Currency, of: &Summary) -> String {
    of.median_interval.map_or_else(
        || "too few for one".to_owned(),
        |found| format!("{} to {}", money(currency, float(found.low)), money(currency, float(found.high))),
    )
}

/// A median with its interval, for a drawing in whole units.
pub(super) fn median(name: &str, currency: &Currency, of: &Summary) -> ForestEstimate {
    let ends = of.median_interval.map(|found| [found.low, found.high].map(|end| float(end) / whole(currency)));
    let words = match of.median_interval {
        Some(_) => format!("{} ({})", money(currency, of.median), interval(currency, of)),
        None => money(currency, of.median),
    };
    ForestEstimate { name: name.to_owned(), value: of.median / whole(currency), ends, stands_out: false, words }
}

/// A table of amounts, a row for each summary.
pub(super) fn amounts<'a>(
    caption: String,
    row_name: &str,
    currency: &Currency,
    rows: impl IntoIterator<Item = (String, &'a Summary)>,
) -> Grid {
    let row = |(name, of): (String, &Summary)| {
        let money = |smallest| money(currency, smallest);
        let quartiles = format!("{} to {}", money(of.lower_quartile), money(of.upper_quartile));
        let all = format!("{} to {}", money(float(of.lowest)), money(float(of.highest)));
        (name, [number(of.n as u64), number(of.unknown), money(of.median), interval(currency, of), quartiles, all])
    };
    Grid::new(caption, row_name)
        .figures("n", "How many amounts are known.")
        .figures("Unknown", "How many more nobody knows. They are not zero.")
        .figures("Median", "Half of the amounts are not above it.")
        .figures(
            "95 % interval",
            "Two amounts between which the median of all such amounts lies, of at least 95\u{a0}%.",
        )
        .figures("Middle half", "")
        .figures("All", "")
        .rows(rows.into_iter().map(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        let of = |code: &str, decimals, smallest| money(&Currency { code: code.to_owned(), decimals }, smallest);
        assert_eq!(
            [of("USD", 2, 1_234_567.0), of("USD", 2, -50.0), of("USD", 2, -0.1)],
            ["12,345.67", "−0.50", "0.00"]
        );
        assert_eq!(of("JPY", 0, 12_000.0), "12,000");
    }
}
