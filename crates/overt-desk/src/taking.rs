//! The rows of a file become records of a store, batch after batch. The command line imports in the same way.

use std::cell::RefCell;
use std::io::{self, Write};

use jiff::civil::Date;
use overt_intake::batches::{Batches, Rejecting};
use overt_intake::look::Look;
use overt_intake::mapping::Mapping;
use overt_intake::rejected::Rejected;
use overt_intake::rows::Rows;
use overt_model::{Claim, Codebook, Lang, Source};
use overt_store::{Counts, Import, ImportBatch, ImportFacts, RunId, Session, Store, StoreError};

/// A file that was looked at, and whose records it has.
pub struct Taking<'a> {
    /// What was seen of it.
    pub look: &'a Look,
    /// Its rows from the beginning.
    pub rows: Box<dyn Rows + Send>,
    /// How they are understood.
    pub mapping: Mapping,
    /// Whose records they are.
    pub source: &'a Source,
    /// The casework team that will hold them; the only one, when there is no name.
    pub team: Option<String>,
    /// SHA-256 of the file, in hexadecimal digits.
    pub file: String,
    /// The day.
    pub today: Date,
    /// Whether somebody wants to stop. What was written stays, and the import goes on by beginning it again.
    pub is_stopped: &'a dyn Fn() -> bool,
}

/// What became of a file.
#[derive(Debug)]
pub struct Taken {
    /// The import.
    pub run: RunId,
    /// How much it was.
    pub counts: Counts,
    /// What was rejected.
    pub rejected: Rejected,
}

/// Why a file was not taken in, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum TakingError {
    /// The rejects would be lost.
    #[error("cannot write the file of rejects: {0}")]
    Rejects(#[from] io::Error),
    /// The store says why.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Taking<'_> {
    /// Takes the file in. Rejects go to `rejects`; `advance` hears after each batch how many more rows are on disk.
    ///
    /// # Errors
    /// When the rejects cannot be written or the store fails. What was written until then is there, and the same file once more adds the
    /// rest.
    pub async fn take<W: Write>(
        self,
        (store, session): (&Store, &Session),
        codebook: &Codebook,
        rejects: W,
        mut advance: impl FnMut(u64),
    ) -> Result<Taken, TakingError> {
        let Self { look, rows, mapping, source, team, file, today, is_stopped } = self;
        let columns = &look.columns;
        let mut mapper = mapping.mapper(Claim::of_source(source, today), store.import_secret(session)?);
        mapper.bind(columns);
        let facts = ImportFacts { mapping: look.title.clone(), file };
        let import = Import { source: source.id, team, facts, fills: mapper.fills(), today };
        let rejecting = RefCell::new(Rejecting::new(rejects, columns)?);
        let batches = Batches { rows, mapper, columns, rejecting: &rejecting, is_stopped, is_over: false };
        let batches = batches.map(|batch| {
            let batch = batch.map_err(|error| StoreError::Rows(error.to_string()))?;
            Ok(ImportBatch::of(batch.rows, (batch.rejected, batch.idle)))
        });
        let mut done = 0;
        let outcome = store.import_rows(
            session,
            &import,
            batches,
            |row| rejecting.borrow_mut().refuse(row.line, &row.refusal.reasons(codebook, Lang::En)),
            |counts| {
                advance(counts.rows - done);
                done = counts.rows;
                rejecting.borrow_mut().forget();
            },
        );
        let outcome = outcome.await;
        // Where they could not be written, that is why the import ended.
        let rejected = rejecting.into_inner().finish()?;
        let (run, counts) = outcome?;
        Ok(Taken { run, counts, rejected })
    }
}
