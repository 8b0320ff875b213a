//! Every pair once, block by block.

use std::ops::Range;
use std::thread;

use multiversion::multiversion;

use super::keys::{Blocks, Grouped, pairs_of};
use crate::column::column_by_column;

/// The records of one block in order, with the blocks of earlier rules that they are in close at hand.
pub(crate) struct Block<'a> {
    blocks: &'a Blocks,
    /// The rule that makes it.
    pub(crate) rule: usize,
    number: u32,
    pub(crate) records: &'a [u32],
    /// Numbers of blocks, one earlier rule after the other.
    earlier: &'a [u32],
}

impl Block<'_> {
    /// Says for each record after this one whether an earlier rule, or an earlier key of this rule, makes a pair of the two:
    /// zero where none does.
    pub(crate) fn mark_made(&self, position: usize, made: &mut Vec<u32>) {
        let count = self.records.len();
        made.clear();
        made.resize(count - position - 1, 0);
        mark_shared(self.earlier, (count, position), made);
        if self.blocks.many[..=self.rule].iter().any(Option::is_some) {
            let a = self.records[position];
            for (made, b) in made.iter_mut().zip(&self.records[position + 1..]) {
                *made |= u32::from(*made == 0 && self.shares_earlier(a, *b));
            }
        }
    }

    /// The same where a record has several keys under a rule.
    fn shares_earlier(&self, a: u32, b: u32) -> bool {
        self.blocks.many[..self.rule].iter().flatten().any(|many| first_shared(many.of(a), many.of(b)).is_some())
            || self.blocks.has_earlier_key(self.rule, self.number, a, b)
    }
}

#[multiversion(targets("x86_64+avx512f+avx512vl", "x86_64+avx2"))]
fn mark_shared(earlier: &[u32], (count, position): (usize, usize), marks: &mut [u32]) {
    for numbers in earlier.chunks_exact(count) {
        let number = numbers[position];
        // Zero is no block.
        if number != 0 {
            for (mark, other) in marks.iter_mut().zip(&numbers[position + 1..]) {
                *mark |= u32::from(*other == number);
            }
        }
    }
}

impl Blocks {
    /// Visits the blocks of all rules, on `threads` threads with a state each.
    pub(crate) fn scan<S: Send>(
        &self,
        threads: usize,
        make: impl Fn() -> S,
        visit: impl Fn(&mut S, &Block<'_>) + Sync,
    ) -> Vec<S> {
        let rules = self.rules();
        let mut states: Vec<(S, Vec<u32>)> = (0..threads).map(|_| (make(), Vec::new())).collect();
        for rule in 0..rules {
            self.visit_rule(rule, 1, &mut states, |(state, earlier), number, records| {
                let numbers = records.iter().map(|record| &self.numbers[*record as usize * rules..][..rules]);
                column_by_column(numbers, rule, earlier);
                visit(state, &Block { blocks: self, rule, number, records, earlier });
            });
        }
        states.into_iter().map(|(state, _)| state).collect()
    }

    /// Visits every pair that a rule makes, `a < b`, whatever other rules do. Of large plans one in so many blocks is taken,
    /// always the same.
    pub(crate) fn scan_rule<S: Send>(
        &self,
        rule: usize,
        one_in: u64,
        threads: usize,
        make: impl Fn() -> S,
        visit: impl Fn(&mut S, u32, u32) + Sync,
    ) -> Vec<S> {
        let mut states: Vec<S> = (0..threads).map(|_| make()).collect();
        self.visit_rule(rule, one_in, &mut states, |state, number, records| {
            for (position, a) in records.iter().enumerate() {
                for b in &records[position + 1..] {
                    if !self.has_earlier_key(rule, number, *a, *b) {
                        visit(state, *a, *b);
                    }
                }
            }
        });
        states
    }

    fn visit_rule<S: Send>(
        &self,
        rule: usize,
        one_in: u64,
        states: &mut [S],
        visit: impl Fn(&mut S, u32, &[u32]) + Sync,
    ) {
        let grouped = &self.grouped[rule];
        let keys = (0u32..).zip(&grouped.keys);
        let chosen: Vec<u32> =
            keys.filter(|(_, key)| one_in <= 1 || key.is_multiple_of(one_in)).map(|(position, _)| position).collect();
        let shares = shares(grouped, &chosen, states.len());
        thread::scope(|scope| {
            for (state, share) in states.iter_mut().zip(shares) {
                let (visit, chosen) = (&visit, &chosen);
                scope.spawn(move || {
                    for position in &chosen[share] {
                        visit(state, position + 1, grouped.block(*position as usize));
                    }
                });
            }
        });
    }

    /// Whether an earlier key of the same rule makes the pair.
    fn has_earlier_key(&self, rule: usize, number: u32, a: u32, b: u32) -> bool {
        self.many[rule].as_ref().is_some_and(|many| first_shared(many.of(a), many.of(b)) != Some(number))
    }

    /// How many rules make a pair, and whether none does before this one.
    pub(crate) fn made_by(&self, rule: usize, a: u32, b: u32) -> (u8, bool) {
        let rules = self.rules();
        let numbers = |record: u32| &self.numbers[record as usize * rules..][..rules];
        let (one, other) = (numbers(a), numbers(b));
        let makes = |rule: usize| match &self.many[rule] {
            None => one[rule] != 0 && one[rule] == other[rule],
            Some(many) => first_shared(many.of(a), many.of(b)).is_some(),
        };
        let count = (0..rules).filter(|rule| makes(*rule)).count();
        (u8::try_from(count).unwrap_or(u8::MAX), !(0..rule).any(makes))
    }
}

/// The smallest number in two sorted lists.
fn first_shared(mut a: &[u32], mut b: &[u32]) -> Option<u32> {
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
fn shares(grouped: &Grouped, chosen: &[u32], parts: usize) -> Vec<Range<usize>> {
    let pairs_in = |position: &u32| pairs_of(grouped.block(*position as usize).len());
    let total: u64 = chosen.iter().map(pairs_in).sum();
    let mut shares = Vec::with_capacity(parts);
    let (mut start, mut pairs) = (0, 0);
    for (end, position) in (1..).zip(chosen) {
        pairs += pairs_in(position);
        if pairs * parts as u64 >= total * (shares.len() as u64 + 1) && shares.len() + 1 < parts {
            shares.push(start..end);
            start = end;
        }
    }
    shares.push(start..chosen.len());
    shares
}
