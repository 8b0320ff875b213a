//! The import itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use overt_desk::taking::{Taken, Taking, TakingError};
use overt_intake::mapping::Mapping;
use overt_model::{Codebook, Source};
use overt_store::{Counts, Session};
use serde_json::json;

use super::choose::Chosen;
use super::report::{about, about_json, rejected};
use super::{Choice, input};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;
use crate::{file, source};

/// What became of a file.
pub(crate) struct Imported {
    pub(crate) taken: Taken,
    /// The file of rejects, if there are any.
    pub(crate) rejects: Option<PathBuf>,
}

/// Who imports, on whose behalf, and how long.
pub(crate) struct Importing<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) session: &'a Session,
    pub(crate) source: &'a Source,
    pub(crate) team: Option<String>,
    pub(crate) progress: &'a Progress,
    /// Whether somebody wants to stop. What was written stays, and the import goes on by beginning it again.
    pub(crate) is_stopped: &'a dyn Fn() -> bool,
}

pub(super) fn run(
    (options, passphrase): (&StoreOptions, &PassphraseOptions),
    choice: &Choice,
    (chosen, mapping): (Chosen, Mapping),
) -> anyhow::Result<Output> {
    refuse_undecided(&chosen)?;
    let Some(name) = &choice.source else {
        let failure = Failure::new(Exit::AgainstRules, "no-source", "without a source there is no record");
        return Err(failure.with_hint("name it with `--source`; `overt source list` names them all").into());
    };
    let workspace = Workspace::open(options)?;
    let source = source::for_records(&workspace, name)?;
    let session = workspace.sign_in(options, passphrase)?;
    let progress = options.progress("Importing rows", Some(chosen.look.rows));
    let importing = Importing {
        workspace: &workspace,
        session: &session,
        source: &source,
        team: choice.team.clone(),
        progress: &progress,
        is_stopped: &|| false,
    };
    let imported = take(&importing, &chosen, mapping);
    progress.finish();
    // What was written before an error is confirmed all the same.
    workspace.close()?;
    answer(options, &chosen, &imported?)
}

/// Imports a file whose dates are clear.
pub(crate) fn take(importing: &Importing<'_>, chosen: &Chosen, mapping: Mapping) -> anyhow::Result<Imported> {
    refuse_undecided(chosen)?;
    let Importing { workspace, session, source, team, progress, is_stopped } = importing;
    let taking = Taking {
        look: &chosen.look,
        rows: chosen.open()?,
        mapping,
        source,
        team: team.clone(),
        file: input::fingerprint(&chosen.path)?,
        today: workspace.today,
        is_stopped: *is_stopped,
    };
    let path = rejects_path(&chosen.path);
    let taken = file::stream(&path, |output| {
        let whose = (&workspace.store, *session);
        let taking = taking.take(whose, Codebook::embedded(), output, |more| progress.advance(more));
        Ok(workspace.wait(async { Ok(taking.await) })?.map_err(Failure::from)?)
    })?;
    let rejects = if taken.rejected.rows > 0 {
        Some(path)
    } else {
        std::fs::remove_file(&path)?;
        None
    };
    Ok(Imported { taken, rejects })
}

impl From<TakingError> for Failure {
    fn from(error: TakingError) -> Self {
        match error {
            TakingError::Store(error) => error.into(),
            TakingError::Rejects(_) => Self::new(Exit::MachineFailed, "machine-failed", error.to_string()),
        }
    }
}

/// Nothing is imported while a date could mean two days.
fn refuse_undecided(chosen: &Chosen) -> Result<(), Failure> {
    let open: Vec<&str> = chosen.look.undecided().collect();
    if open.is_empty() {
        return Ok(());
    }
    let message = format!(
        "dates of this file could have the day or the month first ({}), and it does not show which",
        open.join(", ")
    );
    let failure = Failure::new(Exit::AgainstRules, "dates-undecided", message);
    Err(failure.with_hint("say `--dates day-first` or `--dates month-first`; nothing was imported"))
}

/// A name that is not taken: mended rejects of an earlier import may lie there.
fn rejects_path(file: &Path) -> PathBuf {
    let numbered = (2..).map(|number| file.with_added_extension(format!("rejects-{number}.csv")));
    let mut names = std::iter::once(file.with_added_extension("rejects.csv")).chain(numbered);
    names.find(|path| !path.exists()).unwrap_or_else(|| file.with_added_extension("rejects.csv"))
}

fn answer(options: &StoreOptions, chosen: &Chosen, imported: &Imported) -> anyhow::Result<Output> {
    let Imported { taken: Taken { run, counts, rejected }, rejects: path } = imported;
    let has_rejects = path.is_some();
    let json = json!({
        "import": run,
        "file": about_json(&chosen.look),
        "counts": counts,
        "rejects": path.as_ref().map(|path| json!({ "file": path, "kinds": rejected.kinds() })),
    });
    let mut text = about(&chosen.look);
    let here = counts.made + counts.revised + counts.unchanged;
    let Counts { made, revised, unchanged, rejected: rejects, rows, erased, .. } = counts;
    let _ = write!(text, "\nImported {here} records: {made} new, {revised} changed, {unchanged} already here");
    if *erased > 0 {
        let _ = write!(text, ", {erased} erased here and not brought back");
    }
    let _ = writeln!(text, ". {rejects} of {rows} rows are rejects.");
    if let Some(path) = path {
        let _ = writeln!(
            text,
            "\n{}\nThe rejects are in {}. Mend them there, and import that file the same way.",
            self::rejected(rejected, chosen.look.unit),
            path.display()
        );
    }
    let _ = writeln!(text, "\n{run}\nTo take it back: overt import undo {run}");
    Ok(Output::answer(options.json, &json, text)?.failing_if(has_rejects))
}
