//! The keys of every record under every rule, with blocks that are too large split beforehand.

use super::rule::{Rule, either, with, with_word, words};
use rustc_hash::FxHashMap;

use crate::SpecError;
use crate::column::{Column, mix};
use crate::spec::Spec;

/// The blocks of all rules. Records that are alone under a key are in none.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// By rule.
    pub(super) grouped: Vec<Grouped>,
    /// `numbers[record * rules + rule]`: the number of the block, from 1 on; zero where the record is in no block of the rule,
    /// or in several.
    pub(super) numbers: Vec<u32>,
    /// Rules under which a record has several keys.
    pub(super) many: Vec<Option<Many>>,
    /// What each rule is going to make.
    pub(crate) plan: Vec<RulePlan>,
    /// Columns that each rule looks at.
    pub(crate) rule_columns: Vec<Vec<usize>>,
}

/// The blocks of one rule in the order of their keys.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    pub(super) keys: Vec<u64>,
    /// Where each block ends among the members.
    pub(super) ends: Vec<u32>,
    pub(super) members: Vec<u32>,
}

/// The numbers of several blocks a record, in order.
#[derive(Debug)]
pub(super) struct Many {
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

/// What a rule is going to make, known before any pair is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePlan {
    /// The rule as it is written.
    pub rule: String,
    /// Pairs within its blocks.
    pub pairs: u64,
    /// Blocks that were too large and were split.
    pub split_blocks: u64,
    /// Pairs that a split leaves out.
    pub left_out_pairs: u64,
    /// Records in the largest block before it was split.
    pub largest_block: u64,
}

pub(super) type Entry = (u64, u32);

/// The records of one rule by key, after blocks that are too large were split.
pub(super) struct Keyed {
    pub(super) rule: Rule,
    pub(super) entries: Vec<Entry>,
    /// Keys of blocks that were split, and by which further column; the last number stands for neighbourhood.
    pub(super) splits: FxHashMap<u64, u8>,
    plan: RulePlan,
}

/// Computes the keys of one rule after the other. Nothing is compared.
pub(super) fn keyed<'a>(
    spec: &'a Spec,
    columns: &'a [Column],
) -> Result<impl Iterator<Item = Keyed> + use<'a>, SpecError> {
    let records = columns.first().map_or(0, Column::len);
    let read = |text: &String| Rule::read(text, |name| spec.column(name));
    let rules = spec.rules.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let splits = spec.split_by.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let split_keys: Vec<Vec<u64>> = splits.iter().map(|rule| single_keys(rule, columns, records)).collect();
    Ok(rules.into_iter().zip(&spec.rules).map(move |(rule, written)| {
        let mut entries = if rule.is_many() {
            many_entries(&rule, columns, records)
        } else {
            let keys = single_keys(&rule, columns, records);
            (0u32..).zip(keys).filter(|(_, key)| *key != 0).map(|(record, key)| (key, record)).collect()
        };
        let mut splits = FxHashMap::default();
        let mut plan = split(&mut entries, &split_keys, spec.block_pairs_max, &mut splits);
        plan.rule.clone_from(written);
        Keyed { rule, entries, splits, plan }
    }))
}

impl Blocks {
    /// Makes all blocks. Nothing is compared.
    pub(crate) fn new(spec: &Spec, columns: &[Column]) -> Result<Self, SpecError> {
        let records = columns.first().map_or(0, Column::len);
        let rules = spec.rules.len();
        let mut blocks = Self {
            grouped: Vec::with_capacity(rules),
            numbers: vec![0; records * rules],
            many: Vec::with_capacity(rules),
            plan: Vec::with_capacity(rules),
            rule_columns: Vec::with_capacity(rules),
        };
        for (position, keyed) in keyed(spec, columns)?.enumerate() {
            let grouped = Grouped::new(&keyed.entries);
            if keyed.rule.is_many() {
                blocks.many.push(Some(Many::new(&grouped, records)));
            } else {
                for (number, members) in (1..).zip(grouped.blocks()) {
                    for record in members {
                        blocks.numbers[*record as usize * rules + position] = number;
                    }
                }
                blocks.many.push(None);
            }
            blocks.grouped.push(grouped);
            blocks.plan.push(keyed.plan);
            blocks.rule_columns.push(columns_of(&keyed.rule));
        }
        Ok(blocks)
    }

    /// How many rules there are.
    pub(crate) fn rules(&self) -> usize {
        self.plan.len()
    }
}

impl Grouped {
    /// Entries come in order.
    fn new(entries: &[Entry]) -> Self {
        let mut grouped = Self::default();
        for block in entries.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1) {
            grouped.keys.push(block[0].0);
            grouped.members.extend(block.iter().map(|(_, record)| record));
            grouped.ends.push(u32::try_from(grouped.members.len()).expect("there are fewer keys than numbers"));
        }
        grouped
    }

    /// The records of a block by its position.
    pub(super) fn block(&self, position: usize) -> &[u32] {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        &self.members[start as usize..self.ends[position] as usize]
    }

    pub(super) fn blocks(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len()).map(|position| self.block(position))
    }
}

impl Many {
    fn new(grouped: &Grouped, records: usize) -> Self {
        let mut starts = vec![0u32; records + 1];
        for record in &grouped.members {
            starts[*record as usize + 1] += 1;
        }
        for record in 0..records {
            starts[record + 1] += starts[record];
        }
        let mut ends = starts;
        let mut numbers = vec![0; grouped.members.len()];
        for (number, members) in (1..).zip(grouped.blocks()) {
            for record in members {
                let end = &mut ends[*record as usize];
                numbers[*end as usize] = number;
                *end += 1;
            }
        }
        ends.pop();
        Self { ends, numbers }
    }

    pub(super) fn of(&self, record: u32) -> &[u32] {
        let record = record as usize;
        let start = if record == 0 { 0 } else { self.ends[record - 1] };
        &self.numbers[start as usize..self.ends[record] as usize]
    }
}

fn columns_of(rule: &Rule) -> Vec<usize> {
    let mut columns: Vec<usize> =
        rule.parts.iter().flat_map(|part| [Some(part.column), part.other()]).flatten().collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

fn single_keys(rule: &Rule, columns: &[Column], records: usize) -> Vec<u64> {
    let mut keys = vec![1; records];
    for part in &rule.parts {
        let values = part.value_keys(columns);
        let others = part.other().map(|other| part.value_keys_in(columns, other));
        let codes = &columns[part.column].codes;
        for (record, key) in keys.iter_mut().enumerate() {
            let mut value = values[codes[record] as usize];
            if let (Some(others), Some(other)) = (&others, part.other()) {
                let second = others[columns[other].codes[record] as usize];
                value = either(value, second);
            }
            *key = with(*key, value);
        }
    }
    keys
}

fn many_entries(rule: &Rule, columns: &[Column], records: usize) -> Vec<Entry> {
    let rest = Rule { parts: rule.parts.iter().filter(|part| !part.is_word()).cloned().collect() };
    let Some(word) = rule.parts.iter().find(|part| part.is_word()) else { return Vec::new() };
    let base = single_keys(&rest, columns, records);
    let column = &columns[word.column];
    let mut entries = Vec::new();
    for (record, base) in (0u32..).zip(base) {
        if base == 0 {
            continue;
        }
        let code = column.codes[record as usize];
        let mut keys: Vec<Entry> =
            words(column, code).into_iter().map(|word| (with_word(base, word), record)).collect();
        keys.sort_unstable();
        keys.dedup();
        entries.extend(keys);
    }
    entries
}

/// Pairs within a block of this many records.
pub(super) fn pairs_of(records: usize) -> u64 {
    let records = records as u64;
    records * records.saturating_sub(1) / 2
}

/// Splits what is too large by further columns and, where they do not help, by neighbourhood.
fn split(
    entries: &mut Vec<Entry>,
    split_keys: &[Vec<u64>],
    pairs_max: u64,
    splits: &mut FxHashMap<u64, u8>,
) -> RulePlan {
    let mut plan = RulePlan { rule: String::new(), pairs: 0, split_blocks: 0, left_out_pairs: 0, largest_block: 0 };
    let mut before = 0;
    for round in 0..=split_keys.len() {
        entries.sort_unstable();
        let mut changed = false;
        let mut start = 0;
        while start < entries.len() {
            let end = start + block_length(&entries[start..]);
            if round == 0 {
                plan.largest_block = plan.largest_block.max((end - start) as u64);
            }
            let pairs = pairs_of(end - start);
            before += if round == 0 { pairs } else { 0 };
            if pairs > pairs_max {
                changed = true;
                plan.split_blocks += u64::from(round == 0);
                splits.insert(entries[start].0, u8::try_from(round).unwrap_or(u8::MAX));
                let block = &mut entries[start..end];
                if let Some(keys) = split_keys.get(round) {
                    for (key, record) in block {
                        let value = keys[*record as usize];
                        *key = with(*key, value);
                    }
                } else {
                    let length = 2 * (pairs_max.max(1).isqrt() as usize);
                    for (position, (key, _)) in block.iter_mut().enumerate() {
                        *key = mix(*key ^ mix((position / length) as u64 + 1)).max(1);
                    }
                }
            }
            start = end;
        }
        if !changed {
            break;
        }
        entries.retain(|(key, _)| *key != 0);
    }
    entries.sort_unstable();
    plan.pairs = entries.chunk_by(|one, other| one.0 == other.0).map(|block| pairs_of(block.len())).sum();
    plan.left_out_pairs = before - plan.pairs;
    plan
}

fn block_length(entries: &[Entry]) -> usize {
    let key = entries[0].0;
    entries.iter().position(|entry| entry.0 != key).unwrap_or(entries.len())
}
