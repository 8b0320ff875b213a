//! A series by groups of countries.

use serde::Serialize;

use super::coefficient::{check_column, check_enough};
use super::holm::holm;
use super::rank::ranks;
use super::rank_sum::{self, rank_sum};
use super::{ALPHA, RankSum, TwoGroups, say_p};
use crate::Problem;
use crate::series::{Exclusion, Joined, Key, Why};
use crate::tail::chi_square_p;

/// The values of one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// What it is called.
    pub label: String,
    /// What its values are about; empty where they are not about countries.
    pub members: Vec<Key>,
    /// Its values, in the same order.
    pub values: Vec<f64>,
}

/// A series divided into groups, none of them empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    outcome: String,
    parts: Vec<Group>,
    exclusions: Vec<Exclusion>,
}

/// A group in a few numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupSummary {
    /// What it is called.
    pub label: String,
    /// How many values.
    pub n: usize,
    /// Their mean.
    pub mean: f64,
    /// Their median.
    pub median: f64,
    /// A quarter of them is not above it.
    pub lower_quartile: f64,
    /// A quarter of them is not below it.
    pub upper_quartile: f64,
    /// The lowest.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
}

/// The test between two of several groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairOfGroups {
    /// The first group.
    pub first: String,
    /// The second group.
    pub second: String,
    /// The test.
    pub test: RankSum,
    /// Its p value, corrected for the number of tests by Holm's method.
    pub p_holm: f64,
}

/// Groups, whether they differ at all, and which of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupsComparison {
    /// What was compared.
    pub outcome: String,
    /// The groups.
    pub groups: Vec<GroupSummary>,
    /// How many rows in all.
    pub n: usize,
    /// Kruskal and Wallis' H, corrected for ties.
    pub h: f64,
    /// Its degrees of freedom.
    pub degrees: usize,
    /// How often chance alone would divide the same values into groups at least as different.
    pub p: f64,
    /// The share of the variance of ranks that the groups account for: H / (n - 1).
    pub epsilon_squared: f64,
    /// The tests between any two.
    pub pairs: Vec<PairOfGroups>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

impl Groups {
    /// Divides the first series that was joined by the second, in the order of its values, which `label` names.
    pub fn by(joined: &Joined, label: impl Fn(f64) -> String) -> Result<Self, Problem> {
        let [outcome, by] = joined.exactly()?;
        let mut order: Vec<usize> = (0..joined.n()).collect();
        order.sort_by(|one, other| by.values[*one].total_cmp(&by.values[*other]));
        let groups = order.chunk_by(|one, other| by.values[*one] >= by.values[*other]).map(|places| Group {
            label: label(by.values[places[0]]),
            members: places.iter().map(|place| joined.keys[*place]).collect(),
            values: places.iter().map(|place| outcome.values[*place]).collect(),
        });
        Self::new(outcome.label.clone(), groups.collect(), joined.exclusions.clone())
    }

    /// Divides the one series of `joined` into named members and all others. A member that the series lacks becomes an exclusion.
    pub fn split(joined: &Joined, members: &[Key], inside: &str, outside: &str) -> Result<Self, Problem> {
        let [outcome] = joined.exactly()?;
        let absent = members.iter().filter(|member| !joined.keys.contains(member)).map(|member| Exclusion {
            who: member.to_string(),
            why: Why::NoValue { group: inside.to_owned(), series: outcome.label.clone() },
        });
        let exclusions = joined.exclusions.iter().cloned().chain(absent).collect();
        let group = |label: &str, wanted: bool| {
            let rows = joined.keys.iter().zip(&outcome.values).filter(|(key, _)| members.contains(key) == wanted);
            let (members, values) = rows.map(|(key, value)| (*key, *value)).unzip();
            Group { label: label.to_owned(), members, values }
        };
        Self::new(outcome.label.clone(), vec![group(inside, true), group(outside, false)], exclusions)
    }

    pub(crate) fn new(outcome: String, groups: Vec<Group>, exclusions: Vec<Exclusion>) -> Result<Self, Problem> {
        if groups.len() < 2 || groups.iter().any(|group| group.values.is_empty()) {
            return Err(Problem::new(
                format!("{outcome} does not fall into two groups or more that each have a value."),
                "Look at the exclusions: whole groups may have fallen out.",
            ));
        }
        let all: Vec<f64> = groups.iter().flat_map(|group| &group.values).copied().collect();
        check_enough(all.len(), 4)?;
        check_column(&all, &outcome)?;
        Ok(Self { outcome, parts: groups, exclusions })
    }

    /// The groups.
    pub fn groups(&self) -> &[Group] {
        &self.parts
    }

    /// Compares all groups.
    pub fn compare(&self) -> GroupsComparison {
        let all: Vec<f64> = self.parts.iter().flat_map(|group| &group.values).copied().collect();
        let ranked = ranks(&all);
        let n = all.len() as f64;
        let mut rest = ranked.ranks.as_slice();
        let mut sum = 0.0;
        for group in &self.parts {
            let (own, others) = rest.split_at(group.values.len());
            sum += own.iter().sum::<f64>().powi(2) / own.len() as f64;
            rest = others;
        }
        let ties: f64 = ranked.ties.iter().map(|ties| ties * ties * ties - ties).sum();
        let h = (12.0 / (n * (n + 1.0)) * sum - 3.0 * (n + 1.0)).max(0.0) / (1.0 - ties / (n * n * n - n));
        let degrees = self.parts.len() - 1;
        let p = chi_square_p(h, degrees as f64);
        let pairs = self.pairs();
        let alike: Vec<String> = pairs
            .iter()
            .filter(|pair| pair.p_holm >= ALPHA)
            .map(|pair| format!("{} and {}", pair.first, pair.second))
            .collect();
        let sentence = format!(
            "Among {} rows, {} {} ({}); {}. A difference between groups shows no cause.",
            all.len(),
            self.outcome,
            if p < ALPHA {
                format!("differs between the {} groups", self.parts.len())
            } else {
                format!("does not differ between the {} groups in a way that can be told from chance", self.parts.len())
            },
            say_p(p),
            if alike.is_empty() {
                "every two of them can be told apart".to_owned()
            } else {
                format!("these cannot be told apart: {}", alike.join(", "))
            }
        );
        GroupsComparison {
            outcome: self.outcome.clone(),
            groups: self.summaries(),
            n: all.len(),
            h,
            degrees,
            p,
            epsilon_squared: h / (n - 1.0),
            pairs,
            exclusions: self.exclusions.clone(),
            method: "Kruskal and Wallis' H corrected for ties, chi-squared; between any two, the Wilcoxon rank-sum test (normal, corrected \
                     for ties and continuity), corrected by Holm's method",
            sentence,
        }
    }

    /// Compares the two groups, if there are two.
    pub fn two(&self) -> Result<TwoGroups, Problem> {
        let [first, second] = self.parts.as_slice() else {
            return Err(Problem::new(
                format!("There are {} groups, and two are compared.", self.parts.len()),
                "Compare all of them, or join some.",
            ));
        };
        let test = rank_sum(&first.values, &second.values);
        let sentence = format!(
            "In {:.1} of 100 pairs of one of “{}” and one of “{}”, the first has the higher {} (ties count half; {}); that shows no cause.",
            100.0 * test.auc,
            first.label,
            second.label,
            self.outcome,
            say_p(test.p)
        );
        Ok(TwoGroups {
            outcome: self.outcome.clone(),
            first: first.summary(),
            second: second.summary(),
            n: first.values.len() + second.values.len(),
            test,
            exclusions: self.exclusions.clone(),
            method: rank_sum::METHOD,
            sentence,
        })
    }

    /// Each group in a few numbers.
    pub fn summaries(&self) -> Vec<GroupSummary> {
        self.parts.iter().map(Group::summary).collect()
    }

    fn pairs(&self) -> Vec<PairOfGroups> {
        let mut pairs = Vec::new();
        for (place, first) in self.parts.iter().enumerate() {
            for second in &self.parts[place + 1..] {
                let test = rank_sum(&first.values, &second.values);
                pairs.push(PairOfGroups {
                    first: first.label.clone(),
                    second: second.label.clone(),
                    test,
                    p_holm: test.p,
                });
            }
        }
        let corrected = holm(&pairs.iter().map(|pair| pair.test.p).collect::<Vec<_>>());
        pairs.iter_mut().zip(corrected).for_each(|(pair, p)| pair.p_holm = p);
        pairs
    }
}

impl Group {
    fn summary(&self) -> GroupSummary {
        let mut sorted = self.values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        GroupSummary {
            label: self.label.clone(),
            n: sorted.len(),
            mean: sorted.iter().sum::<f64>() / sorted.len() as f64,
            median: quantile(&sorted, 0.5),
            lower_quartile: quantile(&sorted, 0.25),
            upper_quartile: quantile(&sorted, 0.75),
            lowest: sorted[0],
            highest: sorted[sorted.len() - 1],
        }
    }
}

/// A quantile of sorted values, between neighbours in proportion (Hyndman and Fan's type 7).
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the slice")]
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}
