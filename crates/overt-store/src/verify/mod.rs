//! Whether everything that is stored agrees with the log, and the log with what was confirmed and signed.
//!
//! 1. The log: every leaf is there, its nodes and root are those of the leaves, it extends what was confirmed in the folder of
//!    keys, and every checkpoint is signed and fits.
//! 2. The rows: each revision, erasure, source, account, epoch, escrow, file and backup has the digest that its leaf holds, and
//!    each leaf that holds a digest has exactly one row. So no row was changed, exchanged, put back to an older state or taken
//!    away.
//! 3. What finds records (terms, blind indexes, consents) is just what follows from the records.
//! 4. With the session of a person: what that person can open opens.
//!
//! Memory does not grow with the store: rows are compared by sums of keyed hashes.

mod log;
mod rows;
mod sum;

use jiff::civil::Date;
use serde::Serialize;

use crate::store::Store;
use crate::{Session, StoreError};

pub(crate) use sum::Sum;

/// Findings beyond this number are not listed.
pub const STORE_FINDINGS_MAX: usize = 100;

/// One thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoreFinding {
    /// Where: a record, a revision, a leaf, a table.
    pub place: String,
    /// What.
    pub what: &'static str,
}

/// What was verified, and what does not fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Entries of the log.
    pub leaves: u64,
    /// Checkpoints that are signed and fit.
    pub checkpoints: u64,
    /// Records, erased ones included.
    pub records: u64,
    /// Their revisions.
    pub revisions: u64,
    /// Sealed classes whose envelope is the one that was stored.
    pub sealed: u64,
    /// Sealed classes that were opened with the keys of the session.
    pub opened: u64,
    /// What does not fit; nothing in a store that is whole.
    pub findings: Vec<StoreFinding>,
}

impl Verification {
    fn find(&mut self, place: impl std::fmt::Display, what: &'static str) {
        if self.findings.len() < STORE_FINDINGS_MAX {
            self.findings.push(StoreFinding { place: place.to_string(), what });
        }
    }

    /// Whether nothing was found.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

impl Store {
    /// Verifies the whole store. `progress` is told how many more records were verified.
    ///
    /// With a session, every class that the person can open is opened, which is logged as one entry beforehand; the contents
    /// go nowhere.
    pub async fn verify(
        &self,
        session: Option<(&Session, Date)>,
        mut progress: impl FnMut(u64),
    ) -> Result<Verification, StoreError> {
        if let Some((session, today)) = session {
            let act = crate::journal::Act::new(session.role(), crate::log::entry::Action::AuditOpened);
            self.log(Some(session.account), &[act], today).await?;
        }
        let mut verification = Verification::default();
        let mut snapshot = self.db.snapshot().await?;
        let held = self.verify_log(&mut snapshot, &mut verification).await?;
        let session = session.map(|(session, _)| session);
        let mut claimed = Sum::like(&held);
        self.verify_people(&mut snapshot, &mut verification, &mut claimed).await?;
        self.verify_records(&mut snapshot, (session, &mut progress), &mut verification, &mut claimed).await?;
        if claimed != held {
            verification.find("the log", "holds something of which no row is left, or rows stand there twice");
        }
        Ok(verification)
    }
}
