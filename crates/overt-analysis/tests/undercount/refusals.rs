//! What cannot be estimated is refused in words, and all reasons are told at once.

use overt_analysis::Problem;
use overt_analysis::undercount::{Choice, Family, Histories, Plan, Resampling, estimate};

use crate::data::{resampled, smallest_bic, stepwise};

fn names(lists: usize) -> Vec<String> {
    ["hotline", "police", "shelter", "court", "clinic", "union", "embassy", "inspectorate", "church"][..lists]
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn refused(rows: &[(usize, u64)]) -> Vec<Problem> {
    let histories = Histories::new(names(3), rows.iter().copied()).expect("the rows are sound");
    estimate(&histories, &smallest_bic(2)).expect_err("it must be refused")
}

fn says(problems: &[Problem], words: &str) -> bool {
    problems.iter().any(|problem| problem.sentence.contains(words))
}

#[test]
fn rows_that_make_no_sense_are_all_told() {
    let twice = vec!["hotline".to_owned(), "hotline".to_owned(), " ".to_owned()];
    let problems = Histories::new(twice, [(0, 4), (8, 1), (1, u64::MAX), (1, u64::MAX)]).expect_err("nothing is right");
    for words in [
        "“hotline”",
        "List 3 has no name",
        "Row 1 counts people who are on no list",
        "Row 2 names a list",
        "2147483647",
    ] {
        assert!(says(&problems, words), "{words} in {problems:?}");
    }
}

#[test]
fn one_list_and_nine_lists_are_refused() {
    for lists in [0, 1, 9] {
        assert!(says(
            &Histories::new(names(lists), []).expect_err("too few or too many"),
            &format!("There are {lists} lists")
        ));
    }
}

#[test]
fn nobody_at_all_is_refused() {
    assert!(says(&refused(&[]), "Nobody is on any list"));
    assert!(says(&refused(&[(1, 0), (3, 0)]), "Nobody is on any list"));
}

#[test]
fn an_empty_list_is_refused_by_name() {
    assert!(says(&refused(&[(0b001, 9), (0b010, 9), (0b011, 3)]), "Nobody is on the list “shelter”"));
}

#[test]
fn lists_that_share_nobody_are_refused() {
    assert!(says(&refused(&[(0b001, 9), (0b010, 9), (0b100, 9)]), "No person is on two lists"));
}

#[test]
fn a_list_within_another_is_refused_once() {
    let problems = refused(&[(0b001, 9), (0b011, 3), (0b100, 5), (0b101, 2), (0b111, 1)]);
    assert_eq!(problems.len(), 1);
    assert!(says(&problems, "Everybody on the list “police” is also on the list “hotline”"));
    let twins = refused(&[(0b011, 3), (0b100, 5), (0b111, 1)]);
    assert_eq!(twins.len(), 1, "{twins:?}");
}

#[test]
fn all_reasons_are_told_at_once() {
    let histories = Histories::new(names(3), [(0b001, 9), (0b010, 9)]).expect("the rows are sound");
    let plan = Plan {
        choice: Choice::Stepwise { chance_max: 0.0, together_max: 3, compared: Family::Near { together_max: 1 } },
        resampling: Some(Resampling { replicates: 5, seed: 1 }),
        level: f64::NAN,
        threads: 1,
    };
    let problems = estimate(&histories, &plan).expect_err("nothing is right");
    for words in
        ["lets 3 of 3", "lets 1 of 3", "above 0 and at most 0.5", "replicates", "level", "“shelter”", "two lists"]
    {
        assert!(says(&problems, words), "{words} in {problems:?}");
    }
}

#[test]
fn two_lists_are_sent_to_the_estimate_of_two_lists() {
    let histories = Histories::new(names(2), [(1, 9), (2, 9), (3, 4)]).expect("the rows are sound");
    assert!(says(&estimate(&histories, &stepwise(0.02, 2)).expect_err("two are too few"), "With two lists"));
}

/// One person on two lists: whoever leaves that person out has no estimate.
#[test]
fn an_interval_that_rests_on_one_person_is_refused_and_the_spread_is_not() {
    let histories = Histories::new(names(3), [(1, 8), (2, 7), (4, 6), (3, 1)]).expect("the rows are sound");
    assert!(estimate(&histories, &stepwise(0.02, 2)).is_ok());
    let problems = estimate(&histories, &resampled(&stepwise(0.02, 2), 200, 1)).expect_err("there is no interval");
    assert!(says(&problems, "interval cannot be computed"));
}

#[test]
fn where_many_replicates_have_no_estimate_any_number_is_possible() {
    let histories = Histories::new(names(3), [(1, 8), (2, 7), (4, 6), (3, 1), (5, 1)]).expect("the rows are sound");
    let outcome = estimate(&histories, &resampled(&stepwise(0.02, 2), 1000, 1)).expect("there is a lower limit");
    let bootstrap = outcome.bootstrap.expect("it was asked for");
    assert!(bootstrap.without_estimate > 100 && bootstrap.interval.high.is_none());
    assert!(outcome.in_words.contains("without an upper limit"));
}
