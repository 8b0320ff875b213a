//! Rows in classes: alike in the columns chosen so far.

use multiversion::multiversion;

use super::codes::{Column, Flags, LANES};

/// How many combinations of values there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Combinations that some row has.
    pub(super) distinct: u64,
    /// Of them, those that fewer than `k` rows have.
    pub(super) below: u64,
    /// Of them, those that one row has.
    pub(super) unique: u64,
}

impl Tally {
    fn add(&mut self, weight: u32, k: u32) {
        self.distinct += 1;
        self.below += u64::from(weight < k);
        self.unique += u64::from(weight == 1);
    }
}

/// Rows in classes. Rows that are alike in all columns still to come are one row with a weight, and a class of one such row
/// cannot be split any more: it is only counted.
#[derive(Debug, Default)]
pub(super) struct Partition {
    /// Positions of rows, class after class.
    rows: Vec<u32>,
    /// How many rows each stands for.
    weights: Vec<u32>,
    /// Where each class ends.
    ends: Vec<u32>,
    /// The classes that are only counted.
    alone: Tally,
}

/// Room for work, kept between calls.
pub(super) struct Scratch {
    weights: Vec<u32>,
    last: Vec<u32>,
    starts: Vec<u32>,
    touched: Vec<u16>,
    rows: Vec<(u32, u32)>,
    /// The rows that the last count found unique: the column within the chunk, and the position.
    pub(super) unique: Vec<(u8, u32)>,
}

impl Scratch {
    pub(super) fn new(values_max: usize) -> Self {
        Self {
            weights: vec![0; values_max],
            last: vec![0; values_max],
            starts: vec![0; values_max],
            touched: Vec::with_capacity(values_max),
            rows: Vec::new(),
            unique: Vec::new(),
        }
    }
}

/// What is counted, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counting {
    /// Classes of fewer rows are counted apart.
    pub(super) k: u32,
    /// Whether classes of one row are kept, because a later column can lack a value that is searched.
    pub(super) keep_alone: bool,
}

impl Partition {
    /// All rows in one class, which is kept even if all are alike.
    pub(super) fn whole(&mut self, rows: usize, alike: &[u32]) {
        self.clear(Tally::default());
        (0..rows as u32).for_each(|row| self.merge(0, row, 1, alike));
        self.ends.push(self.rows.len() as u32);
    }

    /// Splits the classes of another partition by a column. `alike` groups rows by what comes after it.
    pub(super) fn split(
        &mut self,
        from: &Self,
        column: &Column,
        alike: &[u32],
        counting: Counting,
        scratch: &mut Scratch,
    ) {
        self.clear(from.alone);
        let mut start = 0;
        for &end in &from.ends {
            let class = start..end as usize;
            start = end as usize;
            let rows = &from.rows[class.clone()];
            let weights = &from.weights[class];
            if let [one, other] = *rows
                && column.codes[one as usize] != column.codes[other as usize]
            {
                for (row, weight) in [(one, weights[0]), (other, weights[1])] {
                    if !(column.absent && column.codes[row as usize] == 0) {
                        let begin = self.rows.len();
                        self.merge(begin, row, weight, alike);
                        self.close(begin, counting);
                    }
                }
            } else {
                self.split_class(rows, weights, column, alike, counting, scratch);
            }
        }
    }

    fn split_class(
        &mut self,
        rows: &[u32],
        weights: &[u32],
        column: &Column,
        alike: &[u32],
        counting: Counting,
        scratch: &mut Scratch,
    ) {
        scratch.touched.clear();
        for &row in rows {
            let code = column.codes[row as usize];
            let size = &mut scratch.weights[usize::from(code)];
            if *size == 0 {
                scratch.touched.push(code);
            }
            *size += 1;
        }
        let mut start = 0;
        for &code in &scratch.touched {
            scratch.starts[usize::from(code)] = start;
            start += scratch.weights[usize::from(code)];
        }
        scratch.rows.resize(rows.len(), (0, 0));
        for (&row, &weight) in rows.iter().zip(weights) {
            let start = &mut scratch.starts[usize::from(column.codes[row as usize])];
            scratch.rows[*start as usize] = (row, weight);
            *start += 1;
        }
        let mut start = 0;
        for &code in &scratch.touched {
            let size = std::mem::take(&mut scratch.weights[usize::from(code)]) as usize;
            if !(column.absent && code == 0) {
                let begin = self.rows.len();
                for &(row, weight) in &scratch.rows[start..start + size] {
                    self.merge(begin, row, weight, alike);
                }
                self.close(begin, counting);
            }
            start += size;
        }
    }

    fn clear(&mut self, alone: Tally) {
        self.rows.clear();
        self.weights.clear();
        self.ends.clear();
        self.alone = alone;
    }

    /// Puts a row into the class that begins at `start`, or into its last row if they are alike in what comes.
    fn merge(&mut self, start: usize, row: u32, weight: u32, alike: &[u32]) {
        let end = self.rows.len();
        if end > start && alike[self.rows[end - 1] as usize] == alike[row as usize] {
            self.weights[end - 1] += weight;
        } else {
            self.rows.push(row);
            self.weights.push(weight);
        }
    }

    /// Ends the class that begins at `start`.
    fn close(&mut self, start: usize, counting: Counting) {
        let end = self.rows.len();
        if end == start + 1 && !counting.keep_alone {
            self.alone.add(self.weights[start], counting.k);
            self.rows.truncate(start);
            self.weights.truncate(start);
        } else if end > start {
            self.ends.push(end as u32);
        }
    }

    /// Counts the classes that a column would make, and remembers the rows that would be unique and were not known to be.
    pub(super) fn count(&self, column: &Column, counting: Counting, scratch: &mut Scratch) -> Tally {
        let mut tally = self.alone;
        scratch.unique.clear();
        let mut start = 0;
        for &end in &self.ends {
            let class = start..end as usize;
            start = end as usize;
            let rows = &self.rows[class.clone()];
            let weights = &self.weights[class];
            scratch.touched.clear();
            for (&row, &weight) in rows.iter().zip(weights) {
                let code = column.codes[row as usize];
                let sum = &mut scratch.weights[usize::from(code)];
                if *sum == 0 {
                    scratch.touched.push(code);
                }
                *sum += weight;
                scratch.last[usize::from(code)] = row;
            }
            for &code in &scratch.touched {
                let weight = std::mem::take(&mut scratch.weights[usize::from(code)]);
                if !(column.absent && code == 0) {
                    tally.add(weight, counting.k);
                    if weight == 1 {
                        scratch.unique.push((0, scratch.last[usize::from(code)]));
                    }
                }
            }
        }
        tally
    }

    /// [`Partition::count`] for sixteen columns of two values at once.
    pub(super) fn count_flags(&self, flags: &Flags, counting: Counting, scratch: &mut Scratch) -> [Tally; LANES] {
        scratch.unique.clear();
        let counts = count_lanes(
            (&self.rows, &self.weights, &self.ends),
            (&flags.bits, flags.zeros),
            counting.k,
            &mut scratch.unique,
        );
        std::array::from_fn(|lane| Tally {
            distinct: self.alone.distinct + u64::from(counts.distinct[lane]),
            below: self.alone.below + u64::from(counts.below[lane]),
            unique: self.alone.unique + u64::from(counts.unique[lane]),
        })
    }
}

#[derive(Default)]
struct Lanes {
    distinct: [u32; LANES],
    below: [u32; LANES],
    unique: [u32; LANES],
}

/// The loops are plain; `multiversion` compiles them for wider registers too, and picks at run time. All versions count, so all
/// give the same result.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx512dq+avx2", "x86_64+avx2", "aarch64+neon"))]
fn count_lanes(
    (rows, weights, ends): (&[u32], &[u32], &[u32]),
    (bits, zeros): (&[u16], u16),
    k: u32,
    unique: &mut Vec<(u8, u32)>,
) -> Lanes {
    let lane_bits: [u32; LANES] = std::array::from_fn(|lane| 1 << lane);
    let zeros: [u32; LANES] = std::array::from_fn(|lane| 0_u32.wrapping_sub(u32::from(zeros >> lane & 1)));
    let mut counts = Lanes::default();
    let mut start = 0;
    for &end in ends {
        let class = start..end as usize;
        start = end as usize;
        // The rows of a class that have the bit: their number, and the sum of their positions, which is the position itself
        // where there is one.
        let (mut ones, mut sums) = ([0_u32; LANES], [0_u32; LANES]);
        let (mut total, mut sum) = (0_u32, 0_u32);
        for (&row, &weight) in rows[class.clone()].iter().zip(&weights[class]) {
            let bits = u32::from(bits[row as usize]);
            for lane in 0..LANES {
                let has = if bits & lane_bits[lane] == 0 { 0 } else { u32::MAX };
                ones[lane] += weight & has;
                sums[lane] = sums[lane].wrapping_add(row & has);
            }
            total += weight;
            sum = sum.wrapping_add(row);
        }
        let mut found = 0_u32;
        for lane in 0..LANES {
            let (one, zero) = (ones[lane], (total - ones[lane]) & zeros[lane]);
            counts.distinct[lane] += u32::from(one > 0) + u32::from(zero > 0);
            counts.below[lane] += u32::from(one > 0 && one < k) + u32::from(zero > 0 && zero < k);
            let now = u32::from(one == 1) + u32::from(zero == 1);
            counts.unique[lane] += now;
            found |= now;
        }
        if found > 0 {
            for lane in 0..LANES {
                if ones[lane] == 1 {
                    unique.push((lane as u8, sums[lane]));
                }
                if (total - ones[lane]) & zeros[lane] == 1 {
                    unique.push((lane as u8, sum.wrapping_sub(sums[lane])));
                }
            }
        }
    }
    counts
}
