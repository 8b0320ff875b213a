//! The pairs that wait, a page at a time.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::RecordId;
use overt_publish::charts::probability;

use super::compared::compared;
use super::waiting::{Look, waiting};
use super::{kind_label, path, runs};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::pages::records::{Line, line, purposes};
use crate::shell::Shell;

/// Pairs of a page.
const LENGTH: usize = 25;

/// A kind of record that was linked.
pub(super) struct Kind {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

struct Row {
    path: String,
    records: [Line; 2],
    /// Whether they are joined, or in dispute, in words.
    state: String,
    probability: Option<String>,
}

#[derive(Template)]
#[template(path = "matches.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    kinds: Vec<Kind>,
    kind: String,
    /// What the last run was.
    run: String,
    /// What was compared in this session; none where nothing was.
    compared: Option<Vec<String>>,
    count: u64,
    rows: Vec<Row>,
    next: Option<String>,
    purposes: Vec<(String, String)>,
}

pub(crate) async fn list(ask: &Ask) -> Result<Answer, Stopped> {
    Ok(Answer::page(page(ask, ask.query.get("kind"), None).await?.render()?))
}

/// The list with a sentence that says why nothing was compared.
pub(super) async fn refused(ask: &Ask, kind: &str, sentence: String) -> Result<Answer, Stopped> {
    Ok(Answer::refused(page(ask, Some(kind), Some(sentence)).await?.render()?))
}

/// The kinds that were linked, and which of them is meant: the first one where none was named.
pub(super) async fn kinds(
    ask: &Ask,
    named: Option<&str>,
) -> Result<(Vec<Kind>, Option<overt_store::LinkRun>), Stopped> {
    let mut runs = runs(ask).await?;
    let position = runs.iter().position(|run| Some(run.facts.schema.as_str()) == named).unwrap_or_default();
    let kinds = runs.iter().enumerate().map(|(place, run)| Kind {
        code: run.facts.schema.clone(),
        label: kind_label(ask, &run.facts.schema),
        is_chosen: place == position,
    });
    let kinds = kinds.collect();
    Ok((kinds, (position < runs.len()).then(|| runs.swap_remove(position))))
}

async fn page<'a>(ask: &'a Ask, named: Option<&str>, told: Option<String>) -> Result<Page<'a>, Stopped> {
    let (kinds, run) = kinds(ask, named).await?;
    let mut shell = Shell::new(ask, ask.say("matches"));
    if let Some(told) = told {
        shell = shell.telling(told);
    }
    let purposes = purposes(ask);
    let Some(run) = run else {
        let (kind, run) = (String::new(), String::new());
        return Ok(Page { shell, kinds, kind, run, compared: None, count: 0, rows: Vec::new(), next: None, purposes });
    };
    let kind = run.facts.schema;
    let (looks, count) = waiting(ask, &kind).await?;
    let from = ask.query.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(looks.len());
    let shown = &looks[from..looks.len().min(from + LENGTH)];
    let next = from + shown.len();
    let model = format!("{}, {}, {}", run.day, run.facts.model, run.facts.threshold);
    Ok(Page {
        shell,
        kinds,
        run: ask.with("matches-run", &model),
        compared: compared(ask, &kind).map(|compared| {
            let of = std::iter::once(ask.count("compared-of", compared.records));
            of.chain(compared.left_out.iter().map(|(why, count)| ask.count(left_out(*why), *count))).collect()
        }),
        count,
        rows: rows(ask, shown).await?,
        next: (next < looks.len()).then(|| format!("/matches?kind={kind}&from={next}")),
        kind,
        purposes,
    })
}

const fn left_out(why: overt_store::LeftOut) -> &'static str {
    match why {
        overt_store::LeftOut::NoConsent => "left-out-no-consent",
        overt_store::LeftOut::SourceOver => "left-out-source-over",
        overt_store::LeftOut::Handling => "left-out-handling",
        overt_store::LeftOut::Closed => "left-out-closed",
    }
}

async fn rows(ask: &Ask, looks: &[Look]) -> Result<Vec<Row>, Stopped> {
    let mut ids: Vec<RecordId> = looks.iter().flat_map(|look| look.records).collect();
    ids.sort_unstable();
    ids.dedup();
    let shown = ask.store().show_many(ask.session()?, &ids, (&[], None), ask.today()).await?;
    let records: BTreeMap<RecordId, _> = shown.iter().map(|shown| (shown.record.id, &shown.record)).collect();
    let row = |look: &Look| {
        let [one, other] =
            look.records.map(|id| records.get(&id).map(|record| line((ask.codebook(), ask.lang), record)));
        Some(Row {
            path: path(look.records),
            records: [one?, other?],
            state: ask.say(look.state()),
            probability: look.probability.map(probability),
        })
    };
    Ok(looks.iter().filter_map(row).collect())
}
