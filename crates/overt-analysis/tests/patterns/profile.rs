//! The share of a trait in groups.

use overt_analysis::patterns::Draws;
use overt_analysis::patterns::profile::{Group, Profile, Question, profile};
use proptest::prelude::*;

use crate::data::{DRAWS, near};

fn question(draws: Draws) -> Question {
    Question { having: "Women".into(), people: "offenders".into(), draws }
}

fn groups(rows: &[[u64; 3]]) -> Vec<Group> {
    let group = |(place, [with, without, unknown]): (usize, &[u64; 3])| Group {
        label: format!("charge {place}"),
        with: *with,
        without: *without,
        unknown: *unknown,
    };
    rows.iter().enumerate().map(group).collect()
}

fn found(rows: &[[u64; 3]]) -> Profile {
    profile(&groups(rows), &question(DRAWS)).unwrap()
}

/// `scipy.stats`: `binomtest(…).proportion_ci`, `fisher_exact`, `contingency.odds_ratio`.
#[test]
fn two_groups_are_compared_as_scipy_does() {
    let found = found(&[[9, 5, 3], [12, 40, 0]]);
    near(found.p.unwrap(), 0.007541839403176697);
    let odds = found.odds.unwrap();
    near(odds.value.unwrap(), 5.804690451622145);
    near(odds.low, 1.4308667106319573);
    near(odds.high.unwrap(), 26.699454835358782);
    let [first, second] = &found.groups[..] else { panic!("there are two") };
    near(first.share.exact.low, 0.3513801106159915);
    near(first.share.wilson.high, 0.8365526824644587);
    near(second.share.exact.high, 0.36840277164180907);
    near(first.possible.low, 9.0 / 17.0);
    near(first.possible.high, 12.0 / 17.0);
    assert_eq!((found.n, found.unknown), (66, 3));
    assert_eq!(
        found.sentence,
        "Women among offenders: “charge 0”: 9 of 14 (64.3 %, 35.1 to 87.2 %), of 3 more not known; “charge 1”: 12 of 52 (23.1 %, 12.5 to \
         36.8 %); the shares differ more than chance would have it (p = 0.0075). That says nothing about any one of them."
    );
}

/// All tables with these margins, gone through in Python: 0.032780894203731155.
#[test]
fn more_groups_are_held_against_tables_with_the_same_margins() {
    let of = |rows| profile(&groups(rows), &question(Draws { count: 40_000, seed: 3 })).unwrap();
    let found = of(&[[7, 3, 0], [4, 8, 0], [1, 8, 0]]);
    assert!((found.p.unwrap() - 0.03278).abs() < 0.0027, "{:?}", found.p);
    assert!(found.odds.is_none() && found.method.contains("simulated"));
    // Having the trait and not having it say the same.
    let turned = of(&[[3, 7, 0], [8, 4, 0], [8, 1, 0]]);
    assert!((turned.p.unwrap() - 0.03278).abs() < 0.0027);
}

/// `scipy.stats.chi2_contingency([[40000, 60000], [30500, 49500], [9000, 13000]], correction=False)`.
#[test]
fn very_many_people_are_compared_by_the_distribution_of_chi_square() {
    let often = Draws { count: 10_000, seed: 1 };
    let many = groups(&[[40_000, 60_000, 0], [30_500, 49_500, 0], [9_000, 13_000, 0]]);
    let found = profile(&many, &question(often)).unwrap();
    near(found.p.unwrap(), 2.3389931354573973e-20);
    assert!(found.method.contains("by its distribution"));
    let rare = profile(&groups(&[[90_000, 90_000, 0], [90_000, 90_000, 0], [1, 2, 0]]), &question(often));
    assert!(rare.unwrap_err().sentence.contains("take too long"));
}

#[test]
fn a_group_of_which_nothing_is_known_is_left_out_and_nobody_is_no_difference() {
    let found = found(&[[0, 5, 0], [0, 9, 2], [0, 0, 4]]);
    assert_eq!((found.p, found.odds), (None, None));
    assert!(found.sentence.contains("so they do not differ"));
    assert_eq!(found.exclusions[0].why.to_string(), "of nobody it is known; offenders: 4");
    assert_eq!(found.groups.len(), 2);
}

#[test]
fn what_cannot_be_compared_is_refused_in_words() {
    let refused = |rows: &[[u64; 3]], words: &str| {
        let problem = profile(&groups(rows), &question(DRAWS)).unwrap_err();
        assert!(problem.sentence.contains(words), "{problem}");
    };
    refused(&[], "Of 0 among these groups");
    refused(&[[1, 1, 0], [0, 0, 7]], "Of 1 among these groups");
    refused(&[[1, 1, 0], [u64::MAX, 0, 7]], "number 2 has more than");
    refused(&vec![[1, 1, 1]; 101], "There are 101 groups");
    let mut twice = groups(&[[1, 1, 0], [1, 1, 0]]);
    twice[1].label = twice[0].label.clone();
    assert!(profile(&twice, &question(DRAWS)).unwrap_err().sentence.contains("number 2 is called like"));
    assert!(profile(&groups(&[[1, 1, 0]; 3]), &question(Draws { count: 1, seed: 1 })).is_err());
}

proptest! {
    #[test]
    fn the_order_of_two_groups_turns_odds_over_and_keeps_p(cells in [[0_u64..15, 1_u64..15], [0_u64..15, 1_u64..15]]) {
        let [[a, b], [c, d]] = cells;
        let (one, other) = (found(&[[a, b, 1], [c, d, 2]]), found(&[[c, d, 2], [a, b, 1]]));
        match (one.p, other.p) {
            (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9),
            (one, other) => prop_assert!(one.is_none() && other.is_none() && a + c == 0),
        }
        let group = &one.groups[0];
        prop_assert!(group.possible.low <= group.share.value && group.share.value <= group.possible.high);
    }
}
