//! `overt link history`: every move of a record, and why.

use clap::Args;
use overt_model::RecordId;
use overt_store::{JoinCause, JoinEvent};
use serde_json::json;

use super::Desk;
use crate::output::{Output, table};

#[derive(Args)]
pub(in crate::link) struct Which {
    /// Which record.
    record: RecordId,
}

pub(in crate::link) fn history(desk: &Desk<'_>, which: &Which) -> anyhow::Result<Output> {
    let store = &desk.workspace.store;
    let (events, entity, names) = desk.workspace.wait(async {
        let events = store.join_history(which.record).await?;
        Ok((events, store.entity_of(which.record).await?, store.names().await?))
    })?;
    let name = |event: &JoinEvent| event.account.map(|account| names.of(account)).unwrap_or_default();
    let place =
        |entity: Option<overt_model::EntityId>| entity.map_or_else(|| "alone".to_owned(), |entity| entity.to_string());
    let rows: Vec<[String; 5]> = events
        .iter()
        .map(|event| [event.day.to_string(), name(event), event.leaf.to_string(), place(event.to), why(&event.cause)])
        .collect();
    let text = if rows.is_empty() {
        "The record was never joined with another.\n".to_owned()
    } else {
        format!(
            "{}\nNow: {}\n",
            table(["Day", "By", "Leaf of the log", "Belongs to since", "Why"], &rows),
            place(entity)
        )
    };
    Output::answer(desk.options.json, &json!({ "record": which.record, "entity": entity, "events": events }), text)
}

fn why(cause: &JoinCause) -> String {
    match cause {
        JoinCause::Run { run, model } => format!("joined by {run} with the model {model}"),
        JoinCause::RunUndone { run } => format!("{run} was taken back"),
        JoinCause::EntityUndone { entity } => format!("the last join of {entity} was taken back"),
        JoinCause::RecordUndone { record } => format!("{record} was taken out of its entity"),
        JoinCause::Decided { records: [a, b] } => format!("somebody decided that {a} and {b} are different"),
        JoinCause::Erased { record } => format!("{record} was erased"),
    }
}
