//! What goes with an outcome: cases in which something helped, such as a protected witness, against those in which it did not.

use serde::Serialize;

use super::{Case, Enforcement, Question, enforcement, tabulate};
use crate::Problem;
use crate::associate::holm;
use crate::patterns::ALPHA;

const METHOD: &str = "each factor compared within strata as two groups of cases; p values corrected by Holm's method for all factors that \
                      could be compared";

const LIMITS: &str = "Whoever records a case that ended well may remember more of what helped. Factors come together, and each is looked at \
                      alone. That one goes with an outcome does not show that it brings it about.";

/// Something that may go with an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// What it is called.
    pub label: String,
    /// The cases: `first` says whether it was there.
    pub cases: Vec<Case>,
}

/// What was found of a factor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactorFinding {
    /// What it is called.
    pub label: String,
    /// The comparison; none where it cannot be made.
    pub compared: Option<Enforcement>,
    /// Why it cannot.
    pub not_compared: Option<String>,
    /// The p value of the comparison, corrected for all factors.
    pub p_holm: Option<f64>,
    /// Whether the corrected p value is below 5 percent.
    pub stands_out: bool,
}

/// Factors, what chance explains least first; those that cannot be compared at the end.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Factors {
    /// The outcome.
    pub outcome: String,
    /// How many could be compared.
    pub n: usize,
    /// Every factor.
    pub findings: Vec<FactorFinding>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Compares an outcome between cases with and without each factor.
pub fn factors(all: &[Factor], outcome: &str) -> Factors {
    let mut findings: Vec<FactorFinding> = all.iter().map(|factor| factor.compared(outcome)).collect();
    let known: Vec<(usize, f64)> = findings
        .iter()
        .enumerate()
        .filter_map(|(place, finding)| Some((place, finding.compared.as_ref()?.p()?)))
        .collect();
    let corrected = holm(&known.iter().map(|(_, p)| *p).collect::<Vec<_>>());
    for ((place, _), p_holm) in known.iter().zip(corrected) {
        findings[*place].p_holm = Some(p_holm);
        findings[*place].stands_out = p_holm < ALPHA;
    }
    let p = |finding: &FactorFinding| finding.compared.as_ref().and_then(Enforcement::p).unwrap_or(f64::INFINITY);
    findings.sort_by(|one, other| p(one).total_cmp(&p(other)).then_with(|| one.label.cmp(&other.label)));
    let n = known.len();
    let found: Vec<&str> =
        findings.iter().filter(|finding| finding.stands_out).map(|finding| finding.label.as_str()).collect();
    let sentence = match (n, found.as_slice()) {
        (0, _) => format!("No factor can be compared for “{outcome}”."),
        (_, []) => format!("None of {n} factors goes with “{outcome}” more or less often than chance would have it."),
        (_, found) => {
            format!(
                "Of {n} factors, {} with “{outcome}” more or less often than chance would have it: {}.",
                if found.len() == 1 { "1 goes" } else { "some go" },
                found.join(", ")
            )
        }
    };
    Factors { outcome: outcome.to_owned(), n, findings, method: METHOD, sentence, limits: LIMITS }
}

impl Factor {
    fn compared(&self, outcome: &str) -> FactorFinding {
        let (strata, left_out) = tabulate(&self.cases);
        let question = Question {
            outcome: outcome.to_owned(),
            first: format!("cases with “{}”", self.label),
            second: "cases without it".to_owned(),
        };
        let found: Result<Enforcement, Problem> = enforcement(&strata, &left_out, &question);
        let not_compared = found.as_ref().err().map(|problem| problem.sentence.clone());
        FactorFinding { label: self.label.clone(), compared: found.ok(), not_compared, p_holm: None, stands_out: false }
    }
}

impl Enforcement {
    /// The exact p value, or where counts are too large for it that of Mantel and Haenszel.
    pub fn p(&self) -> Option<f64> {
        self.exact.map(|exact| exact.p).or_else(|| self.mantel_haenszel.map(|pooled| pooled.p))
    }
}
