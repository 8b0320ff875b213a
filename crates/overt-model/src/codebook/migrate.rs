//! What became of codes and properties, so that old records keep their meaning.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::{Codebook, Kind};
use crate::{Record, Value};

/// A code that was renamed, split or retired in some version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeChange {
    /// The version that made the change.
    pub since: CompactString,
    /// The list.
    pub list: CompactString,
    /// The code as it was.
    pub from: CompactString,
    /// What it is now: one code when renamed, several when split, none when retired.
    pub to: Vec<CompactString>,
    /// Why, in English.
    pub reason: String,
}

/// One thing that migration did, or could not do by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Migrated {
    /// The property.
    pub property: CompactString,
    /// The change that applied.
    pub change: CodeChange,
    /// Whether the value was replaced. A split or retired code is kept for a person to decide.
    pub replaced: bool,
}

impl Codebook {
    /// Whether another version is later than this one, so that its records may hold what this one does not know.
    pub fn is_older_than(&self, version: &str) -> bool {
        version_key(&self.version) < version_key(version)
    }

    /// Brings a record to this version. Codes with exactly one successor are replaced; others are kept and reported.
    ///
    /// The record of the older version stays in the store's history; this makes the next revision.
    pub fn migrate(&self, record: &mut Record) -> Vec<Migrated> {
        let mut done = Vec::new();
        let written_under = version_key(&record.codebook);
        let changes: Vec<_> = self.changes.iter().filter(|change| version_key(&change.since) > written_under).collect();
        let Some(schema) = self.schema(&record.schema) else { return done };
        for (id, field) in &mut record.fields {
            let Some(Kind::Code { list, .. }) = schema.property(id).map(|property| &property.kind) else { continue };
            for change in changes.iter().filter(|change| change.list == *list) {
                for value in
                    field.values.iter_mut().filter(|value| matches!(value, Value::Code(code) if *code == change.from))
                {
                    if let [successor] = &*change.to {
                        *value = Value::Code(successor.clone());
                    }
                    done.push(Migrated {
                        property: id.clone(),
                        change: (*change).clone(),
                        replaced: change.to.len() == 1,
                    });
                }
            }
        }
        record.codebook.clone_from(&self.version);
        done
    }
}

/// `1.10.0` comes after `1.9.0`.
fn version_key(version: &str) -> Vec<u32> {
    version.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}
