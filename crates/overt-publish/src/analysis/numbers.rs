//! The tables of associations. Each row has the flag beside its numbers.

use overt_analysis::associate::{Association, Estimate, Ordered, Partial, WithinBetween};
use overt_analysis::regress::Coefficient;

use super::words::{answer, flag};
use super::{GroupsShown, Lab, Provenance};
use crate::charts::{coefficient, number, p_value, quantity, share};
use crate::report::Grid;

/// An estimate with its rows and the flag.
pub(super) fn cells(lab: &Lab, n: usize, estimate: &Estimate) -> [String; 6] {
    let Estimate { value, low, high, p } = *estimate;
    let [value, low, high] = [value, low, high].map(coefficient);
    [value, flag(lab).to_owned(), number(n as u64), low, high, p_value(p)]
}

/// A table of estimates.
pub(super) fn estimates(caption: &str, row_name: &'static str) -> Grid {
    Grid::new(caption, row_name)
        .figures("Value", "")
        .figures("Flag", "")
        .figures("n", "")
        .figures("From", "")
        .figures("To", "")
        .figures("p", "")
}

/// The association by each coefficient.
pub(super) fn associations(lab: &Lab) -> Grid {
    let row = |one: &Association| (one.coefficient.name().to_owned(), cells(lab, one.n, &one.estimate));
    estimates("How far they go together", "Coefficient").rows(lab.answers().map(row))
}

/// With others held constant.
pub(super) fn partial(lab: &Lab, partial: &Partial) -> Grid {
    let name = format!("Pearson's r, with {} held constant", partial.given.join(" and "));
    let none = "not computed".to_owned();
    let plain =
        [coefficient(partial.plain), flag(lab).to_owned(), number(partial.n as u64), none.clone(), none.clone(), none];
    estimates("With others held constant, among the same rows", "Coefficient").rows([
        (name, cells(lab, partial.n, &partial.estimate)),
        ("Pearson's r, nothing held constant".to_owned(), plain),
    ])
}

/// Within countries and between them.
pub(super) fn within_between(lab: &Lab, parts: &WithinBetween) -> Grid {
    let WithinBetween { pooled, within, between, .. } = parts;
    estimates("Within countries over the years, and between countries", "Pearson's r").rows([
        ("between countries, each once".to_owned(), cells(lab, pooled.countries, between)),
        (format!("within {} countries", within.countries), cells(lab, within.n, &within.estimate)),
        (format!("all rows of {} countries", pooled.countries), cells(lab, pooled.n, &pooled.estimate)),
    ])
}

/// Which groups can be told apart.
pub(super) fn pairs_of_groups(lab: &Lab, groups: &GroupsShown) -> Grid {
    let rows = groups.comparison.pairs.iter().map(|pair| {
        let name = format!("{} and {}", pair.first, pair.second);
        (name, [share(pair.test.auc), flag(lab).to_owned(), p_value(pair.p_holm)])
    });
    Grid::new(format!("{}: which two groups can be told apart", groups.comparison.outcome), "Groups")
        .figures(
            "First is higher",
            "In how many of 100 pairs of one of each the first has the higher value; ties count half.",
        )
        .figures("Flag", "")
        .figures("p", "Of the rank-sum test, corrected for the number of tests by Holm's method.")
        .rows(rows)
}

/// The odds of a higher level: one ratio for all thresholds, and that of each by itself where it was estimated.
pub(super) fn odds(lab: &Lab, found: &Ordered) -> Grid {
    let row = |name: String, slope: &Coefficient| {
        let Estimate { value, low, high, p } = found.odds_at(slope);
        let [slope, error, value, low, high] = [slope.estimate, slope.error, value, low, high].map(quantity);
        (name, [slope, error, value, flag(lab).to_owned(), number(found.n as u64), low, high, p_value(p)])
    };
    let each = answer(found.proportional.as_ref()).map_or(&[][..], |test| &test.by_threshold);
    let each = found.levels.iter().zip(each);
    let each =
        each.flat_map(|(below, at)| at.coefficients.iter().map(|slope| (format!("above {}", below.label), slope)));
    let all = std::iter::once(("at every threshold".to_owned(), &found.slope)).chain(each);
    Grid::new(format!("{}: the odds of a higher level", found.ordered), "Ratio")
        .figures("Coefficient", format!("Of the logit, for one unit of {}.", found.by))
        .figures("s.e.", "Its standard error.")
        .figures(
            "Odds ratio",
            format!(
                "For one standard deviation ({}) more of {}; 1 is no association.",
                quantity(found.deviation),
                found.by
            ),
        )
        .figures("Flag", "")
        .figures("n", "")
        .figures("From", "Where the interval of the odds ratio begins.")
        .figures("To", "Where it ends.")
        .figures("p", "")
        .rows(all.map(|(name, slope)| row(name, slope)))
}

/// Where the values come from.
pub(super) fn sources(sources: &[Provenance]) -> Grid {
    let rows = sources.iter().map(|one| {
        let ends = one.rows.iter().min().zip(one.rows.iter().max());
        let ends = ends.map_or_else(|| "none".to_owned(), |(first, last)| format!("{first} to {last}"));
        (one.series.clone(), [number(one.rows.len() as u64), ends, one.source.clone()])
    });
    Grid::new("Where the values come from", "Series and edition")
        .figures("Values", "How many of its values are used.")
        .figures("Rows", "The first and the last row that is used. Where both are drawn, the table of the drawing has that of each value.")
        .words("Source", "The file or table.")
        .rows(rows)
}
