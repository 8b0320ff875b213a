//! Which tasks there are, and opening what they say.

use jiff::civil::Date;
use overt_model::{Class, Id, Private, RecordId};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::give::{current, holder};
use super::{Held, LISTED, Step, Task, TaskId, TaskState, is_own};
use crate::db::{Read, id_bytes};
use crate::journal::{self, Act, signed};
use crate::link::NoteId;
use crate::log::entry::{Action, Code};
use crate::people::{MemberFacts, Role, Session, TeamKind};
use crate::record::{SealedRow, openable, sealed};
use crate::store::Store;
use crate::vault::{AccountId, PublicKey, TeamId};
use crate::{StoreError, sql};

/// The tasks that wait for somebody, the earliest day first.
#[derive(Debug)]
pub struct TasksDue {
    /// What the person is to do.
    pub own: Vec<Task>,
    /// What the person gave and what came back.
    pub returned: Vec<Task>,
    /// What waits for nobody in the teams of the person: whoever was to do it, or it came back to, is not in the team any more.
    pub nobodys: Vec<Task>,
    /// Whether these are all.
    pub is_all: bool,
}

/// Something that was written about a task.
#[derive(Debug)]
pub struct TaskNote {
    /// Who wrote it.
    pub by: AccountId,
    /// On which day.
    pub day: Date,
    /// [`TaskState::Open`] for what is to be done, and [`TaskState::GivenBack`] for why it was given back.
    pub state: TaskState,
    /// What was written.
    pub text: Private<String>,
}

impl Store {
    /// The tasks about a record, open ones first and each part by its day.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where the session's person is not in the team that holds the record.
    pub async fn tasks_of(&self, session: &Session, record: RecordId) -> Result<Vec<Task>, StoreError> {
        let mut connection = self.db.read().await?;
        holder(&mut connection, session, record).await?;
        let held = list(&mut connection, (sql::Tasks::Record, id_bytes(record)), LISTED).await?;
        Ok(held.into_iter().map(|held| held.task).collect())
    }

    /// The tasks that wait for the session's person, or for somebody to take them.
    pub async fn tasks_due(&self, session: &Session) -> Result<TasksDue, StoreError> {
        let mut connection = self.db.read().await?;
        let account = || id_bytes(session.account);
        let (own, mut is_all) = list_own(&mut connection, session, (sql::Tasks::Doer, account())).await?;
        let (returned, all) = list_own(&mut connection, session, (sql::Tasks::Returned, account())).await?;
        is_all &= all;
        let mut nobodys = Vec::new();
        for team in session.teams().iter().filter(|team| team.kind == TeamKind::Casework && session.holds(team)) {
            let (found, all) = list_own(&mut connection, session, (sql::Tasks::Nobody, id_bytes(team.id))).await?;
            nobodys.extend(found);
            is_all &= all;
        }
        nobodys.sort_by_key(|task| (task.due, task.id));
        Ok(TasksDue { own, returned, nobodys, is_all })
    }

    /// A task, without what is sealed of it.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where there is none in the teams of the session's person.
    pub async fn task(&self, session: &Session, id: TaskId) -> Result<Task, StoreError> {
        Ok(current(&mut *self.db.read().await?, session, id).await?.task)
    }

    /// What was written about a task, the oldest first, without what was erased. That it was opened is logged first.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where there is none in the teams of the session's person.
    pub async fn task_notes(
        &self,
        session: &Session,
        (id, purpose): (TaskId, Option<&Code>),
        today: Date,
    ) -> Result<Vec<TaskNote>, StoreError> {
        let mut connection = self.db.read_and_write().await?;
        let record = current(&mut connection, session, id).await?.task.record;
        let rows = sqlx::query(sql::TASK_STEPS_OF).bind(id_bytes(id)).fetch_all(&mut *connection).await?;
        let steps = rows.iter().map(Step::verified).collect::<Result<Vec<_>, _>>()?;
        let mut wanted = Vec::new();
        for step in &steps {
            let Some(note) = step.note else { continue };
            let rows = sealed(&mut connection, Id::from_bits(note.bits())).await?;
            wanted.extend(rows.into_iter().filter(|row| openable(session, row)).map(|row| (step, note, row)));
        }
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let act = Act::new(Role::of_class(Class::Narrative), Action::OpenSealed).on(record);
        let act = act.class(Class::Narrative).purpose(purpose);
        self.log_with(&mut connection, Some(session.account), &[act], today).await?;
        let open = |(step, note, row): (&Step, NoteId, SealedRow)| {
            let opened = self.open_class(session, note.bits(), &row)?;
            let text = String::from_utf8(opened.expose().clone()).map_err(|_| StoreError::Damaged("a task"))?;
            let state = TaskState::from_code(&step.state)?;
            let by = if state == TaskState::GivenBack { step.doer } else { step.giver };
            Ok(TaskNote { by, day: journal::day(&step.day)?, state, text: Private::new(text) })
        };
        wanted.into_iter().map(open).collect()
    }

    /// Who can be given a task about a record: whoever is in the team that holds it.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where the session's person is not one of them.
    pub async fn task_doers(&self, session: &Session, record: RecordId) -> Result<Vec<MemberFacts>, StoreError> {
        let mut connection = self.db.read().await?;
        let team = holder(&mut connection, session, record).await?;
        doers(&mut connection, team).await
    }
}

/// Tasks as they are now, up to a number.
async fn list(
    connection: &mut AnyConnection,
    (which, key): (sql::Tasks, Vec<u8>),
    most: usize,
) -> Result<Vec<Held>, StoreError> {
    let query = sqlx::query(AssertSqlSafe(sql::tasks(which))).bind(key).bind(signed(most as u64));
    query.fetch_all(connection).await?.iter().map(Held::of).collect()
}

/// Those of the person's teams, up to [`LISTED`], and whether these are all.
async fn list_own(
    connection: &mut AnyConnection,
    session: &Session,
    which: (sql::Tasks, Vec<u8>),
) -> Result<(Vec<Task>, bool), StoreError> {
    let mut held = list(connection, which, LISTED + 1).await?;
    let is_all = held.len() <= LISTED;
    held.truncate(LISTED);
    let own = held.into_iter().filter(|held| is_own(session, held.team));
    Ok((own.map(|held| held.task).collect(), is_all))
}

pub(super) async fn doers(connection: &mut AnyConnection, team: TeamId) -> Result<Vec<MemberFacts>, StoreError> {
    let rows = sqlx::query(sql::TASK_DOERS).bind(id_bytes(team)).fetch_all(connection).await?;
    let doer = |row: &AnyRow| {
        let key = PublicKey::from_bytes(row.array("public_key")?);
        let key = key.map_err(|_| StoreError::Tampered("a person's public key"))?;
        Ok(MemberFacts { account: row.id("account")?, name: row.text("name")?, key })
    };
    rows.iter().map(doer).collect()
}
