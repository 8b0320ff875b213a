//! Where the records of a picture stand: in columns by steps, and within a column near those that they are tied to, so that few lines cross.

use std::collections::{BTreeMap, BTreeSet};

use overt_model::RecordId;

/// Times that the columns are put in order, by turns from the left and from the right. More change next to nothing.
const SWEEPS: usize = 5;
/// Means of rows are whole numbers, in these parts of a row, so that they are the same everywhere.
const PARTS: usize = 10_000;

/// The columns from the left, with the records of each from above. The same records and ties stand the same, in whatever order they come.
pub(super) fn columns(steps: &BTreeMap<RecordId, usize>, ties: &[[RecordId; 2]]) -> Vec<Vec<RecordId>> {
    let mut by_steps: BTreeMap<usize, Vec<RecordId>> = BTreeMap::new();
    for (id, steps) in steps {
        by_steps.entry(*steps).or_default().push(*id);
    }
    let mut columns: Vec<Vec<RecordId>> = by_steps.into_values().collect();
    let mut neighbours: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    for [one, other] in ties {
        neighbours.entry(*one).or_default().insert(*other);
        neighbours.entry(*other).or_default().insert(*one);
    }
    for sweep in 0..SWEEPS {
        if sweep % 2 == 0 {
            (1..columns.len()).for_each(|column| order(&mut columns, (column, column - 1), &neighbours));
        } else {
            (1..columns.len()).rev().for_each(|column| order(&mut columns, (column - 1, column), &neighbours));
        }
    }
    columns
}

/// Puts a column in the order of the means of the rows in which the neighbours stand that are in the column beside it. Who has none there
/// stays about where they are.
fn order(
    columns: &mut [Vec<RecordId>],
    (column, beside): (usize, usize),
    neighbours: &BTreeMap<RecordId, BTreeSet<RecordId>>,
) {
    let rows: BTreeMap<RecordId, usize> = columns[beside].iter().enumerate().map(|(row, id)| (*id, row)).collect();
    let mean = |(row, id): (usize, &RecordId)| {
        let there: Vec<usize> =
            neighbours.get(id).into_iter().flatten().filter_map(|other| rows.get(other).copied()).collect();
        (there.iter().sum::<usize>() * PARTS).checked_div(there.len()).unwrap_or(row * PARTS)
    };
    let mut placed: Vec<(usize, RecordId)> =
        columns[column].iter().enumerate().map(|(row, id)| (mean((row, id)), *id)).collect();
    placed.sort_by_key(|(mean, _)| *mean);
    columns[column] = placed.into_iter().map(|(_, id)| id).collect();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(bits: usize) -> RecordId {
        RecordId::from_bits(bits as u128)
    }

    /// How often two lines between neighbouring columns cross.
    fn crossings(columns: &[Vec<RecordId>], ties: &[[RecordId; 2]]) -> usize {
        let at = |id: RecordId| {
            let found = columns
                .iter()
                .enumerate()
                .find_map(|(column, ids)| ids.iter().position(|other| *other == id).map(|row| (column, row)));
            found.expect("every record has a place")
        };
        let mut lines: Vec<_> = ties.iter().map(|[one, other]| [at(*one), at(*other)]).collect();
        for line in &mut lines {
            line.sort_unstable();
        }
        let is_crossed = |[a, b]: [(usize, usize); 2], [c, d]: [(usize, usize); 2]| {
            a.0 == c.0 && b.0 == d.0 && a.0 != b.0 && ((a.1 < c.1 && b.1 > d.1) || (a.1 > c.1 && b.1 < d.1))
        };
        let pairs = lines
            .iter()
            .enumerate()
            .flat_map(|(place, one)| lines[place + 1..].iter().map(move |other| (*one, *other)));
        pairs.filter(|(one, other)| is_crossed(*one, *other)).count()
    }

    #[test]
    fn lines_that_need_not_cross_do_not() {
        // Two branches whose records have come in turns.
        let steps = [(1, 0), (2, 1), (3, 1), (4, 1), (5, 2), (6, 2), (7, 2), (8, 3), (9, 3), (10, 3)];
        let steps = steps.map(|(bits, steps)| (id(bits), steps)).into();
        let ties = [(1, 2), (1, 3), (1, 4), (2, 7), (3, 6), (4, 5), (7, 8), (6, 9), (5, 10)];
        let ties = ties.map(|(one, other)| [id(one), id(other)]);
        let by_id = [vec![id(1)], [2, 3, 4].map(id).into(), [5, 6, 7].map(id).into(), [8, 9, 10].map(id).into()];
        assert_eq!(crossings(&by_id, &ties), 6);
        assert_eq!(crossings(&columns(&steps, &ties), &ties), 0);
    }

    proptest! {
        #[test]
        fn every_record_has_one_place_in_the_column_of_its_steps_whatever_the_order_of_the_ties(
            steps in proptest::collection::vec(0_usize..4, 1..60),
            pairs in proptest::collection::vec((0_usize..60, 0_usize..60), 0..120),
            turned in 0_usize..120,
        ) {
            let known: BTreeMap<RecordId, usize> = steps.iter().enumerate().map(|(bits, steps)| (id(bits), *steps)).collect();
            let mut ties: Vec<_> = pairs.into_iter().map(|(one, other)| [id(one % steps.len()), id(other % steps.len())]).collect();
            let placed = columns(&known, &ties);
            let mut ids: Vec<RecordId> = placed.concat();
            ids.sort_unstable();
            prop_assert!(ids.iter().eq(known.keys()), "each once");
            for column in &placed {
                prop_assert!(column.iter().all(|id| known[id] == known[&column[0]]), "a column is one number of steps");
            }
            prop_assert!(placed.windows(2).all(|beside| known[&beside[0][0]] < known[&beside[1][0]]), "from the left");
            let count = ties.len().max(1);
            ties.rotate_left(turned % count);
            for ends in &mut ties {
                ends.reverse();
            }
            prop_assert_eq!(columns(&known, &ties), placed);
        }
    }
}
