//! Encoded files become agreed groups.

use std::collections::{HashMap, HashSet};

use super::file::{Encoded, Header, RecordId};
use super::{PprlError, dice};

/// Files that can be joined at once.
pub const FILES_MAX: usize = 16;

/// A record of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// Which file, from 0 in the order given.
    pub file: usize,
    /// Which of its records.
    pub id: RecordId,
}

/// Records that are probably one person: at most one of each file.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// Two or more, by file.
    pub members: Vec<Member>,
    /// The share of bits in common of the weakest of the pairs that joined them, from the threshold to 1.
    pub score: f64,
}

/// Finds who is in several files.
///
/// Pairs above the threshold are taken from the most alike on, and each record is joined to at most one of each other file.
/// **Where two pairs that exclude each other are equally alike, neither is taken**, nor anything less alike in their place. The result
/// depends neither on `threads` nor on the order of lines; the order of the files only names them.
///
/// # Errors
///
/// [`PprlError::Files`] unless there are 2 to [`FILES_MAX`], [`PprlError::Incomparable`] where they were made under different
/// agreements, runs, plans or keys, and those of [`dice::pairs`].
pub fn join(files: &[Encoded], threads: usize) -> Result<Vec<Agreed>, PprlError> {
    if !(2..=FILES_MAX).contains(&files.len()) {
        return Err(PprlError::Files { limit: FILES_MAX });
    }
    comparable(files)?;
    let offsets: Vec<usize> = files
        .iter()
        .scan(0, |next, file| {
            let offset = *next;
            *next += file.ids.len();
            Some(offset)
        })
        .collect();
    let mut edges = Vec::new();
    for (first, file_a) in files.iter().enumerate() {
        for (second, file_b) in files.iter().enumerate().skip(first + 1) {
            for pair in dice::pairs(&file_a.bits, &file_b.bits, file_a.header.threshold, threads)? {
                edges.push(Edge {
                    score: pair.dice,
                    ends: [offsets[first] + pair.a as usize, offsets[second] + pair.b as usize],
                });
            }
        }
    }
    edges.sort_unstable_by(|left, right| right.score.total_cmp(&left.score));
    let mut groups = Groups::new(files);
    for equal in edges.chunk_by(|left, right| left.score.total_cmp(&right.score).is_eq()) {
        groups.take(equal);
    }
    Ok(groups.agreed(files, &offsets))
}

/// Whether the files can be compared at all.
fn comparable(files: &[Encoded]) -> Result<(), PprlError> {
    let first = &files[0].header;
    let mut ids: HashSet<RecordId> = files[0].ids.iter().copied().collect();
    for (number, file) in (2..).zip(&files[1..]) {
        let incomparable = |what, remedy| Err(PprlError::Incomparable { file: number, what, remedy });
        let Header { agreement, run, plan, key_check, threshold, .. } = &file.header;
        if *agreement != first.agreement {
            return incomparable("agreement", "these files do not belong together");
        }
        if *run != first.run {
            return incomparable("run", "encode both for the same run");
        }
        if *plan != first.plan || threshold.total_cmp(&first.threshold).is_ne() {
            return incomparable("plan", "send the same plan to all parties and encode again");
        }
        if *key_check != first.key_check {
            return incomparable("key", "one of the parties used another secret");
        }
        if !file.ids.iter().all(|id| ids.insert(*id)) {
            return incomparable("numbers, which it shares with an earlier file", "was one file given twice?");
        }
    }
    Ok(())
}

/// A pair that is alike enough; records are numbered through all files.
#[derive(Debug, Clone, Copy)]
struct Edge {
    score: f64,
    ends: [usize; 2],
}

/// Records that were joined so far, as a forest.
struct Groups {
    parents: Vec<usize>,
    /// Of each root, one bit for each file of which it has a record.
    files: Vec<u16>,
    /// Of each root, the files of which it will get none any more, because several were equally alike.
    closed: Vec<u16>,
    /// Of each root, the score of its weakest pair.
    scores: Vec<f64>,
}

impl Groups {
    fn new(files: &[Encoded]) -> Self {
        let bits: Vec<u16> = files
            .iter()
            .enumerate()
            .flat_map(|(file, records)| std::iter::repeat_n(1 << file, records.ids.len()))
            .collect();
        Self {
            parents: (0..bits.len()).collect(),
            closed: vec![0; bits.len()],
            scores: vec![1.0; bits.len()],
            files: bits,
        }
    }

    fn root(&mut self, mut record: usize) -> usize {
        while self.parents[record] != record {
            self.parents[record] = self.parents[self.parents[record]];
            record = self.parents[record];
        }
        record
    }

    /// Both roots, where they may be joined.
    fn open(&mut self, edge: &Edge) -> Option<[usize; 2]> {
        let [left, right] = edge.ends.map(|end| self.root(end));
        let apart = left != right && self.files[left] & self.files[right] == 0;
        let open = self.closed[left] & self.files[right] == 0 && self.closed[right] & self.files[left] == 0;
        (apart && open).then_some([left, right])
    }

    /// Joins by pairs that are equally alike.
    fn take(&mut self, equal: &[Edge]) {
        let open: Vec<(Edge, [usize; 2])> =
            equal.iter().filter_map(|edge| self.open(edge).map(|roots| (*edge, roots))).collect();
        // How many different groups want the place of one file in a group.
        let mut wanting: HashMap<(usize, u16), HashSet<usize>> = HashMap::new();
        for (_, [left, right]) in &open {
            for (group, other) in [(*left, *right), (*right, *left)] {
                for file in bits_of(self.files[other]) {
                    wanting.entry((group, file)).or_default().insert(other);
                }
            }
        }
        let contested = |files: &[u16], group: usize, other: usize| {
            bits_of(files[other]).any(|file| wanting.get(&(group, file)).is_some_and(|groups| groups.len() > 1))
        };
        let (unclear, clear): (Vec<_>, Vec<_>) = open.iter().partition(|(_, [left, right])| {
            contested(&self.files, *left, *right) || contested(&self.files, *right, *left)
        });
        for (_, [left, right]) in unclear {
            self.closed[left] |= self.files[right];
            self.closed[right] |= self.files[left];
        }
        for (edge, _) in clear {
            // Another pair of the same score may have joined them, or one of them with a third.
            if let Some([left, right]) = self.open(&edge) {
                let (root, child) = (left.min(right), left.max(right));
                self.parents[child] = root;
                self.files[root] |= self.files[child];
                self.closed[root] |= self.closed[child];
                self.scores[root] = self.scores[root].min(self.scores[child]).min(edge.score);
            }
        }
    }

    fn agreed(mut self, files: &[Encoded], offsets: &[usize]) -> Vec<Agreed> {
        let mut members: HashMap<usize, Vec<Member>> = HashMap::new();
        for (file, records) in files.iter().enumerate() {
            for (place, id) in records.ids.iter().enumerate() {
                let root = self.root(offsets[file] + place);
                if self.files[root].count_ones() > 1 {
                    members.entry(root).or_default().push(Member { file, id: *id });
                }
            }
        }
        let mut agreed: Vec<Agreed> =
            members.into_iter().map(|(root, members)| Agreed { members, score: self.scores[root] }).collect();
        agreed.sort_unstable_by(|left, right| left.members.cmp(&right.members));
        agreed
    }
}

fn bits_of(files: u16) -> impl Iterator<Item = u16> {
    (0..u16::BITS).map(|number| 1 << number).filter(move |bit| files & bit != 0)
}
