//! Whether an outcome is as frequent in one group of cases as in another.

use overt_analysis::patterns::Share;
use overt_analysis::patterns::enforcement::{Enforcement, Factors, Question, Stratum, enforcement as enforcement_of};

use super::{Origin, Outline, ROWS_MAX, excluded, factors, method, more};
use crate::charts::{
    Forest, ForestAxis, ForestEstimate, Heading, capitalised, ends, figure, number, p_value, quantity, share,
};
use crate::report::{Grid, Report, Section};

/// An outcome in two groups, within strata, and what goes with it where that was asked. The words are those that the kernel was given.
pub fn enforcement(
    found: &Enforcement,
    question: &Question,
    helped: Option<&Factors>,
    origin: &Origin,
) -> Report<'static> {
    let outline = Outline {
        kind: "Whether an outcome is as frequent in two groups of cases".to_owned(),
        title: format!("{}: two groups of cases", capitalised(&found.outcome)),
        sentence: found.sentence.clone(),
        n: format!("{} cases in {} strata", number(found.n), number(found.strata.len() as u64)),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![method(found.method), "Odds ratios of single strata: exact, each alone.".to_owned()],
    };
    let helped = helped.map(factors::section);
    outline.report(origin, [ratios(found, question), groups(found, question)].into_iter().chain(helped))
}

fn ratios(found: &Enforcement, question: &Question) -> Section<'static> {
    let mut section = Section::new("ratios", "Odds of the outcome");
    let pooled = pooled(found);
    let shown: Vec<(&Stratum, Option<ForestEstimate>)> =
        found.strata.iter().take(ROWS_MAX).map(|stratum| (stratum, odds(question, stratum))).collect();
    let forest = Forest {
        heading: Heading::new(
            "odds",
            "Odds ratios by stratum, and of all",
            &format!(
                "For {}, against {}. At 1 the outcome is as frequent in both. Filled diamonds are all strata together; lines are intervals \
                 of 95\u{a0}%.",
                question.first, question.second
            ),
            "odds ratio",
        ),
        finding: match pooled.first() {
            Some(all) => format!("All strata together: {}.", all.words),
            None => "All strata together have no ratio that can be drawn.".to_owned(),
        },
        axis: ForestAxis::Ratios,
        estimates: pooled.iter().cloned().chain(shown.iter().filter_map(|(_, odds)| odds.clone())).collect(),
        table: strata(&shown),
    };
    forest.shown_in(&mut section);
    more(&mut section, found.strata.len(), "strata");
    section.list(tests(found));
    section
}

/// The ratios of all strata together.
fn pooled(found: &Enforcement) -> Vec<ForestEstimate> {
    let exact = found.exact.map(|all| {
        let [value, high] = [all.value, all.high].map(|it| it.unwrap_or(f64::INFINITY));
        ForestEstimate { stands_out: true, ..ForestEstimate::new("All, exact", value, [all.low, high]) }
    });
    let classical = found.mantel_haenszel.map(|all| ForestEstimate {
        stands_out: true,
        ..ForestEstimate::new("All, Mantel and Haenszel", all.value, [all.low, all.high])
    });
    exact.into_iter().chain(classical).collect()
}

/// The cells of a stratum: first group with and without the outcome, second group with and without.
fn cells(stratum: &Stratum) -> [u64; 4] {
    let Stratum { first, second, .. } = stratum;
    [first.with, first.without, second.with, second.without]
}

/// The exact ratio of one stratum; none where its counts are too large to go through.
fn odds(question: &Question, stratum: &Stratum) -> Option<ForestEstimate> {
    let alone = enforcement_of(std::slice::from_ref(stratum), &[], question).ok()?.exact?;
    let [value, high] = [alone.value, alone.high].map(|it| it.unwrap_or(f64::INFINITY));
    Some(ForestEstimate::new(&stratum.label, value, [alone.low, high]))
}

fn strata(shown: &[(&Stratum, Option<ForestEstimate>)]) -> Grid {
    let row = |(stratum, odds): &(&Stratum, Option<ForestEstimate>)| {
        let ratio = odds.as_ref().map_or_else(|| "too many cases to go through".to_owned(), |odds| odds.words.clone());
        let [a, b, c, d] = cells(stratum).map(number);
        (stratum.label.clone(), [a, b, c, d, ratio])
    };
    Grid::new("Cases by stratum", "Stratum")
        .figures("First, with", "Cases of the group that is asked about, with the outcome.")
        .figures("First, without", "")
        .figures("Second, with", "Cases of the group that it is compared with.")
        .figures("Second, without", "")
        .figures("Odds ratio", "With its interval of 95\u{a0}%.")
        .rows(shown.iter().map(row))
}

fn tests(found: &Enforcement) -> Vec<String> {
    let exact = found.exact.map(|all| {
        let (value, high) =
            (all.value.map_or_else(|| figure(f64::INFINITY), quantity), all.high.unwrap_or(f64::INFINITY));
        format!("All strata, exact: {value}, 95\u{a0}% interval {} (p: {}).", ends(all.low, high), p_value(all.p))
    });
    let classical = found.mantel_haenszel.map(|all| {
        let (value, interval) = (quantity(all.value), ends(all.low, all.high));
        format!("All strata, Mantel and Haenszel: {value}, 95\u{a0}% interval {interval} (p: {}).", p_value(all.p))
    });
    let homogeneity = found.homogeneity.map(|test| {
        format!(
            "Whether all strata have one ratio, Breslow and Day: chi-square {}, p: {}.",
            quantity(test.chi_square),
            p_value(test.p)
        )
    });
    exact.into_iter().chain(classical).chain(homogeneity).collect()
}

fn groups(found: &Enforcement, question: &Question) -> Section<'static> {
    let row = |(name, of): (&str, &Share)| {
        let interval = format!("{} to {}", share(of.exact.low), share(of.exact.high));
        (name.to_owned(), [number(of.part), number(of.whole), share(of.value), interval])
    };
    let mut section = Section::new("groups", "How frequent the outcome is");
    section.table(
        Grid::new(format!("Cases that are “{}”", found.outcome), "Group")
            .figures("With it", "")
            .figures("Of", "Cases in strata that can be compared.")
            .figures("Share", "")
            .figures("95 % interval", "Clopper and Pearson.")
            .rows(
                [(question.first.as_str(), &found.first), (question.second.as_str(), &found.second)]
                    .into_iter()
                    .map(row),
            ),
    );
    section
}
