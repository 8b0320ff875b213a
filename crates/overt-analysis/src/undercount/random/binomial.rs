//! Binomial random numbers.
//!
//! V. Kachitvichyanukul and B. W. Schmeiser, "Binomial Random Variate Generation", *Communications of the ACM* 31 (1988): inversion (BINV)
//! where fewer than 30 successes are expected, and acceptance below a triangle, a parallelogram and two exponential tails (BTPE)
//! otherwise. Names of the quantities are those of the paper.

use super::Mersenne;

/// Draws the number of successes among `trials` below 2^31, each with this `chance` above 0.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "draws are between 0 and the number of trials"
)]
pub(super) fn draw(random: &mut Mersenne, trials: u64, chance: f64) -> u64 {
    const INVERSION_BELOW: f64 = 30.0;
    if chance >= 1.0 {
        return trials;
    }
    let n = trials as f64;
    // The rarer of success and failure is drawn.
    let p = chance.min(1.0 - chance);
    let drawn = if n * p < INVERSION_BELOW { invert(random, trials, p) } else { Btpe::new(n, p).draw(random) as u64 };
    if chance > 0.5 { trials - drawn } else { drawn }
}

#[expect(clippy::many_single_char_names, reason = "the names of the paper")]
#[expect(clippy::cast_precision_loss, reason = "numbers of trials are below 2^31")]
#[expect(clippy::cast_possible_truncation, reason = "an exponent below 2^31 fits")]
fn invert(random: &mut Mersenne, trials: u64, p: f64) -> u64 {
    /// So many successes cannot be, up to rounding, where fewer than 30 are expected.
    const SUCCESSES_MAX: u64 = 110;
    let q = 1.0 - p;
    let ratio = p / q;
    let g = ratio * (trials as f64 + 1.0);
    let none = q.powi(trials as i32);
    loop {
        let (mut successes, mut f, mut u) = (0, none, random.uniform());
        loop {
            if u < f {
                return successes;
            }
            if successes > SUCCESSES_MAX {
                break;
            }
            u -= f;
            successes += 1;
            f *= g / successes as f64 - ratio;
        }
    }
}

/// What the regions of acceptance depend on.
struct Btpe {
    n: f64,
    p: f64,
    q: f64,
    mode: f64,
    variance: f64,
    p1: f64,
    x_middle: f64,
    x_left: f64,
    x_right: f64,
    c: f64,
    lambda_left: f64,
    lambda_right: f64,
    p2: f64,
    p3: f64,
    p4: f64,
}

impl Btpe {
    fn new(n: f64, p: f64) -> Self {
        let q = 1.0 - p;
        let variance = n * p * q;
        let mean = n * p + p;
        let mode = mean.trunc();
        let p1 = (2.195 * variance.sqrt() - 4.6 * q).trunc() + 0.5;
        let x_middle = mode + 0.5;
        let (x_left, x_right) = (x_middle - p1, x_middle + p1);
        let c = 0.134 + 20.5 / (15.3 + mode);
        let slope = |a: f64| a * (1.0 + 0.5 * a);
        let lambda_left = slope((mean - x_left) / (mean - x_left * p));
        let lambda_right = slope((x_right - mean) / (x_right * q));
        let p2 = p1 * (1.0 + c + c);
        let p3 = p2 + c / lambda_left;
        let p4 = p3 + c / lambda_right;
        Self { n, p, q, mode, variance, p1, x_middle, x_left, x_right, c, lambda_left, lambda_right, p2, p3, p4 }
    }

    fn draw(&self, random: &mut Mersenne) -> f64 {
        loop {
            let u = random.uniform() * self.p4;
            let mut v = random.uniform();
            let y;
            if u <= self.p1 {
                return (self.x_middle - self.p1 * v + u).trunc();
            } else if u <= self.p2 {
                let x = self.x_left + (u - self.p1) / self.c;
                v = v * self.c + 1.0 - (self.x_middle - x).abs() / self.p1;
                if v > 1.0 || v <= 0.0 {
                    continue;
                }
                y = x.trunc();
            } else if u > self.p3 {
                y = (self.x_right - v.ln() / self.lambda_right).trunc();
                if y > self.n {
                    continue;
                }
                v *= (u - self.p3) * self.lambda_right;
            } else {
                y = (self.x_left + v.ln() / self.lambda_left).trunc();
                if y < 0.0 {
                    continue;
                }
                v *= (u - self.p2) * self.lambda_left;
            }
            if self.accepts(y, v) {
                return y;
            }
        }
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the paper")]
    fn accepts(&self, y: f64, v: f64) -> bool {
        let k = (y - self.mode).abs();
        if k <= 20.0 || k >= self.variance / 2.0 - 1.0 {
            return v <= self.ratio(y);
        }
        // Bounds for the logarithm of the ratio, and Stirling's formula between them.
        let half_width = (k / self.variance) * ((k * (k / 3.0 + 0.625) + 0.166_666_666_666_6) / self.variance + 0.5);
        let normal = -k * k / (2.0 * self.variance);
        let a = v.ln();
        if a < normal - half_width {
            return true;
        }
        if a > normal + half_width {
            return false;
        }
        let (x1, f1) = (y + 1.0, self.mode + 1.0);
        let (z, w) = (self.n + 1.0 - self.mode, self.n - y + 1.0);
        a <= self.x_middle * (f1 / x1).ln()
            + (self.n - self.mode + 0.5) * (z / w).ln()
            + (y - self.mode) * (w * self.p / (x1 * self.q)).ln()
            + stirling(f1)
            + stirling(z)
            + stirling(x1)
            + stirling(w)
    }

    /// The chance of `y` divided by that of the mode, by recursion.
    fn ratio(&self, y: f64) -> f64 {
        let r = self.p / self.q;
        let g = r * (self.n + 1.0);
        let mut f = 1.0;
        let mut at = self.mode;
        while at < y {
            at += 1.0;
            f *= g / at - r;
        }
        while at > y {
            f /= g / at - r;
            at -= 1.0;
        }
        f
    }
}

/// The correction of Stirling's formula for a factorial.
fn stirling(x: f64) -> f64 {
    let s = x * x;
    (13_860.0 - (462.0 - (132.0 - (99.0 - 140.0 / s) / s) / s) / s) / x / 166_320.0
}
