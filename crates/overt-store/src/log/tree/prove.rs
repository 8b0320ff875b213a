//! Making proofs and earlier roots from stored hashes.
//!
//! A [`Plan`] says first which hashes it needs and computes afterwards, so that a caller may fetch them as it likes, one by
//! one, all at once or asynchronously. [`prove_inclusion`] and [`prove_consistency`] do both steps over [`Hashes`].

use super::{STORED_LEVELS_STEP, TreeHash, fold};

/// Neighbouring stored hashes: the roots of `count` subtrees of 2 to the power of `level` leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Level: 0 for leaves, then 8, 16, …
    pub level: u8,
    /// Index of the first subtree among those of the level.
    pub start: u64,
    /// How many: a power of two, at most 128.
    pub count: u8,
}

/// Where stored hashes come from.
pub trait Hashes {
    /// Why they could not be read.
    type Error;

    /// The stored hashes of this span, in order. Another number of hashes makes the proof fail, never wrong.
    fn span(&self, span: Span) -> Result<Vec<TreeHash>, Self::Error>;
}

/// The stored hashes that a proof, a root or an accumulator is computed from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    spans: Vec<Span>,
    /// How many of the spans make each hash of the result.
    groups: Vec<usize>,
}

impl Plan {
    /// For the proof that the leaf `index` is in the tree of the first `size` leaves; `None` when it is not, because
    /// `index` is not below `size`.
    pub fn inclusion(index: u64, size: u64) -> Option<Self> {
        if index >= size {
            return None;
        }
        // From the root down, the sibling of the side that holds the leaf. The proof lists them from the leaf up.
        let (mut begin, mut end) = (0, size);
        let mut siblings = Vec::new();
        while end - begin > 1 {
            let split = begin + largest_power_of_two_below(end - begin);
            if index < split {
                siblings.push((split, end));
                end = split;
            } else {
                siblings.push((begin, split));
                begin = split;
            }
        }
        Some(Self::of_ranges(siblings.into_iter().rev()))
    }

    /// For the proof that the tree of the first `new` leaves extends the tree of the first `old`; `None` when `old` is more
    /// than `new`. The proof is empty when they are equal and when `old` is 0.
    pub fn consistency(old: u64, new: u64) -> Option<Self> {
        if old > new {
            return None;
        }
        let (mut begin, mut end) = (0, new);
        let mut ranges = Vec::new();
        while old != 0 && old < end {
            let split = begin + largest_power_of_two_below(end - begin);
            if old <= split {
                ranges.push((split, end));
                end = split;
            } else {
                ranges.push((begin, split));
                begin = split;
            }
        }
        if begin > 0 {
            // The old tree ends with an incomplete subtree whose root the verifier does not know.
            ranges.push((begin, end));
        }
        Some(Self::of_ranges(ranges.into_iter().rev()))
    }

    /// For the root over the first `size` leaves. [`Plan::finish`] then returns one hash.
    pub fn root(size: u64) -> Self {
        Self::of_ranges(std::iter::once((0, size)))
    }

    /// For the roots of the complete subtrees of the first `size` leaves, as [`super::Accumulator::resume`] wants them.
    pub fn peaks(size: u64) -> Self {
        let spans: Vec<Span> = subtrees(0, size).collect();
        Self { groups: vec![1; spans.len()], spans }
    }

    fn of_ranges(ranges: impl Iterator<Item = (u64, u64)>) -> Self {
        let mut plan = Self { spans: Vec::new(), groups: Vec::new() };
        for (begin, end) in ranges {
            let before = plan.spans.len();
            plan.spans.extend(subtrees(begin, end));
            plan.groups.push(plan.spans.len() - before);
        }
        plan
    }

    /// What to fetch, in this order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The hashes of the proof, from what was fetched: one list per span, in the order of [`Plan::spans`]. `None` when a
    /// list is missing or holds another number of hashes than its span.
    pub fn finish(&self, fetched: &[Vec<TreeHash>]) -> Option<Vec<TreeHash>> {
        if fetched.len() != self.spans.len() {
            return None;
        }
        let roots: Option<Vec<TreeHash>> =
            self.spans.iter().zip(fetched).map(|(span, hashes)| complete_root(*span, hashes)).collect();
        let mut roots = roots?.into_iter();
        Some(self.groups.iter().map(|&count| fold(&roots.by_ref().take(count).collect::<Vec<_>>())).collect())
    }

    fn run<H: Hashes>(&self, hashes: &H) -> Result<Option<Vec<TreeHash>>, H::Error> {
        let fetched: Result<Vec<_>, _> = self.spans.iter().map(|&span| hashes.span(span)).collect();
        Ok(self.finish(&fetched?))
    }
}

/// The proof that the leaf `index` is in the tree of the first `size` leaves: sibling hashes from the leaf up. `None` when
/// `index` is not below `size`, or a stored hash is missing.
pub fn prove_inclusion<H: Hashes>(index: u64, size: u64, hashes: &H) -> Result<Option<Vec<TreeHash>>, H::Error> {
    Plan::inclusion(index, size).map_or(Ok(None), |plan| plan.run(hashes))
}

/// The proof that the tree of the first `new` leaves extends that of the first `old`. `None` when `old` is more than `new`,
/// or a stored hash is missing.
pub fn prove_consistency<H: Hashes>(old: u64, new: u64, hashes: &H) -> Result<Option<Vec<TreeHash>>, H::Error> {
    Plan::consistency(old, new).map_or(Ok(None), |plan| plan.run(hashes))
}

/// The root over the first `size` leaves; `None` when a stored hash is missing.
pub fn root_at<H: Hashes>(size: u64, hashes: &H) -> Result<Option<TreeHash>, H::Error> {
    Ok(Plan::root(size).run(hashes)?.and_then(|roots| roots.first().copied()))
}

/// The largest power of two below `count`, for a count of at least 2.
fn largest_power_of_two_below(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

/// The complete subtrees that the leaves from `begin` to before `end` consist of, the largest first. `begin` is a multiple
/// of the size of the largest, as in every range that RFC 6962 splits off.
fn subtrees(begin: u64, end: u64) -> impl Iterator<Item = Span> {
    let count = end - begin;
    let mut next = begin;
    (0..64_u8).rev().filter(move |level| count >> level & 1 == 1).map(move |level| {
        let index = next >> level;
        next += 1 << level;
        let above = level % STORED_LEVELS_STEP;
        Span { level: level - above, start: index << above, count: 1 << above }
    })
}

/// The root of the complete subtree over all hashes of a span.
fn complete_root(span: Span, hashes: &[TreeHash]) -> Option<TreeHash> {
    if hashes.len() != usize::from(span.count) {
        return None;
    }
    let mut layer = hashes.to_vec();
    while layer.len() > 1 {
        layer = layer.as_chunks().0.iter().map(|[left, right]| TreeHash::of_node(left, right)).collect();
    }
    layer.first().copied()
}
