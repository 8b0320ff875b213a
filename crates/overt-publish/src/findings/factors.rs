//! What goes with an outcome of cases.

use overt_analysis::patterns::Share;
use overt_analysis::patterns::enforcement::{FactorFinding, Factors};

use super::{Origin, Outline, method};
use crate::charts::{Forest, ForestAxis, ForestEstimate, Heading, capitalised, listed, number, p_value};
use crate::report::{Grid, Report, Section};

/// What goes with an outcome, where the two groups of cases cannot be compared: why not stands among what is left out.
pub fn factors(found: &Factors, origin: &Origin) -> Report<'static> {
    let outline = Outline {
        kind: "What goes with an outcome of cases".to_owned(),
        title: format!("{}: what goes with it", capitalised(&found.outcome)),
        sentence: found.sentence.clone(),
        n: format!("{} factors that can be compared", number(found.n as u64)),
        limits: found.limits.to_owned(),
        left_out: Vec::new(),
        method: vec![method(found.method)],
    };
    outline.report(origin, [section(found)])
}

/// The same as a part of a report.
pub(super) fn section(found: &Factors) -> Section<'static> {
    let mut section = Section::new("factors", "What goes with it");
    section.finding(&found.sentence);
    let estimates: Vec<ForestEstimate> = found.findings.iter().filter_map(estimate).collect();
    if !estimates.is_empty() {
        let forest = Forest {
            heading: Heading::new(
                "factor-odds",
                "Odds ratios by factor",
                "At 1 the outcome is as frequent with the factor as without. Filled diamonds stand out; lines are intervals of 95\u{a0}%.",
                "odds ratio",
            ),
            finding: standing_out(found),
            axis: ForestAxis::Ratios,
            estimates,
            table: grid(found),
        };
        forest.shown_in(&mut section);
    }
    let silent = found.findings.iter().filter_map(|finding| {
        Some(format!("{} cannot be compared. {}", finding.label, finding.not_compared.as_ref()?))
    });
    section.list(silent).words(found.limits).words(method(found.method));
    section
}

fn standing_out(found: &Factors) -> String {
    let out: Vec<String> =
        found.findings.iter().filter(|finding| finding.stands_out).map(|finding| finding.label.clone()).collect();
    if out.is_empty() { "No factor stands out.".to_owned() } else { format!("Standing out: {}.", listed(&out)) }
}

fn estimate(finding: &FactorFinding) -> Option<ForestEstimate> {
    let compared = finding.compared.as_ref()?;
    let exact = compared.exact.map(|of| (of.value, [of.low, of.high.unwrap_or(f64::INFINITY)]));
    let pooled = || compared.mantel_haenszel.map(|of| (Some(of.value), [of.low, of.high]));
    let (value, ends) = exact.or_else(pooled)?;
    let estimate = ForestEstimate::new(&finding.label, value.unwrap_or(f64::INFINITY), ends);
    Some(ForestEstimate { stands_out: finding.stands_out, ..estimate })
}

fn grid(found: &Factors) -> Grid {
    let of = |share: &Share| format!("{} of {}", number(share.part), number(share.whole));
    let row = |finding: &FactorFinding| {
        let compared = finding.compared.as_ref()?;
        let ratio = estimate(finding).map_or_else(|| "not known".to_owned(), |odds| odds.words);
        let p = finding.p_holm.map_or_else(|| "not known".to_owned(), p_value);
        Some((finding.label.clone(), [of(&compared.first), of(&compared.second), ratio, p]))
    };
    Grid::new(format!("Cases that are “{}”", found.outcome), "Factor")
        .figures("With it", "Cases with the factor, in strata that can be compared.")
        .figures("Without it", "")
        .figures("Odds ratio", "With its interval of 95\u{a0}%.")
        .figures("p (Holm)", "Corrected for all factors that can be compared.")
        .rows(found.findings.iter().filter_map(row))
}
