//! What is asked of an estimate.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::Problem;

/// How the model is chosen, and with which others it is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Choice {
    /// From independent lists on, the set of lists is added whose number of people is least expected (Chan, Silverman and Vincent 2021).
    Stepwise {
        /// The one-sided Poisson chance up to which a set is added, above 0 and at most 0.5. The authors take 0.02.
        chance_max: f64,
        /// How many lists may hang together: 2 for pairs only.
        together_max: usize,
        /// The models that it is compared with.
        compared: Family,
    },
    /// Of all hierarchical models the one with the smallest Bayesian information criterion (Silverman, Chan and Vincent 2024).
    Bic {
        /// How many lists may hang together.
        together_max: usize,
    },
}

impl Choice {
    /// The models that are compared.
    pub(super) fn compared(&self) -> Family {
        match *self {
            Self::Stepwise { compared, .. } => compared,
            Self::Bic { together_max } => Family::All { together_max },
        }
    }
}

/// Which models are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// All hierarchical models.
    All {
        /// How many lists may hang together.
        together_max: usize,
    },
    /// The model that was chosen, and all that differ from it by one or two sets of lists.
    Near {
        /// How many lists may hang together.
        together_max: usize,
    },
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All { together_max } => {
                write!(f, "all hierarchical models in which at most {together_max} lists hang together")
            }
            Self::Near { together_max } => write!(
                f,
                "the chosen model and those that differ from it by one or two sets of at most {together_max} lists that hang together"
            ),
        }
    }
}

impl Serialize for Family {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Drawing the people again who were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// How often, 100 to 100,000.
    pub replicates: usize,
    /// Where the random numbers start, as for `set.seed` in R. The same seed gives the same interval.
    pub seed: u32,
}

/// What is asked of an estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How the model is chosen, and with which others it is compared.
    pub choice: Choice,
    /// For an interval that takes the choice of the model into account. None for the interval of the chosen model only.
    pub resampling: Option<Resampling>,
    /// Chance with which an interval should contain the number of people, above 0 and below 1.
    pub level: f64,
    /// How many threads share the work. The result does not depend on it.
    pub threads: usize,
}

impl Plan {
    /// What suits this number of lists: up to five lists the smallest BIC of all models, for more the stepwise choice; up to six lists all
    /// models are compared, for more those near the chosen one. 1,000 replicates, intervals of 95 percent.
    pub fn usual(lists: usize, seed: u32, threads: usize) -> Self {
        let stepwise = |compared| Choice::Stepwise { chance_max: 0.02, together_max: 2, compared };
        let choice = match lists {
            ..=5 => Choice::Bic { together_max: lists.saturating_sub(1).max(2) },
            6 => stepwise(Family::All { together_max: 2 }),
            _ => stepwise(Family::Near { together_max: 2 }),
        };
        Self { choice, resampling: Some(Resampling { replicates: 1000, seed }), level: 0.95, threads }
    }

    /// Everything in the plan that cannot be done with this number of lists.
    pub(super) fn problems(&self, lists: usize) -> Vec<Problem> {
        let mut problems = Vec::new();
        if lists < 3 {
            problems.push(Problem::new(
                "With two lists, nothing tells whether being on one makes people more or less likely to be on the other.",
                "Ask for the estimate of two lists, which says so, or find a third list.",
            ));
            return problems;
        }
        let mut together = |what: &str, together_max: usize| {
            if !(2..lists).contains(&together_max) {
                problems.push(Problem::new(
                    format!("{what} lets {together_max} of {lists} lists hang together."),
                    format!("Give a number from 2 to {}.", lists - 1),
                ));
            }
        };
        let (Family::All { together_max } | Family::Near { together_max }) = self.choice.compared();
        together("The family of models", together_max);
        if let Choice::Stepwise { chance_max, together_max, .. } = self.choice {
            together("The stepwise choice", together_max);
            if !(chance_max > 0.0 && chance_max <= 0.5) {
                problems.push(Problem::new(
                    "The chance up to which a set of lists is added must be above 0 and at most 0.5.",
                    "Take 0.02 if nothing else is known.",
                ));
            }
        }
        if self.resampling.is_some_and(|resampling| !(100..=100_000).contains(&resampling.replicates)) {
            problems.push(Problem::new(
                "The number of replicates must lie between 100 and 100,000.",
                "Take 1,000 if nothing else is known.",
            ));
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            problems.push(Problem::new(
                "The level of an interval must be above 0 and below 1.",
                "Take 0.95 if nothing else is known.",
            ));
        }
        problems
    }
}
