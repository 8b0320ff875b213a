//! Amounts of each group.

use serde::Serialize;

use super::{Currency, LIMITS};
use crate::Problem;
use crate::associate::{self, Groups, GroupsComparison, quantile};
use crate::patterns::share::{SIDE, at_least};
use crate::series::Exclusion;

const METHOD: &str = "median; quartiles between neighbours in proportion; interval of the median by order statistics, exact binomial, at \
                      least 95 percent";

/// The fewest amounts that are compared between groups.
const AMOUNTS_LEAST: usize = 4;

/// The amounts of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called: a crossing, a corridor, a role.
    pub label: String,
    /// Its amounts, in smallest units, none of them negative.
    pub amounts: Vec<i64>,
    /// How many acts have an amount that nobody knows.
    pub unknown: u64,
}

/// Amounts in a few numbers, in smallest units.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// What the group is called.
    pub label: String,
    /// How many amounts.
    pub n: usize,
    /// How many more are not known.
    pub unknown: u64,
    /// The lowest.
    pub lowest: i64,
    /// A quarter of them is not above it.
    pub lower_quartile: f64,
    /// Half of them is not above it.
    pub median: f64,
    /// A quarter of them is not below it.
    pub upper_quartile: f64,
    /// The highest.
    pub highest: i64,
    /// An interval for the median of all such amounts, of at least 95 percent; none for fewer than six amounts.
    pub median_interval: Option<MedianInterval>,
}

/// Two of the amounts, between which the median lies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MedianInterval {
    /// The lower of them.
    pub low: i64,
    /// The higher of them.
    pub high: i64,
    /// How sure it is, at least.
    pub level: f64,
}

/// Amounts by group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prices {
    /// What they are in.
    pub currency: Currency,
    /// How many amounts in all.
    pub n: usize,
    /// The groups, in the order of their labels.
    pub groups: Vec<Summary>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Amounts by group. Groups without any amount are left out by name.
pub fn prices(groups: &[Group], currency: &Currency) -> Result<Prices, Problem> {
    let (known, exclusions) = known(groups, currency)?;
    let groups: Vec<Summary> =
        known.iter().filter_map(|group| Summary::new(&group.label, &group.amounts, group.unknown)).collect();
    if groups.is_empty() {
        return Err(Problem::new("No amount is known.", "Look at the acts whose amount was not asked or not told."));
    }
    let say = |group: &Summary| {
        let interval = group.median_interval.map_or_else(
            || "too few for an interval".to_owned(),
            |found| format!("{} to {}", currency.say(found.low as f64), currency.say(found.high as f64)),
        );
        format!("{}: median {} ({interval}, n = {})", group.label, currency.say(group.median), group.n)
    };
    Ok(Prices {
        currency: currency.clone(),
        n: groups.iter().map(|group| group.n).sum(),
        sentence: format!("Amounts that were told, {}.", groups.iter().map(say).collect::<Vec<_>>().join("; ")),
        groups,
        exclusions,
        method: METHOD,
        limits: LIMITS,
    })
}

/// Whether amounts differ between the groups at all, and between which two: see [`GroupsComparison`].
pub fn compare(groups: &[Group], currency: &Currency) -> Result<GroupsComparison, Problem> {
    let (known, exclusions) = known(groups, currency)?;
    let amounts = || known.iter().flat_map(|group| &group.amounts);
    if known.len() < 2 || amounts().count() < AMOUNTS_LEAST || amounts().min() == amounts().max() {
        return Err(Problem::new(
            format!(
                "There are {} groups with {} amounts, or all amounts are the same.",
                known.len(),
                amounts().count()
            ),
            format!("Compare at least two groups with {AMOUNTS_LEAST} amounts among which there is a difference."),
        ));
    }
    let parts = known.into_iter().map(|group| associate::Group {
        label: group.label.clone(),
        members: Vec::new(),
        values: group.amounts.iter().map(|amount| *amount as f64).collect(),
    });
    let outcome = format!("the amount in smallest units of {}", currency.code);
    Ok(Groups::new(outcome, parts.collect(), exclusions)?.compare())
}

/// The groups that have an amount, in the order of their labels, and what is left out.
fn known<'a>(groups: &'a [Group], currency: &Currency) -> Result<(Vec<&'a Group>, Vec<Exclusion>), Problem> {
    let mut groups: Vec<&Group> = groups.iter().collect();
    groups.sort_by(|one, other| one.label.cmp(&other.label));
    if let Some(same) = groups.windows(2).find(|pair| pair[0].label == pair[1].label) {
        return Err(Problem::new(
            format!("Two groups of amounts are called “{}”.", same[0].label),
            "Put them together, or name them differently.",
        ));
    }
    for group in &groups {
        currency.check(&group.amounts, 0, &format!("“{}”", group.label))?;
    }
    let unknown = groups.iter().filter(|group| group.unknown > 0).map(|group| Exclusion {
        who: group.label.clone(),
        why: format!("acts whose amount is not known: {}", group.unknown).into(),
    });
    let empty = groups
        .iter()
        .filter(|group| group.amounts.is_empty())
        .map(|group| Exclusion { who: group.label.clone(), why: "no amount is known".into() });
    let exclusions = unknown.chain(empty).collect();
    groups.retain(|group| !group.amounts.is_empty());
    Ok((groups, exclusions))
}

impl Summary {
    /// The amounts in a few numbers; nothing if there are none.
    pub(super) fn new(label: &str, amounts: &[i64], unknown: u64) -> Option<Self> {
        let mut sorted = amounts.to_vec();
        sorted.sort_unstable();
        let (lowest, highest) = (*sorted.first()?, *sorted.last()?);
        let values: Vec<f64> = sorted.iter().map(|amount| *amount as f64).collect();
        Some(Self {
            label: label.to_owned(),
            n: sorted.len(),
            unknown,
            lowest,
            lower_quartile: quantile(&values, 0.25),
            median: quantile(&values, 0.5),
            upper_quartile: quantile(&values, 0.75),
            highest,
            median_interval: MedianInterval::new(&sorted),
        })
    }
}

impl MedianInterval {
    /// The narrowest pair of order statistics as far from both ends that has at least 95 percent.
    fn new(sorted: &[i64]) -> Option<Self> {
        let n = sorted.len() as u64;
        // How likely fewer than `place` amounts lie below the median, which is how likely at most as many heads fall.
        let beyond = |place: u64| at_least(n - place + 1, n, 0.5);
        if n == 0 || beyond(1) > SIDE {
            return None;
        }
        let (mut place, mut too_far) = (1, n / 2 + 1);
        while too_far - place > 1 {
            let middle = u64::midpoint(place, too_far);
            if beyond(middle) <= SIDE {
                place = middle;
            } else {
                too_far = middle;
            }
        }
        let low = usize::try_from(place).ok()?;
        Some(Self { low: sorted[low - 1], high: sorted[sorted.len() - low], level: 1.0 - 2.0 * beyond(place) })
    }
}
