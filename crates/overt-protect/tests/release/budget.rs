//! Releases with noise, and what they spend together.

use overt_protect::dp::{Limit, Unit};
use overt_protect::release::{Caps, Code, Earlier, Ledger, plan};

use crate::house::{COUNTS, draw, earlier, facts, planned, policy, read, released, verified};

#[test]
fn two_releases_add_up_and_the_third_is_refused_before_anything_is_read() {
    let mut ledger = Ledger::default();
    for version in [1, 2] {
        let planned = planned(policy(version, COUNTS), Earlier { ledger: ledger.clone(), ..earlier() });
        assert!(planned.cost().contains("of 2 is spent on one person"), "{}", planned.cost());
        ledger = Ledger::read(&planned.ledger().write()).expect("what is written can be read");
        let release = released(draw(planned, version.into()).expect("the budget suffices"));
        assert!(verified(release.files()).passed());
    }
    let sums = ledger.sums();
    assert_eq!((sums.len(), sums[0].releases, sums[0].unit), (1, 2, Unit::Person));
    assert!((1.4..1.5).contains(&sums[0].spent.epsilon), "{}", sums[0].spent.epsilon);
    let third = COUNTS.replace("epsilon = 1.0", "epsilon = 1.6");
    let refused =
        plan(policy(3, &third), facts(), Earlier { ledger: ledger.clone(), ..earlier() }).expect_err("too much");
    assert_eq!((refused.len(), refused[0].code), (1, Code::Budget));
    let again = plan(policy(2, COUNTS), facts(), Earlier { ledger, ..earlier() }).expect_err("told already");
    assert_eq!(again[0].code, Code::Ledger);
}

#[test]
fn without_a_cap_there_is_no_release_with_noise() {
    let refused = plan(policy(1, COUNTS), facts(), Earlier { caps: Caps::default(), ..earlier() }).expect_err("no cap");
    assert_eq!(refused[0].code, Code::Limit);
}

#[test]
fn an_entry_that_is_changed_or_left_out_breaks_the_chain() {
    let mut ledger = Ledger::default();
    for version in [1, 2, 3] {
        let method = COUNTS.replace("epsilon = 1.0", "epsilon = 0.3");
        ledger = planned(policy(version, &method), Earlier { ledger, ..earlier() }).ledger().clone();
    }
    let written = String::from_utf8(ledger.write()).expect("text");
    assert_eq!(Ledger::read(written.as_bytes()).expect("unchanged"), ledger);
    let changed = written.replacen("\"version\": 1", "\"version\": 9", 1);
    assert_eq!(Ledger::read(changed.as_bytes()).expect_err("changed").code, Code::Ledger);
    let mut value: serde_json::Value = serde_json::from_str(&written).expect("json");
    value["entries"].as_array_mut().expect("a list").remove(1);
    assert_eq!(Ledger::read(value.to_string().as_bytes()).expect_err("left out").code, Code::Ledger);
}

#[test]
fn the_same_noise_gives_the_same_bytes_and_how_many_records_there_are_is_not_told() {
    let made = |seed| draw(planned(policy(1, COUNTS), earlier()), seed).expect("the budget suffices");
    assert_eq!(made(1).files, made(1).files);
    let [one, other] = [1, 2].map(|seed| read(&made(seed).files, "01-stage.csv").to_owned());
    assert_ne!(one, other);
    let made = made(1);
    assert_eq!((made.manifest().control.rows_in, made.manifest().control.counted), (None, None));
    assert!(made.kept.is_empty());
    assert!(one.starts_with("stage,stage_label,count,least,most,supported\n"));
    assert!(read(&made.files, "manifest.json").contains("which nobody chose"));
    let told: Vec<&str> = made.files.iter().map(|(name, _)| read(&made.files, name)).collect();
    assert!(told.iter().all(|file| !file.contains("snapshot-7")), "the name of the snapshot is a hash of exact data");
}

#[test]
fn releases_without_delta_and_for_contributors_verify() {
    let cap = Some(Limit::new(4.0, 0.0).expect("a limit"));
    let method = COUNTS.replace("delta = 1e-6", "delta = 0.0").replace("person", "contributor");
    let earlier = Earlier { caps: Caps { contributor: cap, ..Caps::default() }, ..earlier() };
    let planned = planned(policy(1, &method), earlier);
    let table = crate::house::table(planned.domain(), crate::house::records());
    let table = table.with_contributors(vec![0; 400]).expect("as many");
    let mut rng = <rand_chacha::ChaCha20Rng as rand_chacha::rand_core::SeedableRng>::seed_from_u64(1);
    let made = planned.draw(table, &mut rng).expect("the budget suffices");
    assert!(verified(released(made).files()).passed());
}
