//! Who is known to which contributors.

use overt_model::{Codebook, EntityId, RecordId};
use overt_warehouse::Role;
use overt_warehouse::snapshot::Joins;

use crate::invented::{Store, act, first, open, source, wait};

#[test]
fn what_several_contributors_tell_of_is_counted_once_under_all_of_them() {
    let code = ("T4", "P06", "A18");
    let records = vec![act(10, 1, code), act(11, 2, code), act(12, 2, code), act(13, 3, code), act(14, 3, code)];
    let id = RecordId::from_bits;
    let told_twice = EntityId::from_bits(901);
    let joins =
        Joins { step: Some(1), kinds: vec![("CorruptAct".into(), vec![(id(10), told_twice), (id(11), told_twice)])] };
    let folder = tempfile::tempdir().unwrap();
    let sources: Vec<_> = (1..=3).map(source).collect();
    let names: Vec<String> = sources.iter().map(|source| source.id.to_string()).collect();
    let store = Store { sources, records: 5, leaf: 6, joins, ..Store::default() };
    store.snapshot(folder.path(), first(records), false).unwrap();
    let schema = Codebook::embedded().schema("CorruptAct").unwrap();

    let captures = wait(open(folder.path(), Role::Analyst).captures(schema, None)).unwrap();
    assert_eq!(captures.contributors, names);
    assert_eq!(captures.counts.into_iter().collect::<Vec<_>>(), [(0b010, 1), (0b011, 1), (0b100, 2)]);
    let none = wait(open(folder.path(), Role::Analyst).captures(schema, Some("stage = 'T1'"))).unwrap();
    assert!(none.contributors.is_empty() && none.counts.is_empty());
    assert!(wait(open(folder.path(), Role::Observer).captures(schema, None)).is_err(), "it is about single records");
}
