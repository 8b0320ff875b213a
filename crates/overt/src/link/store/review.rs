//! `overt link review`: what to look at first, one pair side by side, and a decision.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use overt_model::{Private, RecordId};
use overt_publish::charts::waterfall_text;
use overt_store::{Decided, Decision, NOTE_LEN_MAX, Verdict};
use serde_json::json;

use super::queue::queue;
use super::run::explained;
use super::{Desk, show, undo};
use crate::audit::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::link::explain::width;
use crate::link::{Telling, spec};
use crate::output::Output;
use crate::threads::all_threads;

/// Most bytes of a note; how many characters there may be the store knows.
const NOTE_BYTES_MAX: usize = NOTE_LEN_MAX * 4;

#[derive(Args)]
pub(in crate::link) struct Choice {
    /// One record of a pair to look at or to decide about; the queue is shown when none is named.
    #[arg(requires = "b")]
    a: Option<RecordId>,
    /// The other record.
    b: Option<RecordId>,
    #[command(flatten)]
    verdict: Option<Chosen>,
    /// Take a note on the decision from this file, or from standard input with `-`. It is sealed.
    #[arg(long, value_name = "FILE", requires = "Chosen")]
    note_from: Option<PathBuf>,
    /// You are the second reader of a pair about which somebody else has decided.
    #[arg(long, requires = "Chosen")]
    second: bool,
    /// Ask about one pair of the queue after the other, on the terminal.
    #[arg(long, conflicts_with_all = ["a", "json"])]
    ask: bool,
    /// The queue of the last run of this kind of record, instead of the last run.
    #[arg(long, value_name = "KIND", value_parser = spec::names(), conflicts_with = "a")]
    schema: Option<String>,
    /// Most pairs of the queue that are shown or asked about.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// What sealed classes are opened for: a code of the list `consent_purposes`. The log keeps it.
    #[arg(long, value_name = "CODE")]
    pub(in crate::link) purpose: Option<String>,
}

/// One of the three.
#[derive(Args)]
#[group(multiple = false)]
struct Chosen {
    /// The two are the same.
    #[arg(long, requires = "a")]
    same: bool,
    /// The two are different. What was joined comes apart.
    #[arg(long, requires = "a")]
    different: bool,
    /// It cannot be told.
    #[arg(long, requires = "a")]
    unsure: bool,
}

impl Choice {
    fn verdict(&self) -> Option<Verdict> {
        let Chosen { same, different, .. } = self.verdict.as_ref()?;
        Some(match (same, different) {
            (true, _) => Verdict::Same,
            (_, true) => Verdict::Different,
            _ => Verdict::Unsure,
        })
    }

    /// The note, read before anybody signs in.
    pub(in crate::link) fn note(&self) -> Result<Option<Private<String>>, Failure> {
        let Some(path) = &self.note_from else { return Ok(None) };
        let note = if path == Path::new("-") {
            let mut text = String::new();
            let read = std::io::stdin().lock().take(NOTE_BYTES_MAX as u64 + 1).read_to_string(&mut text);
            read.map_err(|error| {
                let message = format!("cannot read the note from standard input: {error}");
                Failure::new(Exit::WrongUse, "file-unusable", message)
            })?;
            text
        } else {
            outside::text(path, NOTE_BYTES_MAX)?
        };
        let note = note.trim().to_owned();
        if note.is_empty() {
            return Err(Failure::new(Exit::WrongUse, "not-entered", "the note is empty; nothing was decided"));
        }
        Ok(Some(Private::new(note)))
    }
}

pub(in crate::link) fn review(
    telling: Telling,
    desk: &Desk<'_>,
    choice: &Choice,
    note: Option<Private<String>>,
) -> anyhow::Result<Output> {
    let (Some(a), Some(b)) = (choice.a, choice.b) else {
        let kind = choice.schema.as_deref().map(|name| spec::ready(name).schema);
        return queue(telling, desk, kind.as_deref(), (choice.limit, choice.ask));
    };
    match choice.verdict() {
        Some(verdict) => decide(desk, ([a, b], verdict), choice.second, note),
        None => look(telling, desk, [a, b]),
    }
}

fn decide(
    desk: &Desk<'_>,
    what: ([RecordId; 2], Verdict),
    is_second: bool,
    note: Option<Private<String>>,
) -> anyhow::Result<Output> {
    let (text, decided) = decided(desk, what, is_second, note)?;
    Output::answer(desk.options.json, &json!(decided), text)
}

/// Keeps a decision, and says in words what holds from now on.
pub(super) fn decided(
    desk: &Desk<'_>,
    (records, verdict): ([RecordId; 2], Verdict),
    is_second: bool,
    note: Option<Private<String>>,
) -> Result<(String, Decided), Failure> {
    let run = desk.run_of(records[0]).ok().map(|run| run.id);
    let decision = Decision { records, verdict, is_second, run, note };
    let decided = desk.workspace.wait(desk.workspace.store.decide(desk.session, &decision, desk.workspace.today))?;
    let words = match decided.standing.verdict() {
        Verdict::Same => "The two are held to be the same. The next run joins them.",
        Verdict::Different => "The two are held to be different, and no run joins them.",
        Verdict::Unsure if decided.standing.is_disputed() => {
            "The two readers disagree, so nothing is decided until one changes their mind or a third person settles it."
        }
        Verdict::Unsure => "It cannot be told. A run goes by what it finds.",
    };
    let mut text = format!("{words}\n");
    if let Some(apart) = &decided.apart {
        text.push_str(&undo::text(apart));
    }
    Ok((text, decided))
}

fn look(telling: Telling, desk: &Desk<'_>, ids: [RecordId; 2]) -> anyhow::Result<Output> {
    let run = desk.run_of(ids[0])?;
    let (versioned, _) = Desk::model_of(&run)?;
    let [a, b] = ids.map(|id| id.to_string());
    let (explanation, _) = explained(telling, desk, [&a, &b], (versioned, all_threads()))?;
    let records = show::pair(desk, ids)?;
    let history = desk.workspace.wait(desk.workspace.store.decisions_about(ids[0], ids[1]))?;
    let mut text =
        format!("{}\n{}\n", show::side_by_side(desk, &records), waterfall_text(&explanation, width()).trim_end());
    for reading in &history {
        let _ = writeln!(
            text,
            "\nDecided on {}: {} ({} reading)",
            reading.day,
            reading.verdict.code(),
            reading.turn.code()
        );
    }
    let _ = writeln!(text, "\nDecide: overt link review {a} {b} --same, --different or --unsure");
    let records = records.each_ref().map(|record| record.to_json(desk.codebook));
    let json = json!({ "records": records, "explanation": explanation, "decisions": history, "run": run.id });
    Output::answer(telling.json, &json, text)
}
