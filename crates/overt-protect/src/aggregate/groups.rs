//! Groups of `k` rows or more, and what all rows of a group have in common.

use super::items::Items;

/// Divides the rows into groups of `k`, and tells the items that all rows of each group hold. Fewer than `k` rows are left over.
pub(super) fn common(items: &Items, k: usize) -> Vec<Vec<u16>> {
    let mut counts = vec![0_u32; items.len()];
    count(items, items.rows(), &mut counts);
    // What is frequent among some rows brings them together; if it is rare among all, a little more so.
    let weights = counts.iter().map(|&count| libm::pow(count.into(), -0.25)).collect();
    let mut groups = Groups { items, k, weights, counts, common: Vec::new(), found: Vec::new() };
    groups.divide(items.rows().to_vec());
    groups.found
}

struct Groups<'a> {
    items: &'a Items,
    k: usize,
    weights: Vec<f64>,
    counts: Vec<u32>,
    /// What all rows have that are being divided.
    common: Vec<u16>,
    found: Vec<Vec<u16>>,
}

impl Groups<'_> {
    /// Divides rows, and gives back those that are left over: fewer than `k`.
    fn divide(&mut self, mut rows: Vec<u32>) -> Vec<u32> {
        while let Some(item) = self.next_item(&rows) {
            let (with, without) = rows.into_iter().partition(|&row| self.items.holds(row, item));
            rows = without;
            self.common.push(item);
            rows.extend(self.divide(with));
            self.common.pop();
        }
        let groups = rows.len() / self.k;
        self.found.extend(std::iter::repeat_n(self.common.clone(), groups));
        rows.split_off(groups * self.k)
    }

    /// The item that `k` or more of the rows share, and that brings most of them together.
    fn next_item(&mut self, rows: &[u32]) -> Option<u16> {
        if rows.len() < self.k {
            return None;
        }
        count(self.items, rows, &mut self.counts);
        for &item in &self.common {
            self.counts[usize::from(item)] = 0;
        }
        let worth = |item: &u16| f64::from(self.counts[usize::from(*item)]) * self.weights[usize::from(*item)];
        (0..self.items.len() as u16)
            .filter(|&item| self.counts[usize::from(item)] as usize >= self.k)
            .max_by(|one, other| worth(one).total_cmp(&worth(other)))
    }
}

/// Counts how many of some rows hold each item.
fn count(items: &Items, rows: &[u32], counts: &mut [u32]) {
    counts.fill(0);
    for &row in rows {
        for &item in items.record(row) {
            counts[usize::from(item)] += 1;
        }
    }
}
