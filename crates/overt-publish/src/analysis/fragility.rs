//! The tables of how easily a result would have been another one.

use std::collections::BTreeMap;

use overt_analysis::Problem;
use overt_analysis::associate::Association;
use overt_analysis::fragility::{Jackknife, Multiverse, PairAudit, Removal, Ties, WithoutSource};

use super::Lab;
use super::numbers::{cells, estimates};
use super::words::flag;
use crate::charts::{amount, coefficient, number, quantity};
use crate::report::Grid;

/// How many ties of an index are listed.
const TIES_MAX: usize = 10;

/// The equal values of both indices.
pub(super) fn ties(lab: &Lab) -> Grid {
    let rows = lab.ties.iter().filter_map(|ties| ties.as_ref().ok()).map(|ties| {
        let counts = [ties.n, ties.distinct, ties.tied].map(|count| number(count as u64));
        let [n, distinct, tied] = counts;
        (ties.series.clone(), [n, distinct, tied, amount(ties.tied_expected)])
    });
    Grid::new("Equal values", "Series")
        .figures("n", "How many values.")
        .figures("Different", "How many different values there are.")
        .figures("Shared", "How many are shared by three or more.")
        .figures("Expected", "How many would be, if values fell evenly on a scale this fine.")
        .rows(rows)
}

/// Who shares which value.
pub(super) fn largest_ties(ties: &Ties) -> Grid {
    let rows = ties.ties.iter().take(TIES_MAX).map(|tie| {
        let members: Vec<String> = tie.members.iter().map(ToString::to_string).collect();
        (quantity(tie.value), [number(members.len() as u64), members.join(", ")])
    });
    Grid::new(format!("{}: the values that most share", ties.series), "Value")
        .figures("Number", "How many have it.")
        .words("Who", "Which they are.")
        .rows(rows)
}

/// What leaving out two rows does.
pub(super) fn removals(lab: &Lab, audit: &PairAudit) -> [Grid; 2] {
    let grid = |caption: &str, removals: &[Removal]| {
        let rows = removals.iter().map(|removal| {
            (format!("{} and {}", removal.pair[0], removal.pair[1]), [coefficient(removal.r), flag(lab).to_owned()])
        });
        Grid::new(caption, "Left out")
            .figures("r", format!("Pearson's r of all others. With all rows it is {}.", coefficient(audit.r)))
            .figures("Flag", "")
            .rows(rows)
    };
    [
        grid("The two rows without which r is strongest", &audit.strengthening),
        grid("The two rows without which r is weakest", &audit.weakening),
    ]
}

/// The coefficients with and without the two rows that strengthen r most.
pub(super) fn without_strongest(lab: &Lab, audit: &PairAudit) -> Grid {
    let without = audit.strengthening.first().map_or(audit.r, |removal| removal.r);
    let rows = [
        ("Pearson's r", audit.r, without),
        ("Spearman's rho", audit.rho, audit.rho_without_strongest),
        ("Kendall's tau-b", audit.tau, audit.tau_without_strongest),
    ];
    let row = |(name, all, without): (&str, f64, f64)| {
        (name.to_owned(), [coefficient(all), coefficient(without), flag(lab).to_owned()])
    };
    Grid::new("Without the two rows that strengthen r most", "Coefficient")
        .figures("All", format!("Of all {} rows.", number(audit.n as u64)))
        .figures("Without", "Without the two.")
        .figures("Flag", "")
        .rows(rows.map(row))
}

/// What leaving out one source of an index does.
pub(super) fn jackknife(lab: &Lab, jackknife: &Jackknife) -> [Grid; 2] {
    let of = |name: String, one: &Result<Association, Problem>| {
        one.as_ref().ok().map(|one| (name, cells(lab, one.n, &one.estimate)))
    };
    let part = |one: fn(&WithoutSource) -> &Result<Association, Problem>| {
        jackknife.sources.iter().filter_map(move |source| of(source.source.clone(), one(source)))
    };
    let all = ("nothing left out".to_owned(), cells(lab, jackknife.all.n, &jackknife.all.estimate));
    [
        estimates("Without each source of the index", "Left out")
            .rows(std::iter::once(all).chain(part(|one| &one.without))),
        estimates("With one source alone, for the countries that it has", "Source").rows(part(|one| &one.alone)),
    ]
}

/// Sources for which there is no answer, and why.
pub(super) fn unanswered(jackknife: &Jackknife) -> Vec<String> {
    let problems = jackknife.sources.iter().flat_map(|one| {
        let without = one.without.as_ref().err().map(|problem| format!("Without {}: {problem}", one.source));
        let alone = one.alone.as_ref().err().map(|problem| format!("{} alone: {problem}", one.source));
        [without, alone]
    });
    problems.flatten().collect()
}

/// Why specifications have no answer, and how many for each reason.
pub(super) fn refused(multiverse: &Multiverse) -> Grid {
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for refused in &multiverse.refused {
        *reasons.entry(refused.problem.sentence.clone()).or_default() += 1;
    }
    Grid::new("Specifications without an answer", "Why")
        .figures("Number", "How many.")
        .rows(reasons.into_iter().map(|(why, count)| (why, [number(count)])))
}
