//! `manifest.json`: what a snapshot consists of, where it comes from, and what was left out of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use jiff::civil::Date;
use overt_model::Source;
use serde::{Deserialize, Serialize};

use crate::WarehouseError;

/// The name of the file.
const NAME: &str = "manifest.json";
/// The version of its form.
const FORMAT: u32 = 2;

/// What a snapshot consists of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form.
    pub format: u32,
    /// What tells it from every other: a hash over tables, sources and codebook.
    pub snapshot: String,
    /// The version of the program that wrote it.
    pub program: String,
    /// The version of the codebook that its columns follow.
    pub codebook: String,
    /// The day on which it was made.
    pub day: Date,
    /// The last leaf of the store's log that is in it; none while nothing was recorded.
    pub leaf: Option<u64>,
    /// A hash of what decided about leaving out: consents, sources, codebook. When it changes, all is written anew.
    pub rules: String,
    /// Persons who said what may be done with their data and did not agree to statistics.
    pub persons_not_agreed: u64,
    /// The contributors, as they were.
    pub sources: Vec<Source>,
    /// Records in the store: the sum of what is counted and what is left out.
    pub records: u64,
    /// Records that are in the tables.
    pub counted: u64,
    /// Records that are not, by reason.
    pub left_out: BTreeMap<String, u64>,
    /// The kinds of record that were linked.
    pub linked: Vec<String>,
    /// The last step of linkage that is in it; none while nothing was linked.
    pub step: Option<u64>,
    /// The tables by name.
    pub tables: BTreeMap<String, Table>,
}

/// One table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// How many rows it has.
    pub rows: u64,
    /// The files it consists of.
    pub parts: Vec<Part>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name in the folder.
    pub file: String,
    /// How many rows it has.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    /// BLAKE3 of the bytes.
    pub blake3: String,
}

impl Manifest {
    /// The manifest of a folder.
    ///
    /// # Errors
    /// When there is none, or it is not in its form.
    pub fn read(folder: &Path) -> Result<Self, WarehouseError> {
        let path = folder.join(NAME);
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(WarehouseError::NoSnapshot(folder.to_owned()));
            }
            text => text.map_err(WarehouseError::file("read", &path))?,
        };
        let damaged = |error: serde_json::Error| WarehouseError::Damaged(format!("{NAME}: {error}"));
        let manifest: Self = serde_json::from_str(&text).map_err(damaged)?;
        if manifest.format == FORMAT {
            Ok(manifest)
        } else {
            Err(WarehouseError::Damaged(format!(
                "{NAME} has the form {}, this program knows {FORMAT}",
                manifest.format
            )))
        }
    }

    /// Puts it in the place of the one before, once it is on the disk.
    pub(super) fn write(&self, folder: &Path) -> Result<(), WarehouseError> {
        let path = folder.join(NAME);
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.write_all(b"\n")?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            File::open(folder)?.sync_all()
        };
        write().map_err(WarehouseError::file("write", &path))
    }

    /// Compares every file with its hash.
    ///
    /// # Errors
    /// When one is missing or changed.
    pub fn verify(&self, folder: &Path) -> Result<(), WarehouseError> {
        for part in self.tables.values().flat_map(|table| &table.parts) {
            let path = folder.join(&part.file);
            let mut hasher = blake3::Hasher::new();
            let mut file = File::open(&path).map_err(WarehouseError::file("read", &path))?;
            std::io::copy(&mut file, &mut hasher).map_err(WarehouseError::file("read", &path))?;
            if hasher.finalize().to_hex().as_str() != part.blake3 {
                return Err(WarehouseError::Damaged(format!("{} was changed", part.file)));
            }
        }
        Ok(())
    }

    pub(super) const fn format() -> u32 {
        FORMAT
    }

    /// The hash that names a snapshot.
    pub(super) fn name(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let facts = (&self.codebook, &self.rules, &self.sources, &self.left_out, &self.linked, &self.tables);
        serde_json::to_writer(&mut hasher, &facts).expect("facts can always be written as JSON");
        hasher.finalize().to_hex()[..16].to_owned()
    }
}
