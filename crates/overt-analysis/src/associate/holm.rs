//! Several p values at once.

/// Holm's correction (1979): the smallest p value counts as often as there are tests, the next once less, and none less than one before it.
pub(crate) fn holm(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]));
    let mut corrected = vec![1.0; values.len()];
    let mut least = 0.0_f64;
    for (before, place) in order.iter().enumerate() {
        least = least.max((values.len() - before) as f64 * values[*place]).min(1.0);
        corrected[*place] = least;
    }
    corrected
}
