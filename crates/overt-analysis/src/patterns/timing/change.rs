//! Changes of a count from one period to the next, such as quarters.
//!
//! The periods are divided into segments of one rate each, so that the Poisson likelihood less a penalty for each change is largest; all
//! divisions with up to five changes are looked at (segment neighbourhood, Auger and Lawrence 1989). The penalty is not chosen: it is the
//! one that finds a change in 5 percent of draws in which there is none, with the same total, the same periods and the same exposure.

use serde::Serialize;

use super::segments::Segments;
use crate::Problem;
use crate::associate::say_p;
use crate::chance::Chance;
use crate::patterns::allocation::{allocate, as_large, check_work, cumulative, p_of};
use crate::patterns::exposure::{Resolved, Row, resolve};
use crate::patterns::share::garwood;
use crate::patterns::{ALPHA, Draws, Exposure, Interval};
use crate::series::Exclusion;

/// The most periods: fifty years of quarters.
const PERIODS_MOST: usize = 200;

/// The most acts, so that draws end.
const TOTAL_MOST: u64 = 1_000_000;

const METHOD: &str = "best division into segments of one Poisson rate, up to five changes, penalty from draws without a change given the \
                      total and the exposure, simulated from the seed; intervals of rates by Garwood, as if the changes had been known before";

const LIMITS: &str = "A count that changes shows that more or less was recorded. A new hotline, a campaign or one large case does that, too. \
                      Acts that come in bursts look like changes. When it changed is known to the period only, and less well where counts are \
                      small. It does not show what changed it.";

/// One period, in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// What it is called, such as “2024 Q3”.
    pub label: String,
    /// How many acts were recorded; none if nobody reported. That is not zero.
    pub count: Option<u64>,
    /// How much could be seen in it, such as days or cases handled; none if it is not known.
    pub exposure: Option<f64>,
}

/// What is asked, in the words of who asks, and how often chance is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// What is counted, in the plural: “leaks”.
    pub acts: String,
    /// What periods are, in the plural: “quarters”.
    pub periods: String,
    /// What exposure is: “days with a hotline”.
    pub exposure: String,
    /// How often the acts are divided among the periods by chance.
    pub draws: Draws,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The last period before it.
    pub last_before: String,
    /// The first period after it.
    pub first_after: String,
    /// How many periods in between are left out. It may have been in any of them.
    pub silent_between: usize,
}

/// Periods with one rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    /// The first.
    pub first: String,
    /// The last.
    pub last: String,
    /// How many of them reported.
    pub n: usize,
    /// How many acts.
    pub count: u64,
    /// The exposure of all of them; where none was given, their number.
    pub exposure: f64,
    /// Acts for one unit of exposure.
    pub rate: f64,
    /// The exact 95 percent interval of the rate, as if it had been known before which periods belong together. So it is too short.
    pub interval: Interval,
}

/// Whether and when a count changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes {
    /// What is counted.
    pub acts: String,
    /// How many periods reported.
    pub n: usize,
    /// How many acts.
    pub total: u64,
    /// Where the exposure comes from.
    pub exposure: Exposure,
    /// How often a count that does not change would look as if it changed at least as much.
    pub p: f64,
    /// By how much a change must raise twice the log-likelihood to be told.
    pub penalty: f64,
    /// The changes, in the order of time; empty if none was found.
    pub changes: Vec<Change>,
    /// The periods between changes.
    pub segments: Vec<Segment>,
    /// How often chance was drawn, and from which seed.
    pub draws: Draws,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// A period that reported.
struct Reported<'a> {
    place: usize,
    label: &'a str,
    count: u64,
    exposure: f64,
}

/// Looks for changes. The periods stand in the order of time, also those without reports.
pub fn changes(periods: &[Period], counting: &Counting) -> Result<Changes, Problem> {
    let (reported, exposure, exclusions) = reported(periods, counting)?;
    let total: u64 = reported.iter().map(|period| period.count).fold(0, u64::saturating_add);
    let n = reported.len();
    if !(2..=PERIODS_MOST).contains(&n) || !(1..=TOTAL_MOST).contains(&total) {
        return Err(Problem::new(
            format!("{n} {} reported {total} {}.", counting.periods, counting.acts),
            format!(
                "Changes are looked for among 2 to {PERIODS_MOST} that reported, with 1 to {TOTAL_MOST} in all; look at the exclusions."
            ),
        ));
    }
    let counts: Vec<u64> = reported.iter().map(|period| period.count).collect();
    let exposures: Vec<f64> = reported.iter().map(|period| period.exposure).collect();
    check_work(counting.draws, total as f64 + 3.0 * (n * n) as f64)?;
    let mut segments = Segments::new(&exposures);
    let mut chance = Chance::new(counting.draws.seed);
    let sums = cumulative(&exposures);
    let mut drawn = vec![0; n];
    let mut by_chance: Vec<f64> = (0..counting.draws.count)
        .map(|_| {
            allocate(&mut chance, &sums, total, &mut drawn);
            largest_penalty(&segments.gains(&drawn))
        })
        .collect();
    by_chance.sort_unstable_by(|one, other| other.total_cmp(one));
    let gains = segments.gains(&counts);
    let seen = largest_penalty(&gains);
    let p = p_of(by_chance.partition_point(|drawn| as_large(*drawn, seen)), by_chance.len());
    // With fewer draws than these as large as what was seen, p is below 5 percent.
    let penalty = by_chance[(by_chance.len() + 1).div_ceil(20) - 2];
    let found = if p < ALPHA { best(&gains, penalty) } else { 0 };
    let begins = segments.begins(found);
    let changes: Vec<Change> = begins
        .iter()
        .map(|begin| Change {
            last_before: reported[begin - 1].label.to_owned(),
            first_after: reported[*begin].label.to_owned(),
            silent_between: reported[*begin].place - reported[begin - 1].place - 1,
        })
        .collect();
    let ends = begins.iter().copied().chain([n]);
    let segments: Vec<Segment> = std::iter::once(0)
        .chain(begins.iter().copied())
        .zip(ends)
        .map(|(begin, end)| segment(&reported[begin..end]))
        .collect();
    Ok(Changes {
        acts: counting.acts.clone(),
        n,
        total,
        exposure,
        p,
        penalty,
        sentence: sentence(&changes, &segments, counting, exposure, p),
        changes,
        segments,
        draws: counting.draws,
        exclusions,
        method: METHOD,
        limits: LIMITS,
    })
}

/// The penalty from which on no change is found.
fn largest_penalty(gains: &[f64]) -> f64 {
    gains.iter().zip(1_u32..).map(|(gain, changes)| gain / f64::from(changes)).fold(0.0, f64::max)
}

/// How many changes raise the likelihood most, each less the penalty; of equally good numbers the smallest.
fn best(gains: &[f64], penalty: f64) -> usize {
    let mut best = (0, 0.0);
    for (gain, changes) in gains.iter().zip(1_usize..) {
        let left = gain - changes as f64 * penalty;
        if left > best.1 {
            best = (changes, left);
        }
    }
    best.0
}

fn reported<'a>(
    periods: &'a [Period],
    counting: &Counting,
) -> Result<(Vec<Reported<'a>>, Exposure, Vec<Exclusion>), Problem> {
    let rows: Vec<Row<'_>> = periods
        .iter()
        .map(|period| Row { label: &period.label, exposure: period.exposure, acts: period.count.unwrap_or(0) })
        .collect();
    let Resolved { exposure, each, exclusions: left_out } = resolve(&rows, &counting.periods, &counting.exposure)?;
    // One for each period without exposure, in the same order.
    let mut left_out = left_out.into_iter();
    let mut found = Vec::new();
    let mut exclusions = Vec::new();
    for (place, (period, exposure)) in periods.iter().zip(each).enumerate() {
        let unexposed = if exposure.is_none() { left_out.next() } else { None };
        match (period.count, exposure) {
            (None, _) => exclusions.push(Exclusion {
                who: period.label.clone(),
                why: "nobody reported, which is not the same as none".into(),
            }),
            (Some(count), Some(exposure)) => found.push(Reported { place, label: &period.label, count, exposure }),
            (Some(_), None) => exclusions.extend(unexposed),
        }
    }
    Ok((found, exposure, exclusions))
}

fn segment(periods: &[Reported<'_>]) -> Segment {
    let count = periods.iter().map(|period| period.count).sum();
    let exposure: f64 = periods.iter().map(|period| period.exposure).sum();
    let Interval { low, high } = garwood(count);
    Segment {
        first: periods[0].label.to_owned(),
        last: periods[periods.len() - 1].label.to_owned(),
        n: periods.len(),
        count,
        exposure,
        rate: count as f64 / exposure,
        interval: Interval { low: low / exposure, high: high / exposure },
    }
}

fn sentence(changes: &[Change], segments: &[Segment], counting: &Counting, exposure: Exposure, p: f64) -> String {
    let Counting { acts, periods, .. } = counting;
    let (n, p) = (segments.iter().map(|segment| segment.n).sum::<usize>(), say_p(p));
    if changes.is_empty() {
        return format!(
            "In {n} {periods} that reported, no change of the number of {acts} can be told from chance ({p}).{}",
            exposure.note()
        );
    }
    let told: Vec<String> = changes
        .iter()
        .zip(segments.windows(2))
        .map(|(change, around)| {
            let way = if around[1].rate > around[0].rate { "more" } else { "fewer" };
            format!("{way} were recorded from {} on", change.first_after)
        })
        .collect();
    format!(
        "In {n} {periods} that reported, the number of {acts} changed more than chance would have it ({p}): {}.{}",
        told.join("; "),
        exposure.note()
    )
}
