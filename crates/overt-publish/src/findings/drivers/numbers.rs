//! Coefficients as they read, in tables and drawings.

use overt_analysis::regress::impute::Imputed;
use overt_analysis::regress::{Coefficient, Errors, Fit};

use super::{Either, Variant};
use crate::charts::{ForestEstimate, ends, number, p_value, quantity, share};
use crate::report::Grid;

/// The name that models give to what is not a column.
const INTERCEPT: &str = "(intercept)";

fn cells(of: &Coefficient) -> [String; 4] {
    [quantity(of.estimate), quantity(of.error), ends(of.low, of.high), p_value(of.p)]
}

fn grid(caption: impl Into<String>, row_name: &str) -> Grid {
    Grid::new(caption, row_name)
        .figures(
            "Coefficient",
            "In units of the outcome (ordered: of the logit, counts: of the logarithm) for one unit of the column.",
        )
        .figures("s.e.", "The standard error.")
        .figures("95 % interval", "")
        .figures("p", "How often chance alone would give a coefficient as far from zero, if it were zero.")
}

/// A table of coefficients.
pub(in super::super) fn coefficients<'a>(
    caption: impl Into<String>,
    row_name: &str,
    all: impl IntoIterator<Item = (String, &'a Coefficient)>,
) -> Grid {
    grid(caption, row_name).rows(all.into_iter().map(|(name, of)| (name, cells(of))))
}

/// The same with gaps filled.
pub(super) fn imputed(filled: &Imputed) -> Grid {
    let rows = filled.coefficients.iter().map(|pooled| {
        let [estimate, error, interval, p] = cells(&pooled.coefficient);
        (pooled.coefficient.name.clone(), [estimate, error, interval, p, share(pooled.due_to_gaps)])
    });
    grid(format!("With gaps filled {} times, {} rows", filled.recipe.imputations, number(filled.n as u64)), "Column")
        .figures("Due to gaps", "The share of its variance that is due to gaps.")
        .rows(rows)
}

/// The coefficients that can be drawn beside each other: those of columns.
pub(super) fn drawn(fit: &Fit) -> Vec<ForestEstimate> {
    fit.coefficients.iter().filter(|of| of.name != INTERCEPT).map(|of| estimate(&of.name, of)).collect()
}

/// A coefficient for a drawing.
pub(super) fn estimate(name: &str, of: &Coefficient) -> ForestEstimate {
    ForestEstimate::new(name, of.estimate, [of.low, of.high])
}

fn name(variant: &Variant) -> String {
    variant.without.as_ref().map_or_else(|| "none left out".to_owned(), |column| format!("without {column}"))
}

/// The variants that have a coefficient, for a drawing. That with all columns stands out.
pub(super) fn drawn_variants(variants: &[Variant]) -> Vec<ForestEstimate> {
    let drawn = variants.iter().filter_map(|variant| match &variant.coefficient {
        Either::Found(of) => {
            Some(ForestEstimate { stands_out: variant.without.is_none(), ..estimate(&name(variant), of) })
        }
        Either::Problem(_) => None,
    });
    drawn.collect()
}

/// All variants; those without a coefficient with the reason.
pub(super) fn variants(first: &str, variants: &[Variant]) -> Grid {
    let rows = variants.iter().map(|variant| {
        let n = variant.n.map_or_else(|| "none".to_owned(), |n| number(n as u64));
        let [estimate, _, interval, p] = match &variant.coefficient {
            Either::Found(of) => cells(of),
            Either::Problem(_) => ["none"; 4].map(str::to_owned),
        };
        (name(variant), [n, estimate, interval, p])
    });
    Grid::new(format!("The coefficient of “{first}”"), "Variant")
        .figures("n", "Rows without a gap in the columns of the variant.")
        .figures("Coefficient", "")
        .figures("95 % interval", "")
        .figures("p", "")
        .rows(rows)
}

/// How standard errors were computed.
pub(in super::super) fn errors(errors: Errors, clusters: Option<usize>) -> String {
    match errors {
        Errors::Classical => "classical".to_owned(),
        Errors::Hc1 => "HC1".to_owned(),
        Errors::Hc3 => "HC3".to_owned(),
        Errors::Clustered => format!("clustered by {} groups", clusters.unwrap_or_default()),
    }
}
