//! What is said about two indices, in sentences that claim no more than was tested.

use overt_analysis::associate::{ALPHA, Association, Coefficient};
use overt_analysis::circular::{Circularity, Corruption, Grade, Path, Step};

use super::told::Told;
use super::{Lab, sentences};
use crate::charts::capitalised;

/// How many ways from each index are told before all else.
const WAYS_MAX: usize = 2;

/// What must not be concluded, whatever the numbers are.
const LIMITS: [&str; 7] =
    ["limit-cause", "limit-people", "limit-intervals", "limit-circle", "limit-way", "limit-pick", "limit-change"];

/// The grade of a pair that is bound together; none if no path is known or nothing is known.
pub(super) fn bound(lab: &Lab) -> Option<&Circularity> {
    lab.circularity.as_ref().ok().filter(|circularity| circularity.grade != Grade::None)
}

/// The ways that bind the two, for the head of a report.
pub(super) fn ways(told: Told<'_>, circularity: &Circularity) -> Vec<String> {
    let mut ways: Vec<String> = Vec::new();
    for index in &circularity.pair {
        let of_index = circularity.paths.iter().filter(|path| path.index == *index);
        ways.extend(of_index.take(WAYS_MAX).map(|path| way(told, path)));
    }
    let more = circularity.paths.len().saturating_sub(ways.len());
    if more > 0 {
        ways.push(told.say("ways-more", &[("n", more.into())]));
    }
    ways
}

/// A path with the names of its steps.
fn way(told: Told<'_>, path: &Path) -> String {
    let said = |step: &Step| {
        let measures = step.corruption == Corruption::Yes;
        let ending = if measures { format!(", {}", told.word("which-measures")) } else { String::new() };
        format!(" ← {} ({}){ending}", step.name, step.node)
    };
    let steps = path.steps.iter().map(said);
    std::iter::once(path.index.clone()).chain(steps).collect()
}

/// What was found, in one sentence that claims no more than was tested.
pub(super) fn headline(told: Told<'_>) -> String {
    let lab = told.lab;
    let ending = match &lab.circularity {
        Ok(circularity) if circularity.grade == Grade::None => "headline-free",
        Ok(_) => "headline-bound",
        Err(_) => "headline-unknown",
    };
    let answers: Vec<&Association> = lab.answers().collect();
    let found = if answers.is_empty() { by_groups(told) } else { Some(by_coefficients(told, &answers)) };
    match found {
        Some(found) => told.say("headline-found", &[("found", found.into()), ("ending", told.word(ending).into())]),
        None => told.say("headline-nothing", &[("x", (&lab.names[0]).into()), ("y", (&lab.names[1]).into())]),
    }
}

fn by_coefficients(told: Told<'_>, answers: &[&Association]) -> String {
    let [x, y] = &told.lab.names;
    let all_of = |clear: fn(&&&Association) -> bool| answers.iter().filter(clear).count();
    let below = all_of(|one| one.estimate.high < 0.0);
    let above = all_of(|one| one.estimate.low > 0.0);
    let way = if below == answers.len() {
        "way-lower"
    } else if above == answers.len() {
        "way-higher"
    } else if below + above == 0 {
        "way-none"
    } else {
        "way-depends"
    };
    let way = told.say(way, &[("x", x.into()), ("y", y.into())]);
    let figure = |one: &&Association| {
        let [value, low, high] =
            [one.estimate.value, one.estimate.low, one.estimate.high].map(|value| told.figures().coefficient(value));
        let parts = [
            ("name", told.coefficient(one.coefficient).into()),
            ("value", value.into()),
            ("low", low.into()),
            ("high", high.into()),
        ];
        told.say("coefficient-interval", &parts)
    };
    let figures = answers.iter().map(figure).collect::<Vec<_>>().join("; ");
    let parts = [
        ("n", answers[0].n.into()),
        ("rows", told.rows_are().into()),
        ("way", way.into()),
        ("figures", figures.into()),
    ];
    told.say("headline-coefficients", &parts)
}

fn by_groups(told: Told<'_>) -> Option<String> {
    let comparison = &told.lab.groups.as_ref()?.comparison;
    let groups = comparison.groups.iter().map(|group| {
        let [median, mean] = [group.median, group.mean].map(|value| told.figures().quantity(value));
        let summary =
            told.say("group-summary", &[("n", group.n.into()), ("median", median.into()), ("mean", mean.into())]);
        format!("{} ({summary})", group.label)
    });
    let parts = [
        ("outcome", capitalised(&comparison.outcome).into()),
        ("groups", told.listed(&groups.collect::<Vec<_>>()).into()),
        ("p", told.figures().p_value(comparison.p).into()),
    ];
    Some(told.say(if comparison.p < ALPHA { "headline-differs" } else { "headline-alike" }, &parts))
}

/// What must not be concluded.
pub(super) fn limits(told: Told<'_>) -> Vec<String> {
    let lab = told.lab;
    let mut limits = Vec::new();
    if bound(lab).is_some() {
        let [x, y] = &lab.names;
        limits.push(told.say("limit-witnesses", &[("x", x.into()), ("y", y.into())]));
    }
    if lab.answers().any(|one| one.coefficient != Coefficient::Pearson) {
        limits.push(told.word("limit-ranks"));
    }
    if let Some(ordered) = answer(lab.ordered.as_ref()) {
        limits.push(told.say("limit-odds", &[("limits", sentences::limits_of_odds(told, ordered).into())]));
    }
    if lab.multiverse.is_some() {
        limits.push(told.word("limit-specifications"));
    }
    limits.extend(LIMITS.map(|name| told.word(name)));
    limits
}

/// An answer, if it was asked for and there is one.
pub(super) fn answer<T, E>(part: Option<&Result<T, E>>) -> Option<&T> {
    part?.as_ref().ok()
}
