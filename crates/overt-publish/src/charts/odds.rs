//! Between probabilities and bits of log odds. Only operations that every machine rounds alike are used, because the
//! logarithms of different systems differ in their last digit.

/// How many digits after the point, in base two; a drawing needs far fewer.
const DIGITS: usize = 40;

/// The logarithm to base two of a number that is more than zero.
pub(super) fn log2(value: f64) -> f64 {
    let mut rest = value.clamp(f64::MIN_POSITIVE, f64::MAX);
    let mut result = 0.0;
    while rest >= 2.0 {
        rest /= 2.0;
        result += 1.0;
    }
    while rest < 1.0 {
        rest *= 2.0;
        result -= 1.0;
    }
    let mut digit = 1.0;
    for _ in 0..DIGITS {
        digit /= 2.0;
        rest *= rest;
        if rest >= 2.0 {
            rest /= 2.0;
            result += digit;
        }
    }
    result
}

/// Two to this power.
pub(super) fn exp2(power: f64) -> f64 {
    let power = power.clamp(-1000.0, 1000.0);
    let (mut whole, mut rest) = (power.floor(), power - power.floor());
    let (mut result, mut root) = (1.0_f64, 2.0_f64);
    for _ in 0..DIGITS {
        root = root.sqrt();
        rest *= 2.0;
        if rest >= 1.0 {
            rest -= 1.0;
            result *= root;
        }
    }
    while whole >= 1.0 {
        result *= 2.0;
        whole -= 1.0;
    }
    while whole <= -1.0 {
        result /= 2.0;
        whole += 1.0;
    }
    result
}

/// Log odds of a probability, in bits.
pub(super) fn log_odds_bits(probability: f64) -> f64 {
    let probability = probability.clamp(1e-15, 1.0 - 1e-15);
    log2(probability) - log2(1.0 - probability)
}

/// The probability that goes with log odds in bits.
pub(super) fn probability_of_bits(bits: f64) -> f64 {
    1.0 / (1.0 + exp2(-bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_agree_with_the_logarithm_of_the_system() {
        for value in [1e-300, 0.001, 0.3, 1.0, 2.0, 3.0, 1e6, 1e300] {
            assert!((log2(value) - value.log2()).abs() < 1e-9, "{value}");
        }
        for power in [-30.5, -1.0, -0.3, 0.0, 0.7, 12.25] {
            assert!((exp2(power) / power.exp2() - 1.0).abs() < 1e-9, "{power}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_probability_comes_back_from_its_bits(probability in 0.000_001..0.999_999_f64) {
            let back = probability_of_bits(log_odds_bits(probability));
            proptest::prop_assert!((back - probability).abs() < 1e-9);
        }
    }
}
