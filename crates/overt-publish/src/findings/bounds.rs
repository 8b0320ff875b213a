//! Whether a column goes with an outcome whatever else is in the model.

use overt_analysis::bounds::{Bounds, Factor};

use super::{Origin, Outline, method, rows_left_out};
use crate::charts::{Forest, ForestAxis, ForestEstimate, Heading, number, quantity, share};
use crate::report::{Grid, Report, Section};

/// Extreme bounds of each column that is judged.
pub fn bounds(found: &Bounds, origin: &Origin) -> Report<'static> {
    let outline = Outline {
        kind: "Whether a column goes with an outcome whatever else is in the model".to_owned(),
        title: format!("What goes with “{}” in all models", found.outcome),
        sentence: sentence(found),
        n: format!("up to {} rows, {} regressions", number(found.n as u64), number(found.estimated)),
        limits: found.reading.to_owned(),
        left_out: left_out(found),
        method: vec![
            method(&found.method),
            format!("Up to {} columns stand beside one that is judged.", found.others[1]),
        ],
    };
    outline.report(origin, [judged(found)])
}

fn sentence(found: &Bounds) -> String {
    let named = |is: fn(&Factor) -> bool| {
        let names: Vec<&str> =
            found.factors.iter().filter(|factor| is(factor)).map(|factor| factor.name.as_str()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    format!(
        "In {} regressions on “{}”, on one side of zero in every interval (Leamer): {}; in 95\u{a0}% of the distribution \
         (Sala-i-Martin): {}. That shows no cause.",
        number(found.estimated),
        found.outcome,
        named(|factor| factor.robust_to_bounds),
        named(|factor| factor.robust_on_average)
    )
}

fn judged(found: &Bounds) -> Section<'static> {
    let mut section = Section::new("judged", "The columns that are judged");
    let estimate = |factor: &Factor| ForestEstimate {
        stands_out: factor.robust_to_bounds,
        ..ForestEstimate::new(&factor.name, factor.mean, [factor.lowest.value, factor.highest.value])
    };
    let robust = found.factors.iter().filter(|factor| factor.robust_to_bounds).count();
    let forest = Forest {
        heading: Heading::new(
            "bounds",
            "Lowest and highest bound of each column",
            "Lines go from the lowest end of any interval to the highest, and the mark is the mean by weight. A filled diamond has all of it on \
             one side of zero. Each is in its own units.",
            "coefficient",
        ),
        finding: format!("{robust} of {} columns are on one side of zero in every interval.", found.factors.len()),
        axis: ForestAxis::AroundZero,
        estimates: found.factors.iter().map(estimate).collect(),
        table: table(found),
    };
    forest.shown_in(&mut section);
    section.list(found.factors.iter().map(where_from));
    section
}

fn table(found: &Bounds) -> Grid {
    let robust = |is: bool| if is { "robust" } else { "not robust" }.to_owned();
    let row = |factor: &Factor| {
        let side = factor.below_zero_generic.max(1.0 - factor.below_zero_generic);
        let cells = [
            number(factor.regressions),
            quantity(factor.mean),
            quantity(factor.lowest.value),
            quantity(factor.highest.value),
            robust(factor.robust_to_bounds),
            share(side),
            robust(factor.robust_on_average),
        ];
        (factor.name.clone(), cells)
    };
    Grid::new(format!("Extreme bounds, “{}”", found.outcome), "Column")
        .figures("Regressions", "")
        .figures("Mean", "Of its coefficient, by the weight of the regressions.")
        .figures("Lowest", "The lower end of its lowest interval.")
        .figures("Highest", "The upper end of its highest interval.")
        .figures("Leamer", "Whether both are on one side of zero.")
        .figures("On one side", "The share of the distribution of its coefficient on one side of zero.")
        .figures("Sala-i-Martin", "Whether that is 95\u{a0}% or more.")
        .rows(found.factors.iter().map(row))
}

fn where_from(factor: &Factor) -> String {
    let beside = |beside: &[String]| if beside.is_empty() { "nothing".to_owned() } else { beside.join(", ") };
    format!(
        "{}: the lowest bound is beside {}, the highest beside {}. Significant: below 0 in {}, above in {}.",
        factor.name,
        beside(&factor.lowest.beside),
        beside(&factor.highest.beside),
        share(factor.significant_negative),
        share(factor.significant_positive)
    )
}

fn left_out(found: &Bounds) -> Vec<String> {
    let skipped = [
        (found.collinear, "as their columns follow from each other"),
        (found.too_few_rows, "as they have too few rows"),
        (found.exact, "as they give the outcome exactly"),
    ];
    let skipped = skipped.into_iter().filter(|(regressions, _)| *regressions > 0);
    let none =
        found.not_estimated.iter().map(|column| format!("{column}: none of its regressions could be estimated."));
    let rows =
        rows_left_out(&found.left_out).into_iter().map(|row| format!("Only where the column is in the model: {row}"));
    let regressions =
        skipped.map(|(regressions, why)| format!("{} regressions were not estimated, {why}.", number(regressions)));
    none.chain(regressions).chain(rows).collect()
}
