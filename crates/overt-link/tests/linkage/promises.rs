//! Laws that hold for any data.

use std::collections::BTreeMap;

use arrow_array::StringArray;
use overt_link::{Constraints, Linked, Linker, Records, RecordsBuilder, carry_over};
use proptest::prelude::*;

use crate::people::{Row, people, records};

fn linked(records: &Records, threads: usize, constraints: &Constraints) -> (String, Linked) {
    let linker = Linker::new(records, threads).expect("the specification is sound");
    let model = linker.train().model;
    let outcome = linker.link(&model, constraints, &()).expect("the model was made for it");
    (toml::to_string(&model).expect("a model can be written"), outcome)
}

/// Everything that comes out, by ids.
fn outcome(records: &Records, threads: usize) -> (String, Vec<String>, BTreeMap<String, String>) {
    let (model, linked) = linked(records, threads, &Constraints::default());
    let pairs =
        linked.pairs.iter().map(|pair| format!("{} {} {:?}", records.id(pair.a), records.id(pair.b), pair.weight));
    let entities =
        (0..).zip(&linked.entities).map(|(record, first)| (records.id(record).into(), records.id(*first).into()));
    (model, pairs.collect(), entities.collect())
}

/// Pairs within entities: (joined, both joined and the same, the same).
pub(crate) fn counts(rows: &[Row], records: &Records, entities: &[u32]) -> (u64, u64, u64) {
    let people: BTreeMap<&str, usize> = rows.iter().map(|row| (row.id.as_str(), row.person)).collect();
    let person: Vec<usize> = records.numbers().map(|record| people[records.id(record)]).collect();
    let (mut joined, mut both, mut same) = (0, 0, 0);
    for a in 0..records.len() {
        for b in a + 1..records.len() {
            let (is_joined, is_same) = (entities[a] == entities[b], person[a] == person[b]);
            joined += u64::from(is_joined);
            same += u64::from(is_same);
            both += u64::from(is_joined && is_same);
        }
    }
    (joined, both, same)
}

#[test]
fn invented_people_are_found_again_and_few_are_joined_wrongly() {
    let rows = people(800, 1);
    let records = records(&rows);
    let (_, linked) = linked(&records, 2, &Constraints::default());
    let (joined, both, same) = counts(&rows, &records, &linked.entities);
    assert!(both * 1000 >= joined * 990, "of {joined} joined pairs {both} are the same");
    assert!(both * 100 >= same * 85, "of {same} pairs that are the same {both} were joined");
}

#[test]
fn the_same_bytes_come_out_for_any_number_of_threads_and_any_order_of_rows() {
    let mut rows = people(300, 2);
    let one = outcome(&records(&rows), 1);
    assert_eq!(one, outcome(&records(&rows), 3));
    rows.reverse();
    let half = rows.len() / 2;
    rows.rotate_left(half);
    assert_eq!(one, outcome(&records(&rows), 2));
}

#[test]
fn columns_of_arrow_come_to_the_same_as_row_after_row() {
    let rows = people(120, 8);
    let spec = crate::people::spec();
    let names: Vec<String> = rows.iter().map(|row| format!("{} {}", row.values[0], row.values[1])).collect();
    let by_row: Vec<Vec<&str>> =
        rows.iter().zip(&names).map(|(row, name)| crate::people::values(&spec, row, name)).collect();
    let column =
        |place: usize| by_row.iter().map(|values| Some(values[place]).filter(|value| !value.is_empty())).collect();
    let columns: Vec<StringArray> = (0..spec.columns.len()).map(column).collect();
    let ids: StringArray = rows.iter().map(|row| Some(row.id.as_str())).collect();
    let mut builder = RecordsBuilder::new(spec);
    builder.extend(&ids, &columns);
    assert_eq!(outcome(&builder.finish().expect("the ids are different"), 1), outcome(&records(&rows), 1));
}

#[test]
fn what_a_person_decided_wins_over_every_run() {
    let rows = people(200, 3);
    let records = records(&rows);
    let (_, before) = linked(&records, 1, &Constraints::default());
    let apart =
        (0..).zip(&before.entities).find(|(record, first)| record != *first).map(|(record, first)| (*first, record));
    let different = apart.expect("somebody was joined");
    let strangers =
        (0, (1..200).find(|other| before.entities[*other as usize] != before.entities[0]).expect("there are two"));
    let constraints = Constraints { same: vec![strangers], different: vec![different], ..Constraints::default() };
    let (_, after) = linked(&records, 1, &constraints);
    assert_eq!(after.entities[strangers.0 as usize], after.entities[strangers.1 as usize]);
    assert_ne!(after.entities[different.0 as usize], after.entities[different.1 as usize]);
}

#[test]
fn the_parts_of_an_explanation_add_up_to_the_weight_of_the_pair() {
    let records = records(&people(200, 4));
    let linker = Linker::new(&records, 1).expect("the specification is sound");
    let model = linker.train().model;
    let outcome = linker.link(&model, &Constraints::default(), &()).expect("the model was made for it");
    for pair in outcome.pairs.iter().take(200) {
        let explanation = linker.explain(&model, "v", pair.b, pair.a).expect("the model was made for it");
        let sum: f64 = explanation.evidence.iter().map(|evidence| evidence.weight_bits).sum();
        assert!((explanation.prior_bits + sum - explanation.weight_bits).abs() < 1e-3);
        assert!((explanation.probability - model.calibration.probability(f64::from(pair.weight))).abs() < 1e-4);
    }
}

#[test]
fn where_only_a_common_name_agrees_the_program_does_not_decide_and_says_so() {
    let mut rows = people(300, 7);
    for number in 0..60 {
        let mut row = rows[number].clone();
        row.id = format!("c{number:03}");
        row.person = 1_000 + number;
        row.values = ["Sado", "Minoar", "", "", "", "", ""].map(String::from);
        rows.push(row);
    }
    let records = records(&rows);
    let linker = Linker::new(&records, 1).expect("the specification is sound");
    let model = linker.train().model;
    let number = |id: &str| records.find(id).expect("it was put in");
    let explanation = linker.explain(&model, "v", number("c001"), number("c002")).expect("the model was made for it");
    assert!(explanation.abstains.is_some_and(|why| why.contains("common name")), "{}", explanation.probability);
    assert!(explanation.probability < model.spec.threshold);
}

#[test]
fn people_of_one_household_are_not_one_person() {
    let mut rows = people(400, 5);
    let people_before = 400;
    for household in 0..40 {
        for member in 0..2 {
            let mut row = rows[household * 3].clone();
            row.id = format!("h{household:03}{member}");
            row.person = people_before + household * 2 + member;
            row.values[0] = rows[household * 5 + member * 450 + 40].values[0].clone();
            row.values[2] = format!("{}-0{}-1{}", 1960 + household, 1 + member, 2 + member);
            row.values[4] = String::new();
            rows.push(row);
        }
    }
    let records = records(&rows);
    let (_, linked) = linked(&records, 2, &Constraints::default());
    let number = |id: &str| records.find(id).expect("it was put in") as usize;
    let joined = (0..40).filter(|household| {
        linked.entities[number(&format!("h{household:03}0"))] == linked.entities[number(&format!("h{household:03}1"))]
    });
    assert_eq!(joined.count(), 0);
}

#[test]
fn sources_without_duplicates_are_never_joined_within_themselves() {
    let rows = people(300, 6);
    let spec = overt_link::Spec { sources_have_no_duplicates: true, ..crate::people::spec() };
    let mut builder = overt_link::RecordsBuilder::new(spec.clone());
    for row in &rows {
        let name = format!("{} {}", row.values[0], row.values[1]);
        builder.push(&row.id, &row.source, crate::people::values(&spec, row, &name));
    }
    let records = builder.finish().expect("the ids are different");
    let (_, linked) = linked(&records, 1, &Constraints::default());
    let sources: BTreeMap<&str, &str> = rows.iter().map(|row| (row.id.as_str(), row.source.as_str())).collect();
    let mut seen = std::collections::BTreeSet::new();
    for (record, first) in (0..).zip(&linked.entities) {
        assert!(seen.insert((*first, sources[records.id(record)])), "a source is twice in an entity");
    }
}

proptest! {
    #[test]
    fn entities_keep_their_ids_and_no_id_is_given_twice(
        before in prop::collection::vec(prop::option::of(0u32..6), 1..40),
        shift in 0u32..3,
    ) {
        let groups: Vec<u32> = (0u32..).zip(&before).map(|(record, _)| (record + shift) / 3).collect();
        let kept = carry_over(&before, &groups);
        let mut given: Vec<u32> = kept.values().copied().collect();
        given.sort_unstable();
        given.dedup();
        prop_assert_eq!(given.len(), kept.len());
        // Nothing moves when nothing changed.
        let same: Vec<Option<u32>> = groups.iter().map(|group| Some(*group)).collect();
        prop_assert!(carry_over(&same, &groups).iter().all(|(group, entity)| group == entity));
    }
}
