//! `overt pprl match`.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overt_link::pprl::{Encoded, PprlError, join, read};

use super::Telling;
use super::input::refuse_existing;
use super::pairs::Pairs;
use super::refusal::failure;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::threads::all_threads;
use crate::written::Form;

/// Arguments of `overt pprl match`.
#[derive(Args)]
pub(super) struct Choice {
    /// Encoded files of two or more parties.
    #[arg(value_name = "ENCODED", required = true, num_args = 2..)]
    files: Vec<PathBuf>,
    /// Where to write what belongs together, as `.csv` or `.json`; when left out, it is printed.
    #[arg(long, value_name = "PAIRS")]
    out: Option<PathBuf>,
    /// Processors to work with; all of them when left out. The result is the same.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
}

pub(super) fn run(telling: Telling, choice: &Choice) -> anyhow::Result<Output> {
    let form = choice.out.as_deref().map(Form::of).transpose()?;
    if let Some(out) = &choice.out {
        refuse_existing(&[out])?;
    }
    let progress = telling.progress("Reading encoded files", Some(choice.files.len() as u64));
    let mut files = Vec::new();
    for path in &choice.files {
        files.push(encoded(path)?);
        progress.advance(1);
    }
    progress.finish();
    let progress = telling.progress("Comparing", None);
    let threads = choice.threads.map_or_else(all_threads, |threads| threads as usize);
    let agreed = join(&files, threads).map_err(|error| refused(&error, &choice.files))?;
    progress.finish();
    let pairs = Pairs::new(&choice.files, &files, &agreed);
    let (Some(out), Some(form)) = (&choice.out, form) else {
        let text = if pairs.groups.is_empty() { NONE.to_owned() } else { format!("{}\n{REASON}", pairs.csv()) };
        return Output::answer(telling.json, &pairs, text);
    };
    let text = pairs.written(form)?;
    file::stream(out, |writer| {
        writer.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", out.display()))
    })?;
    let mut text = String::new();
    for file in &pairs.files {
        let _ = writeln!(text, "{}: {} row(s), padding among them", file.name, file.records);
    }
    let _ =
        writeln!(text, "{} group(s) of rows that are probably one person, in {}", pairs.groups.len(), out.display());
    text.push_str(REASON);
    let json = serde_json::json!({ "out": out, "groups": pairs.groups.len(), "files": pairs.files });
    Output::answer(telling.json, &json, text)
}

const NONE: &str = "No rows are alike enough. That does not mean that nobody is in both files.\n";
const REASON: &str = "Some may stand for nobody: each party sees that with `overt pprl own`. A pair is a reason to look, not a finding.\n";

/// Says which files are meant, where two do not fit each other.
fn refused(error: &PprlError, paths: &[PathBuf]) -> Failure {
    let failure = failure(error, None);
    let PprlError::Incomparable { file, .. } = error else { return failure };
    let name = |number: usize| paths.get(number - 1).map(|path| path.display().to_string()).unwrap_or_default();
    failure.with_hint(format!("file 1 is {}, and file {file} is {}", name(1), name(*file)))
}

fn encoded(path: &Path) -> Result<Encoded, Failure> {
    let file = File::open(path).map_err(|error| failure(&error.into(), Some(path)))?;
    read(BufReader::new(file)).map_err(|error| failure(&error, Some(path)))
}
