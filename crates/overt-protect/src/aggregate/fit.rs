//! Rows whose counts of values and pairs of values come as near to those of the table as they can from below.

use super::items::Items;

/// A value that is ten times as rare counts a quarter more, so that rare values are not all given up for frequent ones.
const RARENESS: f64 = 0.1;

/// Of two items that matter equally, the one that more rows share leaves more to choose from.
const SHARED: f64 = 0.02;

/// Counts of values (pairs of an item with itself) and of pairs in the table, and how many of them the rows lack.
pub(super) struct Fit<'a> {
    items: &'a Items,
    k: u32,
    truth: Vec<u32>,
    lacking: Vec<u32>,
    /// How much each item matters.
    values: Vec<f64>,
    /// How much its column matters. Those of two items are multiplied for their pair.
    columns: Vec<f64>,
    counts: Vec<u32>,
}

impl<'a> Fit<'a> {
    pub(super) fn new(items: &'a Items, k: u32, weights: &[f64]) -> Self {
        let number = items.len();
        let mut truth = vec![0_u32; number * number];
        for (record, weight) in items.records() {
            for &one in record {
                let pairs = &mut truth[usize::from(one) * number..][..number];
                for &other in record {
                    pairs[usize::from(other)] += weight;
                }
            }
        }
        let columns: Vec<f64> = (0..number as u16).map(|item| weights[items.cell(item).0]).collect();
        let rareness =
            |item: usize| libm::pow(items.rows().len() as f64 / f64::from(truth[item * number + item]), RARENESS);
        let values = (0..number).map(|item| columns[item] * rareness(item)).collect();
        let lacking = truth.clone();
        Self { items, k, truth, lacking, values, columns, counts: vec![0; number] }
    }

    /// Takes items from the rows, each of them released `k` times, and gives them others, as long as `k` rows of the table hold
    /// all of them and no value and no pair is released more often than the table has it.
    pub(super) fn improve(&mut self, rows: &mut [Vec<u16>], rounds: usize) {
        for row in rows.iter() {
            for (place, &item) in row.iter().enumerate() {
                self.release(&row[..place], item);
            }
        }
        for round in 0..=rounds {
            // Alternately one item and two make room for better ones.
            let room = if round == 0 { 0 } else { 2 - round % 2 };
            for row in rows.iter_mut() {
                for _ in 0..room {
                    self.take_least(row);
                }
                self.extend(row);
            }
        }
    }

    /// How many pairs of values the rows lack, and how many there are.
    pub(super) fn pairs(&self) -> (u64, u64) {
        let number = self.items.len();
        let above = |matrix: &[u32]| -> u64 {
            let rows = (0..number).map(|item| &matrix[item * number + item + 1..][..number - item - 1]);
            rows.flatten().copied().map(u64::from).sum()
        };
        (above(&self.lacking), above(&self.truth))
    }

    /// How many rows of the table hold an item.
    pub(super) fn holders(&self, item: u16) -> u32 {
        self.truth[self.place(item, item)]
    }

    /// How many rows with an item are missing in what is released.
    pub(super) fn lacking(&self, item: u16) -> u32 {
        self.lacking[self.place(item, item)]
    }

    fn place(&self, one: u16, other: u16) -> usize {
        usize::from(one) * self.items.len() + usize::from(other)
    }

    /// How much an item matters together with others.
    fn worth(&self, others: impl Iterator<Item = u16>, item: u16) -> f64 {
        let others: f64 = others.map(|other| self.columns[usize::from(other)]).sum();
        self.values[usize::from(item)] + self.columns[usize::from(item)] * others
    }

    /// Whether so many rows lack an item and its pairs with others.
    fn is_lacking(&self, others: &[u16], item: u16) -> bool {
        self.lacking(item) >= self.k && others.iter().all(|&other| self.lacking[self.place(item, other)] >= self.k)
    }

    /// Releases an item together with others `k` times.
    fn release(&mut self, others: &[u16], item: u16) {
        let k = self.k;
        self.change(others, item, |lacking| *lacking -= k);
    }

    /// Takes from a row the item that matters least there.
    fn take_least(&mut self, row: &mut Vec<u16>) {
        let worth = |place: usize| {
            let others = row[..place].iter().chain(&row[place + 1..]);
            self.worth(others.copied(), row[place])
        };
        let least = (0..row.len()).min_by(|&one, &other| worth(one).total_cmp(&worth(other)));
        if let Some(place) = least {
            let item = row.swap_remove(place);
            let k = self.k;
            self.change(row, item, |lacking| *lacking += k);
        }
    }

    fn change(&mut self, others: &[u16], item: u16, change: impl Fn(&mut u32)) {
        let itself = self.place(item, item);
        change(&mut self.lacking[itself]);
        for &other in others {
            for pair in [self.place(item, other), self.place(other, item)] {
                change(&mut self.lacking[pair]);
            }
        }
    }

    /// Gives a row items, those that matter most first.
    fn extend(&mut self, row: &mut Vec<u16>) {
        let mut holders = (row.len() > 1).then(|| self.items.holders(row));
        loop {
            self.count_shared(row, holders.as_deref());
            let Some(item) = self.best(row) else { break };
            self.release(row, item);
            row.push(item);
            match &mut holders {
                Some(holders) => holders.retain(|&holder| self.items.holds(holder, item)),
                None if row.len() > 1 => holders = Some(self.items.holders(row)),
                None => {}
            }
        }
    }

    /// Counts how many rows hold each item together with those of a row. Who holds the row is given, but for rows of one item or
    /// none, of which the counts are known.
    fn count_shared(&mut self, row: &[u16], holders: Option<&[u32]>) {
        let number = self.items.len();
        let of = |counts: &mut [u32], first: usize, step: usize| {
            let truth = self.truth.iter().skip(first).step_by(step);
            counts.iter_mut().zip(truth).for_each(|(count, &truth)| *count = truth);
        };
        match (holders, row) {
            (Some(holders), _) => {
                self.counts.fill(0);
                for &record in holders {
                    for &item in self.items.record(record) {
                        self.counts[usize::from(item)] += self.items.weight(record);
                    }
                }
            }
            (None, [item]) => of(&mut self.counts, usize::from(*item) * number, 1),
            (None, _) => of(&mut self.counts, 0, number + 1),
        }
    }

    /// The item that matters most of those that `k` rows hold together with a row, and that is lacking with it.
    fn best(&self, row: &[u16]) -> Option<u16> {
        let worth = |item: u16| {
            let shared = libm::log(self.counts[usize::from(item)].into());
            self.worth(row.iter().copied(), item) * (1.0 + SHARED * shared)
        };
        (0..self.items.len() as u16)
            .filter(|&item| self.counts[usize::from(item)] >= self.k && !row.contains(&item))
            .filter(|&item| self.is_lacking(row, item))
            .map(|item| (item, worth(item)))
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(item, _)| item)
    }
}
