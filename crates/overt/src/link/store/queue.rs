//! What people should look at first: pairs near the threshold on which much hangs.

use std::fmt::Write as _;

use overt_desk::linkage::{Waiting, waiting};
use overt_link::Linker;
use overt_publish::charts::{number, probability, waterfall_text};
use overt_store::{LinkRunId, Verdict};
use serde_json::{Value as Json, json};

use super::review::decided;
use super::{Desk, load, show};
use crate::ask;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::link::Telling;
use crate::link::explain::width;
use crate::link::given::{How, Versioned};
use crate::link::run::compare;
use crate::link::spec::failure;
use crate::output::{Output, table};
use crate::threads::all_threads;
use crate::warehouse::eprint;

/// Makes the queue, and shows it or asks about one pair after the other.
pub(super) fn queue(
    telling: Telling,
    desk: &Desk<'_>,
    kind: Option<&str>,
    (limit, is_asking): (usize, bool),
) -> anyhow::Result<Output> {
    let run = desk.last_run(|linked| kind.is_none_or(|kind| linked == kind))?;
    let (versioned, _) = Desk::model_of(&run)?;
    let how = How::Model(versioned);
    let loaded = load(telling, desk, &how)?;
    let How::Model(versioned) = &how else { unreachable!("a model was given above") };
    let held = loaded.held.as_ref().expect("records of a store come with what is held about them");
    let linker = Linker::new(&loaded.records, all_threads()).map_err(|error| failure(&error))?;
    let constraints = held.constraints(&loaded.records);
    let joined = compare(telling, &linker, &versioned.model, &constraints)?;
    let mut waiting = waiting(&loaded.records, held, &versioned.model, &joined.pairs);
    let all = waiting.len() as u64;
    waiting.truncate(limit);
    if is_asking { ask(desk, &linker, versioned, (&waiting, all)) } else { list(telling, run.id, (&waiting, all)) }
}

fn list(telling: Telling, run: LinkRunId, (waiting, all): (&[Waiting], u64)) -> anyhow::Result<Output> {
    let json = json!({ "run": run, "waiting": all, "pairs": waiting.iter().map(json_of).collect::<Vec<_>>() });
    let rows: Vec<[String; 5]> = waiting.iter().map(row).collect();
    let mut text = table(["Probability", "Joined", "Records", "A", "B"], &rows);
    let _ = writeln!(
        text,
        "\n{} of {} pairs that nobody has decided about; those first of which a decision says most.",
        number(waiting.len() as u64),
        number(all)
    );
    if let Some(first) = waiting.first() {
        let [a, b] = first.records;
        let _ = writeln!(text, "Look at one: overt link review {a} {b}\nOne after the other: overt link review --ask");
    }
    Output::answer(telling.json, &json, text)
}

/// Shows each pair on the terminal and takes a decision. What was decided is kept at once.
fn ask(
    desk: &Desk<'_>,
    linker: &Linker<'_>,
    versioned: &Versioned,
    (waiting, all): (&[Waiting], u64),
) -> anyhow::Result<Output> {
    let mut count = 0_u64;
    for (position, pair) in (1_u64..).zip(waiting) {
        let [a, b] = pair.numbers;
        let explained = linker.explain(&versioned.model, &versioned.version, a, b).map_err(|error| failure(&error))?;
        let records = show::pair(desk, pair.records)?;
        let (values, weights) = (show::side_by_side(desk, &records), waterfall_text(&explained, width()));
        eprint(&format!("\n{} of {}\n\n{values}\n{weights}\n", number(position), number(all)));
        let verdict = loop {
            let answer = ask::ask("same, different, unsure, skip or stop? ").ok_or_else(|| {
                let message = "there is no terminal to ask on";
                let hint = "`overt link review A B --same`, `--different` or `--unsure` decides without asking";
                Failure::new(Exit::WrongUse, "no-terminal", message).with_hint(hint)
            })?;
            match answer.to_lowercase().as_str() {
                "same" => break Some(Verdict::Same),
                "different" => break Some(Verdict::Different),
                "unsure" => break Some(Verdict::Unsure),
                "skip" => break None,
                "stop" => return told(desk, count),
                // Anything shorter than a word could be a slip, and a decision is about people.
                _ => {}
            }
        };
        if let Some(verdict) = verdict {
            let (text, _) = decided(desk, (pair.records, verdict), pair.disputed, None)?;
            eprint(&text);
            count += 1;
        }
    }
    told(desk, count)
}

fn told(desk: &Desk<'_>, count: u64) -> anyhow::Result<Output> {
    let text = format!("{} decision(s) are kept. The next run goes by them: overt link run\n", number(count));
    Output::answer(desk.options.json, &json!({ "decided": count }), text)
}

fn row(waiting: &Waiting) -> [String; 5] {
    let [a, b] = waiting.records.map(|record| record.to_string());
    let state = match (waiting.disputed, waiting.entity.is_some()) {
        (true, _) => "disputed",
        (_, true) => "yes",
        _ => "no",
    };
    [probability(waiting.probability), state.to_owned(), number(waiting.hanging), a, b]
}

fn json_of(waiting: &Waiting) -> Json {
    json!({
        "records": waiting.records, "probability": waiting.probability, "joined": waiting.entity.is_some(),
        "disputed": waiting.disputed, "records_hanging": waiting.hanging, "worth": waiting.worth,
    })
}
