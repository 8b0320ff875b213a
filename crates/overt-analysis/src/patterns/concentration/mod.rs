//! Systemic or individual: whether acts are clustered in few units more than exposure and chance would have it.
//!
//! Units are posts, places, officials or periods. Each has an exposure (days on duty, cases handled, people who passed) and a number of
//! acts. If nothing but exposure counts, the acts that there are fall on the units as a multinomial draw with shares of the exposure; every
//! statistic is held against that. One test decides, the chi-square of Poisson dispersion (Fisher 1925); only where it does, single units
//! are told, by exact binomial tests corrected by Holm's method. So the chance of telling any cluster where there is none is 5 percent.

mod layout;
mod levels;
mod report;
mod statistics;

use std::collections::BTreeMap;

use serde::Serialize;

pub use layout::{Calculation, Statistic};
pub use levels::{TwoLevels, two_levels};

use super::exposure::{Resolved, Row, resolve};
use super::{Draws, Exposure, Interval};
use crate::Problem;
use crate::series::Exclusion;
use layout::Layout;

/// The most units.
const UNITS_MOST: usize = 10_000;

/// The most acts.
const ACTS_MOST: u64 = 1_000_000;

/// How to read a result.
const LIMITS: &str = "This is about acts that were recorded. Where reporting is easier, more is seen; an act that several people report \
                      must be counted once; and if acts draw others after them, fewer of them were independent than were counted. A cluster \
                      is a reason to look at how a unit works. It does not show that anybody there did anything, and an even spread does \
                      not show that all did.";

/// A unit, with what was recorded there.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// What it is called; no two units of a group are called the same.
    pub label: String,
    /// What it is part of, such as the region of an office. Only comparisons at two levels look at it.
    pub group: Option<String>,
    /// How much chance it had to be seen, in any unit that is the same for all; none if it is not known.
    pub exposure: Option<f64>,
    /// How many acts were recorded there.
    pub acts: u64,
}

/// What is asked, in the words of who asks, and how often chance is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What the acts are, in the plural: “leaks”.
    pub acts: String,
    /// What the units are, in the plural: “posts”.
    pub units: String,
    /// What exposure is: “days on duty”.
    pub exposure: String,
    /// How often acts are divided by chance where there are too many ways to go through all.
    pub draws: Draws,
}

/// What the test says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Clustered in so many units.
    ClusteredIn(usize),
    /// Less even than exposure and chance would have it, but no single unit stands out.
    Uneven,
    /// Spread as exposure and chance would have it, as far as so many acts can tell.
    NotTold,
}

/// One unit against all that it is compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UnitFinding {
    /// What it is called.
    pub label: String,
    /// What it is part of; none where that is not looked at.
    pub group: Option<String>,
    /// How many acts were recorded there.
    pub acts: u64,
    /// How many its exposure gives it.
    pub expected: f64,
    /// Acts recorded for each act expected.
    pub ratio: f64,
    /// The exact 95 percent interval of the ratio (Clopper and Pearson), for this unit alone.
    pub interval: Interval,
    /// How often exposure and chance would give it as many or more.
    pub p: f64,
    /// The same, corrected for the number of units by Holm's method.
    pub p_holm: f64,
    /// Whether it stands out: the dispersion and this unit, corrected, both are below 5 percent.
    pub stands_out: bool,
}

/// Whether acts are clustered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentration {
    /// What the acts are.
    pub acts: String,
    /// What the units are.
    pub units: String,
    /// How many units.
    pub n: usize,
    /// How many acts.
    pub total: u64,
    /// Where the exposure comes from.
    pub exposure: Exposure,
    /// Chi-square of the acts against those expected. Its p value is the one that decides.
    pub dispersion: Statistic,
    /// Its degrees of freedom. Divided by them, chance gives about 1.
    pub degrees: usize,
    /// What the chi-squared distribution gives for it: rough where few acts are expected in a unit.
    pub p_chi_squared: f64,
    /// By how much the share of acts of a unit exceeds its share of the exposure, for the unit where that is most.
    pub largest_excess: Statistic,
    /// Gini's coefficient of acts over exposure: 0 where all units have the same rate, near 1 where one has all.
    pub gini: Statistic,
    /// Herfindahl's index: the chance that two acts, drawn with replacement, are of one unit.
    pub herfindahl: Statistic,
    /// How these p values were computed.
    pub calculation: Calculation,
    /// What the test says.
    pub verdict: Verdict,
    /// Every unit, what chance explains least first.
    pub findings: Vec<UnitFinding>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
    /// How far it reaches.
    pub limits: &'static str,
}

/// A unit that is compared.
#[derive(Clone)]
struct Ready {
    group: Option<String>,
    label: String,
    exposure: f64,
    acts: u64,
}

/// Holds the acts of all units against their exposure. Groups are not looked at.
pub fn concentration(units: &[Unit], question: &Question) -> Result<Concentration, Problem> {
    let units: Vec<Unit> = units.iter().map(|unit| Unit { group: None, ..unit.clone() }).collect();
    let (ready, exposure, exclusions) = ready(&units, question)?;
    compare(&[ready], question, exposure, exclusions)
}

/// The units that can be compared, in the order of their labels: the order in which they are given decides nothing.
fn ready(units: &[Unit], question: &Question) -> Result<(Vec<Ready>, Exposure, Vec<Exclusion>), Problem> {
    if units.len() > UNITS_MOST {
        return Err(Problem::new(
            format!("There are {} {}, and at most {UNITS_MOST} are compared.", units.len(), question.units),
            "Put some of them together.",
        ));
    }
    if units.iter().map(|unit| unit.acts).fold(0, u64::saturating_add) > ACTS_MOST {
        return Err(Problem::new(
            format!("There are more than {ACTS_MOST} {}.", question.acts),
            "Take a part of them, such as a year.",
        ));
    }
    let mut places: BTreeMap<(&Option<String>, &str), usize> = BTreeMap::new();
    for (place, unit) in units.iter().enumerate() {
        if let Some(first) = places.insert((&unit.group, &unit.label), place) {
            let [first, second] = [first + 1, place + 1];
            return Err(Problem::new(
                format!("In the list of {}, numbers {first} and {second} are called the same.", question.units),
                "Add up what belongs to one unit first.",
            ));
        }
    }
    let rows: Vec<Row<'_>> =
        units.iter().map(|unit| Row { label: &unit.label, exposure: unit.exposure, acts: unit.acts }).collect();
    let Resolved { exposure, each, mut exclusions } = resolve(&rows, &question.units, &question.exposure)?;
    exclusions.sort_by(|one, other| one.who.cmp(&other.who));
    let ready = places.into_values().filter_map(|place| {
        let Unit { group, label, acts, .. } = units[place].clone();
        each[place].map(|exposure| Ready { group, label, exposure, acts })
    });
    Ok((ready.collect(), exposure, exclusions))
}

/// Compares the units within each part.
fn compare(
    parts: &[Vec<Ready>],
    question: &Question,
    exposure: Exposure,
    exclusions: Vec<Exclusion>,
) -> Result<Concentration, Problem> {
    let n: usize = parts.iter().map(Vec::len).sum();
    let total: u64 = parts.iter().flatten().map(|unit| unit.acts).sum();
    if parts.is_empty() || n < 2 || total < 2 {
        return Err(Problem::new(
            format!("There are {total} {} at {n} {} that can be compared.", question.acts, question.units),
            "At least two of each are needed; look at the exclusions, and at units whose exposure is not known.",
        ));
    }
    let rows: Vec<Vec<(f64, u64)>> =
        parts.iter().map(|units| units.iter().map(|unit| (unit.exposure, unit.acts)).collect()).collect();
    let layout = Layout::new(rows.iter().map(Vec::as_slice));
    let acts: Vec<u64> = parts.iter().flatten().map(|unit| unit.acts).collect();
    let (statistics, calculation) = layout.against_chance(&acts, question.draws)?;
    Ok(report::report(parts, &layout, statistics, calculation, question, exposure, exclusions))
}
