//! Charts: every number is there, every label stays text, and a screen reader finds its way.

use std::collections::BTreeSet;

use overt_analysis::associate::{Estimate, GroupSummary, Groups};
use overt_analysis::series::Exclusion;
use overt_link::{ComparisonWeights, Interval, LevelWeight, WeightBin};
use overt_publish::charts::{
    Agreement, AgreementPoint, Bar, Bars, Category, Cell, Chart, Curve, CurvePoint, GroupStrips, Heading, HeatMap,
    Histogram, IntervalRow, Intervals, PathDrawing, Scatter, ScatterAxis, ScatterPoint, Series, ShareMark, ShareRow,
    Shares, Spacing, SpecificationCurve, StateBars, StateRow, Waterfall, Weights,
};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::invented::{heading, labels, states, summary};
use crate::invented_linkage::explanation;
use crate::page::found;
use crate::{invented_indices, maps};

const HOSTILE: &str = "</title></svg><script>alert(1)</script>\"' onload=x &amp; ]]> \u{0}\u{202e}";

fn category(label: &str) -> Category {
    Category { code: label.into(), label: label.into(), group: Some(label.into()) }
}

/// Every chart with the same text wherever text can be.
fn charts(text: &str) -> Vec<Box<dyn Chart>> {
    let mut heading = heading(text, text, text);
    heading.description = text.into();
    let maps = maps::with_text(&heading, text);
    let cell = Cell { row: 0, column: 0, value: 3, note: text.into(), link: Some(text.into()) };
    let own: Vec<Box<dyn Chart>> = vec![
        Box::new(HeatMap {
            heading: heading.clone(),
            row_name: text.into(),
            rows: vec![category(text)],
            column_name: text.into(),
            columns: vec![category(text)],
            cells: vec![cell],
            total: 3,
        }),
        Box::new(Bars {
            heading: heading.clone(),
            bar_name: text.into(),
            bars: vec![Bar { category: category(text), value: 3, note: text.into() }],
        }),
        Box::new(StateBars {
            heading: heading.clone(),
            row_name: text.into(),
            states: labels::<6>("value_states").map(|_| text.into()),
            rows: vec![StateRow { category: category(text), counts: [3; 6] }],
        }),
        Box::new(hostile_waterfall(text)),
        Box::new(Weights { heading: heading.clone(), comparisons: vec![comparison(text)] }),
        Box::new(Curve {
            heading: heading.clone(),
            axis_name: text.into(),
            spacing: Spacing::Even,
            series: vec![Series {
                name: text.into(),
                points: vec![CurvePoint { at: 0.3, share: 0.4, note: text.into() }],
            }],
            diagonal: Some(text.into()),
            threshold: Some(0.5),
        }),
        Box::new(Histogram {
            heading: heading.clone(),
            bins: vec![WeightBin { from_bits: 3.0, pairs: 30, expected_same: 29.0 }],
            threshold: 0.5,
        }),
        Box::new(Shares {
            heading: heading.clone(),
            row_name: text.into(),
            rows: vec![ShareRow { category: category(text), share: 0.25, note: text.into() }],
            mark: Some(ShareMark { at: 0.1, words: text.into() }),
            full: 0.5,
        }),
        Box::new(Agreement {
            heading: heading.clone(),
            point_name: text.into(),
            along_name: text.into(),
            up_name: text.into(),
            kind_name: text.into(),
            kinds: vec![text.into()],
            points: vec![AgreementPoint { category: category(text), along: 3, up: 5, kind: 0, note: text.into() }],
        }),
        Box::new(scatter(text)),
        // What these are about is borrowed, and these tests keep them to the end.
        Box::new(PathDrawing {
            heading: heading.clone(),
            circularity: Box::leak(Box::new(invented_indices::circular(text))),
        }),
        Box::new(SpecificationCurve {
            heading: heading.clone(),
            multiverse: Box::leak(Box::new(invented_indices::ways(text))),
            countries: &[],
        }),
        Box::new(strips(heading.clone(), text)),
        Box::new(Intervals {
            heading,
            row_name: text.into(),
            rows: vec![IntervalRow {
                category: category(text),
                value: Some(Interval { value: 0.5, low: 0.4, high: 0.6 }),
                note: text.into(),
            }],
        }),
    ];
    own.into_iter().chain(maps).collect()
}

fn scatter(text: &str) -> Scatter {
    let point = |at: [f64; 2], group| ScatterPoint { label: text.into(), at, group, named: true, note: text.into() };
    let axis = ScatterAxis { name: text.into(), logarithmic: true };
    Scatter {
        heading: heading(text, text, text),
        axes: [axis.clone(), axis],
        groups: vec![text.into(), text.into()],
        points: vec![point([1.0, 2.0], 0), point([3.0, 0.5], 1), point([0.0, 1.0], 1)],
        left_out: vec![Exclusion { who: text.into(), why: text.to_string().into() }],
    }
}

fn strips(heading: Heading, text: &str) -> GroupStrips<'static> {
    let groups: &'static Groups = Box::leak(Box::new(invented_indices::groups(text)));
    let summaries: &'static [GroupSummary] = Box::leak(groups.summaries().into());
    GroupStrips { heading, axis_name: Box::leak(text.into()), groups: groups.groups(), summaries }
}

fn hostile_waterfall(text: &str) -> Waterfall {
    let mut explanation = explanation();
    explanation.abstains = Some(text.into());
    for evidence in &mut explanation.evidence {
        evidence.comparison = text.into();
        evidence.level = text.into();
    }
    Waterfall::new(text, &explanation)
}

fn comparison(text: &str) -> ComparisonWeights {
    let level = |m, u, weight_bits| LevelWeight { label: text.into(), m, u, weight_bits };
    ComparisonWeights { name: text.into(), levels: vec![level(0.9, 0.1, 3.17), level(0.1, 0.9, -3.17)] }
}

fn invented_charts() -> Vec<Box<dyn Chart>> {
    let summary = summary();
    let mut charts = charts("words");
    charts.retain(|chart| !chart.to_svg().contains("href"));
    charts.extend([Box::new(summary.nexus) as Box<dyn Chart>, Box::new(summary.standings), Box::new(summary.states)]);
    charts
}

/// The elements of a document; fails where it is not well-formed.
pub(crate) fn elements(xml: &str) -> Vec<BytesStart<'static>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut elements = Vec::new();
    let mut open = 0_usize;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                open += 1;
                elements.push(element.into_owned());
            }
            Event::Empty(element) => elements.push(element.into_owned()),
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0);
    elements
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attributes = element.attributes().map(Result::unwrap);
    let mut values = attributes.filter(|attribute| attribute.key.as_ref() == name);
    values.next().map(|attribute| attribute.value.into_owned())
}

#[test]
fn a_hostile_label_stays_text() {
    let expected: BTreeSet<_> = charts("x").iter().flat_map(|chart| names(&chart.to_figure_html())).collect();
    for chart in charts(HOSTILE) {
        let figure = chart.to_figure_html();
        assert!(names(&figure).is_subset(&expected), "no element comes from a label");
        assert!(!figure.contains("<script") && !figure.contains(['\u{0}', '\u{202e}']));
        for element in elements(&figure) {
            assert_eq!(attribute(&element, "onload"), None);
        }
    }
}

fn names(xml: &str) -> BTreeSet<String> {
    elements(xml).iter().map(|element| element.name().as_ref().to_owned()).collect()
}

#[test]
fn a_link_that_would_run_something_is_left_out() {
    let linked = |link: &str| charts(link)[0].to_svg();
    assert!(linked("acts/T4.html").contains("<a href=\"acts/T4.html\">"));
    assert!(linked("acts/T4.html").contains("role=\"group\""), "links inside an image are hidden from screen readers");
    let refused = linked("javascript:alert(1)");
    assert!(!refused.contains("href") && refused.contains("role=\"img\""));
}

#[test]
fn a_screen_reader_finds_name_and_finding_of_every_chart() {
    for chart in invented_charts() {
        let svg = chart.to_svg();
        let elements = elements(&svg);
        let ids: Vec<_> = elements.iter().filter_map(|element| attribute(element, "id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert_eq!(attribute(&elements[0], "role").unwrap(), "img");
        let named_by = attribute(&elements[0], "aria-labelledby").unwrap();
        assert!(named_by.split(' ').all(|id| ids.iter().any(|known| known == id)));
        assert!(svg.contains(&chart.finding()));
    }
}

#[test]
fn every_number_is_in_the_drawing_and_in_the_table() {
    let summary = summary();
    let unit = "acts of corruption";
    let (svg, table) = (summary.nexus.to_svg(), summary.nexus.to_table_html());
    for cell in &summary.nexus.cells {
        let (row, column) = (&summary.nexus.rows[cell.row], &summary.nexus.columns[cell.column]);
        let name = format!("{} {} × {} {}: {} {unit}", row.code, row.label, column.code, column.label, cell.value);
        assert!(svg.contains(&name), "{name}");
        assert!(svg.contains(&format!(">{}</text>", cell.value)));
    }
    assert_eq!(table.matches("<tr>").count(), summary.nexus.cells.len() + 1);
    assert_eq!(table.matches("<td class=\"number\">").count(), summary.nexus.cells.len());

    let states = states();
    let (svg, table) = (states.to_svg(), states.to_table_html());
    for row in &states.rows {
        for (count, state) in row.counts.iter().zip(&states.states) {
            let digits = grouped(*count);
            assert!(svg.contains(&format!("{}, {state}: {digits} of 6,012", row.category.label)));
            assert!(table.contains(&format!(">{digits}</td>")));
        }
    }
}

fn grouped(count: u64) -> String {
    if count < 1000 { count.to_string() } else { format!("{},{:03}", count / 1000, count % 1000) }
}

#[test]
fn the_finding_counts_cells_and_names_the_largest() {
    let text = labels::<6>("value_states");
    let cell = |row, column, value| Cell { row, column, value, note: String::new(), link: None };
    let map = HeatMap {
        heading: heading("x", "X", "acts"),
        row_name: "Stage".into(),
        rows: text[..2].iter().map(|label| category(label)).collect(),
        column_name: "Actor".into(),
        columns: text[2..].iter().map(|label| category(label)).collect(),
        cells: vec![cell(1, 3, 1200), cell(0, 0, 7), cell(0, 1, 0)],
        total: 1200,
    };
    let name = |row: &str, column: &str| format!("{row} {row} × {column} {column}");
    let (first, second) = (name(&text[1], &text[5]), name(&text[0], &text[2]));
    assert_eq!(
        map.finding(),
        format!("1,200 acts in 3 of 8 cells; no record in 5. Most: {first} (1,200); {second} (7).")
    );
    let svg = map.to_svg();
    assert!(svg.contains(">0</text>"), "zero is written");
    assert_eq!(svg.matches("v28h").count(), 5, "no record is drawn for the five others");
}

#[test]
fn what_is_counted_twice_is_drawn_at_both_counts_with_a_mark_of_its_kind() {
    let point = |name: &str, along, up, kind| AgreementPoint {
        category: Category { code: String::new(), label: name.into(), group: None },
        along,
        up,
        kind,
        note: format!("note of {name}"),
    };
    let mut scatter = Agreement {
        heading: heading("x", "X", "records"),
        point_name: "Combination".into(),
        along_name: "real".into(),
        up_name: "made".into(),
        kind_name: "Support".into(),
        kinds: ["supported", "noise only", "not measured"].map(Into::into).into(),
        points: vec![point("a", 1023, 1023, 0), point("b", 31, 0, 1), point("c", 31, 0, 1), point("d", 31, 0, 2)],
    };
    assert_eq!(
        scatter.finding(),
        "1 supported; 2 noise only; 1 not measured. 1 of 4 lie on the line. The largest difference: d (31 real, 0 made)."
    );
    let (svg, table) = (scatter.to_svg(), scatter.to_table_html());
    // The largest count near the end of both axes, and 31 = 2^5 - 1 half as far along as 1,023 = 2^10 - 1.
    for title in
        ["a: 1,023 real, 1,023 made; supported", "b; c: 31 real, 0 made; noise only", "d: 31 real, 0 made; not"]
    {
        assert!(svg.contains(&format!("<title>{title}")), "{title}");
    }
    assert!(svg.contains("<circle class=\"bar\" cx=\"97.44%\"") && svg.contains("cx=\"54.72%\""));
    assert_eq!(svg.matches("<rect class=\"surface second-line\"").count(), 2, "in the legend and the field");
    for words in ["supported (1)", "noise only (2)", "not measured (1)", "on this line both counts are the same"] {
        assert!(svg.contains(words), "{words}");
    }
    assert_eq!(table.matches("<tr>").count(), 5);
    assert!(table.contains("<td>noise only</td><td>note of b</td>"));
    scatter.points.truncate(1);
    assert_eq!(scatter.finding(), "1 supported. All are counted alike.");
    assert!(!scatter.to_svg().contains("noise only"), "a kind of which there is nothing is not explained");
    scatter.points.clear();
    assert_eq!(scatter.finding(), "There are no values.");
    elements(&scatter.to_figure_html());
}

#[test]
fn small_shares_fill_a_scale_that_is_told() {
    let mut shares = Shares {
        heading: heading("x", "X", "records"),
        row_name: "Column".into(),
        rows: vec![ShareRow { category: category("a"), share: 0.04, note: String::new() }],
        mark: None,
        full: 0.05,
    };
    let svg = shares.to_svg();
    assert!(svg.contains("width=\"80.00%\"") && svg.contains("A full bar is 5\u{a0}%."));
    shares.full = 1.0;
    assert!(shares.to_svg().contains("width=\"4.00%\"") && !shares.to_svg().contains("A full bar"));
}

#[test]
fn the_order_of_cells_does_not_change_a_byte() {
    let map = summary().nexus;
    let mut turned = map.clone();
    turned.cells.reverse();
    assert_eq!(map.to_figure_html(), turned.to_figure_html());
}

#[test]
fn an_empty_chart_says_that_there_is_nothing() {
    let mut map = summary().nexus;
    map.cells.clear();
    assert!(map.finding().contains("no record in 500."));
    elements(&map.to_figure_html());
    let mut states = states();
    states.rows[0].counts = [0; 6];
    elements(&states.to_figure_html());
    states.rows.clear();
    assert_eq!(states.finding(), "There are no values.");
}

#[test]
#[should_panic(expected = "every cell lies in the map")]
fn a_cell_outside_the_map_is_a_mistake() {
    let mut map = summary().nexus;
    map.rows.pop();
    map.to_svg();
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    for chart in invented_charts() {
        let figure = chart.to_figure_html().replace("http://www.w3.org/2000/svg", "");
        for forbidden in ["http:", "https:", "<script", "<image", "<use", "@import", "@font-face"] {
            assert!(!figure.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn a_scatter_names_who_has_no_place_and_who_is_left_out() {
    let chart = scatter("QQA");
    assert!(chart.finding().starts_with("2 QQA are drawn. By group: QQA 1; QQA 1."));
    assert!(
        chart
            .finding()
            .contains("Left out are 2: QQA: QQA; not drawn, because the axis has no place for its value of QQA: QQA.")
    );
    let mut equal = chart.clone();
    equal.points[0].at[0] = 0.0;
    assert!(equal.finding().contains("QQA goes from 0 (2 QQA) to 3 (QQA)."), "of equal ones none is named alone");
    let svg = chart.to_svg();
    let marks = elements(&svg).into_iter().filter(|element| attribute(element, "overflow").is_some()).count();
    assert_eq!(marks, 4, "two marks and two labels");
    assert_eq!(chart.to_table_html().matches("<tr>").count(), 4, "all three are in the table");
}

#[test]
fn strips_tell_number_median_and_mean_and_the_table_the_quartiles() {
    let chart = strips(heading("g", "G", "countries"), "1");
    assert_eq!(chart.finding(), "1: low 1 (n 5, median 22, mean 20.6); other 1 (n 9, median 57, mean 58.67).");
    let cells =
        ["22", "20.6", "11", "15", "24", "31"].map(|figure| format!("<td class=\"number\">{figure}</td>")).concat();
    assert!(chart.to_table_html().contains(&cells), "median, mean, lowest, quartiles, highest");
    assert_eq!(chart.to_svg().matches("r=\"3\"").count(), 14 + 1, "each value is a mark; one is in the legend");
}

#[test]
fn groups_of_a_scatter_differ_in_shape_and_are_told_in_words() {
    let svg = scatter("QQA").to_svg();
    assert!(svg.contains("M-4 0a4 4 0 1 0 8 0") && svg.contains("M-4 -4H4V4H-4Z"));
    assert_eq!(svg.matches(">QQA (1)</text>").count(), 2, "the point without a place is not counted as drawn");
}

#[test]
fn a_specification_curve_says_median_signs_and_that_it_is_no_test() {
    let multiverse = invented_indices::ways("1");
    let chart =
        SpecificationCurve { heading: heading("s", "S", "correlation"), multiverse: &multiverse, countries: &[] };
    let finding = chart.finding();
    let negative = multiverse.specifications.iter().filter(|one| one.estimate.value < 0.0).count();
    assert!(finding.contains(&format!("{negative} (")) && finding.contains("these shares are no test"));
    assert!(finding.contains(&format!("{} more have no answer", multiverse.refused.len())));
    let table = chart.to_table_html();
    assert_eq!(table.matches("<tr>").count(), 1 + 20 + multiverse.options.len());
}

#[test]
fn ticks_of_a_specification_curve_differ_however_near_its_ends_are() {
    let mut multiverse = invented_indices::ways("1");
    for Estimate { value, low, high, .. } in multiverse.specifications.iter_mut().map(|one| &mut one.estimate) {
        (*value, *low, *high) = (*value / 20.0, *low / 20.0, *high / 20.0);
    }
    let chart =
        SpecificationCurve { heading: heading("s", "S", "correlation"), multiverse: &multiverse, countries: &[] };
    let svg = chart.to_svg();
    let ticks = found(r#"<text class="halo small muted" x="0" y="[0-9.]+">([^<]+)</text>"#, &svg);
    assert_eq!(ticks, ["−0.05", "0", "0.05"]);
}

#[test]
fn a_path_is_drawn_with_the_names_of_its_nodes_or_said_not_to_be_there() {
    let circular = invented_indices::circular("1");
    let drawn = PathDrawing { heading: heading("p", "P", "ways"), circularity: &circular };
    let svg = drawn.to_svg();
    for words in [
        ">y 1</text>",
        ">model 1</text>",
        ">penalty 1</text>",
        ">measures corruption, as x 1 does</text>",
        "claimed only",
    ] {
        assert!(svg.contains(words), "{words} is not in {svg}");
    }
    // Without the claim, three nodes below the index, so as many arrows.
    assert_eq!(svg.matches("l4 8h-8Z").count(), 3);
    let apart = invented_indices::apart("1");
    let nothing = PathDrawing { heading: heading("p", "P", "ways"), circularity: &apart };
    assert!(nothing.to_svg().contains("No path is known. That does not show that there is none."));
    assert!(!nothing.to_svg().contains("<path"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_leaves_a_chart_well_formed(text in any::<String>()) {
        for chart in charts(&text) {
            elements(&chart.to_figure_html());
        }
    }

    #[test]
    fn the_parts_of_a_bar_add_up_to_the_whole(counts in prop::array::uniform6(0_u64..1_000_000)) {
        let mut states = states();
        states.rows.truncate(1);
        states.rows[0].counts = counts;
        let svg = states.to_svg();
        let bars = elements(&svg).into_iter().filter(|element| attribute(element, "height").as_deref() == Some("26"));
        let widths = bars.map(|bar| attribute(&bar, "width").unwrap().trim_end_matches('%').parse::<f64>().unwrap());
        let sum: f64 = widths.sum();
        prop_assert!(counts == [0; 6] || (99.9..100.001).contains(&sum), "{sum}");
    }
}
