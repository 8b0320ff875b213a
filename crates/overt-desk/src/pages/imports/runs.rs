//! Imports: what came, from whom, how much of it, and taking one back.

use askama::Template;
use overt_model::Source;
use overt_store::{ImportRun, ImportState, Right, RunId};

use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

struct Line {
    id: RunId,
    day: String,
    source: String,
    mapping: String,
    rows: u64,
    rejected: u64,
    made: u64,
    revised: u64,
    unchanged: u64,
    state: String,
}

#[derive(Template)]
#[template(path = "imports.html", whitespace = "minimize")]
struct Imports<'a> {
    shell: Shell<'a>,
    lines: Vec<Line>,
    /// Whether the person has a file at hand, and an import that goes on or has ended.
    has_file: bool,
    has_job: bool,
}

#[derive(Template)]
#[template(path = "import.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    line: Line,
    idle: u64,
    erased: u64,
    /// SHA-256 of the file: the store does not keep its name.
    file: String,
    may_undo: bool,
}

/// Every import, the latest first.
pub(crate) async fn list(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(listed(ask, None).await?))
}

/// The same, where something that was sent cannot be taken.
pub(super) async fn refused(ask: &Ask, why: &str) -> Result<Answer, Stopped> {
    Ok(Answer::refused(listed(ask, Some(why)).await?))
}

async fn listed(ask: &Ask, told: Option<&str>) -> Result<String, Stopped> {
    let (runs, sources) = (ask.store().imports().await?, ask.store().sources().await?);
    let lines = runs.iter().rev().map(|run| line(ask, &sources, run)).collect();
    let (mut shell, account) = (Shell::new(ask, ask.say("imports")), ask.session()?.account);
    if let Some(told) = told {
        shell = shell.telling(told);
    }
    let (has_file, has_job) = (ask.desk.hands.has(account), ask.desk.jobs.import(account).is_some());
    Ok(Imports { shell, lines, has_file, has_job }.render()?)
}

/// One import.
pub(crate) async fn show(ask: &Ask) -> Result<Answer, Stopped> {
    page(ask, None).await
}

/// Takes an import back, if somebody has said that they mean it.
pub(crate) async fn undo(ask: &Ask) -> Result<Answer, Stopped> {
    let id = id(ask)?;
    if ask.form.get("sure").is_none() {
        return page(ask, Some(ask.say("undo-sure-first"))).await;
    }
    // It erases, and opens what it writes as it was before.
    ask.confirmed()?;
    let undone = ask.store().undo_import(ask.session()?, id, ask.today(), |_, _| {}).await?;
    let told = [("undone-erased", undone.erased), ("undone-restored", undone.restored), ("undone-kept", undone.kept)];
    page(ask, Some(told.map(|(name, count)| ask.count(name, count)).join(" "))).await
}

async fn page(ask: &Ask, told: Option<String>) -> Result<Answer, Stopped> {
    let (run, sources) = (ask.store().import(id(ask)?).await?, ask.store().sources().await?);
    let mut shell = Shell::new(ask, ask.say("import"));
    shell.told = told;
    let html = Page {
        shell,
        line: line(ask, &sources, &run),
        idle: run.counts.idle,
        erased: run.counts.erased,
        may_undo: run.state != ImportState::Undone && ask.may(Right::Erase),
        file: run.facts.file,
    };
    Ok(Answer::page(html.render()?))
}

fn id(ask: &Ask) -> Result<RunId, Stopped> {
    ask.place("id").parse().map_err(|_| Stopped::NotThere)
}

fn line(ask: &Ask, sources: &[Source], run: &ImportRun) -> Line {
    let source = sources.iter().find(|source| source.id == run.source);
    let state = match run.state {
        ImportState::Unfinished => "import-unfinished",
        ImportState::Finished => "import-finished",
        ImportState::Undone => "import-undone",
    };
    Line {
        id: run.id,
        day: run.day.to_string(),
        source: source.map_or_else(|| run.source.to_string(), |source| source.name.clone()),
        mapping: run.facts.mapping.clone(),
        rows: run.counts.rows,
        rejected: run.counts.rejected,
        made: run.counts.made,
        revised: run.counts.revised,
        unchanged: run.counts.unchanged,
        state: ask.say(state),
    }
}
