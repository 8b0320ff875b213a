//! Snapshots: records as Parquet, one table for each kind of record, from open and quasi properties only.
//!
//! A snapshot is a folder with files that never change, named by what is in them, and a manifest that says which of them count.
//! The manifest is put in place last, so whoever reads sees the snapshot before or the one after. Renewing one reads only what
//! was written since; records that were changed or erased since leave the files they were in.
//!
//! Within each group of rows the rows are sorted by the first codes of their kind, so that like lies with like.

mod columns;
mod history;
mod joined;
mod left_out;
mod manifest;
mod part;
mod rewrite;
mod rows;
mod rules;
pub(crate) mod shape;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use compact_str::CompactString;
use jiff::civil::Date;
use overt_model::codebook::{Kind, Schema, snake_case};
use overt_model::{Codebook, Record, RecordId, Source, Value};
use rustc_hash::FxHashSet;

pub(crate) use columns::{days, ends};
pub(crate) use history::schema as history_table;
pub use joined::Joins;
pub(crate) use joined::schema as joined_table;
pub(crate) use left_out::schema as left_out_table;
pub use manifest::{Manifest, Part, Table};
pub use rules::{Rules, Why};

use crate::WarehouseError;
use columns::Columns;
use part::{GROUP_ROWS, PartWriter};
use rows::Rows;

/// The table of standings over time.
pub(crate) const HISTORY: &str = "standing_history";
/// The table of records that are in no other.
pub(crate) const LEFT_OUT: &str = "left_out";
/// The table of records that are held to be about the same as others.
pub(crate) const JOINED: &str = "joined";

/// Whether a table is one of records, and not one about them.
pub(crate) fn is_of_records(table: &str) -> bool {
    ![HISTORY, LEFT_OUT, JOINED].contains(&table)
}

/// Records that wait to be sorted, over all tables.
const WAITING_MAX: usize = 2 * GROUP_ROWS;
/// Codes by which the rows of a table are sorted.
const SORTED_BY: usize = 4;

/// A revision of a record.
#[derive(Debug)]
pub struct Current {
    /// What it says, without sealed classes.
    pub record: Record,
    /// Its number, from 1.
    pub revision: u64,
    /// Whether there is no later one.
    pub is_current: bool,
    /// The day on which it was written.
    pub day: Date,
    /// Why it was written: a code.
    pub reason: String,
}

/// Where a snapshot comes from, and what its manifest says of that.
#[derive(Debug)]
pub struct Origin<'a> {
    /// The version of the program.
    pub program: &'a str,
    /// Today.
    pub day: Date,
    /// The contributors.
    pub sources: Vec<Source>,
    /// What is left out.
    pub rules: Rules,
}

/// Writes a snapshot.
pub struct Writer<'a> {
    folder: PathBuf,
    _lock: File,
    codebook: &'a Codebook,
    origin: Origin<'a>,
    /// The tables that stay.
    kept: BTreeMap<String, Table>,
    /// The leaf from which revisions are wanted.
    since: Option<u64>,
    tables: BTreeMap<CompactString, Open<'a>>,
    history: Rows,
    left_out: Rows,
    waiting: usize,
    /// Records that may be in parts that are kept.
    changed: FxHashSet<String>,
}

/// A table that is being written.
struct Open<'a> {
    schema: &'a Schema,
    sorted_by: Vec<&'a str>,
    columns: Columns<'a>,
    waiting: Vec<Current>,
    part: Option<PartWriter>,
}

impl<'a> Writer<'a> {
    /// Begins a snapshot in a folder of its own. What the one before has is kept, unless `is_whole` or the rules are not those it was
    /// made by.
    ///
    /// # Errors
    /// When another program writes there, or the folder cannot be used.
    pub fn begin(
        folder: &Path,
        codebook: &'a Codebook,
        origin: Origin<'a>,
        is_whole: bool,
    ) -> Result<Self, WarehouseError> {
        std::fs::create_dir_all(folder).map_err(WarehouseError::file("make the folder", folder))?;
        let lock = lock(folder)?;
        let before = match Manifest::read(folder) {
            Ok(before) if !is_whole && before.rules == origin.rules.fingerprint() => Some(before),
            Ok(_) | Err(WarehouseError::NoSnapshot(_) | WarehouseError::Damaged(_)) => None,
            Err(error) => return Err(error),
        };
        let since = before.as_ref().and_then(|before| before.leaf);
        Ok(Self {
            folder: folder.to_owned(),
            _lock: lock,
            codebook,
            origin,
            kept: before.map(|before| before.tables).unwrap_or_default(),
            since,
            tables: BTreeMap::new(),
            history: Rows::new(history::schema()),
            left_out: Rows::new(left_out::schema()),
            waiting: 0,
            changed: FxHashSet::default(),
        })
    }

    /// After which leaf of the log revisions are wanted; from the beginning if there is none.
    pub const fn since(&self) -> Option<u64> {
        self.since
    }

    /// Takes a revision that was written since, in the order of the log.
    ///
    /// # Errors
    /// When a file cannot be written, or the record is of a kind that the codebook does not have.
    pub fn add(&mut self, mut current: Current) -> Result<(), WarehouseError> {
        let Some(schema) = self.codebook.schema(&current.record.schema) else {
            return Err(WarehouseError::Damaged(format!("a record of an unknown kind: {}", current.record.schema)));
        };
        let why = self.origin.rules.apply(schema, &mut current.record);
        if why.is_none() {
            history::add(&mut self.history, &self.folder, &current)?;
        }
        if current.revision > 1 && self.since.is_some() {
            self.changed.insert(current.record.id.to_string());
        }
        if !current.is_current {
            return Ok(());
        }
        if let Some(why) = why {
            return left_out::add(&mut self.left_out, &self.folder, &current, why);
        }
        let table = self.tables.entry(schema.id.clone()).or_insert_with(|| Open::new(schema));
        table.waiting.push(current);
        self.waiting += 1;
        if table.waiting.len() >= GROUP_ROWS {
            self.waiting -= table.write(&self.folder)?;
        } else if self.waiting >= WAITING_MAX
            && let Some(longest) = self.tables.values_mut().max_by_key(|table| table.waiting.len())
        {
            self.waiting -= longest.write(&self.folder)?;
        }
        Ok(())
    }

    /// Ends it. `erased` are all records of which nothing may be left, `leaf` is the last one that was read, `records` how many the
    /// store has now, and `joins` what was linked.
    ///
    /// # Errors
    /// When a file cannot be written, or what is in the tables and what was left out is not all there is.
    pub fn finish(
        mut self,
        erased: &[RecordId],
        leaf: Option<u64>,
        records: u64,
        joins: &Joins,
    ) -> Result<Manifest, WarehouseError> {
        let folder = self.folder;
        self.changed.extend(erased.iter().map(ToString::to_string));
        let erased: FxHashSet<String> = erased.iter().map(ToString::to_string).collect();
        let mut tables = BTreeMap::new();
        // What is joined is written anew each time.
        self.kept.remove(JOINED);
        for (name, table) in self.kept {
            // What somebody's standing was before is history, and only leaves with them.
            let gone = if name == HISTORY { &erased } else { &self.changed };
            tables.insert(name.clone(), rewrite::without(&folder, &name, table, gone)?);
        }
        let mut written = Vec::new();
        for mut table in self.tables.into_values() {
            table.write(&folder)?;
            let name = snake_case(&table.schema.id);
            written.push((name, table.part));
        }
        written.push((HISTORY.to_owned(), self.history.finish(&folder)?));
        written.push((LEFT_OUT.to_owned(), self.left_out.finish(&folder)?));
        written.push((JOINED.to_owned(), joined::write(&folder, joins)?));
        for (name, part) in written {
            let Some(part) = part else { continue };
            let part = part.finish(&folder, &name)?;
            let mut parts = tables.remove(&name).map(|table| table.parts).unwrap_or_default();
            parts.push(part);
            let table = rewrite::merged(&folder, &name, rewrite::of(parts))?;
            tables.insert(name, table);
        }
        tables.retain(|_, table| table.rows > 0);
        let left_out = left_out::reasons(&folder, tables.get(LEFT_OUT))?;
        let counted = tables.iter().filter(|(name, _)| is_of_records(name)).map(|(_, table)| table.rows).sum();
        let excluded = left_out.values().sum();
        if counted + excluded != records {
            return Err(WarehouseError::Unbalanced { rows: records, counted, excluded });
        }
        let Origin { program, day, sources, rules } = self.origin;
        let mut manifest = Manifest {
            format: Manifest::format(),
            snapshot: String::new(),
            program: program.to_owned(),
            codebook: self.codebook.version.to_string(),
            day,
            leaf: leaf.or(self.since),
            rules: rules.fingerprint().to_owned(),
            persons_not_agreed: rules.persons_not_agreed(),
            sources,
            records,
            counted,
            left_out,
            linked: joins.kinds.iter().map(|(kind, _)| kind.clone()).collect(),
            step: joins.step,
            tables,
        };
        manifest.snapshot = manifest.name();
        manifest.write(&folder)?;
        sweep(&folder, &manifest)?;
        Ok(manifest)
    }
}

impl<'a> Open<'a> {
    fn new(schema: &'a Schema) -> Self {
        let sorted_by = shape::properties(schema)
            .filter(|property| matches!(property.kind, Kind::Code { .. }) && !property.many)
            .map(|property| property.id.as_str())
            .take(SORTED_BY)
            .collect();
        Self { schema, sorted_by, columns: Columns::new(schema), waiting: Vec::new(), part: None }
    }

    /// Sorts and writes what waits; answers how much that was.
    fn write(&mut self, folder: &Path) -> Result<usize, WarehouseError> {
        let mut rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Ok(0);
        }
        let key = |current: &Current| {
            let code = |property: &&str| match current.record.values(property).first() {
                Some(Value::Code(code)) => code.clone(),
                _ => CompactString::default(),
            };
            (self.sorted_by.iter().map(code).collect::<Vec<_>>(), current.record.id)
        };
        rows.sort_by_cached_key(key);
        for row in &rows {
            self.columns.add(row);
        }
        let batch = self.columns.finish()?;
        let part = match &mut self.part {
            Some(part) => part,
            None => self.part.insert(PartWriter::new(folder, batch.schema())?),
        };
        part.write(&batch)?;
        part.end_group()?;
        Ok(rows.len())
    }
}

/// Keeps other writers out until it is dropped.
fn lock(folder: &Path) -> Result<File, WarehouseError> {
    let path = folder.join("lock");
    let file = File::create(&path).map_err(WarehouseError::file("write", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(WarehouseError::Busy(folder.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(WarehouseError::file("lock", &path)(error)),
    }
}

/// Removes files that no manifest names, also those of a run that was killed.
fn sweep(folder: &Path, manifest: &Manifest) -> Result<(), WarehouseError> {
    let named: FxHashSet<&str> =
        manifest.tables.values().flat_map(|table| &table.parts).map(|part| part.file.as_str()).collect();
    let remove = || {
        for entry in std::fs::read_dir(folder)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            if !matches!(&*name, "lock" | "manifest.json") && !named.contains(&*name) {
                std::fs::remove_file(folder.join(&*name))?;
            }
        }
        Ok(())
    };
    remove().map_err(WarehouseError::file("clear", folder))
}
