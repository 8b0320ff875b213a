//! What was paid, in bands of one currency: by every column that a release tells it by, and in which band the middle amount lies.

use askama::Template;
use overt_model::Band;
use overt_protect::release::{Method, ShownCount};

use super::cross::{Cross, Found, chosen, value_name};
use crate::charts::number;
use crate::site::language::{Part, say};
use crate::site::place::{Ask, Missing};
use crate::site::releases::Published;
use crate::site::shell::Shell;

#[derive(Template)]
#[template(path = "site/prices.html", whitespace = "minimize")]
struct Prices<'a> {
    shell: Shell<'a>,
    cross: Option<Cross>,
    medians: Option<Medians>,
}

/// Where the middle amount of each row lies.
struct Medians {
    currency: String,
    finding: String,
    corner: String,
    lines: Vec<Line>,
}

struct Line {
    name: String,
    told: String,
    median: String,
    beside: String,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "prices");
    let current = ask.site.releases.current();
    let with_counts = current.into_iter().filter(|one| one.has_counts());
    let found: Vec<Found<'_>> = with_counts.flat_map(|one| tables(one, &shell)).collect();
    let cross = Cross::of(&found, &shell, ask);
    let medians = chosen(&found, ask).map(|found| medians(found, &shell));
    Ok(Prices { shell, cross, medians }.render()?)
}

/// The currency of a column, if it has amounts.
fn currency(one: &Published, column: &str, shell: &Shell<'_>) -> Option<String> {
    let schema = shell.site.codebook.schema(&one.policy.schema)?;
    Band::of_column(schema, column).map(|(_, currency)| currency)
}

/// The tables of a release that tell amounts by something else.
fn tables<'a>(one: &'a Published, shell: &Shell<'_>) -> Vec<Found<'a>> {
    let of_two = one.tables.iter().filter(|table| table.columns.len() == 2);
    let across = of_two.filter_map(|table| {
        let column = (0..2).rfind(|place| currency(one, &table.columns[*place].name, shell).is_some())?;
        Some(Found::across("/prices", (one, table), column, Band::is_code))
    });
    across.collect()
}

fn medians(found: &Found<'_>, shell: &Shell<'_>) -> Medians {
    let code = currency(found.published, &found.columns().name, shell).unwrap_or_default();
    let list = shell.site.codebook.list("currencies").and_then(|list| list.get(&code));
    let words = list.map_or("", |currency| shell.text(&currency.label));
    let places: Vec<usize> = (0..found.rows().values.len()).collect();
    let lines: Vec<(Line, bool)> = places.into_iter().filter_map(|row| line(found, shell, row)).collect();
    let parts = [
        ("n", Part::Count(lines.iter().filter(|(_, is_told)| *is_told).count() as u64)),
        ("all", Part::Count(lines.len() as u64)),
    ];
    Medians {
        currency: shell.with("prices-currency", &format!("{code} {words}")),
        finding: say(shell.lang, "prices-finding", &parts),
        corner: shell.text(&found.rows().label).to_owned(),
        lines: lines.into_iter().map(|(line, _)| line).collect(),
    }
}

/// What is known of one row, and whether its median is; nothing where no amount was told.
fn line(found: &Found<'_>, shell: &Shell<'_>, row: usize) -> Option<(Line, bool)> {
    // Where a table has no such cell, there is nothing to count.
    let there = (0..found.columns().values.len()).filter(|column| found.count(Some(row), Some(*column)).is_some());
    let (bands, beside): (Vec<usize>, Vec<usize>) = there.partition(|column| found.is_meant(*column));
    let counts = |places: &[usize]| -> Vec<ShownCount> {
        places.iter().filter_map(|column| found.count(Some(row), Some(*column))).collect()
    };
    let (amounts, others) = (counts(&bands), counts(&beside));
    let is_seen = |count: &ShownCount| *count == ShownCount::Suppressed || found.told(*count).is_some();
    if !amounts.iter().any(is_seen) {
        return None;
    }
    let doubt = doubt(found, &amounts, &others, found.count(Some(row), None));
    let median = doubt.and_then(|doubt| median(&amounts, doubt));
    let line = Line {
        name: value_name(shell, found.rows(), row),
        told: sum(&amounts),
        median: median
            .map_or_else(|| shell.say("prices-no-median"), |place| value_name(shell, found.columns(), bands[place])),
        beside: sum(&others),
    };
    Some((line, median.is_some()))
}

/// The number of a count; what is hidden adds nothing.
fn told(count: ShownCount) -> i64 {
    match count {
        ShownCount::Exact(count) | ShownCount::Rounded(count) | ShownCount::Noisy { count, .. } => count,
        ShownCount::Suppressed | ShownCount::Impossible | ShownCount::Share { .. } => 0,
    }
}

/// Several counts together, with a sign where that is not exact.
fn sum(counts: &[ShownCount]) -> String {
    let all: i64 = counts.iter().copied().map(told).sum();
    let sign = match counts {
        _ if counts.contains(&ShownCount::Suppressed) => "≥ ",
        _ if counts.iter().all(|count| matches!(count, ShownCount::Exact(_) | ShownCount::Impossible)) => "",
        _ => "≈ ",
    };
    format!("{sign}{}", number(u64::try_from(all).unwrap_or_default()))
}

/// By how much the amounts above and below any band together may differ from what is shown; nothing where nobody can say.
fn doubt(found: &Found<'_>, amounts: &[ShownCount], others: &[ShownCount], total: Option<ShownCount>) -> Option<i64> {
    if amounts.contains(&ShownCount::Suppressed) {
        // All that is hidden of the row, wherever in it.
        let Some(ShownCount::Exact(total)) = total else { return None };
        return Some(total - amounts.iter().chain(others).copied().map(told).sum::<i64>());
    }
    let cells = i64::try_from(amounts.len()).ok()?;
    let base = match &found.published.policy.method {
        Method::Table(table) => table.round.unwrap_or(0),
        _ => 0,
    };
    let half =
        amounts.iter().map(|count| if let ShownCount::Noisy { count, most, .. } = count { most - count } else { 0 });
    // Noise of several cells adds up as its square does.
    let noise = half.max().unwrap_or(0) * (cells.isqrt() + 1);
    Some(noise + base * cells)
}

/// The place of the band in which the middle amount lies, however far the counts are off.
fn median(amounts: &[ShownCount], doubt: i64) -> Option<usize> {
    let numbers: Vec<i64> = amounts.iter().copied().map(told).collect();
    let side = |side: &[i64]| side.iter().sum::<i64>();
    (0..numbers.len()).find(|place| {
        let (below, above) = (side(&numbers[..*place]), side(&numbers[place + 1..]));
        numbers[*place] - (above - below).abs() > doubt
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_median_is_in_the_band_of_the_middle_amount_whatever_is_hidden(
            counts in proptest::collection::vec(0_i64..40, 1..8), hidden in proptest::collection::vec(any::<bool>(), 8)
        ) {
            let shown: Vec<ShownCount> = counts
                .iter()
                .zip(hidden)
                .map(|(count, is_hidden)| if is_hidden { ShownCount::Suppressed } else { ShownCount::Exact(*count) })
                .collect();
            let missing = counts.iter().sum::<i64>() - shown.iter().copied().map(told).sum::<i64>();
            if let Some(place) = median(&shown, missing) {
                let all: Vec<usize> =
                    counts.iter().enumerate().flat_map(|(place, count)| (0..*count).map(move |_| place)).collect();
                prop_assert_eq!(all[all.len() / 2], place);
                prop_assert_eq!(all[(all.len() - 1) / 2], place);
            }
        }
    }

    #[test]
    fn where_the_middle_lies_between_two_bands_no_median_is_told() {
        let exact = |counts: &[i64]| counts.iter().map(|count| ShownCount::Exact(*count)).collect::<Vec<_>>();
        assert_eq!(median(&exact(&[5, 5]), 0), None);
        assert_eq!(median(&exact(&[5, 6]), 0), Some(1));
        assert_eq!(median(&exact(&[2, 9, 3]), 0), Some(1));
        assert_eq!(median(&exact(&[2, 9, 3]), 8), None, "noise of that size could move it");
        assert_eq!(median(&exact(&[]), 0), None);
    }
}
