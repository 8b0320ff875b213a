//! What is said about two indices, in sentences that claim no more than was tested.

use overt_analysis::associate::{Association, Coefficient};
use overt_analysis::circular::{Circularity, Corruption, Grade, Path, Step};

use super::Lab;
use crate::charts::{capitalised, coefficient, listed, number, p_value, quantity};

/// How many ways from each index are told before all else.
const WAYS_MAX: usize = 2;

/// What must not be concluded, whatever the numbers are.
const LIMITS: [&str; 7] = [
    "No cause. Nothing here can tell whether one brings the other, or a third, such as income, brings both.",
    "Nothing about people. What holds among countries need not hold within one of them.",
    "Not that intervals are wide enough. Countries are taken to be independent of each other, and neighbours are not.",
    "Not that there is no circle. A way that nobody listed is not found.",
    "Not that a way is large. A direct one can matter little, and an indirect one much.",
    "Not that one result may be picked. Whoever cites a number cites its flag, its n and who is left out.",
    "Not that a change of an index over the years is a change of what it measures. Methods change, too.",
];

/// The grade of a pair that is bound together; none if no path is known or nothing is known.
pub(super) fn bound(lab: &Lab) -> Option<&Circularity> {
    lab.circularity.as_ref().ok().filter(|circularity| circularity.grade != Grade::None)
}

/// What stands beside every number.
pub(super) fn flag(lab: &Lab) -> &'static str {
    match &lab.circularity {
        Ok(circularity) => match circularity.grade {
            Grade::Direct => "circular, directly",
            Grade::Indirect => "circular, indirectly",
            Grade::SharedSource => "circular, both of the same",
            Grade::None => "no circle known",
        },
        Err(_) => "circle not checked",
    }
}

/// What the columns of all tables of coefficients mean.
const READING: [&str; 5] = [
    "Flag: whether one of the two is made of the other, or both of the same, as far as the list of inputs says. It is the flag of the two \
     indices, whatever else is held constant or left out.",
    "n: how many rows a number is estimated from.",
    "Value: the coefficient, from −1 to 1.",
    "From and to: the ends of the 95\u{a0}% interval.",
    "p: how often chance alone would give a value as far from zero, if nothing went together and the rows were independent; in the \
     table of countries over the years, if the countries were.",
];

/// The ways that bind the two, for the head of a report.
pub(super) fn ways(circularity: &Circularity) -> Vec<String> {
    let mut ways: Vec<String> = Vec::new();
    for index in &circularity.pair {
        ways.extend(circularity.paths.iter().filter(|path| path.index == *index).take(WAYS_MAX).map(way));
    }
    let more = circularity.paths.len().saturating_sub(ways.len());
    if more > 0 {
        ways.push(format!("and {more} more, below"));
    }
    ways
}

/// A path with the names of its steps.
fn way(path: &Path) -> String {
    let said = |step: &Step| {
        let ending = if step.corruption == Corruption::Yes { ", which measures corruption" } else { "" };
        format!(" ← {} ({}){ending}", step.name, step.node)
    };
    let steps = path.steps.iter().map(said);
    std::iter::once(path.index.clone()).chain(steps).collect()
}

/// What was found, in one sentence that claims no more than was tested.
pub(super) fn headline(lab: &Lab) -> String {
    let ending = match &lab.circularity {
        Ok(circularity) if circularity.grade == Grade::None => {
            "no way by which one is made of the other is known, and this shows no cause"
        }
        Ok(_) => "part of their association may be there by construction, and it shows no cause",
        Err(_) => "whether one is made of the other is not known, and this shows no cause",
    };
    let answers: Vec<&Association> = lab.answers().collect();
    let found = if answers.is_empty() { by_groups(lab) } else { Some(by_coefficients(lab, &answers)) };
    match found {
        Some(found) => format!("{found}; {ending}."),
        None => format!("No association of {} and {} could be estimated.", lab.names[0], lab.names[1]),
    }
}

fn by_coefficients(lab: &Lab, answers: &[&Association]) -> String {
    let [x, y] = &lab.names;
    let all_of = |clear: fn(&&&Association) -> bool| answers.iter().filter(clear).count();
    let below = all_of(|one| one.estimate.high < 0.0);
    let above = all_of(|one| one.estimate.low > 0.0);
    let way = if below == answers.len() {
        format!("{y} tends to be lower where {x} is higher")
    } else if above == answers.len() {
        format!("{y} tends to be higher where {x} is higher")
    } else if below + above == 0 {
        format!("no association of {y} with {x} can be told from chance")
    } else {
        format!("whether {y} goes together with {x} depends on the coefficient")
    };
    let figure = |one: &&Association| {
        let [value, low, high] = [one.estimate.value, one.estimate.low, one.estimate.high].map(coefficient);
        format!("{} {value}, 95\u{a0}% interval {low} to {high}", one.coefficient.name())
    };
    let figures = answers.iter().map(figure).collect::<Vec<_>>().join("; ");
    format!("Among {} {}, {way} ({figures})", number(answers[0].n as u64), rows_are(lab))
}

fn by_groups(lab: &Lab) -> Option<String> {
    let comparison = &lab.groups.as_ref()?.comparison;
    let groups = comparison.groups.iter().map(|group| {
        format!("{} (n {}, median {}, mean {})", group.label, group.n, quantity(group.median), quantity(group.mean))
    });
    let differs = if comparison.p < 0.05 {
        "differs between"
    } else {
        "does not differ in a way that can be told from chance between"
    };
    Some(format!(
        "{} {differs} {} (p: {})",
        capitalised(&comparison.outcome),
        listed(&groups.collect::<Vec<_>>()),
        p_value(comparison.p)
    ))
}

/// What the rows are: countries, or countries and years.
pub(super) fn rows_are(lab: &Lab) -> &'static str {
    let of_years = lab.joined.as_ref().is_some_and(|joined| joined.keys.iter().any(|key| key.year.is_some()));
    if of_years { "countries and years" } else { "countries" }
}

/// What must not be concluded.
pub(super) fn limits(lab: &Lab) -> Vec<String> {
    let mut limits = Vec::new();
    if bound(lab).is_some() {
        let [x, y] = &lab.names;
        limits.push(format!(
            "Not that {x} and {y} are two witnesses. As far as one counts what the other measures, they go together by construction."
        ));
    }
    if lab.answers().any(|one| one.coefficient != Coefficient::Pearson) {
        limits.push(
            "Not that an interval of a rank coefficient is exact. It is approximate, more so with many ties or few \
             rows."
                .to_owned(),
        );
    }
    if let Some(ordered) = answer(lab.ordered.as_ref()) {
        limits.push(format!("Not more of odds than this. {}", ordered.limits));
    }
    if lab.multiverse.is_some() {
        limits.push("Not that many specifications are much evidence. They share their data, and all can be circular in the same \
             way.".to_owned());
    }
    limits.extend(LIMITS.map(str::to_owned));
    limits
}

/// How each number was computed: what it is, and its method.
pub(super) fn methods(lab: &Lab) -> Vec<String> {
    let mut methods: Vec<String> = READING.map(str::to_owned).into();
    let mut add = |of: &str, method: &str| methods.push(format!("{of}: {method}."));
    if let Ok(circularity) = &lab.circularity {
        add("Circularity", circularity.method);
    }
    for association in lab.answers() {
        add(association.coefficient.name(), association.method);
    }
    let parts = [
        lab.groups.as_ref().map(|groups| ("Groups", groups.comparison.method)),
        answer(lab.ordered.as_ref()).map(|part| ("Odds of a higher level", part.method)),
        answer(lab.partial.as_ref()).map(|part| ("With others held constant", part.method)),
        answer(lab.within_between.as_ref()).map(|part| ("Within countries and between them", part.method)),
        lab.ties.iter().find_map(|ties| ties.as_ref().ok()).map(|ties| ("Equal values", ties.method)),
        answer(lab.pair_audit.as_ref()).map(|part| ("Two rows left out", part.method)),
        answer(lab.jackknife.as_ref()).map(|part| ("Sources left out", part.method)),
        answer(lab.multiverse.as_ref()).map(|part| ("Every way of asking", part.method)),
    ];
    for (of, method) in parts.into_iter().flatten() {
        add(of, method);
    }
    methods
}

/// An answer, if it was asked for and there is one.
pub(super) fn answer<T, E>(part: Option<&Result<T, E>>) -> Option<&T> {
    part?.as_ref().ok()
}
