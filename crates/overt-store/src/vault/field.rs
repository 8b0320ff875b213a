//! Arithmetic in the field of 256 elements, bytes as polynomials over two elements modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197,
//! section 4). No table and no branch depends on a value, so that neither cache nor clock tells anything about a secret.

use std::hint::black_box;

/// The product.
pub(super) fn multiply(mut left: u8, right: u8) -> u8 {
    let mut product = 0;
    for bit in 0..8 {
        // `black_box` keeps the compiler from turning the masks into branches.
        product ^= left & black_box(0_u8.wrapping_sub(right >> bit & 1));
        left = left << 1 ^ black_box(0_u8.wrapping_sub(left >> 7)) & 0x1b;
    }
    product
}

/// The inverse, as the 254th power; of 0 it is 0.
pub(super) fn invert(element: u8) -> u8 {
    let mut power = 1;
    for _ in 0..254 {
        power = multiply(power, element);
    }
    power
}

/// The value at `x` of the polynomial with these coefficients, the constant one first.
pub(super) fn evaluate(coefficients: impl DoubleEndedIterator<Item = u8>, x: u8) -> u8 {
    coefficients.rev().fold(0, |value, coefficient| multiply(value, x) ^ coefficient)
}

/// By what the value at `x` counts towards the value at 0 of the polynomial through all of `xs` (Lagrange).
pub(super) fn weight_at_zero(x: u8, xs: &[u8]) -> u8 {
    xs.iter()
        .filter(|other| **other != x)
        .fold(1, |weight, other| multiply(weight, multiply(*other, invert(x ^ other))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The product by the definition: multiply as polynomials, then reduce.
    fn product_by_definition(left: u8, right: u8) -> u8 {
        let mut product = 0_u16;
        for bit in 0..8 {
            if right >> bit & 1 == 1 {
                product ^= u16::from(left) << bit;
            }
        }
        for bit in (8..15).rev() {
            if product >> bit & 1 == 1 {
                product ^= 0x11b << (bit - 8);
            }
        }
        u8::try_from(product).unwrap()
    }

    /// FIPS 197, sections 4.2 and 4.2.1.
    #[test]
    fn products_as_in_fips_197() {
        assert_eq!([multiply(0x57, 0x83), multiply(0x57, 0x13), multiply(0x53, 0xca)], [0xc1, 0xfe, 0x01]);
        assert_eq!([0x02, 0x04, 0x08, 0x10].map(|x| multiply(0x57, x)), [0xae, 0x47, 0x8e, 0x07]);
    }

    #[test]
    fn every_product_and_inverse_follows_from_the_definition() {
        for left in 0..=255 {
            for right in 0..=255 {
                assert_eq!(multiply(left, right), product_by_definition(left, right));
            }
            assert_eq!(multiply(left, invert(left)), u8::from(left != 0));
        }
    }

    #[test]
    fn the_nonzero_elements_are_the_powers_of_three() {
        let powers: std::collections::BTreeSet<u8> =
            std::iter::successors(Some(1), |power| Some(multiply(*power, 3))).take(255).collect();
        assert_eq!(powers.len(), 255);
        assert!(!powers.contains(&0));
    }

    #[test]
    fn a_polynomial_is_found_again_from_as_many_points_as_it_has_coefficients() {
        let coefficients = [0x42, 0x00, 0xff];
        for xs in [[1, 2, 3], [16, 5, 9], [3, 2, 1]] {
            let value = xs
                .iter()
                .fold(0, |sum, x| sum ^ multiply(weight_at_zero(*x, &xs), evaluate(coefficients.into_iter(), *x)));
            assert_eq!(value, 0x42);
        }
    }

    /// Whatever the secret, one share takes each value for exactly one coefficient: it tells nothing.
    #[test]
    fn one_share_of_two_is_uniform_whatever_the_secret() {
        for secret in 0..=255 {
            for x in 1..=16 {
                let mut seen = [0; 256];
                for coefficient in 0..=255 {
                    seen[usize::from(evaluate([secret, coefficient].into_iter(), x))] += 1;
                }
                assert!(seen.iter().all(|count| *count == 1));
            }
        }
    }

    /// Whatever the secret, each pair of values of two shares comes from exactly one pair of coefficients.
    #[test]
    fn two_shares_of_three_are_uniform_whatever_the_secret() {
        for secret in [0x00, 0x01, 0x80, 0xff] {
            for (first, second) in [(1, 2), (2, 16)] {
                let mut seen = vec![0_u8; 1 << 16];
                for (linear, square) in (0..=255).flat_map(|linear| (0..=255).map(move |square| (linear, square))) {
                    let [one, two] = [first, second].map(|x| evaluate([secret, linear, square].into_iter(), x));
                    seen[usize::from(one) << 8 | usize::from(two)] += 1;
                }
                assert!(seen.iter().all(|count| *count == 1));
            }
        }
    }
}
