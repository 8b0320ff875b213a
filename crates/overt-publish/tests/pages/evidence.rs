//! What the charts of a linkage say, in drawings, in words and in a terminal.

use overt_link::{Evidence, Explanation, Interval, WeightBin};
use overt_publish::charts::{
    Category, Chart, Curve, CurvePoint, Heading, Histogram, IntervalRow, Intervals, Series, Spacing, Waterfall, bits,
    waterfall_text,
};
use proptest::prelude::*;

use crate::invented::heading;
use crate::invented_linkage::explanation;

fn waterfall(explanation: &Explanation) -> Waterfall {
    Waterfall::new("w", explanation)
}

#[test]
fn the_finding_names_what_weighs_most_and_what_speaks_against() {
    let mut explanation = explanation();
    explanation.abstains = None;
    explanation.probability = 0.97;
    assert_eq!(
        waterfall(&explanation).finding(),
        "The document and the birth date weigh most for it; the city speaks against it. One comparison says nothing. \
         Probability 0.97; a match is a reason to look, not a finding."
    );
    explanation.evidence.retain(|evidence| evidence.weight_bits < -1.0);
    explanation.probability = 1e-8;
    assert_eq!(
        waterfall(&explanation).finding(),
        "Nothing that was compared speaks for it; the city speaks against it. Probability 1 in 100,000,000; a match is \
         a reason to look, not a finding."
    );
}

#[test]
fn every_weight_is_in_drawing_table_and_text() {
    let explanation = explanation();
    let waterfall = waterfall(&explanation);
    let (svg, table, text) = (waterfall.to_svg(), waterfall.to_table_html(), waterfall_text(&explanation, 80));
    for Evidence { weight_bits, frequency_bits, level, .. } in &explanation.evidence {
        let weight = bits(*weight_bits);
        assert!(svg.contains(&format!(">{weight}</text>")));
        assert!(table.contains(&format!("<td class=\"number\">{weight}</td>")));
        assert!(table.contains(&format!("<td class=\"number\">{}</td>", bits(*frequency_bits))));
        assert!(text.contains(&weight) && text.contains(level.split(' ').next().unwrap()));
    }
    for words in ["included: +2.4 because the value is rare", "included: −1.8 because the value is common"] {
        assert!(svg.contains(words) && text.contains(words), "{words}");
    }
}

#[test]
fn for_and_against_differ_in_more_than_colour() {
    let waterfall = waterfall(&explanation());
    let svg = waterfall.to_svg();
    assert!(svg.contains("fill=\"url(#w-against)\"") && svg.contains("<pattern id=\"w-against\""));
    assert!(svg.contains("speaks against it") && svg.contains(">−3.2</text>"));
    let text = waterfall_text(&explanation(), 80);
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(line("Document").contains('█') && line("City").contains('▒') && line("City").contains('−'));
}

#[test]
fn what_does_not_add_up_is_shown() {
    let mut explanation = explanation();
    assert!(!waterfall(&explanation).to_svg().contains("Not explained"));
    explanation.weight_bits += 2.0;
    let waterfall = waterfall(&explanation);
    assert!(waterfall.to_svg().contains("Not explained by the comparisons: +2.0 bits"));
    assert!(waterfall.to_table_html().contains("Not explained by the comparisons"));
    assert!(waterfall_text(&explanation, 80).contains("+2.0"));
}

#[test]
fn columns_of_the_text_stand_below_each_other() {
    for width in [0, 48, 60, 80, 120, usize::MAX] {
        let text = waterfall_text(&explanation(), width);
        assert!(text.lines().all(|line| line.chars().count() <= width.clamp(48, 160)), "{width}: {text}");
        let column_of_zero = |line: &str| line.chars().position(|letter| letter == '│');
        let columns: Vec<_> = text.lines().filter_map(column_of_zero).collect();
        assert!(columns.len() > 3 && columns.iter().all(|column| *column == columns[0]), "{text}");
    }
}

#[test]
fn nothing_in_a_label_steers_the_terminal() {
    let mut explanation = explanation();
    let hostile = "\u{1b}[31mred\u{7}\n\u{202e}turned";
    explanation.pair = [hostile, hostile].map(str::to_owned);
    explanation.model = hostile.into();
    explanation.evidence[0].comparison = hostile.into();
    explanation.evidence[1].level = hostile.into();
    explanation.abstains = Some(hostile.into());
    let text = waterfall_text(&explanation, 80);
    assert!(text.chars().all(|letter| letter == '\n' || !(letter.is_control() || letter == '\u{202e}')));
}

#[test]
fn an_explanation_without_evidence_has_a_start_and_a_sum() {
    let explanation = Explanation { evidence: vec![], weight_bits: -20.9, probability: 5e-7, ..explanation() };
    let finding = waterfall(&explanation).finding();
    assert!(
        finding.starts_with("Nothing that was compared speaks for it; nothing that was compared speaks against it.")
    );
    assert!(waterfall_text(&explanation, 80).contains("Sum: probability 1 in 2,000,000"));
}

fn curve(points: &[(f64, f64)], diagonal: bool) -> Curve {
    let point = |&(at, share)| CurvePoint { at, share, note: String::new() };
    Curve {
        heading: heading("c", "Curve", "precision"),
        axis_name: "Threshold".into(),
        spacing: if diagonal { Spacing::Even } else { Spacing::Odds },
        series: vec![Series { name: "measured".into(), points: points.iter().map(point).collect() }],
        diagonal: diagonal.then(|| "as it should be".into()),
        threshold: (!diagonal).then_some(0.95),
    }
}

#[test]
fn the_finding_of_a_curve_is_its_share_at_the_threshold() {
    assert_eq!(curve(&[(0.5, 0.9), (0.95, 0.987)], false).finding(), "Precision at 0.95: measured 98.7\u{a0}%.");
    let finding = curve(&[(0.5, 0.9), (0.97, 0.987)], false).finding();
    assert_eq!(finding, "Precision at 0.95: measured 98.7\u{a0}% (at 0.97, the nearest).");
    let nothing = curve(&[], false);
    assert_eq!(nothing.finding(), "There are no values.");
    assert!(!nothing.to_svg().contains("<line"), "there are no axes of nothing");
}

#[test]
fn the_finding_of_a_calibration_is_where_it_is_worst() {
    let finding = curve(&[(0.5, 0.49), (0.9, 0.7)], true).finding();
    assert_eq!(finding, "Farthest from the line at 0.90: 70.0\u{a0}% in truth, so the program is too sure there.");
    assert_eq!(curve(&[(0.5, 0.5)], true).finding(), "No point lies away from the line.");
}

#[test]
fn an_axis_that_does_not_begin_at_zero_says_so() {
    assert!(curve(&[(0.5, 0.93), (0.95, 0.99)], false).to_svg().contains("Precision, from 90\u{a0}% up"));
    assert!(!curve(&[(0.5, 0.1), (0.95, 0.99)], false).to_svg().contains("Precision, from"));
}

fn intervals(rows: &[(&str, Option<[f64; 3]>)]) -> Intervals {
    let row = |&(label, value): &(&str, Option<[f64; 3]>)| IntervalRow {
        category: Category { code: String::new(), label: label.into(), group: None },
        value: value.map(|[value, low, high]| Interval { value, low, high }),
        note: String::new(),
    };
    Intervals {
        heading: Heading { unit: "precision".into(), ..heading("i", "Intervals", "") },
        row_name: "Script".into(),
        rows: rows.iter().map(row).collect(),
    }
}

#[test]
fn the_finding_of_intervals_says_whether_chance_may_explain_the_difference() {
    let latin = ("Latin", Some([0.98, 0.97, 0.99]));
    let apart = intervals(&[latin, ("Arabic", Some([0.93, 0.91, 0.95])), ("Thai", None)]);
    assert_eq!(
        apart.finding(),
        "Precision is lowest for Arabic 93.0\u{a0}% (91.0 to 95.0\u{a0}%) and highest for Latin 98.0\u{a0}% (97.0 to \
         99.0\u{a0}%). Their intervals do not overlap, so chance alone hardly explains the difference."
    );
    assert!(apart.to_svg().contains("Thai: nothing to measure."));
    let near = intervals(&[latin, ("Arabic", Some([0.93, 0.80, 0.98]))]);
    assert!(near.finding().ends_with("Their intervals overlap, so the difference may be chance."));
    assert_eq!(intervals(&[("Thai", None)]).finding(), "There are no values.");
}

#[test]
fn a_histogram_counts_what_the_threshold_leaves_out() {
    let bin = |from_bits, pairs, expected_same| WeightBin { from_bits, pairs, expected_same };
    let mut histogram = Histogram {
        heading: heading("h", "Pairs", "pairs"),
        bins: vec![bin(-9.0, 90_000, 120.0), bin(3.0, 10, 9.0), bin(4.0, 200, 195.0), bin(9.0, 100, 99.9)],
        threshold: 0.95,
    };
    assert_eq!(
        histogram.finding(),
        "About 300 pairs lie above the threshold of 0.95 (about +4.0 bits). Below it lie 90,010, of which 129 are \
         expected to be the same and are missed."
    );
    histogram.threshold = 0.9999;
    assert!(histogram.finding().starts_with("All 90,310 pairs lie below the threshold of 0.9999."));
    assert!(!histogram.to_svg().contains("threshold 0.9999"), "no line is drawn where no pair is");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_weights_can_be_drawn(weights in prop::collection::vec(any::<f64>(), 0..6), width in 0..200_usize) {
        let mut explanation = explanation();
        for (evidence, weight) in explanation.evidence.iter_mut().zip(&weights) {
            (evidence.weight_bits, evidence.frequency_bits) = (*weight, -*weight);
        }
        let svg = waterfall(&explanation).to_svg();
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        waterfall_text(&explanation, width);
    }
}
