//! Who is not in which result, by name.

use std::collections::BTreeMap;

use overt_analysis::fragility::Multiverse;
use overt_analysis::series::Exclusion;

use super::Lab;
use super::words::answer;
use crate::charts::number;
use crate::report::Grid;

/// Everybody who is left out of each part, by reason. Parts that lack the same countries for the same reason share a row.
pub(super) fn named(lab: &Lab) -> Grid {
    let mut found: Vec<(&str, Vec<&str>, Vec<&str>)> = Vec::new();
    for (part, exclusions) in parts(lab) {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for Exclusion { who, why } in exclusions {
            reasons.entry(why).or_default().push(who);
        }
        for (why, who) in reasons {
            match found.iter_mut().find(|(reason, names, _)| *reason == why && *names == who) {
                Some((_, _, parts)) if parts.contains(&part) => {}
                Some((_, _, parts)) => parts.push(part),
                None => found.push((why, who, vec![part])),
            }
        }
    }
    let row = |(why, who, parts): (&str, Vec<&str>, Vec<&str>)| {
        (why.to_owned(), [number(who.len() as u64), who.join(", "), parts.join(", ")])
    };
    Grid::new("Left out, by name", "Why")
        .figures("Number", "How many.")
        .words("Who", "Countries by their ISO 3166-1 codes, with the year where there are several.")
        .words("From what", "The results that are without them.")
        .rows(found.into_iter().map(row))
}

/// What was estimated, each with those who are not in it.
fn parts(lab: &Lab) -> Vec<(&str, &[Exclusion])> {
    let mut parts: Vec<(&str, &[Exclusion])> = vec![
        ("both side by side", lab.joined.as_ref().map_or(&[], |joined| &joined.exclusions)),
        ("groups", lab.groups.as_ref().map_or(&[], |groups| &groups.comparison.exclusions)),
        ("odds of a higher level", answer(lab.ordered.as_ref()).map_or(&[], |part| &part.exclusions)),
        ("with others held constant", answer(lab.partial.as_ref()).map_or(&[], |part| &part.exclusions)),
        ("within countries and between them", answer(lab.within_between.as_ref()).map_or(&[], |part| &part.exclusions)),
        ("two rows left out", answer(lab.pair_audit.as_ref()).map_or(&[], |part| &part.exclusions)),
    ];
    parts.extend(lab.answers().map(|one| (one.coefficient.name(), one.exclusions.as_slice())));
    if let Some(jackknife) = answer(lab.jackknife.as_ref()) {
        parts.push(("with all sources", &jackknife.all.exclusions));
        for source in &jackknife.sources {
            let answers = [("one source left out", &source.without), ("one source alone", &source.alone)];
            parts.extend(
                answers.into_iter().filter_map(|(part, one)| Some((part, one.as_ref().ok()?.exclusions.as_slice()))),
            );
        }
    }
    parts.extend(lab.ties.iter().filter_map(|ties| Some(("equal values", ties.as_ref().ok()?.exclusions.as_slice()))));
    parts
}

/// Who is left out of how many ways of asking: because a series or a choice of countries lacks them, and as outliers.
pub(super) fn of_specifications(multiverse: &Multiverse) -> [Grid; 2] {
    let mut lacking: BTreeMap<&str, usize> = BTreeMap::new();
    for exclusion in multiverse.joinings.iter().flat_map(|joining| &joining.exclusions) {
        *lacking.entry(&exclusion.who).or_default() += 1;
    }
    let mut outliers: BTreeMap<String, usize> = BTreeMap::new();
    for key in multiverse.specifications.iter().flat_map(|one| &one.left_out) {
        *outliers.entry(key.to_string()).or_default() += 1;
    }
    let lacking = lacking.into_iter().map(|(who, count)| (who.to_owned(), count));
    [
        by_count(
            lacking,
            &format!(
                "Not among the rows of some of the {} pairings of series and countries",
                number(multiverse.joinings.len() as u64)
            ),
            "Pairings",
        ),
        by_count(
            outliers.into_iter(),
            &format!(
                "Left out as outliers by some of the {} specifications",
                number(multiverse.specifications.len() as u64)
            ),
            "Specifications",
        ),
    ]
}

/// Those who are left out equally often together, the most often first.
fn by_count(counted: impl Iterator<Item = (String, usize)>, caption: &str, row_name: &'static str) -> Grid {
    let mut by_count: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (who, count) in counted {
        by_count.entry(count).or_default().push(who);
    }
    let row = |(count, who): (usize, Vec<String>)| {
        (format!("out of {}", number(count as u64)), [number(who.len() as u64), who.join(", ")])
    };
    Grid::new(caption, row_name)
        .figures("Number", "How many are left out so often.")
        .words("Who", "Which they are.")
        .rows(by_count.into_iter().rev().map(row))
}
