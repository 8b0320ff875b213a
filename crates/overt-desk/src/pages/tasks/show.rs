//! One task: how it stands, what it says once that was opened, and what can become of it.

use askama::Template;
use overt_model::Private;
use overt_store::{StoreError, TASK_TEXT_LEN_MAX, Task, TaskError, TaskId, TaskMove, TaskNote, TaskState};

use super::{Line, doer, doers, lines, problem};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::pages::records::{purpose, purposes};
use crate::shell::Shell;

/// Something that was written about it.
struct Note {
    about: String,
    text: Private<String>,
}

#[derive(Template)]
#[template(path = "task.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    task: Line,
    since: String,
    /// What was written about it; none before it was opened.
    notes: Option<Vec<Note>>,
    purposes: Vec<(String, String)>,
    /// Whether it is for the person to do it.
    may_do: bool,
    may_withdraw: bool,
    /// To whom it can be given, where it waits for somebody.
    doers: Vec<Choice>,
    longest: usize,
    problem: Option<String>,
}

/// The task with nothing opened.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, None, None).await?))
}

/// The task with what was written about it.
pub(crate) async fn open(ask: &Ask) -> Result<Answer, Stopped> {
    let (id, purpose) = (task(ask)?, purpose(ask, &ask.form)?);
    let notes = ask.store().task_notes(ask.session()?, (id, Some(&purpose)), ask.today()).await?;
    Ok(Answer::page(page(ask, Some(notes), None).await?))
}

/// Moves it: done, given back, withdrawn, given on.
pub(crate) async fn move_on(ask: &Ask) -> Result<Answer, Stopped> {
    let id = task(ask)?;
    let to = match ask.form.get("what") {
        Some("done") => TaskMove::Done,
        Some("back") => TaskMove::GiveBack(Private::new(ask.form.get("why").unwrap_or_default().replace("\r\n", "\n"))),
        Some("withdraw") => TaskMove::Withdraw,
        Some("give") => match ask.day("due") {
            Ok(Some(due)) => TaskMove::GiveOn(doer(ask), due),
            Ok(None) => return refused(ask, problem(ask, TaskError::Due)).await,
            Err(wrong) => return refused(ask, wrong).await,
        },
        _ => return Err(Stopped::NotThere),
    };
    match ask.store().move_task(ask.session()?, (id, &to), ask.today()).await {
        Ok(()) => Ok(Answer::see(format!("/tasks/{id}?done=task-moved"))),
        Err(StoreError::Task(error)) => refused(ask, problem(ask, error)).await,
        Err(error) => Err(error.into()),
    }
}

/// The task that the path names.
fn task(ask: &Ask) -> Result<TaskId, Stopped> {
    ask.place("id").parse().map_err(|_| Stopped::NotThere)
}

async fn refused(ask: &Ask, problem: String) -> Result<Answer, Stopped> {
    Ok(Answer::refused(page(ask, None, Some(problem)).await?))
}

async fn page(ask: &Ask, notes: Option<Vec<TaskNote>>, problem: Option<String>) -> Result<String, Stopped> {
    let session = ask.session()?;
    let task: Task = ask.store().task(session, task(ask)?).await?;
    let line = lines(ask, std::slice::from_ref(&task)).await?.pop().ok_or(Stopped::NotThere)?;
    let names = ask.store().names().await?;
    let note = |note: TaskNote| {
        let written = format!("{}, {}", names.of(note.by), note.day);
        let is_back = note.state == TaskState::GivenBack;
        let about = if is_back { ask.with("task-why", &written) } else { ask.with("task-what", &written) };
        Note { about, text: note.text }
    };
    let is_open = task.state == TaskState::Open;
    let is_given_back = task.state == TaskState::GivenBack;
    let waits = is_given_back || is_open && task.is_nobodys;
    let page = Page {
        shell: Shell::new(ask, ask.say("task")),
        since: task.day.to_string(),
        notes: notes.map(|notes| notes.into_iter().map(note).collect()),
        purposes: purposes(ask),
        may_do: is_open && task.doer == session.account,
        may_withdraw: (is_open || is_given_back) && task.giver == session.account,
        doers: if waits { doers(ask, task.record).await? } else { Vec::new() },
        longest: TASK_TEXT_LEN_MAX,
        task: line,
        problem,
    };
    Ok(page.render()?)
}
