//! Releases of records: invented ones, and rows that many have in common.

use std::collections::HashMap;

use overt_protect::dp::{Limit, Odometer, Unit};
use overt_protect::release::{Earlier, Ledger, Risk};
use proptest::prelude::*;

use crate::house::{AGGREGATE, SYNTH, draw, earlier, planned, policy, read, released, table, verified};

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
fn few_records_still_give_a_release_that_verifies() {
    for many in [0, 1, 3] {
        let planned = planned(policy(1, SYNTH), earlier());
        let table = table(planned.domain(), (0..many).map(|_| 1));
        let mut rng = <rand_chacha::ChaCha20Rng as rand_chacha::rand_core::SeedableRng>::seed_from_u64(1);
        let made = planned.draw(table, &mut rng).expect("noise alone is a release");
        assert!(verified(released(made).files()).passed());
    }
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
        let mut rng = <rand_chacha::ChaCha20Rng as rand_chacha::rand_core::SeedableRng>::seed_from_u64(1);
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
