//! Imports: records of a file are written batch by batch, those that are there already are known again, and all of it can be
//! undone.
//!
//! Every record of a file comes with a provisional identifier, which is a keyed hash of the source and of what tells the record
//! apart in its source ([`Store::import_secret`]). The store keeps which record such a key stands for, with keyed hashes of what
//! the file said about each class. So a second run adds nothing, a row that changed becomes a revision of the classes that
//! changed, and a run that was killed goes on where it was by beginning again. A reference to a record that has not come yet gets
//! the identifier that the record will have.

mod batch;
mod content;
mod keys;
mod step;
mod undo;

use jiff::civil::Date;
use overt_model::{Codebook, Lang, Problem, Record, SourceId};

pub use batch::ImportedRow;
pub use step::{Counts, ImportFacts, ImportRun, ImportState, RunId};
pub use undo::Undone;

pub(crate) use step::{Step, digest_of_keys, step_content, step_digest};

use crate::StoreError;

/// What was decided about an import.
#[derive(Debug, Clone)]
pub struct Import {
    /// Whose records they are.
    pub source: SourceId,
    /// The casework team that will hold what is sealed; the only one, when there is no name.
    pub team: Option<String>,
    /// What is remembered of the file and the mapping.
    pub facts: ImportFacts,
    /// The properties that the mapping fills, by the place of its records. Of a record that is there already, no others change.
    pub fills: Vec<Vec<String>>,
    /// The day in UTC.
    pub today: Date,
}

/// The records of one row.
#[derive(Debug)]
pub struct ImportRow {
    /// Where it stands in the file.
    pub line: u64,
    /// Each record with the place of its rule in the mapping.
    pub records: Vec<(usize, Record)>,
}

/// Rows of a file that are written together.
#[derive(Debug, Default)]
pub struct ImportBatch {
    /// The rows of which records are to be made.
    pub rows: Vec<ImportRow>,
    /// Rows before and among them of which nothing is made, because they are rejects.
    pub rejected: u64,
    /// Rows before and among them that hold nothing for the mapping.
    pub idle: u64,
}

impl ImportBatch {
    /// Of places with their records, and of how many rows were rejects or held nothing.
    pub fn of(rows: Vec<(u64, Vec<(usize, Record)>)>, (rejected, idle): (u64, u64)) -> Self {
        let rows = rows.into_iter().map(|(line, records)| ImportRow { line, records }).collect();
        Self { rows, rejected, idle }
    }
}

/// Why a row was not written. The others are.
#[derive(Debug)]
pub enum RowRefusal {
    /// A record of it breaks rules of the codebook.
    Rules(Vec<Problem>),
    /// Two records of it have the same key and say different things, so that one would be lost.
    SameKey,
    /// The record that it changes cannot be changed so.
    Change(StoreError),
}

impl RowRefusal {
    /// Why, in sentences.
    pub fn reasons(&self, codebook: &Codebook, lang: Lang) -> Vec<String> {
        match self {
            Self::Rules(problems) => {
                problems.iter().map(|problem| format!("{}: {}", problem.path, problem.sentence(codebook, lang))).collect()
            }
            Self::SameKey => vec![
                "two records of this row have the same key and say different things: add to the keys in the mapping what tells them apart".to_owned(),
            ],
            Self::Change(error) => vec![format!("a record that is there cannot be changed so: {error}")],
        }
    }
}
