//! What somebody can subtract who keeps every table that was ever published.

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use overt_protect::suppress::{
    Cell, Counts, Dominance, Guard, GuardError, Population, Published, Rules, RulesError, round, suppress,
};
use overt_protect::{ColumnDomain, Domain, Rows, Table};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const COLUMNS: [(&str, &[&str]); 3] = [
    ("age", &["0-8", "9-17", "18-29", "30+"]),
    ("gender", &["woman", "man", "other"]),
    ("act", &["A01", "A02", "A18"]),
];

/// So many people for each combination.
fn table(people: impl Fn(usize, usize, usize) -> usize) -> Table {
    let columns = COLUMNS.map(|(name, values)| {
        ColumnDomain::new(name, values.iter().map(ToString::to_string).collect()).expect("declared")
    });
    let mut rows = Rows::new(Domain::new(columns.into()).expect("declared"));
    let [(_, ages), (_, genders), (_, acts)] = COLUMNS;
    for (age, age_name) in ages.iter().enumerate() {
        for (gender, gender_name) in genders.iter().enumerate() {
            for (act, act_name) in acts.iter().enumerate() {
                for _ in 0..people(age, gender, act) {
                    rows.push([*age_name, gender_name, act_name]).expect("declared");
                }
            }
        }
    }
    rows.finish()
}

fn published(table: &Table, columns: &[&str], population: &Population) -> Published {
    let counts = Counts::of(table, columns, population).expect("small");
    suppress(&counts, &Rules::default()).expect("it passes its audit").published
}

fn guard_after(tables: impl IntoIterator<Item = Published>) -> Guard {
    let mut guard = Guard::new();
    tables.into_iter().for_each(|published| guard.remember(published));
    guard
}

fn check(guard: &Guard, table: &Table, new: &Published) -> Result<(), GuardError> {
    guard.check(table, new, &Rules::default())
}

#[test]
fn two_releases_that_differ_by_one_record_are_refused() {
    let before = table(|age, gender, _| 20 + 7 * age + 3 * gender);
    let after = table(|age, gender, act| 20 + 7 * age + 3 * gender + usize::from((age, gender, act) == (2, 1, 0)));
    let everyone = Population::everyone();
    let guard = guard_after([published(&before, &["age", "gender"], &everyone)]);
    for columns in [&["age", "gender"][..], &["gender"], &["act"]] {
        let refused = check(&guard, &after, &published(&after, columns, &everyone));
        assert!(matches!(refused, Err(GuardError::Differs { earlier: 1, .. })), "{columns:?}: {refused:?}");
    }
    assert_eq!(check(&guard, &before, &published(&before, &["gender", "act"], &everyone)), Ok(()));
}

#[test]
fn a_population_that_differs_by_a_small_group_is_refused() {
    let data = table(|age, _, act| if age == 0 { usize::from(act == 0) } else { 40 });
    let guard = guard_after([published(&data, &["gender"], &Population::everyone())]);
    let older = Population::everyone().only("age", ["9-17", "18-29", "30+"]);
    assert!(matches!(check(&guard, &data, &published(&data, &["gender"], &older)), Err(GuardError::Differs { .. })));
    let adults = Population::everyone().only("age", ["18-29", "30+"]);
    assert_eq!(check(&guard, &data, &published(&data, &["gender"], &adults)), Ok(()));
}

#[test]
fn a_small_group_between_sums_of_cells_is_refused() {
    // Everyone by age is published, and then those of two ages of whom there are three fewer than in these cells.
    let data = table(|age, gender, _| if gender == 2 { usize::from(age == 1) } else { 30 });
    let guard = guard_after([published(&data, &["age"], &Population::everyone())]);
    let minors = Population::everyone().only("age", ["0-8", "9-17"]).only("gender", ["woman", "man"]);
    let refused = check(&guard, &data, &published(&data, &["act"], &minors));
    assert!(matches!(refused, Err(GuardError::Told { earlier: 1, .. })), "{refused:?}");
}

#[test]
fn the_same_table_with_another_pattern_of_hidden_cells_is_refused() {
    let data = table(|age, gender, _| if (age, gender) == (0, 2) { 1 } else { 20 + age });
    let first = published(&data, &["age", "gender"], &Population::everyone());
    assert_eq!(check(&guard_after([first.clone()]), &data, &first), Ok(()));
    // Another pattern is one that shows a cell which was hidden only to protect others.
    let counts = Counts::of(&data, &["age", "gender"], &Population::everyone()).expect("small");
    let place = |cell: usize, size: usize| if cell == size { None } else { Some(cell) };
    let count = |cell: usize| counts.at(&[place(cell / 4, 4), place(cell % 4, 3)]);
    let mut refused = 0;
    for cell in (0..first.cells.len()).filter(|&cell| first.cells[cell] == Cell::Suppressed && count(cell) >= 11) {
        let mut other = first.clone();
        other.cells[cell] = Cell::Shown(count(cell));
        let (least, most) = attack(&[first.clone(), other.clone()], &|person| person[..2] == [0, 2]);
        assert!(least > 1e-6 || most < 11.0 - 1e-6, "both together tell the small cell");
        for (before, after) in [(&first, &other), (&other, &first)] {
            let judged = check(&guard_after([before.clone()]), &data, after);
            assert!(matches!(judged, Err(GuardError::Told { .. })), "{judged:?}");
            refused += 1;
        }
    }
    assert!(refused > 0);
}

#[test]
fn a_cell_that_one_contributor_has_nearly_all_of_is_protected_as_one_of_few_people_is() {
    // Of every cell six organisations have a part, but of one: that is of one of them.
    let data = table(|age, gender, _| if (age, gender) == (0, 2) { 20 } else { 30 + age });
    let of_one = |row: usize| data.column(0)[row] == 0 && data.column(1)[row] == 2;
    let contributors = (0..6).cycle().enumerate().take(data.rows());
    let contributors = contributors.map(|(row, other)| if of_one(row) { 9 } else { other }).collect();
    let data = data.clone().with_contributors(contributors).expect("one for each row");
    let by_threshold = Rules::default();
    let by_contributor = [
        Rules { dominance: Some(Dominance { largest: 1, percent: 70 }), ..by_threshold },
        Rules { p_percent: Some(20), ..by_threshold },
    ];
    let counts = Counts::of(&data, &["age", "gender"], &Population::everyone()).expect("small");
    let place = |cell: usize, size: usize| if cell == size { None } else { Some(cell) };
    for rules in by_contributor {
        let first = suppress(&counts, &rules).expect("it passes its audit").published;
        let guard = guard_after([first.clone()]);
        assert_eq!(first.at(&[Some(0), Some(2)]), Some(Cell::Suppressed));
        assert_eq!(guard.check(&data, &first, &rules), Ok(()));
        // Another pattern shows a cell that was hidden only to protect that one.
        let mut refused = 0;
        for cell in (0..first.cells.len()).filter(|&cell| first.cells[cell] == Cell::Suppressed && cell != 2) {
            let mut other = first.clone();
            other.cells[cell] = Cell::Shown(counts.at(&[place(cell / 4, 4), place(cell % 4, 3)]));
            assert_eq!(guard.check(&data, &other, &by_threshold), Ok(()));
            refused += usize::from(matches!(guard.check(&data, &other, &rules), Err(GuardError::Told { .. })));
        }
        assert!(refused > 0);
    }
}

#[test]
fn rules_that_look_at_contributors_judge_nothing_where_these_are_not_known() {
    let data = table(|_, _, _| 20);
    let first = published(&data, &["age"], &Population::everyone());
    let rules = Rules { p_percent: Some(10), ..Rules::default() };
    let refused = guard_after([first.clone()]).check(&data, &first, &rules);
    assert_eq!(refused, Err(GuardError::Rules(RulesError::Contributors)));
}

#[test]
fn what_an_earlier_table_hides_is_not_shown_by_rounding() {
    let data = table(|age, gender, _| if (age, gender) == (0, 2) { 1 } else { 20 + age });
    let everyone = Population::everyone();
    let counts = Counts::of(&data, &["age", "gender"], &everyone).expect("small");
    let rounded = round(&counts, 5).expect("a sound base").published;
    let guard = guard_after([published(&data, &["age", "gender"], &everyone)]);
    assert!(matches!(check(&guard, &data, &rounded), Err(GuardError::Told { .. })));
    assert_eq!(check(&guard_after([rounded.clone()]), &data, &rounded), Ok(()));
}

#[test]
fn a_small_cell_of_a_population_that_an_earlier_table_cuts_up_is_protected_or_refused() {
    let minors = Population::everyone().only("age", ["0-8", "9-17"]);
    let judge = |small: [usize; 2]| {
        let data = table(|age, gender, act| if (gender, act) == (2, 0) && age < 2 { small[age] } else { 30 + age });
        let guard = guard_after([published(&data, &["age"], &Population::everyone())]);
        check(&guard, &data, &published(&data, &["gender", "act"], &minors))
    };
    assert_eq!(judge([0, 4]), Ok(()));
    // That both cells of the sum can be empty at once is not looked for, so this is refused although it is safe.
    assert!(matches!(judge([3, 4]), Err(GuardError::Told { earlier: 1, .. })));
}

#[test]
fn a_table_of_other_data_is_not_judged() {
    let data = table(|_, _, _| 20);
    let mut first = published(&data, &["age"], &Population::everyone());
    first.axes[0].name = "income".to_owned();
    let new = published(&data, &["act"], &Population::everyone());
    let refused = check(&guard_after([first]), &data, &new);
    assert_eq!(refused, Err(GuardError::Unknown { earlier: 1, column: "income".to_owned() }));
}

#[test]
fn earlier_tables_are_read_as_they_were_written() {
    let data = table(|age, gender, _| 3 * age + gender);
    let guard = guard_after([published(&data, &["age", "gender"], &Population::everyone().only("act", ["A01"]))]);
    let written = serde_json::to_string(&guard).expect("it can be written");
    let read: Guard = serde_json::from_str(&written).expect("it can be read");
    assert_eq!(serde_json::to_string(&read).expect("it can be written"), written);
    assert!(serde_json::from_str::<Guard>(&written.replacen(" x", " -3", 1)).is_err());
    assert!(serde_json::from_str::<Guard>(&written.replacen(" x", "", 1)).is_err());
}

/// The least and the most that a sum of people can be for somebody who knows all tables, in whole numbers or not.
fn attack(tables: &[Published], group: &dyn Fn(&[usize; 3]) -> bool) -> (f64, f64) {
    let sizes = COLUMNS.map(|(_, values)| values.len());
    let people: Vec<[usize; 3]> = (0..sizes.iter().product())
        .map(|at: usize| [at / sizes[2] / sizes[1], at / sizes[2] % sizes[1], at % sizes[2]])
        .collect();
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let variables: Vec<_> =
            people.iter().map(|at| problem.add_var(f64::from(u8::from(group(at))), (0.0, f64::INFINITY))).collect();
        for published in tables {
            let axes: Vec<usize> = published
                .axes
                .iter()
                .map(|axis| COLUMNS.iter().position(|column| column.0 == axis.name).expect("one of them"))
                .collect();
            for (cell, shown) in published.cells.iter().enumerate() {
                let Cell::Shown(count) = shown else { continue };
                let mut rest = cell;
                let places: Vec<(usize, usize)> = axes
                    .iter()
                    .rev()
                    .map(|&column| {
                        let place = rest % (sizes[column] + 1);
                        rest /= sizes[column] + 1;
                        (column, place)
                    })
                    .collect();
                let conditions = published.population.conditions();
                let counted = |(code, (name, values)): (&usize, &(&str, &[&str]))| {
                    conditions.get(*name).is_none_or(|kept| kept.contains(values[*code]))
                };
                let within = |at: &[usize; 3]| {
                    at.iter().zip(&COLUMNS).all(counted)
                        && places.iter().all(|&(column, place)| place == sizes[column] || at[column] == place)
                };
                let sum: Vec<_> =
                    people.iter().zip(&variables).filter(|(at, _)| within(at)).map(|(_, &of)| (of, 1.0)).collect();
                problem.add_constraint(&sum, ComparisonOp::Eq, f64::from(i32::try_from(*count).expect("small")));
            }
        }
        match problem.solve() {
            Ok(microlp::SolveOutcome::Solution(solution)) => solution.objective(),
            Err(microlp::Error::Unbounded) => f64::INFINITY,
            other => panic!("the data are a solution: {other:?}"),
        }
    };
    (solve(OptimizationDirection::Minimize), solve(OptimizationDirection::Maximize))
}

/// How many groups of two values below the threshold can be told from these tables: that somebody is in them, and that fewer than
/// the threshold are; or one of these if a table of everyone has a cell for them.
fn told(data: &Table, tables: &[Published]) -> usize {
    let mut told = 0;
    for (first, second) in [(0, 1), (1, 2), (0, 2)] {
        let names = [COLUMNS[first].0, COLUMNS[second].0];
        let counts = Counts::of(data, &names, &Population::everyone()).expect("small");
        let published = tables.iter().any(|table| {
            let of_axes = table.axes.iter().map(|axis| axis.name.as_str());
            of_axes.eq(names) && table.population == Population::everyone()
        });
        for one in 0..COLUMNS[first].1.len() {
            for two in 0..COLUMNS[second].1.len() {
                if (1..11).contains(&counts.at(&[Some(one), Some(two)])) {
                    let (least, most) = attack(tables, &|person| person[first] == one && person[second] == two);
                    let (somebody, few) = (least > 1e-6, most < 11.0 - 1e-6);
                    told += usize::from(if published { somebody || few } else { somebody && few });
                }
            }
        }
    }
    told
}

#[test]
fn an_attacker_with_linear_programs_over_all_tables_tells_no_small_group_if_the_guard_let_them_pass() {
    let everyone = Population::everyone;
    let (mut passed, mut refused, mut would_be_told) = (0, 0, 0);
    for seed in 0..40 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let numbers: Vec<usize> = (0..36)
            .map(|_| {
                let number = random.next_u32() as usize;
                if number.is_multiple_of(3) { number / 3 % 4 } else { number / 3 % 60 }
            })
            .collect();
        let data = table(|age, gender, act| numbers[age * 9 + gender * 3 + act]);
        let mut guard = Guard::new();
        let mut tables: Vec<Published> = Vec::new();
        for (columns, population) in [
            (["age", "gender"], everyone()),
            (["gender", "act"], everyone()),
            (["gender", "act"], everyone().only("age", ["9-17", "18-29", "30+"])),
            (["age", "act"], everyone().only("gender", ["woman"])),
            (["age", "act"], everyone()),
        ] {
            let new = published(&data, &columns, &population);
            if check(&guard, &data, &new).is_ok() {
                passed += 1;
                guard.remember(new.clone());
                tables.push(new);
            } else {
                refused += 1;
                would_be_told += told(&data, &[tables.clone(), vec![new]].concat());
            }
        }
        assert_eq!(told(&data, &tables), 0, "small groups can be told from the tables of seed {seed}");
    }
    assert!(
        passed > 80 && refused > 20 && would_be_told > 0,
        "{passed} passed, {refused} did not, {would_be_told} told"
    );
}
