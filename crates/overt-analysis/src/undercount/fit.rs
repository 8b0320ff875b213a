//! One log-linear model, fitted by Newton's method.

use super::effects::Effects;
use super::exact::{Verdict, judge};
use super::solve::Upper;
use super::sums::{over_subsets, over_supersets};

/// Steps after which a model without proof of its estimate is decided in whole numbers.
const STEPS_BEFORE_DOUBT: usize = 8;
const STEPS_MAX: usize = 200;
const HALVINGS_MAX: usize = 40;
/// What a step may still promise in log-likelihood when it is the last one. The error after it is about the square of the step.
const GAIN_MIN: f64 = 1e-10;
/// A step that changes no logarithm of a cell by as much as 1 proves that the estimate exists; half of it leaves room for rounding.
const CHANGE_MAX: f64 = 0.5;

/// A model that was fitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fitted {
    /// Expected number of people on no list.
    pub(super) hidden: f64,
    /// Log-likelihood of the counts, all constants included.
    pub(super) log_likelihood: f64,
    /// Number of effects, those at minus infinity included.
    pub(super) parameters: usize,
}

/// Where Newton's method starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// From the counts themselves.
    Counts,
    /// From the model that was fitted last to the same counts.
    Last,
}

/// Fits one model after the other to counts of capture histories, and allocates nothing while it does.
pub(super) struct Fitter {
    counts: Vec<f64>,
    /// How many people are on all lists of a set, whatever else they are on.
    margins: Vec<f64>,
    /// Sum of the logarithms of the factorials of all counts.
    constant: f64,
    active: Vec<usize>,
    open: Vec<usize>,
    /// Effects by set; zero where there is none.
    beta: Vec<f64>,
    eta: Vec<f64>,
    /// Expected counts, then their margins.
    sums: Vec<f64>,
    gradient: Vec<f64>,
    step: Vec<f64>,
    change: Vec<f64>,
    information: Upper,
}

impl Fitter {
    pub(super) fn new(lists: usize) -> Self {
        let cells = 1 << lists;
        let zeros = || vec![0.0; cells];
        Self {
            counts: zeros(),
            margins: zeros(),
            constant: 0.0,
            active: Vec::with_capacity(cells),
            open: Vec::with_capacity(cells),
            beta: zeros(),
            eta: zeros(),
            sums: zeros(),
            gradient: zeros(),
            step: zeros(),
            change: zeros(),
            information: Upper::new(cells),
        }
    }

    /// Takes the counts of all capture histories, by set of lists. That of the empty set is ignored.
    pub(super) fn load(&mut self, counts: &[f64]) {
        self.counts.copy_from_slice(counts);
        self.counts[0] = 0.0;
        self.margins.copy_from_slice(&self.counts);
        over_supersets(&mut self.margins);
        self.constant = self.counts.iter().map(|count| statrs::function::gamma::ln_gamma(count + 1.0)).sum();
    }

    /// How many people are on all lists of the set.
    pub(super) fn margin(&self, set: usize) -> f64 {
        self.margins[set]
    }

    /// How many of them the model that was fitted last expects.
    pub(super) fn expected(&self, set: usize) -> f64 {
        self.sums[set]
    }

    /// How many capture histories there are, the empty one included.
    pub(super) fn histories(&self) -> usize {
        self.counts.len()
    }

    /// How many people have exactly this capture history.
    pub(super) fn count(&self, history: usize) -> f64 {
        self.counts[history]
    }

    /// Log-likelihood of a model that repeats every count. No model has more.
    pub(super) fn log_likelihood_max(&self) -> f64 {
        self.counts.iter().map(|count| times_ln(*count) - count).sum::<f64>() - self.constant
    }

    /// Fits a model, or says why it has no estimate.
    pub(super) fn fit(&mut self, effects: &Effects, start: Start) -> Result<Fitted, Verdict> {
        self.prepare(effects);
        match start {
            Start::Counts => self.start()?,
            Start::Last => {
                for set in 0..self.beta.len() {
                    if !effects.contains(set) || self.margins[set] <= 0.0 {
                        self.beta[set] = 0.0;
                    }
                }
            }
        }
        self.climb()?;
        Ok(Fitted {
            hidden: self.beta[0].exp(),
            log_likelihood: self.log_likelihood() - self.constant,
            parameters: effects.len(),
        })
    }

    /// Variance of the logarithm of the number of people on no list, under the model that was fitted last.
    pub(super) fn variance(&mut self) -> f64 {
        let Self { information, active, sums, step, .. } = self;
        information.fill(active.len(), |row, column| sums[active[row] | active[column]]);
        information.factor();
        step[..active.len()].fill(0.0);
        // The smallest set is the empty one, and its effect is the logarithm of the number of people on no list.
        step[0] = 1.0;
        information.solve(&mut step[..active.len()]);
        step[0]
    }

    /// Separates the effects that are finite from those of empty margins, which are minus infinity and empty all cells above them.
    fn prepare(&mut self, effects: &Effects) {
        let margins = &self.margins;
        self.active.clear();
        self.active.extend(effects.iter().filter(|effect| margins[*effect] > 0.0));
        self.open.clear();
        self.open.extend(1..self.counts.len());
        for empty in effects.iter().filter(|effect| margins[*effect] <= 0.0) {
            self.open.retain(|cell| cell & empty != empty);
        }
    }

    /// One step of weighted least squares from the counts, each a little larger so that it has a logarithm.
    fn start(&mut self) -> Result<(), Verdict> {
        const MORE: f64 = 0.1;
        self.sums.fill(0.0);
        self.change.fill(0.0);
        for &cell in &self.open {
            let weight = self.counts[cell] + MORE;
            self.sums[cell] = weight;
            self.change[cell] = weight * weight.ln() - MORE;
        }
        over_supersets(&mut self.sums);
        over_supersets(&mut self.change);
        for (right, effect) in self.gradient.iter_mut().zip(&self.active) {
            *right = self.change[*effect];
        }
        self.newton()?;
        self.beta.fill(0.0);
        for (effect, value) in self.active.iter().zip(&self.step) {
            self.beta[*effect] = *value;
        }
        Ok(())
    }

    /// Solves the information for the gradient.
    fn newton(&mut self) -> Result<(), Verdict> {
        let Self { information, active, sums, .. } = self;
        information.fill(active.len(), |row, column| sums[active[row] | active[column]]);
        if !self.information.factor() {
            return Err(self.doubt().err().unwrap_or(Verdict::Undecided));
        }
        let size = self.active.len();
        self.step[..size].copy_from_slice(&self.gradient[..size]);
        self.information.solve(&mut self.step[..size]);
        Ok(())
    }

    fn doubt(&self) -> Result<(), Verdict> {
        match judge(&self.active, &self.open, |cell| self.counts[cell] > 0.0) {
            Verdict::Exists => Ok(()),
            refused => Err(refused),
        }
    }

    fn climb(&mut self) -> Result<(), Verdict> {
        self.evaluate();
        let mut before = self.log_likelihood();
        for step in 1..=STEPS_MAX {
            if step == STEPS_BEFORE_DOUBT {
                self.doubt()?;
            }
            for (gradient, effect) in self.gradient.iter_mut().zip(&self.active) {
                *gradient = self.margins[*effect] - self.sums[*effect];
            }
            self.newton()?;
            let gain: f64 =
                self.step.iter().zip(&self.gradient).take(self.active.len()).map(|(one, other)| one * other).sum();
            let last = gain.abs() < GAIN_MIN && self.change_max() < CHANGE_MAX;
            self.advance(1.0);
            if last {
                return Ok(());
            }
            let mut length = 1.0;
            let mut after = self.log_likelihood();
            for _ in 0..HALVINGS_MAX {
                // Equal to rounding is no worse.
                if after >= before - 1e-12 * before.abs() {
                    break;
                }
                length /= 2.0;
                self.advance(-length);
                after = self.log_likelihood();
            }
            before = after;
        }
        Err(Verdict::Undecided)
    }

    /// The largest change of the logarithm of a cell by the step.
    fn change_max(&mut self) -> f64 {
        self.change.fill(0.0);
        for (effect, value) in self.active.iter().zip(&self.step) {
            self.change[*effect] = *value;
        }
        over_subsets(&mut self.change);
        self.open.iter().map(|cell| self.change[*cell].abs()).fold(0.0, f64::max)
    }

    fn advance(&mut self, length: f64) {
        for (effect, value) in self.active.iter().zip(&self.step) {
            self.beta[*effect] += length * value;
        }
        self.evaluate();
    }

    fn evaluate(&mut self) {
        self.eta.copy_from_slice(&self.beta);
        over_subsets(&mut self.eta);
        self.sums.fill(0.0);
        for &cell in &self.open {
            self.sums[cell] = self.eta[cell].exp();
        }
        over_supersets(&mut self.sums);
    }

    /// Log-likelihood without the constant.
    fn log_likelihood(&self) -> f64 {
        let fitted: f64 = self.active.iter().map(|effect| self.beta[*effect] * self.margins[*effect]).sum();
        let value = fitted - self.sums[0];
        if value.is_finite() { value } else { f64::NEG_INFINITY }
    }
}

/// A number times its logarithm, which is nothing for zero.
pub(super) fn times_ln(value: f64) -> f64 {
    if value > 0.0 { value * value.ln() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::effects::interactions;
    use super::*;

    fn model(lists: usize, interactions: &[usize]) -> Effects {
        interactions.iter().fold(Effects::main(lists), |model, effect| model.with(*effect))
    }

    fn hidden(counts: &[f64], interactions: &[usize]) -> f64 {
        let lists = counts.len().ilog2() as usize;
        let mut fitter = Fitter::new(lists);
        fitter.load(counts);
        fitter.fit(&model(lists, interactions), Start::Counts).expect("no cell is empty").hidden
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() <= 1e-8 * other.abs()
    }

    /// Counts of some lists, all zero or above as the range says, and a hierarchical model for them.
    fn counts_and_model(least: u16) -> impl Strategy<Value = (Vec<f64>, Effects)> {
        (3_usize..=5).prop_flat_map(move |lists| {
            let counts = proptest::collection::vec((least..40).prop_map(f64::from), 1 << lists);
            let wanted = proptest::collection::vec(any::<bool>(), 1 << lists);
            (counts, wanted).prop_map(move |(counts, wanted)| {
                let take = |model: Effects, effect: usize| {
                    if wanted[effect] && model.may_take(effect) { model.with(effect) } else { model }
                };
                let together = interactions(lists, lists - 1);
                (counts, together.into_iter().fold(Effects::main(lists), take))
            })
        })
    }

    proptest! {
        #[test]
        fn two_independent_lists_give_the_formula_of_lincoln_and_petersen(first in 1_u16..500, second in 1_u16..500, both in 1_u16..500) {
            let [first, second, both] = [first, second, both].map(f64::from);
            prop_assert!(close(hidden(&[0.0, first, second, both], &[]), first * second / both));
        }

        #[test]
        fn three_lists_give_the_closed_forms(counts in proptest::collection::vec((1_u16..200).prop_map(f64::from), 8)) {
            let [_, a, b, ab, c, ac, bc, abc] = counts[..] else { unreachable!("there are eight") };
            prop_assert!(close(hidden(&counts, &[0b011, 0b101, 0b110]), a * b * c * abc / (ab * ac * bc)));
            prop_assert!(close(hidden(&counts, &[0b011, 0b101]), b * c / bc));
            prop_assert!(close(hidden(&counts, &[0b011]), (a + b + ab) * c / (ac + bc + abc)));
        }

        #[test]
        fn as_many_times_the_people_are_as_many_times_the_hidden_people((counts, effects) in counts_and_model(1), times in 2_u32..1_000_000) {
            let mut fitter = Fitter::new(counts.len().ilog2() as usize);
            let mut hidden = |times: f64| {
                fitter.load(&counts.iter().map(|count| times * count).collect::<Vec<_>>());
                fitter.fit(&effects, Start::Counts).expect("no cell is empty").hidden
            };
            let times = f64::from(times);
            prop_assert!(close(hidden(times), times * hidden(1.0)));
        }

        #[test]
        fn fitted_margins_are_the_observed_ones((counts, effects) in counts_and_model(0)) {
            let mut fitter = Fitter::new(counts.len().ilog2() as usize);
            fitter.load(&counts);
            if fitter.fit(&effects, Start::Counts).is_ok() {
                for effect in effects.iter() {
                    prop_assert!((fitter.expected(effect) - fitter.margin(effect)).abs() < 1e-6 * (1.0 + fitter.margin(effect)));
                }
            }
        }

        #[test]
        fn a_fit_agrees_with_the_decision_in_whole_numbers((mut counts, effects) in counts_and_model(0), empty in any::<u32>()) {
            for (cell, count) in counts.iter_mut().enumerate() {
                if empty >> cell & 1 == 1 {
                    *count = 0.0;
                }
            }
            let mut fitter = Fitter::new(counts.len().ilog2() as usize);
            fitter.load(&counts);
            let fitted = fitter.fit(&effects, Start::Counts);
            let decided = judge(&fitter.active, &fitter.open, |cell| counts[cell] > 0.0);
            prop_assert_eq!(fitted.err().unwrap_or(Verdict::Exists), decided);
        }

        #[test]
        fn a_model_of_positive_counts_always_has_an_estimate((counts, effects) in counts_and_model(1)) {
            let mut fitter = Fitter::new(counts.len().ilog2() as usize);
            fitter.load(&counts);
            prop_assert!(fitter.fit(&effects, Start::Counts).is_ok());
        }

        #[test]
        fn it_does_not_matter_where_the_fit_starts((counts, effects) in counts_and_model(1)) {
            let lists = counts.len().ilog2() as usize;
            let mut fitter = Fitter::new(lists);
            fitter.load(&counts);
            let cold = fitter.fit(&effects, Start::Counts).expect("no cell is empty");
            fitter.fit(&Effects::main(lists), Start::Counts).expect("no cell is empty");
            let warm = fitter.fit(&effects, Start::Last).expect("no cell is empty");
            prop_assert!(close(warm.hidden, cold.hidden));
        }
    }

    /// Table 3 of Chan, Silverman and Vincent (2021).
    #[test]
    fn each_way_to_have_no_estimate_is_told() {
        let counts = [0.0, 40.0, 30.0, 6.0, 20.0, 0.0, 0.0, 0.0];
        let mut fitter = Fitter::new(3);
        fitter.load(&counts);
        let mut fit = |interactions: &[usize]| fitter.fit(&model(3, interactions), Start::Counts).err();
        assert_eq!(fit(&[0b011, 0b101, 0b110]), Some(Verdict::NotIdentified));
        assert_eq!(fit(&[0b011]), Some(Verdict::NoMaximum));
        assert_eq!(fit(&[0b101, 0b110]), None);
    }
}
