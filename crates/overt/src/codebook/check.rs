//! `overt codebook check`.

use std::fmt::Write as _;
use std::path::Path;

use overt_model::codebook::Weight;

use super::source;
use crate::output::Output;

pub(super) fn run(folder: Option<&Path>, json: bool) -> anyhow::Result<Output> {
    let files = source::files_of(folder)?;
    let (findings, size) = match source::read(&files) {
        Ok(codebook) => (codebook.warnings(), Some((codebook.lists().len(), codebook.schemas().len()))),
        Err(refused) => (refused.0, None),
    };
    let errors = findings.iter().filter(|finding| finding.weight == Weight::Error).count();
    if json {
        return Ok(Output::json(&findings)?.failing_if(errors > 0));
    }
    let mut text = String::new();
    for finding in &findings {
        let _ = writeln!(text, "{finding}");
    }
    let warnings = findings.len() - errors;
    let _ = match size {
        Some((lists, schemas)) => writeln!(text, "usable: {lists} lists, {schemas} schemas, {warnings} warning(s)"),
        None => writeln!(text, "refused: {errors} error(s)"),
    };
    Ok(Output::text(text).failing_if(errors > 0))
}
