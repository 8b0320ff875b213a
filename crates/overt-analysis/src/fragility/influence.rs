//! What leaving out two rows does to Pearson's r, for all pairs of rows.

use serde::Serialize;

use crate::Problem;
use crate::associate::{Coefficient, pearson_of, quantile};
use crate::series::{Exclusion, Joined, Key};

/// The most rows: 12.5 million pairs.
const ROWS_MOST: usize = 5_000;

/// The fewest rows, so that enough are left for every coefficient.
pub(super) const ROWS_LEAST: usize = 7;

/// How many pairs at each end are told.
const TOLD: usize = 10;

/// Below this share of the sum of squares, what is left after a removal is computed anew and not by subtraction.
const LEFT_LEAST: f64 = 1e-6;

/// A pair of rows, and r without them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Removal {
    /// The rows.
    pub pair: [Key; 2],
    /// Pearson's r of all others.
    pub r: f64,
}

/// What leaving out two rows does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairAudit {
    /// The first series.
    pub x: String,
    /// The second series.
    pub y: String,
    /// How many rows.
    pub n: usize,
    /// How many pairs of rows, each left out in turn.
    pub pairs: usize,
    /// Pearson's r of all rows.
    pub r: f64,
    /// The ten pairs without which r is strongest, the strongest first.
    pub strengthening: Vec<Removal>,
    /// The ten pairs without which r is weakest, or has the other sign, the weakest first.
    pub weakening: Vec<Removal>,
    /// The median of r over all pairs.
    pub median: f64,
    /// How many pairs leave rows of which one series is constant, so that there is no r.
    pub undefined: usize,
    /// Spearman's rho of all rows.
    pub rho: f64,
    /// Spearman's rho without the pair that strengthens r most.
    pub rho_without_strongest: f64,
    /// Kendall's tau-b of all rows.
    pub tau: f64,
    /// Kendall's tau-b without the pair that strengthens r most.
    pub tau_without_strongest: f64,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Leaves out every pair of rows of the two series that were joined.
pub fn audit_pairs(joined: &Joined) -> Result<PairAudit, Problem> {
    let [x, y] = joined.exactly()?;
    let n = joined.n();
    if !(ROWS_LEAST..=ROWS_MOST).contains(&n) {
        return Err(Problem::new(
            format!("There are {n} rows, and pairs are left out of {ROWS_LEAST} to {ROWS_MOST}."),
            "Look at the exclusions, or take one year.",
        ));
    }
    let r = Coefficient::Pearson.estimate(&x.values, &y.values)?.value;
    let mut removals = removals(&x.values, &y.values)?;
    let pairs = n * (n - 1) / 2;
    let undefined = pairs - removals.len();
    removals.sort_by(|one, other| strength(other.r, r).total_cmp(&strength(one.r, r)));
    let told = |removal: &Without| Removal { pair: removal.places.map(|place| joined.keys[place]), r: removal.r };
    let strengthening: Vec<Removal> = removals.iter().take(TOLD).map(told).collect();
    let Some(strongest) = strengthening.first().copied() else {
        return Err(Problem::new("Without any two rows a series is constant.", "Use rows among which both differ."));
    };
    let left = joined.keep("left out", |key| !strongest.pair.contains(&key));
    let ranks = |coefficient: Coefficient| {
        let all = coefficient.estimate(&x.values, &y.values)?.value;
        let without = coefficient.estimate(&left.sides[0].values, &left.sides[1].values)?.value;
        Ok::<_, Problem>((all, without))
    };
    let (rho, rho_without_strongest) = ranks(Coefficient::Spearman)?;
    let (tau, tau_without_strongest) = ranks(Coefficient::Kendall)?;
    let strengths: Vec<f64> = removals.iter().rev().map(|removal| strength(removal.r, r)).collect();
    let sentence = format!(
        "Of all {pairs} pairs, {} and {} are the one whose removal strengthens Pearson's r most, from {r:.3} to {:.3}; Spearman's rho goes \
         from {rho:.3} to {rho_without_strongest:.3}. To leave these two out after looking is the choice of two rows that strengthens r most.",
        strongest.pair[0], strongest.pair[1], strongest.r
    );
    Ok(PairAudit {
        x: x.label.clone(),
        y: y.label.clone(),
        n,
        pairs,
        r,
        strengthening,
        weakening: removals.iter().rev().take(TOLD).map(told).collect(),
        median: strength(quantile(&strengths, 0.5), r),
        undefined,
        rho,
        rho_without_strongest,
        tau,
        tau_without_strongest,
        exclusions: joined.exclusions.clone(),
        method: "Pearson's r of all rows but two, for every two rows; strength is r in the direction that all rows have",
        sentence,
    })
}

/// Two rows by their places, and r without them.
#[derive(Clone, Copy)]
pub(super) struct Without {
    pub(super) places: [usize; 2],
    pub(super) r: f64,
}

/// How strong a coefficient is in the direction of another.
pub(super) fn strength(r: f64, of_all: f64) -> f64 {
    r * 1_f64.copysign(of_all)
}

/// r without any two rows, in the order of rows. Pairs that leave a constant column are not there.
pub(super) fn removals(x: &[f64], y: &[f64]) -> Result<Vec<Without>, Problem> {
    pearson_of(x, y)?;
    let centred: Vec<[f64; 2]> = centred(x).into_iter().zip(centred(y)).map(<[f64; 2]>::from).collect();
    let squares = |[x, y]: [f64; 2]| [x * x, y * y, x * y];
    let all = centred.iter().fold([0.0; 3], |sums, row| less(sums, squares(*row).map(|product| -product)));
    let left = x.len() as f64 - 2.0;
    let mut found = Vec::with_capacity(x.len() * (x.len() - 1) / 2);
    for first in 0..x.len() {
        for second in first + 1..x.len() {
            let [one, other] = [centred[first], centred[second]];
            let moved = squares([one[0] + other[0], one[1] + other[1]]).map(|product| product / left);
            let [xx, yy, xy] = less(less(less(all, squares(one)), squares(other)), moved);
            let r = if xx > LEFT_LEAST * all[0] && yy > LEFT_LEAST * all[1] {
                Some((xy / xx.sqrt() / yy.sqrt()).clamp(-1.0, 1.0))
            } else {
                let rest = |values: &[f64]| -> Vec<f64> {
                    let places = values.iter().enumerate().filter(|(place, _)| *place != first && *place != second);
                    places.map(|(_, value)| *value).collect()
                };
                Coefficient::Pearson.estimate(&rest(x), &rest(y)).ok().map(|estimate| estimate.value)
            };
            found.extend(r.map(|r| Without { places: [first, second], r }));
        }
    }
    Ok(found)
}

fn centred(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| value - mean).collect()
}

fn less(sums: [f64; 3], taken: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|place| sums[place] - taken[place])
}
