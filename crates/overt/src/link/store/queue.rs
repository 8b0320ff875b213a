//! What people should look at first: pairs near the threshold on which much hangs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use overt_link::{Linker, Model, Pair};
use overt_model::{EntityId, RecordId};
use overt_publish::charts::{number, probability, waterfall_text};
use overt_store::{LinkRunId, Verdict};
use serde_json::{Value as Json, json};

use super::review::decided;
use super::{Desk, Held, load, show};
use crate::ask;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::link::Telling;
use crate::link::explain::width;
use crate::link::given::{How, Versioned};
use crate::link::load::Loaded;
use crate::link::run::compare;
use crate::link::spec::failure;
use crate::output::{Output, table};
use crate::threads::all_threads;
use crate::warehouse::eprint;

/// Information halves with so many bits between a pair and the threshold.
const HALVED_BITS: f64 = 2.0;
/// Persons of whom no record says that they were trafficked: a wrong join accuses somebody or hides who did it.
const NO_VICTIM: f64 = 2.0;

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
    let mut waiting = waiting(&loaded, held, &versioned.model, &joined.pairs);
    waiting.sort_by(|one, other| other.worth.total_cmp(&one.worth).then(one.records.cmp(&other.records)));
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

/// A pair that waits for somebody to look at it.
struct Waiting {
    worth: f64,
    records: [RecordId; 2],
    /// The numbers of the two among those that were read.
    numbers: [u32; 2],
    probability: f64,
    joined: bool,
    /// Records that hang on the decision.
    hanging: u64,
    disputed: bool,
}

/// Pairs without a decision that holds, each with what looking at it is worth.
fn waiting(loaded: &Loaded, held: &Held, model: &Model, pairs: &[Pair]) -> Vec<Waiting> {
    let decided: BTreeMap<[RecordId; 2], bool> =
        held.decisions.iter().map(|decision| (decision.records, decision.is_disputed())).collect();
    let mut sizes: BTreeMap<EntityId, u64> = BTreeMap::new();
    for entity in held.joins.values() {
        *sizes.entry(*entity).or_default() += 1;
    }
    let threshold = (model.spec.threshold / (1.0 - model.spec.threshold)).log2();
    let mut all = Vec::new();
    for pair in pairs {
        let records: [RecordId; 2] = [pair.a, pair.b].map(|record| {
            loaded.records.id(record).parse().expect("records of a store are called by their identifiers")
        });
        let disputed = match decided.get(&records) {
            Some(false) => continue,
            Some(true) => true,
            None => false,
        };
        let weight = f64::from(pair.weight);
        let information = (-(model.calibration.bits(weight) - threshold).abs() / HALVED_BITS).exp2();
        let entities = records.map(|record| held.joins.get(&record).copied());
        let joined = entities[0].is_some() && entities[0] == entities[1];
        let size = |entity: Option<EntityId>| entity.map_or(1, |entity| sizes[&entity]);
        let hanging = if joined { size(entities[0]) } else { size(entities[0]) + size(entities[1]) };
        let is_victim = [pair.a, pair.b].iter().all(|record| held.is_victim[*record as usize]);
        #[expect(clippy::cast_precision_loss, reason = "no entity has so many records that a digit is lost")]
        let consequence = (hanging as f64).log2() * if is_victim { 1.0 } else { NO_VICTIM };
        all.push(Waiting {
            worth: information * consequence,
            records,
            numbers: [pair.a, pair.b],
            probability: model.calibration.probability(weight),
            joined,
            hanging,
            disputed,
        });
    }
    all
}

fn row(waiting: &Waiting) -> [String; 5] {
    let [a, b] = waiting.records.map(|record| record.to_string());
    let state = match (waiting.disputed, waiting.joined) {
        (true, _) => "disputed",
        (_, true) => "yes",
        _ => "no",
    };
    [probability(waiting.probability), state.to_owned(), number(waiting.hanging), a, b]
}

fn json_of(waiting: &Waiting) -> Json {
    json!({
        "records": waiting.records, "probability": waiting.probability, "joined": waiting.joined,
        "disputed": waiting.disputed, "records_hanging": waiting.hanging, "worth": waiting.worth,
    })
}
