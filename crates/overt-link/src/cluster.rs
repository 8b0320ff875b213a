//! Pairs become entities. A chain of pairs is not enough: two groups are joined only when what speaks for it outweighs what
//! speaks against it over all pairs between them, so that one wrong pair does not join two families.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::score::Pair;

/// No single pair counts for or against by more bits than this.
const BITS_MAX: f32 = 10.0;
/// Pairs between two groups that are looked at; of more, a share.
const BETWEEN_MAX: usize = 400;
/// Groups are tried again as long as any are joined, at most so often.
const PASSES_MAX: usize = 4;

/// What people decided, and what is known of sources. Decisions always win.
#[derive(Debug, Clone, Default)]
pub struct Constraints {
    /// Pairs that are the same.
    pub same: Vec<(u32, u32)>,
    /// Pairs that are not.
    pub different: Vec<(u32, u32)>,
    /// The source of each record, where no source has anybody twice; otherwise empty.
    pub sources: Vec<u32>,
}

impl Constraints {
    /// Those among some records, which have other numbers there.
    pub(crate) fn only(&self, local: &FxHashMap<u32, u32>, records: &[u32]) -> Self {
        let among =
            |pairs: &[(u32, u32)]| pairs.iter().filter_map(|(a, b)| Some((*local.get(a)?, *local.get(b)?))).collect();
        let sources = if self.sources.is_empty() {
            Vec::new()
        } else {
            records.iter().map(|record| self.sources[*record as usize]).collect()
        };
        Self { same: among(&self.same), different: among(&self.different), sources }
    }
}

/// Groups records: the number of the first record of its group for each record. `weight` gives the log odds of any pair.
pub(crate) fn cluster(
    records: usize,
    pairs: &[Pair],
    join_bits: f32,
    mean_bits: f32,
    constraints: &Constraints,
    weight: impl Fn(u32, u32) -> f32,
) -> Vec<u32> {
    let mut groups = Groups::new(records, constraints);
    for (a, b) in &constraints.same {
        groups.join(*a, *b);
    }
    let edges = pairs.iter().filter(|pair| pair.weight >= join_bits);
    let mut edges: Vec<(f32, u32, u32)> = edges.map(|pair| (pair.weight, pair.a, pair.b)).collect();
    edges.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    for _ in 0..PASSES_MAX {
        let before = edges.len();
        edges.retain(|(own, a, b)| {
            let (a, b) = (groups.first(*a), groups.first(*b));
            if a == b {
                return false;
            }
            if groups.may_join(a, b) && groups.mean((a, b), *own, &weight) >= mean_bits {
                groups.join(a, b);
                return false;
            }
            true
        });
        if edges.len() == before {
            break;
        }
    }
    (0..records as u32).map(|record| groups.first(record)).collect()
}

struct Groups<'a> {
    first: Vec<u32>,
    /// Groups of two or more.
    members: FxHashMap<u32, Vec<u32>>,
    different: FxHashSet<(u32, u32)>,
    /// Records that somebody said are different from another.
    bound: FxHashSet<u32>,
    sources: &'a [u32],
}

impl<'a> Groups<'a> {
    fn new(records: usize, constraints: &'a Constraints) -> Self {
        let ordered = |(a, b): &(u32, u32)| (*a.min(b), *a.max(b));
        Self {
            first: (0..records as u32).collect(),
            members: FxHashMap::default(),
            different: constraints.different.iter().map(ordered).collect(),
            bound: constraints.different.iter().flat_map(|(a, b)| [*a, *b]).collect(),
            sources: &constraints.sources,
        }
    }

    fn first(&self, record: u32) -> u32 {
        self.first[record as usize]
    }

    fn members(&self, first: u32) -> impl Iterator<Item = u32> + Clone + '_ {
        let members = self.members.get(&first);
        members.into_iter().flatten().copied().chain(members.is_none().then_some(first))
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        if a == b {
            return;
        }
        let (keep, go) = (a.min(b), a.max(b));
        let gone = self.members.remove(&go).unwrap_or_else(|| vec![go]);
        for record in &gone {
            self.first[*record as usize] = keep;
        }
        self.members.entry(keep).or_insert_with(|| vec![keep]).extend(gone);
    }

    fn may_join(&self, a: u32, b: u32) -> bool {
        let forbidden = |one: u32, other: u32| {
            self.bound.contains(&one) && self.different.contains(&(one.min(other), one.max(other)))
                || !self.sources.is_empty()
                    && self.sources[one as usize] != 0
                    && self.sources[one as usize] == self.sources[other as usize]
        };
        if self.bound.is_empty() && self.sources.is_empty() {
            return true;
        }
        !self.members(a).any(|one| self.members(b).any(|other| forbidden(one, other)))
    }

    /// The mean log odds of the pairs between two groups; `own` are those of the pair if they are two records.
    fn mean(&self, (a, b): (u32, u32), own: f32, weight: impl Fn(u32, u32) -> f32) -> f32 {
        if !self.members.contains_key(&a) && !self.members.contains_key(&b) {
            return own.clamp(-BITS_MAX, BITS_MAX);
        }
        let (mut one, mut other): (Vec<u32>, Vec<u32>) = (self.members(a).collect(), self.members(b).collect());
        one.sort_unstable();
        other.sort_unstable();
        let between = one.len() * other.len();
        let step = between.div_ceil(BETWEEN_MAX);
        let (mut sum, mut count) = (0.0, 0.0);
        for pair in (0..between).step_by(step) {
            let (a, b) = (one[pair / other.len()], other[pair % other.len()]);
            sum += weight(a.min(b), a.max(b)).clamp(-BITS_MAX, BITS_MAX);
            count += 1.0;
        }
        sum / count
    }
}
