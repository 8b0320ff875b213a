//! What is said about clusters.

use super::layout::{Calculation, Layout, Statistic};
use super::statistics::STATISTICS;
use super::{Concentration, Exposure, LIMITS, Question, Ready, UnitFinding, Verdict};
use crate::associate::{holm, say_p};
use crate::patterns::share::{at_least, clopper_pearson};
use crate::patterns::{ALPHA, Interval};
use crate::series::Exclusion;
use crate::tail::chi_square_p;

const EXACT: &str = "multinomial given the number of acts, all ways to divide them gone through; units: exact binomial, upper tail, \
                     Clopper and Pearson, Holm";

const SIMULATED: &str = "multinomial given the number of acts, simulated from the seed, p = (larger + 1) / (draws + 1); units: exact \
                         binomial, upper tail, Clopper and Pearson, Holm";

pub(super) fn report(
    parts: &[Vec<Ready>],
    layout: &Layout,
    statistics: [Statistic; STATISTICS],
    calculation: Calculation,
    question: &Question,
    exposure: Exposure,
    exclusions: Vec<Exclusion>,
) -> Concentration {
    let [dispersion, largest_excess, gini, herfindahl] = statistics;
    let uneven = dispersion.p < ALPHA;
    let findings = findings(parts, layout, uneven);
    let clusters = findings.iter().filter(|finding| finding.stands_out).count();
    let verdict = match clusters {
        _ if !uneven => Verdict::NotTold,
        0 => Verdict::Uneven,
        clusters => Verdict::ClusteredIn(clusters),
    };
    let n = layout.shares.len();
    let degrees = layout.parts.iter().filter(|part| part.acts > 0).map(|part| part.end - part.first - 1).sum::<usize>();
    Concentration {
        acts: question.acts.clone(),
        units: question.units.clone(),
        n,
        total: layout.acts(),
        exposure,
        p_chi_squared: chi_square_p(dispersion.value, degrees as f64),
        sentence: sentence(verdict, question, exposure, layout, dispersion.p),
        dispersion,
        degrees,
        largest_excess,
        gini,
        herfindahl,
        calculation,
        verdict,
        findings,
        exclusions,
        method: if calculation == Calculation::Exact { EXACT } else { SIMULATED },
        limits: LIMITS,
    }
}

fn findings(parts: &[Vec<Ready>], layout: &Layout, uneven: bool) -> Vec<UnitFinding> {
    let places = layout.parts.iter().flat_map(|part| (part.first..part.end).map(|unit| (unit, part.acts)));
    let mut findings: Vec<UnitFinding> = parts
        .iter()
        .flatten()
        .zip(places)
        .map(|(unit, (place, whole))| {
            let share = layout.shares[place];
            let Interval { low, high } = clopper_pearson(unit.acts, whole);
            let expected = whole as f64 * share;
            let p = at_least(unit.acts, whole, share);
            UnitFinding {
                label: unit.label.clone(),
                group: unit.group.clone(),
                acts: unit.acts,
                expected,
                ratio: unit.acts as f64 / expected,
                interval: Interval { low: low / share, high: high / share },
                p,
                p_holm: p,
                stands_out: false,
            }
        })
        .collect();
    let corrected = holm(&findings.iter().map(|finding| finding.p).collect::<Vec<_>>());
    for (finding, p_holm) in findings.iter_mut().zip(corrected) {
        finding.p_holm = p_holm;
        finding.stands_out = uneven && p_holm < ALPHA;
    }
    findings.sort_by(|one, other| {
        one.p.total_cmp(&other.p).then_with(|| (&one.group, &one.label).cmp(&(&other.group, &other.label)))
    });
    findings
}

fn sentence(verdict: Verdict, question: &Question, exposure: Exposure, layout: &Layout, p: f64) -> String {
    let Question { acts, units, exposure: exposes, .. } = question;
    let (total, n, p) = (layout.acts(), layout.shares.len(), say_p(p));
    let cause = match exposure {
        Exposure::Given => format!("{exposes} and chance"),
        Exposure::Equal => "chance".to_owned(),
    };
    let said = match verdict {
        Verdict::ClusteredIn(clusters) => {
            format!(
                "The {total} {acts} are clustered in {clusters} of {n} {units}, more than {cause} would have it ({p})."
            )
        }
        Verdict::Uneven => format!(
            "The {total} {acts} are spread over the {n} {units} less evenly than {cause} would have it ({p}), but no single one stands out."
        ),
        Verdict::NotTold => format!(
            "The {total} {acts} are spread over the {n} {units} as {cause} would have it, as far as so many can tell ({p})."
        ),
    };
    said + exposure.note()
}
