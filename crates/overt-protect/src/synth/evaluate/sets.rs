//! Which sets of columns are compared.

use std::collections::BTreeSet;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::super::chance::Chance;
use crate::{ColumnDomain, Domain};

/// Every set of so many of so many columns.
pub fn sets_of(length: usize, columns: usize) -> Vec<Vec<usize>> {
    if length == 0 {
        return vec![Vec::new()];
    }
    let longer = |shorter: Vec<usize>| {
        let from = shorter.last().map_or(0, |last| last + 1);
        (from..columns).map(move |next| [&shorter[..], &[next]].concat())
    };
    sets_of(length - 1, columns).into_iter().flat_map(longer).collect()
}

/// How many sets of so many columns there are.
pub(super) fn number_of_sets(length: usize, columns: usize) -> u64 {
    let number = |count: usize| u64::try_from(count).expect("64 bits at most");
    (0..length)
        .fold(1, |sets: u64, place| sets.saturating_mul(number(columns.saturating_sub(place))) / number(place + 1))
}

/// All sets of so many columns, or `most` of them that are drawn by chance, each as likely as the others; in their order.
pub(super) fn chosen_sets(length: usize, columns: usize, most: usize, seed: u64) -> Vec<Vec<usize>> {
    if usize::try_from(number_of_sets(length, columns)).is_ok_and(|all| all <= most) {
        return sets_of(length, columns);
    }
    let mut chance = Chance::new(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut drawn = BTreeSet::new();
    while drawn.len() < most {
        let set: BTreeSet<usize> = (0..length).map(|_| chance.below(columns)).collect();
        // One with a column twice is drawn again: all others stay as likely as each other.
        if set.len() == length {
            drawn.insert(set.into_iter().collect::<Vec<_>>());
        }
    }
    drawn.into_iter().collect()
}

/// The codes that a cell of the table of counts over a set stands for, in the order of the set.
pub(super) fn codes_of(domain: &Domain, set: &[usize], cell: usize) -> Vec<u16> {
    let mut rest = cell;
    let mut codes = vec![0; set.len()];
    for (code, &column) in codes.iter_mut().zip(set).rev() {
        let values = domain.columns()[column].values().len();
        *code = u16::try_from(rest % values).expect("codes have 16 bits");
        rest /= values;
    }
    codes
}

/// The same as columns and values.
pub(super) fn named<'a>(domain: &'a Domain, set: &[usize], cell: usize) -> impl Iterator<Item = (&'a str, &'a str)> {
    let codes = codes_of(domain, set, cell).into_iter();
    let columns: Vec<&ColumnDomain> = set.iter().map(|&column| &domain.columns()[column]).collect();
    columns.into_iter().zip(codes).map(|(column, code)| (column.name(), column.values()[usize::from(code)].as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_counted_without_making_them() {
        for columns in 0..9 {
            for length in 0..5 {
                assert_eq!(
                    number_of_sets(length, columns),
                    sets_of(length, columns).len() as u64,
                    "{length} {columns}"
                );
            }
        }
        assert_eq!(number_of_sets(4, 300), 330_791_175);
    }

    #[test]
    fn drawn_sets_are_different_sorted_and_follow_from_the_seed() {
        let drawn = chosen_sets(3, 20, 100, 1);
        assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 100);
        assert!(drawn.iter().all(|set| set.len() == 3 && set.is_sorted_by(|one, other| one < other) && set[2] < 20));
        assert_eq!(drawn, chosen_sets(3, 20, 100, 1));
        assert_ne!(drawn, chosen_sets(3, 20, 100, 2));
        assert_eq!(chosen_sets(3, 20, 1_140, 1), sets_of(3, 20));
    }
}
