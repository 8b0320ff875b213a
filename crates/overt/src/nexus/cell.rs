//! A cell of the nexus, opened.

use std::fmt::Write as _;

use overt_model::{Codebook, Lang};
use overt_warehouse::nexus::{CellName, Opened, Request, label};

use super::words::{counts, number};
use crate::output::{Output, table};

pub(super) fn told(
    json: bool,
    request: &Request,
    (name, skipped): (&CellName, usize),
    opened: &Opened,
) -> anyhow::Result<Output> {
    let mut text = String::new();
    let Some(cell) = &opened.cell else {
        let text = format!("There is no act in {name}. `overt nexus` shows the cells that have one.\n");
        return Output::answer(json, opened, text);
    };
    for (dimension, member) in request.by.iter().zip(&cell.members) {
        let label = label(Codebook::embedded(), dimension, member, Lang::En);
        let _ = writeln!(text, "{:<12} {}  {label}", dimension.name, member.code);
    }
    let _ = writeln!(
        text,
        "\n{} acts, {} records, {} sources, {} contributors\nstanding     {}\nnot known    {}\n",
        number(cell.n),
        number(cell.records),
        number(cell.sources),
        number(cell.contributors),
        counts(&cell.standing),
        counts(&cell.unknown),
    );
    if !opened.shows_claims {
        text.push_str("Your role sees no single records.\n");
        return Output::answer(json, opened, text);
    }
    let rows: Vec<[String; 7]> = opened
        .claims
        .iter()
        .map(|claim| {
            [
                claim.id.clone(),
                claim.source.clone(),
                claim.standing.clone(),
                claim.grade.clone(),
                claim.handling.clone(),
                claim.happened_on.clone().unwrap_or_default(),
                claim.country.clone().unwrap_or_default(),
            ]
        })
        .collect();
    text.push_str(&table(["Record", "Contributor", "Standing", "Grade", "Handling", "When", "Country"], &rows));
    let shown = skipped + rows.len();
    if (shown as u64) < cell.records {
        let _ = writeln!(text, "\n{shown} of {} are shown; `--skip {shown}` goes on.", number(cell.records));
    }
    if let Some([id, ..]) = rows.first() {
        let _ = writeln!(
            text,
            "\nA claim is what somebody says, not what was found to be so.\nOne of them with what is sealed, for who holds the key:  overt record show {id} --open direct"
        );
    }
    Output::answer(json, opened, text)
}
