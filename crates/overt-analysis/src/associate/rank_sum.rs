//! Whether one group has higher values than another.

use serde::Serialize;

use super::GroupSummary;
use super::rank::ranks;
use crate::series::Exclusion;
use crate::tail::normal_p;

/// The rank-sum test of Wilcoxon, Mann and Whitney.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RankSum {
    /// In how many pairs of one member of each group the first group has the higher value; ties count half.
    pub u: f64,
    /// The same as a share of all such pairs: 0.5 where neither group is higher. It is the area under the ROC curve.
    pub auc: f64,
    /// How often chance alone would divide the same values into groups at least as different.
    pub p: f64,
}

/// Two groups and the test between them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoGroups {
    /// What was compared.
    pub outcome: String,
    /// The first group.
    pub first: GroupSummary,
    /// The second group.
    pub second: GroupSummary,
    /// How many rows in both.
    pub n: usize,
    /// The test.
    pub test: RankSum,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// How the p value is computed.
pub(super) const METHOD: &str = "Wilcoxon rank-sum test (Mann and Whitney's U): normal, corrected for ties and continuity, two-sided; \
     rough where a group has under 8";

/// The test for two groups of finite values, neither empty. Where all values are equal, nothing speaks for a difference: p is 1.
pub(crate) fn rank_sum(first: &[f64], second: &[f64]) -> RankSum {
    let all: Vec<f64> = first.iter().chain(second).copied().collect();
    let ranked = ranks(&all);
    let (one, other) = (first.len() as f64, second.len() as f64);
    let n = one + other;
    let u = ranked.ranks[..first.len()].iter().sum::<f64>() - one * (one + 1.0) / 2.0;
    let ties: f64 = ranked.ties.iter().map(|ties| ties * ties * ties - ties).sum();
    let variance = one * other / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
    let away = ((u - one * other / 2.0).abs() - 0.5).max(0.0);
    let p = if variance > 0.0 { normal_p(away / variance.sqrt()) } else { 1.0 };
    RankSum { u, auc: u / (one * other), p }
}
