//! Values of scipy 1.17.1 and statsmodels 0.15.0 for invented numbers, to eight digits.

use overt_analysis::associate::{Coefficient, Groups, chance_of_mean, partial, within_between};
use overt_analysis::fragility::{Countries, Outliers, Question, Scale};
use overt_analysis::series::{Cell, Column, Joined, Key, join};

use crate::data::code;

pub(crate) const X: [f64; 12] = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0];
pub(crate) const Y: [f64; 12] = [2.0, 7.0, 1.0, 8.0, 2.0, 8.0, 1.0, 8.0, 2.0, 8.0, 4.0, 5.0];
const Z: [f64; 12] = [1.0, 4.0, 1.0, 4.0, 2.0, 1.0, 3.0, 5.0, 6.0, 2.0, 3.0, 7.0];
const W: [f64; 12] = [2.5, 0.5, 3.0, 1.0, 1.0, 4.0, 2.0, 0.0, 6.0, 7.0, 3.0, 2.0];

/// Holds two numbers against each other, to a share of the second.
#[track_caller]
pub(crate) fn near(found: f64, expected: f64, share: f64) {
    assert!((found - expected).abs() <= share * expected.abs().max(1e-300), "{found} is not {expected}");
}

/// Columns over invented countries AAA, AAB and so on.
pub(crate) fn columns(values: &[&[f64]]) -> Joined {
    let columns: Vec<Column> =
        values.iter().enumerate().map(|(place, values)| column(&format!("series {place}"), values)).collect();
    join(&columns.iter().collect::<Vec<_>>())
}

/// One of them.
pub(crate) fn column(label: &str, values: &[f64]) -> Column {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place).expect("few rows"));
    let country = |row: usize| code(&format!("A{}{}", letter(row / 3), letter(row % 3)));
    let cell = |(row, value): (usize, &f64)| (Key { country: country(row), year: None }, Cell { value: *value, row });
    Column {
        label: label.to_owned(),
        source: "invented".to_owned(),
        cells: values.iter().enumerate().map(cell).collect(),
    }
}

/// Whether two columns go together by each coefficient, with every other choice made in one way.
pub(crate) fn plainly(left: Column, right: Column) -> Question {
    Question {
        left: vec![left],
        right: vec![right],
        countries: vec![Countries { label: "all".to_owned(), only: None }],
        outliers: vec![Outliers::Keep],
        left_scales: vec![Scale::AsIs],
        right_scales: vec![Scale::AsIs],
        coefficients: Coefficient::ALL.to_vec(),
    }
}

#[test]
fn coefficients_their_p_values_and_their_intervals_are_those_of_scipy() {
    // scipy.stats pearsonr, spearmanr, kendalltau(method='asymptotic'); intervals from numpy's arctanh with the errors of the methods.
    let expected = [
        (
            Coefficient::Pearson,
            0.099_799_007_597_215_51,
            0.757_633_287_018_742_4,
            -0.502_906_483_635_472_4,
            0.637_204_837_442_862_6,
        ),
        (
            Coefficient::Spearman,
            0.141_579_686_364_015_7,
            0.660_726_829_286_822_7,
            -0.473_094_659_845_960_8,
            0.663_546_920_475_699_3,
        ),
        (
            Coefficient::Kendall,
            0.171_096_477_707_288_75,
            0.473_283_719_152_106_3,
            -0.277_790_884_366_555_9,
            0.558_656_911_099_261_5,
        ),
    ];
    for (coefficient, value, p, low, high) in expected {
        let estimate = coefficient.estimate(&X, &Y).unwrap();
        near(estimate.value, value, 1e-12);
        near(estimate.p, p, 1e-10);
        near(estimate.low, low, 1e-9);
        near(estimate.high, high, 1e-9);
    }
}

#[test]
fn a_partial_correlation_is_the_correlation_of_residuals() {
    // numpy.linalg.lstsq of X and Y on Z, W and a constant; scipy.stats.t.sf with 8 degrees of freedom.
    let found = partial(&columns(&[&X, &Y, &Z, &W])).unwrap();
    near(found.estimate.value, 0.084_615_809_893_699_14, 1e-10);
    near(found.estimate.p, 0.816_222_496_990_980_7, 1e-9);
    near(found.estimate.low, -0.575_680_648_050_324_7, 1e-9);
    near(found.estimate.high, 0.678_114_644_378_247_5, 1e-9);
    assert_eq!(found.n, 12);
}

#[test]
fn groups_are_compared_as_scipy_and_statsmodels_do() {
    // scipy.stats kruskal and mannwhitneyu(method='asymptotic'); statsmodels multipletests(method='holm').
    let groups: Vec<f64> = [1.0; 4].into_iter().chain([2.0; 5]).chain([3.0; 3]).collect();
    let found = Groups::by(&columns(&[&X, &groups]), |group| group.to_string()).unwrap().compare();
    near(found.h, 4.623_601_190_476_187, 1e-12);
    near(found.p, 0.099_082_683_035_822_4, 1e-10);
    near(found.epsilon_squared, 0.420_327_380_952_380_6, 1e-12);
    let expected = [
        (2.0, 0.063_936_746_004_236_06, 0.191_810_238_012_708_2),
        (1.5, 0.149_820_836_066_892_5, 0.299_641_672_133_785),
        (8.0, 1.0, 1.0),
    ];
    assert_eq!(found.pairs.len(), expected.len());
    for (pair, (u, p, holm)) in found.pairs.iter().zip(expected) {
        near(pair.test.u, u, 1e-12);
        near(pair.test.p, p, 1e-9);
        near(pair.p_holm, holm, 1e-9);
    }
}

#[test]
fn clustered_errors_are_those_of_statsmodels() {
    // statsmodels OLS(...).fit(cov_type='cluster', use_t=True) of standardised values; within: of differences from means of countries.
    let mut joined = columns(&[&X, &Y]);
    for (place, key) in joined.keys.iter_mut().enumerate() {
        let country = ["AAA", "BBB", "CCC", "DDD"][place / 3];
        *key = Key { country: code(country), year: Some([2001, 2002, 2003][place % 3]) };
    }
    let found = within_between(&joined).unwrap();
    near(found.within.estimate.value, -0.058_001_479_056_574_164, 1e-10);
    near(found.within.standard_error, 0.286_588_303_045_142_3, 1e-10);
    near(found.within.estimate.p, 0.852_562_712_853_455_5, 1e-9);
    near(found.within.estimate.low, -0.970_053_37, 1e-8);
    near(found.within.estimate.high, 0.854_050_41, 1e-8);
    near(found.pooled.estimate.value, 0.099_799_007_597_215_45, 1e-12);
    near(found.pooled.standard_error, 0.194_854_117_683_866_7, 1e-10);
    near(found.pooled.estimate.p, 0.643_851_977_489_027_9, 1e-9);
    near(found.between.value, 0.848_838_215_321_078_6, 1e-10);
    near(found.between.p, 0.151_161_784_678_921_5, 1e-9);
    near(found.between.low, -0.609_410_443_255_229_1, 1e-9);
    near(found.between.high, 0.996_760_589_308_706_3, 1e-9);
}

#[test]
fn the_chance_of_a_mean_is_the_share_of_all_groups_that_were_listed() {
    // All 35 groups of three: 8 have a sum of 15 or less, 28 of 15 or more.
    let joined = columns(&[&[2.0, 3.0, 3.0, 5.0, 8.0, 13.0, 21.0]]);
    let found = chance_of_mean(&joined, 3, 5.0, 1.0).unwrap();
    near(found.p_as_low, 8.0 / 35.0, 1e-12);
    near(found.p_as_high, 28.0 / 35.0, 1e-12);
}
