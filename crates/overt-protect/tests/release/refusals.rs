//! What is refused before anything is read.

use jiff::civil::date;
use overt_model::{Class, Rung};
use overt_protect::release::{Agreement, Code, ColumnFact, Facts, Policy, plan};
use proptest::prelude::*;

use crate::house::{AGGREGATE, COUNTS, SYNTH, TABLE, column, earlier, facts, policy};

fn codes(policy: &Policy, facts: &Facts) -> Vec<Code> {
    policy.check(facts).iter().map(|refusal| refusal.code).collect()
}

#[test]
fn a_policy_that_asks_for_nothing_bad_is_not_refused() {
    for method in [TABLE, COUNTS, SYNTH, AGGREGATE] {
        assert_eq!(policy(1, method).check(&facts()), []);
    }
}

#[test]
fn each_thing_that_may_not_be_has_its_code() {
    type Spoil = fn(&mut Policy, &mut Facts);
    let cases: [(Code, Spoil); 19] = [
        (Code::Codebook, |_, facts| facts.codebook_version = "2.0.0".to_owned()),
        (Code::Column, |policy, _| policy.columns.push("colour".to_owned())),
        (Code::Column, |policy, _| policy.columns.retain(|column| column != "act")),
        (Code::Column, |_, facts| facts.columns[0] = column("stage", &["T1", "_T"])),
        (Code::Column, |policy, _| policy.columns.push("act".to_owned())),
        (Code::Place, |_, facts| facts.columns[0].rung = Some(Rung::Locality)),
        (Code::Place, |_, facts| facts.columns[0].property = "protected_place".to_owned()),
        (Code::PersonNamed, |_, facts| facts.columns[0].property = "other_names".to_owned()),
        (Code::NotDeidentified, |_, facts| facts.columns[0].deidentify = "pseudonym".to_owned()),
        (Code::NotDeidentified, |_, facts| facts.columns[0].deidentify = "age-band".to_owned()),
        (Code::Agreement, |_, facts| facts.contributors[0].agreement = None),
        (Code::Agreement, |_, facts| facts.contributors.clear()),
        (Code::Agreement, |_, facts| facts.day = date(2026, 11, 27)),
        (Code::Agreement, |_, facts| {
            facts.contributors[0].agreement = Some(Agreement { expires: None, allows_purpose: false });
        }),
        (Code::Policy, |policy, _| policy.name = "Acts of 2026".to_owned()),
        (Code::Policy, |policy, _| policy.licence = " ".to_owned()),
        (Code::Cost, |policy, facts| {
            for at in 0..300 {
                policy.columns.push(format!("column_{at}"));
                facts.columns.push(column(&format!("column_{at}"), &["yes"]));
            }
        }),
        (Code::Cost, |_, facts| {
            let values: Vec<String> = (0..60_000).map(|value| value.to_string()).collect();
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            facts.columns[0] = column("stage", &values);
            facts.columns[2] = column("act", &values);
        }),
        (Code::Cost, |policy, _| policy.method = crate::house::policy(1, "kind = 'table'\nsets = [[]]").method),
    ];
    for (code, spoil) in cases {
        let (mut policy, mut facts) = (policy(1, TABLE), facts());
        spoil(&mut policy, &mut facts);
        assert_eq!(codes(&policy, &facts), [code], "{:?}", policy.check(&facts));
        assert!(plan(policy, facts, earlier()).is_err());
    }
}

#[test]
fn amounts_of_several_currencies_are_never_put_together() {
    let mut facts = facts();
    for currency in ["eur", "npr"] {
        let amounts = column(&format!("advantage_amount_{currency}"), &["0", "1-10", "other-currency"]);
        let property = "advantage_amount".to_owned();
        let deidentify = "amount-band".to_owned();
        facts.columns.push(ColumnFact { property, deidentify, is_deidentified: true, ..amounts });
    }
    let mut mixed = policy(1, TABLE);
    mixed.columns.push("advantage_amount".to_owned());
    let refusals = mixed.check(&facts);
    assert_eq!(codes(&mixed, &facts), [Code::Column]);
    assert!(
        refusals[0].sentence.contains("several currencies") && refusals[0].way_out.contains("advantage_amount_npr")
    );
    *mixed.columns.last_mut().unwrap() = "advantage_amount_npr".to_owned();
    assert_eq!(mixed.check(&facts), []);
}

#[test]
fn methods_have_bounds_that_a_policy_cannot_lower() {
    let cases = [
        (Code::Threshold, "kind = 'table'\nsets = [['act']]\nrules = { threshold = 10 }"),
        (Code::Threshold, "kind = 'table'\nsets = [['act']]\nround = 5"),
        (Code::Policy, "kind = 'table'\nsets = [['act']]\nround = 20\nshares = 'act'"),
        (Code::Policy, "kind = 'table'\nsets = [['act'], ['stage']]\nshares = 'act'"),
        (Code::Policy, "kind = 'table'\nsets = [['act', 'stage'], ['stage', 'act']]"),
        (Code::Column, "kind = 'table'\nsets = [['act', 'act']]"),
        (Code::Limit, &COUNTS.replace("epsilon = 1.0", "epsilon = 0.0")),
        (Code::Limit, &COUNTS.replace("epsilon = 1.0", "epsilon = 1e9")),
        (Code::Limit, &COUNTS.replace("delta = 1e-6", "delta = 0.5")),
        (Code::Limit, &COUNTS.replace("rows_most = 2", "rows_most = 0")),
        (Code::Limit, &COUNTS.replace("weight = 2", "weight = 0")),
        (Code::Limit, &COUNTS.replace("'person'", "'record'")),
        (Code::Limit, &SYNTH.replace("epsilon = 1.0", "epsilon = 0.0")),
        (Code::Threshold, "kind = 'aggregate'\nk = 10"),
    ];
    for (code, method) in cases {
        assert_eq!(codes(&policy(1, method), &facts()), [code], "{method}");
    }
}

#[test]
fn what_is_no_person_is_not_promised_as_one_and_what_leaves_in_sums_is_not_in_rows() {
    let mut facts = Facts { rows_are_people: false, ..facts() };
    for method in [COUNTS, SYNTH] {
        assert_eq!(codes(&policy(1, method), &facts), [Code::Limit]);
        let of_records = method.replace("'person'", "'record'").replace("rows_most = 2", "rows_most = 1");
        assert_eq!(codes(&policy(1, &of_records), &facts), []);
        assert_eq!(codes(&policy(1, &method.replace("'person'", "'contributor'")), &facts), []);
    }
    facts.columns[0].deidentify = "aggregate".to_owned();
    assert_eq!(codes(&policy(1, AGGREGATE), &facts), [Code::NotDeidentified]);
    assert_eq!(codes(&policy(1, TABLE), &facts), []);
}

#[test]
fn synthetic_records_are_planned_only_over_what_is_there() {
    for (from, to) in [
        ("codes = ['T1', 'A20']", "codes = ['T1', 'A99']"),
        ("columns = ['stage', 'act']", "columns = ['stage', 'stage']"),
        ("columns = ['stage', 'act']", "columns = ['stage', 'town']"),
        ("columns = ['stage', 'actor', 'act']", "columns = ['stage', 'town']"),
        ("emphasise = [", "emphasise = [{ columns = ['act', 'stage', 'actor'] }, "),
        ("weight = 3", "weight = 0"),
    ] {
        let method = SYNTH.replace(from, to);
        assert_ne!(method, SYNTH);
        let refused = plan(policy(1, &method), facts(), earlier()).expect_err(to);
        assert_eq!(refused[0].code, Code::Policy, "{}", refused[0]);
    }
}

#[test]
fn impossible_pairs_that_leave_no_record_are_refused_before_anything_is_read() {
    let pair = |stage: &str, actor: &str| format!("{{ columns = ['actor', 'stage'], codes = ['{actor}', '{stage}'] }}");
    let pairs: Vec<String> =
        ["", "T1", "T4"].iter().flat_map(|stage| ["P01", "P06", "P07"].map(|actor| pair(stage, actor))).collect();
    let with = |pairs: &[String]| SYNTH.replace("impossible = [", &format!("impossible = [{}, ", pairs.join(", ")));
    let refused = plan(policy(1, &with(&pairs)), facts(), earlier()).expect_err("no stage has an actor");
    assert!(refused[0].code == Code::Policy && refused[0].sentence.contains("impossible"), "{}", refused[0]);
    let twice = [&pairs[..8], &pairs[..8]].concat();
    assert!(plan(policy(1, &with(&twice)), facts(), earlier()).is_ok(), "one stage with one actor is left");
}

#[test]
fn an_expired_agreement_is_refused_with_the_name_of_the_contributor() {
    let mut facts = facts();
    facts.day = date(2027, 1, 1);
    let refusals = policy(1, TABLE).check(&facts);
    assert!(refusals[0].to_string().contains("Shelter House has an agreement that has expired"), "{}", refusals[0]);
}

#[test]
fn an_unknown_field_is_named_and_the_canonical_policy_is_the_same_policy() {
    let policy = policy(1, COUNTS);
    let canonical = policy.canonical();
    let commented = format!("# Decided in November.\n{canonical}");
    let again = Policy::read(&commented).expect("it is a policy");
    assert_eq!((again.canonical(), again.hash()), (canonical.clone(), policy.hash()));
    for line in ["thresold = 3\n", "seed = 7\n"] {
        let refused = Policy::read(&format!("{line}{canonical}")).expect_err("there is no such field");
        let field = line.split(' ').next().expect("a word");
        assert!(refused.code == Code::Policy && refused.sentence.contains(field), "{refused}");
    }
    let misspelt = Policy::read(&canonical.replace("epsilon", "epsilom")).expect_err("there is no such field");
    assert!(misspelt.sentence.contains("epsilom"), "{misspelt}");
}

proptest! {
    #[test]
    fn a_policy_with_any_sealed_column_is_refused(
        sealed in proptest::sample::select(vec![Class::Direct, Class::Narrative, Class::Sensitive]),
        at in 0_usize..3,
        deidentify in proptest::sample::select(vec!["keep", "aggregate", "drop", "year"]),
        method in proptest::sample::select(vec![TABLE, COUNTS]),
    ) {
        let mut facts = facts();
        facts.columns[at].class = sealed;
        facts.columns[at].deidentify = deidentify.to_owned();
        facts.columns[at].is_deidentified = true;
        prop_assert!(codes(&policy(1, method), &facts).contains(&Code::SealedClass));
        prop_assert!(plan(policy(1, method), facts, earlier()).is_err());
    }
}
