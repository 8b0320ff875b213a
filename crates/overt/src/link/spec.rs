//! Specifications: those that come with the program, and those of others.

use std::path::Path;

use clap::Args;
use clap::builder::PossibleValuesParser;
use overt_link::{Linker, RecordsBuilder, Spec, SpecError};
use serde::de::DeserializeOwned;

use super::Telling;
use crate::audit::outside;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

/// Most bytes of a specification or a model.
pub(super) const BYTES_MAX: usize = 1 << 20;

/// The names of the specifications that come with the program, as an option takes them.
pub(super) fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(Spec::ready_names())
}

/// A specification that comes with the program.
pub(super) fn ready(name: &str) -> Spec {
    Spec::from_toml(text(name)).expect("the specifications of the program are read in a test")
}

fn text(name: &str) -> &'static str {
    Spec::ready_text(name).expect("the option takes the names of specifications only")
}

/// Arguments of `overt link spec`.
#[derive(Args)]
pub(super) struct Shown {
    /// What the records are about.
    #[arg(long, value_name = "KIND", default_value = "person", value_parser = names())]
    schema: String,
}

pub(super) fn show(telling: Telling, shown: &Shown) -> anyhow::Result<Output> {
    Output::answer(telling.json, &ready(&shown.schema), text(&shown.schema).to_owned())
}

/// The specification in a file. A column, level or rule that does not fit is told now and not after an hour of reading.
pub(super) fn read(path: &Path) -> Result<Spec, Failure> {
    let spec: Spec = toml(path, "specification", &outside::text(path, BYTES_MAX)?)?;
    check(path, &spec)?;
    Ok(spec)
}

/// Refuses what could not be used with any data.
pub(super) fn check(path: &Path, spec: &Spec) -> Result<(), Failure> {
    if spec.comparisons.is_empty() || spec.rules.is_empty() {
        let message = format!("cannot use {}: it needs at least one comparison and one rule", path.display());
        return Err(Failure::new(Exit::WrongUse, "link-spec", message).with_hint("`overt link spec` prints one"));
    }
    if !(spec.threshold > 0.0 && spec.threshold < 1.0) {
        let message = format!("cannot use {}: `threshold` must lie between 0 and 1", path.display());
        return Err(Failure::new(Exit::WrongUse, "link-spec", message));
    }
    let nothing = RecordsBuilder::new(spec.clone()).finish();
    nothing.and_then(|records| Linker::new(&records, 1).map(drop)).map_err(|error| {
        let failure = failure(&error);
        Failure { message: format!("cannot use {}: {}", path.display(), failure.message), ..failure }
    })
}

/// What is written in TOML. The words of the parser would repeat lines of the file, and somebody may have named the wrong one.
pub(super) fn toml<T: DeserializeOwned>(path: &Path, what: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        let place = line.map(|line| format!(", line {line}")).unwrap_or_default();
        let message = format!("{}{place} is no {what}: {}", path.display(), error.message());
        Failure::new(Exit::WrongUse, "file-unusable", message).with_hint(match what {
            "model" => "`overt link train` writes one",
            _ => "`overt link spec` prints one to begin with",
        })
    })
}

/// What the kernel says about a specification, a model or the data.
pub(super) fn failure(error: &SpecError) -> Failure {
    let code = match error {
        SpecError::SameId { .. } => "link-same-id",
        SpecError::OtherModel { .. } => "link-model",
        SpecError::NothingToCompare { .. } => "link-columns",
        SpecError::TooMany { .. } => "link-too-many",
        _ => "link-spec",
    };
    Failure::new(Exit::WrongUse, code, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specifications_of_the_program_can_be_used() {
        for name in Spec::ready_names() {
            check(Path::new(name), &ready(name)).unwrap();
        }
    }
}
