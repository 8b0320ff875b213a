//! The forms in which an answer is written into a file, by the ending of its name.

use std::path::Path;

use crate::exit::Exit;
use crate::failure::Failure;

/// The ending of a name, which must be one of these.
pub(crate) fn ending<'a>(path: &Path, known: &[&'a str]) -> Result<&'a str, Failure> {
    let own = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    known.iter().copied().find(|ending| own.as_deref() == Some(*ending)).ok_or_else(|| {
        let message = format!("{} is not of a form that is known", path.display());
        let known: Vec<String> = known.iter().map(|ending| format!(".{ending}")).collect();
        let (last, first) = known.split_last().expect("a command knows a form");
        let first = if first.is_empty() { String::new() } else { format!("{} or ", first.join(", ")) };
        Failure::new(Exit::WrongUse, "wrong-use", message).with_hint(format!("its name ends in {first}{last}"))
    })
}

/// How an answer is written.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Csv,
    Json,
}

impl Form {
    pub(crate) fn of(path: &Path) -> Result<Self, Failure> {
        Ok(if ending(path, &["csv", "json"])? == "csv" { Self::Csv } else { Self::Json })
    }
}
