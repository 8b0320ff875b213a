//! Tasks: what somebody who works on cases asks somebody else, or themselves, to do about a record until a day.
//!
//! A task is no record of the codebook. It is no claim about the world: it has no source and no standing, nobody may count, export,
//! release or pass it on, and it names an account, which no property of the codebook can. It hangs on one record instead: the team that
//! holds the record sees it and nobody else, it goes along when the record is handed over, and it is gone when the record is erased. A
//! record of its own would have to be handed over and erased beside the one that it is about, and would be in every export.
//!
//! Who gave a task to whom, until when and how it stands is open, bound to the log by a salted hash that outlives an erasure. What is to
//! be done, and why it was given back, are notes that are sealed like a narrative to the team that holds the record; each opening is
//! logged first. Where the narrative of a record is erased, the notes of its tasks are. Who leaves the team leaves their tasks to nobody:
//! whoever is in the team can give them to another.

mod give;
mod read;

use jiff::ToSpan as _;
use jiff::civil::Date;
use overt_model::{Id, IdKind, Private, RecordId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

pub use read::{TaskNote, TasksDue};

use crate::db::{Read, id_bytes};
use crate::digest::Digest;
use crate::link::NoteId;
use crate::log::entry::Content;
use crate::people::{Session, TeamKind};
use crate::vault::{AccountId, TeamId};
use crate::{StoreError, journal, sql};

/// Most characters of what is to be done, and of why it was given back.
pub const TASK_TEXT_LEN_MAX: usize = 2000;
/// Longest time until a task is due: five years.
pub const TASK_DAYS_MAX: i32 = 5 * 366;
/// Most open tasks about one record.
pub const TASKS_MAX: u64 = 100;
/// So many tasks are listed.
const LISTED: usize = 200;

/// Marks identifiers written `task:…`.
pub enum TaskKind {}
impl IdKind for TaskKind {
    const NAME: &'static str = "task";
}
/// One task.
pub type TaskId = Id<TaskKind>;

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    /// It is to be done.
    Open,
    /// It was done.
    Done,
    /// Who was to do it gave it back.
    GivenBack,
    /// Who gave it took it back.
    Withdrawn,
}

impl TaskState {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Open, Self::Done, Self::GivenBack, Self::Withdrawn];

    /// The code that is stored and shown.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::GivenBack => "given-back",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Result<Self, StoreError> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or(StoreError::Damaged("a task"))
    }
}

/// A task, without what is sealed of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    /// Its identifier.
    pub id: TaskId,
    /// What it is about.
    pub record: RecordId,
    /// Who gave it.
    pub giver: AccountId,
    /// Who is to do it.
    pub doer: AccountId,
    /// Whether who is to do it is not any more in the team that holds the record.
    pub is_nobodys: bool,
    /// The last day for it.
    pub due: Date,
    /// How it stands.
    pub state: TaskState,
    /// Since when.
    pub day: Date,
}

/// A task that is to be given.
#[derive(Debug)]
pub struct NewTask {
    /// What it is about.
    pub record: RecordId,
    /// Who is to do it.
    pub doer: AccountId,
    /// The last day for it.
    pub due: Date,
    /// What is to be done.
    pub text: Private<String>,
}

/// What becomes of a task.
#[derive(Debug)]
pub enum TaskMove {
    /// Who was to do it did it.
    Done,
    /// Who was to do it gives it back, and says why.
    GiveBack(Private<String>),
    /// Who gave it takes it back.
    Withdraw,
    /// A task that was given back, or that is nobody's, is given to somebody until a day.
    GiveOn(AccountId, Date),
}

/// Why a task is not given or does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaskError {
    /// Nothing, or too much.
    #[error("a task says in 1 to 2000 characters what is to be done, or why it is given back")]
    Text,
    /// Gone by, or too far.
    #[error("a task is due today or later, and at most five years from now")]
    Due,
    /// Somebody who could not open the record.
    #[error("a task is given to somebody of the team that holds the record")]
    Doer,
    /// Too many.
    #[error("there are 100 open tasks about this record, which is the most: close one first")]
    TooMany,
    /// It stands otherwise by now, or it is not for this person to move it so.
    #[error("the task does not stand as it was shown any more: look at it again")]
    Stands,
}

/// What the log knows of a task from a leaf on.
pub(crate) struct Step {
    pub(crate) id: TaskId,
    pub(crate) leaf: u64,
    pub(crate) record: RecordId,
    giver: AccountId,
    doer: AccountId,
    due: String,
    state: String,
    day: String,
    pub(crate) note: Option<NoteId>,
    salt: Vec<u8>,
    hash: [u8; 32],
}

impl Step {
    pub(crate) fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let note: NoteId = row.id("note")?;
        Ok(Self {
            id: row.id("id")?,
            leaf: row.count("leaf")?,
            record: row.id("record")?,
            giver: row.id("giver")?,
            doer: row.id("doer")?,
            due: row.text("due")?,
            state: row.text("state")?,
            day: row.text("day")?,
            note: (note.bits() != 0).then_some(note),
            salt: row.bytes("salt")?,
            hash: row.array("hash")?,
        })
    }

    /// What is left where the record was erased.
    pub(crate) fn is_emptied(&self) -> bool {
        let is_nobody = self.giver.bits() == 0 && self.doer.bits() == 0;
        is_nobody && [&self.due, &self.state, &self.day].into_iter().all(String::is_empty) && self.salt.is_empty()
    }

    /// Whether it says what it said when it was written.
    pub(crate) fn is_as_written(&self) -> bool {
        self.facts() == self.hash
    }

    fn facts(&self) -> [u8; 32] {
        let digest = Digest::of("overt.store 2026 facts of a task v1").part(&self.salt).id(self.giver).id(self.doer);
        let digest = digest.part(self.due.as_bytes()).part(self.state.as_bytes()).part(self.day.as_bytes());
        digest.finish().0
    }

    /// What the log holds of it. `note` are the epoch and the hash of the envelope.
    pub(crate) fn digest(&self, note: Option<(i64, &[u8])>) -> Content {
        let digest = Digest::of("overt.store 2026 task v1").id(self.id).id(self.record).part(&self.hash);
        let digest = digest.id(self.note.unwrap_or(NoteId::from_bits(0)));
        match note {
            Some((epoch, hash)) => digest.part(&epoch.to_le_bytes()).part(hash).finish(),
            None => digest.finish(),
        }
    }

    /// A step that was read together with its envelope and with what the log holds of it.
    fn verified(row: &AnyRow) -> Result<Self, StoreError> {
        let step = Self::of(row)?;
        let (epoch, envelope) = (row.number("epoch")?, row.optional_bytes("sealed")?);
        let digest = step.digest(envelope.as_deref().map(|hash| (epoch, hash)));
        let is_logged = row.optional_bytes("digest")?.is_some_and(|logged| logged == digest.0);
        if is_logged && step.is_as_written() { Ok(step) } else { Err(StoreError::Tampered("a task")) }
    }
}

/// A task as it is now, with the team that holds its record.
struct Held {
    task: Task,
    team: TeamId,
}

impl Held {
    fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let Step { id, record, giver, doer, due, state, day, .. } = Step::verified(row)?;
        let task = Task {
            id,
            record,
            giver,
            doer,
            is_nobodys: row.count("members")? == 0,
            due: journal::day(&due)?,
            state: TaskState::from_code(&state)?,
            day: journal::day(&day)?,
        };
        Ok(Self { task, team: row.id("team")? })
    }
}

/// Whether the person is in the casework team.
fn is_own(session: &Session, held_by: TeamId) -> bool {
    let mut teams = session.teams().iter();
    teams.any(|team| team.id == held_by && team.kind == TeamKind::Casework && session.holds(team))
}

/// The notes of a record's tasks that were not erased.
pub(crate) async fn notes_of(connection: &mut AnyConnection, record: RecordId) -> Result<Vec<NoteId>, StoreError> {
    let rows = sqlx::query(sql::TASK_NOTES_OF_RECORD).bind(id_bytes(record)).fetch_all(connection).await?;
    rows.iter().map(|row| row.id("note")).collect()
}

/// Takes away what is open of a record's tasks.
pub(crate) async fn empty(transaction: &mut AnyConnection, record: RecordId) -> Result<(), StoreError> {
    let nobody = id_bytes(AccountId::from_bits(0));
    let query = sqlx::query(sql::TASKS_EMPTY).bind(id_bytes(record)).bind(nobody).bind(Vec::<u8>::new());
    query.execute(transaction).await?;
    Ok(())
}

fn check_text(text: &Private<String>) -> Result<(), TaskError> {
    let is_said = !text.expose().trim().is_empty() && text.expose().chars().count() <= TASK_TEXT_LEN_MAX;
    if is_said { Ok(()) } else { Err(TaskError::Text) }
}

fn check_due(due: Date, today: Date) -> Result<(), TaskError> {
    let last = today.saturating_add(TASK_DAYS_MAX.days());
    if (today..=last).contains(&due) { Ok(()) } else { Err(TaskError::Due) }
}
