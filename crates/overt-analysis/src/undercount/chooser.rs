//! One estimate from counts, the choice of the model included. A bootstrap repeats it for each replicate.

use super::effects::{Effects, interactions};
use super::exact::Verdict;
use super::fit::{Fitter, Start, times_ln};
use super::search::{Candidate, bic, penalty};
use super::stepwise::Stepwise;

/// How a model is chosen.
#[derive(Debug, Clone)]
pub(super) enum Chooser {
    /// Effects are added one by one.
    Stepwise(Stepwise),
    /// The smallest BIC of many models.
    Ranked(Ranked),
}

impl Chooser {
    /// How many people there are according to the model that is chosen for these counts; infinity if none has an estimate.
    pub(super) fn people(&mut self, fitter: &mut Fitter, counts: &[f64]) -> f64 {
        fitter.load(counts);
        let hidden = match self {
            Self::Stepwise(stepwise) => stepwise.choose(fitter).map(|(_, fitted)| fitted.hidden),
            Self::Ranked(ranked) => ranked.hidden(fitter),
        };
        hidden.map_or(f64::INFINITY, |hidden| fitter.margin(0) + hidden)
    }
}

/// Models to choose from by BIC. Those that did best on the data are tried first, and those that cannot be better are not fitted.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    models: Vec<Ranking>,
    pairs: Vec<Pair>,
    /// The model of all their effects.
    largest: Effects,
}

#[derive(Debug, Clone)]
struct Ranking {
    effects: Effects,
    parameters: usize,
    /// The places in `pairs` of the pairs of lists that do not hang together in the model.
    missing: u32,
}

#[derive(Debug, Clone)]
struct Pair {
    lists: usize,
    /// The model of all their effects that do not make the two hang together.
    without: Effects,
    /// No model without the pair has a larger log-likelihood for the counts that are loaded.
    log_likelihood_max: f64,
}

impl Ranked {
    /// Takes the models that have an estimate for the data.
    pub(super) fn new(lists: usize, candidates: &[Candidate]) -> Self {
        let main = Effects::main(lists);
        let largest = candidates.iter().fold(main, |largest, candidate| largest.union(&candidate.effects));
        let pair = |lists: usize| {
            let others = largest.iter().filter(|effect| effect & lists != lists);
            Pair { lists, without: others.fold(main, Effects::with), log_likelihood_max: f64::INFINITY }
        };
        let pairs: Vec<Pair> = interactions(lists, 2).into_iter().map(pair).collect();
        let mut candidates: Vec<&Candidate> = candidates.iter().collect();
        candidates.sort_by(|one, other| one.bic.total_cmp(&other.bic));
        let ranking = |candidate: &Candidate| {
            let missing = pairs.iter().enumerate().filter(|(_, pair)| !candidate.effects.contains(pair.lists));
            Ranking {
                effects: candidate.effects,
                parameters: candidate.fitted.parameters,
                missing: missing.fold(0, |missing, (place, _)| missing | 1 << place),
            }
        };
        Self { models: candidates.into_iter().map(ranking).collect(), pairs, largest }
    }

    /// The number of hidden people under the model with the smallest BIC; of equal ones the one that did better on the data.
    fn hidden(&mut self, fitter: &mut Fitter) -> Result<f64, Verdict> {
        let people = fitter.margin(0);
        let saturated = fitter.log_likelihood_max();
        let log_likelihood_max = ceiling(fitter, &self.largest, saturated);
        for pair in &mut self.pairs {
            let closed = saturated - loss_without(fitter, pair.lists);
            pair.log_likelihood_max = ceiling(fitter, &pair.without, closed);
        }
        let mut best: Option<(f64, f64)> = None;
        for model in &self.models {
            if let Some((least, _)) = best {
                let mut log_likelihood_max = log_likelihood_max;
                let mut missing = model.missing;
                while missing != 0 {
                    let pair = &self.pairs[missing.trailing_zeros() as usize];
                    log_likelihood_max = log_likelihood_max.min(pair.log_likelihood_max);
                    missing &= missing - 1;
                }
                if penalty(model.parameters, people) - 2.0 * log_likelihood_max >= least {
                    continue;
                }
            }
            if let Ok(fitted) = fitter.fit(&model.effects, Start::Counts) {
                let bic = bic(&fitted, people);
                if best.is_none_or(|(least, _)| bic < least) {
                    best = Some((bic, fitted.hidden));
                }
            }
        }
        best.map(|(_, hidden)| hidden).ok_or(Verdict::NoMaximum)
    }
}

/// No model within this one has a larger log-likelihood, nor one than `otherwise`, which holds where this one has no estimate.
fn ceiling(fitter: &mut Fitter, largest: &Effects, otherwise: f64) -> f64 {
    /// Rounding must not rule out a model.
    const ROUNDING: f64 = 1e-6;
    ROUNDING + fitter.fit(largest, Start::Counts).map_or(otherwise, |fitted| fitted.log_likelihood.min(otherwise))
}

/// How far the log-likelihood stays below its maximum in every model in which two lists are independent given all others: half the
/// likelihood ratio of independence within each group of people who are on the same other lists. Among people on no other list the fourth
/// cell is not known, so nothing is lost there.
fn loss_without(fitter: &Fitter, pair: usize) -> f64 {
    let first = pair & pair.wrapping_neg();
    let second = pair & !first;
    let mut loss = 0.0;
    for others in (1..fitter.histories()).filter(|history| history & pair == 0) {
        let [both, one, other, neither] = [pair, first, second, 0].map(|part| fitter.count(others | part));
        let cells: f64 = [both, one, other, neither].into_iter().map(times_ln).sum();
        let sides: f64 = [both + one, other + neither, both + other, one + neither].into_iter().map(times_ln).sum();
        loss += cells - sides + times_ln(both + one + other + neither);
    }
    loss
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::search::{best, fit_all, hierarchical};
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_model_that_is_not_tried_is_not_better(
            together_max in 2_usize..=3,
            data in proptest::collection::vec((0_u16..60).prop_map(f64::from), 16),
            again in proptest::collection::vec((0_u16..60).prop_map(f64::from), 16),
        ) {
            let models = hierarchical(4, together_max).expect("they are few");
            let candidates: Vec<Candidate> = fit_all(4, &data, &models, 1).into_iter().flatten().collect();
            let models: Vec<Effects> = candidates.iter().map(|candidate| candidate.effects).collect();
            let all: Vec<Candidate> = fit_all(4, &again, &models, 1).into_iter().flatten().collect();
            let observed: f64 = again[1..].iter().sum();
            let expected = best(&all).map_or(f64::INFINITY, |best| observed + best.fitted.hidden);
            let mut chooser = Chooser::Ranked(Ranked::new(4, &candidates));
            let people = chooser.people(&mut Fitter::new(4), &again);
            prop_assert!((expected / people - 1.0).abs() < 1e-9, "{people} {expected}");
        }
    }
}
