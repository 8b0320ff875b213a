//! What an evaluation promises: it counts right, and nothing but the records decides.

use std::collections::{BTreeMap, BTreeSet};

use overt_protect::aggregate::Recipe;
use overt_protect::dp::{Measured, Noise};
use overt_protect::risk::Cell;
use overt_protect::synth::evaluate::{
    CellCompared, Combination, Evaluation, Membership, NotTried, Question, QuestionError, Support,
};
use overt_protect::synth::{SynthError, TeamOnly, sets_of};
use overt_protect::{ColumnDomain, Domain, Table};
use proptest::prelude::*;

use crate::people::{domain, people};

fn asked(table: &Table) -> Question<'static> {
    Question { sets: vec![vec![1, 0]], frequent_min: 3, ..Question::about(table.domain()) }
}

fn evaluated(records: &Table, synthetic: &Table, question: &Question<'_>) -> Evaluation {
    Evaluation::of(records, synthetic, question).expect("it can be asked").for_the_team().clone()
}

/// The rows of a table in another order.
fn turned(table: &Table, by: usize) -> Table {
    let turn = |column: usize| {
        let mut codes = table.column(column).to_vec();
        codes.reverse();
        let by = by % codes.len().max(1);
        codes.rotate_left(by);
        codes
    };
    let columns = (0..table.domain().columns().len()).map(turn).collect();
    Table::from_codes(table.domain().clone(), columns).expect("codes of the domain")
}

/// How many rows have each combination of values of a set, counted one by one.
fn counted(table: &Table, set: &[usize]) -> BTreeMap<Vec<u16>, u32> {
    let mut counts = BTreeMap::new();
    for row in 0..table.rows() {
        *counts.entry(set.iter().map(|&column| table.column(column)[row]).collect()).or_default() += 1;
    }
    counts
}

/// All but the one at this place.
fn without<T: Copy>(all: &[T], place: usize) -> Vec<T> {
    [&all[..place], &all[place + 1..]].concat()
}

/// A combination as codes, with its count: in the domains of these tests a value is its code.
fn codes(combination: &Combination) -> (Vec<(String, u16)>, u32) {
    let cell = |cell: &Cell| (cell.column.clone(), cell.value.parse().expect("a number"));
    (combination.cells.iter().map(cell).collect(), combination.count)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_equal_has_no_error_anywhere(
        values in proptest::collection::vec(1_u16..7, 2..6),
        rows in 0_usize..300,
        seed in 0_u64..1_000,
    ) {
        let table = people(rows, &values, seed);
        let found = evaluated(&table, &turned(&table, 3), &asked(&table));
        for length in &found.lengths {
            let compared = length.comparison;
            prop_assert!(compared.distance_mean == 0.0 && compared.distance_most == 0.0 && compared.frequent_error == 0.0);
            prop_assert_eq!((compared.lost, compared.fabricated, compared.frequent_lost), (0, 0, 0));
            prop_assert!(length.fabricated.is_empty() && length.lost.is_empty());
        }
        prop_assert!(found.columns.iter().all(|column| column.distance == 0.0));
        prop_assert!(found.sets[0].cells.iter().all(|cell| cell.error() == 0 && cell.records > 0));
        prop_assert_eq!(found.lengths.len(), values.len().min(4));
    }

    #[test]
    fn what_was_lost_and_what_was_made_up_is_counted_as_one_by_one(
        values in proptest::collection::vec(1_u16..7, 2..6),
        rows in [0_usize..300, 0..300],
        seed in 0_u64..1_000,
    ) {
        let [real, made] = [(rows[0], seed), (rows[1], seed + 1)].map(|(rows, seed)| people(rows, &values, seed));
        let question = asked(&real);
        let found = evaluated(&real, &made, &question);
        for length in &found.lengths {
            let (mut lost, mut fabricated, mut distances) = (0, 0, Vec::new());
            let (mut lost_most, mut fabricated_most) = (BTreeSet::new(), BTreeSet::new());
            for set in sets_of(length.length, values.len()) {
                let [counts, counts_made] = [&real, &made].map(|table| counted(table, &set));
                // A part of it that is missing already explains why the whole is.
                let is_least = |codes: &[u16], lacking: &Table| {
                    let part = |place| counted(lacking, &without(&set, place)).contains_key(&without(codes, place));
                    set.len() < 2 || (0..set.len()).all(part)
                };
                let named = |codes: &[u16]| -> Vec<(String, u16)> {
                    set.iter().map(|column| format!("column {column}")).zip(codes.iter().copied()).collect()
                };
                let share = |counts: &BTreeMap<Vec<u16>, u32>, codes: &Vec<u16>, rows: usize| {
                    f64::from(counts.get(codes).copied().unwrap_or(0)) / f64::from(u32::try_from(rows.max(1)).expect("few"))
                };
                let both: BTreeSet<&Vec<u16>> = counts.keys().chain(counts_made.keys()).collect();
                distances.push(both.into_iter().map(|codes| {
                    (share(&counts, codes, rows[0]) - share(&counts_made, codes, rows[1])).abs() / 2.0
                }).sum::<f64>());
                for (codes, &count) in counts.iter().filter(|(codes, _)| !counts_made.contains_key(*codes)) {
                    lost += 1;
                    if count >= question.frequent_min && is_least(codes, &made) {
                        lost_most.insert((named(codes), count));
                    }
                }
                for (codes, &count) in counts_made.iter().filter(|(codes, _)| !counts.contains_key(*codes)) {
                    fabricated += 1;
                    if is_least(codes, &real) {
                        fabricated_most.insert((named(codes), count));
                    }
                }
            }
            prop_assert_eq!((length.comparison.lost, length.comparison.fabricated), (lost, fabricated));
            let mean = distances.iter().sum::<f64>() / f64::from(u32::try_from(distances.len()).expect("few"));
            prop_assert!((length.comparison.distance_mean - mean).abs() < 1e-9);
            for (listed, all, found) in [(&length.lost, lost_most, lost), (&length.fabricated, fabricated_most, fabricated)] {
                // Of very many, those that are least can be beyond what is remembered.
                if found <= 50 {
                    prop_assert_eq!(listed.len(), all.len().min(question.worst));
                }
                let listed: Vec<_> = listed.iter().map(codes).collect();
                prop_assert!(listed.iter().all(|one| all.contains(one)), "{listed:?} {all:?}");
                prop_assert!(listed.is_sorted_by(|one, other| one.1 >= other.1));
                prop_assert!(listed.len() <= question.worst);
            }
        }
        let singles = found.lengths[0].comparison;
        let most = found.columns.iter().map(|column| column.distance).fold(0.0, f64::max);
        let sum: f64 = found.columns.iter().map(|column| column.distance).sum();
        prop_assert_eq!(most.to_bits(), singles.distance_most.to_bits());
        prop_assert!((sum - singles.distance_mean * f64::from(u32::try_from(values.len()).expect("few"))).abs() < 1e-9);
    }

    #[test]
    fn neither_the_order_of_records_nor_the_threads_matter(
        values in proptest::collection::vec(1_u16..9, 2..7),
        by in 1_usize..200,
        seed in 0_u64..1_000,
    ) {
        let [real, made, others] = [1, 2, 3].map(|more| people(250, &values, seed + more));
        let with = |others, threads| Question { others: Some(others), threads, sets_max: 9, targets: 200, ..asked(&real) };
        let found = evaluated(&real, &made, &with(&others, 1));
        prop_assert_eq!(&found, &evaluated(&real, &made, &with(&others, 5)));
        let turned_others = turned(&others, by);
        prop_assert_eq!(&found, &evaluated(&turned(&real, by), &turned(&made, by), &with(&turned_others, 2)));
    }
}

#[test]
fn the_largest_that_are_made_up_or_lost_are_listed_and_not_what_follows_from_them() {
    let table = |rows: &[([u16; 3], usize)]| {
        let rows = rows.iter().flat_map(|&(row, times)| std::iter::repeat_n(row, times));
        let rows: Vec<_> = rows.collect();
        let columns = (0..3).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
        Table::from_codes(domain(&[3, 3, 3]), columns).expect("codes of the domain")
    };
    // The value 2 of the first column is lost; 1 and 1 in the first two are made up though both are there.
    let real = table(&[([0, 0, 0], 50), ([0, 1, 0], 20), ([1, 0, 0], 20), ([2, 0, 0], 10)]);
    let made = table(&[([0, 0, 0], 60), ([0, 1, 0], 15), ([1, 0, 0], 15), ([1, 1, 0], 10)]);
    let found = evaluated(&real, &made, &Question { frequent_min: 10, ..Question::about(real.domain()) });
    let listed = |of: &[Combination]| of.iter().map(codes).collect::<Vec<_>>();
    let column = |place: usize, code: u16| (format!("column {place}"), code);
    assert_eq!(listed(&found.lengths[0].lost), [(vec![column(0, 2)], 10)]);
    assert!(found.lengths[1].lost.is_empty() && found.lengths[2].lost.is_empty());
    assert_eq!(listed(&found.lengths[1].fabricated), [(vec![column(0, 1), column(1, 1)], 10)]);
    assert!(found.lengths[0].fabricated.is_empty() && found.lengths[2].fabricated.is_empty());
    assert_eq!(found.lengths[2].comparison.fabricated, 1, "it is counted all the same");
    // What fewer records have than are called frequent would point at them.
    let found = evaluated(&real, &made, &Question { frequent_min: 11, ..Question::about(real.domain()) });
    assert!(found.lengths[0].lost.is_empty() && found.lengths[0].comparison.lost == 1);
}

#[test]
fn a_cell_is_supported_if_its_interval_lies_above_zero() {
    let real = people(400, &[2, 3], 1);
    let made = people(380, &[2, 3], 2);
    let noise = Noise::gaussian(4.0).expect("in bounds");
    let half = i64::try_from(noise.half_width()).expect("small");
    // The fourth cell is said to be far from what it is.
    let mut counts: Vec<i64> = (0..2_u16)
        .flat_map(|one| (0..3_u16).map(move |other| vec![one, other]))
        .map(|codes| counted(&real, &[0, 1]).get(&codes).copied().unwrap_or(0).into())
        .collect();
    let truth = counts.clone();
    counts[3] = half / 2;
    let measured = [
        Measured { columns: vec![0, 1], noise: Noise::gaussian(40.0).expect("in bounds"), counts: vec![0; 6] },
        Measured { columns: vec![0, 1], noise, counts: counts.clone() },
        Measured { columns: vec![0], noise, counts: vec![200, 200] },
    ];
    let question = Question { sets: vec![vec![1, 0], vec![1]], measured: &measured, ..Question::about(real.domain()) };
    let found = evaluated(&real, &made, &question);
    let set = &found.sets[0];
    assert_eq!((set.columns.join(" "), set.combinations, set.cells.len()), ("column 0 column 1".to_owned(), 6, 6));
    for (place, cell) in set.cells.iter().enumerate() {
        assert_eq!(i64::from(cell.records), truth[place]);
        let interval = cell.interval.expect("it was measured");
        assert_eq!(interval.least, (counts[place] - half).max(0), "of the measurement with less noise");
        let support = if interval.least > 0 { Support::Supported } else { Support::NoiseOnly };
        assert_eq!(cell.support, support);
        assert_eq!(cell.error(), i64::from(cell.synthetic) - truth[place]);
    }
    assert_eq!(set.cells[3].support, Support::NoiseOnly);
    let support = set.support.expect("it was measured");
    let is_noise = |cell: &&CellCompared| cell.support == Support::NoiseOnly;
    assert_eq!(support.noise_only, set.cells.iter().filter(is_noise).filter(|cell| cell.synthetic > 0).count());
    assert_eq!(support.supported + support.noise_only, set.cells.iter().filter(|cell| cell.synthetic > 0).count());
    assert_eq!(support.interval_right, if truth[3] <= 2 * half { 6 } else { 5 });
    assert!(found.sets[1].support.is_none());
    assert!(found.sets[1].cells.iter().all(|cell| cell.support == Support::NotMeasured && cell.interval.is_none()));
}

#[test]
fn where_there_are_too_many_sets_some_are_drawn_and_it_is_said() {
    let real = people(500, &[2, 3, 4, 2, 3, 4, 2, 3], 1);
    let made = people(500, &[2, 3, 4, 2, 3, 4, 2, 3], 2);
    let question = |sets_max, seed| Question { sets_max, seed, ..Question::about(real.domain()) };
    let cost = question(60, 1).cost(real.domain(), 1_000);
    let compared: Vec<_> = cost.lengths.iter().map(|length| (length.sets_all, length.sets_compared)).collect();
    assert_eq!(compared, [(8, 8), (28, 28), (56, 56), (70, 60)]);
    let found = evaluated(&real, &made, &question(60, 1));
    for (length, cost) in found.lengths.iter().zip(&cost.lengths) {
        assert_eq!((length.length, length.sets_all), (cost.length, cost.sets_all));
        assert_eq!(length.comparison.sets as u64, cost.sets_compared);
    }
    // A sample is about as good as all, the same chance draws the same, and another does not.
    let of_all = evaluated(&real, &made, &question(70, 1)).lengths[3].comparison.distance_mean;
    let of_some = |seed| evaluated(&real, &made, &question(40, seed)).lengths[3].comparison.distance_mean;
    assert!((of_some(1) / of_all - 1.0).abs() < 0.05);
    assert!(of_some(1).to_bits() == of_some(1).to_bits() && of_some(1).to_bits() != of_some(2).to_bits());
}

#[test]
fn wide_sets_are_counted_as_narrow_ones() {
    // More cells than could be kept, all of them different for each record.
    let wide = |rows: u16, from: u16| {
        let codes = || (from..from + rows).collect::<Vec<u16>>();
        Table::from_codes(domain(&[3_000; 4]), vec![codes(), codes(), codes(), codes()]).expect("codes of the domain")
    };
    let found =
        evaluated(&wide(100, 0), &wide(100, 50), &Question { frequent_min: 1, ..Question::about(wide(1, 0).domain()) });
    for length in &found.lengths {
        assert_eq!(
            (length.comparison.lost, length.comparison.fabricated),
            (50 * length.comparison.sets, 50 * length.comparison.sets)
        );
        assert!((length.comparison.distance_mean - 0.5).abs() < 1e-9);
        assert_eq!(length.comparison.sets_left_out, 0);
    }
}

#[test]
fn rows_with_empty_cells_are_evaluated_too_and_nothing_of_them_is_made_up_but_empty_cells() {
    let real = people(2_000, &[3, 4, 5, 6], 1);
    let made = Recipe::new(10, vec![0; 4]).make(&real).expect("there are enough rows").table;
    let found = evaluated(&real, &made, &Question::about(real.domain()));
    let is_empty = |combination: &Combination| combination.cells.iter().any(|cell| cell.value == "0");
    for length in &found.lengths {
        assert!(length.fabricated.iter().all(is_empty), "{:?}", length.fabricated);
    }
    assert!(found.columns.iter().all(|column| (0.0..1.0).contains(&column.distance)));
    assert_eq!((found.records, found.synthetic), (2_000, made.rows()));
}

#[test]
fn the_columns_of_the_nexus_are_asked_about_where_they_are() {
    let of = |names: &[&str]| {
        let column = |name: &&str| ColumnDomain::new(*name, vec!["a".to_owned(), "b".to_owned()]).expect("declared");
        Domain::new(names.iter().map(column).collect()).expect("declared")
    };
    assert_eq!(Question::about(&of(&["act", "year", "stage", "actor"])).sets, [vec![2, 3, 0]]);
    assert!(Question::about(&of(&["act", "year", "stage"])).sets.is_empty());
}

#[test]
fn what_cannot_be_asked_is_said_before_anything_is_counted() {
    let table = people(50, &[2, 3, 4], 1);
    let other = people(50, &[2, 3, 5], 1);
    let refused = |question: Question<'_>| match Evaluation::of(&table, &table, &question) {
        Err(SynthError::Question(error)) => error,
        other => panic!("{other:?}"),
    };
    let usual = || Question::about(table.domain());
    assert_eq!(
        refused(Question { sets: vec![vec![0], vec![3]], ..usual() }),
        QuestionError::NoColumn { column: 3, columns: 3 }
    );
    assert_eq!(refused(Question { sets: vec![vec![0, 1, 0]], ..usual() }), QuestionError::Set { set: 1 });
    assert_eq!(refused(Question { sets: vec![vec![0], vec![]], ..usual() }), QuestionError::Set { set: 2 });
    for question in [
        Question { length: 0, ..usual() },
        Question { length: 5, ..usual() },
        Question { sets_max: 0, ..usual() },
        Question { threads: 0, ..usual() },
        Question { targets: 0, ..usual() },
    ] {
        assert!(matches!(refused(question), QuestionError::Range { .. }));
    }
    let noise = Noise::gaussian(1.0).expect("in bounds");
    let measured = [Measured { columns: vec![0, 1], noise, counts: vec![1; 5] }];
    let wrong = Question { sets: vec![vec![1, 0]], measured: &measured, ..usual() };
    assert_eq!(refused(wrong), QuestionError::Measured { set: 1 });
    let wide = people(5, &[700, 700, 2], 1);
    let question = Question { sets: vec![vec![0, 1]], ..Question::about(wide.domain()) };
    let refused = Evaluation::of(&wide, &wide, &question);
    assert_eq!(refused.err(), Some(SynthError::Question(QuestionError::Cells { set: 1 })));
    assert_eq!(Evaluation::of(&table, &other, &usual()).err(), Some(SynthError::Domain));
    let question = Question { others: Some(&other), ..usual() };
    assert_eq!(Evaluation::of(&table, &table, &question).err(), Some(SynthError::Domain));
}

#[test]
fn an_evaluation_is_for_the_team_and_can_be_kept_in_its_file() {
    let table = people(50, &[2, 3, 4], 1);
    let found: TeamOnly<Evaluation> = Evaluation::of(&table, &table, &asked(&table)).expect("it can be asked");
    assert_eq!(format!("{found:?}"), "TeamOnly(..)");
    let kept = serde_json::to_value(found.for_the_team()).expect("plain values");
    assert_eq!(kept["records"], 50);
    assert_eq!(kept["membership"]["not_tried"], "no_others");
    assert_eq!(kept["sets"][0]["cells"][0]["support"], "not_measured");
    assert_eq!(found.for_the_team().membership, Membership::NotTried(NotTried::NoOthers));
}
