//! What the numbers of a linkage mean, in words.

use overt_link::{Quality, Score, ThresholdPoint, Truth};

use crate::charts::{amount, interval, number, probability, share};

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    Counted,
    Estimated,
    Expected,
    Measured,
}

impl Basis {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Counted => "Counted",
            Self::Estimated => "Estimated",
            Self::Expected => "Expected by the model",
            Self::Measured => "Measured",
        }
    }

    /// The last part of its class, for a border of its own.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Estimated => "estimated",
            Self::Expected => "expected",
            Self::Measured => "measured",
        }
    }
}

/// A number to begin with.
pub(super) struct KeyFigure {
    pub(super) value: String,
    pub(super) label: &'static str,
    pub(super) note: String,
    pub(super) basis: Basis,
}

/// A line of the comparison of belief and truth; empty where there is no such number.
pub(super) struct BeliefRow {
    pub(super) measure: &'static str,
    pub(super) expected: String,
    pub(super) pairs: String,
    pub(super) entities: String,
}

/// What the model expects of its threshold: the point that lies nearest to it.
pub(super) fn expected_at_threshold(quality: &Quality) -> Option<&ThresholdPoint> {
    let distance = |point: &&ThresholdPoint| (point.threshold - quality.threshold).abs();
    quality.expected.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Precision, where anything was joined.
pub(super) fn precision_words(score: &Score) -> String {
    if score.joined == 0 { "no pair was joined".to_owned() } else { interval(&score.precision) }
}

/// Recall, where anything could be found.
pub(super) fn recall_words(score: &Score) -> String {
    if score.same == 0 { "no pair is the same".to_owned() } else { interval(&score.recall) }
}

fn wrong(score: &Score) -> u64 {
    score.joined.saturating_sub(score.both)
}

#[expect(clippy::cast_precision_loss, reason = "an expectation is no more exact than fifteen digits")]
fn expected_wrong(point: &ThresholdPoint) -> f64 {
    point.pairs as f64 * (1.0 - point.precision)
}

fn missed(score: &Score) -> u64 {
    score.same.saturating_sub(score.both)
}

fn range(low: f64, high: f64) -> String {
    format!("between {} and {}", share(low), share(high))
}

/// The few numbers to begin with, precision first.
pub(super) fn key_figures(quality: &Quality) -> Vec<KeyFigure> {
    let mut figures = match &quality.truth {
        Some(truth) => measured_figures(truth),
        None => expected_at_threshold(quality).map(expected_figures).unwrap_or_default(),
    };
    if let (None, Some(completeness)) = (&quality.truth, &quality.completeness) {
        figures.push(KeyFigure {
            value: share(completeness.value),
            label: "Completeness of the rules",
            note: range(completeness.low, completeness.high),
            basis: Basis::Estimated,
        });
    }
    let entities = quality.entity_sizes.iter().fold(0_u64, |sum, (_, entities)| sum.saturating_add(*entities));
    figures.push(KeyFigure {
        value: number(entities),
        label: "Entities",
        note: format!("from {} records", number(quality.records)),
        basis: Basis::Counted,
    });
    figures
}

fn measured_figures(truth: &Truth) -> Vec<KeyFigure> {
    let score = &truth.entities;
    let figure = |value, label, note| KeyFigure { value, label, note, basis: Basis::Measured };
    let (precision, recall) = (&score.precision, &score.recall);
    let precision = if score.joined == 0 {
        ("none".to_owned(), "no pair was joined".to_owned())
    } else {
        (share(precision.value), range(precision.low, precision.high))
    };
    let recall = if score.same == 0 {
        ("none".to_owned(), "no pair is the same".to_owned())
    } else {
        (share(recall.value), range(recall.low, recall.high))
    };
    vec![
        figure(precision.0, "Precision: of the joined pairs, the share that is the same", precision.1),
        figure(number(wrong(score)), "Pairs joined wrongly", format!("of {} joined pairs", number(score.joined))),
        figure(recall.0, "Recall: of the pairs that are the same, the share that was joined", recall.1),
        figure(number(missed(score)), "Pairs missed", format!("of {} that are the same", number(score.same))),
        figure(share(truth.completeness), "Completeness of the rules", "of the pairs that are the same".to_owned()),
    ]
}

fn expected_figures(point: &ThresholdPoint) -> Vec<KeyFigure> {
    let figure = |value, label, note| KeyFigure { value, label, note, basis: Basis::Expected };
    let at = format!("at a threshold of {}; nobody has checked it", probability(point.threshold));
    vec![
        figure(share(point.precision), "Precision: of the joined pairs, the share that is the same", at.clone()),
        figure(
            amount(expected_wrong(point)),
            "Pairs joined wrongly",
            format!("of {} joined pairs", number(point.pairs)),
        ),
        figure(share(point.recall), "Recall: of the pairs that are the same, the share that was joined", at),
    ]
}

/// What the model expects beside what is true.
pub(super) fn belief_rows(quality: &Quality) -> Vec<BeliefRow> {
    let expected = expected_at_threshold(quality);
    let truth = quality.truth.as_ref();
    let row = |measure, expected: Option<String>, of_score: &dyn Fn(&Score) -> String| BeliefRow {
        measure,
        expected: expected.unwrap_or_default(),
        pairs: truth.map(|truth| of_score(&truth.pairs)).unwrap_or_default(),
        entities: truth.map(|truth| of_score(&truth.entities)).unwrap_or_default(),
    };
    let only =
        |measure, expected: String, entities: String| BeliefRow { measure, expected, pairs: String::new(), entities };
    let mut rows = vec![
        row("Precision", expected.map(|point| share(point.precision)), &precision_words),
        row("Recall", expected.map(|point| share(point.recall)), &recall_words),
        row("F1, the harmonic mean of the two", None, &|score| share(score.f1)),
        row("Joined pairs", expected.map(|point| number(point.pairs)), &|score| number(score.joined)),
        row("Pairs that are the same", None, &|score| number(score.same)),
        row("Joined pairs that are the same", None, &|score| number(score.both)),
        row("Pairs joined wrongly", expected.map(|point| amount(expected_wrong(point))), &|score| number(wrong(score))),
        row("Pairs missed", None, &|score| number(missed(score))),
    ];
    if truth.is_none() {
        rows.retain(|row| !row.expected.is_empty());
    }
    let completeness = quality.completeness.as_ref().map(interval).unwrap_or_default();
    let measured = truth.map(|truth| share(truth.completeness)).unwrap_or_default();
    if !(completeness.is_empty() && measured.is_empty()) {
        rows.push(only("Completeness of the rules", completeness, measured));
    }
    if let Some(truth) = truth {
        rows.push(BeliefRow {
            measure: "Largest recall at a precision of 99.9\u{a0}%",
            expected: String::new(),
            pairs: share(truth.recall_at_999),
            entities: String::new(),
        });
    }
    rows
}

/// Whether the model thinks too well of itself.
pub(super) fn belief_sentence(quality: &Quality) -> String {
    let Some(truth) = &quality.truth else {
        return "The truth is not known here. Every number about right and wrong on this page is what the model expects \
                of itself, and it can be wrong in all of them at once and in the same direction. Have people look at a \
                sample of pairs, drawn by lot, before you rely on it."
            .to_owned();
    };
    let (Some(expected), measured) = (expected_at_threshold(quality), &truth.pairs.precision) else {
        return "The model says nothing about its threshold.".to_owned();
    };
    if truth.pairs.joined == 0 {
        return "No pair was joined, so there is no precision to measure.".to_owned();
    }
    let verdict = if expected.precision > measured.high {
        "It thinks too well of itself"
    } else if expected.precision < measured.low {
        "It is more careful than it needs to be"
    } else {
        "Its expectation lies within the interval of what was measured"
    };
    format!(
        "For single pairs the model expects a precision of {} and the measured one is {}. {verdict}.",
        share(expected.precision),
        interval(measured),
    )
}

/// What must not be concluded from the page.
pub(super) fn not_to_conclude(quality: &Quality) -> Vec<&'static str> {
    let mut sentences = vec![
        "That two records of one entity are the same. A match is a reason to look, and a person decides.",
        "That anybody did or suffered what a joined record says. A wrong join gives one person what belongs to another.",
        "That two records that were not joined are different. Missing values and other spellings keep records apart.",
        "That the number of entities is a number of people or events. It leaves out those of whom no record tells, and it \
         holds wrong and missing joins.",
    ];
    match &quality.truth {
        None => sentences.push("That the expected precision was reached. Nobody has checked these pairs."),
        Some(truth) => {
            sentences.push(
                "That other records would be linked as well as these. What was measured holds for records like those \
                 whose truth is known, and for this version of the model.",
            );
            if truth.by_script.len() + truth.by_country.len() > 0 {
                sentences.push(
                    "That people of a script or country with more errors gave worse records. The program reads some \
                     names less well than others, and that is a fault of the program.",
                );
            }
        }
    }
    sentences
}
