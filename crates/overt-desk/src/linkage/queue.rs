//! What people should look at first: pairs near the threshold on which much hangs.

use std::collections::BTreeMap;

use overt_link::{Model, Pair, Records};
use overt_model::{EntityId, RecordId};

use super::Held;

/// Information halves with so many bits between a pair and the threshold.
const HALVED_BITS: f64 = 2.0;
/// Persons of whom no record says that they were trafficked: a wrong join accuses somebody or hides who did it.
const NO_VICTIM: f64 = 2.0;

/// A pair that waits for somebody to look at it.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What looking at it is worth.
    pub worth: f64,
    /// The two records.
    pub records: [RecordId; 2],
    /// Their numbers among those that were read.
    pub numbers: [u32; 2],
    /// How likely they are the same.
    pub probability: f64,
    /// The entity in which both are.
    pub entity: Option<EntityId>,
    /// Records that hang on the decision.
    pub hanging: u64,
    /// Whether two readers disagree.
    pub disputed: bool,
}

/// Pairs without a decision that holds, those first of which a decision says most.
///
/// # Panics
/// When the records are not those of a store.
pub fn waiting(records: &Records, held: &Held, model: &Model, pairs: &[Pair]) -> Vec<Waiting> {
    let decided: BTreeMap<[RecordId; 2], bool> =
        held.decisions.iter().map(|decision| (decision.records, decision.is_disputed())).collect();
    let mut sizes: BTreeMap<EntityId, u64> = BTreeMap::new();
    for entity in held.joins.values() {
        *sizes.entry(*entity).or_default() += 1;
    }
    let threshold = (model.spec.threshold / (1.0 - model.spec.threshold)).log2();
    let mut all = Vec::new();
    for pair in pairs {
        let ids: [RecordId; 2] = [pair.a, pair.b]
            .map(|record| records.id(record).parse().expect("records of a store are called by their identifiers"));
        let disputed = match decided.get(&ids) {
            Some(false) => continue,
            Some(true) => true,
            None => false,
        };
        let weight = f64::from(pair.weight);
        let information = (-(model.calibration.bits(weight) - threshold).abs() / HALVED_BITS).exp2();
        let entities = ids.map(|record| held.joins.get(&record).copied());
        let entity = entities[0].filter(|entity| entities[1] == Some(*entity));
        let size = |entity: Option<EntityId>| entity.map_or(1, |entity| sizes[&entity]);
        let hanging = if entity.is_some() { size(entity) } else { size(entities[0]) + size(entities[1]) };
        let is_victim = [pair.a, pair.b].iter().all(|record| held.is_victim[*record as usize]);
        #[expect(clippy::cast_precision_loss, reason = "no entity has so many records that a digit is lost")]
        let consequence = (hanging as f64).log2() * if is_victim { 1.0 } else { NO_VICTIM };
        all.push(Waiting {
            worth: information * consequence,
            records: ids,
            numbers: [pair.a, pair.b],
            probability: model.calibration.probability(weight),
            entity,
            hanging,
            disputed,
        });
    }
    all.sort_by(|one, other| other.worth.total_cmp(&one.worth).then(one.records.cmp(&other.records)));
    all
}
