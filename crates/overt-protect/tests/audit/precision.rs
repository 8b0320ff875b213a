//! Noise with fractions betrays the count under it: not every fraction can come of every count (Mironov 2012).

use overt_protect::dp::{Noise, gdp};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng as _;

use crate::evidence::audit;
use crate::stage::{Forgetful, marginals};

const SCALE: f64 = 2.0;
const CHANCES: f64 = 4_294_967_296.0;

/// A count with Laplace noise as it is often made: the logarithm of a random fraction.
fn careless(count: f64, rng: &mut ChaCha20Rng) -> f64 {
    let sign = if rng.next_u32() & 1 == 0 { 1.0 } else { -1.0 };
    count + sign * SCALE * ((f64::from(rng.next_u32()) + 1.0) / CHANCES).ln()
}

/// Whether that could have come of a count.
fn possible(released: f64, count: f64) -> bool {
    let away = released - count;
    let nearest = ((-away.abs() / SCALE).exp() * CHANCES).round();
    (-2..=2).map(f64::from).any(|step| {
        let noise = SCALE * ((nearest + step) / CHANCES).ln();
        [count + noise, count - noise].iter().any(|made| made.to_bits() == released.to_bits())
    })
}

#[test]
fn fractions_tell_the_count_whatever_epsilon_is_claimed() {
    let evidence = audit(0.0, |person, rng| {
        let released = careless(if person { 4.0 } else { 3.0 }, rng);
        i64::from(possible(released, 4.0)) - i64::from(possible(released, 3.0))
    });
    assert!(evidence.epsilon > 4.0, "{evidence:?}, and 1 / {SCALE} is claimed");
}

#[test]
fn whole_numbers_do_not() {
    let (budget, marginals) = (Forgetful::new(), marginals());
    for noise in [Noise::laplace(SCALE), Noise::gaussian(SCALE)] {
        let noise = noise.expect("in bounds");
        let evidence = audit(0.0, |person, rng| {
            let released = budget.measure(&marginals[usize::from(person)], 1, noise, rng)[1];
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let released = released as f64;
            i64::from(possible(released, 4.0)) - i64::from(possible(released, 3.0))
        });
        let claimed = noise.mu_squared().map_or_else(|| gdp::mu_of_pure(1.0 / SCALE), f64::sqrt);
        assert!(evidence.mu <= claimed, "{evidence:?}, {claimed} is claimed");
    }
}
