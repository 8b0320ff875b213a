//! `overt codebook export`.

use std::fs;
use std::path::Path;

use anyhow::Context;
use overt_model::{Codebook, Lang};
use overt_publish::codebook::{Format, export};
use serde_json::json;

use crate::output::Output;

pub(super) fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("choose one of {}", names.join(", "))
    })
}

pub(super) fn run(
    codebook: &Codebook,
    format: Format,
    schema: Option<&str>,
    lang: Lang,
    out: &Path,
    json: bool,
) -> anyhow::Result<Output> {
    let files = export(codebook, format, schema, lang)?;
    for file in &files {
        write(&out.join(&file.path), &file.bytes)?;
    }
    if json {
        let files: Vec<_> =
            files.iter().map(|file| json!({ "path": out.join(&file.path), "bytes": file.bytes.len() })).collect();
        return Output::json(&files);
    }
    Ok(Output::text(format!("{} file(s) written to {}\n", files.len(), out.display())))
}

/// Whole or not at all: a full disk or a killed process leaves the earlier file as it was.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let say = || format!("cannot write {}", path.display());
    let folder = path.parent().with_context(say)?;
    fs::create_dir_all(folder).with_context(say)?;
    let unfinished = path.with_added_extension("unfinished");
    let written = fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, path));
    if written.is_err() {
        // The first error is the one worth telling.
        let _ = fs::remove_file(&unfinished);
    }
    written.with_context(say)
}
