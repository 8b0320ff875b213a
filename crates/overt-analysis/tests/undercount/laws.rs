//! What holds for all lists.

use overt_analysis::undercount::{Choice, Histories, Plan, estimate};
use proptest::prelude::*;

use crate::data::{resampled, smallest_bic, stepwise};

fn names(lists: usize) -> Vec<String> {
    (0..lists).map(|list| format!("list {list}")).collect()
}

fn histories(counts: &[u16]) -> Histories {
    let lists = counts.len().ilog2() as usize;
    let rows = counts.iter().enumerate().skip(1).map(|(set, people)| (set, u64::from(*people)));
    Histories::new(names(lists), rows).expect("it is sound")
}

fn counts(lists: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<u16>> {
    lists.prop_flat_map(|lists| proptest::collection::vec(prop_oneof![Just(0), 1_u16..9, 1_u16..300], 1 << lists))
}

/// The same people, with the lists in another order.
fn reordered(counts: &[u16], order: &[usize]) -> Vec<u16> {
    let mut reordered = vec![0; counts.len()];
    for (set, people) in counts.iter().enumerate() {
        let other = order.iter().enumerate().fold(0, |other, (place, list)| other | (set >> list & 1) << place);
        reordered[other] = *people;
    }
    reordered
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * (1.0 + other.abs())
}

/// Whether everything that is a number is one: a value that is none is written as null.
fn all_finite(value: &serde_json::Value, name: &str) -> bool {
    match value {
        serde_json::Value::Null => ["high", "bootstrap", "weight"].contains(&name),
        serde_json::Value::Array(values) => values.iter().all(|value| all_finite(value, name)),
        serde_json::Value::Object(fields) => fields.iter().all(|(name, value)| all_finite(value, name)),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_the_lists_does_not_matter(counts in counts(3..=4), order in Just(vec![0_usize, 1, 2, 3]).prop_shuffle()) {
        let lists = counts.len().ilog2() as usize;
        let order: Vec<usize> = order.into_iter().filter(|list| *list < lists).collect();
        let plan = smallest_bic(lists - 1);
        let one = estimate(&histories(&counts), &plan);
        let other = estimate(&histories(&reordered(&counts, &order)), &plan);
        prop_assert_eq!(one.is_ok(), other.is_ok());
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert!(same(one.chosen.bic, other.chosen.bic));
            prop_assert!(same(one.spread.average, other.spread.average));
            prop_assert!(same(one.spread.all.least, other.spread.all.least));
            prop_assert!(same(one.spread.all.median, other.spread.all.median));
            prop_assert!(same(one.spread.all.most, other.spread.all.most));
            prop_assert_eq!(one.models, other.models);
        }
    }

    #[test]
    fn the_number_of_threads_does_not_matter(counts in counts(3..=4), threads in 2_usize..5, by_steps in any::<bool>()) {
        let lists = counts.len().ilog2() as usize;
        let plan = resampled(&if by_steps { stepwise(0.02, 2) } else { smallest_bic(lists - 1) }, 100, 5);
        let one = estimate(&histories(&counts), &Plan { threads: 1, ..plan.clone() });
        let several = estimate(&histories(&counts), &Plan { threads, ..plan });
        prop_assert_eq!(one, several);
    }

    #[test]
    fn an_answer_has_numbers_in_order_and_a_refusal_has_words(counts in counts(3..=4), usual in any::<bool>()) {
        let lists = counts.len().ilog2() as usize;
        let plan = if usual { Plan::usual(lists, 1, 1) } else { stepwise(0.02, 2) };
        let plan = resampled(&plan, 100, 1);
        match estimate(&histories(&counts), &plan) {
            Ok(outcome) => {
                let written = serde_json::to_value(&outcome).expect("it can be written");
                prop_assert!(all_finite(&written, ""), "{outcome:?}");
                let observed = f64::from(counts[1..].iter().map(|people| u32::from(*people)).sum::<u32>());
                prop_assert!(outcome.chosen.people > observed);
                prop_assert!(outcome.chosen.if_true.low <= outcome.chosen.people);
                prop_assert!(outcome.chosen.if_true.high.is_none_or(|high| high >= outcome.chosen.people));
                let (close, all) = (&outcome.spread.close, &outcome.spread.all);
                prop_assert!(all.least <= close.least && close.least <= close.median);
                prop_assert!(close.median <= close.most && close.most <= all.most);
                prop_assert!((all.weight - 1.0).abs() < 1e-9 && close.weight <= all.weight + 1e-9);
                prop_assert!(all.least <= outcome.spread.average * (1.0 + 1e-9));
                prop_assert!(outcome.spread.average <= all.most * (1.0 + 1e-9));
            }
            Err(problems) => prop_assert!(problems.iter().all(|problem| problem.sentence.ends_with('.') && problem.way_out.ends_with('.'))),
        }
    }
}

/// 10,000 invented people on four independent lists, of which each has a share.
#[test]
fn independent_lists_find_the_people_there_are() {
    let shares = [0.4, 0.3, 0.25, 0.2];
    let rows = (1..16_usize).map(|set| {
        let share = |list: usize| if set >> list & 1 == 1 { shares[list] } else { 1.0 - shares[list] };
        let people: f64 = 10_000.0 * (0..4).map(share).product::<f64>();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a small positive number")]
        (set, people.round() as u64)
    });
    let histories = Histories::new(names(4), rows).expect("it is sound");
    for plan in [Plan::usual(4, 3, 2), resampled(&stepwise(0.02, 2), 500, 3)] {
        let outcome = estimate(&histories, &plan).expect("it can be estimated");
        assert_eq!(outcome.chosen.model.notation, "[1,2,3,4]");
        assert!((outcome.chosen.people - 10_000.0).abs() < 10.0, "{}", outcome.chosen.people);
        let interval = outcome.bootstrap.expect("it was asked for").interval;
        assert!(interval.low < 10_000.0 && interval.high.expect("there is one") > 10_000.0);
    }
}

#[test]
fn the_usual_plan_can_be_done_with_every_number_of_lists() {
    for lists in 3..=8_usize {
        let counts: Vec<u16> = (0..1_u16 << lists).map(|set| 40_000 / 3_u16.pow(set.count_ones())).collect();
        let plan = Plan { resampling: None, ..Plan::usual(lists, 1, 2) };
        assert!(matches!((plan.choice, lists), (Choice::Bic { .. }, ..=5) | (Choice::Stepwise { .. }, 6..)));
        assert!(estimate(&histories(&counts), &plan).is_ok(), "{lists} lists");
    }
}
