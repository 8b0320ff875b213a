//! `overt link explain`: why two records are held to be the same, or not.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use overt_link::{Explanation, Linker, Records};
use overt_publish::charts::{Chart as _, Waterfall, waterfall_text};
use overt_publish::linkage::explanation_page;
use serde_json::json;

use super::given::{Files, How};
use super::load::load;
use super::outputs::refuse_replacing;
use super::spec::failure;
use super::store::{self, Desk};
use super::{Telling, model};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::output::Output;
use crate::written::ending;

/// Columns of a text where nobody says how wide a line may be.
const WIDTH: usize = 100;

/// Arguments of `overt link explain`.
#[derive(Args)]
pub(super) struct Choice {
    /// The identifier of one record.
    a: String,
    /// The identifier of the other.
    b: String,
    #[command(flatten)]
    files: Files,
    /// The model to weigh with, as `overt link train` has written it. Records of a store are weighed with that of the last run when
    /// left out.
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Write it into this file: a picture as `.svg`, or a page as `.html`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Choice {
    /// The files, if any were named.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// Explains two records of a store instead.
    pub(super) fn run_at(&self, telling: Telling, desk: &Desk<'_>) -> anyhow::Result<Output> {
        let how = (self.model.as_ref(), self.out.as_ref(), self.files.threads());
        store::explain(telling, desk, [&self.a, &self.b], how)
    }
}

pub(super) fn run(telling: Telling, choice: &Choice) -> anyhow::Result<Output> {
    let Choice { a, b, files, model, out } = choice;
    let Some(path) = model else {
        let message = "files have no model of their own";
        let hint = "name the one of the run with `--model MODEL`";
        return Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(hint).into());
    };
    let draw = out.as_ref().map(|out| form(out)).transpose()?;
    refuse_replacing(out.as_slice(), files.paths.iter().chain([path]))?;
    let versioned = model::read(path)?;
    let version = versioned.version.clone();
    let how = How::Model(versioned);
    let loaded = load(telling, files, &how, &[])?;
    let How::Model(versioned) = &how else { unreachable!("a model was read above") };
    let (a, b) = (find(&loaded.records, a, "first")?, find(&loaded.records, b, "second")?);
    if a == b {
        let message = "the two identifiers are of one and the same record";
        return Err(Failure::new(Exit::WrongUse, "link-itself", message).into());
    }
    let linker = Linker::new(&loaded.records, files.threads()).map_err(|error| failure(&error))?;
    let explanation = linker.explain(&versioned.model, &version, a, b).map_err(|error| failure(&error))?;
    if let (Some(out), Some(draw)) = (out, draw) {
        file::replace(out, draw(&explanation).as_bytes())?;
        let text = format!("What speaks for and against the pair is in {}\n", out.display());
        return Output::answer(telling.json, &json!({ "path": out, "explanation": explanation }), text);
    }
    let mut json = serde_json::to_value(&explanation).context("could not write the answer as JSON")?;
    json["inputs"] = loaded.inputs_json()?;
    Output::answer(telling.json, &json, format!("{}\n", waterfall_text(&explanation, width()).trim_end()))
}

pub(super) fn form(out: &std::path::Path) -> Result<fn(&Explanation) -> String, Failure> {
    Ok(match ending(out, &["svg", "html"])? {
        "svg" => |explanation| Waterfall::new("waterfall", explanation).to_svg(),
        _ => explanation_page,
    })
}

fn find(records: &Records, id: &str, which: &str) -> Result<u32, Failure> {
    records.find(id.trim()).ok_or_else(|| {
        let message = format!("no record of the files has the {which} of the two identifiers");
        Failure::new(Exit::WrongUse, "link-not-there", message)
            .with_hint("identifiers are those of the column of `--id`, letter by letter")
    })
}

/// As many columns as the terminal has.
pub(super) fn width() -> usize {
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(std::io::stdout())
        && size.ws_col > 0
    {
        return size.ws_col.into();
    }
    WIDTH
}
