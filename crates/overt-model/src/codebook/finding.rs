//! What is wrong with the files of a codebook, and where.

use std::fmt;

use serde::Serialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The codebook is refused.
    Error,
    /// The codebook works, but somebody should look.
    Warning,
}

/// One thing wrong with a codebook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Path inside the codebook folder.
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// How bad it is.
    pub weight: Weight,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        let weight = if self.weight == Weight::Error { "error" } else { "warning" };
        write!(f, ": {weight}: {}", self.reason)
    }
}

/// A codebook that cannot be used, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the codebook has {} error(s); the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct Refused(pub Vec<Finding>);

/// Collects findings while files are read.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    pub(super) fn error(&mut self, file: &str, line: usize, reason: impl Into<String>) {
        self.0.push(Finding { file: file.to_owned(), line, weight: Weight::Error, reason: reason.into() });
    }

    /// The finished value, unless an error was found on the way.
    pub(super) fn unless_any<T>(mut self, value: T) -> Result<T, Refused> {
        if self.0.is_empty() {
            return Ok(value);
        }
        self.0.sort();
        Err(Refused(self.0))
    }
}

/// A TOML file with the lines of its parts.
pub(super) struct TomlFile<'a> {
    pub(super) file: &'a str,
    text: &'a str,
    line_ends: Vec<usize>,
}

impl<'a> TomlFile<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, line_ends: text.match_indices('\n').map(|(position, _)| position).collect() }
    }

    /// The line of a byte position, from 1.
    pub(super) fn line(&self, position: usize) -> usize {
        1 + self.line_ends.partition_point(|&end| end < position)
    }

    /// Reads the whole file as `T`, or notes why it cannot be.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&self, findings: &mut Findings) -> Option<T> {
        toml::from_str(self.text)
            .map_err(|error| {
                let line = error.span().map_or(0, |span| self.line(span.start));
                findings.error(self.file, line, error.message().to_owned());
            })
            .ok()
    }
}
