//! Learning from the data themselves by expectation and maximisation (Dempster, Laird and Rubin 1977; for linkage: Winkler
//! 1988), on counts of patterns and never on pairs.

use rustc_hash::FxHashMap;

use super::weights::{Calibration, Given, Model, ModelComparison, ModelLevel, Weigher};
use super::{given::Draws, random};
use crate::block::Blocks;
use crate::compare::{Cache, Comparer, Comparison, LEVELS_MAX, Pattern};
use crate::spec::Spec;

/// Pairs that are looked at for learning; of larger plans a share of the blocks is.
const PAIRS: u64 = 600_000;
const ROUNDS_MAX: usize = 40;
/// What hangs together is learned anew after so many rounds, and so often.
const DEPENDENCE_EVERY: usize = 4;
const DEPENDENCE_TIMES: usize = 3;
/// Learning ends when no probability moves by more.
const STILL: f64 = 1e-4;
/// Of the pairs that are the same, the share that a certain rule makes, to begin with.
const CERTAIN_SHARE: f64 = 0.5;
/// At least this share of what agrees by chance stays when what is the same is taken out.
const RANDOM_LEFT: f64 = 0.1;
/// Fewer expected pairs teach nothing about a comparison.
const PAIRS_MIN: f64 = 5.0;

/// What was learned, and from what.
#[derive(Debug)]
pub struct Training {
    /// The model.
    pub model: Model,
    /// Rounds until nothing moved.
    pub rounds: usize,
    /// Pairs that were looked at.
    pub pairs: u64,
    /// Pairs that are the same, as the model expects, among those that the rules bring together.
    pub expected_same: f64,
    /// The share of all pairs that are the same that the rules bring together, estimated.
    pub completeness: f64,
}

/// What pairs are counted by: rule, how many rules make the pair and whether this is the first, levels, rarity in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Group {
    rule: u16,
    rules: u8,
    is_first: bool,
    pattern: Pattern,
    rarity: i16,
}

/// Probabilities of levels, by comparison.
type Table = Vec<[f64; LEVELS_MAX]>;

struct Learner<'a> {
    spec: &'a Spec,
    comparer: &'a Comparer<'a>,
    /// Among pairs drawn at random, of which some are the same.
    random: Table,
    /// Among pairs that are not the same.
    u: Table,
    rarity: Vec<[Option<f64>; LEVELS_MAX]>,
    m: Table,
    prior: f64,
    household: Option<(f64, Table)>,
    dependence: Vec<Vec<Given>>,
    all_pairs: f64,
}

/// Learns a model.
pub(crate) fn train(spec: &Spec, comparer: &Comparer<'_>, blocks: &Blocks, records: usize, threads: usize) -> Training {
    let mut learner = Learner::new(spec, comparer, blocks, records, threads);
    let budget = PAIRS / blocks.rules().max(1) as u64;
    let one_in: Vec<u64> = blocks.plan.iter().map(|plan| plan.pairs.div_ceil(budget.max(1)).max(1)).collect();
    let groups = groups(comparer, blocks, &Weigher::new(&learner.model(), comparer), &one_in, threads);
    let draws = Draws::new(comparer);
    let mut rounds = 0;
    let mut made = Made::default();
    while rounds < ROUNDS_MAX {
        rounds += 1;
        if rounds % DEPENDENCE_EVERY == 0 && rounds / DEPENDENCE_EVERY <= DEPENDENCE_TIMES {
            let model = learner.model();
            learner.dependence = draws.learn(&model, comparer, &Weigher::new(&model, comparer));
        }
        let moved;
        (moved, made) = learner.round(&groups, blocks, &one_in);
        if moved < STILL && rounds > DEPENDENCE_EVERY * DEPENDENCE_TIMES {
            break;
        }
    }
    Training {
        model: learner.model(),
        rounds,
        pairs: groups.iter().map(|(_, count)| u64::from(*count)).sum(),
        expected_same: made.pairs(),
        completeness: made.completeness(),
    }
}

impl<'a> Learner<'a> {
    fn new(spec: &'a Spec, comparer: &'a Comparer<'a>, blocks: &Blocks, records: usize, threads: usize) -> Self {
        let (u, rarity) = random::levels(comparer, records, threads);
        let both = spec.comparisons.iter().zip(&comparer.comparisons);
        let m: Table = both.map(|(written, comparison)| first_guess(comparer, comparison, &written.shares)).collect();
        let all_pairs = (records as f64 * (records as f64 - 1.0) / 2.0).max(1.0);
        let certain = blocks.plan.iter().filter(|plan| spec.certain.contains(&plan.rule)).map(|plan| plan.pairs).max();
        let guess =
            certain.filter(|pairs| *pairs > 0).map_or(records as f64 / 2.0, |pairs| pairs as f64 / CERTAIN_SHARE);
        let prior = (guess / all_pairs).clamp(1e-12, 0.1);
        let has_household = comparer.comparisons.iter().any(|comparison| comparison.personal);
        let household = has_household.then(|| {
            let table = comparer.comparisons.iter().zip(m.iter().zip(&u));
            (prior / 4.0, table.map(|(comparison, (m, u))| if comparison.personal { *u } else { *m }).collect())
        });
        let dependence = vec![Vec::new(); m.len()];
        Self { spec, comparer, random: u.clone(), u, rarity, m, prior, household, dependence, all_pairs }
    }

    /// One expectation and one maximisation. How far anything moved, and the pairs that are the same.
    fn round(&mut self, groups: &[(Group, u32)], blocks: &Blocks, one_in: &[u64]) -> (f64, Made) {
        let weigher = Weigher::new(&self.model(), self.comparer);
        let mut same_sums: Table = vec![[0.0; LEVELS_MAX]; self.m.len()];
        let mut household_sums = same_sums.clone();
        let (mut made, mut households) = (Made::default(), Made::default());
        let mut last = None;
        for (group, count) in groups {
            // Many groups in a row differ only in rarity.
            let (_, weights) = last
                .filter(|(pattern, _)| *pattern == group.pattern)
                .unwrap_or_else(|| (group.pattern, weigher.weights(group.pattern)));
            last = Some((group.pattern, weights));
            let rule = usize::from(group.rule);
            let pairs = f64::from(*count) * one_in[rule] as f64;
            let (same, household) = weights.odds(f32::from(group.rarity));
            let (same, household) = (f64::from(same).min(60.0).exp2(), f64::from(household).min(60.0).exp2());
            let (same, household) =
                (pairs * same / (1.0 + same + household), pairs * household / (1.0 + same + household));
            if group.is_first {
                made.add(group.rules, same);
                households.add(group.rules, household);
            }
            for (position, comparison) in self.comparer.comparisons.iter().enumerate() {
                // What the rule itself asks for teaches nothing.
                if !blocks.rule_columns[rule].contains(&comparison.column) {
                    let level = usize::from(group.pattern.level(position));
                    same_sums[position][level] += same;
                    household_sums[position][level] += household;
                }
            }
        }
        let mut moved: f64 = 0.0;
        let learned = self.spec.comparisons.iter().map(|written| written.shares.is_empty());
        let both = self.m.iter_mut().zip(&same_sums).zip(&self.comparer.comparisons);
        for ((m, sums), comparison) in both.zip(learned).filter_map(|(all, is_learned)| is_learned.then_some(all)) {
            moved = moved.max(maximise(m, sums, comparison));
        }
        let prior_of = |made: &Made| (made.pairs() / made.completeness() / self.all_pairs).clamp(1e-12, 0.5);
        if let Some((prior, table)) = &mut self.household {
            for ((table, sums), comparison) in table.iter_mut().zip(&household_sums).zip(&self.comparer.comparisons) {
                if !comparison.personal {
                    maximise(table, sums, comparison);
                }
            }
            *prior = prior_of(&households);
        }
        let prior = prior_of(&made);
        moved = moved.max((prior / self.prior).ln().abs() / 100.0);
        self.prior = prior;
        self.take_out_the_same();
        (moved, made)
    }

    /// Where many records are about the same, pairs drawn at random agree mostly because they are the same: that part is taken
    /// out.
    fn take_out_the_same(&mut self) {
        for ((u, random), m) in self.u.iter_mut().zip(&self.random).zip(&self.m) {
            for ((u, random), m) in u.iter_mut().zip(random).zip(m) {
                *u = ((random - self.prior * m) / (1.0 - self.prior)).max(random * RANDOM_LEFT);
            }
            let total: f64 = u.iter().sum();
            for u in u.iter_mut() {
                *u /= total.max(f64::MIN_POSITIVE);
            }
        }
    }

    fn model(&self) -> Model {
        let comparisons = self.spec.comparisons.iter().zip(&self.comparer.comparisons).enumerate();
        let comparisons = comparisons.map(|(position, (written, comparison))| ModelComparison {
            column: written.column.clone(),
            levels: (1..comparison.levels())
                .map(|level| ModelLevel {
                    label: comparison.label(written, level),
                    m: self.m[position][level],
                    u: self.u[position][level],
                    household: self.household.as_ref().map(|(_, table)| table[position][level]),
                    mean_rarity: self.rarity[position][level],
                })
                .collect(),
            given: self.dependence[position].clone(),
        });
        Model {
            prior_bits: (self.prior / (1.0 - self.prior)).log2(),
            household_prior_bits: self.household.as_ref().map(|(prior, _)| prior.log2()),
            calibration: Calibration::default(),
            comparisons: comparisons.collect(),
            spec: self.spec.clone(),
        }
    }
}

/// New shares of the levels, and how far one moved.
fn maximise(table: &mut [f64; LEVELS_MAX], sums: &[f64; LEVELS_MAX], comparison: &Comparison) -> f64 {
    let used = 1..comparison.levels();
    let total: f64 = used.clone().map(|level| sums[level] + 0.01).sum();
    if total < PAIRS_MIN {
        return 0.0;
    }
    let mut moved: f64 = 0.0;
    for level in used {
        let share = ((sums[level] + 0.01) / total).max(1e-6);
        moved = moved.max((share - table[level]).abs());
        table[level] = share;
    }
    moved
}

/// Expected pairs by how many rules make them: one, two, more.
#[derive(Debug, Clone, Copy, Default)]
struct Made([f64; 3]);

impl Made {
    fn add(&mut self, rules: u8, pairs: f64) {
        self.0[usize::from(rules.clamp(1, 3)) - 1] += pairs;
    }

    fn pairs(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Chao's lower bound on what several samples caught none of (Chao 1987), as a share caught.
    fn completeness(&self) -> f64 {
        let unseen = self.0[0] * self.0[0] / (2.0 * self.0[1].max(1.0));
        (self.pairs() / (self.pairs() + unseen).max(1.0)).clamp(0.3, 1.0)
    }
}

/// Probability of these log odds.
pub(crate) fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

/// The shares that are given, or else four in five equal; by band as the records are.
fn first_guess(comparer: &Comparer<'_>, comparison: &Comparison, shares: &[f64]) -> [f64; LEVELS_MAX] {
    let mut guess = [0.0; LEVELS_MAX];
    let column = &comparer.columns[comparison.column];
    let present = column.present().max(1) as f64;
    let mut by_band = [0u64; LEVELS_MAX];
    for count in &column.counts[1..] {
        by_band[usize::from(comparison.equal(*count))] += u64::from(*count);
    }
    let equal = shares.first().copied().unwrap_or(0.8);
    for (guess, records) in guess.iter_mut().zip(by_band) {
        *guess = equal * records as f64 / present;
    }
    let others = &mut guess[usize::from(comparison.bands) + 1..comparison.levels()];
    if let [_, given @ ..] = shares {
        others[..given.len()].copy_from_slice(given);
        // Different, and swapped where that can be.
        let rest = &mut others[given.len()..];
        rest.fill((1.0 - shares.iter().sum::<f64>()) / rest.len() as f64);
    } else {
        others.fill(0.2 / others.len() as f64);
    }
    for share in &mut guess[1..=usize::from(comparison.bands)] {
        *share = share.max(1e-4);
    }
    guess
}

fn groups(
    comparer: &Comparer<'_>,
    blocks: &Blocks,
    weigher: &Weigher,
    one_in: &[u64],
    threads: usize,
) -> Vec<(Group, u32)> {
    let mut all: FxHashMap<Group, u32> = FxHashMap::default();
    for (rule, one_in) in one_in.iter().enumerate() {
        let make = || (FxHashMap::default(), Cache::new(comparer));
        let states = blocks.scan_rule(rule, *one_in, threads, make, |(counts, cache), a, b| {
            let (one, other) = (comparer.row(a), comparer.row(b));
            let pattern = comparer.compare_remembering(one, other, cache);
            let (rules, is_first) = blocks.made_by(rule, a, b);
            let rarity = weigher.rarity(pattern, one, other).round() as i16;
            let group = Group { rule: rule as u16, rules: rules.min(3), is_first, pattern, rarity };
            *counts.entry(group).or_insert(0) += 1;
        });
        for (group, count) in states.into_iter().flat_map(|(counts, _)| counts) {
            *all.entry(group).or_insert(0) += count;
        }
    }
    let mut groups: Vec<_> = all.into_iter().collect();
    groups.sort_unstable_by_key(|(group, _)| *group);
    groups
}
