//! Whether everything that is stored agrees with the log, and the log with what was confirmed and signed.
//!
//! 1. The log: every leaf is there, its nodes and root are those of the leaves, it extends what was confirmed in the folder of
//!    keys, and every checkpoint is signed and fits.
//! 2. The rows: each revision, erasure, source, account, epoch, escrow, file, backup, step of linkage, decision, and step of a task,
//!    of a hold, of custody, of an export, of a key for programs and of a passkey has the digest that its leaf holds, and
//!    each leaf that holds a digest has exactly one row. So no row was changed, exchanged, put back to an older state or taken
//!    away.
//! 3. Accounts, teams, keys, settings and times of retention are as an act that was logged has left them.
//! 4. What finds records (terms, blind indexes, consents) is just what follows from the records.
//! 5. With the session of a person: what that person can open opens, and for an auditor what the entries of the log say.
//!
//! # What it cannot tell
//!
//! - Without the session of somebody who holds them, whether wrapped keys of records and of what entries say are the right
//!   ones: they are wrapped anew whenever somebody leaves a team. A wrong one opens nothing, and shows nothing false.
//! - Whether a checkpoint was deleted, or a cosignature taken from one: each is a copy of what witnesses and auditors hold. The
//!   log itself is held against the file `head`.
//! - Whether folder and database were both put back to an older state. Only a checkpoint outside tells that.
//! - Anything about drafts and kept searches: nobody has recorded them. One that was changed or put there does not open; one that is gone
//!   is gone.
//! - The day of the last act, without the session of an auditor; and that it was set back, because signing in is an act and puts
//!   it right. It only keeps a wrong clock from being believed.
//!
//! Memory does not grow with the store: rows are compared by sums of keyed hashes.

mod details;
mod links;
mod log;
mod notes;
mod people;
mod rows;
mod sum;
mod tasks;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::Serialize;

use crate::people::{Team, TeamKind, of_class};
use crate::record::SealedRow;
use crate::store::Store;
use crate::vault::TeamId;
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
    /// Entries of the log that were opened with the keys of the session.
    pub entries: u64,
    /// What does not fit; nothing in a store that is whole.
    pub findings: Vec<StoreFinding>,
}

impl Verification {
    fn find(&mut self, place: impl std::fmt::Display, what: &'static str) {
        if self.findings.len() < STORE_FINDINGS_MAX {
            self.findings.push(StoreFinding { place: place.to_string(), what });
        }
    }

    /// What cannot be read at all is a finding, and what follows is verified nevertheless.
    fn unless_damaged<T>(
        &mut self,
        place: impl std::fmt::Display,
        outcome: Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(StoreError::Damaged(_) | StoreError::Tampered(_)) => {
                self.find(place, "cannot be read: a row is not in its form");
                Ok(None)
            }
            Err(error) => Err(error),
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
        let found = &mut verification;
        let mut snapshot = self.db.snapshot().await?;
        let connection = &mut *snapshot;
        let held = self.verify_log(connection, found).await;
        let Some(held) = found.unless_damaged("the log", held)? else { return Ok(verification) };
        let mut claimed = Sum::like(&held);
        let teams = crate::people::teams(connection).await;
        let teams = found.unless_damaged("the teams", teams)?.unwrap_or_default();
        let against = Against { session: session.map(|(session, _)| session), teams };
        let outcome = self.verify_people(connection, &against, found, &mut claimed).await;
        let mut is_read = found.unless_damaged("accounts, teams, sources and backups", outcome)?.is_some();
        let outcome = self.verify_state(connection, found, &mut claimed).await;
        is_read &= found.unless_damaged("accounts, teams, keys and settings", outcome)?.is_some();
        let outcome = self.verify_details(connection, &against, found).await;
        is_read &= found.unless_damaged("what the entries of the log say", outcome)?.is_some();
        let outcome = self.verify_joins(connection, found, &mut claimed).await;
        is_read &= found.unless_damaged("the steps of linkage", outcome)?.is_some();
        let outcome = self.verify_exports(connection, found, &mut claimed).await;
        is_read &= found.unless_damaged("the exports", outcome)?.is_some();
        let outcome = self.verify_releases(connection, found, &mut claimed).await;
        is_read &= found.unless_damaged("the releases", outcome)?.is_some();
        let outcome = self.verify_records(connection, (&against, &mut progress), found, &mut claimed).await;
        is_read &= found.unless_damaged("the records", outcome)?.is_some();
        if is_read && claimed != held {
            found.find("the log", "holds something of which no row is left, or rows stand there twice");
        }
        Ok(verification)
    }
}

/// What rows are held against.
struct Against<'a> {
    session: Option<&'a Session>,
    teams: Vec<Team>,
}

impl Against<'_> {
    /// The team that may hold a class of a record that belongs to the casework team `casework`. An identity may still be with earlier
    /// custodians, until they move its key.
    fn team_of(&self, row: &SealedRow, casework: Option<TeamId>) -> Option<&Team> {
        let (holder, ..) = row.key.as_ref()?;
        let team = self.teams.iter().find(|team| team.id == *holder)?;
        match of_class(row.class) {
            TeamKind::Casework => Some(team).filter(|team| Some(team.id) == casework),
            kind => Some(team).filter(|team| team.kind == kind),
        }
    }
}
