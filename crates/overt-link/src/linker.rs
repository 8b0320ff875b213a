//! The whole way: plan, learn, score, group, explain.

use std::borrow::Cow;

use serde::Serialize;

use crate::block::{Blocks, RulePlan};
use crate::cluster::{Constraints, cluster};
use crate::compare::{Comparer, LEVEL_MISSING, Pattern};
use crate::explain::{Evidence, Explanation};
use crate::model::{self, Model, Training, Weigher, or_else};
use crate::records::Records;
use crate::score::{self, Pair};
use crate::spec::{Kind, Spec};
use crate::{SpecError, Watch};

/// Two groups are joined when the pairs between them have at least this weight on average, not calibrated: more often the
/// same than not.
pub(crate) const MEAN_BITS: f32 = -1.0;
/// Pairs of at least this probability are kept, to be looked at.
pub(crate) const KEPT: f64 = 0.1;

/// Links records that are ready.
#[derive(Debug)]
pub struct Linker<'a> {
    records: &'a Records,
    pub(crate) comparer: Comparer<'a>,
    pub(crate) blocks: Blocks,
    threads: usize,
}

/// What was linked.
#[derive(Debug, Clone)]
pub struct Linked {
    /// Pairs that may be the same, by record.
    pub pairs: Vec<Pair>,
    /// The first record of the entity of each record.
    pub entities: Vec<u32>,
    /// Pairs that were compared.
    pub compared: u64,
}

/// One pair as other programs read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairRow<'a> {
    /// One record.
    pub a: &'a str,
    /// The other.
    pub b: &'a str,
    /// The calibrated probability that the two are the same.
    pub probability: f64,
    /// Log odds in bits, not calibrated.
    pub weight: f32,
    /// Whether they are in one entity.
    pub joined: bool,
}

impl<'a> Linker<'a> {
    /// Makes the plan. Nothing is compared yet.
    pub fn new(records: &'a Records, threads: usize) -> Result<Self, SpecError> {
        let comparer = Comparer::new(&records.spec, Cow::Borrowed(&records.columns))?;
        let blocks = Blocks::new(&records.spec, &records.columns)?;
        Ok(Self { records, comparer, blocks, threads: threads.max(1) })
    }

    /// What each rule is going to make.
    pub fn plan(&self) -> &[RulePlan] {
        &self.blocks.plan
    }

    /// Learns a model from these records.
    pub fn train(&self) -> Training {
        model::train(&self.records.spec, &self.comparer, &self.blocks, self.records.len(), self.threads)
    }

    /// Scores every pair and groups the records. What people decided always wins.
    pub fn link(&self, model: &Model, constraints: &Constraints, watch: &impl Watch) -> Result<Linked, SpecError> {
        let weigher = self.weigher(model)?;
        let from_bits = model.calibration.weight(KEPT) as f32;
        let (pairs, compared) = score::score(&self.comparer, &self.blocks, &weigher, from_bits, self.threads, watch);
        let join_bits = model.calibration.weight(model.spec.threshold) as f32;
        let weight = |a, b| {
            let found = pairs.binary_search_by_key(&(a, b), |pair| (pair.a, pair.b));
            found.map_or_else(|_| self.weight(&weigher, a, b), |found| pairs[found].weight)
        };
        let mut constraints = constraints.clone();
        if self.records.spec.sources_have_no_duplicates {
            constraints.sources.clone_from(&self.records.sources);
        }
        let entities = cluster(self.records.len(), &pairs, join_bits, MEAN_BITS, &constraints, weight);
        Ok(Linked { pairs, entities, compared })
    }

    /// Why two records are held to be the same, or not.
    pub fn explain(&self, model: &Model, version: &str, a: u32, b: u32) -> Result<Explanation, SpecError> {
        let weigher = self.weigher(model)?;
        let (a, b) = (a.min(b), a.max(b));
        let (one, other) = (self.comparer.row(a), self.comparer.row(b));
        let pattern = self.comparer.compare_rows(one, other);
        let mut evidence: Vec<Evidence> = self
            .comparer
            .comparisons
            .iter()
            .zip(&model.comparisons)
            .enumerate()
            .map(|(position, (_, learned))| {
                let level = pattern.level(position);
                let rarity = f64::from(weigher.rarity_of(position, pattern, one, other));
                let label = match level {
                    LEVEL_MISSING => "one of them is missing".into(),
                    _ => learned.levels[usize::from(level) - 1].label.clone(),
                };
                Evidence {
                    comparison: learned.column.clone(),
                    level: label,
                    weight_bits: f64::from(weigher.level_of(position, pattern)) + rarity,
                    frequency_bits: rarity,
                }
            })
            .collect();
        let (same, household) = weigher.odds(pattern, weigher.rarity(pattern, one, other));
        let extra = |comparison: &str, level: &str, weight_bits: f64| Evidence {
            comparison: comparison.into(),
            level: level.into(),
            weight_bits,
            frequency_bits: 0.0,
        };
        let household = f64::from(or_else(household));
        if household > 1e-4 {
            evidence.push(extra("household", "two people of one household would explain it as well", -household));
        }
        let weight = f64::from(same) - household;
        let calibrated = model.calibration.bits(weight);
        evidence.push(extra("calibration", "from weights to odds that hold", calibrated - weight));
        let probability = model.calibration.probability(weight);
        let abstains = probability < model.spec.threshold && self.is_only_a_common_name(&weigher, pattern);
        Ok(Explanation {
            pair: [self.records.id(a).into(), self.records.id(b).into()],
            model: version.into(),
            prior_bits: model.prior_bits,
            evidence,
            weight_bits: calibrated,
            probability,
            abstains: abstains.then(|| "only a common name agrees, and many people have it".into()),
        })
    }

    /// Whether all that speaks for a pair are names that many records have.
    fn is_only_a_common_name(&self, weigher: &Weigher, pattern: Pattern) -> bool {
        let agrees = |position: &usize| weigher.agreement(*position, pattern) > 0;
        let mut agreeing = (0..self.comparer.comparisons.len()).filter(agrees).peekable();
        let is_name = |position: usize| {
            let column = self.comparer.comparisons[position].column;
            matches!(self.records.spec.columns[column].kind, Kind::Name | Kind::Organisation)
        };
        agreeing.peek().is_some()
            && agreeing.all(|position| is_name(position) && weigher.agreement(position, pattern) == 1)
    }

    /// Pairs as rows, in the order of the records.
    pub fn rows<'r>(&'r self, model: &'r Model, linked: &'r Linked) -> impl Iterator<Item = PairRow<'r>> {
        linked.pairs.iter().map(|pair| PairRow {
            a: self.records.id(pair.a),
            b: self.records.id(pair.b),
            probability: model.calibration.probability(f64::from(pair.weight)),
            weight: pair.weight,
            joined: linked.entities[pair.a as usize] == linked.entities[pair.b as usize],
        })
    }

    pub(crate) fn records(&self) -> &Records {
        self.records
    }

    /// Pairs that each rule makes and no earlier one does.
    pub(crate) fn new_pairs(&self) -> Vec<u64> {
        let rules = self.blocks.plan.len();
        let make = || (vec![0u64; rules], Vec::new());
        let states = self.blocks.scan(self.threads, make, |(counts, made), block| {
            for position in 0..block.records.len() {
                block.mark_made(position, made);
                counts[block.rule] += made.iter().filter(|made| **made == 0).count() as u64;
            }
        });
        let add = |sum: Vec<u64>, counts: Vec<u64>| sum.iter().zip(counts).map(|(sum, count)| sum + count).collect();
        states.into_iter().map(|(counts, _)| counts).fold(vec![0; rules], add)
    }

    pub(crate) fn weight(&self, weigher: &Weigher, a: u32, b: u32) -> f32 {
        let (one, other) = (self.comparer.row(a), self.comparer.row(b));
        weigher.weight(self.comparer.compare_rows(one, other), one, other)
    }

    fn weigher(&self, model: &Model) -> Result<Weigher, SpecError> {
        weigher(&self.records.spec, &self.comparer, model)
    }
}

/// The weights of a model for these columns, if it was made for such.
pub(crate) fn weigher(spec: &Spec, comparer: &Comparer<'_>, model: &Model) -> Result<Weigher, SpecError> {
    let fits = |reason: String| SpecError::OtherModel { reason };
    if model.comparisons.len() != comparer.comparisons.len() {
        return Err(fits("it has other comparisons".into()));
    }
    for (learned, comparison) in model.comparisons.iter().zip(&comparer.comparisons) {
        let column = &spec.columns[comparison.column].name;
        if learned.column != *column || learned.levels.len() + 1 != comparison.levels() {
            return Err(fits(format!("the comparison of `{column}` has changed")));
        }
        if learned.given.iter().any(|given| given.u.len() != learned.levels.len()) {
            return Err(fits(format!("what is given of `{column}` has not one share for each level")));
        }
    }
    Ok(Weigher::new(model, comparer))
}
