//! How much noise a count gets. Given as fractions, kept and accounted as integers.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::sampler::Bits;

/// Standard deviation of the lattice that Gaussian noise is drawn on, at least.
///
/// On so fine a lattice the discrete Gaussian costs what the continuous one does (see [`Noise::mu_squared`]).
const LATTICE_SIGMA: f64 = 64.0;
const VARIANCE_MIN: u64 = 4_096;
/// The lattice is never finer than it must be: beyond this variance its steps are whole numbers. So nothing overflows.
const VARIANCE_FINE_MAX: u64 = 1 << 16;
/// Noise beyond this tells nothing of any count.
const SIZE_MAX: f64 = 1_000_000.0;
/// Noise below this protects nobody.
const SIZE_MIN: f64 = 0.05;
/// Laplace scales are kept as the epsilon of one row, in millionths.
const MILLION: f64 = 1_000_000.0;
/// What the proof of [`Noise::mu_squared`] takes off the variance.
const SMOOTHING: u64 = 3;

/// Noise for counts, from one of two families. Both are symmetric about zero, and drawn exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Family", into = "Family")]
pub struct Noise(Family);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "noise", rename_all = "snake_case", deny_unknown_fields)]
enum Family {
    /// A discrete Gaussian of this variance on the lattice of steps of `1 / steps`, rounded to a whole number.
    Gaussian { steps: u32, variance: u64 },
    /// A discrete Laplace on whole numbers that falls by `exp(-epsilon)` with each.
    Laplace { epsilon_millionths: u64 },
}

/// Noise that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum NoiseError {
    /// The size is not a number, too small or too large.
    #[error("noise of size {0} cannot be had; it must be between {SIZE_MIN} and {SIZE_MAX}")]
    Size(f64),
    /// Integers that no size gives.
    #[error("this is not noise that Overt writes: its integers are out of bounds")]
    Integers,
}

impl Noise {
    /// Gaussian noise of a standard deviation. Rounded up, so never less; by less than one in a thousand.
    ///
    /// # Errors
    /// The standard deviation is not a number, or out of bounds.
    pub fn gaussian(sigma: f64) -> Result<Self, NoiseError> {
        let sigma = bounded(sigma)?;
        let steps = steps(sigma);
        let variance = whole((sigma * f64::from(steps)).powi(2).ceil());
        Self::try_from(Family::Gaussian { steps, variance: variance.max(VARIANCE_MIN) })
    }

    /// The least Gaussian noise that costs no more than `most`, the square of `mu`.
    pub(in crate::dp) fn of_mu_squared(most: f64) -> Result<Self, NoiseError> {
        let steps = steps(bounded(1.0 / most.sqrt())?);
        let variance = whole((f64::from(steps).powi(2) / most).ceil()) + SMOOTHING;
        Self::try_from(Family::Gaussian { steps, variance })
    }

    /// Laplace noise of a scale: the mean of its size. Rounded up, so never less; by less than one in a thousand up to 1,000.
    ///
    /// # Errors
    /// The scale is not a number, or out of bounds.
    pub fn laplace(scale: f64) -> Result<Self, NoiseError> {
        Self::try_from(Family::Laplace { epsilon_millionths: whole((MILLION / bounded(scale)?).floor()) })
    }

    /// Its standard deviation, with what rounding to whole numbers adds.
    pub fn sigma(&self) -> f64 {
        let square = match self.0 {
            Family::Gaussian { steps, variance } if real(variance) > f64::from(steps).powi(2) => {
                real(variance) / f64::from(steps).powi(2) + (1.0 - f64::from(steps).powi(-2)) / 12.0
            }
            // From the chances that its size is more than 0, 1, 2 and so on; beyond 40 there are none.
            Family::Gaussian { .. } => {
                (0..40_u32).map(|most| f64::from(2 * most + 1) * (1.0 - self.within(most.into()))).sum()
            }
            Family::Laplace { epsilon_millionths } => {
                let epsilon = real(epsilon_millionths) / MILLION;
                2.0 * libm::exp(-epsilon) / libm::expm1(-epsilon).powi(2)
            }
        };
        f64::sqrt(square)
    }

    /// What Gaussian noise costs in Gaussian differential privacy when one count changes by one: no more than the square of
    /// `mu`. `None` of Laplace noise.
    ///
    /// Why the lattice does not matter: take a continuous Gaussian of variance `V - 3` (in steps of the lattice), and move what
    /// it gives to the lattice by a discrete Gaussian of variance 3 about it. By Poisson's summation the result differs from
    /// the discrete Gaussian of variance `V` by a factor within `exp(±1e-24)`, wherever on the lattice both are centred. So
    /// this noise costs what continuous noise of variance `V - 3` does; [`super::gdp`] leaves room for that factor. `V` is
    /// at least 4,096: the 3 are less than one in two thousand of the standard deviation.
    pub fn mu_squared(&self) -> Option<f64> {
        match self.0 {
            Family::Gaussian { steps, variance } => Some(f64::from(steps).powi(2) / real(variance - SMOOTHING)),
            Family::Laplace { .. } => None,
        }
    }

    /// What Laplace noise costs in pure differential privacy when one count changes by one. `None` of Gaussian noise.
    pub fn epsilon(&self) -> Option<f64> {
        match self.0 {
            Family::Gaussian { .. } => None,
            Family::Laplace { epsilon_millionths } => Some(real(epsilon_millionths) / MILLION),
        }
    }

    /// No less than the probability that it is `least` or more. `least` is at least 1.
    pub(in crate::dp) fn tail(&self, least: u64) -> f64 {
        match self.0 {
            Family::Gaussian { steps, variance } => {
                // The first point of the lattice that is rounded to `least`. The sum from it on is less than the integral from
                // the point before it, and the sum over all is more than the integral over all.
                let before = least.saturating_mul(steps.into()) - u64::from(steps / 2) - 1;
                super::gdp::normal_above(real(before) / real(variance).sqrt()).at_most
            }
            Family::Laplace { epsilon_millionths } => {
                let epsilon = real(epsilon_millionths) / MILLION;
                libm::exp(-epsilon * real(least)) / (1.0 + libm::exp(-epsilon)) * (1.0 + 1e-12)
            }
        }
    }

    /// The probability that its size is `most` or less.
    pub(in crate::dp) fn within(&self, most: u64) -> f64 {
        match self.0 {
            Family::Gaussian { steps, variance } => {
                let end = real(most.saturating_mul(steps.into())) + f64::from(steps) / 2.0;
                libm::erf(end / (2.0 * real(variance)).sqrt())
            }
            Family::Laplace { .. } => 1.0 - 2.0 * self.tail(most + 1),
        }
    }

    pub(in crate::dp) fn draw<R: CryptoRng>(&self, bits: &mut Bits<'_, R>) -> i64 {
        match self.0 {
            Family::Gaussian { steps, variance } => {
                let steps = i64::from(steps);
                (bits.gaussian(variance) + steps / 2).div_euclid(steps)
            }
            Family::Laplace { epsilon_millionths } => bits.laplace(1_000_000, epsilon_millionths),
        }
    }
}

impl TryFrom<Family> for Noise {
    type Error = NoiseError;

    fn try_from(family: Family) -> Result<Self, NoiseError> {
        let allowed = match family {
            Family::Gaussian { steps, variance } => {
                let size = real(variance).sqrt() / f64::from(steps.max(1));
                let fine_enough = steps == 1 || variance <= VARIANCE_FINE_MAX;
                steps % 2 == 1
                    && variance >= VARIANCE_MIN
                    && fine_enough
                    && (SIZE_MIN..SIZE_MAX * 1.001).contains(&size)
            }
            Family::Laplace { epsilon_millionths } => (1..=20_000_000).contains(&epsilon_millionths),
        };
        if allowed { Ok(Self(family)) } else { Err(NoiseError::Integers) }
    }
}

impl From<Noise> for Family {
    fn from(noise: Noise) -> Self {
        noise.0
    }
}

fn bounded(size: f64) -> Result<f64, NoiseError> {
    if (SIZE_MIN..=SIZE_MAX).contains(&size) { Ok(size) } else { Err(NoiseError::Size(size)) }
}

/// How fine the lattice is. Odd, so that no point of it lies halfway between two whole numbers.
fn steps(sigma: f64) -> u32 {
    u32::try_from(whole((LATTICE_SIGMA / sigma).ceil()) | 1).expect("sizes are bounded")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded sizes, squared: far below 2^53")]
fn whole(size: f64) -> u64 {
    size as u64
}

#[expect(clippy::cast_precision_loss, reason = "bounded parameters are far below 2^53")]
fn real(size: u64) -> f64 {
    size as f64
}
