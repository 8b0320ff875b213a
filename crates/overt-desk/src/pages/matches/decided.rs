//! What people decided about pairs, from where a decision is looked at again and taken back.

use askama::Template;

use super::list::{Kind, kinds};
use super::pair::verdict_name;
use super::path;
use super::waiting::standing;
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;
use crate::shell::Shell;

/// Decisions of a page.
const LENGTH: usize = 50;

struct Row {
    path: String,
    verdict: String,
    day: String,
    by: String,
    leaf: u64,
}

#[derive(Template)]
#[template(path = "decided.html", whitespace = "minimize")]
struct Page<'a> {
    shell: Shell<'a>,
    kinds: Vec<Kind>,
    count: u64,
    rows: Vec<Row>,
    next: Option<String>,
}

/// The decisions that hold, the latest first.
pub(crate) async fn decided(ask: &Ask) -> Result<Answer, Stopped> {
    let (kinds, run) = kinds(ask, ask.query.get("kind")).await?;
    let kind = run.map(|run| run.facts.schema).unwrap_or_default();
    let mut all: Vec<_> = standing(ask, &kind).await?.into_values().collect();
    let latest = |held: &overt_store::StandingDecision| held.second.unwrap_or(held.first);
    all.sort_by_key(|held| std::cmp::Reverse(latest(held).leaf));
    let names = ask.store().names().await?;
    let from = ask.query.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize).min(all.len());
    let end = all.len().min(from + LENGTH);
    let row = |held: &overt_store::StandingDecision| {
        let last = latest(held);
        Row {
            path: path(held.records),
            verdict: ask.say(if held.is_disputed() { "match-disputed" } else { verdict_name(held.verdict()) }),
            day: last.day.to_string(),
            by: names.of(last.reader),
            leaf: last.leaf,
        }
    };
    let html = Page {
        shell: Shell::new(ask, ask.say("decided-matches")),
        kinds,
        count: all.len() as u64,
        rows: all[from..end].iter().map(row).collect(),
        next: (end < all.len()).then(|| format!("/matches/decided?kind={kind}&from={end}")),
    };
    Ok(Answer::page(html.render()?))
}
