//! Mediation. Facts: `sm.OLS`, `scipy.stats.bootstrap((a, b, y), …, paired=True, n_resamples=20000, method='percentile' | 'BCa')` with
//! two seeds.

use overt_analysis::mediate::{Draws, mediation};
use overt_analysis::regress::{Design, Errors};
use proptest::prelude::*;

use crate::data::{Made, close};

fn design() -> Design {
    let made = Made::new();
    Design::new(&made.table(&made.outcome).select(&["a", "b"]).unwrap()).unwrap()
}

#[test]
fn paths_and_sobel_are_those_of_statsmodels() {
    let found = mediation(&design(), ["a", "b"], Errors::Classical, Draws { count: 200, seed: 1 }).unwrap();
    close(found.first.estimate, 0.20308402438885);
    close(found.first.error, 0.057641402055145);
    close(found.second.estimate, -0.25342738813258);
    close(found.second.error, 0.071255415214809);
    close(found.direct.estimate, 0.54540661860082);
    close(found.total.estimate, 0.4939395647285);
    close(found.indirect, -0.05146705387232);
    close(found.sobel_z, -2.5030170082051);
    close(found.sobel_p, 0.012313962628647);
    assert!(found.reading.contains("does not say what causes what"));
}

#[test]
fn intervals_are_those_of_scipy_within_what_chance_moves_them() {
    let found = mediation(&design(), ["a", "b"], Errors::Classical, Draws { count: 20_000, seed: 3 }).unwrap();
    let accelerated = found.bias_corrected.unwrap();
    for (found, expected) in [
        (found.percentile.low, [-0.095305, -0.094554]),
        (found.percentile.high, [-0.017246, -0.017972]),
        (accelerated.low, [-0.097273, -0.096538]),
        (accelerated.high, [-0.018418, -0.019047]),
    ] {
        let middle = f64::midpoint(expected[0], expected[1]);
        assert!((found - middle).abs() < 0.0015, "{found} is not about {middle}");
    }
    // The two differ by more than that, so that one does not pass for the other.
    assert!(found.percentile.low - accelerated.low > 0.001);
}

#[test]
fn the_same_seed_gives_the_same_intervals() {
    let draw = |seed| {
        let draws = Draws { count: 500, seed };
        let found = mediation(&design(), ["a", "b"], Errors::Classical, draws).unwrap();
        (found.percentile, found.bias_corrected)
    };
    assert_eq!(draw(5), draw(5));
    assert_ne!(draw(5), draw(6));
}

#[test]
fn few_draws_a_column_in_between_itself_and_unknown_columns_are_refused() {
    let draws = Draws { count: 5000, seed: 1 };
    let told = |columns, draws| mediation(&design(), columns, Errors::Classical, draws).unwrap_err().sentence;
    assert!(told(["a", "b"], Draws { count: 10, seed: 1 }).contains("10 draws"));
    assert!(told(["a", "a"], draws).contains("in between itself"));
    assert!(told(["a", "z"], draws).contains("no column “z”"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]
    #[test]
    fn direct_and_indirect_are_the_total(shift in prop::collection::vec(-3.0..3.0, 60)) {
        let made = Made::new();
        let outcome: Vec<f64> = made.outcome.iter().zip(&shift).map(|(outcome, shift)| outcome + shift).collect();
        let design = made.design(&outcome);
        let found = mediation(&design, ["b", "a"], Errors::Hc3, Draws { count: 200, seed: 9 }).unwrap();
        prop_assert!((found.direct.estimate + found.indirect - found.total.estimate).abs() < 1e-10);
        prop_assert_eq!(&found.beside, &["c"]);
        prop_assert!(found.percentile.low <= found.percentile.high);
    }
}
