//! `overt audit add-cosignature`.

use std::path::Path;

use overt_store::log::checkpoint::{CheckpointError, NOTE_BYTES_MAX, Note, NoteSignature};
use serde_json::json;

use super::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;

/// Adds what a witness answered to the newest checkpoint that it fits.
pub(super) fn add(options: &StoreOptions, file: &Path, policy: &Path) -> anyhow::Result<Output> {
    let policy = outside::policy(policy)?;
    let text = outside::text(file, NOTE_BYTES_MAX)?;
    let wrong = |what: &str| {
        let message = format!("{} {what}", file.display());
        Failure::new(Exit::WrongUse, "cosignature", message)
    };
    let is_of_policy = |signature: &NoteSignature| {
        policy.witnesses().iter().any(|key| key.name() == signature.name && key.id() == signature.key_id)
    };
    // A witness answers with lines of signatures, or gives back the whole note.
    let signatures: Vec<NoteSignature> = match Note::parse(&text) {
        Ok(note) => note.signatures().to_vec(),
        Err(_) => text.lines().map_while(NoteSignature::parse).collect(),
    };
    let signatures: Vec<_> = signatures.into_iter().filter(is_of_policy).collect();
    if signatures.is_empty() {
        return Err(wrong("holds no signature of a witness that the policy names")
            .with_hint(
                "the policy is made with `overt audit policy --witness KEY`, with the key that the witness published",
            )
            .into());
    }
    let workspace = Workspace::open(options)?;
    let sizes = workspace.wait(workspace.store.checkpoint_sizes())?;
    let mut added = Vec::new();
    for signature in signatures {
        let mut place = None;
        for size in sizes.iter().rev() {
            let kept = workspace.store.add_cosignature((*size, signature.clone()), &policy);
            match workspace.wait(kept)? {
                Ok(()) => {
                    place = Some(*size);
                    break;
                }
                // It was made for another checkpoint.
                Err(CheckpointError::BadSignature { .. }) => {}
                Err(error) => return Err(wrong(&format!("cannot be used: {error}")).into()),
            }
        }
        let Some(place) = place else {
            return Err(wrong("holds a signature that fits no checkpoint of this log").into());
        };
        added.push((signature.name, place));
    }
    workspace.leave();
    if options.json {
        let added: Vec<_> = added.iter().map(|(name, size)| json!({ "name": name, "entries": size })).collect();
        return Output::json(&json!({ "added": added }));
    }
    let lines = added.iter().map(|(name, size)| {
        format!("{name} has cosigned the checkpoint of {size} entries. To export up to there: overt audit export --until {size}\n")
    });
    Ok(Output::text(lines.collect()))
}
