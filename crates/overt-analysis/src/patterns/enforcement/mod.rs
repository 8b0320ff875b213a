//! Selective enforcement: whether an outcome, such as a charge, is as frequent in one group of cases as in another.
//!
//! For instance: are people convicted as often in cases with charges of trafficking and corruption as in those with charges of trafficking
//! only? Cases are compared within strata (courts, years), so that no difference between strata is taken for one between groups.

mod factors;
mod pooled;

use std::collections::BTreeMap;

use serde::Serialize;

pub use factors::{Factor, FactorFinding, Factors, factors};
pub use pooled::{Homogeneity, MantelHaenszel};

use super::conditional::{Conditional, VALUES_MOST};
use super::{ALPHA, Ratio, Share};
use crate::Problem;
use crate::associate::say_p;
use crate::series::Exclusion;

const METHOD: &str = "exact: conditional maximum likelihood given all margins of all strata, Fisher's p (all tables that are not more \
                      likely), interval of two tails of 2.5 percent; Mantel and Haenszel with the interval of Robins, Breslow and \
                      Greenland and the test without correction; Breslow and Day's test of homogeneity, corrected by Tarone; shares: \
                      Clopper and Pearson";

const LIMITS: &str = "Cases are what was recorded as a case, and groups are what charges made of them: who brings a charge decides both. \
                      Evidence, law and time differ between cases, and a case that goes on has no outcome yet. A difference is a reason to \
                      ask how decisions are made. It does not show that anybody was spared or pursued, and no difference does not show \
                      that nobody was.";

/// The most cases of one group in a stratum.
const CASES_MOST: u64 = 1_000_000_000;

/// Cases of one group in a stratum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Outcomes {
    /// How many have the outcome.
    pub with: u64,
    /// How many do not.
    pub without: u64,
}

/// Two groups in one court, year or whatever must be held constant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stratum {
    /// What it is called.
    pub label: String,
    /// The group that is asked about.
    pub first: Outcomes,
    /// The group that it is compared with.
    pub second: Outcomes,
}

/// A case; what is not known is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Whether it is of the group that is asked about.
    pub first: Option<bool>,
    /// Whether it has the outcome. A case in which nothing is decided yet has none.
    pub outcome: Option<bool>,
    /// The stratum.
    pub stratum: Option<String>,
}

/// What is asked, in the words of who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The outcome: “convicted”.
    pub outcome: String,
    /// The group that is asked about: “cases with charges of trafficking and corruption”.
    pub first: String,
    /// The group that it is compared with: “cases with charges of trafficking only”.
    pub second: String,
}

/// An outcome in two groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enforcement {
    /// The outcome.
    pub outcome: String,
    /// The group that is asked about, in all strata that can be compared.
    pub first: Share,
    /// The group that it is compared with, in the same strata.
    pub second: Share,
    /// How many cases.
    pub n: u64,
    /// The strata that can be compared.
    pub strata: Vec<Stratum>,
    /// The exact ratio, which is right for small counts; none where the counts are too large to go through.
    pub exact: Option<Ratio>,
    /// The pooled ratio; none where it is 0 or infinite. For a single stratum it is the ratio of the sample.
    pub mantel_haenszel: Option<MantelHaenszel>,
    /// Whether strata have one ratio; none for a single stratum. Below 5 percent, the ratios of all hide that they differ.
    pub homogeneity: Option<Homogeneity>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Cases as strata, in the order of their labels, and how many cases are left out for what is not known of them.
pub fn tabulate(cases: &[Case]) -> (Vec<Stratum>, Vec<Exclusion>) {
    let mut strata: BTreeMap<&str, [Outcomes; 2]> = BTreeMap::new();
    let mut unknown = [("group", 0), ("outcome", 0), ("stratum", 0)];
    for case in cases {
        match (case.first, case.outcome, &case.stratum) {
            (None, ..) => unknown[0].1 += 1,
            (_, None, _) => unknown[1].1 += 1,
            (.., None) => unknown[2].1 += 1,
            (Some(first), Some(outcome), Some(stratum)) => {
                let group = &mut strata.entry(stratum).or_default()[usize::from(!first)];
                *(if outcome { &mut group.with } else { &mut group.without }) += 1;
            }
        }
    }
    let strata = strata.into_iter().map(|(label, [first, second])| Stratum { label: label.to_owned(), first, second });
    let left_out = unknown
        .into_iter()
        .filter(|(_, cases)| *cases > 0)
        .map(|(what, cases)| Exclusion { who: format!("{cases} cases"), why: format!("{what} not known").into() });
    (strata.collect(), left_out.collect())
}

/// Compares an outcome between two groups within strata. `left_out` is what fell out before, and is handed on.
///
/// A stratum in which one group has no case, or in which all or no cases have the outcome, says nothing and is left out by name.
pub fn enforcement(strata: &[Stratum], left_out: &[Exclusion], question: &Question) -> Result<Enforcement, Problem> {
    if strata.iter().flat_map(Stratum::counts).any(|count| count > CASES_MOST) {
        return Err(Problem::new(
            format!("A stratum has more than {CASES_MOST} cases of one group."),
            "Divide it into smaller ones.",
        ));
    }
    let mut strata = strata.to_vec();
    strata.sort_by(|one, other| (&one.label, one.counts()).cmp(&(&other.label, other.counts())));
    let (compared, silent): (Vec<Stratum>, Vec<Stratum>) = strata.into_iter().partition(Stratum::tells);
    let silent = silent.into_iter().map(|stratum| Exclusion {
        who: stratum.label,
        why: "one group has no case, or all cases or none have the outcome".into(),
    });
    let exclusions: Vec<Exclusion> = left_out.iter().cloned().chain(silent).collect();
    let share = |group: fn(&Stratum) -> Outcomes| {
        let with = compared.iter().map(|stratum| group(stratum).with).sum();
        Share::new(with, compared.iter().map(|stratum| group(stratum).all()).sum())
    };
    let (Some(first), Some(second)) = (share(|stratum| stratum.first), share(|stratum| stratum.second)) else {
        return Err(Problem::new(
            "No stratum has cases of both groups, some with the outcome and some without.",
            "Take larger strata, or look at the exclusions.",
        ));
    };
    let exact = exact(&compared);
    let mantel_haenszel = pooled::mantel_haenszel(&compared);
    let homogeneity = mantel_haenszel.and_then(|pooled| pooled::homogeneity(&compared, pooled.value));
    Ok(Enforcement {
        outcome: question.outcome.clone(),
        sentence: sentence(question, [first, second], exact, mantel_haenszel, homogeneity),
        first,
        second,
        n: first.whole + second.whole,
        strata: compared,
        exact,
        mantel_haenszel,
        homogeneity,
        exclusions,
        method: METHOD,
        limits: LIMITS,
    })
}

/// The exact ratio given all margins of all strata; nothing where there are too many values.
fn exact(strata: &[Stratum]) -> Option<Ratio> {
    let groups = |stratum: &Stratum| [stratum.first.all(), stratum.second.all()];
    let with = |stratum: &Stratum| stratum.first.with + stratum.second.with;
    // As many as the smallest margin allows, beside the lowest.
    let values = |stratum: &Stratum| {
        let [first, second] = groups(stratum);
        first.min(second).min(with(stratum)).min(first + second - with(stratum))
    };
    if strata.iter().map(values).sum::<u64>() > VALUES_MOST {
        return None;
    }
    let each = strata.iter().map(|stratum| Conditional::table(groups(stratum), with(stratum)));
    each.reduce(|one, other| one.with(&other))?.ratio(strata.iter().map(|stratum| stratum.first.with).sum())
}

impl Outcomes {
    fn all(self) -> u64 {
        self.with + self.without
    }
}

impl Stratum {
    fn counts(&self) -> [u64; 4] {
        [self.first.with, self.first.without, self.second.with, self.second.without]
    }

    /// Whether all its margins have cases.
    fn tells(&self) -> bool {
        let [with, without] = [self.first.with + self.second.with, self.first.without + self.second.without];
        [self.first.all(), self.second.all(), with, without].iter().all(|margin| *margin > 0)
    }
}

fn sentence(
    question: &Question,
    [first, second]: [Share; 2],
    exact: Option<Ratio>,
    pooled: Option<MantelHaenszel>,
    homogeneity: Option<Homogeneity>,
) -> String {
    let ratio = match (exact, pooled) {
        (Some(exact), _) => {
            format!("{} (odds ratio {})", way(exact.p, exact.is_less()), exact.in_words("exact 95 % interval"))
        }
        (None, Some(pooled)) => {
            let MantelHaenszel { value, low, high, p } = pooled;
            let way = way(p, value < 1.0);
            format!("{way} (odds ratio {value:.2}, 95 % interval {low:.2} to {high:.2}, {})", say_p(p))
        }
        (None, None) => "the difference has no interval here".to_owned(),
    };
    let differs = homogeneity.filter(|found| found.p < ALPHA).map_or_else(String::new, |found| {
        format!(" The ratio differs between strata ({}), so look at each of them.", say_p(found.p))
    });
    format!(
        "“{}” holds in {} of {}, and in {} of {}; {ratio}.{differs}",
        question.outcome,
        first.in_words(),
        question.first,
        second.in_words(),
        question.second
    )
}

fn way(p: f64, is_less: bool) -> &'static str {
    match (p < ALPHA, is_less) {
        (false, _) => "the groups cannot be told apart",
        (true, true) => "it is less frequent in the first than chance would have it",
        (true, false) => "it is more frequent in the first than chance would have it",
    }
}
