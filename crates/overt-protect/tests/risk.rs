//! How easily somebody is found, against published numbers and against counting everything one by one.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the numbers are small"
)]

use std::collections::BTreeMap;

use overt_protect::risk::{Generalisation, Quasi, Question, Risk, RiskError, Sensitive};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use proptest::prelude::*;

fn table(columns: &[&str], rows: &[&[&str]]) -> Table {
    let column = |(place, name): (usize, &&str)| {
        let mut values: Vec<String> = rows.iter().map(|row| row[place].to_owned()).collect();
        values.sort_unstable();
        values.dedup();
        ColumnDomain::new(*name, values).expect("declared")
    };
    let domain = Domain::new(columns.iter().enumerate().map(column).collect()).expect("declared");
    let mut made = Rows::new(domain);
    for row in rows {
        made.push(row.iter().copied()).expect("declared");
    }
    made.finish()
}

fn numbers(rows: &[Vec<u8>], columns: usize) -> Table {
    let values = || (0..4).map(|value| value.to_string()).collect();
    let column = |place: usize| ColumnDomain::new(place.to_string(), values()).expect("declared");
    let mut made = Rows::new(Domain::new((0..columns).map(column).collect()).expect("declared"));
    for row in rows {
        let texts: Vec<String> = row.iter().map(ToString::to_string).collect();
        made.push(texts.iter().map(String::as_str)).expect("declared");
    }
    made.finish()
}

fn all(table: &Table) -> Vec<Quasi> {
    (0..table.domain().columns().len()).map(|column| Quasi { column, absent: None }).collect()
}

fn measure(table: &Table, question: &Question) -> Risk {
    Risk::measure(table, question).expect("the question fits")
}

/// The example of the World Bank's practice guide (Benschop, Machingauta and Welch, Statistical Disclosure Control: A Practice
/// Guide, table 4.5): minimal sample uniques of up to three of four columns.
#[test]
fn scores_of_special_uniques_are_those_of_the_practice_guide() {
    let rows: [&[&str]; 10] = [
        &["Urban", "Female", "Secondary incomplete", "Employed"],
        &["Urban", "Female", "Secondary incomplete", "Employed"],
        &["Urban", "Female", "Primary incomplete", "Non-LF"],
        &["Urban", "Male", "Secondary complete", "Employed"],
        &["Rural", "Female", "Secondary complete", "Unemployed"],
        &["Urban", "Male", "Secondary complete", "Employed"],
        &["Urban", "Female", "Primary complete", "Non-LF"],
        &["Urban", "Male", "Post-secondary", "Unemployed"],
        &["Urban", "Female", "Secondary incomplete", "Non-LF"],
        &["Urban", "Female", "Secondary incomplete", "Non-LF"],
    ];
    let table = table(&["residence", "gender", "education", "labour"], &rows);
    let risk = measure(&table, &Question { length: 3, ..Question::about(all(&table)) });
    assert_eq!(risk.scores, [0, 0, 6, 0, 12, 0, 6, 10, 0, 0]);
    assert_eq!((risk.groups.unique, risk.groups.smallest), (4, 1));
    let first = &risk.worst[0];
    assert_eq!((first.row, first.sets, first.unique_by[0][0].value.as_str()), (5, 4, "Rural"));
}

/// Machanavajjhala, Gehrke, Kifer and Venkitasubramaniam (2006), figure 3: three groups of four with three diseases each.
#[test]
fn the_diversity_of_groups_is_that_of_the_paper() {
    let rows: [&[&str]; 12] = [
        &["1305*, to 40", "heart"],
        &["1305*, to 40", "viral"],
        &["1305*, to 40", "cancer"],
        &["1305*, to 40", "cancer"],
        &["1485*, over 40", "cancer"],
        &["1485*, over 40", "heart"],
        &["1485*, over 40", "viral"],
        &["1485*, over 40", "viral"],
        &["1306*, to 40", "heart"],
        &["1306*, to 40", "viral"],
        &["1306*, to 40", "cancer"],
        &["1306*, to 40", "cancer"],
    ];
    let table = table(&["place and age", "condition"], &rows);
    let sensitive = vec![Sensitive { column: 1, ordered: false }];
    let quasi = vec![Quasi { column: 0, absent: None }];
    let risk = measure(&table, &Question { sensitive, k: 4, ..Question::about(quasi) });
    assert_eq!((risk.groups.smallest, risk.groups.rows_below_k), (4, 0));
    let diversity = &risk.sensitive[0];
    assert_eq!((diversity.distinct, diversity.recursive), (3, 3));
    // Two at a quarter and one at a half.
    assert!((diversity.entropy - 8_f64.sqrt()).abs() < 1e-12);
    assert!(diversity.share_told.abs() < 1e-12);
    assert!((risk.attackers.prosecutor.average - 0.25).abs() < 1e-12);
}

/// What rows have in some columns, how often, and which rows; rows that have nothing there are left out.
fn counts(rows: &[Vec<u8>], set: &[usize], absent: Option<u8>) -> BTreeMap<Vec<u8>, Vec<usize>> {
    let mut counts: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let values: Vec<u8> = set.iter().map(|&column| row[column]).collect();
        if values.iter().all(|&value| Some(value) != absent) {
            counts.entry(values).or_default().push(place);
        }
    }
    counts
}

fn sets(columns: usize) -> Vec<Vec<usize>> {
    let chosen = |bits: usize| (0..columns).filter(|column| bits >> column & 1 == 1).collect::<Vec<_>>();
    let mut sets: Vec<_> = (1..1 << columns).map(chosen).filter(|set| set.len() <= 4).collect();
    sets.sort_by_key(Vec::len);
    sets
}

fn rows(columns: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    // Columns of two to four values, so that both ways of counting are taken.
    let row: Vec<_> = (0..columns).map(|column| 0..if column % 3 == 0 { 4_u8 } else { 2 }).collect();
    proptest::collection::vec(row, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn all_combinations_are_what_counting_one_by_one_finds(rows in rows(7), absent in proptest::option::of(0_u8..2), k in 1_u32..6) {
        let table = numbers(&rows, 7);
        let quasi = (0..7).map(|column| Quasi { column, absent: absent.map(u16::from) }).collect();
        let risk = measure(&table, &Question { k, worst: 40, ..Question::about(quasi) });
        let mut minimal: Vec<Vec<Vec<usize>>> = vec![Vec::new(); rows.len()];
        let mut expected = [[0_u64; 3]; 4];
        for set in sets(7) {
            for (_, holders) in counts(&rows, &set, absent) {
                let expected = &mut expected[set.len() - 1];
                expected[0] += 1;
                expected[1] += u64::from(holders.len() < k as usize);
                expected[2] += u64::from(holders.len() == 1);
                if let [row] = *holders {
                    let part = |smaller: &Vec<usize>| smaller.iter().all(|column| set.contains(column));
                    if !minimal[row].iter().any(part) {
                        minimal[row].push(set.clone());
                    }
                }
            }
        }
        for (length, expected) in risk.combinations.iter().zip(expected) {
            prop_assert_eq!([length.distinct, length.below_k, length.unique], expected);
            let sets = minimal.iter().flatten().filter(|set| set.len() == length.length).count();
            prop_assert_eq!(length.minimal, sets as u64);
            let rows = minimal.iter().filter(|sets| sets.iter().any(|set| set.len() <= length.length)).count();
            prop_assert_eq!(length.rows_unique, rows);
        }
        let worth = |size: usize| -> u64 { (size..=4).map(|place| 7 - place as u64).product() };
        let scores: Vec<u64> = minimal.iter().map(|sets| sets.iter().map(|set| worth(set.len())).sum()).collect();
        prop_assert_eq!(&risk.scores, &scores);
        for standout in &risk.worst {
            prop_assert_eq!(standout.sets, minimal[standout.row - 1].len());
        }
        let total = scores.iter().sum::<u64>().max(1) as f64;
        for part in &risk.columns {
            let with = |sets: &Vec<Vec<usize>>| -> u64 {
                let column: usize = part.column.parse().expect("columns are numbers");
                sets.iter().filter(|set| set.contains(&column)).map(|set| worth(set.len())).sum()
            };
            prop_assert!((part.share - minimal.iter().map(with).sum::<u64>() as f64 / total).abs() < 1e-9);
        }
    }

    #[test]
    fn the_number_of_threads_changes_nothing(rows in rows(6)) {
        let table = numbers(&rows, 6);
        let with = |threads| measure(&table, &Question { threads, ..Question::about(all(&table)) });
        let (one, mut three) = (with(1), with(3));
        three.cost = one.cost.clone();
        prop_assert_eq!(one, three);
    }

    #[test]
    fn the_effect_of_coarser_codes_is_the_risk_of_the_coarser_table(rows in rows(5)) {
        let table = numbers(&rows, 5);
        let generalisations = vec![
            Generalisation { name: "halves".into(), column: 0, coarser: vec![0, 0, 1, 1] },
            Generalisation { name: "one".into(), column: 3, coarser: vec![0; 4] },
        ];
        let question = Question { k: 3, generalisations, ..Question::about(all(&table)) };
        let effects = measure(&table, &question).effects.expect("generalisations are given");
        let coarse: Vec<Vec<u8>> = rows.iter().map(|row| [&[row[0] / 2], &row[1..]].concat()).collect();
        let coarse = numbers(&coarse, 5);
        let risk = measure(&coarse, &Question { k: 3, ..Question::about(all(&coarse)) });
        let figures = &effects.each[0].figures;
        let share = risk.groups.rows_below_k as f64 / rows.len() as f64;
        prop_assert!((figures.share_below_k - share).abs() < 1e-12);
        prop_assert_eq!((figures.groups, figures.smallest), (risk.groups.groups, risk.groups.smallest));
        prop_assert_eq!(figures.rare_pairs, risk.combinations[0].below_k + risk.combinations[1].below_k);
        let path: Vec<f64> = effects.path.iter().map(|effect| effect.figures.share_below_k).collect();
        prop_assert!(path.is_sorted_by(|one, other| one >= other));
        prop_assert_eq!(effects.reached, path.last().unwrap_or(&effects.now.share_below_k).abs() < 1e-12);
    }
}

#[test]
fn more_columns_of_two_values_than_are_counted_at_once_are_all_counted() {
    let rows: Vec<Vec<u8>> = (0..60_u64)
        .map(|row| (0..36).map(|bit| (row.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> bit & 1) as u8).collect())
        .collect();
    let table = numbers(&rows, 36);
    let risk = measure(&table, &Question { length: 3, ..Question::about(all(&table)) });
    let mut unique = 0;
    for one in 0..36 {
        for other in one + 1..36 {
            for third in other + 1..36 {
                let counts = counts(&rows, &[one, other, third], None);
                unique += counts.values().filter(|holders| holders.len() == 1).count() as u64;
            }
        }
    }
    assert_eq!((risk.combinations[2].sets, risk.combinations[2].unique), (7140, unique));
}

/// Even numbers from 0 to 1, always the same.
fn uniform() -> impl FnMut() -> f64 {
    let mut state = 7_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What is estimated from the first of the people, and the truth: the mean chance to be right with a row that is alone, how many
/// rows are alone in the population, the journalist's average.
fn population(people: &[usize], sample: usize) -> [(f64, f64); 3] {
    let mut counts: BTreeMap<usize, [u32; 2]> = BTreeMap::new();
    for (place, group) in people.iter().enumerate() {
        let counts = counts.entry(*group).or_default();
        counts[0] += u32::from(place < sample);
        counts[1] += 1;
    }
    let digits = |group: &usize| (0..10).map(|digit| (group >> (2 * digit) & 3) as u8).collect();
    let table = numbers(&people[..sample].iter().map(digits).collect::<Vec<_>>(), 10);
    let question = Question { length: 1, population: Some(people.len() as u64), ..Question::about(all(&table)) };
    let estimate = measure(&table, &question).attackers.population.expect("its size is given");
    let alone = || counts.values().filter(|counts| counts[0] == 1);
    let right = alone().count() as f64 / alone().map(|counts| f64::from(counts[1])).sum::<f64>();
    let unique = alone().filter(|counts| counts[1] == 1).count() as f64;
    let shares: f64 = counts.values().map(|counts| f64::from(counts[0]) / f64::from(counts[1])).sum();
    [
        (estimate.right_if_alone.expect("some are alone"), right),
        (estimate.unique, unique),
        (estimate.journalist.average, shares / sample as f64),
    ]
}

#[test]
fn what_is_estimated_about_a_population_of_the_model_is_near_the_truth() {
    let (alpha, theta) = (0.5, 300.0);
    let mut uniform = uniform();
    let (mut people, mut sizes): (Vec<usize>, Vec<f64>) = (Vec::new(), Vec::new());
    while people.len() < 200_000 {
        let new = theta + alpha * sizes.len() as f64;
        let group = if uniform() * (people.len() as f64 + theta) < new {
            sizes.push(0.0);
            sizes.len() - 1
        } else {
            let other = people[(uniform() * people.len() as f64) as usize];
            if uniform() * sizes[other] < alpha {
                continue;
            }
            other
        };
        sizes[group] += 1.0;
        people.push(group);
    }
    for (estimate, truth) in population(&people, 10_000) {
        assert!((estimate - truth).abs() < 0.15 * truth, "{estimate} and not {truth}");
    }
}

/// Groups whose sizes fall off as one over their rank are not of the model. What needs no model stays right, and what needs it
/// errs to the careful side.
#[test]
fn what_is_estimated_about_another_population_is_not_too_low() {
    let mut uniform = uniform();
    let people: Vec<usize> = (0..400_000).map(|_| (150_000_f64.powf(uniform()) - 1.0) as usize).collect();
    let [right, unique, journalist] = population(&people, 20_000);
    assert!((right.0 - right.1).abs() < 0.15 * right.1, "{} and not {}", right.0, right.1);
    for (estimate, truth) in [unique, journalist] {
        assert!(estimate > 0.9 * truth && estimate < 2.5 * truth, "{estimate} and not {truth}");
    }
}

#[test]
fn a_contributor_whose_records_all_have_what_nobody_else_has_is_told() {
    let mut rows: Vec<Vec<u8>> = (0..40).map(|row| vec![row % 4, row / 4 % 2, 0]).collect();
    rows.extend((0..20).map(|row| vec![row % 2, 1, 1]));
    let contributors = (0..60)
        .map(|row| {
            if row < 20 {
                7
            } else if row < 40 {
                8
            } else {
                9
            }
        })
        .collect();
    let table = numbers(&rows, 3).with_contributors(contributors).expect("one for each row");
    let risk = measure(&table, &Question { k: 5, ..Question::about(all(&table)) });
    let [first, second, third] = &risk.contributors[..] else { panic!("there are three") };
    assert_eq!((first.contributor, first.rows, first.told, &first.whole), (7, 20, false, &None));
    assert!(!second.told && second.signatures.is_empty());
    assert!(third.told && (third.share_by_values - 1.0).abs() < 1e-12);
    let whole = third.whole.as_ref().expect("one value tells it");
    assert_eq!((whole.len(), whole[0].column.as_str(), whole[0].value.as_str()), (1, "2", "1"));
    assert_eq!(third.signatures[0].rows, 20);
    assert!((third.share_in_own_groups - 1.0).abs() < 1e-12);
}

#[test]
fn what_cannot_be_answered_is_refused_before_anything_is_counted() {
    let rows: Vec<Vec<u8>> = (0..6).map(|row| vec![row % 4, row % 2]).collect();
    let table = numbers(&rows, 2);
    let question = Question::about(all(&table));
    let refused = |table: &Table, question: Question| Risk::measure(table, &question).expect_err("refused");
    let none = numbers(&[], 2);
    assert_eq!(refused(&none, question.clone()), RiskError::Empty);
    assert_eq!(refused(&table, Question::about(Vec::new())), RiskError::Quasi { quasi: 0 });
    let twice = Quasi { column: 1, absent: None };
    assert_eq!(refused(&table, Question::about(vec![twice, twice])), RiskError::Quasi { quasi: 2 });
    let nothing = Question::about(vec![Quasi { column: 0, absent: Some(u16::MAX) }]);
    assert!(matches!(refused(&table, nothing), RiskError::Range { what: "the code for nothing recorded", .. }));
    let other = Quasi { column: 2, absent: None };
    assert_eq!(refused(&table, Question::about(vec![other])), RiskError::NoColumn { column: 2, columns: 2 });
    assert!(matches!(refused(&table, Question { k: 0, ..question.clone() }), RiskError::Range { what: "k", .. }));
    assert!(matches!(refused(&table, Question { length: 5, ..question.clone() }), RiskError::Range { .. }));
    assert!(matches!(refused(&table, Question { target: f64::NAN, ..question.clone() }), RiskError::Range { .. }));
    assert!(matches!(refused(&table, Question { memory_bytes_max: 10, ..question.clone() }), RiskError::Memory { .. }));
    let many = Question { threads: usize::MAX, ..question.clone() };
    assert!(matches!(refused(&table, many), RiskError::Memory { bytes: u64::MAX, .. }));
    let smaller = Question { population: Some(5), ..question.clone() };
    assert_eq!(refused(&table, smaller), RiskError::Population { population: 5, rows: 6 });
    let short = Generalisation { name: "short".into(), column: 0, coarser: vec![0] };
    let short = Question { generalisations: vec![short], ..question.clone() };
    assert!(matches!(refused(&table, short), RiskError::Generalisation { codes: 1, values: 4, .. }));
    let people = table.with_people(vec![0, 1, 2, 3, 4, 4]).expect("one for each row");
    assert_eq!(refused(&people, question), RiskError::SeveralRows);
    let wide = numbers(&[vec![0; 300]], 300);
    assert_eq!(refused(&wide, Question::about(all(&wide))), RiskError::Quasi { quasi: 300 });
}

#[test]
fn tables_of_one_row_and_of_rows_all_alike_are_measured() {
    let one = numbers(&[vec![1, 2, 3]], 3);
    let risk = measure(&one, &Question { population: Some(10), ..Question::about(all(&one)) });
    assert_eq!((risk.groups.unique, risk.combinations[0].minimal, risk.combinations[1].minimal), (1, 3, 0));
    let alike = numbers(&vec![vec![1, 2, 3]; 50], 3);
    let risk = measure(&alike, &Question { population: Some(1000), ..Question::about(all(&alike)) });
    assert_eq!((risk.groups.smallest, risk.combinations[2].distinct, risk.combinations[2].below_k), (50, 1, 0));
    assert!(risk.worst.is_empty() && risk.attackers.population.expect("given").right_if_alone.is_none());
}

#[test]
fn the_cost_is_known_from_sizes_alone() {
    let quasi = (0..28).map(|column| Quasi { column, absent: None }).collect();
    let cost = Question::about(quasi).cost(200_000);
    assert_eq!(cost.sets, [28, 378, 3276, 20475]);
    assert!(cost.memory_bytes < 1 << 30 && cost.processor_seconds < 20.0);
}
