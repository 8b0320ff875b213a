//! Two invented indices: no country, no measure; the codes are made up.

use std::collections::{BTreeMap, BTreeSet};

use overt_analysis::Problem;
use overt_analysis::associate::{Coefficient, Groups, associate, ordered, partial, within_between};
use overt_analysis::circular::{Circularity, Corruption, Graph, Input};
use overt_analysis::fragility::{
    Countries, Multiverse, Outliers, Question, Scale, Score, audit_pairs, jackknife, multiverse, ties,
};
use overt_analysis::series::{Cell, Column, Iso3, Joined, Key, join};
use overt_model::Text;
use overt_publish::analysis::{GroupsShown, Lab, Marked, Provenance};

const X: [f64; 14] = [11.0, 15.0, 22.0, 24.0, 31.0, 35.0, 38.0, 44.0, 52.0, 57.0, 63.0, 71.0, 80.0, 88.0];
const Y: [f64; 14] = [0.9, 1.4, 0.7, 0.7, 0.7, 0.5, 0.9, 0.4, 0.3, 0.4, 0.0, 0.2, 0.1, 0.1];
/// Three levels in their order.
const LEVELS: [f64; 12] = [1.0, 2.0, 1.0, 1.0, 3.0, 2.0, 1.0, 2.0, 3.0, 3.0, 2.0, 3.0];
const Z: [f64; 14] = [9.0, 7.0, 7.5, 6.0, 7.0, 4.0, 6.5, 5.0, 5.5, 3.0, 4.0, 2.0, 2.5, 1.0];

pub(crate) fn country(place: usize) -> Iso3 {
    let letter = char::from(b'A' + u8::try_from(place).unwrap());
    format!("QQ{letter}").parse().unwrap()
}

fn key(place: usize, year: Option<i32>) -> Key {
    Key { country: country(place), year }
}

fn column(label: &str, values: &[f64], first_row: usize) -> Column {
    let cell = |(place, value): (usize, &f64)| (key(place, None), Cell { value: *value, row: first_row + place });
    Column { label: label.to_owned(), source: label.to_owned(), cells: values.iter().enumerate().map(cell).collect() }
}

/// Both side by side; the second lacks the last two countries of the first.
pub(crate) fn joined(text: &str) -> Joined {
    join(&[&column(&format!("x {text}"), &X, 2), &column(&format!("y {text}"), &Y[..12], 40)])
}

fn panel(label: &str, values: &[f64]) -> Column {
    let mut cells = BTreeMap::new();
    for (place, value) in values.iter().enumerate() {
        for year in 0..3_u8 {
            let value = value + [0.0, 0.1, 0.2, 0.3][(place * 7 + usize::from(year) * 5) % 4];
            cells.insert(key(place, Some(2015 + i32::from(year))), Cell { value, row: 3 * place + usize::from(year) });
        }
    }
    Column { label: label.to_owned(), source: label.to_owned(), cells }
}

fn input(index: &str, input: &str, text: &str, corruption: Corruption) -> Input {
    let [index, input] = [index, input].map(|id| format!("{id} {text}"));
    let [edition, name, role, source] = [text, text, "component", text].map(str::to_owned);
    Input { index, edition, input, name, role, corruption, via: "direct".to_owned(), source }
}

fn graph(text: &str) -> Graph {
    Graph::new(vec![
        input("x", "experts", text, Corruption::Yes),
        input("y", "model", text, Corruption::Partial),
        input("y", "survey", text, Corruption::No),
        input("y", "hearsay", text, Corruption::Claimed),
        input("model", "penalty", text, Corruption::Yes),
        input("z", "inspections", text, Corruption::No),
    ])
    .unwrap()
}

/// Two that are bound together through a third.
pub(crate) fn circular(text: &str) -> Circularity {
    graph(text).between(&format!("x {text}"), &format!("y {text}")).unwrap()
}

/// Two that are not.
pub(crate) fn apart(text: &str) -> Circularity {
    graph(text).between(&format!("x {text}"), &format!("z {text}")).unwrap()
}

/// A few hundred ways of asking. The logarithm of nothing has no answer.
pub(crate) fn ways(text: &str) -> Multiverse {
    let few = (0..10).map(country).collect();
    let question = Question {
        left: vec![column(&format!("x {text}"), &X, 2), column(&format!("another x {text}"), &Z, 2)],
        right: vec![column(&format!("y {text}"), &Y[..12], 40)],
        countries: vec![
            Countries { label: format!("all {text}"), only: None },
            Countries { label: format!("few {text}"), only: Some(few) },
        ],
        outliers: vec![Outliers::Keep, Outliers::StrongestPair, Outliers::Winsorised(0.1)],
        left_scales: vec![Scale::AsIs, Scale::SquareRoot],
        right_scales: vec![Scale::AsIs, Scale::Log],
        coefficients: Coefficient::ALL.to_vec(),
    };
    multiverse(&question).unwrap()
}

pub(crate) fn groups(text: &str) -> Groups {
    let members: Vec<Key> = (0..5).map(|place| key(place, None)).collect();
    let outcome = join(&[&column(&format!("x {text}"), &X, 2)]);
    Groups::split(&outcome, &members, &format!("low {text}"), &format!("other {text}")).unwrap()
}

fn scores(text: &str) -> Vec<Score> {
    let of = |source: usize| {
        X.iter().enumerate().map(move |(place, value)| Score {
            country: country(place),
            source: format!("source {source} {text}"),
            value: value + [0.0, 1.0, 2.0, 3.0, 4.0][place * source % 5],
            row: place,
        })
    };
    (1..4).flat_map(of).collect()
}

/// Everything that can be asked about the pair, with the same text in every label.
pub(crate) fn lab(text: &str, circularity: Result<Circularity, Problem>) -> Lab {
    let joined = joined(text);
    let outcome = column(&format!("y {text}"), &Y[..12], 40);
    let third = join(&[&column(&format!("x {text}"), &X, 2), &outcome, &column(&format!("z {text}"), &Z, 60)]);
    let by_year = join(&[&panel(&format!("x {text}"), &X), &panel(&format!("y {text}"), &Y)]);
    let levels = join(&[&column(&format!("x {text}"), &X, 2), &column(&format!("level {text}"), &LEVELS, 80)]);
    let alone = |label: &str, values: &[f64]| ties(&join(&[&column(label, values, 2)]), 1);
    Lab {
        names: [format!("x {text}"), format!("y {text}")],
        circularity,
        logarithmic: [true, true],
        named: vec![key(5, None)],
        marked: vec![Marked {
            label: format!("surveyed {text}"),
            members: (0..4).map(|place| key(place, None)).collect::<BTreeSet<_>>(),
        }],
        associations: Coefficient::ALL.map(|coefficient| associate(&joined, coefficient)).into(),
        groups: Some(GroupsShown::of(&groups(text))),
        ordered: Some(ordered(&levels, |level| format!("level {level} {text}"))),
        partial: Some(partial(&third)),
        within_between: Some(within_between(&by_year)),
        ties: vec![alone(&format!("x {text}"), &X), alone(&format!("y {text}"), &Y)],
        pair_audit: Some(audit_pairs(&joined)),
        jackknife: Some(jackknife(&format!("x {text}"), &scores(text), 2, &outcome, Coefficient::Spearman)),
        multiverse: Some(Ok(ways(text))),
        countries: [["all", "todos", "tous"], ["few", "pocos", "peu"]]
            .map(|names| names.map(|name| format!("{name} {text}")))
            .map(|[en, es, fr]| Text { en, es, fr })
            .into(),
        sources: third.sides.iter().map(Provenance::of).collect(),
        program: format!("overt {text}"),
        joined: Some(joined),
    }
}

/// A pair of which nothing could be estimated.
pub(crate) fn bare(text: &str) -> Lab {
    let problem = || Problem::new(format!("There are 3 rows of {text}."), "Look at the exclusions.");
    Lab {
        associations: vec![Err(problem())],
        ordered: Some(Err(problem())),
        partial: Some(Err(problem())),
        within_between: Some(Err(problem())),
        ties: vec![Err(problem())],
        pair_audit: Some(Err(problem())),
        jackknife: Some(Err(problem())),
        multiverse: Some(Err(problem())),
        ..Lab::new([format!("x {text}"), format!("y {text}")], Err(problem()), format!("overt {text}"))
    }
}
