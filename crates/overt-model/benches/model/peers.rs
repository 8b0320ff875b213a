//! The same work done by the libraries that people use today, measured by the scripts of `bench/model`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a script says about the records.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Validation {
    /// Name and version.
    pub(crate) peer: String,
    pub(crate) records: u32,
    /// Of each pass over the records.
    pub(crate) seconds: Vec<f64>,
    /// How many of the planted problems were among the records, and were found, by code.
    pub(crate) planted: BTreeMap<String, u32>,
    pub(crate) found: BTreeMap<String, u32>,
    /// Records without a planted problem that were refused.
    pub(crate) false_alarms: u32,
    /// Problems that the peer has no means to describe.
    pub(crate) cannot_say: Vec<String>,
}

/// What a script says about loading a domain model.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Loading {
    /// Name and version.
    pub(crate) peer: String,
    pub(crate) seconds: Vec<f64>,
    pub(crate) schemata: u32,
}

/// The Python of `OVERT_PYTHON` with our scripts.
pub(crate) struct Python {
    pub(crate) program: String,
    scripts: PathBuf,
}

impl Python {
    /// None when the environment names no Python.
    pub(crate) fn from_environment() -> Option<Self> {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/model");
        Some(Self { program: std::env::var("OVERT_PYTHON").ok()?, scripts })
    }

    /// Runs a script and reads its answer; the error says why there is none.
    pub(crate) fn ask<T: DeserializeOwned>(&self, script: &str, argument: &Path) -> Result<T, String> {
        let mut command = Command::new(&self.program);
        let output = command
            .arg(self.scripts.join(script))
            .arg(argument)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("Python did not start: {error}"))?;
        if !output.status.success() {
            return Err(format!("{script} ended with {}", output.status));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| format!("{script} gave no answer: {error}"))
    }
}

impl Validation {
    /// The peer does the same work only if it finds the same problems, but for those it has no means to describe.
    ///
    /// # Errors
    /// Names the first difference.
    pub(crate) fn agrees(&self) -> Result<(), String> {
        if self.false_alarms > 0 {
            return Err(format!("{} refuses {} sound records", self.peer, self.false_alarms));
        }
        for (code, planted) in &self.planted {
            let expected = if self.cannot_say.contains(code) { 0 } else { *planted };
            let found = self.found.get(code).copied().unwrap_or_default();
            if found != expected {
                return Err(format!(
                    "{} finds {found} of {planted} planted problems `{code}`, {expected} expected",
                    self.peer
                ));
            }
        }
        Ok(())
    }
}

/// The middle one.
pub(crate) fn median(seconds: &[f64]) -> Duration {
    let mut seconds = seconds.to_vec();
    seconds.sort_unstable_by(f64::total_cmp);
    Duration::from_secs_f64(seconds[seconds.len() / 2])
}
