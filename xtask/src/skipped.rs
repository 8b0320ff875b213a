//! What tests could not check on this machine. They append a line for each such check, with the reason, to the file that
//! `OVERT_SKIPPED` names, because what a test prints is only shown when it fails.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Tells tests where to write.
pub(crate) const VARIABLE: &str = "OVERT_SKIPPED";

const FILE: &str = "skipped-checks.txt";

/// The file of one run.
pub(crate) struct Skipped {
    file: PathBuf,
}

impl Skipped {
    /// An empty file in `folder`.
    pub(crate) fn fresh(folder: &Path) -> Result<Self> {
        let file = folder.join(FILE);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, ""))
            .with_context(|| format!("could not write {}", file.display()))?;
        Ok(Self { file })
    }

    /// Adds a line about a check that we could not make ourselves.
    pub(crate) fn add(&self, line: &str) -> Result<()> {
        let mut file = fs::OpenOptions::new().append(true).open(&self.file)?;
        writeln!(file, "{line}").with_context(|| format!("could not write {}", self.file.display()))
    }

    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Each line once, in the order of the alphabet: tests run in any order, and several may lack the same thing.
    pub(crate) fn lines(&self) -> Result<BTreeSet<String>> {
        let bytes = fs::read(&self.file).with_context(|| format!("could not read {}", self.file.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(String::from).collect())
    }
}

/// How our own tests say what they could not check.
#[cfg(test)]
pub(crate) fn note(line: &str) {
    eprintln!("SKIPPED {line}");
    if let Some(file) = std::env::var_os(VARIABLE) {
        let mut file = fs::OpenOptions::new().append(true).open(file).unwrap();
        file.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_skipped_check_is_told_once_and_those_of_an_earlier_run_never() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("target");
        let skipped = Skipped::fresh(&folder).unwrap();
        assert!(skipped.lines().unwrap().is_empty());
        fs::write(skipped.file(), "sealing: not root\n\nimport: no disk\nsealing: not root\n").unwrap();
        assert_eq!(Vec::from_iter(skipped.lines().unwrap()), ["import: no disk", "sealing: not root"]);
        skipped.add("pages: no browser").unwrap();
        assert!(skipped.lines().unwrap().contains("pages: no browser"));
        assert!(Skipped::fresh(&folder).unwrap().lines().unwrap().is_empty());
    }
}
