//! The same work done by the libraries that people use today, measured by the scripts of `bench/model`.

use std::collections::BTreeMap;
use std::error::Error;
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

/// An answer, or why nobody was asked.
pub(crate) type Asked<T> = Result<T, String>;

/// The Python of `OVERT_PYTHON` with our scripts.
pub(crate) struct Python {
    pub(crate) program: String,
    scripts: PathBuf,
}

impl Python {
    /// The error says that the environment names no Python.
    pub(crate) fn from_environment() -> Asked<Self> {
        let program = std::env::var("OVERT_PYTHON").map_err(|_| "OVERT_PYTHON is not set".to_owned())?;
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/model");
        Ok(Self { program, scripts })
    }

    /// Runs `PACKAGE_peer.py` and reads its answer. Without the package there is none.
    ///
    /// # Errors
    /// When Python or the script fails: a benchmark with a broken peer is no benchmark.
    pub(crate) fn ask<T: DeserializeOwned>(&self, package: &str, argument: &Path) -> Result<Asked<T>, Box<dyn Error>> {
        let import = format!("import importlib.util as i, sys; sys.exit(i.find_spec('{package}') is None)");
        if !Command::new(&self.program).args(["-c", &import]).status()?.success() {
            return Ok(Err("the package is missing; `cargo xtask setup` installs it".into()));
        }
        let script = self.scripts.join(format!("{package}_peer.py"));
        let mut command = Command::new(&self.program);
        command.arg("-B").arg(script).arg(argument).stderr(Stdio::inherit());
        let output = command.output()?;
        if !output.status.success() {
            return Err(format!("{package}_peer.py ended with {}", output.status).into());
        }
        Ok(Ok(serde_json::from_slice(&output.stdout)?))
    }
}

impl Validation {
    /// The peer does the same work only if it finds the same problems, but for those it has no means to describe.
    ///
    /// # Errors
    /// Names the first difference.
    pub(crate) fn agrees(&self) -> Result<(), Box<dyn Error>> {
        if self.false_alarms > 0 {
            return Err(format!("{} refuses {} sound records", self.peer, self.false_alarms).into());
        }
        for (code, planted) in &self.planted {
            let expected = if self.cannot_say.contains(code) { 0 } else { *planted };
            let found = self.found.get(code).copied().unwrap_or_default();
            if found != expected {
                let peer = &self.peer;
                return Err(format!("{peer} finds {found} of {planted} planted `{code}`, {expected} expected").into());
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
