//! Groups of rows that are alike in everything that may be known.

use rustc_hash::FxHashMap;
use serde::Serialize;

/// The groups of rows that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Classes {
    /// The group of each row.
    pub(super) of: Vec<u32>,
    /// How many rows each group has.
    pub(super) sizes: Vec<u32>,
}

/// How large the groups of rows are that are alike in everything that may be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Groups {
    /// Rows of the table.
    pub rows: usize,
    /// Groups that they fall into.
    pub groups: usize,
    /// The size of the smallest group: the `k` that the table has.
    pub smallest: u32,
    /// Rows that are alone in their group: sample uniques.
    pub unique: usize,
    /// Rows in groups smaller than the `k` that was asked for.
    pub rows_below_k: usize,
    /// How many groups there are of each size, smallest first.
    pub sizes: Vec<GroupSize>,
}

/// How many groups there are of a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GroupSize {
    /// Rows of each of them.
    pub size: u32,
    /// How many groups.
    pub groups: usize,
}

impl Classes {
    /// All rows in one group.
    pub(super) fn one(rows: usize) -> Self {
        Self { of: vec![0; rows], sizes: vec![rows as u32] }
    }

    /// The groups, split by one more column. Groups are numbered in the order in which they first occur.
    pub(super) fn split(&self, codes: &[u16]) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut sizes: Vec<u32> = Vec::with_capacity(self.sizes.len());
        let of = self.of.iter().zip(codes).map(|(&class, &code)| {
            let new = sizes.len() as u32;
            let class = if self.sizes[class as usize] == 1 {
                new
            } else {
                *numbers.entry(u64::from(class) << 16 | u64::from(code)).or_insert(new)
            };
            if class == new {
                sizes.push(0);
            }
            sizes[class as usize] += 1;
            class
        });
        let of = of.collect();
        Self { of, sizes }
    }

    /// The rows of each group, one group after the other, and where each ends.
    pub(super) fn members(&self) -> (Vec<u32>, Vec<usize>) {
        let mut ends = Vec::with_capacity(self.sizes.len());
        let mut starts = Vec::with_capacity(self.sizes.len());
        let mut end = 0;
        for &size in &self.sizes {
            starts.push(end);
            end += size as usize;
            ends.push(end);
        }
        let mut rows = vec![0; self.of.len()];
        for (row, &class) in (0_u32..).zip(&self.of) {
            let start = &mut starts[class as usize];
            rows[*start] = row;
            *start += 1;
        }
        (rows, ends)
    }

    /// How large the groups are.
    pub(super) fn groups(&self, k: u32) -> Groups {
        let mut sizes = self.sizes.clone();
        sizes.sort_unstable();
        let sizes: Vec<GroupSize> = sizes
            .chunk_by(|one, other| one == other)
            .map(|alike| GroupSize { size: alike[0], groups: alike.len() })
            .collect();
        let rows = |most: u32| sizes.iter().take_while(|size| size.size <= most).map(GroupSize::rows).sum();
        Groups {
            rows: self.of.len(),
            groups: self.sizes.len(),
            smallest: sizes.first().map_or(0, |size| size.size),
            unique: rows(1),
            rows_below_k: rows(k.saturating_sub(1)),
            sizes,
        }
    }
}

impl GroupSize {
    /// The rows of all of them.
    pub fn rows(&self) -> usize {
        self.size as usize * self.groups
    }
}

impl Groups {
    /// How many groups have that many rows.
    pub(super) fn of_size(&self, size: u32) -> usize {
        self.sizes.iter().find(|other| other.size == size).map_or(0, |size| size.groups)
    }
}
