//! One more record.

use std::collections::BTreeMap;

use overt_link::{Base, Constraints, Linker};

use crate::people::{Row, builder, people, spec, values};

fn added(base: &mut Base, row: &Row) -> overt_link::Added {
    let (spec, name) = (spec(), format!("{} {}", row.values[0], row.values[1]));
    base.add(&row.id, &row.source, values(&spec, row, &name)).expect("the id is new")
}

#[test]
fn adding_records_one_by_one_finds_what_a_full_run_with_the_same_model_finds() {
    let rows = people(300, 11);
    let (later, first): (Vec<Row>, Vec<Row>) = rows.iter().cloned().partition(|row| row.id.ends_with('7'));
    let grown = builder(&first).finish_to_grow().expect("the ids are different");
    let model = Linker::new(&grown.0, 1).expect("the specification is sound").train().model;
    let (mut base, _) =
        Base::new(grown, model.clone(), Constraints::default(), 1, &()).expect("the model was made for it");
    let mut pairs = BTreeMap::new();
    for row in &later {
        let added = added(&mut base, row);
        for (other, weight, _) in added.pairs {
            let (a, b) = (base.id(added.record).to_owned(), base.id(other).to_owned());
            pairs.insert((a.clone().min(b.clone()), a.max(b)), weight.to_bits());
        }
    }

    let mut full = builder(&first);
    let spec = spec();
    for row in &later {
        let name = format!("{} {}", row.values[0], row.values[1]);
        full.push_uncounted(&row.id, &row.source, values(&spec, row, &name));
    }
    let records = full.finish().expect("the ids are different");
    let linked = Linker::new(&records, 1).unwrap().link(&model, &Constraints::default(), &()).unwrap();
    let is_later = |id: &str| id.ends_with('7');
    let expected: BTreeMap<(String, String), u32> = linked
        .pairs
        .iter()
        .map(|pair| ((records.id(pair.a).to_owned(), records.id(pair.b).to_owned()), pair.weight.to_bits()))
        .filter(|((a, b), _)| is_later(a) || is_later(b))
        .collect();
    assert!(expected.len() > 30);
    assert_eq!(pairs, expected);
    for record in records.numbers() {
        let number = records.numbers().find(|number| base.id(*number) == records.id(record)).expect("it is there");
        assert_eq!(
            base.id(base.entity(number)),
            records.id(linked.entities[record as usize]),
            "{}",
            records.id(record)
        );
    }
}

#[test]
fn a_record_whose_id_is_known_is_refused() {
    let rows = people(20, 12);
    let grown = builder(&rows).finish_to_grow().expect("the ids are different");
    let model = Linker::new(&grown.0, 1).expect("the specification is sound").train().model;
    let (mut base, _) = Base::new(grown, model, Constraints::default(), 1, &()).expect("the model was made for it");
    let error = base.add(&rows[3].id, "", ["x"]).expect_err("it is there");
    assert!(error.to_string().contains("have the same id"));
}
