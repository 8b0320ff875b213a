//! From groups of records to what moves in the store: an entity keeps its identifier as long as most of it is the same.

use std::collections::{BTreeMap, BTreeSet};

use overt_link::carry_over;
use overt_model::{EntityId, RecordId};
use overt_store::Change;

/// Which records move. `groups` are those of two or more, each sorted; `alone` the records that belong to nobody. Who is neither
/// stays where it is in `joins`, unless it would be left alone there. New identifiers come from `make`.
pub(super) fn changes(
    groups: &[Vec<RecordId>],
    alone: &[RecordId],
    joins: &BTreeMap<RecordId, EntityId>,
    mut make: impl FnMut() -> EntityId,
) -> Vec<Change> {
    let mut entities = kept(groups, joins);
    let mut after = joins.clone();
    for (group, entity) in groups.iter().zip(&mut entities) {
        let entity = *entity.get_or_insert_with(&mut make);
        after.extend(group.iter().map(|record| (*record, entity)));
    }
    for record in alone {
        after.remove(record);
    }
    let mut sizes: BTreeMap<EntityId, u64> = BTreeMap::new();
    for entity in after.values() {
        *sizes.entry(*entity).or_default() += 1;
    }
    after.retain(|_, entity| sizes[entity] > 1);
    let all: BTreeSet<RecordId> = joins.keys().chain(after.keys()).copied().collect();
    let moved = all.into_iter().filter(|record| joins.get(record) != after.get(record));
    moved.map(|record| Change { record, entity: after.get(&record).copied() }).collect()
}

/// Which identifier each group keeps.
fn kept(groups: &[Vec<RecordId>], joins: &BTreeMap<RecordId, EntityId>) -> Vec<Option<EntityId>> {
    let entities: Vec<EntityId> = joins.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let number = |position: usize| u32::try_from(position).expect("there are fewer entities than numbers");
    let earlier = |record: &RecordId| {
        let position = entities.binary_search(joins.get(record)?).expect("every entity is in the list");
        Some(number(position))
    };
    let before: Vec<Option<u32>> = groups.iter().flatten().map(earlier).collect();
    let now = groups.iter().enumerate().flat_map(|(position, group)| group.iter().map(move |_| number(position)));
    let kept = carry_over(&before, &now.collect::<Vec<_>>());
    let kept = |position: usize| kept.get(&number(position)).map(|entity| entities[*entity as usize]);
    (0..groups.len()).map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(bits: &[u128]) -> Vec<RecordId> {
        bits.iter().copied().map(RecordId::from_bits).collect()
    }

    fn joined(pairs: &[(u128, u128)]) -> BTreeMap<RecordId, EntityId> {
        pairs.iter().map(|(record, entity)| (RecordId::from_bits(*record), EntityId::from_bits(*entity))).collect()
    }

    fn moved(groups: &[&[u128]], alone: &[u128], joins: &[(u128, u128)]) -> Vec<(u128, Option<u128>)> {
        let groups: Vec<_> = groups.iter().map(|group| records(group)).collect();
        let mut next = 100;
        let make = || {
            next += 1;
            EntityId::from_bits(next)
        };
        let changes = changes(&groups, &records(alone), &joined(joins), make);
        changes.iter().map(|change| (change.record.bits(), change.entity.map(overt_model::Id::bits))).collect()
    }

    #[test]
    fn what_is_as_it_was_does_not_move() {
        assert_eq!(moved(&[&[1, 2], &[3, 4]], &[5], &[(1, 9), (2, 9), (3, 8), (4, 8)]), []);
    }

    #[test]
    fn an_entity_that_grows_keeps_its_identifier_and_a_new_one_gets_one() {
        assert_eq!(
            moved(&[&[1, 2, 3], &[4, 5]], &[], &[(1, 9), (2, 9)]),
            [(3, Some(9)), (4, Some(101)), (5, Some(101))]
        );
    }

    #[test]
    fn of_two_that_become_one_the_larger_gives_the_identifier() {
        let joins = [(1, 9), (2, 9), (3, 8), (4, 8), (5, 8)];
        assert_eq!(moved(&[&[1, 2, 3, 4, 5]], &[], &joins), [(1, Some(8)), (2, Some(8))]);
    }

    #[test]
    fn one_that_falls_apart_leaves_its_identifier_to_the_larger_part() {
        let joins = [(1, 9), (2, 9), (3, 9), (4, 9), (5, 9)];
        assert_eq!(moved(&[&[1, 2], &[3, 4, 5]], &[], &joins), [(1, Some(101)), (2, Some(101))]);
        assert_eq!(moved(&[&[1, 2]], &[3, 4, 5], &joins), [(3, None), (4, None), (5, None)]);
    }

    #[test]
    fn who_was_left_out_stays_but_never_alone() {
        // Record 7 was not read.
        assert_eq!(moved(&[&[1, 2, 3]], &[], &[(1, 9), (2, 9), (7, 9)]), [(3, Some(9))]);
        assert_eq!(moved(&[], &[1], &[(1, 9), (7, 9)]), [(1, None), (7, None)]);
    }
}
