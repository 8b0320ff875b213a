//! `overt codebook diff`.

use std::fmt::Write as _;
use std::path::Path;

use overt_model::Codebook;
use overt_model::codebook::diff;

use super::source;
use crate::output::Output;

pub(super) fn run(current: &Codebook, old: &Path, new: Option<&Path>, json: bool) -> anyhow::Result<Output> {
    let old = source::codebook(Some(old))?;
    let new = match new {
        Some(folder) => source::codebook(Some(folder))?,
        None => std::borrow::Cow::Borrowed(current),
    };
    let changes = diff(&old, &new);
    if json {
        return Output::json(&changes);
    }
    let mut text = String::new();
    for change in &changes {
        let _ = match (&change.before, &change.after) {
            (None, Some(after)) => writeln!(text, "+ {}: {after}", change.path),
            (Some(before), None) => writeln!(text, "- {}: {before}", change.path),
            (before, after) => {
                writeln!(
                    text,
                    "~ {}: {} -> {}",
                    change.path,
                    before.as_deref().unwrap_or_default(),
                    after.as_deref().unwrap_or_default()
                )
            }
        };
    }
    let _ = writeln!(text, "{} change(s) from {} to {}", changes.len(), old.version, new.version);
    Ok(Output::text(text))
}
