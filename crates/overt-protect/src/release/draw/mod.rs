//! From a plan and the data to files.

mod counts;
mod records;
mod tables;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::facts::ColumnFact;
use super::manifest::{Control, Manifest};
use super::plan::{Planned, Shown};
use super::policy::Method;
use super::refusal::{Code, Refusal};
use super::sheet::Sheet;
use super::{Files, canonical, describe, notes};
use crate::Table;
use crate::dp::Entry;
use crate::synth::{Evaluation, TeamOnly};

/// A release that was made and that nobody has approved yet.
#[derive(Debug)]
pub struct Made {
    /// For the public, once it is approved. The last is the draft of the manifest.
    pub files: Files,
    /// For the house only: why tables are safe.
    pub kept: Files,
    /// How like the real records those are that it shows, if it shows records. For the house only.
    pub evaluation: Option<TeamOnly<Evaluation>>,
    /// The tables it shows, which later releases must be compared with: to be added to [`super::Earlier::shown`]. Confidential.
    pub shown: Vec<Shown>,
    sheets: Vec<Sheet>,
    manifest: Manifest,
}

/// What can be told safely about how much is hidden or noisy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// Each table.
    pub tables: Vec<TableRisk>,
    /// Least count that is shown, if counts are hidden or rounded.
    pub threshold: Option<i64>,
    /// What was spent of what the ledger reserves, if that was decided while the release was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spent: Vec<Entry>,
}

/// What can be told safely about a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRisk {
    /// Its file.
    pub file: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its cells, totals included.
    pub cells: usize,
    /// Cells that are not told.
    pub suppressed: usize,
    /// The smallest number that is shown and not zero; not for noise and shares.
    pub smallest_shown: Option<i64>,
    /// The standard deviation of the noise.
    pub sigma: Option<f64>,
    /// Cells whose count is more than noise.
    pub supported: Option<usize>,
}

/// What a method gives.
struct Drawn {
    sheets: Vec<Sheet>,
    risk: Risk,
    control: Control,
    kept: Files,
    shown: Vec<Shown>,
    evaluation: Option<TeamOnly<Evaluation>>,
}

impl Planned {
    /// Reads the table, protects it and describes what comes out. For a release, `rng` must be the operating system's.
    ///
    /// # Errors
    /// The table is not over the planned columns, holds records of somebody whose agreement was not looked at, or a small group
    /// could be told. Nothing is half made then.
    ///
    /// # Panics
    /// The budget that was planned does not suffice: an error in this program.
    pub fn draw(self, table: Table, rng: &mut impl CryptoRng) -> Result<Made, Refusal> {
        let data = |sentence: &str, way_out: &str| Refusal::new(Code::Data, sentence, way_out);
        if *table.domain() != self.domain {
            return Err(data(
                "The table has other columns or values than the plan.",
                "Read the columns that the plan names.",
            ));
        }
        let known = |number: &u32| usize::try_from(*number).is_ok_and(|place| place < self.facts.contributors.len());
        if table.contributors().is_some_and(|numbers| !numbers.iter().all(known)) {
            return Err(data(
                "There are records of somebody whose agreement was not looked at.",
                "Name every contributor, or leave its records out.",
            ));
        }
        let drawn = match &self.policy.method {
            Method::Table(method) => self.tables(method, &table)?,
            Method::Counts(method) => self.counts(method, table, rng)?,
            Method::Synth(method) => self.synthetic(method, &table, rng)?,
            Method::Aggregate(method) => self.aggregate(method, &table)?,
        };
        Ok(self.describe(drawn))
    }

    fn axes(&self, set: &[String]) -> Vec<&ColumnFact> {
        set.iter().filter_map(|name| self.columns.iter().find(|column| column.name == *name)).collect()
    }

    fn describe(self, drawn: Drawn) -> Made {
        let mut files = Files::new();
        for sheet in &drawn.sheets {
            files.push((format!("{}.csv", sheet.name), sheet.csv()));
            files.push((format!("{}.csv-metadata.json", sheet.name), describe::csvw(&self, sheet)));
        }
        files.push(("codebook.json".to_owned(), describe::codes(&self)));
        files.push(("dcat.jsonld".to_owned(), describe::dcat(&self, &drawn.sheets)));
        files.push(("ledger.json".to_owned(), self.ledger.write()));
        files.push(("notes.md".to_owned(), notes::notes(&self, &drawn.risk, &drawn.control).into_bytes()));
        files.push(("policy.toml".to_owned(), self.policy.canonical().into_bytes()));
        files.push(("risk.json".to_owned(), canonical(&drawn.risk)));
        let manifest = Manifest::draft(&self, drawn.control, &files);
        files.push(manifest.file());
        let Drawn { sheets, kept, shown, evaluation, .. } = drawn;
        Made { files, kept, evaluation, shown, sheets, manifest }
    }
}

impl Made {
    /// Adds each table as Parquet, written by `write`, and lists it in the manifest.
    #[must_use]
    pub fn with_parquet(mut self, mut write: impl FnMut(&Sheet) -> Vec<u8>) -> Self {
        self.files.pop();
        let parquet = self.sheets.iter().map(|sheet| (format!("{}.parquet", sheet.name), write(sheet)));
        self.files.extend(parquet);
        self.manifest = self.manifest.listing(&self.files);
        self.files.push(self.manifest.file());
        self
    }

    /// The draft of the manifest. What people approve is its [`Manifest::draft_hash`].
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }
}
