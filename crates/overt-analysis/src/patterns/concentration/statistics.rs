//! How unevenly acts are divided, given exposure.

use super::layout::{Layout, Part};

/// Dispersion, largest excess, Gini, Herfindahl.
pub(super) const STATISTICS: usize = 4;

/// Computes the statistics of one way after another to divide the same acts.
pub(super) struct Statistics<'a> {
    layout: &'a Layout,
    /// The units of each part, in the order of their rates when it was last sorted.
    order: Vec<usize>,
}

impl<'a> Statistics<'a> {
    pub(super) fn new(layout: &'a Layout) -> Self {
        Self { layout, order: (0..layout.shares.len()).collect() }
    }

    /// Of several parts, the chi-squares are added, the largest excess counts, and Gini and Herfindahl are means weighted by acts.
    pub(super) fn of(&mut self, acts: &[u64]) -> [f64; STATISTICS] {
        let all = self.layout.acts() as f64;
        let mut found = [0.0, f64::NEG_INFINITY, 0.0, 0.0];
        for part in self.layout.parts.iter().filter(|part| part.acts > 0) {
            let whole = part.acts as f64;
            let units = part.first..part.end;
            for (acts, share) in acts[units.clone()].iter().zip(&self.layout.shares[units]) {
                let (seen, expected) = (*acts as f64, whole * share);
                found[0] += (seen - expected).powi(2) / expected;
                found[1] = found[1].max((seen - expected) / all);
                found[3] += (seen / whole).powi(2) * whole / all;
            }
            found[2] += self.gini(part, acts) * whole / all;
        }
        found
    }

    /// One less twice the area under the curve of the share of acts over the share of exposure, units with the lowest rate first.
    fn gini(&mut self, part: &Part, acts: &[u64]) -> f64 {
        let shares = &self.layout.shares;
        let order = &mut self.order[part.first..part.end];
        order.sort_unstable_by(|one, other| {
            (acts[*one] as f64 / shares[*one]).total_cmp(&(acts[*other] as f64 / shares[*other]))
        });
        let (mut reached, mut area) = (0.0, 0.0);
        for unit in order {
            let next = reached + acts[*unit] as f64 / part.acts as f64;
            area += shares[*unit] * (reached + next);
            reached = next;
        }
        (1.0 - area).max(0.0)
    }
}
