//! What holds whatever the data are.

use overt_protect::Table;
use overt_protect::dp::Refused;
use overt_protect::synth::{Comparison, ImpossiblePair, Plan, PlanError, SynthError, sets_of};
use proptest::prelude::*;

use crate::people::{domain, open, people, private, rng, synthesise};

fn codes(table: &Table) -> Vec<Vec<u16>> {
    (0..table.domain().columns().len()).map(|column| table.column(column).to_vec()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_record_has_an_impossible_pair_even_if_real_ones_have(
        values in proptest::collection::vec(1_u16..6, 2..6),
        rows in 0_usize..400,
        pairs in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u16>(), any::<u16>()), 0..5),
        seed in 0_u64..1_000,
    ) {
        let table = people(rows, &values, seed);
        let mut plan = Plan::new(table.domain()).expect("small enough");
        let mut impossible = Vec::new();
        for (one, other, code, code_other) in pairs {
            let columns = [one.index(values.len()), other.index(values.len())];
            if columns[0] != columns[1] {
                let codes = [code % values[columns[0]], code_other % values[columns[1]]];
                impossible.push(ImpossiblePair { columns, codes });
                plan = plan.impossible(ImpossiblePair { columns, codes }).expect("in the domain");
            }
        }
        if values.len() > 2 {
            plan = plan.emphasise(&(0..values.len()).collect::<Vec<_>>(), 2.0).expect("few combinations");
        }
        match plan.synthesise(&private(&table), &mut open(5.0), 1.0, &mut rng(seed)) {
            Ok(made) => for pair in impossible {
                let [one, other] = pair.columns.map(|column| made.table.column(column));
                prop_assert!(!one.iter().zip(other).any(|(&one, &other)| [one, other] == pair.codes));
            },
            Err(error) => prop_assert_eq!(error, SynthError::Impossible),
        }
    }

    #[test]
    fn the_number_of_records_is_nearly_the_real_one(rows in 0_usize..3_000, seed in 0_u64..1_000) {
        let table = people(rows, &[2, 3, 4], seed);
        let made = synthesise(&table, &Plan::new(table.domain()).expect("small enough"), 4.0, seed);
        prop_assert!(made.table.rows().abs_diff(rows) < 60);
        prop_assert_eq!(made.table.domain(), table.domain());
    }
}

#[test]
fn the_same_chance_gives_the_same_records_and_another_gives_others() {
    let table = people(2_000, &[2, 9, 30], 1);
    let plan = Plan::new(table.domain()).expect("small enough");
    let made = |seed| codes(&synthesise(&table, &plan, 1.0, seed).table);
    assert_eq!(made(5), made(5));
    assert_ne!(made(5), made(6));
}

#[test]
fn the_number_of_records_is_itself_noisy() {
    let table = people(2_000, &[2, 9, 30], 1);
    let plan = Plan::new(table.domain()).expect("small enough");
    let rows: Vec<usize> = (0..6).map(|seed| synthesise(&table, &plan, 1.0, seed).table.rows()).collect();
    assert!(rows.iter().any(|&one| one != rows[0]), "{rows:?}");
}

#[test]
fn a_share_is_spent_and_no_more_and_what_is_not_left_is_refused() {
    let table = people(500, &[2, 9, 30], 1);
    let plan = Plan::new(table.domain()).expect("small enough").emphasise(&[0, 1, 2], 3.0).expect("a set");
    let mut odometer = open(1.0);
    plan.synthesise(&private(&table), &mut odometer, 0.6, &mut rng(1)).expect("within the budget");
    assert!((odometer.left() - 0.4).abs() < 0.01 && odometer.left() >= 0.4 - 1e-9, "{}", odometer.left());
    let entries = odometer.entries().len();
    let more = plan.synthesise(&private(&table), &mut odometer, 0.6, &mut rng(1));
    assert!(matches!(more, Err(SynthError::Refused(Refused::Budget { .. }))));
    assert_eq!(odometer.entries().len(), entries);
    for share in [0.0, -1.0, f64::NAN] {
        assert!(plan.synthesise(&private(&table), &mut odometer, share, &mut rng(1)).is_err(), "{share}");
    }
    assert_eq!(odometer.entries().len(), entries);
}

#[test]
fn noise_that_cannot_be_had_is_found_out_before_anything_is_spent() {
    let table = people(500, &[2, 9, 30], 1);
    let plan = Plan::new(table.domain()).expect("small enough").emphasise(&[1, 2], 1e6).expect("a set");
    let mut odometer = open(1e-4);
    let refused = plan.synthesise(&private(&table), &mut odometer, 1.0, &mut rng(1)).expect_err("too little is left");
    assert!(matches!(refused, SynthError::Refused(Refused::Share { .. })), "{refused}");
    assert!(odometer.entries().is_empty());
}

#[test]
fn an_emphasis_on_many_columns_is_settled_in_time() {
    let table = people(20_000, &[2; 16], 1);
    let all: Vec<usize> = (0..16).collect();
    let plan = Plan::new(table.domain()).and_then(|plan| plan.emphasise(&all, 1.0)).expect("few combinations");
    assert!(synthesise(&table, &plan, 1.0, 1).structured);
    // No two of them can be ticked together: most combinations cannot be, though noise is counted there too.
    let apart =
        |plan: Plan, columns| plan.impossible(ImpossiblePair { columns, codes: [1, 1] }).expect("in the domain");
    let plan = sets_of(2, 16).into_iter().fold(plan, |plan, pair| apart(plan, [pair[0], pair[1]]));
    assert!(synthesise(&table, &plan, 1.0, 1).structured);
    // Columns of one value, more of them than there are bits.
    let equal = people(300, &[1; 40], 1);
    let all: Vec<usize> = (0..40).collect();
    let plan = Plan::new(equal.domain()).and_then(|plan| plan.emphasise(&all, 1.0)).expect("one combination");
    assert!(synthesise(&equal, &plan, 1.0, 1).table.rows() > 0);
}

#[test]
fn one_row_equal_rows_and_one_column_are_no_trouble() {
    for (rows, values) in [(1, vec![3, 4]), (0, vec![2, 2]), (50, vec![5]), (900, vec![1, 1, 1])] {
        let table = people(rows, &values, 1);
        for epsilon in [0.01, 1.0, 20.0] {
            let made = synthesise(&table, &Plan::new(table.domain()).expect("small enough"), epsilon, 1);
            assert_eq!(codes(&made.table).len(), values.len());
        }
    }
    let equal = Table::from_codes(domain(&[4, 5]), vec![vec![3; 1_000], vec![2; 1_000]]).expect("codes of the domain");
    let made = synthesise(&equal, &Plan::new(equal.domain()).expect("small enough"), 4.0, 1);
    let same = (0..made.table.rows()).filter(|&row| (made.table.column(0)[row], made.table.column(1)[row]) == (3, 2));
    assert!(same.count() * 100 > made.table.rows() * 95);
}

#[test]
fn a_plan_for_other_columns_is_refused_before_anything_is_spent() {
    let table = people(500, &[2, 9, 30], 1);
    let plan = Plan::new(&domain(&[2, 9, 31])).expect("small enough");
    let mut odometer = open(1.0);
    let refused = plan.synthesise(&private(&table), &mut odometer, 1.0, &mut rng(1));
    assert_eq!(refused.err(), Some(SynthError::Domain));
    assert!(odometer.entries().is_empty());
}

#[test]
fn plans_that_cannot_be_say_why() {
    let plan = Plan::new(&domain(&[2, 9, 30])).expect("small enough");
    let pair = |columns, codes| plan.clone().impossible(ImpossiblePair { columns, codes }).err();
    assert_eq!(pair([0, 3], [0, 0]), Some(PlanError::Column { column: 3, columns: 3 }));
    assert_eq!(pair([0, 1], [0, 9]), Some(PlanError::Code { column: "column 1".into(), values: 9 }));
    assert_eq!(pair([1, 1], [0, 1]), Some(PlanError::ColumnTwice { column: "column 1".into() }));
    let emphasis = |columns: &[usize], times| plan.clone().emphasise(columns, times).err();
    assert_eq!(emphasis(&[1, 0, 1], 2.0), Some(PlanError::ColumnTwice { column: "column 1".into() }));
    assert_eq!(emphasis(&[7], 2.0), Some(PlanError::Column { column: 7, columns: 3 }));
    assert_eq!(emphasis(&[0], 0.0), Some(PlanError::Times(0.0)));
    assert!(emphasis(&[0], f64::NAN).is_some());
    assert_eq!(Plan::new(&domain(&[])).err(), Some(PlanError::Empty));
    assert_eq!(Plan::new(&domain(&[4_000, 97])).err(), Some(PlanError::TooWide { values: 4_097 }));
    let wide = Plan::new(&domain(&[100, 100, 100])).expect("small enough").emphasise(&[0, 1, 2], 1.0);
    assert!(matches!(wide.err(), Some(PlanError::Cells { .. })));
}

#[test]
fn the_cost_of_many_columns_is_known_before_data_are_read() {
    let cost = Plan::new(&domain(&[2; 300])).expect("small enough").cost();
    assert_eq!(cost.cells, 600 + 44_850 * 4);
    assert!(cost.bytes < 100_000_000);
}

#[test]
fn a_comparison_counts_what_is_lost_and_made_up() {
    let table = |columns| Table::from_codes(domain(&[2, 2]), columns).expect("codes of the domain");
    let real = table(vec![vec![0, 0, 0, 1], vec![0, 0, 0, 1]]);
    let made = table(vec![vec![0, 0, 0, 0], vec![0, 0, 1, 1]]);
    let compared = Comparison::of(&real, &made, &sets_of(2, 2), 2).expect("of one domain");
    let found = compared.for_the_team();
    assert_eq!((found.sets, found.combinations, found.frequent), (1, 2, 1));
    assert_eq!((found.lost, found.frequent_lost, found.fabricated), (1, 0, 1));
    assert!((found.distance_mean - 0.5).abs() < 1e-12 && (found.fabricated_records - 0.5).abs() < 1e-12);
    assert!((found.frequent_error - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(format!("{compared:?}"), "TeamOnly(..)");
}
