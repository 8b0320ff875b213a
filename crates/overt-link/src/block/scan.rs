//! Every pair once, block by block.

use std::thread;

use super::keys::{Blocks, Entry, block_length, pairs_of};

impl Blocks {
    /// Visits every pair that a rule makes and no earlier rule has made, `a < b`, in any order, on `threads` threads with a
    /// state each.
    pub(crate) fn scan<S: Send>(
        &self,
        threads: usize,
        make: impl Fn() -> S,
        visit: impl Fn(&mut S, usize, u32, u32) + Sync,
    ) -> Vec<S> {
        let mut states: Vec<S> = (0..threads).map(|_| make()).collect();
        for rule in 0..self.rules() {
            self.visit_rule(rule, 1, &mut states, |state, key, a, b| {
                if !self.was_made(rule, key, a, b) {
                    visit(state, rule, a, b);
                }
            });
        }
        states
    }

    /// Visits every pair that a rule makes, whatever other rules do. Of large plans one in so many blocks is taken, always the
    /// same.
    pub(crate) fn scan_rule<S: Send>(
        &self,
        rule: usize,
        one_in: u64,
        threads: usize,
        make: impl Fn() -> S,
        visit: impl Fn(&mut S, u32, u32) + Sync,
    ) -> Vec<S> {
        let mut states: Vec<S> = (0..threads).map(|_| make()).collect();
        self.visit_rule(rule, one_in, &mut states, |state, key, a, b| {
            if !self.has_earlier_key(rule, key, a, b) {
                visit(state, a, b);
            }
        });
        states
    }

    fn visit_rule<S: Send>(
        &self,
        rule: usize,
        one_in: u64,
        states: &mut [S],
        visit: impl Fn(&mut S, u64, u32, u32) + Sync,
    ) {
        let entries = self.entries(rule, one_in);
        let shares = shares(&entries, states.len());
        thread::scope(|scope| {
            for (state, share) in states.iter_mut().zip(shares) {
                let visit = &visit;
                scope.spawn(move || visit_share(share, |key, a, b| visit(state, key, a, b)));
            }
        });
    }

    pub(super) fn entries(&self, rule: usize, one_in: u64) -> Vec<Entry> {
        let is_chosen = |key: &u64| *key != 0 && (one_in <= 1 || key.is_multiple_of(one_in));
        let records = u32::try_from(self.records).expect("there are fewer records than numbers");
        let mut entries: Vec<Entry> = match &self.many[rule] {
            None => {
                let rules = self.rules();
                let keys = (0..records).map(|record| (self.keys[record as usize * rules + rule], record));
                keys.filter(|(key, _)| is_chosen(key)).collect()
            }
            Some(many) => {
                let keys = (0..records).flat_map(|record| many.of(record).iter().map(move |key| (*key, record)));
                keys.filter(|(key, _)| is_chosen(key)).collect()
            }
        };
        entries.sort_unstable();
        entries
    }

    /// Whether an earlier rule, or an earlier key of this rule, makes the pair.
    fn was_made(&self, rule: usize, key: u64, a: u32, b: u32) -> bool {
        let rules = self.rules();
        let keys = |record: u32| &self.keys[record as usize * rules..][..rule];
        keys(a).iter().zip(keys(b)).any(|(a, b)| *a == *b && *a != 0)
            || self.many[..rule].iter().flatten().any(|many| first_shared(many.of(a), many.of(b)).is_some())
            || self.has_earlier_key(rule, key, a, b)
    }

    /// Whether an earlier key of the same rule makes the pair.
    fn has_earlier_key(&self, rule: usize, key: u64, a: u32, b: u32) -> bool {
        self.many[rule].as_ref().is_some_and(|many| first_shared(many.of(a), many.of(b)) != Some(key))
    }

    /// How many rules make a pair, and whether none does before this one.
    pub(crate) fn made_by(&self, rule: usize, a: u32, b: u32) -> (u8, bool) {
        let rules = self.rules();
        let makes = |rule: usize| match &self.many[rule] {
            None => {
                let key = self.keys[a as usize * rules + rule];
                key != 0 && key == self.keys[b as usize * rules + rule]
            }
            Some(many) => first_shared(many.of(a), many.of(b)).is_some(),
        };
        let count = (0..rules).filter(|rule| makes(*rule)).count();
        (u8::try_from(count).unwrap_or(u8::MAX), !(0..rule).any(makes))
    }
}

fn visit_share(mut entries: &[Entry], mut visit: impl FnMut(u64, u32, u32)) {
    while !entries.is_empty() {
        let (block, rest) = entries.split_at(block_length(entries));
        entries = rest;
        for (position, (key, a)) in block.iter().enumerate() {
            for (_, b) in &block[position + 1..] {
                visit(*key, *a, *b);
            }
        }
    }
}

/// The smallest key in two sorted lists.
fn first_shared(mut a: &[u64], mut b: &[u64]) -> Option<u64> {
    while let ([one, rest_a @ ..], [other, rest_b @ ..]) = (a, b) {
        match one.cmp(other) {
            std::cmp::Ordering::Equal => return Some(*one),
            std::cmp::Ordering::Less => a = rest_a,
            std::cmp::Ordering::Greater => b = rest_b,
        }
    }
    None
}

/// Whole blocks, divided into parts of about as many pairs.
fn shares(entries: &[Entry], parts: usize) -> Vec<&[Entry]> {
    let mut sizes = Vec::new();
    let mut start = 0;
    while start < entries.len() {
        let length = block_length(&entries[start..]);
        sizes.push(length);
        start += length;
    }
    let total: u64 = sizes.iter().map(|length| pairs_of(*length)).sum();
    let mut shares = Vec::with_capacity(parts);
    let (mut start, mut end, mut pairs) = (0, 0, 0);
    for length in sizes {
        end += length;
        pairs += pairs_of(length);
        if pairs * parts as u64 >= total * (shares.len() as u64 + 1) && shares.len() + 1 < parts {
            shares.push(&entries[start..end]);
            start = end;
        }
    }
    shares.push(&entries[start..]);
    shares
}
