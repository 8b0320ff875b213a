//! The steps of an import, which the log holds.

use jiff::civil::Date;
use overt_model::{Id, IdKind, RecordId, SourceId};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;

use super::content::ContentHash;
use super::keys::{self, KeyRow};
use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::home::hex;
use crate::journal::{Act, signed};
use crate::log::entry::{Action, Content};
use crate::people::{INDEX, Role, Session};
use crate::store::Store;
use crate::vault::import_secret;
use crate::{StoreError, sql};

/// The kind of [`RunId`].
#[derive(Debug)]
pub enum RunKind {}

impl IdKind for RunKind {
    const NAME: &'static str = "import";
}

/// The identifier of an import.
pub type RunId = Id<RunKind>;

/// What is remembered of the file of an import. Its name is not: names of files name people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportFacts {
    /// What the mapping calls the files.
    pub mapping: String,
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
}

/// Rows and records of an import, so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Rows of the file.
    pub rows: u64,
    /// Rows that are rejects.
    pub rejected: u64,
    /// Rows that hold nothing for the mapping.
    pub idle: u64,
    /// Records that were made.
    pub made: u64,
    /// Records that were there and got a new revision.
    pub revised: u64,
    /// Records that were there as the file has them.
    pub unchanged: u64,
    /// Records that have been erased here, and were not brought back.
    pub erased: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.rejected += other.rejected;
        self.idle += other.idle;
        self.made += other.made;
        self.revised += other.revised;
        self.unchanged += other.unchanged;
        self.erased += other.erased;
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportState {
    /// It was not finished. To begin it again finishes it.
    Unfinished,
    /// The whole file was gone through.
    Finished,
    /// What it made was erased, and what it changed put back.
    Undone,
}

/// An import.
#[derive(Debug, Clone, Serialize)]
pub struct ImportRun {
    /// Its identifier.
    pub id: RunId,
    /// Whose records they are.
    pub source: SourceId,
    /// The day on which it began.
    pub day: Date,
    /// The file and the mapping.
    #[serde(flatten)]
    pub facts: ImportFacts,
    /// What was counted.
    #[serde(flatten)]
    pub counts: Counts,
    /// How far it is.
    pub state: ImportState,
    /// The leaf of the log at which it began.
    pub leaf: u64,
    #[serde(skip)]
    pub(super) steps: Vec<u64>,
}

/// What a step holds, as JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepContent {
    source: SourceId,
    day: Date,
    facts: ImportFacts,
    counts: Counts,
    state: ImportState,
    /// A digest of the keys that the step wrote.
    pub(crate) keys: String,
}

/// One step, to be written in the transaction of what it is about.
#[derive(Debug)]
pub(crate) struct Step {
    pub(super) run: RunId,
    pub(super) source: SourceId,
    pub(super) day: Date,
    pub(super) facts: ImportFacts,
    pub(super) counts: Counts,
    pub(super) state: ImportState,
    pub(super) keys: Vec<KeyRow>,
}

impl Step {
    /// Writes the step as entry `leaf`, and returns the act of that entry.
    pub(crate) async fn write(&self, transaction: &mut sqlx::AnyConnection, leaf: u64) -> Result<Act, StoreError> {
        keys::write(transaction, &self.keys, leaf).await?;
        let rows = self
            .keys
            .iter()
            .map(|(key, known)| (*key, known.record, known.content.as_ref().map_or(&[][..], ContentHash::bytes)));
        let content = StepContent {
            source: self.source,
            day: self.day,
            facts: self.facts.clone(),
            counts: self.counts,
            state: self.state,
            keys: hex(&digest_of_keys(rows).0),
        };
        let content = serde_json::to_string(&content).expect("a step can always be written as JSON");
        let query = sqlx::query(sql::IMPORT_STEP_ADD).bind(id_bytes(self.run)).bind(signed(leaf));
        query.bind(content.as_str()).execute(transaction).await?;
        let digest = step_digest(self.run, &content);
        Ok(Act::new(Role::of_class(overt_model::Class::Narrative), Action::Import).on(self.run).content(digest))
    }
}

/// What the log holds of a step.
pub(crate) fn step_digest(run: RunId, content: &str) -> Content {
    Digest::of("overt.store 2026 step of an import v1").id(run).part(content.as_bytes()).finish()
}

/// A digest of the keys that a step wrote, in their order.
pub(crate) fn digest_of_keys<'r>(rows: impl Iterator<Item = (RecordId, RecordId, &'r [u8])>) -> Content {
    let empty = Digest::of("overt.store 2026 keys of a step of an import v1");
    rows.fold(empty, |digest, (key, record, content)| digest.id(key).id(record).part(content)).finish()
}

pub(crate) fn step_content(text: &str) -> Result<StepContent, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("a step of an import is not in its form"))
}

impl Store {
    /// Every import, in the order in which they began.
    pub async fn imports(&self) -> Result<Vec<ImportRun>, StoreError> {
        let rows = sqlx::query(sql::IMPORT_STEPS).fetch_all(&mut *self.db.read().await?).await?;
        let mut runs: Vec<ImportRun> = Vec::new();
        for row in &rows {
            let (id, leaf) = (row.id("run")?, row.count("leaf")?);
            let step = run_of(row, id, leaf)?;
            match runs.iter_mut().find(|run| run.id == id) {
                Some(run) => {
                    (run.counts, run.state) = (step.counts, step.state);
                    run.steps.push(leaf);
                }
                None => runs.push(step),
            }
        }
        Ok(runs)
    }

    /// One import.
    pub async fn import(&self, id: RunId) -> Result<ImportRun, StoreError> {
        self.imports().await?.into_iter().find(|run| run.id == id).ok_or(StoreError::NotThere("import"))
    }

    /// With what the keys of records are hashed that a person imports: the same for everybody who may.
    pub fn import_secret(&self, session: &Session) -> Result<overt_model::Secret<[u8; 32]>, StoreError> {
        Ok(import_secret(session.secret(INDEX)?, self.tenant))
    }
}

fn run_of(row: &AnyRow, id: RunId, leaf: u64) -> Result<ImportRun, StoreError> {
    let StepContent { source, day, facts, counts, state, .. } = step_content(&row.text("content")?)?;
    Ok(ImportRun { id, source, day, facts, counts, state, leaf, steps: vec![leaf] })
}
