//! Entities keep their ids when they are grouped anew.

use rustc_hash::FxHashMap;

/// Gives every new group the earlier entity with which it shares most records, each entity once; of two that share as many,
/// the one that comes first. `before` holds the earlier entity of each record, `groups` its new group. Groups that get none
/// are new.
pub fn carry_over(before: &[Option<u32>], groups: &[u32]) -> FxHashMap<u32, u32> {
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (entity, group) in before.iter().zip(groups) {
        if let Some(entity) = entity {
            *shared.entry((*entity, *group)).or_insert(0) += 1;
        }
    }
    let mut shared: Vec<_> = shared.into_iter().collect();
    shared.sort_unstable_by_key(|((entity, group), count)| (std::cmp::Reverse(*count), *entity, *group));
    let mut kept: FxHashMap<u32, u32> = FxHashMap::default();
    let mut taken = rustc_hash::FxHashSet::default();
    for ((entity, group), _) in shared {
        if !taken.contains(&entity) && !kept.contains_key(&group) {
            kept.insert(group, entity);
            taken.insert(entity);
        }
    }
    kept
}
