//! Symmetric positive definite equations, solved in place.

/// A pivot of which an elimination leaves less than this share counts as zero.
const PIVOT_SHARE_MIN: f64 = 1e-11;

/// A square matrix of which only the upper triangle is used.
pub(super) struct Upper {
    entries: Vec<f64>,
    size: usize,
}

impl Upper {
    pub(super) fn new(size_max: usize) -> Self {
        Self { entries: vec![0.0; size_max * size_max], size: 0 }
    }

    /// Sets every entry of the upper triangle.
    pub(super) fn fill(&mut self, size: usize, entry: impl Fn(usize, usize) -> f64) {
        self.size = size;
        for row in 0..size {
            let line = &mut self.entries[row * size..(row + 1) * size];
            for (column, value) in line.iter_mut().enumerate().skip(row) {
                *value = entry(row, column);
            }
        }
    }

    /// Factors the matrix as `U' D U`, with `D U` in place of it. False if it is singular to working precision.
    pub(super) fn factor(&mut self) -> bool {
        let size = self.size;
        for pivot in 0..size {
            let (above, below) = self.entries.split_at_mut((pivot + 1) * size);
            let line = &above[pivot * size..];
            let lead = line[pivot];
            if lead.is_nan() || lead <= 0.0 {
                return false;
            }
            for row in pivot + 1..size {
                let share = line[row] / lead;
                if share == 0.0 {
                    continue;
                }
                let start = (row - pivot - 1) * size;
                let target = &mut below[start..start + size];
                let before = target[row];
                for (value, above) in target[row..].iter_mut().zip(&line[row..]) {
                    *value -= share * above;
                }
                if target[row] <= PIVOT_SHARE_MIN * before {
                    return false;
                }
            }
        }
        true
    }

    /// Solves the factored equations for one right side, in place.
    pub(super) fn solve(&self, right: &mut [f64]) {
        let size = self.size;
        for row in 0..size {
            let line = &self.entries[row * size..(row + 1) * size];
            let share = right[row] / line[row];
            for (value, entry) in right[row + 1..size].iter_mut().zip(&line[row + 1..]) {
                *value -= share * entry;
            }
        }
        for row in (0..size).rev() {
            let line = &self.entries[row * size..(row + 1) * size];
            let known: f64 =
                line[row + 1..].iter().zip(&right[row + 1..size]).map(|(entry, value)| entry * value).sum();
            right[row] = (right[row] - known) / line[row];
        }
    }
}
