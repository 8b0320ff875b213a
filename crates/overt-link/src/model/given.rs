//! What pairs that are not the same share once they share one thing: people of one culture have names and citizenship in
//! common, those of one family also place and telephone. Weights that ignore this claim too much.

use super::train::probability;
use super::weights::{Given, Model, Weigher, or_else, state};
use crate::column::{Column, MISSING, mix};
use crate::compare::{Cache, Comparer, LEVELS_MAX, Pattern};

/// Pairs drawn for each column.
const PAIRS: u64 = 40_000;
/// What holds for pairs at random counts like so many pairs: little evidence changes little.
const RANDOM_PAIRS: f64 = 100.0;

/// Pairs with the same value in one column, by column: drawn and compared once, and weighed as often as the model changes.
pub(super) struct Draws(Vec<Vec<Draw>>);

struct Draw {
    a: u32,
    b: u32,
    /// How many records have the value.
    length: u32,
    pattern: Pattern,
}

impl Draws {
    /// Draws pairs for every column but the last.
    pub(super) fn new(comparer: &Comparer<'_>) -> Self {
        let mut cache = Cache::new(comparer);
        let columns = comparer.comparisons.iter().map(|comparison| &comparer.columns[comparison.column]);
        let last = comparer.comparisons.len().saturating_sub(1);
        Self(columns.take(last).map(|column| draw(comparer, column, &mut cache)).collect())
    }

    /// Learns, for every comparison, how often different pairs that agree on an earlier one reach its levels.
    pub(super) fn learn(&self, model: &Model, comparer: &Comparer<'_>, weigher: &Weigher) -> Vec<Vec<Given>> {
        let mut all = vec![Vec::new(); comparer.comparisons.len()];
        for (earlier, draws) in self.0.iter().enumerate() {
            let sums = sums(comparer, weigher, (earlier, draws));
            for (own, given) in all.iter_mut().enumerate().skip(earlier + 1) {
                let levels = &model.comparisons[own].levels;
                for rare in [false, true] {
                    let sums = &sums[usize::from(rare)][own];
                    let total: f64 = sums[1..].iter().sum();
                    if total <= 0.0 {
                        continue;
                    }
                    let u = levels
                        .iter()
                        .zip(&sums[1..])
                        .map(|(level, sum)| (sum + RANDOM_PAIRS * level.u) / (total + RANDOM_PAIRS));
                    given.push(Given { column: model.comparisons[earlier].column.clone(), rare, u: u.collect() });
                }
            }
        }
        all
    }
}

/// Draws different records with the same value in a column.
fn draw(comparer: &Comparer<'_>, column: &Column, cache: &mut Cache) -> Vec<Draw> {
    let (starts, records) = by_value(column);
    if records.is_empty() {
        return Vec::new();
    }
    let pair = |draw: u64| {
        let a = records[(mix(draw) % records.len() as u64) as usize];
        let code = column.codes[a as usize];
        let (start, length) = (starts[code as usize], column.counts[code as usize]);
        if length < 2 {
            return None;
        }
        let b = records[(start + (mix(!draw) % u64::from(length)) as u32) as usize];
        (a != b).then(|| {
            let pattern = comparer.compare_remembering(comparer.row(a), comparer.row(b), cache);
            Draw { a, b, length, pattern }
        })
    };
    (0..PAIRS).filter_map(pair).collect()
}

/// Counts the levels of all comparisons over pairs with the same value in one column, common or rare, as far as they are
/// different.
fn sums(comparer: &Comparer<'_>, weigher: &Weigher, (earlier, pairs): (usize, &[Draw])) -> [Vec<[f64; LEVELS_MAX]>; 2] {
    let comparison = &comparer.comparisons[earlier];
    let column = &comparer.columns[comparison.column];
    let mut sums =
        [vec![[0.0; LEVELS_MAX]; comparer.comparisons.len()], vec![[0.0; LEVELS_MAX]; comparer.comparisons.len()]];
    let mut drawn = [0.0; 2];
    for Draw { a, b, length, pattern } in pairs {
        let (same, household) = weigher.odds(*pattern, weigher.rarity(*pattern, comparer.row(*a), comparer.row(*b)));
        let different = 1.0 - probability(f64::from(same.max(household) + or_else(-(same - household).abs())));
        let is_rare = state(comparison.bands, comparison.equal(*length), 1.0) == 2;
        drawn[usize::from(is_rare)] += f64::from(length - 1);
        let sums = &mut sums[usize::from(is_rare)];
        for (own, sums) in sums.iter_mut().enumerate() {
            sums[usize::from(pattern.level(own))] += different * f64::from(length - 1);
        }
    }
    // As many as there are pairs with the same value, and no more than were drawn.
    for (is_rare, sums) in [false, true].into_iter().zip(&mut sums) {
        let of_state = |count: &&u32| (state(comparison.bands, comparison.equal(**count), 1.0) == 2) == is_rare;
        let pairs: f64 = column.counts[1..]
            .iter()
            .filter(of_state)
            .map(|count| f64::from(*count) * f64::from(count.saturating_sub(1)) / 2.0)
            .sum();
        let scale = pairs.min(PAIRS as f64) / drawn[usize::from(is_rare)].max(1.0);
        sums.iter_mut().flatten().for_each(|sum| *sum *= scale);
    }
    sums
}

/// Records by the value they have, and where each value begins. Values stand in the order of their first records, so that
/// nothing depends on how they were numbered.
fn by_value(column: &Column) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![u32::MAX; column.counts.len()];
    let mut next = 0;
    for code in column.codes.iter().filter(|code| **code != MISSING) {
        let start = &mut starts[*code as usize];
        if *start == u32::MAX {
            *start = next;
            next += column.counts[*code as usize];
        }
    }
    let mut records = vec![0; next as usize];
    let mut ends = starts.clone();
    for (record, code) in (0..).zip(&column.codes).filter(|(_, code)| **code != MISSING) {
        let end = &mut ends[*code as usize];
        records[*end as usize] = record;
        *end += 1;
    }
    (starts, records)
}
