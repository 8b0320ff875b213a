//! Finding the records that share a key with one more.

use rustc_hash::FxHashMap;

use super::keys::{Entry, keyed};
use super::rule::{Rule, with};
use crate::SpecError;
use crate::column::Column;
use crate::spec::Spec;

/// Records by their keys.
#[derive(Debug)]
pub(crate) struct Index {
    rules: Vec<Rule>,
    split_by: Vec<Rule>,
    /// Keys of blocks that were split, and by which further column; the last number stands for neighbourhood.
    splits: Vec<FxHashMap<u64, u8>>,
    /// Entries of each rule in the order of their keys.
    entries: Vec<Vec<Entry>>,
    added: FxHashMap<(usize, u64), Vec<u32>>,
}

impl Index {
    pub(crate) fn new(spec: &Spec, columns: &[Column]) -> Result<Self, SpecError> {
        let read = |text: &String| Rule::read(text, |name| spec.column(name));
        let split_by = spec.split_by.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let mut index =
            Self { rules: Vec::new(), split_by, splits: Vec::new(), entries: Vec::new(), added: FxHashMap::default() };
        for keyed in keyed(spec, columns)? {
            index.rules.push(keyed.rule);
            index.splits.push(keyed.splits);
            index.entries.push(keyed.entries);
        }
        Ok(index)
    }

    /// Adds a record whose values have these numbers. The records that share a key with it, each once, in order.
    pub(crate) fn add(&mut self, columns: &[Column], codes: &[u32], record: u32) -> Vec<u32> {
        let mut found = Vec::new();
        for (position, rule) in self.rules.iter().enumerate() {
            for key in rule.keys(columns, codes) {
                let Some(key) = self.split(position, key, columns, codes) else { continue };
                let entries = &self.entries[position];
                let start = entries.partition_point(|(other, _)| *other < key);
                found.extend(entries[start..].iter().take_while(|(other, _)| *other == key).map(|(_, record)| *record));
                let added = self.added.entry((position, key)).or_default();
                found.extend(added.iter());
                added.push(record);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The key within a block that was split. Where neighbourhood split it, nothing is looked for.
    fn split(&self, rule: usize, mut key: u64, columns: &[Column], codes: &[u32]) -> Option<u64> {
        while let Some(round) = self.splits[rule].get(&key) {
            let part = self.split_by.get(usize::from(*round))?.keys(columns, codes);
            key = with(key, *part.first()?);
            if key == 0 {
                return None;
            }
        }
        Some(key)
    }
}
