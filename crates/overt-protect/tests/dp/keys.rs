//! Keys that nobody knew are told as rarely as they must be.

use overt_protect::dp::{Bound, Cost, Entry, Limit, Noise, Odometer, Private, Refused, Unit, threshold};

use crate::noise::probabilities;
use crate::tables::{ONE_ROW_EACH, rng};

#[test]
fn keys_of_many_are_told_and_keys_of_one_are_not() {
    let texts = |text: &str, times: usize| vec![text.to_owned(); times];
    let mut rng = rng(5);
    let keys = [texts("Lagos", 500), texts("Edo", 300), texts("Nowhere", 1)].concat();
    let keys = Private::keys(keys, None, ONE_ROW_EACH, &mut rng).expect("bounded");
    let limit = Limit::new(1.0, 1e-6).and_then(|limit| limit.with_keys(1e-7)).expect("in bounds");
    let mut odometer = Odometer::open(limit, Unit::Person, Vec::new()).expect("nothing spent");
    let noise = odometer.noise(0.5, ONE_ROW_EACH).expect("there is such noise");
    let from = threshold(noise, ONE_ROW_EACH, 1e-7).expect("there is one");
    assert!((25..60).contains(&from), "{from}");
    let told = odometer.tell("places", &keys, noise, from, &mut rng).expect("within the budget");
    assert_eq!(told.iter().map(|told| told.key.as_str()).collect::<Vec<_>>(), ["Edo", "Lagos"]);
    // The delta for keys is spent, though half of the budget is left.
    assert!(odometer.left() > 0.49);
    let again = odometer.tell("places again", &keys, odometer.noise(0.1, ONE_ROW_EACH).expect("noise"), from, &mut rng);
    assert!(again.expect_err("refused").to_string().contains("unknown keys"));
}

#[test]
fn the_delta_of_keys_is_never_below_the_truth_and_hardly_above() {
    for noise in [Noise::gaussian(1.0), Noise::gaussian(7.0), Noise::gaussian(70.0), Noise::laplace(5.0)] {
        let noise = noise.expect("in bounds");
        let chances = probabilities(noise, 600);
        for rows_most in [1, 4] {
            let bound = Bound { unit: Unit::Person, rows_most };
            for aim in [1e-3, 1e-6, 1e-9] {
                let threshold = threshold(noise, bound, aim).expect("there is one");
                let stated =
                    |threshold| Entry { what: String::new(), bound, cost: Cost::Keys { noise, threshold } }.delta();
                // As many keys as rows, each told from a noise of so much on.
                let first = usize::try_from(threshold).expect("small") + 600 - rows_most as usize;
                let truth = f64::from(rows_most) * chances[first..].iter().sum::<f64>();
                let case = format!("{noise:?}, {rows_most} rows, {threshold}: {truth:e}, {:e}", stated(threshold));
                assert!(truth <= stated(threshold) && stated(threshold) < truth * 1.3, "{case}");
                assert!(stated(threshold) <= aim && stated(threshold - 1) > aim, "{case}");
            }
        }
    }
}

#[test]
fn no_more_of_delta_is_spent_on_keys_than_was_reserved() {
    let limit = Limit::new(1.0, 1e-6).and_then(|limit| limit.with_keys(1e-7)).expect("in bounds");
    let odometer = Odometer::open(limit, Unit::Person, Vec::new()).expect("nothing spent");
    let noise = odometer.noise(0.4, ONE_ROW_EACH).expect("there is such noise");
    let least = threshold(noise, ONE_ROW_EACH, 1e-7).expect("there is one");
    let entry = |threshold| Entry { what: "keys".into(), bound: ONE_ROW_EACH, cost: Cost::Keys { noise, threshold } };
    assert!(odometer.admits(&[entry(least)]).is_ok());
    assert!(matches!(odometer.admits(&[entry(least - 1)]), Err(Refused::KeysDelta { .. })));
    assert!(matches!(odometer.admits(&[entry(least), entry(least)]), Err(Refused::KeysDelta { .. })));
    assert!(matches!(odometer.admits(&[entry(1)]), Err(Refused::KeysDelta { asked: 1.0.., .. })));
}
