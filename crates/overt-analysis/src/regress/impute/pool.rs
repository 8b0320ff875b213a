//! Rubin's rules.

use serde::Serialize;

use crate::Problem;
use crate::regress::errors::number;
use crate::regress::{Coefficient, Fit};

/// A coefficient pooled over imputations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pooled {
    /// The mean estimate, with errors from within and between imputations.
    #[serde(flatten)]
    pub coefficient: Coefficient,
    /// Degrees of freedom by Barnard and Rubin (1999); none where the normal distribution is used.
    pub degrees: Option<f64>,
    /// The share of its variance that is due to gaps.
    pub due_to_gaps: f64,
}

/// Pools fits of one model to several completed tables.
pub(super) fn pool(fits: &[Fit]) -> Result<Vec<Pooled>, Problem> {
    let parameters = fits.first().map_or(0, |fit| fit.coefficients.len());
    if fits.iter().any(|fit| fit.coefficients.len() != parameters) {
        return Err(Problem::new(
            "The model has other parameters in some of the completed tables.",
            "Take a model whose parameters do not depend on what was filled.",
        ));
    }
    (0..parameters).map(|parameter| one(fits, parameter)).collect()
}

fn one(fits: &[Fit], parameter: usize) -> Result<Pooled, Problem> {
    let count = number(fits.len());
    let coefficients = || fits.iter().map(|fit| &fit.coefficients[parameter]);
    let mean = coefficients().map(|coefficient| coefficient.estimate).sum::<f64>() / count;
    let within = coefficients().map(|coefficient| coefficient.error.powi(2)).sum::<f64>() / count;
    let between = coefficients().map(|coefficient| (coefficient.estimate - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let more = (1.0 + 1.0 / count) * between;
    let variance = within + more;
    let due_to_gaps = more / variance;
    // The inverse of degrees of freedom, as these are infinite without gaps.
    let by_imputations = due_to_gaps.powi(2) / (count - 1.0);
    let by_rows = fits[0].degrees.map_or(0.0, |rows| (rows + 3.0) / ((rows + 1.0) * rows * (1.0 - due_to_gaps)));
    let inverse = by_imputations + by_rows;
    let degrees = (inverse > 1e-9).then(|| 1.0 / inverse);
    let coefficient = Coefficient::new(&fits[0].coefficients[parameter].name, mean, variance, degrees)?;
    Ok(Pooled { coefficient, degrees, due_to_gaps })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regress::{Column, Design, Errors, Table, ols};

    #[test]
    fn two_fits_are_pooled_as_rubin_barnard_and_rubin_write() {
        let rows: Vec<String> = (0..6).map(|row| row.to_string()).collect();
        let fit = |last: f64| {
            let column = |values: [f64; 6]| values.map(Some).to_vec();
            let outcome = Column::new("y", column([1.0, 2.0, 4.0, 3.0, 6.0, 5.0]));
            let table =
                Table::new(rows.clone(), outcome, vec![Column::new("x", column([1.0, 2.0, 3.0, 4.0, 5.0, last]))]);
            ols(&Design::new(&table.unwrap()).unwrap(), Errors::Classical).unwrap().fit
        };
        let pooled = pool(&[fit(6.0), fit(9.0)]).unwrap().remove(1);
        let [one, other] = [6.0, 9.0].map(|last| fit(last).coefficients.remove(1));
        let within = f64::midpoint(one.error.powi(2), other.error.powi(2));
        let between = (one.estimate - other.estimate).powi(2) / 2.0;
        assert!((pooled.coefficient.error.powi(2) - within - 1.5 * between).abs() < 1e-14);
        let share = 1.5 * between / (within + 1.5 * between);
        assert!((pooled.due_to_gaps - share).abs() < 1e-14);
        let [old, observed] = [1.0 / share.powi(2), 5.0 / 7.0 * 4.0 * (1.0 - share)];
        assert!((pooled.degrees.unwrap() - old * observed / (old + observed)).abs() < 1e-12);
    }
}
