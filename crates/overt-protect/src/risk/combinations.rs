//! All combinations of a few columns: how many there are, how many are rare, and which rows are unique by them.
//!
//! Columns are added one after the other, and each set of columns keeps the classes of the set without its last column. The
//! longest sets are never split, only counted.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::codes::{Codes, LANES};
use super::partition::{Counting, Partition, Scratch, Tally};
use super::question::LENGTH_MAX;

/// What the search found.
pub(super) struct Combinations {
    /// For each length, from 1: the sets of columns (as places among [`Codes::columns`]) and their combinations.
    pub(super) sets: Vec<Vec<(Set, Tally)>>,
    /// For each position: how many minimal sets of each length it is unique by.
    pub(super) rows: Vec<[u32; LENGTH_MAX]>,
    /// For each column and code: how many minimal sets of each length it is part of, over all rows.
    pub(super) values: Vec<Vec<[u64; LENGTH_MAX]>>,
}

/// Columns in their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Set {
    columns: [u8; LENGTH_MAX],
    length: u8,
}

/// Rows that are unique by a set of columns, a bit for each position.
type Unique = Vec<u64>;

impl Set {
    /// The columns.
    pub(super) fn columns(self) -> impl Iterator<Item = usize> {
        self.columns.into_iter().take(usize::from(self.length)).map(usize::from)
    }

    fn with(mut self, column: usize) -> Self {
        self.columns[usize::from(self.length)] = column as u8;
        self.length += 1;
        self
    }

    /// The set without one of its columns.
    fn without(self, place: usize) -> Self {
        let others = self.columns().enumerate().filter(|&(other, _)| other != place);
        others.fold(Self::default(), |set, (_, column)| set.with(column))
    }

    fn next_column(self) -> usize {
        self.columns().last().map_or(0, |last| last + 1)
    }

    /// The number of the set among those of its length, if they are ordered by their last column, then the one before, and so on.
    fn rank(self) -> usize {
        self.columns().enumerate().map(|(place, column)| choose(column, place + 1)).sum()
    }

    /// All sets of a length, in the order of their first columns.
    fn all(length: usize, columns: usize) -> Vec<Self> {
        let mut sets = vec![Self::default()];
        for _ in 0..length {
            sets = sets.iter().flat_map(|set| (set.next_column()..columns).map(|column| set.with(column))).collect();
        }
        sets
    }
}

/// How many sets of `few` there are among `many`.
pub(super) fn choose(many: usize, few: usize) -> usize {
    (0..few).fold(1, |sets, place| sets * many.saturating_sub(place) / (place + 1))
}

/// Searches all combinations of 1 to `length_max` columns.
pub(super) fn search(codes: &Codes, k: u32, length_max: usize, threads: usize) -> Combinations {
    let columns = codes.columns.len();
    let rows = codes.order.len();
    let mut found = Combinations {
        sets: Vec::new(),
        rows: vec![[0; LENGTH_MAX]; rows],
        values: codes.columns.iter().map(|column| vec![[0; LENGTH_MAX]; column.values.len()]).collect(),
    };
    let mut known: Vec<Unique> = Vec::new();
    let counting = Counting { k, keep_alone: codes.absent };
    let length_max = length_max.min(columns);
    for length in 1..=length_max {
        let heads = Set::all(length.saturating_sub(1).min(2), columns);
        let next = AtomicUsize::new(0);
        let shared = Shared { codes, known: &known, counting, length, remember: length < length_max };
        let worker = || {
            let mut worker = Worker::new(&shared);
            while let Some(head) = heads.get(next.fetch_add(1, Ordering::Relaxed)) {
                worker.walk(*head);
            }
            worker.found
        };
        let parts: Vec<Part> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..threads.min(heads.len())).map(|_| scope.spawn(worker)).collect();
            threads.into_iter().map(|thread| thread.join().expect("a search does not panic")).collect()
        });
        let mut unique = vec![Unique::new(); if shared.remember { choose(columns, length) } else { 0 }];
        let mut sets = Vec::with_capacity(choose(columns, length));
        for part in parts {
            sets.extend(part.sets);
            part.unique.into_iter().for_each(|(rank, rows)| unique[rank] = rows);
            found.rows.iter_mut().zip(&part.rows).for_each(|(row, sets)| row[length - 1] += sets);
            for (column, more) in found.values.iter_mut().zip(&part.values) {
                column.iter_mut().zip(more).for_each(|(value, sets)| value[length - 1] += sets);
            }
        }
        sets.sort_unstable_by_key(|(set, _)| set.columns);
        found.sets.push(sets);
        known = unique;
    }
    found
}

struct Shared<'a> {
    codes: &'a Codes,
    /// The unique rows of all sets one column shorter, by rank.
    known: &'a [Unique],
    counting: Counting,
    length: usize,
    /// Whether the unique rows are needed for longer sets.
    remember: bool,
}

/// What one thread found.
struct Part {
    sets: Vec<(Set, Tally)>,
    unique: Vec<(usize, Unique)>,
    rows: Vec<u32>,
    values: Vec<Vec<u64>>,
}

struct Worker<'a> {
    shared: &'a Shared<'a>,
    /// The classes of all rows, and of each longer part of `set`.
    partitions: Vec<Partition>,
    set: Set,
    scratch: Scratch,
    found: Part,
}

impl<'a> Worker<'a> {
    fn new(shared: &'a Shared<'a>) -> Self {
        let codes = shared.codes;
        let mut partitions: Vec<Partition> = (0..shared.length).map(|_| Partition::default()).collect();
        partitions[0].whole(codes.order.len(), &codes.alike[0]);
        let values = codes.columns.iter().map(|column| vec![0; column.values.len()]).collect();
        let found = Part { sets: Vec::new(), unique: Vec::new(), rows: vec![0; codes.order.len()], values };
        Self { shared, partitions, set: Set::default(), scratch: Scratch::new(codes.values_max()), found }
    }

    /// Counts all sets that begin with those columns.
    fn walk(&mut self, set: Set) {
        self.split(set);
        if usize::from(set.length) + 1 == self.shared.length {
            self.count(set);
        } else {
            // The last column has none after it.
            for column in set.next_column()..self.shared.codes.columns.len() - 1 {
                self.walk(set.with(column));
            }
        }
    }

    /// Makes the classes of a set, as far as they are not there from the set before.
    fn split(&mut self, set: Set) {
        let same = set.columns().zip(self.set.columns()).take_while(|(new, old)| new == old).count();
        let codes = self.shared.codes;
        for (place, column) in set.columns().enumerate().skip(same) {
            let (shorter, longer) = self.partitions.split_at_mut(place + 1);
            if let Some(alike) = codes.alike.get(column + 1) {
                let column = &codes.columns[column];
                longer[0].split(&shorter[place], column, alike, self.shared.counting, &mut self.scratch);
            }
        }
        self.set = set;
    }

    /// Counts what each later column makes of the classes of a set.
    fn count(&mut self, set: Set) {
        let codes = self.shared.codes;
        let counting = self.shared.counting;
        let place = usize::from(set.length);
        let flags_first = codes.flags.first().map_or(codes.columns.len(), |flags| flags.first);
        for column in set.next_column()..flags_first {
            let tally = self.partitions[place].count(&codes.columns[column], counting, &mut self.scratch);
            self.note(set, column, 1, &[tally]);
        }
        for flags in codes.flags.iter().filter(|flags| flags.first + flags.columns > set.next_column()) {
            let tallies = self.partitions[place].count_flags(flags, counting, &mut self.scratch);
            self.note(set, flags.first, flags.columns, &tallies);
        }
    }

    /// Notes the combinations of a set with each of some neighbouring columns, and the rows that are unique by them.
    fn note(&mut self, set: Set, first: usize, columns: usize, tallies: &[Tally]) {
        let shared = self.shared;
        let mut shorter: [[&[u64]; LENGTH_MAX]; LANES] = Default::default();
        let mut unique: [Unique; LANES] = Default::default();
        for lane in set.next_column().saturating_sub(first)..columns {
            let longer = set.with(first + lane);
            self.found.sets.push((longer, tallies[lane]));
            if set.length > 0 {
                for (place, shorter) in shorter[lane].iter_mut().enumerate().take(shared.length) {
                    *shorter = &shared.known[longer.without(place).rank()];
                }
            }
            if shared.remember {
                unique[lane] = self.unique_before(set);
            }
        }
        for &(lane, row) in &self.scratch.unique {
            let column = first + usize::from(lane);
            let lane = usize::from(lane);
            if column < set.next_column() {
                continue;
            }
            let (word, bit) = (row as usize / 64, 1 << (row % 64));
            if shared.remember {
                unique[lane][word] |= bit;
            }
            if shorter[lane].iter().all(|unique| unique.get(word).is_none_or(|word| word & bit == 0)) {
                self.found.rows[row as usize] += 1;
                for column in set.with(column).columns() {
                    let code = shared.codes.columns[column].codes[row as usize];
                    self.found.values[column][usize::from(code)] += 1;
                }
            }
        }
        if shared.remember {
            let later = unique.into_iter().enumerate().take(columns).skip(set.next_column().saturating_sub(first));
            self.found.unique.extend(later.map(|(lane, rows)| (set.with(first + lane).rank(), rows)));
        }
    }

    /// The rows that are unique by a set whatever is added to it: they are not counted any more.
    fn unique_before(&self, set: Set) -> Unique {
        if set.length == 0 || self.shared.counting.keep_alone {
            vec![0; self.shared.codes.order.len().div_ceil(64)]
        } else {
            self.shared.known[set.rank()].clone()
        }
    }
}
