//! The tables of how easily a result would have been another one.

use std::collections::BTreeMap;

use overt_analysis::Problem;
use overt_analysis::associate::{Association, Coefficient};
use overt_analysis::fragility::{Jackknife, Multiverse, PairAudit, Removal, Ties, WithoutSource};

use super::numbers::{cells, estimates};
use super::told::Told;
use crate::charts::number;
use crate::report::Grid;

/// How many ties of an index are listed.
const TIES_MAX: usize = 10;

/// The equal values of both indices.
pub(super) fn ties(told: Told<'_>) -> Grid {
    let rows = told.lab.ties.iter().filter_map(|ties| ties.as_ref().ok()).map(|ties| {
        let counts = [ties.n, ties.distinct, ties.tied].map(|count| number(count as u64));
        let [n, distinct, tied] = counts;
        (ties.series.clone(), [n, distinct, tied, told.figures().amount(ties.tied_expected)])
    });
    Grid::new(told.word("part-ties"), told.word("series"))
        .figures("n", told.word("how-many-values"))
        .figures(told.word("different"), told.word("different-reading"))
        .figures(told.word("shared"), told.word("shared-reading"))
        .figures(told.word("expected"), told.word("expected-reading"))
        .rows(rows)
}

/// Who shares which value.
pub(super) fn largest_ties(told: Told<'_>, ties: &Ties) -> Grid {
    let rows = ties.ties.iter().take(TIES_MAX).map(|tie| {
        let members: Vec<String> = tie.members.iter().map(ToString::to_string).collect();
        (told.figures().quantity(tie.value), [number(members.len() as u64), members.join(", ")])
    });
    Grid::new(told.say("largest-ties", &[("series", (&ties.series).into())]), told.word("value"))
        .figures(told.word("number"), told.word("how-many-have-it"))
        .words(told.word("who"), told.word("which"))
        .rows(rows)
}

/// What leaving out two rows does.
pub(super) fn removals(told: Told<'_>, audit: &PairAudit) -> [Grid; 2] {
    let reading = told.say("r-reading", &[("r", told.figures().coefficient(audit.r).into())]);
    let grid = |caption: &str, removals: &[Removal]| {
        let rows = removals.iter().map(|removal| {
            let pair = told.pair(&removal.pair[0], &removal.pair[1]);
            (pair, [told.figures().coefficient(removal.r), told.flag()])
        });
        Grid::new(told.word(caption), told.word("left-out-row"))
            .figures("r", &reading)
            .figures(told.word("flag"), "")
            .rows(rows)
    };
    [grid("strongest-without", &audit.strengthening), grid("weakest-without", &audit.weakening)]
}

/// The coefficients with and without the two rows that strengthen r most.
pub(super) fn without_strongest(told: Told<'_>, audit: &PairAudit) -> Grid {
    let without = audit.strengthening.first().map_or(audit.r, |removal| removal.r);
    let rows = [
        (Coefficient::Pearson, audit.r, without),
        (Coefficient::Spearman, audit.rho, audit.rho_without_strongest),
        (Coefficient::Kendall, audit.tau, audit.tau_without_strongest),
    ];
    let row = |(coefficient, all, without): (Coefficient, f64, f64)| {
        let [all, without] = [all, without].map(|value| told.figures().coefficient(value));
        (told.coefficient(coefficient), [all, without, told.flag()])
    };
    Grid::new(told.word("without-strongest"), told.word("coefficient"))
        .figures(told.word("all"), told.say("all-reading", &[("n", audit.n.into())]))
        .figures(told.word("without"), told.word("without-reading"))
        .figures(told.word("flag"), "")
        .rows(rows.map(row))
}

/// What leaving out one source of an index does.
pub(super) fn jackknife(told: Told<'_>, jackknife: &Jackknife) -> [Grid; 2] {
    let of = |name: String, one: &Result<Association, Problem>| {
        one.as_ref().ok().map(|one| (name, cells(told, one.n, &one.estimate)))
    };
    let part = |one: fn(&WithoutSource) -> &Result<Association, Problem>| {
        jackknife.sources.iter().filter_map(move |source| of(source.source.clone(), one(source)))
    };
    let all = (told.word("nothing-left-out-row"), cells(told, jackknife.all.n, &jackknife.all.estimate));
    [
        estimates(told, "without-each-source", "left-out-row")
            .rows(std::iter::once(all).chain(part(|one| &one.without))),
        estimates(told, "each-source-alone", "source").rows(part(|one| &one.alone)),
    ]
}

/// Sources for which there is no answer, and why.
pub(super) fn unanswered(told: Told<'_>, jackknife: &Jackknife) -> Vec<String> {
    let said = |name: &str, source: &str, problem: &Problem| {
        told.say(name, &[("source", source.into()), ("why", told.problem(problem).into())])
    };
    let problems = jackknife.sources.iter().flat_map(|one| {
        let without = one.without.as_ref().err().map(|problem| said("no-answer-without", &one.source, problem));
        let alone = one.alone.as_ref().err().map(|problem| said("no-answer-alone", &one.source, problem));
        [without, alone]
    });
    problems.flatten().collect()
}

/// Why specifications have no answer, and how many for each reason.
pub(super) fn refused(told: Told<'_>, multiverse: &Multiverse) -> Grid {
    let mut reasons: BTreeMap<&str, (&Problem, u64)> = BTreeMap::new();
    for refused in &multiverse.refused {
        reasons.entry(&refused.problem.sentence).or_insert((&refused.problem, 0)).1 += 1;
    }
    let row = |(problem, count): (&Problem, u64)| (told.why(problem), [number(count)]);
    Grid::new(told.word("refused"), told.word("why"))
        .figures(told.word("number"), told.word("how-many"))
        .rows(reasons.into_values().map(row))
}
