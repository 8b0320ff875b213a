//! An invented linkage: its numbers hang together as those of a real one would, and no record stands behind them.

use overt_link::{
    CalibrationBin, ComparisonWeights, Evidence, Explanation, Interval, LevelWeight, Quality, RulePairs, Score,
    ThresholdPoint, Truth, WeightBin,
};

/// A share with its interval (Wilson's, as 95 % is usually given).
fn interval(part: u64, whole: u64) -> Interval {
    let (part, whole) = (float(part), float(whole));
    let square = 1.96_f64.powi(2);
    let share = part / whole;
    let middle = (share + square / (2.0 * whole)) / (1.0 + square / whole);
    let reach = 1.96 * (share * (1.0 - share) / whole + square / (4.0 * whole * whole)).sqrt() / (1.0 + square / whole);
    Interval { value: share, low: middle - reach, high: middle + reach }
}

#[expect(clippy::cast_precision_loss, reason = "invented counts are small")]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "invented counts are small and positive")]
fn count(value: f64) -> u64 {
    value.round() as u64
}

pub(crate) fn score(joined: u64, same: u64, both: u64) -> Score {
    let (precision, recall) = (interval(both, joined), interval(both, same));
    let f1 = 2.0 * precision.value * recall.value / (precision.value + recall.value);
    Score { joined, same, both, precision, recall, f1 }
}

fn rule(rule: &str, pairs: u64, new_pairs: u64, split_blocks: u64, left_out_pairs: u64) -> RulePairs {
    RulePairs { rule: rule.into(), pairs, new_pairs, split_blocks, left_out_pairs }
}

fn comparison(name: &str, levels: &[(&str, f64, f64)]) -> ComparisonWeights {
    let levels =
        levels.iter().map(|&(label, m, u)| LevelWeight { label: label.into(), m, u, weight_bits: (m / u).log2() });
    ComparisonWeights { name: name.into(), levels: levels.collect() }
}

fn likely(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

fn weights() -> Vec<WeightBin> {
    let bins = (-42..=38).map(|from| {
        let middle = f64::from(from) + 0.5;
        let others = 520_000.0 * (-((middle + 20.0) / 5.8).powi(2)).exp();
        let same = 310.0 * (-((middle - 16.0) / 8.5).powi(2)).exp();
        let pairs = count(others + same);
        WeightBin { from_bits: f64::from(from), pairs, expected_same: float(pairs) * likely(middle) }
    });
    bins.filter(|bin| bin.pairs > 0).collect()
}

fn curve(precision_at_half: f64, recall_at_half: f64) -> Vec<ThresholdPoint> {
    let thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
    let point = |threshold: f64| {
        let bits = (threshold / (1.0 - threshold)).log2();
        let precision = 1.0 - (1.0 - precision_at_half) * (-bits / 4.0).exp2();
        let recall = recall_at_half - 0.012 * bits - 0.001 * bits * bits;
        ThresholdPoint { threshold, pairs: count(4600.0 * recall / precision), precision, recall }
    };
    thresholds.map(point).into()
}

pub(crate) fn truth() -> Truth {
    let shares = [0.004, 0.14, 0.21, 0.33, 0.41, 0.50, 0.61, 0.69, 0.80, 0.968];
    let calibration = shares.iter().zip(0_u32..).map(|(&share_same, place)| CalibrationBin {
        probability: if place == 9 { 0.987 } else { 0.05 + 0.1 * f64::from(place) },
        pairs: [5_812_044, 611, 402, 318, 266, 240, 251, 290, 402, 4_019][place as usize],
        share_same,
    });
    let group = |name: &str, joined, same, both| (name.to_owned(), score(joined, same, both));
    Truth {
        pairs: score(4_187, 4_610, 4_109),
        entities: score(4_402, 4_610, 4_287),
        curve: curve(0.955, 0.94),
        recall_at_999: 0.612,
        calibration: calibration.collect(),
        calibration_error: 0.0213,
        completeness: 0.9694,
        by_script: vec![
            group("Latin", 3_310, 3_391, 3_252),
            group("Arabic", 611, 694, 570),
            group("Cyrillic", 288, 301, 281),
            group("Bengali", 162, 187, 154),
            group("Ethiopic", 31, 37, 30),
            Score { joined: 0, both: 0, ..score(1, 3, 1) }.named("Thai"),
        ],
        by_country: vec![
            group("Country A", 1_904, 1_961, 1_877),
            group("Country B", 1_120, 1_190, 1_071),
            group("Country C", 733, 774, 719),
            group("Country D, with a name that does not fit on one line", 402, 433, 385),
            group("", 243, 252, 235),
        ],
    }
}

trait Named {
    fn named(self, name: &str) -> (String, Score);
}

impl Named for Score {
    fn named(self, name: &str) -> (String, Score) {
        (name.to_owned(), self)
    }
}

/// A linkage of some thousand records whose truth is known.
pub(crate) fn quality() -> Quality {
    Quality {
        schema: "Person".into(),
        model: "9c41e7a2b05d".into(),
        records: 12_480,
        rules: vec![
            rule("document_number", 2_911, 2_911, 0, 0),
            rule("birth_date + family_name.sound", 148_204, 146_377, 3, 212),
            rule("given_name.sound + family_name.sound", 3_911_560, 3_820_114, 41, 18_402),
            rule("phone | email", 3_204, 1_190, 0, 0),
            rule("birth_year + place.first_4 + given_name.first_1", 2_104_772, 1_847_909, 17, 6_022),
        ],
        completeness: Some(Interval { value: 0.981, low: 0.972, high: 0.988 }),
        comparisons: vec![
            comparison(
                "given_name",
                &[
                    ("equal", 0.71, 0.0062),
                    ("equal in another script", 0.08, 0.000_9),
                    ("very similar", 0.12, 0.004),
                    ("different", 0.09, 0.9889),
                ],
            ),
            comparison(
                "family_name",
                &[
                    ("equal", 0.66, 0.0021),
                    ("parts in another order", 0.11, 0.000_8),
                    ("very similar", 0.13, 0.0034),
                    ("different", 0.10, 0.9937),
                ],
            ),
            comparison(
                "birth_date",
                &[
                    ("equal", 0.78, 0.000_031),
                    ("day and month swapped", 0.04, 0.000_02),
                    ("same year", 0.13, 0.021),
                    ("different", 0.05, 0.978),
                ],
            ),
            comparison("sex", &[("equal", 0.985, 0.55), ("different", 0.015, 0.45)]),
            comparison("document", &[("equal", 0.81, 0.000_000_7), ("different", 0.19, 0.999_999)]),
            comparison("city", &[("equal", 0.58, 0.08), ("within 50 km", 0.17, 0.06), ("different", 0.25, 0.86)]),
        ],
        weights: weights(),
        expected: curve(0.974, 0.945),
        threshold: 0.95,
        entity_sizes: vec![(1, 5_904), (2, 2_011), (3, 512), (4, 164), (5, 41), (6, 12), (8, 3), (14, 2), (37, 1)],
        truth: Some(truth()),
    }
}

/// A linkage of nothing.
pub(crate) fn nothing() -> Quality {
    Quality {
        schema: "Person".into(),
        model: "9c41e7a2b05d".into(),
        records: 0,
        rules: vec![],
        completeness: None,
        comparisons: vec![],
        weights: vec![],
        expected: vec![],
        threshold: 0.95,
        entity_sizes: vec![],
        truth: None,
    }
}

fn evidence(comparison: &str, level: &str, weight_bits: f64, frequency_bits: f64) -> Evidence {
    Evidence { comparison: comparison.into(), level: level.into(), weight_bits, frequency_bits }
}

/// Two records that are likely the same.
pub(crate) fn explanation() -> Explanation {
    let evidence = vec![
        evidence("given_name", "very similar", 3.1, -1.8),
        evidence("family_name", "equal in another script", 6.9, 2.4),
        evidence("birth_date", "day and month swapped", 8.7, 0.0),
        evidence("sex", "equal", 0.8, 0.0),
        evidence("document", "equal", 9.6, 0.0),
        evidence("phone", "one of them is missing", 0.0, 0.0),
        evidence("city", "different", -3.2, 0.0),
    ];
    let prior_bits = -20.9;
    let weight_bits = prior_bits + evidence.iter().map(|evidence| evidence.weight_bits).sum::<f64>();
    Explanation {
        pair: ["person-00a41".into(), "person-07c19".into()],
        model: "9c41e7a2b05d".into(),
        prior_bits,
        evidence,
        weight_bits,
        probability: likely(weight_bits),
        abstains: Some("the two share a document, and a document can be used by several people".into()),
    }
}
