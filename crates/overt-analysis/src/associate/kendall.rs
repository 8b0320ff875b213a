//! Kendall's tau-b.

use super::rank::ranks;

/// Tau-b, and the z value of its test with the variance corrected for ties. Neither column may be constant.
///
/// Discordant pairs are counted as the exchanges that a merge sort makes (Knight 1966), so that long columns cost n log n.
pub(super) fn tau_b(x: &[f64], y: &[f64]) -> (f64, f64) {
    let n = x.len() as f64;
    // Minus zero becomes zero: the order below tells them apart.
    let mut rows: Vec<(f64, f64)> = x.iter().zip(y).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    rows.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.total_cmp(&other.1)));
    let tied = |one: &(f64, f64), other: &(f64, f64)| one.0 >= other.0 && one.1 >= other.1;
    let both: f64 = rows.chunk_by(tied).map(|group| pairs(group.len() as f64)).sum();
    let mut sorted: Vec<f64> = rows.iter().map(|row| row.1).collect();
    let mut spare = sorted.clone();
    let discordant = exchanges(&mut sorted, &mut spare);

    let (ties_x, ties_y) = (ranks(x).ties, ranks(y).ties);
    let sum = |ties: &[f64], of: fn(f64) -> f64| ties.iter().map(|ties| of(*ties)).sum::<f64>();
    let (pairs_x, pairs_y) = (sum(&ties_x, pairs), sum(&ties_y, pairs));
    let concordant_less_discordant = pairs(n) - pairs_x - pairs_y + both - 2.0 * discordant;
    let tau = concordant_less_discordant / (pairs(n) - pairs_x).sqrt() / (pairs(n) - pairs_y).sqrt();

    // Variance under independence: Kendall and Gibbons, Rank Correlation Methods, 5th edition, section 4.8.
    let cubes = |count: f64| count * (count - 1.0) * (2.0 * count + 5.0);
    let triples = |count: f64| count * (count - 1.0) * (count - 2.0);
    let variance = (cubes(n) - sum(&ties_x, cubes) - sum(&ties_y, cubes)) / 18.0
        + 2.0 * pairs_x * pairs_y / (n * (n - 1.0))
        + sum(&ties_x, triples) * sum(&ties_y, triples) / (9.0 * triples(n));
    (tau.clamp(-1.0, 1.0), concordant_less_discordant / variance.sqrt())
}

fn pairs(count: f64) -> f64 {
    count * (count - 1.0) / 2.0
}

/// Sorts, and tells how many pairs stood in the wrong order.
fn exchanges(values: &mut [f64], spare: &mut [f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let middle = values.len() / 2;
    let mut wrong =
        exchanges(&mut values[..middle], &mut spare[..middle]) + exchanges(&mut values[middle..], &mut spare[middle..]);
    let (mut left, mut right) = (0, middle);
    for place in spare.iter_mut() {
        let from_right = left == middle || (right < values.len() && values[right] < values[left]);
        if from_right {
            wrong += (middle - left) as f64;
            *place = values[right];
            right += 1;
        } else {
            *place = values[left];
            left += 1;
        }
    }
    values.copy_from_slice(spare);
    wrong
}
