//! The most that a pair can weigh, known before its values are compared: from which of them are equal, and how rare those are.
//! Few pairs that the rules make can be the same, and only those are compared in full.

use multiversion::multiversion;

use super::weights::Weigher;
use crate::column::{MISSING, mix};
use crate::compare::{CODE_BITS, Comparer, LEVEL_MISSING, LEVELS_MAX, Pattern, code};

/// Bits by which a sum of rounded numbers may be wrong, and far more.
const ROUNDING: f32 = 0.01;
/// Patterns of which it is remembered what is taken off.
const REMEMBERED: usize = 1 << 13;

/// Bounds of the weights of all pairs.
#[derive(Debug)]
pub(crate) struct Bounds<'a> {
    weigher: &'a Weigher,
    comparisons: Vec<Most>,
    wanted: f32,
}

/// What is taken off at least, for patterns and unknown levels that were seen lately.
#[derive(Debug)]
pub(crate) struct Offs(Vec<(Pattern, u16, f32)>);

/// The most that a comparison adds.
#[derive(Debug)]
struct Most {
    /// By level, beside rarity.
    levels: [f32; LEVELS_MAX],
    /// By level, the least that is taken off it whatever else agrees: zero or less.
    offs: [f32; LEVELS_MAX],
    /// By number of a value: if the other value is equal, and if it is another one.
    values: Vec<[f32; 2]>,
    /// Levels that are possible if two values are not equal.
    unequal: Vec<u8>,
    /// How it may agree then.
    states: Vec<u8>,
    /// The levels that it has if it should turn out that values were swapped: none where that cannot be.
    if_swapped: Vec<u8>,
    different: u8,
}

impl<'a> Bounds<'a> {
    /// For pairs of at least this weight.
    pub(crate) fn new(weigher: &'a Weigher, comparer: &Comparer<'_>, from_bits: f32) -> Self {
        let comparisons = (0..comparer.comparisons.len()).map(|position| Most::new(weigher, comparer, position));
        Self { weigher, comparisons: comparisons.collect(), wanted: from_bits - ROUNDING }
    }

    /// The most that pairs of one record with others can weigh. `others` are the cells of the others, one comparison after the
    /// other, each as many as `stride`, of which those from `from` on are meant.
    pub(crate) fn of_pairs(&self, row: &[u32], others: &[u32], (stride, from): (usize, usize), at_most: &mut Vec<f32>) {
        at_most.clear();
        at_most.resize(stride - from, self.weigher.prior);
        add_most(&self.comparisons, row, others, (stride, from), at_most);
    }

    /// The most that a pair can weigh, once it is known which level the values of a comparison reach, and `was` it could add
    /// before.
    pub(crate) fn narrowed(&self, at_most: f32, was: f32, (comparison, level): (usize, u8), (a, b): (u32, u32)) -> f32 {
        let most = &self.comparisons[comparison];
        at_most - was + most.levels[usize::from(level)] + self.weigher.rarity_at(comparison, level, (a, b))
    }

    /// The most that a value adds with an equal one, and with any other.
    pub(crate) fn of_value(&self, comparison: usize, cell: u32) -> [f32; 2] {
        self.comparisons[comparison].values[code(cell) as usize]
    }

    /// Whether a pair of at most this weight weighs less than what is wanted.
    pub(crate) fn are_out_of_reach(&self, at_most: f32) -> bool {
        at_most < self.wanted
    }

    /// What is taken off at least, because comparisons hang together, of what pairs of these levels can weigh at most. `unknown`
    /// are comparisons, a bit each, of which only is known that the values are not equal.
    pub(crate) fn off_at_least(&self, pattern: Pattern, unknown: u16, offs: &mut Offs) -> f32 {
        let slot = &mut offs.0[mix(pattern.bits() ^ u64::from(unknown).rotate_right(16)) as usize % REMEMBERED];
        if (slot.0, slot.1) != (pattern, unknown) {
            let off = (0..self.comparisons.len()).map(|comparison| self.off_of(comparison, pattern, unknown)).sum();
            *slot = (pattern, unknown, off);
        }
        slot.2
    }

    /// What is taken off one comparison, beyond the least whatever agrees.
    fn off_of(&self, comparison: usize, pattern: Pattern, unknown: u16) -> f32 {
        let most = &self.comparisons[comparison];
        let offs = self.least_offs(comparison, pattern, unknown);
        let level = pattern.level(comparison);
        let possible = if unknown >> comparison & 1 == 1 { &most.unequal } else { &[level][..] };
        let swapped = if most.may_be_swapped(level) { &most.if_swapped[..] } else { &[] };
        let off = |level: &u8| offs[usize::from(*level)] - most.offs[usize::from(*level)];
        possible.iter().chain(swapped).map(off).fold(f32::INFINITY, f32::min)
    }

    /// By level, the least that is taken off a comparison. As in the weigher, what hangs together most counts.
    fn least_offs(&self, comparison: usize, pattern: Pattern, unknown: u16) -> [f32; LEVELS_MAX] {
        let is_open = |earlier: usize| {
            unknown >> earlier & 1 == 1 || self.comparisons[earlier].may_be_swapped(pattern.level(earlier))
        };
        let (mut strongest, mut least) = (0.0, [0.0; LEVELS_MAX]);
        for earlier in (0..comparison).filter(|earlier| !is_open(*earlier)) {
            let state = self.weigher.agreement(earlier, pattern);
            if let Some((strength, offs)) = self.weigher.learned(comparison, earlier, state)
                && *strength > strongest
            {
                (strongest, least) = (*strength, *offs);
            }
        }
        for earlier in (0..comparison).filter(|earlier| is_open(*earlier)) {
            for state in &self.comparisons[earlier].states {
                if let Some((strength, offs)) = self.weigher.learned(comparison, earlier, *state)
                    && *strength >= strongest
                {
                    least = std::array::from_fn(|level| least[level].min(offs[level]));
                }
            }
        }
        least
    }
}

impl Offs {
    pub(crate) fn new() -> Self {
        // Where nothing is known, nothing is taken off.
        Self(vec![(Pattern::default(), u16::MAX, 0.0); REMEMBERED])
    }
}

impl Most {
    fn new(weigher: &Weigher, comparer: &Comparer<'_>, position: usize) -> Self {
        let comparison = &comparer.comparisons[position];
        let offs = weigher.given[position].iter().flatten().flatten();
        let offs = offs.fold([0.0; LEVELS_MAX], |least: [f32; LEVELS_MAX], (_, offs)| {
            std::array::from_fn(|level| least[level].min(offs[level]))
        });
        let mut levels: [f32; LEVELS_MAX] = std::array::from_fn(|level| weigher.levels[position][level] - offs[level]);
        levels[usize::from(LEVEL_MISSING)] = 0.0;
        // Where each of two is swapped with the other, either may end as swapped and either as missing.
        let swapped = comparison.swapped_with.map(|_| comparison.swapped());
        let if_swapped: Vec<u8> =
            swapped.into_iter().chain(comparer.is_swapped[position].then_some(LEVEL_MISSING)).collect();
        for swapped in &if_swapped {
            for weak in [LEVEL_MISSING, comparison.different()] {
                levels[usize::from(weak)] = levels[usize::from(weak)].max(levels[usize::from(*swapped)]);
            }
        }
        let unequal: Vec<u8> = (comparison.bands + 1..=comparison.different()).collect();
        let state = |level: &u8| weigher.states[position][usize::from(*level)];
        let mut states: Vec<u8> = unequal.iter().chain(&if_swapped).map(state).collect();
        states.sort_unstable();
        states.dedup();
        let mut most =
            Self { levels, offs, values: Vec::new(), unequal, states, if_swapped, different: comparison.different() };
        let numbers = 0..u32::try_from(comparer.columns[comparison.column].counts.len())
            .expect("there are fewer values than numbers");
        let of_value = |number| most.of_value(weigher, position, comparer.cell(position, number));
        most.values = numbers.map(of_value).collect();
        most
    }

    /// For a value with an equal one, and with any other.
    fn of_value(&self, weigher: &Weigher, position: usize, cell: u32) -> [f32; 2] {
        if cell == MISSING {
            return [self.levels[usize::from(LEVEL_MISSING)]; 2];
        }
        // The rarity of two alike values is at most that of one with itself.
        let most = |level: u8| self.levels[usize::from(level)] + weigher.rarity_at(position, level, (cell, cell));
        let unequal = self.unequal.iter().map(|level| most(*level)).fold(f32::MIN, f32::max);
        match (cell >> CODE_BITS) as u8 {
            0 => [unequal; 2],
            equal => [most(equal), unequal],
        }
    }

    /// Whether values that reach this level may turn out to be swapped.
    fn may_be_swapped(&self, level: u8) -> bool {
        !self.if_swapped.is_empty() && (level == LEVEL_MISSING || level >= self.different)
    }
}

#[multiversion(targets("x86_64+avx512f+avx512vl", "x86_64+avx2"))]
fn add_most(comparisons: &[Most], row: &[u32], others: &[u32], (stride, from): (usize, usize), sums: &mut [f32]) {
    for ((most, cell), others) in comparisons.iter().zip(row).zip(others.chunks_exact(stride)) {
        let [equal, unequal] = most.values[code(*cell) as usize];
        let missing = most.levels[usize::from(LEVEL_MISSING)];
        for (sum, other) in sums.iter_mut().zip(&others[from..]) {
            let unequal = if *other == MISSING { missing } else { unequal };
            *sum += if *other == *cell { equal } else { unequal };
        }
    }
}
