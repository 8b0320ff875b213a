//! Releases of records: invented ones, and rows that many have in common.

use std::collections::HashMap;

use overt_protect::dp::{Entry, Limit, Odometer, Unit};
use overt_protect::release::{Caps, Code, Earlier, Facts, Ledger, Policy, Risk, plan};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::house::{
    AGGREGATE, SYNTH, column, draw, earlier, facts, planned, policy, read, records, released, table, verified,
};

#[test]
fn invented_records_verify_have_values_of_the_codebook_and_nothing_impossible() {
    let release = released(draw(planned(policy(1, SYNTH), earlier()), 1).expect("the budget suffices"));
    assert!(verified(release.files()).passed());
    let records = read(release.files(), "01-records.csv");
    assert!(records.starts_with("stage,actor,act\n"));
    assert!(records.lines().count() > 200);
    assert!(!records.lines().any(|row| row.starts_with("T1,") && row.ends_with(",A20")));
    let measured = read(release.files(), "02-measured.csv");
    assert!(measured.starts_with("columns,values,estimate,count,least,most,supported\n"));
    // Three columns, three pairs and the emphasised set: 3 + 3 + 4, 9 + 12 + 12, 36.
    assert_eq!(measured.lines().count(), 1 + 79);
    assert!(measured.lines().any(|row| row.starts_with("stage × actor × act,T4 × P01 × A18,")), "{measured}");
    let notes = read(release.files(), "notes.md");
    assert!(notes.contains("No record is a person") && notes.contains("for one person"), "{notes}");
}

#[test]
fn what_is_reserved_is_on_the_ledger_and_no_less_than_what_was_spent() {
    let planned = planned(policy(1, SYNTH), earlier());
    assert!(planned.cost().contains("invented records"), "{}", planned.cost());
    let ledger = planned.ledger().clone();
    let made = draw(planned, 1).expect("the budget suffices");
    let risk: Risk = serde_json::from_str(read(&made.files, "risk.json")).expect("it is one");
    let spend = ledger.entries()[0].spend.clone().expect("it is written down");
    let limit = Limit::new(1.0, 1e-6).expect("a limit");
    let told = |of| Odometer::open(limit, Unit::Person, of).expect("of persons").spent().epsilon;
    let (used, reserved) = (told(risk.spent), told(spend.mechanisms));
    assert!(used <= reserved && reserved <= 1.0 && used > 0.95, "{used} of {reserved}");
    let next = Earlier { ledger: Ledger::read(&ledger.write()).expect("it is one"), ..earlier() };
    assert!(crate::house::planned(policy(2, SYNTH), next).cost().contains("epsilon 1.4"));
}

#[test]
fn no_more_is_spent_than_reserved_whoever_is_protected_and_also_without_delta() {
    let limit = |epsilon, delta| Limit::new(epsilon, delta).expect("a limit");
    let (shared, pure) = (limit(8.0, 1e-5), limit(20.0, 0.0));
    let caps = Caps { record: Some(shared), person: Some(pure), contributor: Some(shared) };
    for (epsilon, delta, unit, rows_most) in [
        (1.0, 0.0, Unit::Person, 1),
        (20.0, 0.0, Unit::Person, 3),
        (0.1, 0.0, Unit::Contributor, 5),
        (4.0, 1e-6, Unit::Contributor, 5),
        (0.1, 1e-6, Unit::Record, 1),
    ] {
        let promise = format!("epsilon = {epsilon:?}, delta = {delta:?}, unit = '{unit}', rows_most = {rows_most}");
        let policy = policy(1, &format!("kind = 'synth'\npromise = {{ {promise} }}"));
        let planned = plan(policy, facts(), Earlier { caps, ..earlier() }).expect("nothing speaks against it");
        let reserved = planned.ledger().entries()[0].spend.clone().expect("it is written down").mechanisms;
        let table = table(planned.domain(), records());
        let contributors = vec![0; table.rows()];
        let table = table.with_contributors(contributors).expect("one for each row");
        let made = planned.draw(table, &mut ChaCha20Rng::seed_from_u64(1)).expect("the budget suffices");
        let risk: Risk = serde_json::from_str(read(&made.files, "risk.json")).expect("it is one");
        assert!(verified(released(made).files()).passed(), "{promise}");
        // By the account of the release, and by one with a delta.
        for account in [limit(epsilon, delta), shared] {
            let told = |of: &[Entry]| Odometer::open(account, unit, of.to_vec()).expect("of one unit").spent().epsilon;
            let (used, reserved) = (told(&risk.spent), told(&reserved));
            assert!(0.0 < used && used <= reserved, "{promise}: {used} of {reserved}");
        }
    }
}

#[test]
fn few_records_still_give_a_release_that_verifies() {
    for many in [0, 1, 3] {
        let planned = planned(policy(1, SYNTH), earlier());
        let table = table(planned.domain(), (0..many).map(|_| 1));
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let made = planned.draw(table, &mut rng).expect("noise alone is a release");
        assert!(verified(released(made).files()).passed());
    }
}

/// A policy of synthetic records of two columns with so many values each, and the facts for it.
fn wide(values: usize, promise: &str, more: &str) -> (Policy, Facts) {
    let codes: Vec<String> = (0..values).map(|value| value.to_string()).collect();
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let columns = vec![column("stage", &codes), column("act", &codes)];
    let mut policy = policy(1, &format!("kind = 'synth'\npromise = {{ {promise} }}\n{more}"));
    policy.columns = vec!["stage".to_owned(), "act".to_owned()];
    (policy, Facts { columns, ..facts() })
}

#[test]
fn a_wide_pair_can_be_emphasised_and_is_drawn_whatever_the_noise() {
    for epsilon in ["1.0", "0.01"] {
        let promise = format!("epsilon = {epsilon}, delta = 1e-6, unit = 'person', rows_most = 1");
        let emphasise = "emphasise = [{ columns = ['stage', 'act'] }, { columns = ['act'], weight = 2 }]";
        let (policy, facts) = wide(520, &promise, emphasise);
        let planned = plan(policy, facts, earlier()).expect("nothing speaks against it");
        let made = draw(planned, 1).expect("it can be made");
        assert!(verified(released(made).files()).passed());
    }
}

#[test]
fn where_no_noise_could_be_had_nothing_is_planned() {
    let promise = "epsilon = 0.01, delta = 1e-6, unit = 'person', rows_most = 1000";
    let (policy, facts) = wide(100, promise, "");
    let refused = plan(policy, facts, earlier()).expect_err("the noise of the pair is out of bounds");
    assert_eq!(refused[0].code, Code::Limit, "{}", refused[0]);
}

#[test]
fn common_rows_verify_and_an_empty_cell_has_a_code_of_its_own() {
    let release = released(draw(planned(policy(1, AGGREGATE), earlier()), 1).expect("it can be made"));
    assert!(verified(release.files()).passed());
    assert!(read(release.files(), "codebook.json").contains("\"_X\""));
    let mut rows: HashMap<&str, usize> = HashMap::new();
    read(release.files(), "01-records.csv").lines().skip(1).for_each(|row| *rows.entry(row).or_default() += 1);
    assert!(rows.values().all(|many| many % 11 == 0), "{rows:?}");
    assert!(release.manifest().control.rows_in.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_combination_of_common_rows_is_one_of_fewer_than_k_records(
        records in prop::collection::vec(0_usize..36, 11..400),
        k in 11_u32..20,
    ) {
        let method = AGGREGATE.replace("11", &k.to_string());
        let planned = planned(policy(1, &method), earlier());
        let table = table(planned.domain(), records);
        let value = |row: usize, column: usize| {
            &table.domain().columns()[column].values()[usize::from(table.column(column)[row])]
        };
        let rows: Vec<Vec<String>> =
            (0..table.rows()).map(|row| (0..3).map(|column| value(row, column).clone()).collect()).collect();
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        // Too few records are refused.
        let Ok(made) = planned.draw(table.clone(), &mut rng) else { return Ok(()) };
        let release = released(made);
        for row in read(release.files(), "01-records.csv").lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let has = |record: &&Vec<String>| record.iter().zip(&cells).all(|(one, cell)| *cell == "_X" || one == cell);
            prop_assert!(rows.iter().filter(has).count() >= k as usize, "{row}");
        }
    }
}
