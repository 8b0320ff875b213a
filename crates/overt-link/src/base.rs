//! Records that are linked already, and to which one more can be added at a time, in time that does not depend on how many
//! there are. Weights and frequencies stay as they were learned, so that what is found is what a full run would find.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::block::Index;
use crate::cluster::{Constraints, cluster};
use crate::column::Dictionary;
use crate::compare::Comparer;
use crate::linker::{KEPT, Linked, MEAN_BITS, weigher};
use crate::model::{Model, Weigher};
use crate::records::Records;
use crate::score::Pair;
use crate::{SpecError, Watch};

/// Linked records, ready for more.
#[derive(Debug)]
pub struct Base {
    model: Model,
    ids: Vec<Box<str>>,
    numbers: FxHashMap<Box<str>, u32>,
    sources: Vec<u32>,
    source_numbers: FxHashMap<Box<str>, u32>,
    comparer: Comparer<'static>,
    dictionaries: Vec<Dictionary>,
    weigher: Weigher,
    index: Index,
    /// Records that each record is joined with, if nothing speaks against it.
    joins: FxHashMap<u32, Vec<(u32, f32)>>,
    entities: Vec<u32>,
    constraints: Constraints,
}

/// What came of one more record.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    /// Its number.
    pub record: u32,
    /// Records that may be the same, with log odds in bits, not calibrated, and the calibrated probability; the most
    /// probable first.
    pub pairs: Vec<(u32, f32, f64)>,
    /// Records whose entity is another than before, with the first record of the new one. The new record is among them.
    pub moved: Vec<(u32, u32)>,
}

impl Base {
    /// Links records and keeps what is needed for more. `records` are those of [`RecordsBuilder::finish_to_grow`].
    ///
    /// [`RecordsBuilder::finish_to_grow`]: crate::RecordsBuilder::finish_to_grow
    pub fn new(
        (records, dictionaries): (Records, Dictionaries),
        model: Model,
        constraints: Constraints,
        threads: usize,
        watch: &impl Watch,
    ) -> Result<(Self, Linked), SpecError> {
        let linker = crate::Linker::new(&records, threads)?;
        let outcome = linker.link(&model, &constraints, watch)?;
        drop(linker);
        let join_bits = join_bits(&model);
        let mut joins: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
        for pair in outcome.pairs.iter().filter(|pair| pair.weight >= join_bits) {
            joins.entry(pair.a).or_default().push((pair.b, pair.weight));
            joins.entry(pair.b).or_default().push((pair.a, pair.weight));
        }
        let index = Index::new(&records.spec, &records.columns)?;
        let Records { spec, ids, sources, source_numbers, columns } = records;
        let comparer = Comparer::new(&spec, Cow::Owned(columns))?;
        let weigher = weigher(&spec, &comparer, &model)?;
        let numbers = (0..).zip(&ids).map(|(number, id)| (id.clone(), number)).collect();
        let mut constraints = constraints;
        if spec.sources_have_no_duplicates {
            constraints.sources.clone_from(&sources);
        }
        let base = Self {
            model,
            ids,
            numbers,
            sources,
            source_numbers,
            comparer,
            dictionaries: dictionaries.0,
            weigher,
            index,
            joins,
            entities: outcome.entities.clone(),
            constraints,
        };
        Ok((base, outcome))
    }

    /// Adds a record and links it.
    pub fn add<'v>(
        &mut self,
        id: &str,
        source: &str,
        values: impl IntoIterator<Item = &'v str>,
    ) -> Result<Added, SpecError> {
        let record = u32::try_from(self.ids.len())
            .map_err(|_| SpecError::TooMany { what: "records", max: u32::MAX as usize })?;
        if let Some(before) = self.numbers.get(id) {
            return Err(SpecError::SameId { rows: [u64::from(*before) + 1, u64::from(record) + 1] });
        }
        let mut values = values.into_iter();
        let columns = self.comparer.columns.to_mut();
        let dictionaries = self.dictionaries.iter_mut().zip(columns);
        let codes: Vec<u32> = dictionaries
            .map(|(dictionary, column)| dictionary.code(column, values.next().unwrap_or_default()))
            .collect();
        self.ids.push(id.into());
        self.numbers.insert(id.into(), record);
        self.add_source(source);
        self.comparer.add(&codes);
        let candidates = self.index.add(&self.comparer.columns, &codes, record);
        let mut pairs = self.pairs(record, &candidates);
        let join_bits = join_bits(&self.model);
        for (other, weight) in pairs.iter().filter(|(_, weight)| *weight >= join_bits) {
            self.joins.entry(record).or_default().push((*other, *weight));
            self.joins.entry(*other).or_default().push((record, *weight));
        }
        self.entities.push(record);
        let moved = self.regroup(record);
        pairs.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let with_probability =
            |(other, weight): (u32, f32)| (other, weight, self.model.calibration.probability(f64::from(weight)));
        Ok(Added { record, pairs: pairs.into_iter().map(with_probability).collect(), moved })
    }

    /// The id of a record.
    pub fn id(&self, record: u32) -> &str {
        &self.ids[record as usize]
    }

    /// The first record of the entity of a record.
    pub fn entity(&self, record: u32) -> u32 {
        self.entities[record as usize]
    }

    fn add_source(&mut self, source: &str) {
        let next = u32::try_from(self.source_numbers.len() + 1).expect("there are fewer sources than numbers");
        let number = match source {
            "" => 0,
            _ => *self.source_numbers.entry(source.into()).or_insert(next),
        };
        self.sources.push(number);
        if !self.constraints.sources.is_empty() {
            self.constraints.sources.push(number);
        }
    }

    fn pairs(&self, record: u32, candidates: &[u32]) -> Vec<(u32, f32)> {
        let from_bits = self.model.calibration.weight(KEPT) as f32;
        let weighed = candidates.iter().map(|other| (*other, self.weight(record, *other)));
        weighed.filter(|(_, weight)| *weight >= from_bits).collect()
    }

    fn weight(&self, a: u32, b: u32) -> f32 {
        let (one, other) = (self.comparer.row(a), self.comparer.row(b));
        self.weigher.weight(self.comparer.compare_rows(one, other), one, other)
    }

    /// Groups anew all records that chains of joins connect with this one. Nothing else can change.
    fn regroup(&mut self, record: u32) -> Vec<(u32, u32)> {
        let mut connected = vec![record];
        let mut seen: FxHashSet<u32> = FxHashSet::from_iter([record]);
        let mut next = 0;
        let decided: Vec<(u32, u32)> = self.constraints.same.clone();
        while next < connected.len() {
            let here = connected[next];
            next += 1;
            let joined = self.joins.get(&here).into_iter().flatten().map(|(other, _)| *other);
            let decided = decided.iter().filter_map(|(a, b)| match here {
                _ if here == *a => Some(*b),
                _ if here == *b => Some(*a),
                _ => None,
            });
            connected.extend(joined.chain(decided).filter(|other| seen.insert(*other)));
        }
        // In the order of their ids, as in a full run.
        connected.sort_unstable_by(|a, b| self.ids[*a as usize].cmp(&self.ids[*b as usize]));
        let local: FxHashMap<u32, u32> = connected.iter().copied().zip(0..).collect();
        let mut pairs = Vec::new();
        for (a, number) in &local {
            for (b, weight) in self.joins.get(a).into_iter().flatten() {
                if number < &local[b] {
                    pairs.push(Pair { a: *number, b: local[b], weight: *weight, pattern: crate::Pattern::default() });
                }
            }
        }
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        let constraints = self.constraints.only(&local, &connected);
        let weight = |a: u32, b: u32| self.weight(connected[a as usize], connected[b as usize]);
        let groups = cluster(connected.len(), &pairs, join_bits(&self.model), MEAN_BITS, &constraints, weight);
        let mut moved = Vec::new();
        for (record, group) in connected.iter().zip(groups) {
            let first = connected[group as usize];
            let before = std::mem::replace(&mut self.entities[*record as usize], first);
            if before != first || *record + 1 == self.ids.len() as u32 {
                moved.push((*record, first));
            }
        }
        moved
    }
}

/// What a base needs to know the values of more records.
#[derive(Debug)]
pub struct Dictionaries(pub(crate) Vec<Dictionary>);

fn join_bits(model: &Model) -> f32 {
    model.calibration.weight(model.spec.threshold) as f32
}
