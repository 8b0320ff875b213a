//! Rows become records.

use std::collections::BTreeSet;

use compact_str::CompactString;
use overt_model::{Claim, Codebook, Field, Fields, Record, RecordId, Secret};
use rustc_hash::FxHashMap;

use super::bind::{BoundWhen, Fit, Instance, instances};
use super::cell::Fault;
use super::fill::FieldReader;
use super::key::{Key, count, row_hash};
use super::rule::{KeyRule, RecordRule};
use super::tally::Tally;
use crate::rows::Row;

/// A record that a row became.
#[derive(Debug)]
pub struct Made {
    /// Its rule, by its place among the records of the mapping.
    pub rule: usize,
    /// The record. Its identifier, and those it refers to, are made of keys: the same key always gives the same.
    pub record: Record,
}

/// Why a row is a reject: a cell, and what is wrong with it.
#[derive(Debug)]
pub struct Refusal {
    /// The column, by its place in the file; none where it is about the whole row.
    pub column: Option<usize>,
    /// The property it was read for.
    pub property: CompactString,
    /// What is wrong.
    pub fault: Fault,
}

/// Makes records of rows.
pub struct Mapper {
    rules: Vec<RecordRule>,
    ignored: Vec<String>,
    codebook: &'static Codebook,
    claim: Claim,
    secret: Secret<[u8; 32]>,
    instances: Vec<Instance>,
    /// The columns that this program has added to the file.
    added: Vec<usize>,
    /// The identifiers of the records that the row at hand becomes, by instance.
    ids: Vec<Option<RecordId>>,
    made: Vec<Made>,
    refusals: Vec<Refusal>,
    /// The key at hand.
    key: Key,
    /// How many rows with the same content there were, where a mapping has to tell them apart.
    seen: FxHashMap<u64, u32>,
}

impl Mapper {
    pub(super) fn new(
        (rules, ignored): (Vec<RecordRule>, Vec<String>),
        codebook: &'static Codebook,
        claim: Claim,
        secret: Secret<[u8; 32]>,
    ) -> Self {
        Self {
            rules,
            ignored,
            codebook,
            claim,
            secret,
            instances: Vec::new(),
            added: Vec::new(),
            ids: Vec::new(),
            made: Vec::new(),
            refusals: Vec::new(),
            key: Key::default(),
            seen: FxHashMap::default(),
        }
    }

    /// Finds the columns of a file. To be called again when there are more of them.
    pub fn bind(&mut self, columns: &[String]) -> Fit {
        let (instances, fit) = instances(&self.rules, columns, &self.ignored);
        self.instances = instances;
        self.added = (0..columns.len()).filter(|place| columns[*place].starts_with(super::MARK)).collect();
        fit
    }

    /// The records that a row becomes, or all that is wrong with it. A row of which nothing is to be made gives none.
    pub fn row(&mut self, row: &Row) -> Result<std::vec::Drain<'_, Made>, &[Refusal]> {
        self.refusals.clear();
        self.made.clear();
        self.identify(row);
        for place in 0..self.instances.len() {
            if let Some(id) = self.ids[place] {
                self.make(row, place, id);
            }
        }
        if self.refusals.is_empty() { Ok(self.made.drain(..)) } else { Err(&self.refusals) }
    }

    /// What was read of each field so far.
    pub fn tallies(&self) -> Vec<Tally> {
        let fields = self.rules.iter().flat_map(|rule| rule.fields.iter().map(move |field| (rule, field)));
        fields.map(|(rule, field)| Tally::of(&rule.name, field)).collect()
    }

    /// The properties that each record of the mapping fills from the columns it was bound to. What a file has no column for, it
    /// says nothing about.
    pub fn fills(&self) -> Vec<Vec<String>> {
        let mut fills: Vec<BTreeSet<&CompactString>> = vec![BTreeSet::new(); self.rules.len()];
        for Instance { rule, fields, .. } in &self.instances {
            let bound = fields.iter().map(|bound| &self.rules[*rule].fields[bound.field].reading.property.id);
            fills[*rule].extend(bound);
        }
        fills.into_iter().map(|names| names.into_iter().map(ToString::to_string).collect()).collect()
    }

    /// The names of the records of the mapping, with their schemas.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rules.iter().map(|rule| (rule.name.as_str(), rule.schema.id.as_str()))
    }

    /// Decides which records the row becomes, and their identifiers.
    fn identify(&mut self, row: &Row) {
        self.ids.clear();
        let (mut whole_row, mut which) = (None, None);
        for instance in &self.instances {
            let rule = &self.rules[instance.rule];
            if !is_made(instance, row) {
                self.ids.push(None);
                continue;
            }
            if !instance.key.is_empty() && instance.key.iter().all(|column| cell(row, *column).is_empty()) {
                let column = instance.key.first().copied();
                self.refusals.push(Refusal { column, property: "key".into(), fault: Fault::KeyBlank });
            }
            let key = &mut self.key;
            key.begin(&self.claim.source.bits().to_be_bytes(), &rule.schema.id);
            if instance.key.is_empty() {
                let whole_row = whole_row.get_or_insert_with(|| row_hash(row, &self.added));
                key.part(rule.name.as_bytes());
                key.part(whole_row.as_bytes());
                if matches!(rule.key, KeyRule::Row) {
                    let which = *which.get_or_insert_with(|| count(&mut self.seen, whole_row));
                    key.part(&which.to_be_bytes());
                }
            }
            for column in &instance.key {
                key.part(cell(row, *column).as_bytes());
            }
            if !instance.key.is_empty() {
                rule.key.constants().iter().for_each(|constant| key.part(constant.as_bytes()));
            }
            // Records that repeat within a row are told apart by their numbers, unless their key has them.
            if instance.key.is_empty() || rule.key.columns().iter().flatten().all(|pattern| pattern.stars() == 0) {
                instance.numbers.iter().for_each(|number| key.part(&number.to_be_bytes()));
            }
            self.ids.push(Some(key.id(&self.secret)));
        }
    }

    fn make(&mut self, row: &Row, place: usize, id: RecordId) {
        let instance = &self.instances[place];
        let rule = &mut self.rules[instance.rule];
        let mut reader = FieldReader {
            row,
            ids: &self.ids,
            source: self.claim.source.bits().to_be_bytes(),
            secret: &self.secret,
            refusals: &mut self.refusals,
        };
        let mut filled: Vec<(CompactString, Field)> = Vec::with_capacity(instance.fields.len());
        for bound in &instance.fields {
            let field = &mut rule.fields[bound.field];
            reader.field(field, bound, &mut filled);
        }
        let claim = reader.claim(&self.claim, rule, instance);
        let mut record = Record::new(id, &rule.schema.id, &self.codebook.version, claim);
        record.fields = Fields::in_order(filled);
        self.made.push(Made { rule: instance.rule, record });
    }
}

/// The cell of a column without the blanks around it.
pub(super) fn cell(row: &Row, column: usize) -> &str {
    let text = row.cell(column).unwrap_or_default();
    match text.as_bytes() {
        // Most cells have no blanks around them.
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        [] => text,
        [only] if only.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

fn is_made(instance: &Instance, row: &Row) -> bool {
    if instance.unless.iter().any(|column| !cell(row, *column).is_empty()) {
        return false;
    }
    match &instance.when {
        BoundWhen::NotBlank(columns) => columns.iter().any(|column| !cell(row, *column).is_empty()),
        BoundWhen::Is(columns) => {
            !columns.is_empty()
                && columns.iter().all(|(column, values)| values.iter().any(|value| value == cell(row, *column)))
        }
    }
}
