//! The evidence store: records with identity sealed and patterns open, the [`vault`] that seals, and the [`log`] that tells who
//! did what.
//!
//! A [`Store`] is a folder with a database in it, SQLite, or on a PostgreSQL server. Open and quasi properties are stored as
//! they are, because they are what is counted. Direct, narrative and sensitive ones are sealed first, and open in the
//! [`Session`] of a person who holds the key. Nothing is overwritten: a change is a new revision, and each revision is bound
//! to a leaf of the log, so that a row that was changed outside of the program contradicts the log.
//!
//! Invariants: sealed classes reach a disk only as ciphertext, and no key, pepper or plaintext is in the database or its
//! backups. Nothing sealed is returned before the log has it on disk. What is confirmed is on disk. Only this crate knows SQL.

mod audit;
mod backup;
mod base64;
mod consent;
mod db;
mod digest;
mod doctor;
mod draft;
mod error;
mod exchange;
mod exported;
mod hold;
mod home;
mod import;
mod journal;
mod link;
pub mod log;
mod measured;
mod people;
mod program;
mod put_away;
mod random;
mod record;
mod release;
mod retention;
mod search;
mod setting;
mod source;
mod sql;
mod state;
mod store;
mod task;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod vault;
mod verify;

pub use audit::{AuditEntry, AuditPage, AuditQuery, Opened, new_witness_key};
pub use backup::{BackupFacts, BackupKey, BackupReport, Digests, Restored, backup_facts, check_backup, read_backup};
pub use consent::{Agreement, ConsentRow, withdrawal};
pub use db::Engine;
pub use doctor::{Advice, Weight};
pub use draft::{DRAFT_DAYS, DRAFTS_MAX, Draft};
pub use error::StoreError;
pub use exchange::{
    ADDRESS_LEN_MAX, Address, BundleId, BundleKind, ExchangeError, Mark, NoticeKind, Origin, Received, Receiving,
    Refused, Sender, Shared, Sharing, ToDo,
};
pub use exported::{ChangedExport, ExportFacts, ExportId, ExportIdKind, ExportKind, NewExport};
pub use hold::{HOLD_DAYS_MAX, Hold, HoldError, HoldGround, HoldId, HoldKind};
pub use home::hex;
pub use import::{
    Counts, Import, ImportBatch, ImportFacts, ImportRow, ImportRun, ImportState, ImportedRow, RowRefusal, RunId, Undone,
};
pub use link::{
    Change, Decided, Decision, DecisionNote, DecisionReading, Join, JoinCause, JoinEvent, JoinPage, JoinUndone,
    LeftOut, LinkError, LinkFacts, LinkReading, LinkRun, LinkRunId, LinkRunKind, LinkWanted, MODEL_LEN_MAX,
    NOTE_LEN_MAX, NoteId, NoteKind, StandingDecision, StandingPage, Turn, UNDO_PAIRS_MAX, UndoOf, Verdict,
};
pub use people::{
    Account, AccountChange, AccountState, Duty, EscrowFacts, Factor, Factors, MemberFacts, Name, NameError, Names,
    NewAccount, Own, PASSKEYS_MAX, ParkedSession, Passkey, PasskeyError, PasskeyFacts, PasskeyId, PasskeyKind,
    Rewrapped, Right, Role, Session, Team, TeamKind, custody_of,
};
pub use program::{
    PROGRAM_KEY_DAYS_MAX, PROGRAM_KEYS_MAX, ProgramKey, ProgramKeyError, ProgramKeyFacts, ProgramKeyId, ProgramKeyKind,
    Scope,
};
pub use random::{IdBatch, new_id};
pub use record::{
    Edit, Erased, ErasedClass, FileId, FileKind, FileShown, Found, HANDED_OVER, PAGE_LEN_MAX, Page, Prepared, Query,
    Reading, Reason, RevisionFacts, Shown, StateCounts, Written, is_media_type,
};
pub use release::{
    APPROVALS, Approval, HeldRelease, RELEASE_TEXT_LEN_MAX, ReleaseError, ReleaseFiles, ReleaseId, ReleaseKind,
    ReleasePlan, ReleaseState, release_folder, stated_digest, stated_of_release,
};
pub use retention::{Due, DueReason};
pub use search::{SEARCH_DAYS, SEARCHES_MAX, SavedSearch, SearchId, SearchKind};
pub use store::{Founding, Store};
pub use task::{
    NewTask, TASK_DAYS_MAX, TASK_TEXT_LEN_MAX, TASKS_MAX, Task, TaskError, TaskId, TaskKind, TaskMove, TaskNote,
    TaskState, TasksDue,
};
pub use verify::{STORE_FINDINGS_MAX, StoreFinding, Verification};
