//! Solving an equation with one unknown.

/// Halvings after which two ends of any bracket in use are neighbouring numbers.
const HALVINGS: usize = 200;

/// Where `below`, which holds from `low` on and not at `high`, ceases to hold.
pub(super) fn bisect(mut low: f64, mut high: f64, below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}
