//! The tasks about a record, and the form that gives another one.

use askama::Template;
use overt_model::{Private, RecordId};
use overt_store::{NewTask, StoreError, TASK_TEXT_LEN_MAX, TaskError, TaskId, new_id};

use super::{Line, doer, doers, lines, problem};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::fields::Choice;
use crate::pages::records::line;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "tasks.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    record: RecordId,
    name: String,
    rows: Vec<Line>,
    /// The identifier of the next task.
    id: TaskId,
    doers: Vec<Choice>,
    longest: usize,
    problem: Option<String>,
}

/// The tasks about the record that the path names, for the team that holds it.
pub(crate) async fn of_record(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, new_id(), None).await?))
}

/// Gives a task. The identifier was drawn when the form was, so sending it twice gives one.
pub(crate) async fn give(ask: &Ask) -> Result<Answer, Stopped> {
    let record = ask.record()?;
    let id: TaskId = ask.form.get("id").and_then(|id| id.parse().ok()).ok_or(Stopped::NotThere)?;
    let due = match ask.day("due") {
        Ok(Some(due)) => due,
        Ok(None) => return refused(ask, id, problem(ask, TaskError::Due)).await,
        Err(wrong) => return refused(ask, id, wrong).await,
    };
    // A browser sends the end of a line as two characters.
    let text = Private::new(ask.form.get("text").unwrap_or_default().replace("\r\n", "\n"));
    let new = NewTask { record, doer: doer(ask), due, text };
    match ask.store().give_task(ask.session()?, (id, &new), ask.today()).await {
        Ok(()) => Ok(Answer::see(format!("/records/{record}/tasks?done=task-given"))),
        // The same form was sent before.
        Err(StoreError::Taken(_)) => Ok(Answer::see(format!("/records/{record}/tasks"))),
        Err(StoreError::Task(error)) => refused(ask, id, problem(ask, error)).await,
        Err(error) => Err(error.into()),
    }
}

async fn refused(ask: &Ask, id: TaskId, problem: String) -> Result<Answer, Stopped> {
    Ok(Answer::refused(page(ask, id, Some(problem)).await?))
}

async fn page(ask: &Ask, id: TaskId, problem: Option<String>) -> Result<String, Stopped> {
    let (session, record) = (ask.session()?, ask.record()?);
    let tasks = ask.store().tasks_of(session, record).await?;
    let shown = ask.store().show(session, record, (&[], None), ask.today()).await?;
    let told = line((ask.codebook(), ask.lang), &shown.record);
    let page = Page {
        shell: Shell::new(ask, ask.say("tasks-of")),
        record,
        name: format!("{}: {}", told.kind, told.name()),
        rows: lines(ask, &tasks).await?,
        id,
        doers: doers(ask, record).await?,
        longest: TASK_TEXT_LEN_MAX,
        problem,
    };
    Ok(page.render()?)
}
