//! What is known about the number of people.

use std::fmt;

use serde::{Serialize, Serializer};

use super::effects::{Effects, members};
use super::histories::ListCount;
use super::plan::{Choice, Family, Resampling};

/// How many people there are, counted or not. What is said first is how far the models lie apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Undercount {
    /// The numbers in words, which claim no more than the models do.
    pub in_words: String,
    /// How far the estimates of all models lie apart.
    pub spread: Spread,
    /// The model that was chosen, and its estimate.
    pub chosen: Chosen,
    /// The interval that takes the choice of the model into account. None if it was not asked for.
    pub bootstrap: Option<Bootstrap>,
    /// How many people were counted.
    pub observed: u64,
    /// The lists, with the people on each.
    pub lists: Vec<ListCount>,
    /// Pairs of lists that share nobody. A model in which such a pair hangs together says that nobody can be on both.
    pub apart: Vec<[String; 2]>,
    /// Which models were fitted, and which were not, and why.
    pub models: Models,
    /// How the model was chosen and the interval made, with the source.
    pub method: Method,
}

/// How the model was chosen and the interval made. It reads as a sentence with the sources.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Method {
    /// How the model was chosen.
    pub choice: Choice,
    /// How the people were drawn again for an interval that takes the choice into account.
    pub resampling: Option<Resampling>,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Multiple systems estimation with Poisson log-linear models; ")?;
        match self.choice {
            Choice::Stepwise { chance_max, together_max, .. } => write!(
                f,
                "stepwise choice of sets of at most {together_max} lists with a Poisson chance of at most {chance_max} (Chan, Silverman and \
                 Vincent 2021)"
            ),
            Choice::Bic { .. } => f.write_str("smallest BIC of all models (Silverman, Chan and Vincent 2024)"),
        }?;
        match self.resampling {
            Some(Resampling { replicates, .. }) => write!(
                f,
                "; BCa interval from {replicates} replicates, in each of which the model was chosen again (DiCiccio and Efron 1996)."
            ),
            None => f.write_str("; no interval that takes the choice of the model into account."),
        }
    }
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How far estimates lie apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// Models that describe the counts nearly as well as the best: BIC at most 10 larger. Beyond that the evidence against a model is
    /// called very strong (A. E. Raftery, "Bayesian Model Selection in Social Research", *Sociological Methodology* 25 (1995)).
    pub close: Range,
    /// All models that were fitted.
    pub all: Range,
    /// The mean of all estimates, each with the weight of its model, `exp(-BIC/2)` divided by the sum of these.
    pub average: f64,
}

/// The estimates of some models.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// How many models.
    pub models: usize,
    /// Their share of the weight of all models, from 0 to 1.
    pub weight: f64,
    /// The smallest number of people.
    pub least: f64,
    /// The median.
    pub median: f64,
    /// The largest.
    pub most: f64,
}

/// A model that was chosen, and what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chosen {
    /// Which lists hang together.
    pub model: Model,
    /// Number of people, counted or not.
    pub people: f64,
    /// Number of people on no list.
    pub hidden: f64,
    /// Bayesian information criterion.
    pub bic: f64,
    /// Its share of the weight of all models, from 0 to 1. None if it is not among those that were compared.
    pub weight: Option<f64>,
    /// The interval if this were the true model: Wald limits for the logarithm of the people on no list. It is too short.
    pub if_true: Interval,
}

/// Which lists hang together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Model {
    /// The usual notation, with the numbers of the lists from 1: `[123,25,34]`.
    pub notation: String,
    /// The largest sets of at least two lists that hang together, by name. Empty: all lists are independent.
    pub together: Vec<Vec<String>>,
}

impl Model {
    pub(super) fn new(effects: &Effects, names: &[String]) -> Self {
        let by_name = |set: usize| members(set).map(|list| names[list].clone()).collect();
        let sets = effects.generators().into_iter().filter(|set| set.count_ones() > 1);
        Self { notation: effects.notation(), together: sets.map(by_name).collect() }
    }
}

/// Limits for the number of people.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Chance with which the method should contain the number.
    pub level: f64,
    /// The lower limit.
    pub low: f64,
    /// The upper limit. None: any number is possible.
    pub high: Option<f64>,
}

/// What drawing the people again who were counted says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bootstrap {
    /// The interval.
    pub interval: Interval,
    /// Which quantiles of the replicates the limits are. Next to 0 or 1 a limit rests on few replicates, and another seed moves it.
    pub shares: [f64; 2],
    /// How often the people were drawn.
    pub replicates: usize,
    /// Where the random numbers started.
    pub seed: u32,
    /// The correction for acceleration.
    pub acceleration: f64,
    /// In how many replicates no model had an estimate. They count as larger than any number.
    pub without_estimate: usize,
}

impl Bootstrap {
    /// Whether a limit is among the five smallest or largest of the replicates.
    #[expect(clippy::cast_precision_loss, reason = "there are at most 100,000 replicates")]
    pub fn rests_on_few(&self) -> bool {
        let [low, high] = self.shares;
        low.min(1.0 - high) * (self.replicates as f64) < 5.0
    }
}

/// Which models were compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Models {
    /// Which family they are.
    pub family: Family,
    /// How many have an estimate.
    pub fitted: usize,
    /// How many have none, by reason.
    pub refused: Vec<Refused>,
}

/// Models without an estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Why.
    pub reason: Reason,
    /// How many.
    pub models: usize,
}

/// Why a model has no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The likelihood has no maximum.
    NoMaximum,
    /// Different effects give the same table.
    NotIdentified,
    /// It could not be decided.
    Undecided,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoMaximum => {
                "No values fit best: too few people are on several lists to tell how these hang together."
            }
            Self::NotIdentified => "Several different answers fit equally well.",
            Self::Undecided => "Whether there is an estimate could not be computed.",
        })
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
