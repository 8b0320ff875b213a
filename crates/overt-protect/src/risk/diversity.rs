//! What a group tells about its people though it does not tell who is who.

use serde::Serialize;

use super::classes::Classes;
use super::question::Sensitive;
use crate::Table;

/// The factor of recursive diversity: the most frequent value is to be rarer than this many times the others.
const RECURSIVE_FACTOR: u64 = 3;

/// What groups tell about a sensitive column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diversity {
    /// The column.
    pub column: String,
    /// Distinct l-diversity: the fewest values that a group has.
    pub distinct: usize,
    /// Entropy l-diversity: the fewest values that a group has if they were equally frequent.
    pub entropy: f64,
    /// Recursive (3, l)-diversity: the largest `l` such that in no group the most frequent value has three times the rows, or
    /// more, of all values from the `l`-th most frequent on.
    pub recursive: usize,
    /// The share of rows whose group has one value, so that it is told about everybody in it.
    pub share_told: f64,
    /// t-closeness: the farthest that a group is from the whole table. For ordered columns it is the earth mover's distance
    /// with the distance between values by their places, otherwise half the sum of differences.
    pub farthest: f64,
    /// The same on average over the rows.
    pub distance: f64,
    /// Whether the column was taken as ordered.
    pub ordered: bool,
}

impl Diversity {
    pub(super) fn new(table: &Table, sensitive: Sensitive, classes: &Classes) -> Self {
        let column = &table.domain().columns()[sensitive.column];
        let codes = table.column(sensitive.column);
        let mut whole = vec![0_u32; column.values().len()];
        for &code in codes {
            whole[usize::from(code)] += 1;
        }
        let rows = codes.len() as f64;
        let shares: Vec<f64> = whole.iter().map(|&count| f64::from(count) / rows).collect();
        let mut diversity = Self {
            column: column.name().to_owned(),
            distinct: usize::MAX,
            entropy: f64::INFINITY,
            recursive: usize::MAX,
            share_told: 0.0,
            farthest: 0.0,
            distance: 0.0,
            ordered: sensitive.ordered,
        };
        let mut counts = vec![0_u32; shares.len()];
        let mut values = Vec::new();
        let (members, ends) = classes.members();
        let mut start = 0;
        for end in ends {
            let members = &members[start..end];
            start = end;
            values.clear();
            for &row in members {
                let value = usize::from(codes[row as usize]);
                if counts[value] == 0 {
                    values.push(value);
                }
                counts[value] += 1;
            }
            let distance = if sensitive.ordered { moved(&counts, &shares) } else { differs(&values, &counts, &shares) };
            diversity.farthest = diversity.farthest.max(distance);
            diversity.distance += distance * members.len() as f64 / rows;
            let mut sorted: Vec<u32> = values.iter().map(|&value| std::mem::take(&mut counts[value])).collect();
            sorted.sort_unstable_by(|one, other| other.cmp(one));
            diversity.distinct = diversity.distinct.min(sorted.len());
            diversity.entropy = diversity.entropy.min(effective(&sorted));
            diversity.recursive = diversity.recursive.min(recursive(&sorted));
            diversity.share_told += if sorted.len() == 1 { members.len() as f64 / rows } else { 0.0 };
        }
        diversity
    }
}

/// How many values there would be if they were equally frequent.
fn effective(counts: &[u32]) -> f64 {
    let total = f64::from(counts.iter().sum::<u32>());
    let entropy: f64 = counts.iter().map(|&count| f64::from(count) / total).map(|share| -share * share.ln()).sum();
    entropy.exp()
}

/// The largest `l` for which the most frequent value is rarer than the factor times those from the `l`-th on.
fn recursive(counts: &[u32]) -> usize {
    let mut rest = 0;
    let mut place = counts.len();
    while place > 0 {
        rest += u64::from(counts[place - 1]);
        if u64::from(counts[0]) < RECURSIVE_FACTOR * rest {
            break;
        }
        place -= 1;
    }
    place
}

/// By how much the shares of the values of a group exceed those of the whole: half the sum of all differences.
fn differs(values: &[usize], counts: &[u32], shares: &[f64]) -> f64 {
    let total = f64::from(values.iter().map(|&value| counts[value]).sum::<u32>());
    values.iter().map(|&value| (f64::from(counts[value]) / total - shares[value]).max(0.0)).sum()
}

/// How far shares must be moved along the order of values to make those of a group into those of the whole.
fn moved(counts: &[u32], shares: &[f64]) -> f64 {
    let total = f64::from(counts.iter().sum::<u32>());
    let mut carried = 0.0_f64;
    let mut sum = 0.0;
    for (&count, share) in counts.iter().zip(shares) {
        carried += f64::from(count) / total - share;
        sum += carried.abs();
    }
    sum / (shares.len().max(2) - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Li, Li and Venkatasubramanian (2007), section 5: nine salaries from 3,000 to 11,000.
    #[test]
    fn moved_shares_are_those_of_the_paper() {
        let whole = [1.0 / 9.0; 9];
        assert!((moved(&[1, 1, 1, 0, 0, 0, 0, 0, 0], &whole) - 0.375).abs() < 1e-12);
        assert!((moved(&[0, 0, 0, 1, 0, 1, 0, 0, 1], &whole) - 1.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn recursive_diversity_needs_others_beside_the_most_frequent() {
        assert_eq!(recursive(&[4]), 1);
        assert_eq!(recursive(&[5, 2]), 2);
        assert_eq!(recursive(&[6, 2]), 1);
        assert_eq!(recursive(&[2, 1, 1]), 3);
        assert_eq!(recursive(&[5, 2, 1]), 2);
    }
}
