//! What single columns look like, from everything that was measured of them.

use super::{real, real_signed, short};
use crate::Domain;
use crate::dp::Measured;

/// Steps of fitting. Few, so that what is little more than noise stays near to equal shares.
const STEPS: usize = 30;
/// No value is so rare that it cannot become more frequent.
const SHARE_MIN: f64 = 1e-6;

/// About how many records there are: all measured tables have the same sum, and what has less noise says more.
pub(super) fn rows(measured: &[Measured]) -> f64 {
    let (mut sum, mut precision) = (0.0, 0.0);
    for table in measured {
        let one = 1.0 / (table.noise.sigma().powi(2) * real(table.counts.len()));
        sum += one * table.counts.iter().map(|&count| real_signed(count)).sum::<f64>();
        precision += one;
    }
    if precision > 0.0 { (sum / precision).max(0.0) } else { 0.0 }
}

/// The shares of the values of all columns, one column after the other.
pub(super) fn margins(domain: &Domain, measured: &[Measured], rows: f64) -> Vec<f32> {
    let columns = 0..domain.columns().len();
    columns.flat_map(|column| shares(domain, measured, column, rows)).map(short).collect()
}

/// The shares of the values of a column: they start out equal and are moved towards the counts, more where there is less
/// noise.
fn shares(domain: &Domain, measured: &[Measured], column: usize, rows: f64) -> Vec<f64> {
    let values = domain.columns()[column].values().len();
    let (counts, variance) = pooled(domain, measured, column, values);
    let mut shares = vec![1.0 / real(values); values];
    for _ in 0..STEPS {
        for (share, count) in shares.iter_mut().zip(&counts) {
            let expected = rows * *share;
            *share *= (1.0 + (count - expected) / (expected + variance)).max(0.2);
        }
        let sum: f64 = shares.iter().sum();
        for share in &mut shares {
            *share = (*share / sum).max(SHARE_MIN);
        }
    }
    let sum: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / sum).collect()
}

/// The counts of a column from all tables of one or two columns that have it, and their variance.
fn pooled(domain: &Domain, measured: &[Measured], column: usize, values: usize) -> (Vec<f64>, f64) {
    let (mut sums, mut precision) = (vec![0.0; values], 0.0);
    for table in measured.iter().filter(|table| table.columns.len() <= 2) {
        let Some(place) = table.columns.iter().position(|&at| at == column) else { continue };
        // How many counts lie beside each other with one value of this column.
        let inner: usize = table.columns[place + 1..].iter().map(|&at| domain.columns()[at].values().len()).product();
        let one = 1.0 / (table.noise.sigma().powi(2) * real(table.counts.len() / values));
        for (cell, &count) in table.counts.iter().enumerate() {
            sums[cell / inner % values] += one * real_signed(count);
        }
        precision += one;
    }
    (sums.into_iter().map(|sum| sum / precision).collect(), 1.0 / precision)
}
