//! The tables of associations. Each row has the flag beside its numbers.

use overt_analysis::associate::{Association, Estimate, Ordered, Partial, WithinBetween};
use overt_analysis::regress::Coefficient;

use super::told::Told;
use super::words::answer;
use super::{GroupsShown, Provenance};
use crate::charts::number;
use crate::report::Grid;

/// An estimate with its rows and the flag.
pub(super) fn cells(told: Told<'_>, n: usize, estimate: &Estimate) -> [String; 6] {
    let Estimate { value, low, high, p } = *estimate;
    let [value, low, high] = [value, low, high].map(|value| told.figures().coefficient(value));
    [value, told.flag(), number(n as u64), low, high, told.figures().p_value(p)]
}

/// A table of estimates, by the names of what it shows and of its rows.
pub(super) fn estimates(told: Told<'_>, caption: &str, row_name: &str) -> Grid {
    Grid::new(told.word(caption), told.word(row_name))
        .figures(told.word("value"), "")
        .figures(told.word("flag"), "")
        .figures("n", "")
        .figures(told.word("from"), "")
        .figures(told.word("to"), "")
        .figures("p", "")
}

/// The association by each coefficient.
pub(super) fn associations(told: Told<'_>) -> Grid {
    let row = |one: &Association| (told.coefficient(one.coefficient), cells(told, one.n, &one.estimate));
    estimates(told, "together", "coefficient").rows(told.lab.answers().map(row))
}

/// With others held constant.
pub(super) fn partial(told: Told<'_>, partial: &Partial) -> Grid {
    let name = told.say("partial-row", &[("given", told.listed(&partial.given).into())]);
    let none = told.word("not-computed");
    let plain = told.figures().coefficient(partial.plain);
    let plain = [plain, told.flag(), number(partial.n as u64), none.clone(), none.clone(), none];
    estimates(told, "partial-title", "coefficient")
        .rows([(name, cells(told, partial.n, &partial.estimate)), (told.word("plain-row"), plain)])
}

/// Within countries and between them.
pub(super) fn within_between(told: Told<'_>, parts: &WithinBetween) -> Grid {
    let WithinBetween { pooled, within, between, .. } = parts;
    let of = |name: &str, countries: usize| told.say(name, &[("n", countries.into())]);
    estimates(told, "within-title", "pearson").rows([
        (told.word("between-row"), cells(told, pooled.countries, between)),
        (of("within-row", within.countries), cells(told, within.n, &within.estimate)),
        (of("pooled-row", pooled.countries), cells(told, pooled.n, &pooled.estimate)),
    ])
}

/// Which groups can be told apart.
pub(super) fn pairs_of_groups(told: Told<'_>, groups: &GroupsShown) -> Grid {
    let rows = groups.comparison.pairs.iter().map(|pair| {
        let cells = [told.figures().share(pair.test.auc), told.flag(), told.figures().p_value(pair.p_holm)];
        (told.pair(&pair.first, &pair.second), cells)
    });
    Grid::new(told.say("groups-table", &[("outcome", (&groups.comparison.outcome).into())]), told.word("groups"))
        .figures(told.word("first-is-higher"), told.word("first-is-higher-reading"))
        .figures(told.word("flag"), "")
        .figures("p", told.word("rank-sum-reading"))
        .rows(rows)
}

/// The odds of a higher level: one ratio for all thresholds, and that of each by itself where it was estimated.
pub(super) fn odds(told: Told<'_>, found: &Ordered) -> Grid {
    let figures = told.figures();
    let row = |name: String, slope: &Coefficient| {
        let Estimate { value, low, high, p } = found.odds_at(slope);
        let [slope, error, value, low, high] =
            [slope.estimate, slope.error, value, low, high].map(|value| figures.quantity(value));
        (name, [slope, error, value, told.flag(), number(found.n as u64), low, high, figures.p_value(p)])
    };
    let each = answer(found.proportional.as_ref()).map_or(&[][..], |test| &test.by_threshold);
    let each = found.levels.iter().zip(each);
    let each = each.flat_map(|(below, at)| {
        let above = told.say("above-level", &[("level", (&below.label).into())]);
        at.coefficients.iter().map(move |slope| (above.clone(), slope))
    });
    let all = std::iter::once((told.word("every-threshold"), &found.slope)).chain(each);
    let by = || ("by", (&found.by).into());
    let deviation = ("deviation", figures.quantity(found.deviation).into());
    Grid::new(told.say("odds-table", &[("ordered", (&found.ordered).into())]), told.word("ratio"))
        .figures(told.word("coefficient"), told.say("logit-reading", &[by()]))
        .figures(told.word("standard-error"), told.word("standard-error-reading"))
        .figures(told.word("odds-ratio"), told.say("odds-ratio-reading", &[deviation, by()]))
        .figures(told.word("flag"), "")
        .figures("n", "")
        .figures(told.word("from"), told.word("odds-from-reading"))
        .figures(told.word("to"), told.word("odds-to-reading"))
        .figures("p", "")
        .rows(all.map(|(name, slope)| row(name, slope)))
}

/// Where the values come from.
pub(super) fn sources(told: Told<'_>) -> Grid {
    let rows = told.lab.sources.iter().map(|one: &Provenance| {
        let ends = one.rows.iter().min().zip(one.rows.iter().max());
        let ends = ends.map_or_else(
            || told.word("none"),
            |(first, last)| {
                let [first, last] = [first, last].map(ToString::to_string);
                told.say("number-ends", &[("low", first.into()), ("high", last.into())])
            },
        );
        (one.series.clone(), [number(one.rows.len() as u64), ends, one.source.clone()])
    });
    Grid::new(told.word("sources-title"), told.word("series-and-edition"))
        .figures(told.word("values"), told.word("values-reading"))
        .figures(told.word("rows"), told.word("rows-reading"))
        .words(told.word("source"), told.word("source-reading"))
        .rows(rows)
}
