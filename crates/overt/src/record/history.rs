//! `overt record history`.

use std::fmt::Write as _;

use overt_model::RecordId;
use overt_store::{ErasedClass, RevisionFacts};
use serde_json::json;

use super::Work;
use crate::output::{Output, table};

pub(super) fn history(work: &Work<'_>, id: RecordId) -> anyhow::Result<Output> {
    let Work { workspace, options, .. } = *work;
    let (revisions, erased, names) = workspace.wait(async {
        let store = &workspace.store;
        Ok((store.history(id).await?, store.erasures(id).await?, store.names().await?))
    })?;
    if options.json {
        let revisions: Vec<_> = revisions
            .iter()
            .map(|revision| {
                let mut json = json!(revision);
                json["name"] = json!(names.of(revision.author));
                json
            })
            .collect();
        let erased: Vec<_> = erased.iter().map(erased_json).collect();
        return Output::json(&json!({ "record": id, "revisions": revisions, "erased": erased }));
    }
    let row = |revision: &RevisionFacts| {
        let RevisionFacts { number, day, reason, leaf, .. } = revision;
        [
            number.to_string(),
            day.to_string(),
            reason.clone(),
            names.of(revision.author),
            leaf.to_string(),
            written(revision),
        ]
    };
    let rows: Vec<_> = revisions.iter().map(row).collect();
    let mut text = table(["REVISION", "DAY", "REASON", "BY", "LEAF OF THE LOG", "WRITTEN"], &rows);
    for ErasedClass { class, day, reason, leaf, .. } in &erased {
        let what = if class.is_sealed() { class.code() } else { "everything that was not sealed" };
        let _ = writeln!(text, "Erased on {day}: {what} ({}), leaf {leaf} of the log", reason.code());
    }
    Ok(Output::text(text))
}

/// Where a revision was written: here, or elsewhere as the sender of a bundle says.
fn written(revision: &RevisionFacts) -> String {
    revision.origin.as_ref().map_or_else(
        || String::from("here"),
        |origin| format!("{} on {}, revision {} ({})", origin.by, origin.day, origin.revision, origin.reason),
    )
}

/// One erased class as a program reads it.
pub(super) fn erased_json(erased: &ErasedClass) -> serde_json::Value {
    let ErasedClass { class, day, reason, proof, leaf } = erased;
    let proof = proof.as_ref().map(overt_store::vault::ErasureProof::to_text);
    json!({ "class": class, "day": day, "reason": reason.code(), "leaf": leaf, "proof": proof })
}
