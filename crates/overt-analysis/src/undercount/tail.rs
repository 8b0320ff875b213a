//! The tail of the Poisson distribution.

use statrs::function::gamma::ln_gamma;

/// Logarithm of the chance of a count at least as far from its mean as this one, on the same side of it. Zero where both are zero.
pub(super) fn ln_one_sided(count: f64, mean: f64) -> f64 {
    if mean <= 0.0 {
        return if count > 0.0 { f64::NEG_INFINITY } else { 0.0 };
    }
    // The chance of the count itself, times a sum over the counts beyond it in which each term is smaller than the one before.
    let ln_chance = count * mean.ln() - mean - ln_gamma(count + 1.0);
    let (mut term, mut sum, mut at) = (1.0, 1.0, count);
    while term > f64::EPSILON * sum {
        if count < mean {
            term *= at / mean;
            at -= 1.0;
        } else {
            at += 1.0;
            term *= mean / at;
        }
        sum += term;
    }
    ln_chance + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums of the definition: for a mean of 2, a count of 0 has the chance exp(-2), and one of 4 or more 1 - 19/3 exp(-2).
    #[test]
    fn the_tail_is_the_sum_of_its_chances() {
        assert!((ln_one_sided(0.0, 2.0) + 2.0).abs() < 1e-12);
        assert!((ln_one_sided(4.0, 2.0) - (1.0 - 19.0 / 3.0 * (-2.0_f64).exp()).ln()).abs() < 1e-12);
    }

    #[test]
    fn a_chance_too_small_for_a_number_still_has_a_logarithm() {
        assert!((ln_one_sided(0.0, 5000.0) + 5000.0).abs() < 1e-9);
    }
}
