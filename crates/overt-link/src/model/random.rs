//! How often pairs that are not the same reach each level.

use crate::column::mix;
use crate::compare::{Cache, Comparer, LEVELS_MAX};

/// Pairs drawn at random.
const PAIRS: u64 = 300_000;

/// The probability of each level among random pairs, by comparison; level 0, missing, is left at zero. That two values are
/// equal is not drawn but computed: it is the sum of the squared frequencies.
pub(super) fn levels(
    comparer: &Comparer<'_>,
    records: usize,
    threads: usize,
) -> (Vec<[f64; LEVELS_MAX]>, Vec<[Option<f64>; LEVELS_MAX]>) {
    let records = records as u64;
    let draws = PAIRS.min(records * records.saturating_sub(1) / 2);
    let share = draws.div_ceil(threads as u64);
    let counted: Vec<Vec<([u64; LEVELS_MAX], [u64; LEVELS_MAX])>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads as u64)
            .map(|thread| {
                scope.spawn(move || {
                    let mut counts = vec![([0; LEVELS_MAX], [0; LEVELS_MAX]); comparer.comparisons.len()];
                    let mut cache = Cache::new(comparer);
                    for draw in thread * share..((thread + 1) * share).min(draws) {
                        let a = mix(draw) % records;
                        // Never the record itself.
                        let b = (a + 1 + mix(!draw) % (records - 1)) % records;
                        let (one, other) = (comparer.row(a as u32), comparer.row(b as u32));
                        let pattern = comparer.compare_remembering(one, other, &mut cache);
                        for (position, (counts, rarity)) in counts.iter_mut().enumerate() {
                            let level = usize::from(pattern.level(position));
                            counts[level] += 1;
                            let comparison = &comparer.comparisons[position];
                            if comparison.is_alike(level as u8) {
                                let column = &comparer.columns[comparison.column];
                                let count = |record: u64| column.counts[column.codes[record as usize] as usize];
                                rarity[level] += (1 << 32) / u64::from(count(a).max(count(b)).max(1));
                            }
                        }
                    }
                    counts
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("a worker does not panic")).collect()
    });
    let mut rarities = vec![[None; LEVELS_MAX]; comparer.comparisons.len()];
    let shares = (0..comparer.comparisons.len())
        .map(|position| {
            let mut counts = [0u64; LEVELS_MAX];
            let mut rarity = [0u64; LEVELS_MAX];
            for part in &counted {
                for (sum, count) in counts.iter_mut().zip(part[position].0) {
                    *sum += count;
                }
                for (sum, rare) in rarity.iter_mut().zip(part[position].1) {
                    *sum += rare;
                }
            }
            for (level, slot) in rarities[position].iter_mut().enumerate() {
                if counts[level] >= 20 && rarity[level] > 0 {
                    *slot = Some(32.0 - (rarity[level] as f64 / counts[level] as f64).log2());
                }
            }
            let comparison = &comparer.comparisons[position];
            let column = &comparer.columns[comparison.column];
            let present = u128::from(column.present());
            let pairs = (present * present.saturating_sub(1)).max(1) as f64;
            let bands = usize::from(comparison.bands);
            let mut shares = [0.0; LEVELS_MAX];
            let mut squares = [0u128; LEVELS_MAX];
            for count in &column.counts[1..] {
                squares[usize::from(comparison.equal(*count))] +=
                    u128::from(*count) * u128::from(count.saturating_sub(1));
            }
            for (share, squares) in shares.iter_mut().zip(squares) {
                *share = squares as f64 / pairs;
            }
            for share in &mut shares[1..=bands] {
                *share = share.clamp(1e-9, 0.999);
            }
            let equal: f64 = shares[1..=bands].iter().sum();
            let others = bands + 1..comparison.levels();
            let total: f64 = others.clone().map(|level| counts[level] as f64 + 0.5).sum();
            for level in others {
                shares[level] = (counts[level] as f64 + 0.5) / total * (1.0 - equal).max(1e-3);
            }
            shares
        })
        .collect();
    (shares, rarities)
}
