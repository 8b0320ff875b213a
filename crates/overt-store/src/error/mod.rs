//! Why the store did not do what was asked: each cause with a stable code, a sentence, and what helps.

mod causes;

use std::path::PathBuf;

use overt_model::Problem;

use crate::exchange::ExchangeError;
use crate::hold::HoldError;
use crate::link::LinkError;
use crate::people::PasskeyError;
use crate::program::ProgramKeyError;
use crate::release::ReleaseError;
use crate::task::TaskError;
use crate::vault::{
    ContainerError, EscrowError, FileError, NoMemory, PassphraseError, ProofError, RecoveryCodeError, TeamError,
};

/// What failed. No variant holds a value of a record, a name or a key.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store here.
    #[error("there is no store in {}", .0.display())]
    NoStore(PathBuf),
    /// There is one already.
    #[error("there is a store in {} already", .0.display())]
    Exists(PathBuf),
    /// A file of the folder of keys is missing.
    #[error("the file {} is missing", .0.display())]
    KeyFileMissing(PathBuf),
    /// A file of the folder of keys is not of this store, or damaged.
    #[error("the file {} does not belong to this store, or was damaged", .0.display())]
    KeyFileForeign(PathBuf),
    /// A file could not be read or written.
    #[error("could not {what} {}", .path.display())]
    File {
        /// Read, write, make.
        what: &'static str,
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The tables are of a later version of the program.
    #[error("the store was written by a newer version of Overt (tables {found}, this program knows {known})")]
    Newer {
        /// Version of the tables.
        found: i64,
        /// Latest version this program knows.
        known: i64,
    },
    /// Somebody else writes.
    #[error("another program is writing to the store, and did not finish in time; nothing was changed")]
    Busy,
    /// No room.
    #[error("the disk of the store is full; nothing was changed")]
    Full,
    /// Not writable.
    #[error("the store can be read only; nothing was changed")]
    ReadOnly,
    /// What records are made of cannot be read on.
    #[error("the file cannot be read on: {0}. What came before is recorded")]
    Rows(String),
    /// The database does not answer.
    #[error("the connection to the database was lost or refused")]
    Gone,
    /// It was lost while a transaction was being confirmed.
    #[error("the connection to the database was lost before it confirmed the change")]
    Unconfirmed,
    /// The database is damaged.
    #[error("the database is damaged or not one of this program ({0})")]
    Damaged(&'static str),
    /// The database is older than what it confirmed before.
    #[error(
        "the database is older than what it confirmed before: it holds {found} log entries, {confirmed} were confirmed"
    )]
    RolledBack {
        /// Entries confirmed.
        confirmed: u64,
        /// Entries there.
        found: u64,
    },
    /// The log is not the one that was confirmed.
    #[error("the log in the database is not the one that was confirmed: entries were changed or exchanged")]
    LogChanged,
    /// A row contradicts the log.
    #[error("what is stored contradicts the log ({0}): it was changed outside of Overt")]
    Tampered(&'static str),
    /// The clock of the machine cannot be right.
    #[error("the clock of this machine says {today}, and the last change was made on {last}")]
    Clock {
        /// What the clock says.
        today: jiff::civil::Date,
        /// Day of the last act.
        last: jiff::civil::Date,
    },
    /// Wrong name or passphrase, or account closed.
    #[error("not signed in: name or passphrase are not right")]
    SignIn,
    /// Absent or not allowed: which of the two is not told.
    #[error("there is no {0} that you may see or change under this name")]
    NotThere(&'static str),
    /// It is there to be read, and not to be changed by this person.
    #[error("this belongs to another casework team")]
    OtherTeam,
    /// Somebody else's task.
    #[error("this is not among the tasks that you have here")]
    NotYourTask,
    /// Two tasks that nobody has at once.
    #[error("whoever administers has nothing to do with what is in records")]
    AdministratorWithContent,
    /// The person is in several casework teams, and none was named.
    #[error("you are in several casework teams, and it was not said which of them is to hold this")]
    WhichTeam,
    /// Taken already.
    #[error("there is a {0} of this name already")]
    Taken(&'static str),
    /// Somebody else changed the record meanwhile.
    #[error("the record was changed meanwhile: it has revision {current} now")]
    Conflict {
        /// The revision it has.
        current: u64,
    },
    /// No source, no record.
    #[error("the record names no source that this store knows")]
    NoSource,
    /// The source's time is over.
    #[error("the agreement with the source ended on {0}: nothing may be added or changed under it")]
    SourceExpired(jiff::civil::Date),
    /// The record does not follow the codebook.
    #[error("the record is not accepted as it is: {} problem(s)", .0.len())]
    Invalid(Vec<Problem>),
    /// A change of standing that does not exist.
    #[error(transparent)]
    Standing(#[from] overt_model::StandingError),
    /// The team's keys changed while a change was prepared.
    #[error("a team changed its key meanwhile; nothing was changed")]
    KeysMoved,
    /// Nobody would hold a key any more.
    #[error("the last member of a team cannot leave it: nobody could open what it holds")]
    LastMember,
    /// The last administrator.
    #[error("the last administrator cannot be closed or lose that task")]
    LastAdministrator,
    /// More is asked than one question holds.
    #[error("the question has more than {0} conditions; each word of a text counts as one")]
    TooManyConditions(usize),
    /// Too much for one record.
    #[error(transparent)]
    TooLong(#[from] crate::vault::TooLong),
    /// Too much put away.
    #[error("you have {most} {what}, which is the most: throw one away")]
    PutAway {
        /// What.
        what: &'static str,
        /// How many are the most.
        most: u64,
    },
    /// A task cannot be given or moved so.
    #[error(transparent)]
    Task(#[from] TaskError),
    /// Held against erasing.
    #[error("this is held against erasing until {0}")]
    Held(jiff::civil::Date),
    /// A hold is not placed or lifted so.
    #[error(transparent)]
    Hold(#[from] HoldError),
    /// A key for programs cannot be made so.
    #[error(transparent)]
    ProgramKey(#[from] ProgramKeyError),
    /// A passkey that is not added.
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    /// The passphrase does not do.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// The recovery code is none.
    #[error(transparent)]
    RecoveryCode(#[from] RecoveryCodeError),
    /// Deriving a key took more memory than there is.
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
    /// A team could not change.
    #[error(transparent)]
    Team(#[from] TeamError),
    /// An escrow could not be made or opened.
    #[error(transparent)]
    Escrow(#[from] EscrowError),
    /// An attachment could not be sealed or opened.
    #[error(transparent)]
    Attachment(FileError),
    /// A proof of erasure could not be made.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// A backup could not be written, read or opened.
    #[error(transparent)]
    Container(ContainerError),
    /// The backup holds something else than it should.
    #[error("the backup is damaged or of a newer version: {0}")]
    Backup(&'static str),
    /// The backup has none whom it opens for.
    #[error(
        "the backup cannot be opened: it was not made for this person, or passphrase, pepper file or recovery code are not right"
    )]
    BackupLocked,
    /// An address or a bundle could not be written, read or believed.
    #[error(transparent)]
    Exchange(ExchangeError),
    /// Joins or decisions about them were refused.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// A step of a release cannot be taken.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// An internal statement was refused by the database.
    #[error("the database refused a statement (code {0})")]
    Database(String),
}

impl StoreError {
    /// What helps, where something does.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoStore(_) => "make one with `overt init`, or name the folder with `--data DIR`",
            Self::Exists(_) => "use it as it is, or name another folder with `--data DIR`",
            Self::KeyFileMissing(path) if path.ends_with("log-key") => {
                "put the file back from where you keep its copy; if there is none, restore a backup into a new folder (`overt restore`), where the log gets a new key"
            }
            Self::KeyFileMissing(_) => {
                "put the file back from where you keep its copy; without the pepper, passphrases open nothing, and only recovery codes help (`overt key recover`)"
            }
            Self::KeyFileForeign(_) => "put back the file that was made together with this store",
            Self::File { .. } => "look at free space and permissions of the folder",
            Self::Newer { .. } => "install the newer version; the data are untouched",
            Self::Busy => "wait for the other program to end, or stop it, and try again",
            Self::Full => "make room and try again",
            Self::ReadOnly => "make the folder or database writable, or work on a copy",
            Self::Rows(_) => "when the file is whole, import it again: what is here already is known again",
            Self::Gone => "see whether the database server runs and can be reached, and try again",
            Self::Unconfirmed => {
                "look whether the change is there (`overt record history`) before you repeat it; the store is whole either way"
            }
            Self::Damaged(_) => "restore the last backup into a new folder (`overt restore`) and keep the damaged one",
            Self::RolledBack { .. } => {
                "an old copy was put in place; put back the newest one, or restore a backup into a new folder"
            }
            Self::LogChanged | Self::Tampered(_) => {
                "stop working with this store, keep a copy, and run `overt audit verify` for everything that does not fit"
            }
            Self::Clock { .. } => "set the clock; if it is right, say so with `overt doctor --accept-clock`",
            Self::SignIn => "try again; after a lost passphrase use the recovery code (`overt key recover`)",
            Self::WhichTeam => "name it with `--team`; `overt team list` shows who is in which",
            Self::OtherTeam => "ask somebody of that team, or a custodian",
            Self::NotYourTask => {
                "`overt user list` shows who has which task; an administrator gives one (`overt user duty`)"
            }
            Self::AdministratorWithContent => {
                "give one of the two tasks to somebody else, or to another account of the same person"
            }
            Self::Taken(_) => "choose another name, or change what is there instead of adding it",
            Self::Conflict { .. } => "look at the record as it is now, and make the change again",
            Self::NoSource => "add the source first (`overt source add`)",
            Self::SourceExpired(_) => {
                "renew it (`overt source renew`) if a new agreement was made; `overt record find --due` lists what must be deleted"
            }
            Self::Held(_) => "`overt record holds` shows who answers for that and may lift it",
            Self::Standing(_) => "`overt codebook show standing` shows which steps there are",
            Self::KeysMoved => "try again",
            Self::LastMember => "add another person to the team first",
            Self::LastAdministrator => "make another person administrator first",
            Self::Exchange(error) => return error.hint(),
            Self::Link(error) => return error.hint(),
            Self::Release(error) => error.hint(),
            Self::BackupLocked => "try another person who could open the store on the day of the backup",
            _ => return None,
        })
    }

    /// A stable code for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoStore(_) => "no-store",
            Self::Exists(_) => "store-exists",
            Self::KeyFileMissing(_) => "key-file-missing",
            Self::KeyFileForeign(_) => "key-file-foreign",
            Self::File { .. } => "file",
            Self::Newer { .. } => "newer-store",
            Self::Busy => "busy",
            Self::Full => "disk-full",
            Self::ReadOnly => "read-only",
            Self::Rows(_) => "rows-unreadable",
            Self::Gone => "database-gone",
            Self::Unconfirmed => "unconfirmed",
            Self::Damaged(_) => "damaged",
            Self::RolledBack { .. } => "rolled-back",
            Self::LogChanged => "log-changed",
            Self::Tampered(_) => "tampered",
            Self::Clock { .. } => "clock",
            Self::SignIn => "not-signed-in",
            Self::NotThere(_) => "not-there",
            Self::OtherTeam => "other-team",
            Self::NotYourTask => "not-your-task",
            Self::AdministratorWithContent => "administrator-with-content",
            Self::WhichTeam => "which-team",
            Self::Taken(_) => "taken",
            Self::Conflict { .. } => "conflict",
            Self::NoSource => "no-source",
            Self::SourceExpired(_) => "source-expired",
            Self::Invalid(_) => "invalid-record",
            Self::Standing(_) => "standing",
            Self::KeysMoved => "keys-moved",
            Self::LastMember => "last-member",
            Self::LastAdministrator => "last-administrator",
            Self::TooManyConditions(_) => "too-many-conditions",
            Self::TooLong(_) => "too-long",
            Self::PutAway { .. } => "too-many-put-away",
            Self::Task(_) => "task",
            Self::Held(_) => "held",
            Self::Hold(_) => "hold",
            Self::ProgramKey(_) => "program-key",
            Self::Passkey(_) => "passkey",
            Self::Passphrase(_) => "passphrase",
            Self::RecoveryCode(_) => "recovery-code",
            Self::NoMemory(_) => "no-memory",
            Self::Team(_) => "team",
            Self::Escrow(_) => "escrow",
            Self::Attachment(_) => "attachment",
            Self::Proof(_) => "proof",
            Self::Container(_) => "backup-damaged",
            Self::Backup(_) => "backup-contents",
            Self::BackupLocked => "backup-locked",
            Self::Exchange(error) => error.code(),
            Self::Link(error) => error.code(),
            Self::Release(error) => error.code(),
            Self::Database(_) => "database",
        }
    }

    pub(crate) fn file(what: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        move |cause| causes::of_disk(&cause).unwrap_or_else(|| Self::File { what, path: path.to_owned(), cause })
    }
}
