//! How likely an attacker is right about who a row is.
//!
//! The three attackers are those of El Emam (Guide to the De-Identification of Personal Health Information, 2013): the
//! prosecutor knows that a person is in the table, the journalist does not and wants any person, the marketer wants as many as
//! possible.

use serde::Serialize;

use super::classes::{GroupSize, Groups};
use super::population::Pitman;

/// How likely an attacker is right about who a row is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attackers {
    /// Who knows that the person is in the table.
    pub prosecutor: Attack,
    /// Who does not know that, and has only the population to compare with. Where the population is not known, it is not told.
    pub population: Option<PopulationRisk>,
}

/// How likely one kind of attacker is right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Attack {
    /// For the row that is found most easily.
    pub highest: f64,
    /// On average over the rows. It is also the share of rows that a marketer gets right, who guesses each.
    pub average: f64,
    /// The share of rows for which it is more than 1 in `k`.
    pub share_above: f64,
}

/// What is estimated about the population that the table is a sample of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PopulationRisk {
    /// People in the population, as given.
    pub people: u64,
    /// Which of them are in the table, as a share.
    pub sampling_share: f64,
    /// The probability that a match with a row that is alone in the table is right (Skinner and Elliot 2002). It needs no model.
    /// `None` if no row is alone.
    pub right_if_alone: Option<f64>,
    /// The model of the population; `None` if all rows are alone or alike, and nothing can be learnt from them.
    pub model: Option<Pitman>,
    /// The journalist, and by its average the marketer, under the model. Without a model it is the prosecutor, who is worse.
    pub journalist: Attack,
    /// How many rows are alone in the population too, under the model. Without a model, all that are alone.
    pub unique: f64,
}

impl Attackers {
    pub(super) fn new(groups: &Groups, k: u32, population: Option<u64>) -> Self {
        let prosecutor = Attack::over(groups, k, |size| 1.0 / f64::from(size.size));
        let population = population.map(|people| PopulationRisk::new(groups, k, people, prosecutor));
        Self { prosecutor, population }
    }
}

impl Attack {
    fn over(groups: &Groups, k: u32, risk: impl Fn(&GroupSize) -> f64) -> Self {
        let mut attack = Self { highest: 0.0, average: 0.0, share_above: 0.0 };
        for size in &groups.sizes {
            let risk = risk(size);
            let share = size.rows() as f64 / groups.rows as f64;
            attack.highest = attack.highest.max(risk);
            attack.average += risk * share;
            attack.share_above += if risk > 1.0 / f64::from(k) { share } else { 0.0 };
        }
        attack
    }
}

impl PopulationRisk {
    fn new(groups: &Groups, k: u32, people: u64, prosecutor: Attack) -> Self {
        let share = groups.rows as f64 / people as f64;
        let (alone, pairs) = (groups.unique as f64, groups.of_size(2) as f64);
        let right = share * alone / (share * alone + 2.0 * (1.0 - share) * pairs);
        let model = Pitman::fit(groups);
        let journalist = model
            .map_or(prosecutor, |model| Attack::over(groups, k, |size| model.risk(size.size, groups.rows, people)));
        Self {
            people,
            sampling_share: share,
            right_if_alone: (groups.unique > 0).then_some(right),
            model,
            journalist,
            unique: alone * model.map_or(1.0, |model| model.alone(groups.rows, people)),
        }
    }
}
