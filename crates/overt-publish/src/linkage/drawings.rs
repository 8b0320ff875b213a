//! The charts of a quality report.

use overt_link::{Quality, Score, ThresholdPoint, Truth};

use crate::charts::{
    Bar, Bars, Category, Curve, CurvePoint, Heading, Histogram, IntervalRow, Intervals, Series, Spacing, Weights,
    number,
};

/// Sizes of entities that have a bar of their own; larger ones share one.
const SIZES_MAX: u64 = 10;
/// Sizes that are listed in the words of the shared bar.
const LISTED_MAX: usize = 40;

fn category(label: &str) -> Category {
    Category::named(if label.is_empty() { "not known" } else { label })
}

/// The weights of all levels.
pub(super) fn weights(quality: &Quality) -> Weights {
    Weights {
        heading: Heading::new(
            "weights",
            "What each level weighs",
            "Bits of log odds that a level adds: to the right for it, to the left against it. One bit is twice the odds. \
             A rare or common value shifts the weight of its pair.",
            "bits",
        ),
        comparisons: quality.comparisons.clone(),
    }
}

/// Pairs by weight.
pub(super) fn distribution(quality: &Quality) -> Histogram {
    Histogram {
        heading: Heading::new(
            "distribution",
            "Pairs by weight",
            "Pairs that the rules made, by their weight in bits. The threshold is drawn to the nearest bit. Each step up \
             is ten times as many, so that the few pairs that are the same can be seen beside the many that are not.",
            "pairs",
        ),
        bins: quality.weights.clone(),
        threshold: quality.threshold,
    }
}

type ShareOf = fn(&ThresholdPoint) -> f64;

fn series(name: &str, points: &[ThresholdPoint], share_of: ShareOf) -> Series {
    let point = |point: &ThresholdPoint| CurvePoint {
        at: point.threshold,
        share: share_of(point),
        note: format!("{} joined pairs", number(point.pairs)),
    };
    // Where nothing is joined there is nothing of which a share could be right.
    let points = points.iter().filter(|point| point.pairs > 0);
    Series { name: name.to_owned(), points: points.map(point).collect() }
}

fn threshold_curve(quality: &Quality, heading: Heading, share_of: ShareOf) -> Curve {
    let measured = quality.truth.as_ref().map(|truth| series("measured", &truth.curve, share_of));
    let expected = series("expected by the model", &quality.expected, share_of);
    Curve {
        heading,
        axis_name: "Probability from which on pairs are joined".to_owned(),
        spacing: Spacing::Odds,
        series: measured.into_iter().chain([expected]).filter(|series| !series.points.is_empty()).collect(),
        diagonal: None,
        threshold: Some(quality.threshold),
    }
}

/// Precision by threshold, as expected and as measured.
pub(super) fn precision_curve(quality: &Quality) -> Curve {
    let description = "Of the pairs at or above each threshold, the share that is the same.";
    let heading = Heading::new("precision-curve", "Precision by threshold", description, "precision");
    threshold_curve(quality, heading, |point| point.precision)
}

/// Recall by threshold, as expected and as measured.
pub(super) fn recall_curve(quality: &Quality) -> Curve {
    let description = "Of the pairs that are the same, the share at or above each threshold.";
    let heading = Heading::new("recall-curve", "Recall by threshold", description, "recall");
    threshold_curve(quality, heading, |point| point.recall)
}

/// Whether a probability can be taken at its word.
pub(super) fn calibration(truth: &Truth) -> Curve {
    let points = truth.calibration.iter().map(|bin| CurvePoint {
        at: bin.probability,
        share: bin.share_same,
        note: format!("{} pairs", number(bin.pairs)),
    });
    Curve {
        heading: Heading::new(
            "calibration",
            "Probability and truth",
            "Of the pairs to which the program gives a probability, the share that is the same. Below the line it is too \
             sure, above it too careful.",
            "share that is the same",
        ),
        axis_name: "Probability that the program gives".to_owned(),
        spacing: Spacing::Even,
        series: vec![Series { name: "measured".to_owned(), points: points.collect() }],
        diagonal: Some("as it would be if every probability were right".to_owned()),
        threshold: None,
    }
}

/// Entities by how many records they have.
pub(super) fn sizes(quality: &Quality) -> Bars {
    let bar = |label: String, value, note| Bar { category: category(&label), value, note };
    let records =
        |records: u64| if records == 1 { "1 record".to_owned() } else { format!("{} records", number(records)) };
    let (own, shared): (Vec<_>, Vec<_>) =
        quality.entity_sizes.iter().copied().partition(|(records, _)| *records <= SIZES_MAX);
    let mut bars: Vec<_> =
        own.into_iter().map(|(size, entities)| bar(records(size), entities, String::new())).collect();
    if !shared.is_empty() {
        let listed = shared.iter().take(LISTED_MAX);
        let mut listed: Vec<_> =
            listed.map(|(size, entities)| format!("{}: {}", records(*size), number(*entities))).collect();
        let more = shared.len().saturating_sub(LISTED_MAX);
        if more > 0 {
            listed.push(format!("and {more} more sizes"));
        }
        let sum = shared.iter().fold(0_u64, |sum, (_, entities)| sum.saturating_add(*entities));
        bars.push(bar(format!("more than {SIZES_MAX} records"), sum, listed.join("; ")));
    }
    Bars {
        heading: Heading::new(
            "sizes-chart",
            "Entities by how many records they have",
            "Look at the largest first: one wrong pair is enough to make two into one.",
            "entities",
        ),
        bar_name: "Records".to_owned(),
        bars,
    }
}

/// Precision of each group.
pub(super) fn precision_by(id: &str, row_name: &str, scores: &[(String, Score)]) -> Intervals {
    let row = |(name, score): &(String, Score)| IntervalRow {
        category: category(name),
        value: (score.joined > 0).then_some(score.precision),
        note: format!("{} of {} joined pairs are the same", number(score.both), number(score.joined)),
    };
    let title = format!("Precision by {}", row_name.to_lowercase());
    let description = "Of the joined pairs, the share that is the same, with its interval of 95\u{a0}% confidence.";
    Intervals {
        heading: Heading::new(&format!("{id}-precision"), &title, description, "precision"),
        row_name: row_name.to_owned(),
        rows: scores.iter().map(row).collect(),
    }
}

/// Recall of each group.
pub(super) fn recall_by(id: &str, row_name: &str, scores: &[(String, Score)]) -> Intervals {
    let row = |(name, score): &(String, Score)| IntervalRow {
        category: category(name),
        value: (score.same > 0).then_some(score.recall),
        note: format!("{} of {} pairs that are the same were joined", number(score.both), number(score.same)),
    };
    let title = format!("Recall by {}", row_name.to_lowercase());
    let description =
        "Of the pairs that are the same, the share that was joined, with its interval of 95\u{a0}% confidence.";
    Intervals {
        heading: Heading::new(&format!("{id}-recall"), &title, description, "recall"),
        row_name: row_name.to_owned(),
        rows: scores.iter().map(row).collect(),
    }
}
