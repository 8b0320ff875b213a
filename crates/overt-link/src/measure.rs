//! Measuring a linkage: against its own model and, where the truth is known, against the truth.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::linker::{Linked, Linker};
use crate::model::{Model, Training};
use crate::quality::{
    CalibrationBin, ComparisonWeights, Interval, LevelWeight, Quality, RulePairs, Score, ThresholdPoint, Truth,
    WeightBin,
};

/// Thresholds for which the curves have a point.
const THRESHOLDS: [f64; 13] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999];
/// Bins of probability.
const BINS: usize = 20;
/// A recall at this precision is reported.
const HIGH_PRECISION: f64 = 0.999;
/// Fewer pairs than this say nothing about precision.
const PAIRS_MIN: u64 = 50;

/// What is known to be true of each record, and how it is broken down.
#[derive(Debug, Default, Clone)]
pub struct Known<'a> {
    /// The true entity of each record.
    pub entity: Vec<&'a str>,
    /// The script of its names, or nothing.
    pub script: Vec<&'a str>,
    /// Its country, or nothing.
    pub country: Vec<&'a str>,
}

impl Linker<'_> {
    /// The quality report. `training` adds what was learned about completeness; `known` what is true, record by record.
    pub fn quality(
        &self,
        (model, version): (&Model, &str),
        linked: &Linked,
        training: Option<&Training>,
        known: Option<&Known<'_>>,
    ) -> Quality {
        let probabilities: Vec<f64> =
            linked.pairs.iter().map(|pair| model.calibration.probability(f64::from(pair.weight))).collect();
        let expected_same: f64 = probabilities.iter().sum();
        let expected = curve(&probabilities, &probabilities, expected_same);
        Quality {
            schema: model.spec.schema.clone(),
            model: version.into(),
            records: self.records().len() as u64,
            rules: self.rule_pairs(),
            completeness: training.map(|training| completeness(training.expected_same, training.completeness)),
            comparisons: model.comparisons.iter().map(weights_of).collect(),
            weights: weight_bins(linked, model, &probabilities),
            expected,
            threshold: model.spec.threshold,
            entity_sizes: sizes(&linked.entities),
            truth: known.map(|known| truth(model, linked, &probabilities, known)),
        }
    }

    fn rule_pairs(&self) -> Vec<RulePairs> {
        let new_pairs = self.new_pairs();
        let rules = self.plan().iter().zip(new_pairs);
        rules
            .map(|(plan, new_pairs)| RulePairs {
                rule: plan.rule.clone(),
                pairs: plan.pairs,
                new_pairs,
                split_blocks: plan.split_blocks,
                left_out_pairs: plan.left_out_pairs,
            })
            .collect()
    }
}

fn weights_of(comparison: &crate::ModelComparison) -> ComparisonWeights {
    let level = |level: &crate::ModelLevel| LevelWeight {
        label: level.label.clone(),
        m: level.m,
        u: level.u,
        weight_bits: level.weight_bits(),
    };
    ComparisonWeights { name: comparison.column.clone(), levels: comparison.levels.iter().map(level).collect() }
}

/// How sure the share is follows from the number of pairs on which it rests.
fn completeness(pairs: f64, share: f64) -> Interval {
    wilson(share * pairs, pairs)
}

/// Wilson's interval for a share (Wilson 1927), 95 %.
pub(crate) fn wilson(part: f64, whole: f64) -> Interval {
    const Z: f64 = 1.959_963_984_540_054;
    if whole <= 0.0 {
        return Interval { value: 0.0, low: 0.0, high: 1.0 };
    }
    let share = part / whole;
    let middle = (share + Z * Z / (2.0 * whole)) / (1.0 + Z * Z / whole);
    let half = Z / (1.0 + Z * Z / whole) * (share * (1.0 - share) / whole + Z * Z / (4.0 * whole * whole)).sqrt();
    Interval { value: share, low: (middle - half).clamp(0.0, share), high: (middle + half).clamp(share, 1.0) }
}

/// What every threshold brings, when `same` says how much of each pair is the same, of `all` in total.
fn curve(probabilities: &[f64], same: &[f64], all: f64) -> Vec<ThresholdPoint> {
    let point = |threshold: f64| {
        let at_least = probabilities.iter().zip(same).filter(|(probability, _)| **probability >= threshold);
        let (pairs, same) = at_least.fold((0u64, 0.0), |(pairs, sum), (_, same)| (pairs + 1, sum + same));
        ThresholdPoint {
            threshold,
            pairs,
            precision: if pairs == 0 { 1.0 } else { same / pairs as f64 },
            recall: if all > 0.0 { same / all } else { 0.0 },
        }
    };
    THRESHOLDS.into_iter().map(point).collect()
}

fn weight_bins(linked: &Linked, model: &Model, probabilities: &[f64]) -> Vec<WeightBin> {
    let mut bins: BTreeMap<i64, (u64, f64)> = BTreeMap::new();
    for (pair, probability) in linked.pairs.iter().zip(probabilities) {
        let bin = bins.entry(model.calibration.bits(f64::from(pair.weight)).floor() as i64).or_default();
        bin.0 += 1;
        bin.1 += probability;
    }
    let bin =
        |(from, (pairs, expected_same)): (i64, (u64, f64))| WeightBin { from_bits: from as f64, pairs, expected_same };
    bins.into_iter().map(bin).collect()
}

fn sizes(entities: &[u32]) -> Vec<(u64, u64)> {
    let mut members: FxHashMap<u32, u64> = FxHashMap::default();
    for entity in entities {
        *members.entry(*entity).or_insert(0) += 1;
    }
    let mut sizes: BTreeMap<u64, u64> = BTreeMap::new();
    for size in members.into_values() {
        *sizes.entry(size).or_insert(0) += 1;
    }
    sizes.into_iter().collect()
}

fn pairs_of(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

fn truth(model: &Model, linked: &Linked, probabilities: &[f64], known: &Known<'_>) -> Truth {
    let is_same = |a: u32, b: u32| known.entity[a as usize] == known.entity[b as usize];
    let same: Vec<f64> = linked.pairs.iter().map(|pair| f64::from(u8::from(is_same(pair.a, pair.b)))).collect();
    let all = same_pairs(known, None);
    let at: Vec<usize> = (0..same.len()).filter(|pair| probabilities[*pair] >= model.spec.threshold).collect();
    let both = at.iter().filter(|pair| same[**pair] > 0.5).count() as u64;
    let (calibration, calibration_error) = calibration(probabilities, &same);
    Truth {
        pairs: score(at.len() as u64, all, both),
        entities: entity_score(linked, known, None),
        curve: curve(probabilities, &same, all as f64),
        recall_at_999: recall_at(probabilities, &same, all),
        calibration,
        calibration_error,
        completeness: if all == 0 { 1.0 } else { same.iter().sum::<f64>() / all as f64 },
        by_script: broken_down(linked, known, &known.script),
        by_country: broken_down(linked, known, &known.country),
    }
}

fn score(joined: u64, same: u64, both: u64) -> Score {
    Score {
        joined,
        same,
        both,
        precision: wilson(both as f64, joined as f64),
        recall: wilson(both as f64, same as f64),
        f1: if joined + same == 0 { 0.0 } else { 2.0 * both as f64 / (joined + same) as f64 },
    }
}

/// Pairs that are the same, among the records that are chosen.
fn same_pairs(known: &Known<'_>, chosen: Option<&dyn Fn(usize) -> bool>) -> u64 {
    let mut members: FxHashMap<&str, u64> = FxHashMap::default();
    for (record, entity) in known.entity.iter().enumerate() {
        if chosen.is_none_or(|chosen| chosen(record)) {
            *members.entry(entity).or_insert(0) += 1;
        }
    }
    members.into_values().map(pairs_of).sum()
}

/// Pairs within entities against the truth, among the records that are chosen.
fn entity_score(linked: &Linked, known: &Known<'_>, chosen: Option<&dyn Fn(usize) -> bool>) -> Score {
    let mut joined: FxHashMap<u32, u64> = FxHashMap::default();
    let mut both: FxHashMap<(u32, &str), u64> = FxHashMap::default();
    for (record, entity) in linked.entities.iter().enumerate() {
        if chosen.is_none_or(|chosen| chosen(record)) {
            *joined.entry(*entity).or_insert(0) += 1;
            *both.entry((*entity, known.entity[record])).or_insert(0) += 1;
        }
    }
    let joined = joined.into_values().map(pairs_of).sum();
    let both = both.into_values().map(pairs_of).sum();
    score(joined, same_pairs(known, chosen), both)
}

fn broken_down(linked: &Linked, known: &Known<'_>, groups: &[&str]) -> Vec<(String, Score)> {
    let mut names: Vec<&str> = groups.iter().copied().filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    let score_of = |name: &str| {
        let chosen = |record: usize| groups[record] == name;
        (name.to_owned(), entity_score(linked, known, Some(&chosen)))
    };
    names.into_iter().map(score_of).filter(|(_, score)| score.joined + score.same > 0).collect()
}

/// The largest recall at which nearly all joined pairs are the same, going down from the most probable.
fn recall_at(probabilities: &[f64], same: &[f64], all: u64) -> f64 {
    let mut order: Vec<usize> = (0..same.len()).collect();
    order.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]).then(a.cmp(b)));
    let (mut pairs, mut both, mut best) = (0u64, 0.0, 0.0);
    for pair in order {
        pairs += 1;
        both += same[pair];
        if pairs >= PAIRS_MIN && both / pairs as f64 >= HIGH_PRECISION {
            best = both / all.max(1) as f64;
        }
    }
    best
}

/// Bins of probability, and the mean distance of probability and truth over all pairs (Naeini, Cooper and Hauskrecht 2015).
fn calibration(probabilities: &[f64], same: &[f64]) -> (Vec<CalibrationBin>, f64) {
    let mut bins = [(0u64, 0.0, 0.0); BINS];
    for (probability, same) in probabilities.iter().zip(same) {
        let bin = &mut bins[((probability * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += 1;
        bin.1 += probability;
        bin.2 += same;
    }
    let apart: f64 = bins.iter().map(|(_, expected, same)| (expected - same).abs()).sum();
    let filled = bins.iter().filter(|(pairs, ..)| *pairs > 0).map(|(pairs, expected, same)| CalibrationBin {
        probability: expected / *pairs as f64,
        pairs: *pairs,
        share_same: same / *pairs as f64,
    });
    (filled.collect(), if probabilities.is_empty() { 0.0 } else { apart / probabilities.len() as f64 })
}
