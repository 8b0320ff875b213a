//! Fitting the mixture to what was measured.
//!
//! This is expectation and maximisation where the true counts are missing too. If a model expects `e` records in a cell,
//! and `m` were measured with noise of variance `v`, the best guess at the true count is `e + e / (e + v) * (m - e)`: the
//! model is moved by as much as the noise leaves credible. Profiles then grow or shrink, value by value, with the cells
//! that they are part of. It uses released counts alone, so it costs nothing of the budget.

use super::evidence::Evidence;
use super::matrix::Matrix;
use super::mixture::Mixture;
use super::real;

/// Steps, at most.
const STEPS_MAX: usize = 400;
/// How often it is looked whether to stop, in steps.
const LOOK: usize = 10;
/// Where the model is as far from the measured counts as the noise is, there is nothing more to be learnt, but noise
/// could be. Somewhat less than 1, because a model that was fitted to counts is nearer to them than the truth is.
const MISFIT_ENOUGH: f64 = 0.97;
/// Nor is there if so little was gained since the last look, several times in turn.
const GAIN_MIN: f64 = 0.0005;
/// How many times in turn. Where a step went too far, the next ones only make up for it.
const STALLED_MAX: usize = 3;
/// How much of each step is repeated in the next: it takes a quarter of the steps then.
const MOMENTUM: f32 = 0.8;
/// No share grows or shrinks by more in one step.
const STEP: std::ops::RangeInclusive<f32> = -0.8..=4.0;
/// No share becomes so small that it could not grow again, or that processors become slow.
const SHARE_MIN: f32 = 1e-7;

/// Fits a mixture.
pub(super) fn fit(mixture: &mut Mixture, evidence: &Evidence) {
    let profiles = mixture.profiles();
    let width = mixture.starts[mixture.starts.len() - 1];
    let mut scaled = Matrix::zero(profiles, width);
    let mut scores = Matrix::zero(width, width);
    let mut transposed = Matrix::zero(width, profiles);
    let mut pull = Matrix::zero(profiles, width);
    let mut motion = Motion::none(profiles, width);
    let (mut misfit_best, mut stalled) = (f64::INFINITY, 0);
    for step in 0..STEPS_MAX {
        for (profile, share) in mixture.shares.iter().enumerate() {
            let expected = share * evidence.rows;
            for (to, from) in scaled.row_mut(profile).iter_mut().zip(mixture.profiles.row(profile)) {
                *to = expected * from;
            }
        }
        scores.product(&scaled, &mixture.profiles);
        let misfit = (step % LOOK == 0).then(|| evidence.misfit(&scores));
        evidence.score(&mut scores);
        mixture.profiles.transpose(&mut transposed);
        pull.product(&transposed, &scores);
        evidence.pull_singles(&scaled, profiles, &mut pull);
        let misfit_sets = evidence.pull_sets(mixture, &mut pull);
        if let Some((sum, cells)) = misfit {
            let misfit = (sum + misfit_sets.0) / real((cells + misfit_sets.1).max(1));
            stalled = if misfit > misfit_best * (1.0 - GAIN_MIN) { stalled + 1 } else { 0 };
            if misfit < MISFIT_ENOUGH || stalled == STALLED_MAX {
                return;
            }
            if misfit > misfit_best {
                // It has overshot.
                motion = Motion::none(profiles, width);
            }
            misfit_best = misfit_best.min(misfit);
        }
        motion.step(mixture, &pull);
    }
}

/// How fast shares grow or shrink.
struct Motion {
    shares: Vec<f32>,
    profiles: Matrix,
}

impl Motion {
    fn none(profiles: usize, width: usize) -> Self {
        Self { shares: vec![0.0; profiles], profiles: Matrix::zero(profiles, width) }
    }

    /// One step. `pull` says of each profile and value how many more records there are, in proportion, than expected, in
    /// the sum over all other columns.
    fn step(&mut self, mixture: &mut Mixture, pull: &Matrix) {
        let columns = mixture.starts.len() - 1;
        #[expect(clippy::cast_precision_loss, reason = "at most 4,096 columns")]
        let (columns_other, columns) = ((columns - 1).max(1) as f32, columns as f32);
        let mut sum = 0.0;
        for (profile, share) in mixture.shares.iter_mut().enumerate() {
            let (row, pull, speeds) =
                (mixture.profiles.row_mut(profile), pull.row(profile), self.profiles.row_mut(profile));
            let mut pull_all = 0.0;
            for column in mixture.starts.windows(2) {
                let values = column[0]..column[1];
                let mut whole = 0.0;
                for ((part, pull), speed) in
                    row[values.clone()].iter_mut().zip(&pull[values.clone()]).zip(&mut speeds[values.clone()])
                {
                    let pull = pull / columns_other;
                    pull_all += *part * pull;
                    *part = grown(*part, speed, pull);
                    whole += *part;
                }
                row[values].iter_mut().for_each(|part| *part /= whole);
            }
            *share = grown(*share, &mut self.shares[profile], pull_all / columns);
            sum += *share;
        }
        mixture.shares.iter_mut().for_each(|share| *share /= sum);
    }
}

fn grown(share: f32, speed: &mut f32, pull: f32) -> f32 {
    *speed = (MOMENTUM * *speed + pull).clamp(*STEP.start(), *STEP.end());
    (share * (1.0 + *speed)).max(SHARE_MIN)
}
