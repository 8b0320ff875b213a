//! `overt source list` and `overt source show`.

use std::fmt::Write as _;

use jiff::civil::Date;
use overt_model::{Codebook, Lang, Source};

use super::{named, source_json};
use crate::output::{Output, table};
use crate::workspace::Workspace;

pub(super) fn all(workspace: &Workspace, json: bool) -> anyhow::Result<Output> {
    let today = workspace.today;
    let sources = workspace.wait(workspace.store.sources())?;
    if json {
        let sources: Vec<_> = sources.iter().map(|source| source_json(source, today)).collect();
        return Output::json(&sources);
    }
    if sources.is_empty() {
        return Ok(Output::text("There is no source yet. `overt source add` adds one.\n".into()));
    }
    let row = |source: &Source| {
        let Source { id, name, legal_basis, grade, handling, .. } = source;
        [
            until(source, today),
            grade.to_string(),
            handling.code().into(),
            legal_basis.to_string(),
            id.to_string(),
            name.clone(),
        ]
    };
    let rows: Vec<_> = sources.iter().map(row).collect();
    Ok(Output::text(table(["UNTIL", "GRADE", "HANDLING", "LEGAL BASIS", "ID", "NAME"], &rows)))
}

pub(super) fn one(workspace: &Workspace, name: &str, json: bool) -> anyhow::Result<Output> {
    let today = workspace.today;
    let source = named(workspace, name)?;
    if json {
        return Output::json(&source_json(&source, today));
    }
    let label = |list: &str, code: &str| {
        let found = Codebook::embedded().list(list).and_then(|list| list.get(code));
        found.map_or_else(|| code.to_owned(), |found| format!("{} ({code})", found.label.get(Lang::En)))
    };
    let agreement = source.agreement.map_or_else(|| "none recorded".into(), |record| record.to_string());
    let mut text = format!("{}\n", source.name);
    for (name, value) in [
        ("identifier", source.id.to_string()),
        ("until", until(&source, today)),
        ("legal basis", label("legal_bases", &source.legal_basis)),
        ("purpose", source.purpose.clone()),
        ("agreement", agreement),
        ("grade", source.grade.to_string()),
        ("handling", label("tlp", source.handling.code())),
    ] {
        let _ = writeln!(text, "  {name:<12} {value}");
    }
    Ok(Output::text(text))
}

fn until(source: &Source, today: Date) -> String {
    match source.expires {
        None => "no end".into(),
        Some(day) if source.is_in_force(today) => day.to_string(),
        Some(day) => format!("over since {day}"),
    }
}
