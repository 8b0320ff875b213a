//! Before and after a measure (a law, a rule of rotation, a training): whether the number of acts changed more where it was taken than where
//! it was not.

use std::collections::BTreeSet;

use serde::Serialize;

use super::rates::{Found, Pair, Rates, change, compared};
use crate::Problem;
use crate::associate::say_p;
use crate::patterns::exposure::{Resolved, Row, resolve};
use crate::patterns::{ALPHA, Exposure, Ratio};
use crate::series::Exclusion;

/// The most units, and the most acts of one unit in one period.
const UNITS_MOST: usize = 10_000;
const ACTS_MOST: u64 = 1_000_000;

/// The most periods before a measure.
const PERIODS_MOST: usize = 200;

const EXACT: &str = "exact: acts after the measure given those of each unit in both times and, with a comparison, those after it in both \
                     groups; conditional maximum likelihood, interval of two tails of 2.5 percent, p of all numbers that are not more likely";

const NORMAL: &str = "Poisson rates with a level for each unit, maximum likelihood; the logarithm of the ratio taken as normal (delta method) \
                      where there are more than 4000 acts; otherwise exact, given the acts of each unit in both times";

const LIMITS: &str = "Acts are taken as independent: those that come in bursts make intervals too short and p values too small. A measure that \
                      makes people report raises the number, and one that frightens them lowers it, whatever is done. Measures are often \
                      taken where numbers were high just then, and such numbers fall by themselves. Other things changed at the same time, \
                      and a measure in one place can move acts to another. This does not show what the measure did.";

/// Acts of a unit in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// How many were recorded; none if nobody reported. That is not zero.
    pub acts: Option<u64>,
    /// How much could be seen, such as days or cases handled, in any unit that is the same for all; none if it is not known.
    pub exposure: Option<f64>,
}

/// A unit before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// What it is called; no two units are called the same.
    pub label: String,
    /// Whether the measure was taken there; none if that is not known.
    pub measure: Option<bool>,
    /// The periods before the measure, in the order of time, as many for each unit: one at least, and two or more to see whether groups
    /// changed alike before.
    pub before: Vec<Seen>,
    /// The time after it.
    pub after: Seen,
}

/// What is asked, in the words of who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What is counted, in the plural: “leaks”.
    pub acts: String,
    /// What units are, in the plural: “posts”.
    pub units: String,
    /// The measure: “the rule of rotation”.
    pub measure: String,
    /// What exposure is: “days on duty”.
    pub exposure: String,
}

/// The units in which the measure was taken, or the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Side {
    /// How many units.
    pub n: usize,
    /// How many acts before and after.
    pub acts: [u64; 2],
    /// The exposure before and after; where none was given, the number of periods of all units.
    pub exposure: [f64; 2],
    /// The rate after for that before, within units; none where there are no acts.
    pub change: Option<Ratio>,
}

/// Whether the number of acts changed after a measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AfterMeasure {
    /// What is counted.
    pub acts: String,
    /// The measure.
    pub measure: String,
    /// How many units.
    pub n: usize,
    /// Where the exposure comes from.
    pub exposure: Exposure,
    /// Where it was taken.
    pub with: Side,
    /// Where it was not; none if there is no such unit, so that nothing tells what would have happened without it.
    pub without: Option<Side>,
    /// The change where it was taken for that where it was not; without a comparison, the change alone.
    pub ratio: Ratio,
    /// Whether the interval and the p value of the ratio are exact.
    pub exact: bool,
    /// The same ratio for the later half of the periods before the measure and the earlier half: 1 if groups changed alike, or nothing
    /// changed, before. None for a single period, or where the numbers cannot tell.
    pub already_before: Option<Ratio>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// Compares the change of the rate of acts where a measure was taken with the change where it was not.
///
/// A unit that lacks anything in one of its periods is left out by name: otherwise before and after would be of different units.
pub fn after_measure(units: &[Unit], asked: &Measure) -> Result<AfterMeasure, Problem> {
    check(units, asked)?;
    let (known, exposure, exclusions) = known(units, asked)?;
    let (with, without): (Vec<&Known>, Vec<&Known>) = known.iter().partition(|unit| unit.measure);
    if with.is_empty() {
        return Err(Problem::new(
            format!("None of the {} in which {} was taken can be used.", asked.units, asked.measure),
            "Look at the exclusions: each needs acts and exposure of all periods.",
        ));
    }
    let periods = units[0].before.len();
    let whole = |unit: &Known| unit.pair(0..periods, periods..periods + 1);
    let Some((ratio, exact)) = ratio_of(&with, &without, whole) else {
        return Err(Problem::new(
            format!("There are too few {} before or after {} for a change to be told.", asked.acts, asked.measure),
            "Take a longer time or more units; where only those without the measure have none, leave these out and ask for the change alone.",
        ));
    };
    let half = periods / 2;
    let earlier = |unit: &Known| unit.pair(0..half, half..periods);
    let already_before = (half > 0).then(|| ratio_of(&with, &without, earlier)).flatten().map(|(ratio, _)| ratio);
    let side = |units: &[&Known]| Side::new(units, whole);
    let without = (!without.is_empty()).then(|| side(&without));
    let found = AfterMeasure {
        acts: asked.acts.clone(),
        measure: asked.measure.clone(),
        n: known.len(),
        exposure,
        with: side(&with),
        without,
        ratio,
        exact,
        already_before,
        exclusions,
        method: if exact { EXACT } else { NORMAL },
        sentence: String::new(),
        limits: LIMITS,
    };
    Ok(AfterMeasure { sentence: sentence(&found, asked, periods), ..found })
}

/// The change of the one group for that of the other, or alone.
fn ratio_of(with: &[&Known], without: &[&Known], times: impl Fn(&Known) -> Pair) -> Found {
    let first = rates(with, &times);
    if without.is_empty() { change(&first) } else { compared(&first, &rates(without, &times)) }
}

fn rates(units: &[&Known], times: impl Fn(&Known) -> Pair) -> Rates {
    Rates::new(units.iter().map(|unit| times(unit)))
}

impl Side {
    fn new(units: &[&Known], times: impl Fn(&Known) -> Pair) -> Self {
        let pairs: Vec<Pair> = units.iter().map(|unit| times(unit)).collect();
        Self {
            n: units.len(),
            acts: [0, 1].map(|time| pairs.iter().map(|pair| pair.acts[time]).sum()),
            exposure: [0, 1].map(|time| pairs.iter().map(|pair| pair.exposure[time]).sum()),
            change: change(&rates(units, &times)).map(|(ratio, _)| ratio),
        }
    }
}

/// A unit of which everything is known: acts and exposure of each period, the last of which is after the measure.
struct Known {
    measure: bool,
    periods: Vec<(u64, f64)>,
}

impl Known {
    fn pair(&self, first: std::ops::Range<usize>, second: std::ops::Range<usize>) -> Pair {
        let times = [first, second].map(|time| &self.periods[time]);
        Pair {
            acts: times.map(|periods| periods.iter().map(|(acts, _)| acts).sum()),
            exposure: times.map(|periods| periods.iter().map(|(_, exposure)| exposure).sum()),
        }
    }
}

fn check(units: &[Unit], asked: &Measure) -> Result<(), Problem> {
    if !(1..=UNITS_MOST).contains(&units.len()) {
        return Err(Problem::new(
            format!("There are {} {}, and 1 to {UNITS_MOST} are compared.", units.len(), asked.units),
            "Give those with the measure and those without; put small ones together.",
        ));
    }
    let periods = units[0].before.len();
    let mut labels = BTreeSet::new();
    for (place, unit) in units.iter().enumerate() {
        let seen = || unit.before.iter().chain([&unit.after]);
        let (wrong, way_out) = if !labels.insert(&unit.label) {
            ("is called like one before it", "Add up what belongs to one unit first.")
        } else if unit.before.len() != periods || !(1..=PERIODS_MOST).contains(&periods) {
            (
                "has another number of periods before the measure, or none, or more than 200",
                "Give the same periods for each.",
            )
        } else if seen().any(|seen| seen.acts.is_some_and(|acts| acts > ACTS_MOST)) {
            ("has more than 1000000 acts in a period", "Divide it into smaller ones.")
        } else {
            continue;
        };
        return Err(Problem::new(format!("In the list of {}, number {} {wrong}.", asked.units, place + 1), way_out));
    }
    Ok(())
}

fn known(units: &[Unit], asked: &Measure) -> Result<(Vec<Known>, Exposure, Vec<Exclusion>), Problem> {
    let periods = |unit: &Unit| unit.before.iter().copied().chain([unit.after]).collect::<Vec<Seen>>();
    let row = |unit, seen: Seen| Row { label: unit, exposure: seen.exposure, acts: seen.acts.unwrap_or(0) };
    let rows: Vec<Row<'_>> =
        units.iter().flat_map(|unit| periods(unit).into_iter().map(|seen| row(unit.label.as_str(), seen))).collect();
    let Resolved { exposure, each, .. } = resolve(&rows, &format!("periods of all {}", asked.units), &asked.exposure)?;
    let mut found = Vec::new();
    let mut exclusions = Vec::new();
    for (unit, exposures) in units.iter().zip(each.chunks(units[0].before.len() + 1)) {
        let seen = periods(unit);
        let acts: Option<Vec<u64>> = seen.iter().map(|seen| seen.acts).collect();
        let exposures: Option<Vec<f64>> = exposures.iter().copied().collect();
        let why = match (unit.measure, acts, exposures) {
            (Some(measure), Some(acts), Some(exposures)) => {
                found.push(Known { measure, periods: acts.into_iter().zip(exposures).collect() });
                continue;
            }
            (None, ..) => format!("not known whether {} was taken there", asked.measure),
            (_, None, _) => "nobody reported in one of its periods, which is not the same as none".to_owned(),
            (.., None) => format!("{} not known, or 0, in one of its periods", asked.exposure),
        };
        let recorded: u64 = seen.iter().filter_map(|seen| seen.acts).sum();
        exclusions
            .push(Exclusion { who: unit.label.clone(), why: format!("{why}; acts recorded there: {recorded}").into() });
    }
    exclusions.sort_by(|one, other| one.who.cmp(&other.who));
    Ok((found, exposure, exclusions))
}

fn sentence(found: &AfterMeasure, asked: &Measure, periods: usize) -> String {
    let Measure { acts, units, measure, .. } = asked;
    let side = |side: &Side| {
        let rate = side.change.and_then(|change| change.value);
        let rate = rate.map_or_else(String::new, |rate| format!(", {rate:.2} times the rate"));
        format!("from {} to {}{rate} ({units}: {})", side.acts[0], side.acts[1], side.n)
    };
    let ratio = found.ratio.in_words(if found.exact { "exact 95 % interval" } else { "95 % interval" });
    let way = if found.ratio.is_less() { "lower" } else { "higher" };
    let told = found.ratio.p < ALPHA;
    let compared = if let Some(without) = &found.without {
        let way = if told { format!("was {way} than there") } else { "cannot be told from that there".to_owned() };
        format!(
            "Where {measure} was taken, {acts} went {}; where it was not, {}. The change {way} (ratio of the changes {ratio}).",
            side(&found.with),
            side(without)
        )
    } else {
        let way =
            if told { format!("The rate was {way} after it") } else { "No change can be told from chance".to_owned() };
        format!("From before to after {measure}, {acts} went {}. {way} (ratio {ratio}).", side(&found.with))
    };
    let before = match found.already_before {
        Some(before) if before.p < ALPHA => format!(" Already before it, this ratio was not 1 ({}).", say_p(before.p)),
        Some(before) => format!(" That this ratio was not 1 already before it cannot be told ({}).", say_p(before.p)),
        None if periods > 1 => " What this ratio was already before it cannot be computed.".to_owned(),
        None => String::new(),
    };
    let otherwise = match found.without {
        Some(_) => " What would have happened without it is taken from the others, which may differ in more than that.",
        None => " Nothing here tells what would have happened without it.",
    };
    compared + &before + otherwise + found.exposure.note()
}
