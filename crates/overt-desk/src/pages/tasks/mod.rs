//! Tasks about records: given, seen by the team that holds the record and by nobody else, done, given back, withdrawn, given on. What they
//! say is opened as any narrative is: with a purpose, and after the log has it.

mod give;
mod show;

pub(crate) use give::{give, of_record};
pub(crate) use show::{move_on, open, show};

use jiff::ToSpan as _;
use overt_model::RecordId;
use overt_store::vault::AccountId;
use overt_store::{Task, TaskError, TaskId, TaskState, TasksDue, TeamKind};

use super::records::{if_there, line};
use crate::answer::Stopped;
use crate::ask::Ask;
use crate::fields::Choice;
use crate::words::{Part, say};

/// A task is due when it has so many days left, or none.
const SOON: i32 = 7;

/// A task in a line, without what it says.
pub(crate) struct Line {
    pub(crate) id: TaskId,
    pub(crate) record: RecordId,
    /// What the record is, by what is open of it.
    pub(crate) name: String,
    pub(crate) due: String,
    pub(crate) is_late: bool,
    pub(crate) giver: String,
    pub(crate) doer: String,
    pub(crate) state: String,
}

/// Tasks in lines.
pub(crate) async fn lines(ask: &Ask, tasks: &[Task]) -> Result<Vec<Line>, Stopped> {
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let names = ask.store().names().await?;
    let mut lines = Vec::with_capacity(tasks.len());
    for task in tasks {
        // It may be erased meanwhile.
        let Some(shown) = if_there(ask, task.record).await? else { continue };
        let told = line((ask.codebook(), ask.lang), &shown.record);
        let is_open = task.state == TaskState::Open;
        lines.push(Line {
            id: task.id,
            record: task.record,
            name: format!("{}: {}", told.kind, told.name()),
            due: task.due.to_string(),
            is_late: is_open && task.due < ask.today(),
            giver: names.of(task.giver),
            doer: if is_open && task.is_nobodys { ask.say("task-nobody") } else { names.of(task.doer) },
            state: state(ask, task.state),
        });
    }
    Ok(lines)
}

fn state(ask: &Ask, state: TaskState) -> String {
    ask.say(match state {
        TaskState::Open => "task-open",
        TaskState::Done => "task-done",
        TaskState::GivenBack => "task-given-back",
        TaskState::Withdrawn => "task-withdrawn",
    })
}

/// What waits for the person who asks; nothing for who works on no cases.
pub(crate) async fn due(ask: &Ask) -> Result<Option<TasksDue>, Stopped> {
    let session = ask.session()?;
    Ok(if session.is_in(TeamKind::Casework) { Some(ask.store().tasks_due(session).await?) } else { None })
}

/// The same in sentences.
pub(crate) async fn waits(ask: &Ask) -> Result<Vec<String>, Stopped> {
    let Some(TasksDue { own, returned, nobodys, .. }) = due(ask).await? else { return Ok(Vec::new()) };
    let (today, soon) = (ask.today(), ask.today().saturating_add(SOON.days()));
    let due = own.iter().filter(|task| task.due <= soon).count() as u64;
    let late = own.iter().filter(|task| task.due < today).count() as u64;
    let mut waits = Vec::new();
    if due > 0 {
        let counts = [("n", Part::Count(due)), ("late", Part::Count(late))];
        waits.push(say(ask.lang, "waits-tasks", &counts));
    }
    if !returned.is_empty() {
        waits.push(ask.count("waits-returned", returned.len() as u64));
    }
    if !nobodys.is_empty() {
        waits.push(ask.count("waits-nobodys", nobodys.len() as u64));
    }
    Ok(waits)
}

/// Who can be given a task about a record, with the one chosen that was sent.
async fn doers(ask: &Ask, record: RecordId) -> Result<Vec<Choice>, Stopped> {
    let session = ask.session()?;
    let members = ask.store().task_doers(session, record).await?;
    let choice = |member: overt_store::MemberFacts| Choice {
        code: member.account.to_string(),
        is_chosen: ask.form.get("doer") == Some(&*member.account.to_string()),
        label: if member.account == session.account { ask.with("task-oneself", &member.name) } else { member.name },
    };
    Ok(members.into_iter().map(choice).collect())
}

/// The one that was chosen. Nobody is [`TaskError::Doer`].
fn doer(ask: &Ask) -> AccountId {
    ask.form.get("doer").and_then(|id| id.parse().ok()).unwrap_or(AccountId::from_bits(0))
}

/// Why a task cannot be given or moved so, in words.
fn problem(ask: &Ask, error: TaskError) -> String {
    ask.say(match error {
        TaskError::Text => "task-wrong-text",
        TaskError::Due => "task-wrong-day",
        TaskError::Doer => "task-wrong-doer",
        TaskError::TooMany => "task-too-many",
        TaskError::Stands => "task-moved-meanwhile",
    })
}
