//! Before and after a measure.

use overt_analysis::patterns::Ratio;
use overt_analysis::patterns::enforcement::enforcement;
use overt_analysis::patterns::timing::{AfterMeasure, Measure, Seen, Unit, after_measure};
use proptest::prelude::*;

use crate::data::near;
use crate::enforcement::{question, strata};

/// Acts and exposure of one period.
type Row = (u64, f64);

pub(crate) fn asked() -> Measure {
    Measure {
        acts: "leaks".into(),
        units: "posts".into(),
        measure: "the rule of rotation".into(),
        exposure: "days on duty".into(),
    }
}

fn seen((acts, exposure): Row) -> Seen {
    Seen { acts: Some(acts), exposure: Some(exposure) }
}

/// Posts with the measure or without, the last period of each after it.
pub(crate) fn units(rows: &[(bool, Vec<Row>)]) -> Vec<Unit> {
    let unit = |(place, (measure, periods)): (usize, &(bool, Vec<Row>))| {
        let (after, before) = periods.split_last().expect("there are periods");
        Unit {
            label: format!("post {place:03}"),
            measure: Some(*measure),
            before: before.iter().copied().map(seen).collect(),
            after: seen(*after),
        }
    };
    rows.iter().enumerate().map(unit).collect()
}

fn found(rows: &[(bool, Vec<Row>)]) -> AfterMeasure {
    after_measure(&units(rows), &asked()).unwrap()
}

fn is(ratio: Ratio, [value, low, high, p]: [f64; 4]) {
    near(ratio.value.unwrap(), value);
    near(ratio.low, low);
    near(ratio.high.unwrap(), high);
    near(ratio.p, p);
}

/// The help page of `poisson.test` of R: 11 in 800 and 21 in 3011, ratio 1.971488, interval 0.8584264 to 4.2772659, p 0.07967. All digits:
/// `scipy.stats.binomtest(11, 32, 800 / 3811)`.
#[test]
fn a_change_alone_is_that_of_the_help_page_of_r() {
    let found = found(&[(true, vec![(21, 3011.0), (11, 800.0)])]);
    is(found.ratio, [1.9714880952380953, 0.858426403391619, 4.277265943654079, 0.0796686330333295]);
    assert!(found.exact && found.without.is_none() && found.already_before.is_none());
    assert_eq!(
        found.sentence,
        "From before to after the rule of rotation, leaks went from 21 to 11, 1.97 times the rate (posts: 1). No change can be told from \
         chance (ratio 1.97, exact 95 % interval 0.86 to 4.28, p = 0.0797). Nothing here tells what would have happened without it."
    );
}

/// `scipy.stats.nchypergeom_fisher` with the ratio of exposures in its odds.
#[test]
fn two_changes_with_unequal_exposure_are_compared_exactly() {
    let found = found(&[(true, vec![(14, 400.0), (5, 380.0)]), (false, vec![(9, 300.0), (16, 410.0)])]);
    is(found.ratio, [0.30075997876405947, 0.06219441202367595, 1.250607052831001, 0.07411483589128506]);
    assert!(
        found.sentence.contains("The change cannot be told from that there (ratio of the changes 0.30"),
        "{}",
        found.sentence
    );
    assert!(found.sentence.ends_with("which may differ in more than that."));
}

/// Weights of all numbers added up with numpy, roots by `scipy.optimize.brentq`.
#[test]
fn units_with_exposures_of_their_own_are_compared_within_themselves() {
    let rows = [
        (true, vec![(7, 90.0), (2, 30.0)]),
        (true, vec![(5, 60.0), (4, 120.0)]),
        (true, vec![(3, 45.0), (0, 45.0)]),
        (false, vec![(6, 80.0), (7, 80.0)]),
        (false, vec![(2, 100.0), (5, 50.0)]),
    ];
    let found = found(&rows);
    is(found.ratio, [0.21835818998328743, 0.04379972248332943, 0.9869219562424416, 0.04554452652876427]);
    is(found.with.change.unwrap(), [0.4089866258096207, 0.12217816022760178, 1.2087659323056994, 0.09611590298756971]);
    let without = found.without.unwrap();
    is(without.change.unwrap(), [1.929669983095793, 0.7149606915409251, 5.518293487288706, 0.17369366346236295]);
    assert_eq!((found.n, found.with.n, without.acts), (5, 3, [8, 12]));
    assert!(found.sentence.contains("The change was lower than there"), "{}", found.sentence);
}

/// `sm.GLM(…, family=Poisson(), offset=log(exposure))` with a level for each unit.
#[test]
fn many_acts_are_compared_as_a_poisson_model_with_levels_of_units_does() {
    let rows = [
        (true, vec![(3000, 90.0), (2100, 60.0)]),
        (true, vec![(800, 30.0), (1500, 90.0)]),
        (false, vec![(2000, 100.0), (1900, 80.0)]),
        (false, vec![(500, 20.0), (1600, 70.0)]),
    ];
    let found = found(&rows);
    is(found.ratio, [0.8180647163325753, 0.7608731473401034, 0.8795551301131109, 5.6137791299809084e-8]);
    assert!(!found.exact && found.method.contains("delta method"));
    near(found.without.unwrap().change.unwrap().value.unwrap(), 1.1062593111980863);
}

#[test]
fn groups_that_drifted_apart_before_the_measure_are_told() {
    let rows = |early: u64| {
        [(true, vec![(early, 90.0), (10, 90.0), (4, 90.0)]), (false, vec![(20, 90.0), (20, 90.0), (20, 90.0)])]
    };
    let [apart, alike] = [found(&rows(60)), found(&rows(10))];
    let two = found(&[(true, vec![(60, 90.0), (10, 90.0)]), (false, vec![(20, 90.0), (20, 90.0)])]);
    assert_eq!(apart.already_before, Some(two.ratio));
    assert!(apart.sentence.contains("Already before it, this ratio was not 1 (p "), "{}", apart.sentence);
    assert!(alike.sentence.contains("already before it cannot be told (p = 1.0000)"), "{}", alike.sentence);
    let nothing = found(&[(true, vec![(0, 1.0), (0, 1.0), (4, 1.0)]), (false, vec![(0, 1.0), (3, 1.0), (2, 1.0)])]);
    assert_eq!(nothing.already_before, None);
    assert!(nothing.sentence.contains("cannot be computed"), "{}", nothing.sentence);
}

#[test]
fn a_unit_that_lacks_something_is_left_out_with_its_acts() {
    let mut posts = units(&[
        (true, vec![(14, 400.0), (5, 380.0)]),
        (true, vec![(3, 10.0), (4, 10.0)]),
        (false, vec![(3, 10.0), (4, 10.0)]),
        (false, vec![(3, 10.0), (4, 10.0)]),
    ]);
    posts[1].measure = None;
    posts[2].after.acts = None;
    posts[3].before[0].exposure = None;
    let found = after_measure(&posts, &asked()).unwrap();
    assert_eq!((found.n, found.without), (1, None));
    let left_out: Vec<String> = found.exclusions.iter().map(|gone| format!("{}: {}", gone.who, gone.why)).collect();
    assert_eq!(
        left_out,
        [
            "post 001: not known whether the rule of rotation was taken there; acts recorded there: 7",
            "post 002: nobody reported in one of its periods, which is not the same as none; acts recorded there: 3",
            "post 003: days on duty not known, or 0, in one of its periods; acts recorded there: 7",
        ]
    );
}

#[test]
fn without_exposure_that_is_said() {
    let mut posts = units(&[(true, vec![(14, 1.0), (5, 1.0)])]);
    posts[0].before[0].exposure = None;
    posts[0].after.exposure = None;
    let found = after_measure(&posts, &asked()).unwrap();
    assert!(found.sentence.ends_with("which is an assumption."));
    near(found.ratio.value.unwrap(), 5.0 / 14.0);
}

#[test]
fn what_cannot_be_compared_is_refused_in_words() {
    let refused = |posts: &[Unit], words: &str| {
        let problem = after_measure(posts, &asked()).unwrap_err();
        assert!(problem.sentence.contains(words), "{problem}");
    };
    refused(&[], "There are 0 posts");
    refused(&units(&[(false, vec![(1, 1.0), (2, 1.0)])]), "None of the posts in which");
    refused(&units(&[(true, vec![(0, 1.0), (0, 1.0)])]), "too few leaks");
    refused(&units(&[(true, vec![(3, 1.0), (0, 1.0)]), (false, vec![(0, 1.0), (0, 1.0)])]), "too few leaks");
    refused(&units(&[(true, vec![(1, 1.0)])]), "number of periods");
    refused(
        &units(&[(true, vec![(1, 1.0), (2, 1.0)]), (true, vec![(1, 1.0), (1, 1.0), (2, 1.0)])]),
        "number 2 has another",
    );
    refused(&units(&[(true, vec![(1, 1.0), (2_000_000, 1.0)])]), "more than 1000000 acts");
    for exposure in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        refused(&units(&[(true, vec![(1, 1.0), (2, exposure)])]), "periods of all posts, number 2");
    }
    let twice = units(&[(true, vec![(1, 1.0), (2, 1.0)])]);
    refused(&[twice[0].clone(), twice[0].clone()], "number 2 is called like");
}

#[test]
fn none_after_it_among_few_acts_has_an_interval_that_ends() {
    let found = found(&[(true, vec![(9, 1.0), (0, 1.0)]), (false, vec![(6, 1.0), (7, 1.0)])]);
    assert_eq!(found.ratio.value, Some(0.0));
    assert!(found.ratio.low <= 0.0 && found.ratio.high.unwrap() < 1.0 && found.ratio.p < 0.05);
    assert!(found.sentence.contains("from 9 to 0, 0.00 times the rate"));
}

fn rows() -> impl Strategy<Value = Vec<(bool, Vec<Row>)>> {
    let period = || (0_u64..9, 1.0_f64..50.0);
    let row = (any::<bool>(), period(), period()).prop_map(|(measure, before, after)| (measure, vec![before, after]));
    proptest::collection::vec(row, 2..6)
}

fn same(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-8 * expected.abs(),
        (None, None) => true,
        _ => false,
    }
}

/// The ratio of a table that was turned over, if it is the reciprocal: what was 0 has no value, as it is infinite.
fn turned(ratio: Ratio) -> Ratio {
    let reciprocal = |value: f64| Some(value.recip()).filter(|value| value.is_finite());
    Ratio {
        value: ratio.value.map_or(Some(0.0), reciprocal),
        low: ratio.high.map_or(0.0, f64::recip),
        high: reciprocal(ratio.low),
        p: ratio.p,
    }
}

fn alike(one: Ratio, other: Ratio) -> bool {
    same(one.value, other.value)
        && same(one.high, other.high)
        && same(Some(one.low), Some(other.low))
        && (one.p - other.p).abs() < 1e-8
}

proptest! {
    #[test]
    fn who_has_the_measure_and_what_came_first_turn_the_ratio_over(rows in rows()) {
        let exchanged = |(measure, periods): &(bool, Vec<Row>)| (!measure, periods.clone());
        let backwards = |(measure, periods): &(bool, Vec<Row>)| (*measure, periods.iter().rev().copied().collect());
        let ask = |rows: Vec<(bool, Vec<Row>)>| after_measure(&units(&rows), &asked());
        let Ok(found) = ask(rows.clone()) else { return Ok(()) };
        let back = ask(rows.iter().map(backwards).collect()).unwrap();
        prop_assert!(alike(back.ratio, turned(found.ratio)), "{:?} {:?}", back.ratio, found.ratio);
        if found.without.is_some() {
            let other = ask(rows.iter().map(exchanged).collect()).unwrap();
            prop_assert!(alike(other.ratio, turned(found.ratio)), "{:?} {:?}", other.ratio, found.ratio);
        }
    }

    #[test]
    fn neither_the_scale_of_exposure_nor_the_order_of_units_decides(rows in rows(), scale in 0.001_f64..1000.0) {
        let scaled: Vec<_> = rows
            .iter()
            .map(|(measure, periods)| (*measure, periods.iter().map(|(acts, days)| (*acts, scale * days)).collect()))
            .collect();
        let Ok(found) = after_measure(&units(&rows), &asked()) else { return Ok(()) };
        let other = after_measure(&units(&scaled), &asked()).unwrap();
        prop_assert!(alike(found.ratio, other.ratio));
        let mut posts = units(&rows);
        posts.reverse();
        let other = after_measure(&posts, &asked()).unwrap();
        prop_assert!(alike(found.ratio, other.ratio) && found.exclusions == other.exclusions);
    }

    #[test]
    fn with_equal_exposure_it_is_the_odds_ratio_of_the_table(cells in [[1_u64..30, 1_u64..30], [1_u64..30, 1_u64..30]]) {
        let [[with_before, with_after], [before, after]] = cells;
        let found = found(&[
            (true, vec![(with_before, 5.0), (with_after, 5.0)]),
            (false, vec![(before, 7.0), (after, 7.0)]),
        ]);
        let table = enforcement(&strata(&[[[with_after, with_before], [after, before]]]), &[], &question()).unwrap();
        prop_assert!(alike(found.ratio, table.exact.unwrap()));
    }
}
