//! Matches: what linkage found and nobody decided, two records side by side, and a decision. A match is a reason to look, never a finding.

mod compared;
mod decide;
mod decided;
mod list;
mod pair;
mod waiting;

pub(crate) use compared::{Compared, compare};
pub(crate) use decide::{Apart, decide};
pub(crate) use decided::decided;
pub(crate) use list::list;
pub(crate) use pair::{open, show};

use overt_model::{Field, Record, RecordId, State};
use overt_store::LinkRun;

use crate::answer::Stopped;
use crate::ask::Ask;

/// The path of a pair.
pub(crate) fn path([one, other]: [RecordId; 2]) -> String {
    format!("/matches/{one}/{other}")
}

/// The two records that the path names, the smaller first.
fn pair_of(ask: &Ask) -> Result<[RecordId; 2], Stopped> {
    let id = |name: &str| ask.place(name).parse::<RecordId>().map_err(|_| Stopped::NotThere);
    let (one, other) = (id("id")?, id("other")?);
    if one == other { Err(Stopped::NotThere) } else { Ok([one.min(other), one.max(other)]) }
}

/// The last run of each kind of record that was not taken back, by the kind.
async fn runs(ask: &Ask) -> Result<Vec<LinkRun>, Stopped> {
    let mut last: Vec<LinkRun> = Vec::new();
    for run in ask.store().link_runs().await?.into_iter().filter(|run| !run.undone) {
        last.retain(|earlier| earlier.facts.schema != run.facts.schema);
        last.push(run);
    }
    last.sort_by(|one, other| one.facts.schema.cmp(&other.facts.schema));
    Ok(last)
}

/// The last run by which records of the kind of this one were linked.
async fn run_of(ask: &Ask, record: &Record) -> Result<Option<LinkRun>, Stopped> {
    let schema = ask.codebook().schema(&record.schema);
    let is_of = |run: &LinkRun| schema.is_some_and(|schema| schema.is_a(&run.facts.schema));
    Ok(runs(ask).await?.into_iter().filter(is_of).max_by_key(|run| run.leaf))
}

/// The name of a kind of record.
fn kind_label(ask: &Ask, kind: &str) -> String {
    ask.codebook().schema(kind).map_or_else(|| kind.to_owned(), |schema| schema.label.get(ask.lang).to_owned())
}

/// Whether a field tells something that another can contradict: that nobody knows cannot.
pub(crate) fn tells(field: &Field) -> bool {
    !field.values.is_empty() || matches!(field.state, State::AskedYes | State::AskedNo)
}
