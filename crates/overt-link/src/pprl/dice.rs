//! All pairs of two lists of bit strings whose Dice coefficient reaches a threshold: exactly, and fast.
//!
//! Dice of two bit strings with `a` and `b` bits set, `c` of them in both, is `2 c / (a + b)`. The result is that of comparing
//! every pair; these steps only avoid work that cannot change it:
//!
//! 1. Both lists are sorted by the number of bits set. `c` is at most the smaller number, which excludes whole ranges.
//! 2. Columns are reordered, so that those which tell two strings apart best come first: those set in about half of them.
//! 3. Eight strings of the second list stand side by side, one word of each in one vector, against one of the first list.
//! 4. After the first words the bits in common cannot grow by more than the bits that are left in either. Where that is not
//!    enough for any of the eight, all eight are done.
//!
//! The bound of step 4 follows Kristensen, Nielsen and Pedersen (2010), "A tree-based method for the rapid screening of chemical
//! fingerprints", Algorithms for Molecular Biology 5:9. The comparison with the threshold is that of anonlink 0.15, in the
//! same floating-point operations, so that both give the same pairs.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::PprlError;
use super::kernel::{self, Head, LANES, Needed, Tile};

/// 64-bit words of a bit string.
pub const WORDS: usize = 16;

/// Bits of a bit string.
pub const BITS: usize = WORDS * 64;

/// A bit string of [`BITS`] bits; bit `n` is bit `n % 64` of word `n / 64`.
pub type Bits = [u64; WORDS];

/// How many pairs [`pairs`] returns at most. More than these nobody could check, and they mean that the threshold is too low.
pub const PAIRS_MAX: usize = 20_000_000;

/// Strings of the first list that one piece of work compares with the whole second list: their heads fit a core's own cache,
/// and each tile that comes from memory is used often.
const CHUNK: usize = 1024;

/// Two bit strings that are alike enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Place in the first list, from 0.
    pub a: u32,
    /// Place in the second list, from 0.
    pub b: u32,
    /// The Dice coefficient, from the threshold to 1.
    pub dice: f64,
}

/// How many bits are set.
pub fn weight(bits: &Bits) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}

/// The Dice coefficient of two bit strings, 0 to 1; 0 where no bit is set in either.
pub fn dice(a: &Bits, b: &Bits) -> f64 {
    let common: u32 = a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum();
    coefficient(u64::from(common), u64::from(weight(a) + weight(b)))
}

/// All pairs with a Dice coefficient of at least `threshold`, the most alike first, then by place in `a`, then in `b`.
///
/// The result is the same for every number of `threads`; 0 is taken as 1.
///
/// # Errors
///
/// [`PprlError::Threshold`] unless the threshold lies above 0 and not above 1, [`PprlError::TooManyRecords`] where a list has more
/// than `u32::MAX` strings, and [`PprlError::TooManyPairs`] above [`PAIRS_MAX`].
///
/// # Panics
///
/// Where a thread cannot be started.
pub fn pairs(a: &[Bits], b: &[Bits], threshold: f64, threads: usize) -> Result<Vec<Pair>, PprlError> {
    if !(threshold > 0.0 && threshold <= 1.0) {
        return Err(PprlError::Threshold);
    }
    if u32::try_from(a.len().max(b.len())).is_err() {
        return Err(PprlError::TooManyRecords { limit: u32::MAX as usize });
    }
    if a.is_empty() || b.is_empty() {
        return Ok(Vec::new());
    }
    let needed = needed_overlaps(threshold);
    let columns = column_order(a, b);
    let first = Sorted::new(a, &columns);
    let second = Sorted::new(b, &columns);
    let depth = kernel::best_depth(&first.bits, &second.bits, &needed);
    let tiles: Vec<Tile> = second.bits.chunks(LANES).map(|strings| Tile::new(strings, depth)).collect();
    let heads: Vec<Head> = first.bits.iter().map(|bits| Head::new(bits, depth)).collect();

    let next = AtomicUsize::new(0);
    let found_total = AtomicUsize::new(0);
    let too_many = AtomicBool::new(false);
    let chunks = first.bits.len().div_ceil(CHUNK);
    let work = || {
        let mut found = Vec::new();
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            if chunk >= chunks || too_many.load(Ordering::Relaxed) {
                return found;
            }
            let before = found.len();
            let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(first.bits.len());
            scan_chunk(&first, &heads, range, &second, &tiles, &needed, depth, &mut found);
            let fresh = found.len() - before;
            if found_total.fetch_add(fresh, Ordering::Relaxed) + fresh > PAIRS_MAX {
                too_many.store(true, Ordering::Relaxed);
            }
        }
    };
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(chunks)).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().expect("a comparison does not panic"));
        }
        all
    });
    if too_many.into_inner() {
        return Err(PprlError::TooManyPairs { limit: PAIRS_MAX });
    }
    all.sort_unstable_by(|left, right| {
        right.dice.total_cmp(&left.dice).then(left.a.cmp(&right.a)).then(left.b.cmp(&right.b))
    });
    Ok(all)
}

/// Compares a range of the first list with every tile whose numbers of bits allow it.
#[expect(clippy::too_many_arguments, reason = "the pieces of one comparison, which live in one place")]
fn scan_chunk(
    first: &Sorted,
    heads: &[Head],
    range: std::ops::Range<usize>,
    second: &Sorted,
    tiles: &[Tile],
    needed: &Needed,
    depth: usize,
    found: &mut Vec<Pair>,
) {
    let mut hits = Vec::new();
    let weights = &first.weights[range.clone()];
    for (number, tile) in tiles.iter().enumerate() {
        // Weights ascend in both lists, and whether two weights can reach the threshold is an interval around equality.
        let start =
            weights.partition_point(|weight| *weight < tile.weight_min && !needed.reachable(*weight, tile.weight_min));
        let end =
            weights.partition_point(|weight| *weight <= tile.weight_max || needed.reachable(*weight, tile.weight_max));
        if start >= end {
            continue;
        }
        let part = range.start + start..range.start + end;
        hits.clear();
        kernel::scan(depth, &heads[part.clone()], &first.bits[part.clone()], tile, needed, &mut hits);
        for hit in &hits {
            let place = part.start + hit.row;
            let column = number * LANES + hit.lane;
            // Lanes beyond the end of the list are empty and never reach the threshold.
            let sum = u64::from(first.weights[place] + second.weights[column]);
            found.push(Pair { a: first.places[place], b: second.places[column], dice: coefficient(hit.overlap, sum) });
        }
    }
}

/// The coefficient as anonlink calculates it.
#[expect(clippy::cast_precision_loss, reason = "both are at most 2048")]
fn coefficient(common: u64, sum: u64) -> f64 {
    if sum == 0 { 0.0 } else { (2 * common) as f64 / sum as f64 }
}

/// For each sum of two weights the smallest number of common bits that reaches the threshold.
fn needed_overlaps(threshold: f64) -> Needed {
    let mut overlap = 1;
    let table = (0..=2 * BITS as u64).map(|sum| {
        while sum > 0 && coefficient(overlap, sum) < threshold {
            overlap += 1;
        }
        overlap
    });
    Needed::new(table.collect())
}

/// Columns by how well they tell strings apart, which is best where half the strings have the bit.
fn column_order(a: &[Bits], b: &[Bits]) -> Vec<usize> {
    // A sample is enough for an order, and the order does not change the result.
    let total = a.len() + b.len();
    let step = (total / 8192).max(1);
    let mut counts = vec![0_usize; BITS];
    let mut sampled = 0_usize;
    for bits in a.iter().chain(b).step_by(step) {
        sampled += 1;
        for (number, count) in counts.iter_mut().enumerate() {
            *count += usize::from(bits[number / 64] >> (number % 64) & 1 == 1);
        }
    }
    let mut order: Vec<usize> = (0..BITS).collect();
    order.sort_by_key(|column| (sampled.abs_diff(2 * counts[*column]), *column));
    order
}

/// A list with its columns reordered, sorted by weight.
struct Sorted {
    bits: Vec<Bits>,
    weights: Vec<u32>,
    /// Where each stood.
    places: Vec<u32>,
}

impl Sorted {
    fn new(list: &[Bits], columns: &[usize]) -> Self {
        let mut new_column = vec![0; BITS];
        for (new, old) in columns.iter().enumerate() {
            new_column[*old] = new;
        }
        let mut rows: Vec<(u32, Bits, u32)> =
            (0_u32..).zip(list).map(|(place, bits)| (weight(bits), reorder(bits, &new_column), place)).collect();
        // Among equal weights, alike strings come together, so that the eight of a tile are given up together.
        rows.sort_unstable();
        Self {
            weights: rows.iter().map(|row| row.0).collect(),
            places: rows.iter().map(|row| row.2).collect(),
            bits: rows.into_iter().map(|row| row.1).collect(),
        }
    }
}

fn reorder(bits: &Bits, new_column: &[usize]) -> Bits {
    let mut reordered = [0; WORDS];
    for (number, word) in bits.iter().enumerate() {
        let mut left = *word;
        while left != 0 {
            let new = new_column[number * 64 + left.trailing_zeros() as usize];
            reordered[new / 64] |= 1 << (new % 64);
            left &= left - 1;
        }
    }
    reordered
}

#[cfg(test)]
mod tests;
