//! A decision about two records, and then the next pair.

use askama::Template;
use overt_model::{Private, RecordId};
use overt_store::{Decision, JoinUndone, Verdict};

use super::pair::refused;
use super::waiting::{next, waiting};
use super::{pair_of, path, run_of};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// What came apart.
#[derive(Template)]
#[template(path = "apart.html", whitespace = "minimize")]
pub(crate) struct Apart<'a> {
    shell: Shell<'a>,
    undone: JoinUndone,
    exports: Vec<String>,
    /// Where the work goes on.
    on: String,
}

impl<'a> Apart<'a> {
    /// What came apart, and where the work goes on.
    pub(crate) fn new(ask: &'a Ask, undone: JoinUndone, on: String) -> Self {
        let exports = undone.exports.iter().map(|export| {
            let format = export.facts.format.as_deref().unwrap_or(export.kind.code());
            format!("{} · {} · {format} · {}", export.facts.day, export.id, export.records)
        });
        Self { shell: Shell::new(ask, ask.say("apart")), exports: exports.collect(), undone, on }
    }
}

/// Keeps a decision. The form says how often the pair was decided about when it was shown, so that one that is sent twice decides once.
pub(crate) async fn decide(ask: &Ask) -> Result<Answer, Stopped> {
    let (store, session, records) = (ask.store(), ask.session()?, pair_of(ask)?);
    let Some(verdict) = ask.form.get("verdict").and_then(Verdict::from_code) else {
        return refused(ask, ask.say("no-verdict")).await;
    };
    let shown = store.show(session, records[0], (&[], None), ask.today()).await?;
    let run = run_of(ask, &shown.record).await?;
    let on = on(ask, run.as_ref().map(|run| run.facts.schema.as_str()), records).await?;
    let readings = store.decisions_about(records[0], records[1]).await?;
    if ask.form.get("seen").and_then(|seen| seen.parse().ok()) != Some(readings.len()) {
        let is_kept = readings.last().is_some_and(|last| (last.reader, last.verdict) == (session.account, verdict));
        return if is_kept { Ok(Answer::see(on)) } else { refused(ask, ask.say("decided-meanwhile")).await };
    }
    let decision = Decision {
        records,
        verdict,
        is_second: ask.form.get("second").is_some(),
        run: run.map(|run| run.id),
        note: ask.form.get("note").map(|note| Private::new(note.to_owned())),
    };
    let decided = store.decide(session, &decision, ask.today()).await?;
    match decided.apart {
        Some(apart) => Ok(Answer::page(Apart::new(ask, apart, on).render()?)),
        None => Ok(Answer::see(on)),
    }
}

/// The next pair of the kind, or the list where there is none.
async fn on(ask: &Ask, kind: Option<&str>, records: [RecordId; 2]) -> Result<String, Stopped> {
    let Some(kind) = kind else { return Ok("/matches?done=decided".to_owned()) };
    let (looks, _) = waiting(ask, kind).await?;
    let next = next(&looks, records).map_or_else(
        || format!("/matches?kind={kind}&done=decided"),
        |records| format!("{}?done=decided", path(records)),
    );
    Ok(next)
}
