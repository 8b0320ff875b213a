//! The share of a trait in groups.

use overt_analysis::patterns::profile::{GroupShare, Profile};

use super::{Origin, Outline, ROWS_MAX, excluded, method, more};
use crate::charts::{Forest, ForestAxis, ForestEstimate, Heading, capitalised, ends, figure, number, p_value, share};
use crate::report::{Grid, Report, Section};

/// The share of a trait in groups.
pub fn profile(found: &Profile, origin: &Origin) -> Report<'static> {
    let outline = Outline {
        kind: "The share of a trait in groups".to_owned(),
        title: format!("{} among {}", capitalised(&found.having), found.people),
        sentence: found.sentence.clone(),
        n: format!(
            "{} {} of whom it is known, and {} of whom it is not",
            number(found.n),
            found.people,
            number(found.unknown)
        ),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![method(found.method)],
    };
    outline.report(origin, [groups(found)])
}

fn groups(found: &Profile) -> Section<'static> {
    let mut section = Section::new("groups", format!("The share of {}", found.having));
    let shown = &found.groups[..found.groups.len().min(ROWS_MAX)];
    let estimate = |group: &GroupShare| {
        let exact = group.share.exact;
        let percent = |value: f64| 100.0 * value;
        ForestEstimate {
            words: format!("{} ({} to {})", share(group.share.value), share(exact.low), share(exact.high)),
            ..ForestEstimate::new(&group.label, percent(group.share.value), [percent(exact.low), percent(exact.high)])
        }
    };
    let values = || shown.iter().map(|group| group.share.value);
    let (low, high) = (values().fold(1.0, f64::min), values().fold(0.0, f64::max));
    let forest = Forest {
        heading: Heading::new(
            "shares",
            &format!("The share of {} by group", found.having),
            "A mark is the share among those of whom it is known, and its line an interval of 95\u{a0}%.",
            "percent",
        ),
        finding: format!("The shares lie between {} and {}.", share(low), share(high)),
        axis: ForestAxis::Values,
        estimates: shown.iter().map(estimate).collect(),
        table: grid(shown),
    };
    forest.shown_in(&mut section);
    more(&mut section, found.groups.len(), "groups");
    let odds = found.odds.map(|odds| {
        let value = figure(odds.value.unwrap_or(f64::INFINITY));
        let interval = ends(odds.low, odds.high.unwrap_or(f64::INFINITY));
        format!("Odds in the first group for those in the second: {value}, 95\u{a0}% interval {interval}.")
    });
    let p = found.p.map(|p| format!("p: {}.", p_value(p)));
    section.list(odds.into_iter().chain(p));
    section
}

fn grid(shown: &[GroupShare]) -> Grid {
    let row = |group: &GroupShare| {
        let exact = group.share.exact;
        let cells = [
            number(group.share.part),
            number(group.share.whole),
            share(group.share.value),
            format!("{} to {}", share(exact.low), share(exact.high)),
            number(group.unknown),
            format!("{} to {}", share(group.possible.low), share(group.possible.high)),
        ];
        (group.label.clone(), cells)
    };
    Grid::new("Shares by group", "Group")
        .figures("With it", "")
        .figures("Of", "Those of whom it is known.")
        .figures("Share", "")
        .figures("95 % interval", "Clopper and Pearson.")
        .figures("Unknown", "Of how many more it is not known.")
        .figures("Possible", "The share of all, if none of these have it and if all have it.")
        .rows(shown.iter().map(row))
}
