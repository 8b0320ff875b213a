//! Dividing periods into segments of one rate each, in the best way for each number of changes.

/// The most changes that are looked for.
pub(super) const CHANGES_MOST: usize = 5;

/// Best divisions of the same number of periods, for one column of counts after the other.
pub(super) struct Segments<'a> {
    exposures: &'a [f64],
    /// Best sums of log-likelihoods of the first periods, for each number of changes.
    best: Vec<Vec<f64>>,
    /// Where the last segment of each begins.
    begins: Vec<Vec<usize>>,
}

impl<'a> Segments<'a> {
    pub(super) fn new(exposures: &'a [f64]) -> Self {
        let changes = CHANGES_MOST.min(exposures.len() - 1);
        let periods = exposures.len() + 1;
        Self {
            exposures,
            best: vec![vec![f64::NEG_INFINITY; periods]; changes + 1],
            begins: vec![vec![0; periods]; changes + 1],
        }
    }

    /// By how much each number of changes, from one on, raises twice the log-likelihood of Poisson counts (Jackson et al. 2005).
    pub(super) fn gains(&mut self, counts: &[u64]) -> Vec<f64> {
        for end in 1..=counts.len() {
            self.best.iter_mut().for_each(|best| best[end] = f64::NEG_INFINITY);
            let (mut count, mut exposure) = (0.0, 0.0);
            for begin in (0..end).rev() {
                count += counts[begin] as f64;
                exposure += self.exposures[begin];
                let segment = log_likelihood(count, exposure);
                if begin == 0 {
                    self.best[0][end] = segment;
                    break;
                }
                for changes in 1..self.best.len() {
                    let whole = self.best[changes - 1][begin] + segment;
                    if whole > self.best[changes][end] {
                        self.best[changes][end] = whole;
                        self.begins[changes][end] = begin;
                    }
                }
            }
        }
        let end = counts.len();
        // Rounding must not make a gain of nothing negative.
        self.best[1..].iter().map(|best| (2.0 * (best[end] - self.best[0][end])).max(0.0)).collect()
    }

    /// Where segments begin but the first, in the best division with so many changes of the counts that were last looked at.
    pub(super) fn begins(&self, changes: usize) -> Vec<usize> {
        let mut end = self.exposures.len();
        let mut found = Vec::with_capacity(changes);
        for changes in (1..=changes).rev() {
            end = self.begins[changes][end];
            found.push(end);
        }
        found.reverse();
        found
    }
}

/// The log-likelihood of counts with one rate, less what does not depend on how periods are divided.
fn log_likelihood(count: f64, exposure: f64) -> f64 {
    if count > 0.0 { count * (count / exposure).ln() } else { 0.0 }
}
