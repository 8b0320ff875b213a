//! Who is not in which result, by name.

use std::collections::BTreeMap;

use overt_analysis::Problem;
use overt_analysis::associate::Association;
use overt_analysis::fragility::{Jackknife, Multiverse};
use overt_analysis::series::{Exclusion, Why};
use overt_model::Lang;

use super::told::Told;
use super::words::answer;
use crate::charts::{number, say_why};
use crate::report::{Grid, translated};

/// Everybody who is left out of each part, by reason. Parts that lack the same countries for the same reason share a row.
pub(super) fn named(told: Told<'_>) -> Grid {
    let mut found: Vec<(&Why, Vec<&str>, Vec<String>)> = Vec::new();
    for (part, exclusions) in parts(told) {
        let mut reasons: BTreeMap<&Why, Vec<&str>> = BTreeMap::new();
        for Exclusion { who, why } in exclusions {
            reasons.entry(why).or_default().push(who);
        }
        for (why, who) in reasons {
            match found.iter_mut().find(|(reason, names, _)| *reason == why && *names == who) {
                Some((_, _, parts)) if parts.contains(&part) => {}
                Some((_, _, parts)) => parts.push(part.clone()),
                None => found.push((why, who, vec![part.clone()])),
            }
        }
    }
    let row = |(why, who, parts): (&Why, Vec<&str>, Vec<String>)| {
        (said(told, why), [number(who.len() as u64), who.join(", "), parts.join(", ")])
    };
    Grid::new(told.word("left-out-title"), told.word("why"))
        .figures(told.word("number"), told.word("how-many"))
        .words(told.word("who"), told.word("who-reading"))
        .words(told.word("from-what"), told.word("from-what-reading"))
        .rows(found.into_iter().map(row))
}

/// Why somebody is left out. A mean of sources, which is no series of anybody's, has a name of its own in each language.
fn said(told: Told<'_>, why: &Why) -> String {
    match why {
        Why::NotIn(series) if told.lang != Lang::En => {
            let series = series.iter().map(|label| mean_of_sources(told, label).unwrap_or_else(|| label.clone()));
            say_why(told.lang, &Why::NotIn(series.collect()))
        }
        why => say_why(told.lang, why),
    }
}

fn mean_of_sources(told: Told<'_>, label: &str) -> Option<String> {
    let Jackknife { index, all, sources, .. } = answer(told.lab.jackknife.as_ref())?;
    if all.x == label {
        return Some(translated(told.lang, "mean-of-sources", &[("index", index.into())]));
    }
    let is_of = |one: &Result<Association, Problem>| one.as_ref().is_ok_and(|one| one.x == label);
    let one = sources.iter().find(|one| is_of(&one.without) || is_of(&one.alone))?;
    let name = if is_of(&one.without) { "mean-without-source" } else { "source-alone" };
    Some(translated(told.lang, name, &[("index", index.into()), ("source", (&one.source).into())]))
}

/// What was estimated, each with those who are not in it.
fn parts(told: Told<'_>) -> Vec<(String, &[Exclusion])> {
    let lab = told.lab;
    let parts: [(&str, &[Exclusion]); 6] = [
        ("of-both", lab.joined.as_ref().map_or(&[], |joined| &joined.exclusions)),
        ("of-groups", lab.groups.as_ref().map_or(&[], |groups| &groups.comparison.exclusions)),
        ("of-odds", answer(lab.ordered.as_ref()).map_or(&[], |part| &part.exclusions)),
        ("of-partial", answer(lab.partial.as_ref()).map_or(&[], |part| &part.exclusions)),
        ("of-within", answer(lab.within_between.as_ref()).map_or(&[], |part| &part.exclusions)),
        ("of-pairs", answer(lab.pair_audit.as_ref()).map_or(&[], |part| &part.exclusions)),
    ];
    let mut parts: Vec<(String, &[Exclusion])> =
        parts.into_iter().map(|(name, exclusions)| (told.word(name), exclusions)).collect();
    parts.extend(lab.answers().map(|one| (told.coefficient(one.coefficient), one.exclusions.as_slice())));
    if let Some(jackknife) = answer(lab.jackknife.as_ref()) {
        parts.push((told.word("of-all-sources"), &jackknife.all.exclusions));
        for source in &jackknife.sources {
            let answers = [("of-source-left-out", &source.without), ("of-source-alone", &source.alone)];
            parts.extend(
                answers
                    .into_iter()
                    .filter_map(|(part, one)| Some((told.word(part), one.as_ref().ok()?.exclusions.as_slice()))),
            );
        }
    }
    let ties = lab.ties.iter().filter_map(|ties| ties.as_ref().ok());
    parts.extend(ties.map(|ties| (told.word("of-ties"), ties.exclusions.as_slice())));
    parts
}

/// Who is left out of how many ways of asking: because a series or a choice of countries lacks them, and as outliers.
pub(super) fn of_specifications(told: Told<'_>, multiverse: &Multiverse) -> [Grid; 2] {
    let mut lacking: BTreeMap<&str, usize> = BTreeMap::new();
    for exclusion in multiverse.joinings.iter().flat_map(|joining| &joining.exclusions) {
        *lacking.entry(&exclusion.who).or_default() += 1;
    }
    let mut outliers: BTreeMap<String, usize> = BTreeMap::new();
    for key in multiverse.specifications.iter().flat_map(|one| &one.left_out) {
        *outliers.entry(key.to_string()).or_default() += 1;
    }
    let lacking = lacking.into_iter().map(|(who, count)| (who.to_owned(), count));
    let of = |name: &str, count: usize| told.say(name, &[("n", count.into())]);
    let [pairings, specifications] = [multiverse.joinings.len(), multiverse.specifications.len()];
    [
        by_count(told, lacking, [of("lacking-title", pairings), told.word("pairings")]),
        by_count(told, outliers.into_iter(), [of("outliers-title", specifications), told.word("specifications")]),
    ]
}

/// Those who are left out equally often together, the most often first.
fn by_count(told: Told<'_>, counted: impl Iterator<Item = (String, usize)>, [caption, row_name]: [String; 2]) -> Grid {
    let mut by_count: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (who, count) in counted {
        by_count.entry(count).or_default().push(who);
    }
    let row = |(count, who): (usize, Vec<String>)| {
        (told.say("out-of", &[("n", count.into())]), [number(who.len() as u64), who.join(", ")])
    };
    Grid::new(caption, row_name)
        .figures(told.word("number"), told.word("how-many-so-often"))
        .words(told.word("who"), told.word("which"))
        .rows(by_count.into_iter().rev().map(row))
}
