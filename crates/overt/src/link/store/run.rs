//! `overt link run` and `explain` on a store.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use overt_desk::linkage::Held;
use overt_link::{Linked, Linker, Records};
use overt_model::RecordId;
use overt_publish::charts::{number, waterfall_text};
use overt_store::{Change, LinkFacts};
use serde_json::{Value as Json, json};

use super::changes::changes;
use super::read::left_out_text;
use super::{Desk, load};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::link::explain::{form, width};
use crate::link::given::{How, Versioned};
use crate::link::run::{compare, counts_json, said};
use crate::link::spec::failure;
use crate::link::{Telling, plan, train, warning};
use crate::output::Output;

/// Links the records of a store, keeps what was joined, and tells.
pub(in crate::link) fn link(telling: Telling, desk: &Desk<'_>, how: How, threads: usize) -> anyhow::Result<Output> {
    let (json, text) = linked(telling, desk, how, threads)?;
    Output::answer(telling.json, &json, text)
}

/// Links the records of a store and keeps what was joined.
pub(in crate::link) fn linked(
    telling: Telling,
    desk: &Desk<'_>,
    how: How,
    threads: usize,
) -> anyhow::Result<(Json, String)> {
    let loaded = load(telling, desk, &how)?;
    let held = loaded.held.as_ref().expect("records of a store come with what is held about them");
    let linker = Linker::new(&loaded.records, threads).map_err(|error| failure(&error))?;
    let mut warnings = plan::warnings(&loaded, linker.plan(), &how);
    telling.note(&warning::text(&warnings));
    let versioned = match how {
        How::Model(versioned) => versioned,
        How::Spec(_) => {
            let (versioned, training) = train::learn(telling, &linker);
            let doubts = train::training_warnings(&training);
            telling.note(&warning::text(&doubts));
            warnings.extend(doubts);
            versioned
        }
    };
    let constraints = held.constraints(&loaded.records);
    let joined = compare(telling, &linker, &versioned.model, &constraints)?;
    let facts = LinkFacts {
        schema: versioned.model.spec.schema.clone(),
        model: versioned.version.clone(),
        model_text: versioned.text.clone(),
        entries: held.entries,
        records: loaded.records.len() as u64,
        threshold: versioned.model.spec.threshold.to_string(),
    };
    let moved = moved(&loaded.records, &joined, held);
    let run =
        desk.workspace.wait(desk.workspace.store.put_link_run(desk.session, &facts, moved, desk.workspace.today))?;
    let mut json = counts_json(&loaded, &versioned, &joined);
    json["run"] = json!(run.id);
    json["moved"] = json!(run.moved);
    json["leaf"] = json!(run.leaf);
    json["rules"] = plan::rules_json(linker.plan());
    json["warnings"] = json!(warnings);
    json["inputs"] = loaded.inputs_json()?;
    let mut text = said(&json, versioned.model.spec.threshold);
    let _ = writeln!(text, "{} record(s) belong to another entity since, or to one, or to none.", number(run.moved));
    text.push_str(&left_out_text(held));
    let _ = writeln!(
        text,
        "\n{}\nA match is a reason to look, not a finding. What to look at first: overt link review\nTo take it back: overt link undo {}",
        run.id, run.id
    );
    Ok((json, text))
}

fn moved(records: &Records, joined: &Linked, held: &Held) -> Vec<Change> {
    let id = |record: usize| -> RecordId {
        let number = u32::try_from(record).expect("there are fewer records than numbers");
        records.id(number).parse().expect("records of a store are called by their identifiers")
    };
    let mut members: Vec<Vec<RecordId>> = vec![Vec::new(); records.len()];
    for (record, first) in joined.entities.iter().enumerate() {
        members[*first as usize].push(id(record));
    }
    let (groups, alone): (Vec<_>, Vec<_>) =
        members.into_iter().filter(|group| !group.is_empty()).partition(|group| group.len() > 1);
    changes(&groups, &alone.concat(), &held.joins, overt_store::new_id)
}

/// Why two records of a store are held to be the same, or not.
pub(in crate::link) fn explain(
    telling: Telling,
    desk: &Desk<'_>,
    [a, b]: [&str; 2],
    (model, out, threads): (Option<&PathBuf>, Option<&PathBuf>, usize),
) -> anyhow::Result<Output> {
    let draw = out.map(|out| form(out)).transpose()?;
    let versioned = desk.weigher(model, a)?;
    let (explanation, loaded) = explained(telling, desk, [a, b], (versioned, threads))?;
    if let (Some(out), Some(draw)) = (out, draw) {
        file::replace(out, draw(&explanation).as_bytes())?;
        let text = format!("What speaks for and against the pair is in {}\n", out.display());
        return Output::answer(telling.json, &json!({ "path": out, "explanation": explanation }), text);
    }
    let mut json = serde_json::to_value(&explanation).context("could not write the answer as JSON")?;
    json["inputs"] = loaded.inputs_json()?;
    Output::answer(telling.json, &json, format!("{}\n", waterfall_text(&explanation, width()).trim_end()))
}

type Explained = (overt_link::Explanation, crate::link::load::Loaded);

pub(super) fn explained(
    telling: Telling,
    desk: &Desk<'_>,
    [a, b]: [&str; 2],
    (versioned, threads): (Versioned, usize),
) -> anyhow::Result<Explained> {
    let how = How::Model(versioned);
    let loaded = load(telling, desk, &how)?;
    let How::Model(versioned) = &how else { unreachable!("a model was given above") };
    let find = |id: &str| {
        loaded.records.find(id.trim()).ok_or_else(|| {
            let message =
                format!("a record of the two is not among those that are linked as {}", versioned.model.spec.schema);
            let hint = "it may be of another kind, erased, without consent, or for named persons only";
            Failure::new(Exit::Refused, "link-not-there", message).with_hint(hint)
        })
    };
    let (a, b) = (find(a)?, find(b)?);
    let linker = Linker::new(&loaded.records, threads).map_err(|error| failure(&error))?;
    let explanation = linker.explain(&versioned.model, &versioned.version, a, b).map_err(|error| failure(&error))?;
    Ok((explanation, loaded))
}
