//! `overt codebook export`.

use std::path::Path;

use overt_model::{Codebook, Lang};
use overt_publish::codebook::{Format, export};
use serde_json::json;

use crate::file;
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
        file::replace(&out.join(&file.path), &file.bytes)?;
    }
    if json {
        let files: Vec<_> =
            files.iter().map(|file| json!({ "path": out.join(&file.path), "bytes": file.bytes.len() })).collect();
        return Output::json(&files);
    }
    Ok(Output::text(format!("{} file(s) written to {}\n", files.len(), out.display())))
}
