//! All models of a family, fitted.
//!
//! B. W. Silverman, L. Chan and K. Vincent, "Bootstrapping multiple systems estimates to account for model selection", *Statistics and
//! Computing* 34 (2024): all hierarchical models with all main effects are candidates, and the one with the smallest Bayesian information
//! criterion (BIC) is chosen.

use super::effects::{Effects, interactions};
use super::exact::Verdict;
use super::fit::{Fitted, Fitter, Start};
use super::workers::each;
use crate::Problem;

/// The most models that are fitted at once.
pub const MODELS_MAX: usize = 1 << 18;

/// A model that has an estimate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) effects: Effects,
    pub(super) fitted: Fitted,
    pub(super) bic: f64,
}

/// All hierarchical models in which at most `together_max` lists hang together; the one with independent lists is the first.
pub(super) fn hierarchical(lists: usize, together_max: usize) -> Result<Vec<Effects>, Problem> {
    let mut models = vec![Effects::main(lists)];
    for effect in interactions(lists, together_max) {
        for place in 0..models.len() {
            if models[place].may_take(effect) {
                models.push(models[place].with(effect));
            }
        }
        if models.len() > MODELS_MAX {
            return Err(Problem::new(
                format!(
                    "With {lists} lists, more than {MODELS_MAX} models have at most {together_max} lists hanging together."
                ),
                "Let fewer lists hang together, merge lists, or take the models near the one that is chosen step by step.",
            ));
        }
    }
    Ok(models)
}

/// The models that differ from this one by at most two interactions of at most `together_max` lists, itself included and first.
pub(super) fn near(model: Effects, lists: usize, together_max: usize) -> Vec<Effects> {
    const CHANGES: usize = 2;
    let interactions = interactions(lists, together_max);
    let mut models = vec![model];
    let mut start = 0;
    for _ in 0..CHANGES {
        let end = models.len();
        for place in start..end {
            let from = models[place];
            for &effect in &interactions {
                if from.contains(effect) {
                    if from.may_lose(effect) {
                        models.push(from.without(effect));
                    }
                } else if from.may_take(effect) {
                    models.push(from.with(effect));
                }
            }
        }
        start = end;
    }
    models[1..].sort_unstable();
    models.dedup();
    let mut first = true;
    // The model itself comes back after two changes that undo each other.
    models.retain(|other| *other != model || std::mem::take(&mut first));
    models
}

/// Fits every model to the counts.
pub(super) fn fit_all(
    lists: usize,
    counts: &[f64],
    models: &[Effects],
    threads: usize,
) -> Vec<Result<Candidate, Verdict>> {
    let mut results = vec![Err(Verdict::Undecided); models.len()];
    let worker = || {
        let mut fitter = Fitter::new(lists);
        fitter.load(counts);
        fitter
    };
    each(threads, models, &mut results, worker, |fitter, effects| {
        fitter.fit(effects, Start::Counts).map(|fitted| Candidate {
            effects: *effects,
            fitted,
            bic: bic(&fitted, fitter.margin(0)),
        })
    });
    results
}

/// The Bayesian information criterion, for as many observations as people. An effect at minus infinity counts as a parameter, too.
pub(super) fn bic(fitted: &Fitted, people: f64) -> f64 {
    penalty(fitted.parameters, people) - 2.0 * fitted.log_likelihood
}

/// What a model pays for its parameters.
#[expect(clippy::cast_precision_loss, reason = "a model has at most 256 parameters")]
pub(super) fn penalty(parameters: usize, people: f64) -> f64 {
    parameters as f64 * people.ln()
}

/// The candidate with the smallest BIC; of equal ones the first.
pub(super) fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.iter().min_by(|one, other| one.bic.total_cmp(&other.bic))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hierarchical models with all main effects and without the one set of all lists: Silverman, Chan and Vincent (2024).
    #[test]
    fn there_are_as_many_models_as_there_should_be() {
        let count = |lists, together_max| hierarchical(lists, together_max).expect("they are few").len();
        assert_eq!([count(3, 2), count(4, 3), count(5, 2), count(5, 4), count(6, 2)], [8, 113, 1024, 6893, 32_768]);
    }

    #[test]
    fn too_many_models_are_refused_in_words() {
        assert!(hierarchical(8, 2).is_err_and(|problem| problem.sentence.contains("8 lists")));
    }

    #[test]
    fn models_near_another_differ_from_it_by_at_most_two_sets() {
        let main = Effects::main(4);
        let models = near(main, 4, 2);
        assert_eq!(models[0], main);
        assert_eq!(models.len(), 1 + 6 + 15);
        let mut different = models.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), models.len());
    }
}
