//! Changes of a count.

use overt_analysis::patterns::timing::{Changes, Counting, Period, changes};
use overt_analysis::patterns::{Draws, Exposure};

use crate::data::near;

fn quarters(counts: &[Option<u64>], exposure: impl Fn(usize) -> Option<f64>) -> Vec<Period> {
    let label = |place: usize| format!("{} Q{}", 2020 + place / 4, place % 4 + 1);
    let period = |(place, count): (usize, &Option<u64>)| Period {
        label: label(place),
        count: *count,
        exposure: exposure(place),
    };
    counts.iter().enumerate().map(period).collect()
}

fn look(periods: &[Period]) -> Changes {
    let counting = Counting {
        acts: "leaks".into(),
        periods: "quarters".into(),
        exposure: "days with a hotline".into(),
        draws: Draws { count: 999, seed: 5 },
    };
    changes(periods, &counting).unwrap()
}

const COUNTS: [u64; 12] = [2, 3, 1, 2, 4, 9, 11, 8, 12, 3, 2, 1];

#[test]
fn the_best_division_is_that_of_trying_all() {
    let days = [90.0, 91.0, 92.0, 92.0];
    let found = look(&quarters(&COUNTS.map(Some), |place| Some(days[place % 4])));
    // All divisions of twelve quarters with one change gain 11.586283415813512 at most, with two 30.784779319027678, after the fifth
    // and the ninth, with three 31.998742314813.
    assert!(found.penalty > 1.3 && found.penalty < 15.0, "{}", found.penalty);
    let told: Vec<(&str, &str)> =
        found.changes.iter().map(|change| (change.last_before.as_str(), change.first_after.as_str())).collect();
    assert_eq!(told, [("2021 Q1", "2021 Q2"), ("2022 Q1", "2022 Q2")]);
    assert!(found.p < 0.01);
    assert_eq!(found.segments.iter().map(|segment| segment.count).collect::<Vec<_>>(), [12, 40, 6]);
    // Garwood's interval for a count of twelve, on 455 days.
    near(found.segments[0].rate, 12.0 / 455.0);
    near(found.segments[0].interval.low, 6.200575108722218 / 455.0);
    near(found.segments[0].interval.high, 20.96158504817696 / 455.0);
    assert!(found.sentence.contains("more were recorded from 2021 Q2 on; fewer were recorded from 2022 Q2 on"));
}

#[test]
fn a_count_that_varies_by_chance_has_no_change() {
    let found = look(&quarters(&[4, 6, 3, 5, 7, 4, 5, 2, 6, 5].map(Some), |_| None));
    assert!(found.changes.is_empty() && found.p > 0.2, "{}", found.p);
    assert_eq!((found.segments.len(), found.segments[0].count, found.exposure), (1, 47, Exposure::Equal));
    assert!(
        found
            .sentence
            .starts_with("In 10 quarters that reported, no change of the number of leaks can be told from chance")
    );
}

#[test]
fn rates_have_the_exact_interval_of_garwood_from_none_to_many() {
    // scipy.stats.chi2.ppf(0.975, 2 n + 2) / 2 and so on.
    let found = look(&quarters(&[0, 0, 0, 0, 62, 63, 63, 62].map(Some), |_| None));
    let [none, many] = found.segments.as_slice() else { panic!("one change") };
    assert_eq!((none.count, many.count), (0, 250));
    near(none.interval.low, 0.0);
    near(none.interval.high, 3.6888794541139354 / 4.0);
    near(many.interval.low, 219.9679956309373 / 4.0);
    near(many.interval.high, 282.98770504231607 / 4.0);
}

#[test]
fn more_exposure_is_no_change() {
    let counts = [2, 2, 2, 2, 20, 20, 20, 20].map(Some);
    assert_eq!(look(&quarters(&counts, |_| Some(1.0))).changes.len(), 1);
    assert!(look(&quarters(&counts, |place| Some(if place < 4 { 10.0 } else { 100.0 }))).changes.is_empty());
}

#[test]
fn quarters_without_reports_are_not_zero_and_a_change_may_lie_in_them() {
    let counts = [Some(9), Some(11), Some(10), None, None, Some(9), Some(10), None, Some(30), Some(29), Some(31)];
    let found = look(&quarters(&counts, |_| None));
    assert_eq!((found.n, found.exclusions.len(), found.changes.len()), (8, 3, 1));
    assert_eq!((found.changes[0].first_after.as_str(), found.changes[0].silent_between), ("2022 Q1", 1));
    assert_eq!(found.exclusions[0].why.to_string(), "nobody reported, which is not the same as none");
    let as_zero: Vec<Option<u64>> = counts.iter().map(|count| Some(count.unwrap_or(0))).collect();
    assert!(look(&quarters(&as_zero, |_| None)).changes.len() > 1);
}

#[test]
fn too_few_quarters_or_none_of_anything_are_refused() {
    let counting = Counting {
        acts: "leaks".into(),
        periods: "quarters".into(),
        exposure: "days".into(),
        draws: Draws { count: 999, seed: 5 },
    };
    for counts in [vec![], vec![Some(3)], vec![Some(3), None, None], vec![Some(0), Some(0), Some(0)]] {
        let problem = changes(&quarters(&counts, |_| None), &counting).unwrap_err();
        assert!(problem.sentence.contains("quarters reported"), "{problem}");
    }
    assert!(changes(&quarters(&[Some(1); 201], |_| None), &counting).is_err());
}

#[test]
fn a_quarter_without_exposure_is_left_out_even_if_a_silent_one_is_called_the_same() {
    let mut periods = quarters(&[Some(2), Some(3), None, Some(4)], |place| (place < 3).then_some(90.0));
    periods[3].label = periods[2].label.clone();
    let why: Vec<String> = look(&periods).exclusions.into_iter().map(|gone| gone.why.to_string()).collect();
    assert_eq!(why.len(), 2);
    assert!(why[1].ends_with("acts recorded there: 4"), "{why:?}");
}
