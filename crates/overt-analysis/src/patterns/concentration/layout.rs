//! Units with their share of the exposure, in one part or several between which no act can move.

use serde::Serialize;
use statrs::function::factorial::ln_factorial;

use super::Draws;
use super::statistics::{STATISTICS, Statistics};
use crate::Problem;
use crate::chance::Chance;
use crate::patterns::allocation::{allocate, as_large, check_work, cumulative, p_of};

/// The most ways of dividing acts among units that are all gone through.
const WAYS_MOST: f64 = 100_000.0;

/// How p values of statistics were computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Calculation {
    /// Every way to divide the acts among the units was gone through.
    Exact,
    /// The acts were divided by chance, so often and from this seed.
    Simulated(Draws),
}

/// A statistic of the acts that were seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Statistic {
    /// Its value.
    pub value: f64,
    /// Its mean if exposure and chance alone divided the acts.
    pub expected: f64,
    /// How often they alone would give at least this value.
    pub p: f64,
}

/// One part: its units, from `first` on, and how many acts they have together.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) acts: u64,
}

/// The units of all parts, one after the other.
pub(super) struct Layout {
    /// Each unit's share of the exposure of its part.
    pub(super) shares: Vec<f64>,
    pub(super) parts: Vec<Part>,
}

impl Layout {
    /// Units of parts, each with exposure above 0 and acts. No part is empty.
    pub(super) fn new<'a>(parts: impl Iterator<Item = &'a [(f64, u64)]>) -> Self {
        let mut layout = Self { shares: Vec::new(), parts: Vec::new() };
        for units in parts {
            let first = layout.shares.len();
            let whole: f64 = units.iter().map(|(exposure, _)| exposure).sum();
            layout.shares.extend(units.iter().map(|(exposure, _)| exposure / whole));
            let acts = units.iter().map(|(_, acts)| acts).sum();
            layout.parts.push(Part { first, end: layout.shares.len(), acts });
        }
        layout
    }

    pub(super) fn acts(&self) -> u64 {
        self.parts.iter().map(|part| part.acts).sum()
    }

    /// The p values of the statistics of these acts, and their means by chance.
    pub(super) fn against_chance(
        &self,
        acts: &[u64],
        draws: Draws,
    ) -> Result<([Statistic; STATISTICS], Calculation), Problem> {
        let mut statistics = Statistics::new(self);
        let seen = statistics.of(acts);
        let mut means = [0.0; STATISTICS];
        let mut larger = [0.0; STATISTICS];
        let mut count = |values: [f64; STATISTICS], weight: f64| {
            for (place, value) in values.into_iter().enumerate() {
                means[place] += weight * value;
                larger[place] += if as_large(value, seen[place]) { weight } else { 0.0 };
            }
        };
        let calculation = if self.ways() <= WAYS_MOST {
            self.every_way(&mut |acts, probability| count(statistics.of(acts), probability));
            Calculation::Exact
        } else {
            check_work(draws, self.acts() as f64 + 4.0 * self.shares.len() as f64)?;
            let mut chance = Chance::new(draws.seed);
            let sums: Vec<Vec<f64>> =
                self.parts.iter().map(|part| cumulative(&self.shares[part.first..part.end])).collect();
            let mut divided = vec![0; self.shares.len()];
            for _ in 0..draws.count {
                for (part, sums) in self.parts.iter().zip(&sums) {
                    allocate(&mut chance, sums, part.acts, &mut divided[part.first..part.end]);
                }
                count(statistics.of(&divided), 1.0);
            }
            Calculation::Simulated(draws)
        };
        let found = std::array::from_fn(|place| match calculation {
            Calculation::Exact => Statistic { value: seen[place], expected: means[place], p: larger[place].min(1.0) },
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of draws")]
            Calculation::Simulated(draws) => Statistic {
                value: seen[place],
                expected: means[place] / draws.count as f64,
                p: p_of(larger[place] as usize, draws.count),
            },
        });
        Ok((found, calculation))
    }

    /// In how many ways the acts can be divided among the units of their parts.
    fn ways(&self) -> f64 {
        let of = |part: &Part| {
            let others = (part.end - part.first - 1) as u64;
            (ln_factorial(part.acts + others) - ln_factorial(part.acts) - ln_factorial(others)).exp()
        };
        self.parts.iter().map(of).product::<f64>().round()
    }

    /// Goes through all of them, each with its probability.
    fn every_way(&self, seen: &mut impl FnMut(&[u64], f64)) {
        let mut acts = vec![0; self.shares.len()];
        self.divide(0, 0, self.parts[0].acts, ln_factorial(self.parts[0].acts), &mut acts, seen);
    }

    /// Divides the acts of a part that are `left` among its units from `unit` on, then those of the parts that follow.
    fn divide(
        &self,
        part: usize,
        unit: usize,
        left: u64,
        ln_probability: f64,
        acts: &mut [u64],
        seen: &mut impl FnMut(&[u64], f64),
    ) {
        let ln_of = |taken: u64| taken as f64 * self.shares[unit].ln() - ln_factorial(taken);
        if unit + 1 < self.parts[part].end {
            for taken in 0..=left {
                acts[unit] = taken;
                self.divide(part, unit + 1, left - taken, ln_probability + ln_of(taken), acts, seen);
            }
            return;
        }
        acts[unit] = left;
        let ln_probability = ln_probability + ln_of(left);
        match self.parts.get(part + 1) {
            Some(next) => {
                self.divide(part + 1, unit + 1, next.acts, ln_probability + ln_factorial(next.acts), acts, seen);
            }
            None => seen(acts, ln_probability.exp()),
        }
    }
}
