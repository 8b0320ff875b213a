//! Choosing a model step by step.
//!
//! L. Chan, B. W. Silverman and K. Vincent, "Multiple Systems Estimation for Sparse Capture Data", *Journal of the American Statistical
//! Association* 116 (2021), section 3.2: from independent lists on, the effect whose margin is least expected is added, as long as its
//! one-sided Poisson chance is small enough and the model with it has an estimate.

use super::effects::{Effects, interactions};
use super::exact::Verdict;
use super::fit::{Fitted, Fitter, Start};
use super::tail::ln_one_sided;

/// The rule of a stepwise choice.
#[derive(Debug, Clone)]
pub(super) struct Stepwise {
    main: Effects,
    interactions: Vec<usize>,
    ln_chance_max: f64,
    /// Effects that may be added next, with the logarithms of their chances.
    candidates: Vec<(f64, usize)>,
}

impl Stepwise {
    pub(super) fn new(lists: usize, chance_max: f64, together_max: usize) -> Self {
        let interactions = interactions(lists, together_max);
        let candidates = Vec::with_capacity(interactions.len());
        Self { main: Effects::main(lists), interactions, ln_chance_max: chance_max.ln(), candidates }
    }

    /// The model chosen for the counts that are loaded, and how it fits.
    pub(super) fn choose(&mut self, fitter: &mut Fitter) -> Result<(Effects, Fitted), Verdict> {
        let mut effects = self.main;
        let mut result = fitter.fit(&effects, Start::Counts)?;
        'step: loop {
            self.candidates.clear();
            for &candidate in &self.interactions {
                if !effects.contains(candidate) && effects.may_take(candidate) {
                    let ln_chance = ln_one_sided(fitter.margin(candidate), fitter.expected(candidate));
                    if ln_chance <= self.ln_chance_max {
                        self.candidates.push((ln_chance, candidate));
                    }
                }
            }
            self.candidates.sort_unstable_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            // A model that was refused leaves no values to go on from.
            let mut start = Start::Last;
            for &(_, candidate) in &self.candidates {
                let larger = effects.with(candidate);
                if let Ok(done) = fitter.fit(&larger, start) {
                    (effects, result) = (larger, done);
                    continue 'step;
                }
                start = Start::Counts;
            }
            return Ok((effects, result));
        }
    }
}
