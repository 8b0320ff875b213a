//! Mediation. Facts: `sm.OLS`, `scipy.stats.bootstrap((a, b, y), …, paired=True, n_resamples=20000, method='percentile' | 'BCa')` with
//! two seeds.

use overt_analysis::mediate::{Draws, mediation};
use overt_analysis::regress::{Design, Errors, Table};
use proptest::prelude::*;

use crate::data::{Made, close, column, labels};

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

/// Whether a predictor that one row alone has stands as 0 and 1 or as 0.1 and 0.3: a draw without that row has no estimate. The mean of
/// many 0.1 is not 0.1, and what is left is rounding.
#[test]
fn a_draw_in_which_a_column_is_constant_but_for_rounding_has_no_estimate() {
    let made = Made::new();
    let failed = [[0.0, 1.0], [0.1, 0.3]].map(|values| {
        let rare: Vec<f64> = (0..60).map(|row| values[usize::from(row == 17)]).collect();
        let columns = vec![column("rare", &rare), column("b", &made.b)];
        let table = Table::new(labels(60), column("y", &made.outcome), columns).unwrap();
        let draws = Draws { count: 2_000, seed: 1 };
        mediation(&Design::new(&table).unwrap(), ["rare", "b"], Errors::Classical, draws).unwrap().draws_failed
    });
    assert_eq!(failed[0], failed[1]);
    // (59 / 60) to the 60th of the draws.
    assert!((600..860).contains(&failed[0]), "{failed:?}");
}

/// Each row four times over: as many groups as rows before, and so the same intervals. Rows drawn alone would give half the width.
#[test]
fn rows_that_belong_together_are_drawn_together() {
    let made = Made::new();
    let draws = Draws { count: 4_000, seed: 2 };
    let of = |times: usize, errors: Errors| {
        let repeat = |values: &[f64]| -> Vec<f64> { values.iter().flat_map(|value| vec![*value; times]).collect() };
        let columns = vec![column("a", &repeat(&made.a)), column("b", &repeat(&made.b))];
        let table = Table::new(labels(60 * times), column("y", &repeat(&made.outcome)), columns).unwrap();
        let groups = (0..60 * times).map(|row| (row / times).to_string()).collect();
        let design = Design::new(&table.with_groups(groups).unwrap()).unwrap();
        mediation(&design, ["a", "b"], errors, draws).unwrap()
    };
    let (plain, grouped, alone) = (of(1, Errors::Classical), of(4, Errors::Clustered), of(4, Errors::Classical));
    for (found, expected) in [
        (grouped.percentile.low, plain.percentile.low),
        (grouped.percentile.high, plain.percentile.high),
        (grouped.bias_corrected.unwrap().low, plain.bias_corrected.unwrap().low),
    ] {
        assert!((found - expected).abs() < 1e-9, "{found} and not {expected}");
    }
    let width = |found: &overt_analysis::mediate::Mediation| found.percentile.high - found.percentile.low;
    assert!(width(&alone) < 0.6 * width(&grouped));
    assert!(grouped.method.contains("whole groups") && alone.method.contains("of rows"));
}
