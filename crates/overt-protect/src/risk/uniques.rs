//! Why a row is unique: the smallest sets of columns by which it differs from all others.

use super::codes::Known;
use super::question::LENGTH_MAX;

/// The score of a minimal set of `size` columns among `columns`, if sets up to `size_max` are searched: the product of
/// `columns - i` for `i` from `size` to `size_max` (Elliot, Manning, Mayes, Gurd and Bane 2005).
pub(super) fn score(size: usize, size_max: usize, columns: usize) -> u64 {
    // A set of all columns is the least that can tell a row: it scores 1, and not nothing.
    let last = size_max.min(columns.saturating_sub(1));
    (size..=last).map(|place| (columns - place) as u64).product()
}

/// For each row, as bits, the columns in which it has the value that is looked for. A column without one is never among them.
pub(super) fn agreements(known: &[Known], looked_for: &[Option<u16>], rows: usize) -> Vec<u64> {
    let mut agreements = vec![0_u64; rows];
    for (place, (known, looked_for)) in known.iter().zip(looked_for).enumerate() {
        if let Some(value) = looked_for {
            for (agreement, code) in agreements.iter_mut().zip(known.codes.iter()) {
                *agreement |= u64::from(code == value) << place;
            }
        }
    }
    agreements
}

/// The minimal sets of at most `length` of the `usable` columns that are part of no agreement.
pub(super) fn minimal_sets(mut agreements: Vec<u64>, usable: u64, length: usize) -> Vec<u64> {
    agreements.sort_unstable_by_key(|agreement| (std::cmp::Reverse(agreement.count_ones()), *agreement));
    agreements.dedup();
    let mut largest: Vec<u64> = Vec::new();
    for agreement in agreements {
        if largest.iter().all(|larger| agreement & !larger != 0) {
            largest.push(agreement);
        }
    }
    let mut minimal: Vec<u64> = Vec::new();
    let mut sets = vec![0_u64];
    for _ in 0..length.min(LENGTH_MAX) {
        let mut longer = Vec::new();
        for set in sets {
            let above = if set == 0 { 0 } else { 64 - set.leading_zeros() };
            for column in (above..64).filter(|column| usable >> column & 1 == 1) {
                let set = set | 1 << column;
                if minimal.iter().any(|smaller| smaller & !set == 0) {
                    continue;
                }
                if largest.iter().all(|agreement| set & !agreement != 0) {
                    minimal.push(set);
                } else {
                    longer.push(set);
                }
            }
        }
        sets = longer;
    }
    minimal
}

/// The places of the bits of a set.
pub(super) fn places(set: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |place| set >> place & 1 == 1)
}
