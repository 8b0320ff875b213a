//! Comparing two sets of rows of any size without keeping them: the sums of keyed hashes of their rows.
//!
//! The key is drawn anew each time, so nobody can prepare rows whose sums agree although they differ.

use crate::random;

/// The sum of what was added, in any order.
#[derive(Debug, Clone)]
pub(crate) struct Sum {
    key: [u8; 32],
    count: u64,
    total: u128,
}

impl Sum {
    pub(crate) fn new() -> Self {
        Self { key: random::bytes(), count: 0, total: 0 }
    }

    /// An empty sum that can be compared with `other`.
    pub(crate) const fn like(other: &Self) -> Self {
        Self { key: other.key, count: 0, total: 0 }
    }

    /// Adds a row of these parts, each of which ends before the next begins.
    pub(crate) fn add(&mut self, parts: &[&[u8]]) {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        let mut first = [0; 16];
        hasher.finalize_xof().fill(&mut first);
        self.total = self.total.wrapping_add(u128::from_le_bytes(first));
        self.count += 1;
    }
}

impl PartialEq for Sum {
    fn eq(&self, other: &Self) -> bool {
        (self.key, self.count, self.total) == (other.key, other.count, other.total)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_does_not_count_and_every_row_does(rows: Vec<(u8, Vec<u8>)>, extra: Vec<u8>) {
            let empty = Sum::new();
            let sum = |rows: &[(u8, Vec<u8>)]| {
                let mut sum = Sum::like(&empty);
                for (number, bytes) in rows {
                    sum.add(&[&[*number], bytes]);
                }
                sum
            };
            let mut reversed = rows.clone();
            reversed.reverse();
            prop_assert_eq!(sum(&rows), sum(&reversed));
            reversed.push((0, extra));
            prop_assert_ne!(sum(&rows), sum(&reversed));
        }
    }

    #[test]
    fn parts_do_not_run_together() {
        let mut one = Sum::new();
        let mut other = Sum::like(&one);
        one.add(&[b"ab", b"c"]);
        other.add(&[b"a", b"bc"]);
        assert_ne!(one, other);
    }
}
