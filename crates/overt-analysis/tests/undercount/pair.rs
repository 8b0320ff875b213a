//! Estimates from two lists.

use overt_analysis::undercount::{Dependence, Histories, two_lists};

fn names(lists: usize) -> Vec<String> {
    ["hotline", "police", "shelter"][..lists].iter().map(ToString::to_string).collect()
}

/// 200 on the one, 150 on the other, 50 on both: (201 · 151 / 51) - 1.
#[test]
fn two_lists_give_the_formula_of_chapman_and_say_that_dependence_cannot_be_tested() {
    let histories = Histories::new(names(2), [(1, 150), (2, 100), (3, 50)]).expect("the rows are sound");
    let outcome = two_lists(&histories, 0, 1, 0.95).expect("they can be used");
    assert!((outcome.people - (201.0 * 151.0 / 51.0 - 1.0)).abs() < 1e-9);
    assert!((outcome.lincoln_petersen - 600.0).abs() < 1e-9);
    assert_eq!((outcome.observed, outcome.both), (300, 50));
    let high = outcome.interval.high.expect("there is one");
    assert!(300.0 < outcome.interval.low && outcome.interval.low < outcome.people && outcome.people < high);
    assert_eq!(outcome.dependence, Dependence::CannotBeTested);
    assert!(outcome.in_words.contains("cannot be tested"));
}

/// Among 100 people of the shelter, 40 are on both other lists where 25 would be by chance.
#[test]
fn two_lists_that_depend_on_each_other_are_refused() {
    let rows = [(1, 150), (2, 100), (3, 50), (0b101, 10), (0b110, 10), (0b111, 40), (0b100, 40)];
    let histories = Histories::new(names(3), rows).expect("the rows are sound");
    let problems = two_lists(&histories, 0, 1, 0.95).expect_err("they depend on each other");
    assert!(problems[0].sentence.contains("more often") && problems[0].sentence.contains("too few people"));
}

#[test]
fn two_lists_that_avoid_each_other_are_refused() {
    let rows = [(1, 150), (2, 100), (3, 50), (0b101, 40), (0b110, 40), (0b111, 10), (0b100, 10)];
    let histories = Histories::new(names(3), rows).expect("the rows are sound");
    let problems = two_lists(&histories, 0, 1, 0.95).expect_err("they depend on each other");
    assert!(problems[0].sentence.contains("less often") && problems[0].sentence.contains("too many people"));
}

/// The test of Mantel and Haenszel by hand: 24 on both where 25 are expected, variance 50·50·50·50 / (100·100·99).
#[test]
fn where_no_dependence_is_found_it_says_on_how_many_people_that_rests() {
    let rows = [(1, 150), (2, 100), (3, 50), (0b101, 26), (0b110, 26), (0b111, 24), (0b100, 24)];
    let histories = Histories::new(names(3), rows).expect("the rows are sound");
    let Dependence::NotFound { chance, people } =
        two_lists(&histories, 0, 1, 0.95).expect("they can be used").dependence
    else {
        panic!("100 people are enough")
    };
    assert_eq!(people, 100);
    // Twice the normal tail beyond 1 / 2.512594 = 0.397995.
    assert!((chance - 0.690_633).abs() < 1e-5, "{chance}");
}

#[test]
fn lists_that_cannot_be_used_are_refused_in_words() {
    let refusal = |rows: &[(usize, u64)]| {
        let histories = Histories::new(names(2), rows.iter().copied()).expect("the rows are sound");
        two_lists(&histories, 0, 1, 0.95).expect_err("they cannot be used")[0].sentence.clone()
    };
    assert!(refusal(&[(1, 5), (2, 5)]).contains("No person is on two lists"));
    assert!(refusal(&[(1, 5)]).contains("Nobody is on the list “police”"));
    assert!(refusal(&[(1, 5), (3, 5)]).contains("Everybody on the list “police” is also on the list “hotline”"));
    assert!(refusal(&[]).contains("Nobody is on any list"));
    let histories = Histories::new(names(2), [(1, 5), (2, 5), (3, 5)]).expect("the rows are sound");
    assert!(two_lists(&histories, 1, 1, 0.95).is_err() && two_lists(&histories, 0, 2, 0.95).is_err());
    assert!(two_lists(&histories, 0, 1, 1.0).is_err());
}
