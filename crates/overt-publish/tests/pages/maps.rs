//! Maps and ribbons: every number is there, what is not known is as visible as what is, and a page stays light.

use overt_model::Codebook;
use overt_publish::charts::{
    Category, Chart, Choropleth, CountryValue, Flow, Heading, MapValue, MapWords, MarkPlace, RouteEnd, RouteMap,
    RouteMark, RouteWords, Sankey, SankeyPath, SankeyWords,
};
use proptest::prelude::*;

use crate::charts::elements;
use crate::invented::heading;
use crate::page::found;

/// A map of values, of routes and of ribbons with the same text wherever text can be.
pub(crate) fn with_text(heading: &Heading, text: &str) -> Vec<Box<dyn Chart>> {
    let place = RouteEnd::Place { name: text.into(), east: 20.0, north: 30.0 };
    let flow =
        |from: &RouteEnd, to: &RouteEnd| Flow { from: from.clone(), to: to.clone(), count: 3, note: text.into() };
    let mark = |at| RouteMark { at, count: 2, note: text.into() };
    let step = |text: &str| Some(Category { code: text.into(), label: text.into(), group: None });
    vec![
        Box::new(Choropleth {
            heading: heading.clone(),
            values: vec![valued(text, MapValue::Count(3), text), valued("KHM", MapValue::Count(3), text)],
            mark: Some(text.into()),
            words: MapWords::default(),
        }),
        Box::new(RouteMap {
            heading: heading.clone(),
            flows: vec![flow(&place, &country("KHM")), flow(&country("KHM"), &place), flow(&country(text), &place)],
            mark_unit: text.into(),
            marks: vec![mark(MarkPlace::At(place)), mark(MarkPlace::Crossing(text.into(), text.into()))],
            is_region: true,
            words: RouteWords::default(),
        }),
        Box::new(Sankey {
            heading: heading.clone(),
            columns: vec![text.into(), text.into()],
            paths: vec![SankeyPath { steps: vec![step(text), None], count: 3 }],
            words: SankeyWords::default(),
        }),
    ]
}

fn valued(country: &str, value: MapValue, note: &str) -> CountryValue {
    CountryValue { country: country.into(), value, is_marked: true, note: note.into() }
}

fn country(code: &str) -> RouteEnd {
    RouteEnd::Country(code.into())
}

fn choropleth(values: &[(&str, MapValue)]) -> Choropleth {
    let values = values.iter().map(|(code, value)| valued(code, *value, "")).collect();
    Choropleth { heading: heading("map", "Map", "acts"), values, mark: None, words: MapWords::default() }
}

fn flow(from: &str, to: &str, count: u64) -> Flow {
    Flow { from: country(from), to: country(to), count, note: String::new() }
}

fn routes() -> RouteMap {
    RouteMap {
        heading: heading("routes", "Routes", "journeys"),
        flows: vec![flow("KHM", "THA", 1_240), flow("THA", "KHM", 15), flow("KHM", "KHM", 77), flow("LAO", "THA", 9)],
        mark_unit: "acts".into(),
        marks: vec![
            RouteMark { at: MarkPlace::Crossing("KHM".into(), "THA".into()), count: 31, note: "at posts".into() },
            RouteMark { at: MarkPlace::At(country("KHM")), count: 8, note: String::new() },
        ],
        is_region: true,
        words: RouteWords::default(),
    }
}

fn path(steps: &[&str], count: u64) -> SankeyPath {
    let step = |name: &&str| (!name.is_empty()).then(|| Category::named(*name));
    SankeyPath { steps: steps.iter().map(step).collect(), count }
}

fn sankey() -> Sankey {
    Sankey {
        heading: heading("flow", "Flow", "acts"),
        columns: ["stage", "actor", "act"].map(Into::into).into(),
        paths: vec![
            path(&["Recruitment", "Police", "Bribe"], 1_200),
            path(&["Transport", "Border guard", "Bribe"], 300),
            path(&["Transport", "", "Bribe"], 100),
            path(&["Recruitment", "Police", ""], 50),
        ],
        words: SankeyWords::default(),
    }
}

#[test]
fn every_country_of_today_has_a_place_but_three_without_inhabitants() {
    let list = Codebook::embedded().list("countries").unwrap();
    let codes: Vec<_> = list.codes().iter().filter(|code| code.valid_to.is_none()).map(|code| &code.code).collect();
    let values: Vec<_> = codes.iter().map(|code| (code.as_str(), MapValue::Count(7))).collect();
    let mut map = choropleth(&values);
    let finding = map.finding();
    assert!(finding.contains("suppressed: 0; no data, which is not zero: 0."), "{finding}");
    assert!(finding.ends_with("Not on the map: Antarctica, Bouvet Island and United States Minor Outlying Islands."));
    let svg = map.to_svg();
    for name in ["XKX Kosovo: 7", "TUV Tuvalu: 7", "GUF French Guiana: 7", "ESH Western Sahara: 7"] {
        assert!(svg.contains(&format!("<title>{name}</title>")), "{name}");
    }
    // The heaviest map, with its table, leaves room for the rest of a page of a hundred kilobytes.
    map.mark = Some("told of by fewer than three sources".into());
    map.heading.unit = "acts of corruption".into();
    let bytes = map.to_figure_html().len();
    assert!(bytes <= 92_000, "{bytes} bytes");
}

#[test]
fn an_area_without_a_code_has_no_value_and_is_named() {
    let map = choropleth(&[("CYP", MapValue::Count(3)), ("Northern Cyprus", MapValue::Count(5))]);
    let (svg, table) = (map.to_svg(), map.to_table_html());
    assert!(svg.contains("<title>Northern Cyprus: an area without a code, of which nothing is told here</title>"));
    assert!(map.finding().contains("Not on the map: Northern Cyprus."), "whoever gave it a value learns of it");
    for words in ["no statement about any territory", "Crimea, Northern Cyprus, Siachen Glacier and Somaliland"] {
        assert!(table.contains(words), "{words}");
    }
    assert!(svg.contains("no statement about any territory"));
}

#[test]
fn zero_no_data_and_suppressed_are_drawn_and_told_apart() {
    let values = [
        ("KHM", MapValue::Count(0)),
        ("THA", MapValue::Suppressed),
        ("VNM", MapValue::Count(40)),
        ("LAO", MapValue::Count(2)),
    ];
    let map = choropleth(&values);
    assert_eq!(
        map.finding(),
        "Countries and territories with a value: 3; suppressed: 1; no data, which is not zero: 243. \
         Highest: Vietnam (40); Laos (2)."
    );
    let svg = map.to_svg();
    for words in ["0 (1)", "no data, not zero (243)", "suppressed (1)", "area without a code"] {
        assert!(svg.contains(&format!(">{words}</text>")), "{words}");
    }
    for title in ["KHM Cambodia: 0", "THA Thailand: suppressed", "VNM Vietnam: 40", "FRA France: no data"] {
        assert!(svg.contains(&format!("<title>{title}</title>")), "{title}");
    }
    // Each kind is a group of its own: shapes, then circles.
    for paint in ["url(#map-none)", "url(#map-suppressed)"] {
        assert_eq!(svg.matches(&format!("<g fill=\"{paint}\"")).count(), 2, "{paint}");
    }
    let table = map.to_table_html();
    assert_eq!(table.matches("<tr>").count(), 5);
    assert!(table.contains("<td class=\"number\">suppressed</td>"));
}

#[test]
fn a_dot_says_what_it_says_in_the_drawing_and_in_the_table() {
    let mut map = choropleth(&[("KHM", MapValue::Count(4)), ("VNM", MapValue::Count(40))]);
    assert_eq!(map.to_svg().matches("r=\"6\"").count(), 0);
    map.mark = Some("told of by fewer than three sources".into());
    map.values[1].is_marked = false;
    let svg = map.to_svg();
    assert_eq!(svg.matches("r=\"6\"").count(), 1);
    assert!(svg.contains("<title>KHM Cambodia: 4, dot</title>") && svg.contains("<title>VNM Vietnam: 40</title>"));
    assert!(svg.contains(">● told of by fewer than three sources (1)</text>"));
    assert!(map.finding().contains("A dot says: told of by fewer than three sources (1)."));
    assert!(map.to_table_html().contains("<td class=\"number\">4</td><td>yes</td>"));
}

#[test]
fn of_equal_countries_none_is_passed_over_in_silence() {
    let values = ["AFG", "ALB", "DZA", "AND", "AGO"].map(|code| (code, MapValue::Figure(0.5)));
    assert!(
        choropleth(&values)
            .finding()
            .contains("Highest: Afghanistan (0.5); Angola (0.5); Albania (0.5), and 2 more with 0.5.")
    );
}

#[test]
#[should_panic(expected = "there is one value for a country")]
fn two_values_of_one_country_are_a_mistake() {
    choropleth(&[("KHM", MapValue::Count(1)), ("KHM", MapValue::Count(2))]).to_svg();
}

#[test]
fn routes_say_where_they_lead_how_many_they_are_and_what_is_not_drawn() {
    let mut map = routes();
    map.flows.push(Flow { from: RouteEnd::Unknown, to: country("THA"), count: 40, note: String::new() });
    map.flows.push(flow("SUN", "THA", 5));
    map.flows.push(flow("KHM", "THA", 10));
    let finding = map.finding();
    for words in [
        "Routes drawn: 4, with 1,351 journeys.",
        "Largest: Cambodia to Thailand (1,250); within Cambodia (77); Thailand to Cambodia (15).",
        "Not drawn: 40 journeys, because an end is not known.",
        "Not drawn: 5 journeys, because the map does not have an end.",
        "Places with acts: 2, with 39 in all; most: between Cambodia and Thailand (31); Cambodia (8).",
    ] {
        assert!(finding.contains(words), "{words} is not in {finding}");
    }
    let svg = map.to_svg();
    for title in [
        "Cambodia to Thailand: 1,250 journeys",
        "Thailand to Cambodia: 15 journeys",
        "Within Cambodia: 77 journeys",
        "Between Cambodia and Thailand: 31 acts. at posts",
    ] {
        assert!(svg.contains(&format!("<title>{title}</title>")), "{title}");
    }
    assert_eq!(svg.matches("stroke-width=\"9.0\"").count(), 2, "the largest route, and the legend");
    let table = map.to_table_html();
    assert_eq!(table.matches("<tr>").count(), 1 + 7 + 2, "also what is not drawn is in the table");
    assert!(table.contains("<th scope=\"row\">not known</th><th scope=\"row\">Thailand</th>"));
}

#[test]
fn a_map_of_a_region_shows_the_region_and_routes_around_the_world_the_world() {
    let mut map = routes();
    let width = |map: &RouteMap| found(r#"viewBox="0 0 ([0-9]+) "#, &map.to_svg())[0].to_owned();
    assert_eq!(width(&map), "720");
    map.flows.push(flow("MEX", "NZL", 1));
    assert_eq!(width(&map), "920");
    let mut whole = routes();
    whole.is_region = false;
    assert_eq!(width(&whole), "920");
}

#[test]
fn names_on_a_map_of_routes_do_not_hide_each_other() {
    let codes = ["KHM", "THA", "LAO", "VNM", "MMR", "MYS", "SGP", "IDN", "PHL", "BGD", "IND", "NPL"];
    let mut map = routes();
    map.flows = codes.windows(2).map(|pair| flow(pair[0], pair[1], 5)).collect();
    let svg = map.to_svg();
    let labels = found(r#"<text x="([0-9.]+)" y="[0-9.]+" class="halo small">"#, &svg);
    let heights = found(r#"<text x="[0-9.]+" y="([0-9.]+)" class="halo small">"#, &svg);
    assert!(labels.len() >= 5);
    let places: Vec<(f64, f64)> =
        labels.iter().zip(&heights).map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).collect();
    for (place, one) in places.iter().enumerate() {
        for other in &places[place + 1..] {
            assert!((one.1 - other.1).abs() >= 11.0 || (one.0 - other.0).abs() >= 40.0, "{one:?} and {other:?}");
        }
    }
}

#[test]
fn ribbons_add_up_and_what_is_not_known_is_a_node_of_its_own() {
    let chart = sankey();
    assert_eq!(
        chart.finding(),
        "Ways of 1,650 acts: 4. Most: Recruitment → Police → Bribe (1,200); Transport → Border guard → Bribe (300); \
         Transport → not known → Bribe (100). Not known: actor 100 (6.1\u{a0}%) and act 50 (3.0\u{a0}%)."
    );
    let svg = chart.to_svg();
    for title in [
        "Recruitment: 1,250 acts (75.8\u{a0}%)",
        "Police → Bribe: 1,200 acts",
        "Transport → not known: 100 acts",
        "not known: 50 acts (3.0\u{a0}%)",
    ] {
        assert!(svg.contains(&format!("<title>{title}</title>")), "{title}");
    }
    assert_eq!(svg.matches("class=\"bar\"").count(), 5, "what is known has the colour of bars");
    assert_eq!(svg.matches("url(#flow-unknown)").count(), 2 + 3, "two nodes, and the ribbons that touch them");
    let table = chart.to_table_html();
    assert_eq!(table.matches("<tr>").count(), 5);
    assert!(table.contains("<th scope=\"row\">not known</th><td class=\"number\">50</td>"));
}

#[test]
fn small_nodes_are_put_together_and_the_number_is_said_and_labels_do_not_touch() {
    let names: Vec<String> = (0..20).map(|place| format!("Act {place:02}")).collect();
    let mut chart = sankey();
    chart.paths = names.iter().zip(1..).map(|(name, count)| path(&["Transport", "Police", name], count)).collect();
    assert!(chart.finding().contains("Act: the 12 smallest, with 78 together, are drawn as one."));
    let svg = chart.to_svg();
    assert!(svg.contains("<title>others (12): 78 acts (37.1\u{a0}%)</title>"));
    assert_eq!(chart.to_table_html().matches("<tr>").count(), 21, "the table has each");
    let heights = found(r#"<text class="halo" x="478" y="([0-9]+)">"#, &svg);
    let heights: Vec<u64> = heights.iter().map(|y| y.parse().unwrap()).collect();
    assert_eq!(heights.len(), 9);
    for (place, one) in heights.iter().enumerate() {
        assert!(heights[place + 1..].iter().all(|other| one.abs_diff(*other) >= 14));
    }
}

#[test]
#[should_panic(expected = "a path has a step for every column")]
fn a_path_that_ends_too_early_is_a_mistake() {
    let mut chart = sankey();
    chart.paths[0].steps.pop();
    chart.to_table_html();
}

#[test]
fn where_there_is_nothing_to_draw_a_sentence_says_so() {
    let mut map = routes();
    map.flows.clear();
    map.marks.clear();
    let mut ribbons = sankey();
    ribbons.paths.truncate(1);
    ribbons.paths[0].count = 0;
    let mut one_column = sankey();
    one_column.columns.truncate(1);
    one_column.paths = vec![path(&["Police"], 4)];
    let charts: [&dyn Chart; 3] = [&map, &ribbons, &one_column];
    for chart in charts {
        assert!(chart.to_svg().contains(">There is nothing to draw: "));
        elements(&chart.to_figure_html());
    }
    let empty = choropleth(&[]);
    assert_eq!(
        empty.finding(),
        "Countries and territories with a value: 0; suppressed: 0; no data, which is not zero: 247."
    );
    elements(&empty.to_figure_html());
}

#[test]
fn routes_of_which_no_end_is_known_are_told_and_not_drawn() {
    let mut map = routes();
    map.marks.clear();
    map.flows = vec![Flow { from: RouteEnd::Unknown, to: RouteEnd::Unknown, count: 6, note: String::new() }];
    let svg = map.to_svg();
    assert!(svg.contains("Not drawn: 6 journeys, because an end is not known.") && !svg.contains("<path"));
}

#[test]
fn the_order_of_rows_does_not_change_a_byte() {
    let values = [("KHM", MapValue::Count(7)), ("THA", MapValue::Count(7)), ("SUN", MapValue::Suppressed)];
    let (map, mut turned) = (choropleth(&values), choropleth(&values));
    turned.values.reverse();
    assert_eq!(map.to_figure_html(), turned.to_figure_html());
    let (map, mut turned) = (routes(), routes());
    turned.flows.reverse();
    turned.marks.reverse();
    assert_eq!(map.to_figure_html(), turned.to_figure_html());
    let (chart, mut turned) = (sankey(), sankey());
    turned.paths.reverse();
    assert_eq!(chart.to_figure_html(), turned.to_figure_html());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn numbers_of_any_size_are_drawn(counts in prop::array::uniform4(any::<u64>()), figure: f64, at in prop::array::uniform2(any::<f64>())) {
        let mut map = routes();
        for (flow, count) in map.flows.iter_mut().zip(counts) {
            flow.count = count;
        }
        map.marks[0].count = counts[0];
        map.flows.push(Flow {
            from: RouteEnd::Place { name: "x".into(), east: at[0], north: at[1] },
            to: country("KHM"),
            count: counts[1],
            note: String::new(),
        });
        let mut ribbons = sankey();
        for (path, count) in ribbons.paths.iter_mut().zip(counts) {
            path.count = count;
        }
        let values = [("KHM", MapValue::Count(counts[2])), ("THA", MapValue::Figure(figure)), ("VNM", MapValue::Count(0))];
        let values = choropleth(&values);
        let charts: [&dyn Chart; 3] = [&map, &ribbons, &values];
        for chart in charts {
            let figure = chart.to_figure_html();
            elements(&figure);
            prop_assert!(!figure.contains("NaN") && !figure.contains("inf "));
        }
    }
}
