//! Records drawn from the mixture.
//!
//! Within a profile, each column gets its values in as nearly their shares as whole records allow, and in an order of its
//! own by chance. So columns have within a profile no more to do with each other than in the model, and counts scatter
//! less than if every record were drawn alone.

use super::SynthError;
use super::chance::Chance;
use super::impossible::Impossible;
use super::mixture::Mixture;
use super::real;

/// So often is a record changed that has an impossible pair. Then another takes its place.
const REPAIRS_MAX: usize = 32;

/// So many records, a column of codes for each column.
pub(super) fn draw(
    mixture: &Mixture,
    rows: usize,
    impossible: &Impossible,
    chance: &mut Chance,
) -> Result<Vec<Vec<u16>>, SynthError> {
    let sizes = whole(&mixture.shares, rows, chance);
    let mut columns = Vec::new();
    for column in 0..mixture.starts.len() - 1 {
        let mut codes = Vec::with_capacity(rows);
        for (profile, &size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0) {
            let start = codes.len();
            let counts = whole(mixture.column(profile, column), size, chance);
            for (code, count) in (0_u16..=u16::MAX).zip(counts) {
                codes.extend(std::iter::repeat_n(code, count));
            }
            chance.shuffle(&mut codes[start..]);
        }
        columns.push(codes);
    }
    if !impossible.is_empty() {
        let profiles = sizes.iter().enumerate().flat_map(|(profile, &size)| std::iter::repeat_n(profile, size));
        repair(mixture, profiles, impossible, &mut columns, chance)?;
    }
    Ok(columns)
}

/// Whole numbers with this sum that are like the shares: each is its part of the sum, rounded up or down by chance so
/// that the mean is right.
pub(super) fn whole(shares: &[f32], sum: usize, chance: &mut Chance) -> Vec<usize> {
    let all: f64 = shares.iter().map(|&share| f64::from(share)).sum();
    let step = all / real(sum.max(1));
    // Marks at equal distances from a random start; each share gets those that fall on it.
    let mut mark = chance.part() * step;
    let (mut end, mut left) = (0.0, sum);
    let mut counts = vec![0; shares.len()];
    for (count, &share) in counts.iter_mut().zip(shares) {
        end += f64::from(share);
        while mark < end && left > 0 {
            *count += 1;
            left -= 1;
            mark += step;
        }
    }
    // Rounding can leave one mark beyond the end.
    counts[shares.len() - 1] += left;
    counts
}

/// Changes records that have an impossible pair until none has.
fn repair(
    mixture: &Mixture,
    profiles: impl Iterator<Item = usize>,
    impossible: &Impossible,
    columns: &mut [Vec<u16>],
    chance: &mut Chance,
) -> Result<(), SynthError> {
    let (mut sound, mut unsound) = (Vec::new(), Vec::new());
    for (row, profile) in profiles.enumerate() {
        let mut record: Vec<u16> = columns.iter().map(|codes| codes[row]).collect();
        for _ in 0..REPAIRS_MAX {
            let Some(pair) = impossible.found(|column| record[column]) else { break };
            let column = pair[chance.below(2)];
            let mut shares = mixture.column(profile, column).to_vec();
            for (share, code) in shares.iter_mut().zip(0..) {
                if impossible.forbids(column, code, |other| record[other]) {
                    *share = 0.0;
                }
            }
            if shares.iter().all(|&share| share <= 0.0) {
                // What is left of it may become possible with another value here.
                shares = mixture.column(profile, column).to_vec();
            }
            let code = chance.one_of(&shares);
            record[column] = u16::try_from(code).expect("codes have 16 bits");
        }
        if impossible.found(|column| record[column]).is_none() {
            columns.iter_mut().zip(&record).for_each(|(codes, &code)| codes[row] = code);
            sound.push(row);
        } else {
            unsound.push(row);
        }
    }
    if sound.is_empty() && !unsound.is_empty() {
        return Err(SynthError::Impossible);
    }
    for row in unsound {
        let from = sound[chance.below(sound.len())];
        for codes in columns.iter_mut() {
            codes[row] = codes[from];
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::synth::sets_of;
    use crate::{ColumnDomain, Domain, Table};

    const ROWS: usize = 20_000;

    fn chance(seed: u64) -> Chance {
        Chance::new(&mut ChaCha20Rng::seed_from_u64(seed))
    }

    /// Two profiles of the same size over four columns of five values.
    fn mixture() -> (Domain, Mixture) {
        let column =
            |name: &&str| ColumnDomain::new(*name, (0..5).map(|value| value.to_string()).collect()).expect("declared");
        let domain = Domain::new(["a", "b", "c", "d"].iter().map(column).collect()).expect("declared");
        let profiles = [[0.4, 0.3, 0.1, 0.1, 0.1], [0.05, 0.05, 0.2, 0.3, 0.4]];
        (domain.clone(), Mixture::of(&domain, &profiles.map(|shares| shares.repeat(4))))
    }

    /// How far each pair of columns of records is from the model, as a multiple of what chance explains if every record
    /// is drawn alone, but for one case in a million (the inequality of bounded differences).
    fn farthest(mixture: &Mixture, table: &Table) -> f64 {
        let rows = real(table.rows());
        let distance = |pair: &Vec<usize>| {
            let expected = mixture.expected(pair);
            let mut counts = vec![0.0; expected.len()];
            for (&one, &other) in table.column(pair[0]).iter().zip(table.column(pair[1])) {
                counts[usize::from(one) * 5 + usize::from(other)] += 1.0 / rows;
            }
            let distance = counts.iter().zip(&expected).map(|(count, share)| (count - share).abs() / 2.0).sum::<f64>();
            let mean: f64 = expected.iter().map(|share| (share * (1.0 - share) / rows).sqrt() * 0.4).sum();
            distance / (mean + (1e6_f64.ln() / (2.0 * rows)).sqrt())
        };
        sets_of(2, 4).iter().map(distance).fold(0.0, f64::max)
    }

    #[test]
    fn no_pair_of_columns_is_farther_from_the_model_than_chance_explains() {
        let (domain, mixture) = mixture();
        let columns = draw(&mixture, ROWS, &Impossible::default(), &mut chance(1)).expect("possible");
        let table = Table::from_codes(domain, columns).expect("codes of the domain");
        assert_eq!(table.rows(), ROWS);
        assert!(farthest(&mixture, &table) < 1.0);
    }

    #[test]
    fn a_sampler_that_gives_siblings_the_same_order_would_be_found() {
        let (domain, mixture) = mixture();
        let mut columns = draw(&mixture, ROWS, &Impossible::default(), &mut chance(1)).expect("possible");
        for codes in &mut columns {
            codes.chunks_mut(ROWS / 2).for_each(<[u16]>::sort_unstable);
        }
        let planted = Table::from_codes(domain, columns).expect("codes of the domain");
        assert!(farthest(&mixture, &planted) > 10.0);
    }

    #[test]
    fn whole_numbers_are_shares_rounded_up_or_down() {
        let shares = [0.5, 0.0, 0.3, 0.2];
        let mut sums = [0; 4];
        let mut chance = chance(2);
        for _ in 0..4_000 {
            let counts = whole(&shares, 7, &mut chance);
            assert_eq!(counts.iter().sum::<usize>(), 7);
            for ((sum, &count), share) in sums.iter_mut().zip(&counts).zip(shares) {
                assert!((real(count) - 7.0 * f64::from(share)).abs() < 1.0);
                *sum += count;
            }
        }
        for (sum, share) in sums.into_iter().zip(shares) {
            assert!((real(sum) / 4_000.0 - 7.0 * f64::from(share)).abs() < 0.05);
        }
    }
}
