//! The forms in which an answer is written into a file, by the ending of its name.

use std::path::Path;

use crate::exit::Exit;
use crate::failure::Failure;

/// How an answer is written.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Csv,
    Json,
}

impl Form {
    pub(crate) fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("json") => Ok(Self::Json),
            _ => {
                let message = "the file of `--out` is not of a form that is known";
                Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint("its name ends in .csv or .json"))
            }
        }
    }
}
