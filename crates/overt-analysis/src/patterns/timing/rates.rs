//! How the rate of acts changes from one time to another, in one group of units and compared with another group.
//!
//! Given how many acts each unit has in both times, those in the second are draws with odds of the ratio of exposures, times that of the
//! rates (J. Przyborowski and H. Wilenski 1940). So no unit needs to be like another. With two groups, how many acts there are in the second
//! time in both is given, too; then what changed everywhere is no longer in it, and only the ratio of the ratios is left.

use std::collections::BTreeMap;

use crate::patterns::Ratio;
use crate::patterns::bisect::bisect;
use crate::patterns::conditional::{Conditional, LN_MOST, VALUES_MOST};
use crate::tail::{Z_95, normal_p};

/// Acts and exposure of a unit in the first time and in the second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) acts: [u64; 2],
    pub(super) exposure: [f64; 2],
}

/// The units of a group, put together where their exposures have the same ratio: how many acts, by the ratio.
pub(super) struct Rates {
    /// The ratio of exposures, and how many acts there are in both times.
    parts: Vec<(f64, u64)>,
    /// How many acts there are in the second time.
    second: u64,
}

impl Rates {
    pub(super) fn new(pairs: impl Iterator<Item = Pair>) -> Self {
        let mut parts: BTreeMap<u64, (f64, u64)> = BTreeMap::new();
        let mut second = 0;
        for Pair { acts, exposure } in pairs.filter(|pair| pair.acts != [0; 2]) {
            let odds = exposure[1] / exposure[0];
            parts.entry(odds.to_bits()).or_insert((odds, 0)).1 += acts[0] + acts[1];
            second += acts[1];
        }
        Self { parts: parts.into_values().collect(), second }
    }

    fn all(&self) -> u64 {
        self.parts.iter().map(|(_, acts)| acts).sum()
    }

    fn conditional(&self) -> Option<Conditional> {
        self.parts.iter().map(|(odds, acts)| Conditional::trials(*acts, *odds)).reduce(|one, other| one.with(&other))
    }

    /// The logarithm of the ratio of rates by maximum likelihood, and its variance; nothing where one time has no act.
    fn normal(&self) -> Option<[f64; 2]> {
        if self.second == 0 || self.second == self.all() {
            return None;
        }
        let chances = |ln_ratio: f64| {
            self.parts.iter().map(move |(odds, acts)| (*acts as f64, 1.0 / (1.0 + (-ln_ratio - odds.ln()).exp())))
        };
        let expected = |ln_ratio: f64| chances(ln_ratio).map(|(acts, chance)| acts * chance).sum::<f64>();
        let ln_ratio = bisect(-LN_MOST, LN_MOST, |ln_ratio| expected(ln_ratio) < self.second as f64);
        let information: f64 = chances(ln_ratio).map(|(acts, chance)| acts * chance * (1.0 - chance)).sum();
        Some([ln_ratio, 1.0 / information])
    }
}

/// A ratio, and whether it is exact.
pub(super) type Found = Option<(Ratio, bool)>;

/// The rate in the second time for that in the first; nothing where the numbers cannot tell.
pub(super) fn change(rates: &Rates) -> Found {
    if rates.all() <= VALUES_MOST {
        return Some((rates.conditional()?.ratio(rates.second)?, true));
    }
    let [ln_ratio, variance] = rates.normal()?;
    Some((by_logarithm(ln_ratio, variance), false))
}

/// The change of the first group for that of the second; nothing where the numbers cannot tell.
pub(super) fn compared(first: &Rates, second: &Rates) -> Found {
    if first.all() + second.all() <= VALUES_MOST {
        let sum = usize::try_from(first.second + second.second).ok()?;
        let both = first.conditional()?.given_sum(&second.conditional()?, sum);
        return Some((both.ratio(first.second)?, true));
    }
    let ([one, one_variance], [other, other_variance]) = (first.normal()?, second.normal()?);
    Some((by_logarithm(one - other, one_variance + other_variance), false))
}

/// A ratio the logarithm of which is normal (the delta method).
fn by_logarithm(ln_ratio: f64, variance: f64) -> Ratio {
    let end = |far: f64| (ln_ratio + far * variance.sqrt()).exp();
    Ratio {
        value: Some(ln_ratio.exp()),
        low: end(-Z_95),
        high: Some(end(Z_95)).filter(|high| high.is_finite()),
        p: normal_p(ln_ratio / variance.sqrt()),
    }
}
