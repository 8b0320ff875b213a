//! Giving tasks, and what becomes of them.

use jiff::civil::Date;
use overt_model::{Class, Private, RecordId};
use sqlx::{Any, AnyConnection, AssertSqlSafe, Transaction};

use super::{
    Held, NewTask, Step, TASKS_MAX, Task, TaskError, TaskId, TaskMove, TaskState, check_due, check_text, is_own, read,
};
use crate::db::{Read, id_bytes};
use crate::journal::{self, Act, signed, take};
use crate::link::NoteId;
use crate::log::entry::Action;
use crate::people::Session;
use crate::record::{PreparedClass, load, refuse_moved_keys, write_sealed};
use crate::store::Store;
use crate::vault::{AccountId, TeamId};
use crate::{StoreError, random, sql};

/// A note, sealed, and the team that it was sealed to.
type Sealed = (NoteId, PreparedClass);

impl Store {
    /// Gives a task about a record. The identifier is drawn before, so that what is sent twice is given once: the second time it is
    /// [`StoreError::Taken`].
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where the session's person is not in the team that holds the record, and [`StoreError::Task`] where the
    /// task cannot be given so.
    pub async fn give_task(
        &self,
        session: &Session,
        (id, new): (TaskId, &NewTask),
        today: Date,
    ) -> Result<(), StoreError> {
        check_text(&new.text)?;
        check_due(new.due, today)?;
        let team = holder(&mut *self.db.read().await?, session, new.record).await?;
        let (mut transaction, note) = self.begin_step(session, team, Some(&new.text)).await?;
        if holder(&mut transaction, session, new.record).await? != team {
            return Err(StoreError::KeysMoved);
        }
        if sqlx::query(sql::TASK_THERE).bind(id_bytes(id)).fetch_optional(&mut *transaction).await?.is_some() {
            return Err(StoreError::Taken("task"));
        }
        check_doer(&mut transaction, team, new.doer).await?;
        check_count(&mut transaction, new.record).await?;
        let task = Task {
            id,
            record: new.record,
            giver: session.account,
            doer: new.doer,
            is_nobodys: false,
            due: new.due,
            state: TaskState::Open,
            day: today,
        };
        self.finish_step(transaction, session, (&task, note), Action::TaskGiven).await
    }

    /// Moves a task of a team that the session's person is in.
    ///
    /// # Errors
    /// [`StoreError::NotThere`] where there is none, and [`StoreError::Task`] where it cannot move so.
    pub async fn move_task(
        &self,
        session: &Session,
        (id, to): (TaskId, &TaskMove),
        today: Date,
    ) -> Result<(), StoreError> {
        let why = if let TaskMove::GiveBack(why) = to { Some(why) } else { None };
        why.map_or(Ok(()), check_text)?;
        let team = current(&mut *self.db.read().await?, session, id).await?.team;
        let (mut transaction, note) = self.begin_step(session, team, why).await?;
        let held = current(&mut transaction, session, id).await?;
        if held.team != team {
            return Err(StoreError::KeysMoved);
        }
        let task = moved(session.account, held.task, to).ok_or(TaskError::Stands)?;
        let task = Task { day: today, ..task };
        let mut action = Action::TaskMoved;
        if let TaskMove::GiveOn(doer, due) = to {
            check_due(*due, today)?;
            check_doer(&mut transaction, team, *doer).await?;
            check_count(&mut transaction, task.record).await?;
            action = Action::TaskGiven;
        }
        self.finish_step(transaction, session, (&task, note), action).await
    }

    /// Seals what is written to the team and keeps other writers out from then on.
    async fn begin_step(
        &self,
        session: &Session,
        team: TeamId,
        text: Option<&Private<String>>,
    ) -> Result<(Transaction<'static, Any>, Option<Sealed>), StoreError> {
        let sealer = self.sealer_for(session, team)?;
        let id: NoteId = random::new_id();
        let seal = |text: &Private<String>| sealer.seal((id.bits(), Class::Narrative, 1), text.expose().as_bytes());
        let note = text.map(seal).transpose()?.map(|(class, _)| (id, class));
        let mut transaction = self.db.write().await?;
        journal::lock(&mut transaction).await?;
        refuse_moved_keys(&crate::people::teams(&mut transaction).await?, &sealer.teams())?;
        Ok((transaction, note))
    }

    async fn finish_step(
        &self,
        mut transaction: Transaction<'static, Any>,
        session: &Session,
        (task, note): (&Task, Option<Sealed>),
        action: Action,
    ) -> Result<(), StoreError> {
        let taken = take(&mut transaction, 1, task.day).await?;
        let mut step = Step {
            id: task.id,
            leaf: taken.first(),
            record: task.record,
            giver: task.giver,
            doer: task.doer,
            due: task.due.to_string(),
            state: task.state.code().to_owned(),
            day: task.day.to_string(),
            note: note.as_ref().map(|(id, _)| *id),
            salt: random::bytes::<16>().to_vec(),
            hash: [0; 32],
        };
        step.hash = step.facts();
        let digest = step.digest(note.as_ref().map(|(_, class)| (class.epoch, &class.hash[..])));
        write(&mut transaction, step).await?;
        if let Some((id, class)) = &note {
            write_sealed(&mut transaction, id_bytes(*id), class).await?;
        }
        let act = Act::new(session.role(), action).on(task.record).content(digest);
        self.finish(transaction, taken, Some(session.account), &[act]).await
    }
}

/// The task as it is after a move; nothing where it is not for this person to move it so.
fn moved(who: AccountId, task: Task, to: &TaskMove) -> Option<Task> {
    let is_open = task.state == TaskState::Open;
    let is_given_back = task.state == TaskState::GivenBack;
    let (may, state) = match to {
        TaskMove::Done => (is_open && task.doer == who, TaskState::Done),
        TaskMove::GiveBack(_) => (is_open && task.doer == who, TaskState::GivenBack),
        TaskMove::Withdraw => ((is_open || is_given_back) && task.giver == who, TaskState::Withdrawn),
        TaskMove::GiveOn(doer, due) => {
            let given = Task { giver: who, doer: *doer, due: *due, state: TaskState::Open, ..task };
            return (is_given_back || is_open && task.is_nobodys).then_some(given);
        }
    };
    may.then_some(Task { state, ..task })
}

async fn write(transaction: &mut AnyConnection, step: Step) -> Result<(), StoreError> {
    let query = sqlx::query(sql::TASK_ADD).bind(id_bytes(step.id)).bind(signed(step.leaf)).bind(id_bytes(step.record));
    let query = query.bind(id_bytes(step.giver)).bind(id_bytes(step.doer)).bind(step.due).bind(step.state);
    let query = query.bind(step.day).bind(id_bytes(step.note.unwrap_or(NoteId::from_bits(0))));
    query.bind(step.salt).bind(step.hash.to_vec()).execute(transaction).await?;
    Ok(())
}

/// The team that holds a record, if the person is in it: a record of others and one that is not there are the same.
pub(super) async fn holder(
    connection: &mut AnyConnection,
    session: &Session,
    record: RecordId,
) -> Result<TeamId, StoreError> {
    let team = load(connection, record).await?.team;
    if is_own(session, team) { Ok(team) } else { Err(StoreError::NotThere("record")) }
}

/// A task as it is now, if it is of a team of the person's.
pub(super) async fn current(connection: &mut AnyConnection, session: &Session, id: TaskId) -> Result<Held, StoreError> {
    let query = sqlx::query(AssertSqlSafe(sql::tasks(sql::Tasks::Id))).bind(id_bytes(id)).bind(1_i64);
    let held = query.fetch_optional(connection).await?.as_ref().map(Held::of).transpose()?;
    held.filter(|held| is_own(session, held.team)).ok_or(StoreError::NotThere("task"))
}

async fn check_doer(connection: &mut AnyConnection, team: TeamId, doer: AccountId) -> Result<(), StoreError> {
    let is_there = read::doers(connection, team).await?.iter().any(|member| member.account == doer);
    if is_there { Ok(()) } else { Err(TaskError::Doer.into()) }
}

async fn check_count(connection: &mut AnyConnection, record: RecordId) -> Result<(), StoreError> {
    let row = sqlx::query(sql::TASKS_OPEN_COUNT).bind(id_bytes(record)).fetch_one(connection).await?;
    if row.count("n")? < TASKS_MAX { Ok(()) } else { Err(TaskError::TooMany.into()) }
}
