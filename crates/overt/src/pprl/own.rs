//! `overt pprl own`: numbers become the identifiers of whoever encoded them.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overt_intake::rows::{Item, Row};
use overt_link::pprl::RecordId;
use serde::Serialize;
use serde_json::json;

use super::Telling;
use super::csv::line;
use super::input::{refuse_existing, unreadable};
use super::pairs::Pairs;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::import::open;
use crate::output::{Output, printable, table};

/// The columns of the file of owners.
pub(super) const OWNERS_HEADER: [&str; 2] = ["number", "own_id"];

/// Arguments of `overt pprl own`.
#[derive(Args)]
pub(super) struct Choice {
    /// What `overt pprl match` found.
    pairs: PathBuf,
    /// Which number is which of your records, as `overt pprl encode` has written it.
    #[arg(long, value_name = "OWNERS")]
    owners: PathBuf,
    /// Where to write it, as CSV that only you can read; when left out, it is printed.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// A group with one of ours.
#[derive(Serialize)]
struct Found<'p> {
    own_id: &'p str,
    score: f64,
    /// The numbers of the other files.
    others: Vec<&'p str>,
}

pub(super) fn run(telling: Telling, choice: &Choice) -> anyhow::Result<Output> {
    if let Some(out) = &choice.out {
        refuse_existing(&[out])?;
    }
    let pairs = Pairs::read(&choice.pairs)?;
    let owners = read_owners(&choice.owners)?;
    let (found, padding) = found(&pairs, &owners)?;
    let json = json!({ "found": found, "padding": padding });
    let mut text = String::new();
    if let Some(out) = &choice.out {
        file::stream(out, |writer| {
            let mut text = line(["own_id", "score", "others"]);
            for Found { own_id, score, others } in &found {
                text.push_str(&line([*own_id, &score.to_string(), &others.join(" ")]));
            }
            writer.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", out.display()))
        })?;
        let _ = writeln!(text, "{} of your records are in {}, which only you can read.", found.len(), out.display());
    } else if found.is_empty() {
        text.push_str("None of your records was found elsewhere. That does not mean that nobody is known there.\n");
    } else {
        let rows: Vec<[String; 3]> = found
            .iter()
            .map(|found| [printable(found.own_id), format!("{:.4}", found.score), found.others.join(" ")])
            .collect();
        text.push_str(&table(["OWN", "SCORE", "NUMBERS OF OTHERS"], &rows));
    }
    let _ = writeln!(
        text,
        "{padding} group(s) were dropped: your row in them stands for nobody.\nA pair is a reason to look, not a finding that two records \
         are one person. Look at each before anything is done."
    );
    Output::answer(telling.json, &json, text)
}

/// Which groups have one of ours, and how many have padding of ours. Which file is ours is seen by its numbers.
fn found<'p>(pairs: &'p Pairs, owners: &'p HashMap<RecordId, String>) -> Result<(Vec<Found<'p>>, usize), Failure> {
    let own = |number: &Option<String>| number.as_deref().and_then(RecordId::from_text).and_then(|id| owners.get(&id));
    let files = pairs.groups.iter().map(|group| group.numbers.len()).max().unwrap_or(0);
    let is_ours = |file: &usize| {
        pairs.groups.iter().any(|group| group.numbers.get(*file).is_some_and(|number| own(number).is_some()))
    };
    let ours: Vec<usize> = (0..files).filter(is_ours).collect();
    if ours.is_empty() && !pairs.groups.is_empty() {
        let message = "none of the numbers is in the file of owners";
        let hint = "is it the one of this run? Each encoding has new numbers. It may also be that all your rows in these groups stand for nobody";
        return Err(Failure::new(Exit::WrongUse, "pprl-owners", message).with_hint(hint));
    }
    let (mut found, mut padding) = (Vec::new(), 0);
    for group in &pairs.groups {
        for file in &ours {
            let Some(number @ Some(_)) = group.numbers.get(*file) else { continue };
            let Some(own_id) = own(number) else {
                padding += 1;
                continue;
            };
            let others = group.numbers.iter().enumerate().filter(|(other, _)| other != file);
            let others = others.filter_map(|(_, number)| number.as_deref()).collect();
            found.push(Found { own_id, score: group.score, others });
        }
    }
    found.sort_by(|left, right| right.score.total_cmp(&left.score).then_with(|| left.own_id.cmp(right.own_id)));
    Ok((found, padding))
}

fn read_owners(path: &Path) -> Result<HashMap<RecordId, String>, Failure> {
    let say = |why: String| {
        let failure = Failure::new(Exit::WrongUse, "pprl-owners", format!("{} cannot be used: {why}", path.display()));
        failure.with_hint("this is the file that `overt pprl encode --owners` writes")
    };
    let mut rows = open(path, None)?;
    let columns =
        OWNERS_HEADER.map(|wanted| rows.columns().iter().position(|name| name.trim().eq_ignore_ascii_case(wanted)));
    let [Some(number), Some(own)] = columns else {
        return Err(say("it has no columns `number` and `own_id`".to_owned()));
    };
    let (mut row, mut owners) = (Row::default(), HashMap::new());
    while let Some(item) = rows.next(&mut row).map_err(|error| unreadable(path, &error))? {
        let line = *item.lines().start();
        let id = row.cell(number).and_then(|text| RecordId::from_text(text.trim()));
        let (Item::Row(_), Some(id)) = (&item, id) else {
            return Err(say(format!("line {line} is not as it was written")));
        };
        if owners.insert(id, row.cell(own).unwrap_or_default().to_owned()).is_some() {
            return Err(say(format!("line {line} has a number that an earlier line has")));
        }
    }
    Ok(owners)
}
