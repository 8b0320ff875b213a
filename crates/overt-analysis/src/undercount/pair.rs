//! Two lists.
//!
//! D. G. Chapman, "Some Properties of the Hypergeometric Distribution with Applications to Zoological Sample Censuses", *University of
//! California Publications in Statistics* 1 (1951); G. A. F. Seber, "The Effects of Trap Response on Tag Recapture Estimates", *Biometrics*
//! 26 (1970), for the variance; K. P. Burnham and others, "Design and Analysis Methods for Fish Survival Experiments" (1987), for limits
//! on the scale of the logarithm of those who were missed.

use serde::Serialize;

use super::histories::{Histories, ListCount};
use super::outcome::Interval;
use crate::Problem;
use crate::tail::{normal_p, normal_quantile};

/// The chance below which two lists count as dependent.
const CHANCE_MIN: f64 = 0.05;

/// How many people there are, counted or not, if two lists are independent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoLists {
    /// The numbers in words, and what they rest on.
    pub in_words: String,
    /// Number of people, by Chapman's formula.
    pub people: f64,
    /// Number of people by the formula of Lincoln and Petersen, which is larger on average than the truth where few are on both.
    pub lincoln_petersen: f64,
    /// Limits.
    pub interval: Interval,
    /// What is known about dependence of the two.
    pub dependence: Dependence,
    /// The two lists, with the people on each.
    pub lists: [ListCount; 2],
    /// How many are on both.
    pub both: u64,
    /// How many are on one of the two at least.
    pub observed: u64,
    /// The method, with the source.
    pub method: String,
}

/// What other lists tell about the dependence of two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dependence {
    /// No other list knows enough people.
    CannotBeTested,
    /// Among people on other lists, being on one of the two says nothing about being on the other.
    NotFound {
        /// Chance of at least such a difference if they are independent (test of Mantel and Haenszel).
        chance: f64,
        /// How many people on other lists it rests on.
        people: u64,
    },
}

/// Estimates from two lists, given by their places, how many people there are. Other lists only serve to test whether the two depend on
/// each other.
///
/// # Errors
/// What makes the two lists unusable, among it that people on other lists show that the two depend on each other.
pub fn two_lists(histories: &Histories, first: usize, second: usize, level: f64) -> Result<TwoLists, Vec<Problem>> {
    let names = histories.names();
    if first == second || first.max(second) >= names.len() {
        return Err(vec![Problem::new(
            format!("Two different lists are needed, by their places from 0 to {}.", names.len() - 1),
            "Give two different places.",
        )]);
    }
    if !(level > 0.0 && level < 1.0) {
        return Err(vec![Problem::new(
            "The level of an interval must be above 0 and below 1.",
            "Take 0.95 if nothing else is known.",
        )]);
    }
    let (one, other) = (1 << first, 1 << second);
    let [on_first, on_second, both] = [one, other, one | other].map(|set| histories.on_all(set));
    let alone = [(1, on_first - both), (2, on_second - both), (3, both)];
    Histories::new(vec![names[first].clone(), names[second].clone()], alone)?.usable()?;
    let dependence = dependence(histories, one, other).map_err(|problem| vec![problem])?;
    let observed = on_first + on_second - both;
    let (people, interval) = chapman(on_first, on_second, both, level);
    let basis = match dependence {
        Dependence::CannotBeTested => {
            "that cannot be tested here, and if the same people tend to be on both there are more, if they tend to be on one only there are \
             fewer"
                .to_owned()
        }
        Dependence::NotFound { people, .. } => {
            format!("{people} people on other lists do not speak against it, which does not show it for all others")
        }
    };
    let high = interval.high.map_or("any number".to_owned(), |high| format!("{high:.0}"));
    Ok(TwoLists {
        in_words: format!(
            "{observed} people are on the lists “{}” and “{}”, {both} of them on both; if being on one says nothing about being on the \
             other, there are about {people:.0} people ({}% interval {:.0} to {high}); {basis}.",
            names[first],
            names[second],
            100.0 * level,
            interval.low,
        ),
        people,
        lincoln_petersen: lincoln_petersen(on_first, on_second, both),
        interval,
        dependence,
        lists: [(first, on_first), (second, on_second)].map(|(list, people)| ListCount { name: names[list].clone(), people }),
        both,
        observed,
        method: "Two lists: estimate of Chapman (1951) with the variance of Seber (1970), limits on the scale of the logarithm of the people \
                 who are on neither (Burnham and others 1987)."
            .to_owned(),
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
fn lincoln_petersen(on_first: u64, on_second: u64, both: u64) -> f64 {
    on_first as f64 * on_second as f64 / both as f64
}

#[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
fn chapman(on_first: u64, on_second: u64, both: u64, level: f64) -> (f64, Interval) {
    let [first, second, both] = [on_first, on_second, both].map(|people| people as f64);
    let people = (first + 1.0) * (second + 1.0) / (both + 1.0) - 1.0;
    let variance = (first + 1.0) * (second + 1.0) * (first - both) * (second - both)
        / ((both + 1.0) * (both + 1.0) * (both + 2.0));
    let observed = first + second - both;
    // Above zero, because each list has people whom the other has not.
    let hidden = people - observed;
    let normal = normal_quantile(f64::midpoint(1.0, level));
    let factor = (normal * (1.0 + variance / (hidden * hidden)).ln().sqrt()).exp();
    let high = observed + hidden * factor;
    (people, Interval { level, low: observed + hidden / factor, high: high.is_finite().then_some(high) })
}

/// Tests, among people on at least one other list, whether being on one of the two makes being on the other more or less likely: N. Mantel
/// and W. Haenszel, "Statistical Aspects of the Analysis of Data from Retrospective Studies of Disease", *Journal of the National Cancer
/// Institute* 22 (1959). There, unlike elsewhere, it is known how many are on neither.
#[expect(clippy::cast_precision_loss, reason = "numbers of people are below 2^31")]
fn dependence(histories: &Histories, one: usize, other: usize) -> Result<Dependence, Problem> {
    let (mut difference, mut variance, mut people) = (0.0, 0.0, 0);
    for others in (1..1 << histories.names().len()).filter(|history| history & (one | other) == 0) {
        let [both, only_one, only_other, neither] =
            [one | other, one, other, 0].map(|part| histories.exactly(others | part));
        let total = both + only_one + only_other + neither;
        if total < 2 {
            continue;
        }
        let [on_one, on_other, all] = [both + only_one, both + only_other, total].map(|people| people as f64);
        difference += both as f64 - on_one * on_other / all;
        let term = on_one * (all - on_one) * on_other * (all - on_other) / (all * all * (all - 1.0));
        variance += term;
        if term > 0.0 {
            people += total;
        }
    }
    if variance <= 0.0 {
        return Ok(Dependence::CannotBeTested);
    }
    let chance = normal_p(difference / variance.sqrt());
    if chance >= CHANCE_MIN {
        return Ok(Dependence::NotFound { chance, people });
    }
    let (tendency, consequence) = if difference > 0.0 {
        ("more", "Two lists alone would then find too few people.")
    } else {
        ("less", "Two lists alone would then find too many people.")
    };
    let [first, second] = [one, other].map(|list| &histories.names()[list.trailing_zeros() as usize]);
    Err(Problem::new(
        format!(
            "The lists “{first}” and “{second}” depend on each other: among {people} people on other lists, those on the one are {tendency} \
             often on the other than by chance. {consequence}"
        ),
        "Use all lists together in a model, or two lists that do not depend on each other.",
    ))
}
