//! What is sensitive, what is rounded, which shares are told, and what is refused.

use overt_protect::suppress::{
    AuditError, Axis, CELLS_MAX, Cell, Counts, CountsError, Dominance, Population, Remains, RoundError, Rules,
    RulesError, Why, round, shares, suppress,
};
use overt_protect::{ColumnDomain, Domain, Rows};
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

fn axes(sizes: &[usize]) -> Vec<Axis> {
    let axis = |(axis, &size): (usize, &usize)| Axis {
        name: format!("column {axis}"),
        values: (0..size).map(|at| at.to_string()).collect(),
    };
    sizes.iter().enumerate().map(axis).collect()
}

fn counts(sizes: &[usize], given: &[i64]) -> Counts {
    let given: Vec<Option<i64>> = given.iter().copied().map(Some).collect();
    Counts::from_cells(axes(sizes), Population::everyone(), &given).expect("sound")
}

/// Two to four columns of a few values each, and counts of them.
fn any_counts() -> impl Strategy<Value = Counts> {
    prop::collection::vec(1_usize..5, 1..5).prop_flat_map(|sizes| {
        let cells = sizes.iter().product::<usize>();
        prop::collection::vec(prop_oneof![3 => 0_i64..30, 1 => Just(0_i64), 1 => 0_i64..3000], cells)
            .prop_map(move |given| counts(&sizes, &given))
    })
}

#[test]
fn a_cell_is_sensitive_if_few_contributors_have_nearly_all_of_it() {
    // 100 from three: 80, 15 and 5. The two largest have 95 of 100. Not to have more than 90 of 100 it would have to be over 105.
    // The second, who knows its 15, can estimate the 80 of the first to within 5, which is less than 10 percent of 80, by 3.
    let parts = [(0, 1, 80), (0, 2, 15), (0, 3, 5), (1, 1, 25), (1, 2, 25), (1, 3, 25), (1, 4, 25)];
    let table = counts(&[2], &[100, 100]).with_contributions(parts).expect("they add up");
    let of = |rules: Rules| rules.sensitive(&table).expect("sound rules");
    let dominance = of(Rules { dominance: Some(Dominance { largest: 2, percent: 90 }), ..Rules::default() });
    assert_eq!(dominance.len(), 1);
    assert_eq!(
        (dominance[0].cell, dominance[0].why, dominance[0].low, dominance[0].high),
        (0, Why::Dominance, 94, 106)
    );
    let p_percent = of(Rules { p_percent: Some(10), ..Rules::default() });
    assert_eq!(p_percent.len(), 1);
    assert_eq!((p_percent[0].cell, p_percent[0].why, p_percent[0].low, p_percent[0].high), (0, Why::PPercent, 97, 103));
    let both =
        Rules { dominance: Some(Dominance { largest: 2, percent: 90 }), p_percent: Some(10), ..Rules::default() };
    let done = suppress(&table, &both).expect("it passes its audit");
    assert_eq!(done.published.at(&[Some(0)]), Some(Cell::Suppressed));
    let without = suppress(&counts(&[2], &[100, 100]), &both);
    assert_eq!(without.expect_err("not known"), AuditError::Rules(RulesError::Contributors));
}

#[test]
fn zeros_are_sensitive_only_if_the_rules_say_so_and_the_impossible_never_is() {
    let given = [Some(0), Some(40), Some(50), None, Some(60), Some(70), Some(80), Some(90), Some(0)];
    let table = Counts::from_cells(axes(&[3, 3]), Population::everyone(), &given).expect("sound");
    assert_eq!(Rules::default().sensitive(&table), Ok(Vec::new()));
    let done = suppress(&table, &Rules { zeros: true, ..Rules::default() }).expect("it passes its audit");
    assert_eq!(done.published.at(&[Some(0), Some(0)]), Some(Cell::Suppressed));
    assert_eq!(done.published.at(&[Some(1), Some(0)]), Some(Cell::Impossible));
    assert_eq!(done.why.iter().filter(|why| **why == Some(Why::Zero)).count(), 2);
}

#[test]
fn a_table_is_counted_with_its_totals_and_contributors() {
    let column = |name: &str, values: &[&str]| {
        ColumnDomain::new(name, values.iter().map(ToString::to_string).collect()).expect("declared")
    };
    let domain =
        Domain::new(vec![column("age", &["child", "adult"]), column("act", &["A01", "A18"])]).expect("declared");
    let mut rows = Rows::new(domain);
    for row in [["child", "A01"], ["adult", "A01"], ["adult", "A18"], ["adult", "A18"]] {
        rows.push(row).expect("declared");
    }
    let table = rows.finish().with_contributors(vec![1, 1, 2, 2]).expect("one for each row");
    let all = Counts::of(&table, &["age", "act"], &Population::everyone()).expect("small");
    assert_eq!([all.at(&[Some(1), Some(1)]), all.at(&[Some(1), None]), all.at(&[None, None])], [2, 3, 4]);
    let adults = Counts::of(&table, &["act"], &Population::everyone().only("age", ["adult"])).expect("small");
    assert_eq!([adults.at(&[Some(0)]), adults.at(&[None])], [1, 3]);
    let rules = Rules { threshold: 2, dominance: Some(Dominance { largest: 1, percent: 60 }), ..Rules::default() };
    let dominated = rules.sensitive(&adults).expect("contributors are known");
    assert_eq!(dominated.iter().map(|cell| cell.cell).collect::<Vec<_>>(), [0, 1, 2]);
    let twice = table.with_people(vec![7, 8, 8, 9]).expect("one for each row");
    assert_eq!(
        Counts::of(&twice, &["age"], &Population::everyone()).expect_err("rows are not people"),
        CountsError::PersonTwice
    );
}

#[test]
fn what_cannot_be_counted_is_refused_before_anything_is_computed() {
    assert_eq!(Counts::cost(&[3; 300]), Err(CountsError::Columns(300)));
    assert_eq!(Counts::cost(&[45, 45, 45]), Ok(46 * 46 * 46));
    assert_eq!(Counts::cost(&[999, 1000]), Err(CountsError::Cells { cells: Some(1_001_000), max: CELLS_MAX }));
    assert_eq!(Counts::cost(&[usize::MAX, 2]), Err(CountsError::Cells { cells: None, max: CELLS_MAX }));
    let refused =
        |given: &[Option<i64>]| Counts::from_cells(axes(&[2]), Population::everyone(), given).expect_err("unsound");
    let error = refused(&[Some(1), Some(-4711)]);
    assert_eq!(error, CountsError::Count(2));
    assert!(!error.to_string().contains("4711"));
    assert_eq!(refused(&[Some(1)]), CountsError::Given { given: 1, needed: 2 });
    assert_eq!(refused(&[Some(1), Some(i64::MAX)]), CountsError::Count(2));
    let table = counts(&[2], &[4, 5]);
    assert_eq!(table.clone().with_impossible(|at| at == [1]).expect_err("somebody is"), CountsError::Impossible(2));
    assert_eq!(table.clone().with_contributions([(0, 1, 4)]).expect_err("too few"), CountsError::Contributions(2));
    assert_eq!(table.with_contributions([(0, 1, 5)]).expect_err("too many"), CountsError::Contributions(1));
    let rules = Rules { threshold: 1, ..Rules::default() };
    assert!(matches!(rules.check(), Err(RulesError::Range { .. })));
}

#[test]
fn of_a_table_of_few_people_only_totals_or_nothing_remain() {
    let remains = |given: &[i64]| suppress(&counts(&[2, 2], given), &Rules::default()).expect("it passes").remains();
    assert_eq!(remains(&[1, 2, 3, 4]), Remains::Nothing);
    assert_eq!(remains(&[10, 10, 10, 10]), Remains::OnlyTotals);
    assert_eq!(remains(&[100, 100, 100, 100]), Remains::Cells);
    assert_eq!(remains(&[0, 0, 0, 5]), Remains::Nothing);
}

#[test]
fn a_record_that_was_tampered_with_does_not_pass() {
    let table = counts(&[3, 3], &[3, 40, 50, 60, 5, 70, 80, 90, 100]);
    let done = suppress(&table, &Rules::default()).expect("it passes its audit");
    assert_eq!(done.audit.check(&table, &done.published), Ok(()));
    let mut audit = done.audit.clone();
    audit.proofs.remove(0);
    assert!(matches!(audit.check(&table, &done.published), Err(AuditError::NoProof(_))));
    let mut audit = done.audit.clone();
    audit.proofs[0].high -= 1;
    assert!(matches!(audit.check(&table, &done.published), Err(AuditError::NoProof(_))));
    let mut audit = done.audit.clone();
    audit.tables[0][0].by += 1;
    assert_eq!(audit.check(&table, &done.published), Err(AuditError::Table(0)));
    let mut published = done.published.clone();
    let shown = published.cells.iter().position(|cell| matches!(cell, Cell::Shown(_))).expect("some are");
    published.cells[shown] = Cell::Shown(12);
    assert_eq!(done.audit.check(&table, &published), Err(AuditError::Cell(shown)));
    let other = counts(&[3, 3], &[3, 40, 50, 60, 5, 70, 80, 90, 101]);
    assert!(done.audit.check(&other, &done.published).is_err());
}

#[test]
fn a_share_is_coarse_enough_for_its_count_to_stay_uncertain() {
    let of = |given: &[i64]| {
        let done = suppress(&counts(&[given.len()], given), &Rules::default()).expect("it passes its audit");
        shares(&done, 0).expect("there is an axis").shares
    };
    let large = of(&[3_333, 6_667]);
    let first = large[0].expect("both are large");
    assert!(first.step <= 5 && (first.per_mille - 333).abs() <= first.step);
    assert_eq!(large[2], None, "the total has no share");
    let small = of(&[60, 40]);
    assert!(small[0].is_none_or(|share| share.step >= 100));
    assert_eq!(of(&[12, 13])[0], None, "no step is coarse enough");
    let hidden = of(&[5, 500, 700]);
    assert_eq!(hidden[0], None);
    assert!(shares(&suppress(&counts(&[1], &[20]), &Rules::default()).expect("it passes"), 1).is_err());
}

#[test]
fn a_base_that_hides_nothing_is_refused() {
    assert_eq!(round(&counts(&[1], &[7]), 2).expect_err("too fine"), RoundError::Base);
}

proptest! {
    #[test]
    fn what_is_rounded_adds_up_and_is_near(table in any_counts(), base in 3_i64..12) {
        let done = round(&table, base).expect("a sound base");
        let sizes: Vec<usize> = table.axes().iter().map(|axis| axis.values.len() + 1).collect();
        let (mut farthest, mut beyond) = (0, 0);
        for cell in 0..done.published.cells.len() {
            let mut rest = cell;
            let mut places: Vec<usize> = sizes.iter().rev().map(|size| { let place = rest % size; rest /= size; place }).collect();
            places.reverse();
            let at = |places: &[usize]| -> Vec<Option<usize>> {
                places.iter().zip(&sizes).map(|(&place, &size)| (place + 1 < size).then_some(place)).collect()
            };
            let shown = |places: &[usize]| match done.published.at(&at(places)) {
                Some(Cell::Rounded(count)) => count,
                other => panic!("a cell is {other:?}"),
            };
            let (count, rounded) = (table.at(&at(&places)), shown(&places));
            prop_assert!(rounded % base == 0 && rounded >= 0);
            let is_total = places.iter().zip(&sizes).any(|(&place, &size)| place + 1 == size);
            if sizes.len() <= 2 || !is_total {
                prop_assert!((rounded - count).abs() < base && (count % base != 0 || rounded == count));
            }
            farthest = farthest.max((rounded - count).abs());
            beyond += usize::from((rounded - count).abs() >= base);
            for axis in 0..sizes.len() {
                if places[axis] + 1 == sizes[axis] {
                    let parts: i64 = (0..sizes[axis] - 1).map(|place| {
                        let mut part = places.clone();
                        part[axis] = place;
                        shown(&part)
                    }).sum();
                    prop_assert_eq!(parts, rounded);
                }
            }
        }
        prop_assert_eq!((farthest, beyond), (done.farthest, done.beyond));
    }

    #[test]
    fn shares_leave_every_count_uncertain_by_the_threshold(given in prop::collection::vec(0_i64..4000, 2..6)) {
        let table = counts(&[given.len()], &given);
        let done = suppress(&table, &Rules::default()).expect("it passes its audit");
        let told = shares(&done, 0).expect("there is an axis").shares;
        for (&count, share) in given.iter().zip(&told).filter(|(count, _)| **count > 0) {
            let Some(share) = share else { continue };
            let of = given.iter().sum::<i64>();
            prop_assert!((1000 * count - share.per_mille * of).abs() * 2 <= share.step * of, "to the nearest");
            // Everybody whose share would be the same.
            let same = (11..=of).filter(|other| (2000 * other + of * share.step) / (2 * of * share.step) * share.step == share.per_mille);
            prop_assert!(same.count() >= 11);
        }
    }

    #[test]
    fn every_table_can_be_protected_whatever_the_rules(
        table in any_counts(),
        threshold in 2_i64..60,
        zeros in any::<bool>(),
        percent in 1_i64..99,
        first in 0_i64..101,
    ) {
        let sizes: Vec<usize> = table.axes().iter().map(|axis| axis.values.len()).collect();
        // The first contributor has so many percent of every cell, two others the rest.
        let parts: Vec<(usize, u32, i64)> = (0..sizes.iter().product())
            .flat_map(|at: usize| {
                let mut rest = at;
                let mut places: Vec<_> = sizes.iter().rev().map(|size| { let place = rest % size; rest /= size; Some(place) }).collect();
                places.reverse();
                let count = table.at(&places);
                let (of_first, of_second) = (count * first / 100, count * (100 - first) / 200);
                [(at, 1, of_first), (at, 2, of_second), (at, 3, count - of_first - of_second)]
            })
            .collect();
        let table = table.with_contributions(parts).expect("they add up");
        let dominance = Some(Dominance { largest: 2, percent });
        let done = suppress(&table, &Rules { threshold, zeros, dominance, p_percent: Some(percent) });
        prop_assert!(done.is_ok());
    }
}

#[test]
fn nearly_all_tables_of_three_columns_are_rounded_to_neighbours_in_every_total() {
    for (count_most, base) in [(8, 3), (60, 5), (15, 5), (300, 10), (40, 7)] {
        let all_next = |seed: &u64| {
            let mut random = ChaCha8Rng::seed_from_u64(*seed);
            let mut below = |limit: u32| random.next_u32() % limit;
            let sizes: Vec<usize> = (0..3).map(|_| 2 + below(5) as usize).collect();
            let given: Vec<i64> = (0..sizes.iter().product()).map(|_| i64::from(below(count_most))).collect();
            round(&counts(&sizes, &given), base).expect("a sound base").beyond == 0
        };
        let all_next = (0..200).filter(all_next).count();
        assert!(all_next >= 198, "base {base}, counts below {count_most}: {all_next} of 200");
    }
}

/// Whether any way to round the inner cells of a table of 2 by 2 by 2 brings all totals to a multiple next to them.
fn can_be_rounded(given: [i64; 8], base: i64) -> bool {
    let totals = (1..8_usize).flat_map(|over| (0..8_usize).filter(move |at| at & over == 0).map(move |at| (over, at)));
    let totals: Vec<Vec<usize>> = totals.map(|(over, at)| (0..8).filter(|cell| cell & !over == at).collect()).collect();
    (0..256).any(|up: usize| {
        let off = |cell: usize| {
            let down = -(given[cell] % base);
            if down < 0 && up >> cell & 1 == 1 { down + base } else { down }
        };
        totals.iter().all(|cells| cells.iter().map(|&cell| off(cell)).sum::<i64>().abs() < base)
    })
}

#[test]
fn nearly_all_small_tables_that_can_be_rounded_to_neighbours_are() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let (mut can, mut found) = (0, 0);
    for _ in 0..300 {
        let given: [i64; 8] = std::array::from_fn(|_| i64::from(random.next_u32() % 10));
        let is_found = round(&counts(&[2, 2, 2], &given), 3).expect("a sound base").beyond == 0;
        let can_be = can_be_rounded(given, 3);
        assert!(can_be || !is_found, "what cannot be was found for {given:?}");
        can += usize::from(can_be);
        found += usize::from(is_found);
    }
    assert!(found * 100 >= can * 99, "{found} of {can}");
}
