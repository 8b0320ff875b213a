//! By how much the amounts of one group exceed those of another.

use serde::Serialize;

use super::{Currency, Group, LIMITS, Summary};
use crate::Problem;
use crate::associate::{RankSum, quantile, rank_sum, say_p};
use crate::patterns::Interval;
use crate::patterns::share::SIDE;
use crate::series::Exclusion;
use crate::tail::Z_95;

/// The most pairs of an amount of each group: some ten megabytes.
const PAIRS_MOST: usize = 2_000_000;

/// Up to as many pairs the distribution of the rank sum is counted.
const COUNTED_MOST: usize = 2_500;

/// The difference between two groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// What amounts are in.
    pub currency: Currency,
    /// The first group.
    pub first: Summary,
    /// The second group.
    pub second: Summary,
    /// The median of all differences of an amount of the first and one of the second group, in smallest units (Hodges and Lehmann 1963).
    pub value: f64,
    /// Its 95 percent interval; none if there are too few amounts for one.
    pub interval: Option<Interval>,
    /// The rank-sum test.
    pub test: RankSum,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

const COUNTED: &str = "Hodges and Lehmann; interval from the exact distribution of the rank sum without ties (longer than it must be with \
                       ties); test: rank sum, normal, corrected for ties and continuity";

const NORMAL: &str = "Hodges and Lehmann; interval from the normal distribution of the rank sum; test: rank sum, normal, corrected for ties \
                      and continuity";

/// By how much the amounts of the first group exceed those of the second, if both are spread alike.
pub fn difference(first: &Group, second: &Group, currency: &Currency) -> Result<Difference, Problem> {
    for group in [first, second] {
        currency.check(&group.amounts, 0, &format!("“{}”", group.label))?;
    }
    let summary = |group: &Group| {
        let none =
            || Problem::new(format!("No amount of “{}” is known.", group.label), "Compare groups that have some.");
        Summary::new(&group.label, &group.amounts, group.unknown).ok_or_else(none)
    };
    let (one, other) = (summary(first)?, summary(second)?);
    let pairs = one.n.saturating_mul(other.n);
    if pairs > PAIRS_MOST {
        return Err(Problem::new(
            format!("There are {pairs} pairs of amounts, and at most {PAIRS_MOST} are compared."),
            "Take a part of the time, or compare medians.",
        ));
    }
    let [values, others] =
        [first, second].map(|group| group.amounts.iter().map(|amount| *amount as f64).collect::<Vec<_>>());
    let mut differences: Vec<f64> = values.iter().flat_map(|one| others.iter().map(move |other| one - other)).collect();
    differences.sort_unstable_by(f64::total_cmp);
    let (value, test) = (quantile(&differences, 0.5), rank_sum(&values, &others));
    let counted = pairs <= COUNTED_MOST;
    let beyond = if counted {
        beyond_counted(one.n.min(other.n), one.n.max(other.n))
    } else {
        Some(beyond_normal(one.n, other.n))
    };
    let interval = beyond.map(|place| Interval { low: differences[place], high: differences[pairs - 1 - place] });
    let said = interval.map_or_else(
        || "too few for an interval".to_owned(),
        |interval| format!("95 % interval {} to {}", currency.say(interval.low), currency.say(interval.high)),
    );
    let sentence = format!(
        "An amount of “{}” (n = {}) exceeds one of “{}” (n = {}) by {} in the middle of all pairs ({said}; {}); that does not show why.",
        one.label,
        one.n,
        other.label,
        other.n,
        currency.say(value),
        say_p(test.p)
    );
    let unknown = [first, second].into_iter().filter(|group| group.unknown > 0);
    let exclusions = unknown.map(|group| Exclusion {
        who: group.label.clone(),
        why: format!("acts whose amount is not known: {}", group.unknown).into(),
    });
    Ok(Difference {
        currency: currency.clone(),
        first: one,
        second: other,
        value,
        interval,
        test,
        exclusions: exclusions.collect(),
        method: if counted { COUNTED } else { NORMAL },
        sentence,
        limits: LIMITS,
    })
}

/// How many of the differences lie beyond each end, by the distribution of Mann and Whitney's U; none if even the farthest are too near.
/// It is the same for both orders, and takes fewer steps with the smaller group first.
fn beyond_counted(one: usize, other: usize) -> Option<usize> {
    let shares = shares_of_u(one, other);
    let mut below = 0.0;
    let reached = shares.iter().take_while(|share| {
        below += **share;
        below <= SIDE
    });
    reached.count().checked_sub(1)
}

/// How likely each value of U is, from 0 on, if no values are tied and both groups are alike: the shares of subsets of `one` of all ranks by
/// their sum, one rank after the other.
fn shares_of_u(one: usize, other: usize) -> Vec<f64> {
    let most = one * other;
    // Of the ranks seen so far, the share of ways in which so many are of the first group and so many pairs are won.
    let mut shares = vec![vec![0.0; most + 1]; one + 1];
    shares[0][0] = 1.0;
    for rank in 0..one + other {
        let left = (one + other - rank) as f64;
        for taken in (0..=one.min(rank)).rev() {
            let drawn = (one - taken) as f64 / left;
            // A member of the first group wins against all of the second that were seen.
            let won = rank - taken;
            let row = std::mem::take(&mut shares[taken]);
            if let Some(next) = shares.get_mut(taken + 1).filter(|_| drawn > 0.0) {
                for (pairs, share) in row.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                    next[pairs + won] += share * drawn;
                }
            }
            shares[taken] = row.into_iter().map(|share| share * (1.0 - drawn)).collect();
        }
    }
    shares.pop().unwrap_or_default()
}

/// The same by the normal distribution, which needs many amounts.
fn beyond_normal(one: usize, other: usize) -> usize {
    let (one, other) = (one as f64, other as f64);
    let place = one * other / 2.0 - Z_95 * (one * other * (one + other + 1.0) / 12.0).sqrt();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the pairs")]
    let place = place.max(1.0).floor() as usize;
    place - 1
}
