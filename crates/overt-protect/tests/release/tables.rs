//! Releases of tables in which small numbers are hidden or rounded.

use overt_protect::release::{Code, Earlier, plan};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::house::{COUNTS, TABLE, draw, earlier, facts, planned, policy, publish, read, released, table, verified};

/// The counts of a table that are told.
fn told(csv: &str) -> Vec<i64> {
    let count = |line: &str| line.rsplit(',').next().and_then(|count| count.parse().ok());
    csv.lines().skip(1).filter_map(count).collect()
}

#[test]
fn tables_shares_and_rounded_tables_are_released_and_verify() {
    let methods = [
        TABLE.to_owned(),
        format!("{TABLE}\nround = 12"),
        "kind = 'table'\nsets = [['stage', 'act']]\nrules = { threshold = 15, zeros = true }".to_owned(),
        "kind = 'table'\nsets = [['stage', 'act'], ['act', 'actor']]\nshares = 'act'".to_owned(),
    ];
    for method in methods {
        let made = draw(planned(policy(1, &method), earlier()), 1).expect("nothing can be told");
        let release = released(made);
        assert!(verified(release.files()).passed());
        assert!(read(release.files(), "notes.md").contains("## What must not be concluded"));
        assert!(
            read(release.files(), "01-stage-act.csv").starts_with("stage,stage_label,act,act_label,state,"),
            "{method}"
        );
    }
}

#[test]
fn what_is_hidden_is_a_state_and_not_a_number() {
    let made = draw(planned(policy(1, TABLE), earlier()), 1).expect("nothing can be told");
    let csv = read(&made.files, "01-stage-act.csv");
    assert!(csv.contains(",suppressed,\n"));
    assert!(csv.lines().any(|line| line.starts_with("_T,Total,_T,Total,")));
    assert!(csv.contains("T4,\"Label, of \"\"T4\"\"\""));
    assert!(read(&made.files, "01-stage-act.csv-metadata.json").contains("\"primaryKey\": ["));
    assert!(read(&made.files, "codebook.json").contains("(es)"));
    assert_eq!(made.kept.len(), 2, "an audit for each table");
    assert!(made.files.iter().all(|(name, _)| !name.contains("audit")));
    let control = &made.manifest().control;
    assert_eq!((control.rows_in, control.counted), (Some(400), Some(400)));
}

#[test]
fn parquet_is_listed_and_other_files_are_not_taken() {
    let made = draw(planned(policy(1, TABLE), earlier()), 1).expect("nothing can be told");
    let made = made.with_parquet(|sheet| sheet.rows().to_le_bytes().to_vec());
    let mut files = made.files.clone();
    let release = released(made);
    assert!(release.manifest().files.iter().any(|listed| listed.name == "02-actor.parquet"));
    files.push(("victims.csv".to_owned(), b"name".to_vec()));
    assert_eq!(publish(files, ["Ana", "Ben"]).expect_err("it is not of the release").code, Code::Files);
}

#[test]
fn what_is_said_to_be_hidden_of_shares_is_what_the_file_does_not_tell() {
    let method = "kind = 'table'\nsets = [['stage', 'act']]\nshares = 'act'";
    let made = draw(planned(policy(1, method), earlier()), 1).expect("nothing can be told");
    let hidden = read(&made.files, "01-stage-act.csv").lines().filter(|line| line.ends_with(",suppressed,,")).count();
    assert!(hidden > 0 && read(&made.files, "risk.json").contains(&format!("\"suppressed\": {hidden}\n")));
    assert!(read(&made.files, "notes.md").contains(&format!("{hidden} of 20 shares")));
}

#[test]
fn a_release_remembers_the_tables_that_it_shows_and_no_earlier_ones() {
    let first = draw(planned(policy(1, TABLE), earlier()), 1).expect("nothing can be told");
    let again = Earlier { shown: first.shown.clone(), ..earlier() };
    let second = draw(planned(policy(2, TABLE), again), 1).expect("the same is told");
    assert_eq!((first.shown.len(), second.shown.len()), (2, 2));
    let noisy = Earlier { shown: first.shown, ..earlier() };
    let noisy = draw(planned(policy(2, COUNTS), noisy), 1).expect("the budget suffices");
    assert!(noisy.shown.is_empty());
}

#[test]
fn a_second_release_that_differs_by_one_record_is_refused() {
    let first = draw(planned(policy(1, TABLE), earlier()), 1).expect("nothing can be told");
    let earlier = || Earlier { shown: first.shown.clone(), ..earlier() };
    let second = |records: usize| {
        let planned = planned(policy(2, "kind = 'table'\nsets = [['stage']]"), earlier());
        let table = table(planned.domain(), crate::house::records().chain(std::iter::repeat_n(1, records)));
        planned.draw(table, &mut ChaCha20Rng::seed_from_u64(1)).map(|_| ())
    };
    assert_eq!(second(0), Ok(()));
    // More columns than those of the release are needed: those it is compared by.
    assert_eq!(planned(policy(2, "kind = 'table'\nsets = [['stage']]"), earlier()).domain().columns().len(), 3);
    assert_eq!(second(1).expect_err("one person more").code, Code::Differencing);
    let mut gone = facts();
    gone.columns.retain(|column| column.name != "actor");
    let mut stage = policy(2, "kind = 'table'\nsets = [['stage']]");
    stage.columns = vec!["stage".to_owned()];
    let refused = plan(stage, gone, earlier()).expect_err("nobody can compare them");
    assert_eq!(refused[0].code, Code::Differencing);
}

#[test]
fn too_few_people_for_a_table_and_records_of_strangers_are_refused() {
    let few = planned(policy(1, TABLE), earlier());
    let table_of_five = table(few.domain(), 0..5);
    let refused = few.draw(table_of_five, &mut ChaCha20Rng::seed_from_u64(1)).expect_err("five people");
    assert_eq!(refused.code, Code::NothingLeft);
    let strange = planned(policy(1, TABLE), earlier());
    let strangers = table(strange.domain(), 0..50).with_contributors(vec![1; 50]).expect("as many");
    let refused = strange.draw(strangers, &mut ChaCha20Rng::seed_from_u64(1)).expect_err("nobody knows them");
    assert_eq!(refused.code, Code::Data);
}

#[test]
fn rules_about_contributors_need_to_know_who_contributed_what() {
    let method = "kind = 'table'\nsets = [['stage']]\nrules = { threshold = 11, p_percent = 10 }";
    let draw = |contributors: Option<Vec<u32>>| {
        let mut facts = facts();
        facts.contributors = vec![facts.contributors[0].clone(); 3];
        let planned = plan(policy(1, method), facts, earlier()).expect("nothing speaks against it");
        let table = table(planned.domain(), crate::house::records());
        let table = match contributors {
            Some(numbers) => table.with_contributors(numbers).expect("as many"),
            None => table,
        };
        planned.draw(table, &mut ChaCha20Rng::seed_from_u64(1))
    };
    assert_eq!(draw(None).expect_err("nobody knows").code, Code::Data);
    assert_eq!(draw(Some(vec![0; 400])).expect_err("all is of one").code, Code::NothingLeft);
    let made = draw(Some((0..400).map(|row| row % 3).collect())).expect("three have as much each");
    assert!(verified(released(made).files()).passed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nothing_below_the_threshold_is_shown_and_the_same_data_give_the_same_bytes(
        records in proptest::collection::vec(0_usize..36, 30..300),
        threshold in 11_i64..30,
    ) {
        let method = format!("{TABLE}\nrules = {{ threshold = {threshold} }}");
        let made = || {
            let planned = planned(policy(1, &method), earlier());
            let table = table(planned.domain(), records.iter().copied());
            planned.draw(table, &mut ChaCha20Rng::seed_from_u64(1))
        };
        if let (Ok(one), Ok(other)) = (made(), made()) {
            prop_assert_eq!(&one.files, &other.files);
            for name in ["01-stage-act.csv", "02-actor.csv"] {
                prop_assert!(told(read(&one.files, name)).iter().all(|count| *count == 0 || *count >= threshold));
            }
            prop_assert!(publish(one.files, ["Ana", "Ben"]).is_ok());
        }
    }
}
