//! Weights, and weighing a pair with them.

use serde::{Deserialize, Serialize};

use crate::compare::{Comparer, LEVEL_MISSING, LEVELS_MAX, Pattern, code};
use crate::spec::Spec;

/// Everything that scoring needs besides the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Log odds, in bits, that two records drawn at random are the same.
    pub prior_bits: f64,
    /// The same for two people of one household, where the specification says what is personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_prior_bits: Option<f64>,
    /// What the calibrated log odds are: `shift + slope × bits`.
    pub calibration: Calibration,
    /// The comparisons, in the order of the specification.
    #[serde(rename = "comparison")]
    pub comparisons: Vec<ModelComparison>,
    /// What was compared, and how.
    pub spec: Spec,
}

/// From weights to probabilities. Comparisons are less independent than their sum pretends, and the corrections for it are
/// careful, so that small weights promise too little and large ones too much. The default was fitted once to public data with
/// known truth, of two kinds, and holds on the others about as well: `concepts/linkage.md` of the book has the curves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Bits that are added.
    pub shift: f64,
    /// What a bit is worth.
    pub slope: f64,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { shift: 0.95, slope: 0.85 }
    }
}

impl Calibration {
    /// Calibrated log odds, in bits, of a weight.
    pub fn bits(self, weight: f64) -> f64 {
        self.shift + self.slope * weight
    }

    /// The probability of a weight.
    pub fn probability(self, weight: f64) -> f64 {
        1.0 / (1.0 + (-self.bits(weight)).exp2())
    }

    /// The weight that has this probability.
    pub fn weight(self, probability: f64) -> f64 {
        ((probability / (1.0 - probability)).log2() - self.shift) / self.slope
    }
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelComparison {
    /// The column.
    pub column: String,
    /// Its levels without the one for missing.
    #[serde(rename = "level")]
    pub levels: Vec<ModelLevel>,
    /// How often different pairs reach the levels when they already agree on another column.
    #[serde(rename = "given", default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelLevel {
    /// The words for it.
    pub label: String,
    /// Probability among pairs that are the same.
    pub m: f64,
    /// Probability among pairs that are not.
    pub u: f64,
    /// Probability among two people of one household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<f64>,
    /// How common values are that are alike, in bits of records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_rarity: Option<f64>,
}

/// Probabilities of the levels among pairs that are not the same but agree on a column that was compared earlier: people of
/// one family share more than a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// The column that agrees.
    pub column: String,
    /// Whether it agrees on a value that few records have.
    pub rare: bool,
    /// One for each level.
    pub u: Vec<f64>,
}

impl ModelLevel {
    /// log2(m / u).
    pub fn weight_bits(&self) -> f64 {
        (self.m / self.u).log2()
    }
}

/// How much of the rarity counts where values are alike but not equal.
const ALIKE_SHARE: f32 = 0.7;

/// Being rare never adds more bits than this beyond what the level says.
const RARITY_MAX: f32 = 3.0;

/// How another column agrees.
pub(crate) const STATES: usize = 3;

/// How strongly two comparisons hang together, and what is taken off the weight of each level.
pub(super) type Off = (f32, [f32; LEVELS_MAX]);

/// Adds up weights.
#[derive(Debug)]
pub(crate) struct Weigher {
    pub(super) prior: f32,
    /// log2(household / u) by comparison and level, and the prior.
    household: Option<(f32, Vec<[f32; LEVELS_MAX]>)>,
    /// log2(m / u) by comparison and level.
    pub(super) levels: Vec<[f32; LEVELS_MAX]>,
    /// What is taken off when an earlier comparison agrees: by comparison, earlier comparison, state; and how strongly they
    /// hang together.
    pub(super) given: Vec<Vec<[Option<Off>; STATES]>>,
    /// log2(mean frequency of the band / frequency of the value), by comparison and number of the value.
    rarity: Vec<Vec<f32>>,
    /// For levels on which values are alike: what is added to the bits of the more common of the two.
    alike: Vec<[Option<f32>; LEVELS_MAX]>,
    rare_bits: Vec<Vec<f32>>,
    bands: Vec<u8>,
    /// By comparison and level: how it agrees.
    pub(super) states: Vec<[u8; LEVELS_MAX]>,
}

impl Weigher {
    pub(crate) fn new(model: &Model, comparer: &Comparer<'_>) -> Self {
        let mut levels = vec![[0.0; LEVELS_MAX]; model.comparisons.len()];
        let mut states = vec![[0; LEVELS_MAX]; model.comparisons.len()];
        for ((table, states), (learned, comparison)) in
            levels.iter_mut().zip(&mut states).zip(model.comparisons.iter().zip(&comparer.comparisons))
        {
            for (position, level) in learned.levels.iter().enumerate() {
                // That two values are equal never speaks against a pair, however few taught it.
                let least = if position < usize::from(comparison.bands) { 0.0 } else { f32::MIN };
                table[position + 1] = (level.weight_bits() as f32).max(least);
                states[position + 1] = state(comparison.bands, position as u8 + 1, level.weight_bits());
            }
        }
        let position = |name: &str| model.comparisons.iter().position(|comparison| comparison.column == name);
        let given = model.comparisons.iter().enumerate().map(|(own, learned)| {
            let mut table = vec![[None; STATES]; own];
            for given in &learned.given {
                let Some(earlier) = position(&given.column).filter(|earlier| *earlier < own) else { continue };
                let mut off = [0.0; LEVELS_MAX];
                for (position, (level, u)) in learned.levels.iter().zip(&given.u).enumerate() {
                    off[position + 1] = (u / level.u).log2() as f32;
                }
                let bands = usize::from(comparer.comparisons[own].bands);
                let strength: f64 = given.u[..bands].iter().sum();
                table[earlier][1 + usize::from(given.rare)] = Some((strength as f32, off));
            }
            table
        });
        Self {
            prior: model.prior_bits as f32,
            household: model
                .household_prior_bits
                .map(|prior| (prior as f32, model.comparisons.iter().map(household).collect())),
            given: given.collect(),
            rarity: (0..comparer.comparisons.len()).map(|comparison| rarity(comparer, comparison)).collect(),
            alike: model
                .comparisons
                .iter()
                .zip(&comparer.comparisons)
                .map(|(learned, comparison)| {
                    let mut alike = [None; LEVELS_MAX];
                    for (position, level) in (1u8..).zip(&learned.levels) {
                        let mean = level.mean_rarity.filter(|_| comparison.is_alike(position));
                        alike[usize::from(position)] = mean.map(|bits| bits as f32);
                    }
                    alike
                })
                .collect(),
            rare_bits: comparer
                .comparisons
                .iter()
                .map(|comparison| {
                    if !comparison.frequency {
                        return Vec::new();
                    }
                    comparer.columns[comparison.column]
                        .counts
                        .iter()
                        .map(|count| -(*count as f32).max(1.0).log2())
                        .collect()
                })
                .collect(),
            bands: comparer.comparisons.iter().map(|comparison| comparison.bands).collect(),
            states,
            levels,
        }
    }

    /// How much the values that agree, being rarer or more common than others of their level, add.
    pub(crate) fn rarity(&self, pattern: Pattern, a: &[u32], b: &[u32]) -> f32 {
        (0..self.bands.len()).map(|comparison| self.rarity_of(comparison, pattern, a, b)).sum()
    }

    pub(crate) fn rarity_of(&self, comparison: usize, pattern: Pattern, a: &[u32], b: &[u32]) -> f32 {
        self.rarity_at(comparison, pattern.level(comparison), (a[comparison], b[comparison]))
    }

    /// The same for the cells of two values that reach this level.
    pub(super) fn rarity_at(&self, comparison: usize, level: u8, (a, b): (u32, u32)) -> f32 {
        let table = &self.rarity[comparison];
        if table.is_empty() || level == LEVEL_MISSING {
            return 0.0;
        }
        let (a, b) = (code(a) as usize, code(b) as usize);
        if level <= self.bands[comparison] {
            // A value that came later is in no table.
            return table.get(a).map_or(0.0, |bits| bits.min(RARITY_MAX));
        }
        match self.alike[comparison][usize::from(level)] {
            Some(mean) => {
                let rare_bits = |code: usize| self.rare_bits[comparison].get(code).copied().unwrap_or(0.0);
                (ALIKE_SHARE * (mean + rare_bits(a).min(rare_bits(b)))).min(RARITY_MAX)
            }
            None => 0.0,
        }
    }

    /// What a pair of these levels weighs, but for rarity.
    pub(crate) fn weights(&self, pattern: Pattern) -> Weights {
        let sum = |tables: &[[f32; LEVELS_MAX]]| -> f32 {
            tables.iter().enumerate().map(|(comparison, table)| table[usize::from(pattern.level(comparison))]).sum()
        };
        Weights {
            same: self.prior + sum(&self.levels),
            household: self.household.as_ref().map_or(f32::NEG_INFINITY, |(prior, tables)| prior + sum(tables)),
            off: (1..self.levels.len()).map(|comparison| self.given_of(comparison, pattern)).sum(),
        }
    }

    /// Log odds, in bits, of the pair being the same and of it being two of one household, each against two records at
    /// random. `rarity` is that of the pair.
    pub(crate) fn odds(&self, pattern: Pattern, rarity: f32) -> (f32, f32) {
        self.weights(pattern).odds(rarity)
    }

    /// The weight of one comparison, without rarity.
    pub(crate) fn level_of(&self, comparison: usize, pattern: Pattern) -> f32 {
        self.levels[comparison][usize::from(pattern.level(comparison))] - self.given_of(comparison, pattern)
    }

    /// Whether two values agree: 0 no, 1 on a common value or about, 2 on a rare value.
    pub(crate) fn agreement(&self, comparison: usize, pattern: Pattern) -> u8 {
        self.states[comparison][usize::from(pattern.level(comparison))]
    }

    /// What is taken off the weight because an earlier comparison that hangs together with this one agrees.
    fn given_of(&self, comparison: usize, pattern: Pattern) -> f32 {
        let level = usize::from(pattern.level(comparison));
        if level == usize::from(LEVEL_MISSING) {
            return 0.0;
        }
        let mut strongest = 0.0;
        let mut off = 0.0;
        for earlier in 0..comparison {
            if let Some((strength, offs)) = self.learned(comparison, earlier, self.agreement(earlier, pattern))
                && *strength > strongest
            {
                strongest = *strength;
                off = offs[level];
            }
        }
        off
    }

    /// What was learned about a comparison when an earlier one agrees in this way.
    pub(super) fn learned(&self, comparison: usize, earlier: usize, state: u8) -> Option<&Off> {
        if state == 0 {
            return None;
        }
        // Where agreement on common values was never seen, that on rare ones stands for it, and the other way round.
        let table = &self.given[comparison][earlier];
        table[usize::from(state)].as_ref().or(table[usize::from(3 - state)].as_ref())
    }

    /// Log odds in bits that the pair is the same.
    pub(crate) fn weight(&self, pattern: Pattern, a: &[u32], b: &[u32]) -> f32 {
        let (same, household) = self.odds(pattern, self.rarity(pattern, a, b));
        same - or_else(household)
    }
}

/// What the levels of a pair weigh.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weights {
    /// As if each comparison stood alone, with the prior.
    same: f32,
    household: f32,
    /// What is taken off because comparisons hang together.
    off: f32,
}

impl Weights {
    /// Log odds, in bits, with the rarity of the pair: see [`Weigher::odds`].
    pub(crate) fn odds(self, rarity: f32) -> (f32, f32) {
        let shared = rarity - self.off;
        (self.same + shared, self.household + shared)
    }
}

/// What another explanation, whose log odds are given, takes off: log2(1 + odds).
pub(crate) fn or_else(bits: f32) -> f32 {
    if bits > 20.0 { bits } else { bits.exp2().ln_1p() / std::f32::consts::LN_2 }
}

fn household(comparison: &ModelComparison) -> [f32; LEVELS_MAX] {
    let mut table = [0.0; LEVELS_MAX];
    for (slot, level) in table[1..].iter_mut().zip(&comparison.levels) {
        *slot = level.household.map_or(0.0, |household| (household / level.u).log2() as f32);
    }
    table
}

/// Whether a level agrees: 0 no, 1 on a common value or about, 2 on a rare value.
pub(super) fn state(bands: u8, level: u8, weight_bits: f64) -> u8 {
    match level {
        LEVEL_MISSING => 0,
        _ if level <= bands => {
            if bands > 1 && level <= 2 {
                2
            } else {
                1
            }
        }
        _ => u8::from(weight_bits > 1.0),
    }
}

fn rarity(comparer: &Comparer<'_>, comparison: usize) -> Vec<f32> {
    let comparison = &comparer.comparisons[comparison];
    if !comparison.frequency {
        return Vec::new();
    }
    let column = &comparer.columns[comparison.column];
    // By band: records, and the sum of squares.
    let mut sums = [(0u64, 0u128); LEVELS_MAX];
    for count in &column.counts[1..] {
        let (records, squares) = &mut sums[usize::from(comparison.equal(*count))];
        *records += u64::from(*count);
        *squares += u128::from(*count) * u128::from(count.saturating_sub(1));
    }
    let of = |count: &u32| {
        let (records, squares) = sums[usize::from(comparison.equal(*count))];
        let mean = squares as f64 / records.max(1) as f64;
        if *count < 2 || mean <= 0.0 { 0.0 } else { (mean / f64::from(count - 1)).log2() as f32 }
    };
    column.counts.iter().map(of).collect()
}
