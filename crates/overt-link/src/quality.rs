//! How good a linkage is: what the model believes of itself and, where the truth is known, what is true of it.

use serde::Serialize;

/// Everything that the quality report shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quality {
    /// What was linked, such as `Person`.
    pub schema: String,
    /// The version of the model, by its content.
    pub model: String,
    /// How many records were compared with each other.
    pub records: u64,
    /// Pairs that each blocking rule made, in their order.
    pub rules: Vec<RulePairs>,
    /// The share of true pairs that the rules bring together, estimated from how often they agree (capture and recapture).
    pub completeness: Option<Interval>,
    /// The levels of each comparison and their weights.
    pub comparisons: Vec<ComparisonWeights>,
    /// Pairs by their weight, from low to high.
    pub weights: Vec<WeightBin>,
    /// What every threshold would bring, as the model expects it; from a low threshold to a high one.
    pub expected: Vec<ThresholdPoint>,
    /// The probability from which on pairs are joined.
    pub threshold: f64,
    /// Entities by how many records they have: (records, entities).
    pub entity_sizes: Vec<(u64, u64)>,
    /// Measured against the truth, where it is known.
    pub truth: Option<Truth>,
}

/// What one blocking rule made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulePairs {
    /// The rule as it is written in the model.
    pub rule: String,
    /// Pairs that agree on the rule.
    pub pairs: u64,
    /// Those that no earlier rule had made.
    pub new_pairs: u64,
    /// Blocks that were too large and were split by a further key.
    pub split_blocks: u64,
    /// Pairs that a split left out.
    pub left_out_pairs: u64,
}

/// A share with the interval that holds it with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The estimate, 0 to 1.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// One comparison and its levels, the strongest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparisonWeights {
    /// Its name, such as `given_name`.
    pub name: String,
    /// Its levels.
    pub levels: Vec<LevelWeight>,
}

/// One level of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelWeight {
    /// The words for it.
    pub label: String,
    /// Probability of the level among pairs that are the same.
    pub m: f64,
    /// Probability of the level among pairs that are not.
    pub u: f64,
    /// log2(m / u).
    pub weight_bits: f64,
}

/// Pairs whose weight lies in one interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeightBin {
    /// The lower end in bits; the bin is one bit wide.
    pub from_bits: f64,
    /// Pairs in it.
    pub pairs: u64,
    /// How many of them the model expects to be the same.
    pub expected_same: f64,
}

/// What joining from one probability on would bring.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ThresholdPoint {
    /// The probability from which on pairs are joined.
    pub threshold: f64,
    /// Pairs at or above it.
    pub pairs: u64,
    /// Of the joined pairs, the share that is the same.
    pub precision: f64,
    /// Of the pairs that are the same, the share that is joined.
    pub recall: f64,
}

/// Counts against the truth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// Pairs that were joined.
    pub joined: u64,
    /// Pairs that are the same.
    pub same: u64,
    /// Pairs that are the same and were joined.
    pub both: u64,
    /// `both / joined`.
    pub precision: Interval,
    /// `both / same`.
    pub recall: Interval,
    /// Harmonic mean of the two.
    pub f1: f64,
}

/// One interval of probability, and how many of its pairs are the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationBin {
    /// Mean probability of its pairs.
    pub probability: f64,
    /// Pairs in it.
    pub pairs: u64,
    /// The share of them that is the same.
    pub share_same: f64,
}

/// Measured against the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Truth {
    /// Pairs at the threshold, before clustering.
    pub pairs: Score,
    /// Pairs within entities, after clustering.
    pub entities: Score,
    /// What every threshold brings in truth.
    pub curve: Vec<ThresholdPoint>,
    /// The largest recall at which 99.9 % of the joined pairs are the same.
    pub recall_at_999: f64,
    /// Probability against truth.
    pub calibration: Vec<CalibrationBin>,
    /// Expected calibration error: mean distance of probability and truth over the scored pairs.
    pub calibration_error: f64,
    /// The share of true pairs that the rules brought together.
    pub completeness: f64,
    /// Pairs within entities, by the script of the names: (script, score).
    pub by_script: Vec<(String, Score)>,
    /// Pairs within entities, by the country of the records: (country, score).
    pub by_country: Vec<(String, Score)>,
}
