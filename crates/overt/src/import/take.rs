//! The import itself.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use overt_intake::mapping::{Mapper, Mapping};
use overt_intake::rejects::{Writer, Wrong};
use overt_intake::rows::{Item, Row, Rows};
use overt_model::{Codebook, Lang, Source};
use overt_store::{Counts, Import, ImportBatch, ImportFacts, ImportRow, RowRefusal, RunId, Session, StoreError};
use serde_json::json;

use super::choose::Chosen;
use super::report::{Rejected, about, about_json};
use super::{Choice, input};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::record::allegation;
use crate::secret::PassphraseOptions;
use crate::store_options::StoreOptions;
use crate::workspace::Workspace;
use crate::{file, source};

/// Records that are written in one transaction, about.
const BATCH_RECORDS: usize = 1000;
/// Rows that a batch may have, whatever they hold.
const BATCH_ROWS: u64 = 10_000;

/// What became of a file.
pub(crate) struct Taken {
    pub(crate) run: RunId,
    pub(crate) counts: Counts,
    pub(super) rejected: Rejected,
    /// The file of rejects, if there are any.
    pub(crate) rejects: Option<PathBuf>,
}

/// Who imports, on whose behalf, and how long.
pub(crate) struct Taking<'a> {
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
    let progress = options.progress("Importing rows", Some(chosen.rows));
    let taking = Taking {
        workspace: &workspace,
        session: &session,
        source: &source,
        team: choice.team.clone(),
        progress: &progress,
        is_stopped: &|| false,
    };
    let taken = take(&taking, &chosen, mapping);
    progress.finish();
    // What was written before an error is confirmed all the same.
    workspace.close()?;
    answer(options, &chosen, &taken?)
}

/// Imports a file whose dates are clear.
pub(crate) fn take(taking: &Taking<'_>, chosen: &Chosen, mapping: Mapping) -> anyhow::Result<Taken> {
    refuse_undecided(chosen)?;
    let Taking { workspace, session, source, team, progress, is_stopped } = taking;
    let fingerprint = input::fingerprint(&chosen.path)?;
    let secret = workspace.store.import_secret(session)?;
    let rows = chosen.open()?;
    let mut mapper = mapping.mapper(allegation(workspace, source), secret);
    mapper.bind(&chosen.columns);
    let import = Import {
        source: source.id,
        team: team.clone(),
        facts: ImportFacts { mapping: chosen.title.clone(), file: fingerprint },
        fills: mapper.fills(),
        today: workspace.today,
    };
    let path = rejects_path(&chosen.path);
    let (run, counts, rejected) = file::stream(&path, |output| {
        let rejects = Writer::new(output, &chosen.columns)?;
        let state =
            RefCell::new(Rejecting { rejects, rejected: Rejected::default(), waiting: VecDeque::new(), failure: None });
        let batches = Batches {
            rows,
            mapper,
            row: Row::default(),
            state: &state,
            columns: &chosen.columns,
            is_stopped: *is_stopped,
            is_over: false,
        };
        let mut rows_done = 0;
        let outcome = workspace.wait(workspace.store.import_rows(
            session,
            &import,
            batches,
            |row| state.borrow_mut().refuse(row.line, row.refusal),
            |counts| {
                progress.advance(counts.rows - rows_done);
                rows_done = counts.rows;
                state.borrow_mut().forget();
            },
        ));
        let state = state.into_inner();
        if let Some(failure) = state.failure {
            return Err(failure.into());
        }
        let (run, counts) = outcome?;
        state.rejects.finish()?;
        Ok((run, counts, state.rejected))
    })?;
    let rejects = if rejected.rows > 0 {
        Some(path)
    } else {
        std::fs::remove_file(&path)?;
        None
    };
    Ok(Taken { run, counts, rejected, rejects })
}

/// Nothing is imported while a date could mean two days.
fn refuse_undecided(chosen: &Chosen) -> Result<(), Failure> {
    let open: Vec<&str> =
        chosen.orders.iter().filter(|found| found.must_be_said()).map(|found| found.property.as_str()).collect();
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

/// The rejects of an import that is under way.
struct Rejecting<'f> {
    rejects: Writer<&'f mut BufWriter<File>>,
    rejected: Rejected,
    /// Rows that the store may still refuse, with their lines.
    waiting: VecDeque<(u64, Row)>,
    failure: Option<Failure>,
}

impl Rejecting<'_> {
    fn refuse(&mut self, line: u64, refusal: &RowRefusal) {
        let reasons: Vec<String> = match refusal {
            RowRefusal::Rules(problems) => problems
                .iter()
                .map(|problem| format!("{}: {}", problem.path, problem.sentence(Codebook::embedded(), Lang::En)))
                .collect(),
            RowRefusal::SameKey => vec![
                "two records of this row have the same key and say different things: add to the keys in the mapping what tells them apart".to_owned(),
            ],
            RowRefusal::Change(error) => vec![format!("a record that is there cannot be changed so: {error}")],
        };
        self.rejected.add(line, reasons.iter().map(|reason| ("", &**reason)));
        let wrong: Vec<Wrong<'_>> = reasons.iter().map(|reason| Wrong { column: "", value: "", reason }).collect();
        let written = match self.waiting.iter().find(|(waiting, _)| *waiting == line) {
            Some((_, row)) => self.rejects.row(line, &wrong, row),
            None => self.rejects.row(line, &wrong, &Row::default()),
        };
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            let message = format!("cannot write the file of rejects: {error}");
            self.failure.get_or_insert_with(|| Failure::new(Exit::MachineFailed, "machine-failed", message));
        }
    }

    /// Forgets the rows of batches that are on disk: all but the last two batches.
    fn forget(&mut self) {
        while self.waiting.len() > 2 * BATCH_RECORDS {
            self.waiting.pop_front();
        }
    }
}

/// The batches of a file.
struct Batches<'a, 'f> {
    rows: Box<dyn Rows + Send>,
    mapper: Mapper,
    row: Row,
    state: &'a RefCell<Rejecting<'f>>,
    columns: &'a [String],
    is_stopped: &'a dyn Fn() -> bool,
    is_over: bool,
}

impl Iterator for Batches<'_, '_> {
    type Item = Result<ImportBatch, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let mut batch = ImportBatch::default();
        let (mut records, mut rows) = (0, 0);
        while records < BATCH_RECORDS && rows < BATCH_ROWS {
            match self.rows.next(&mut self.row) {
                Ok(Some(item)) => {
                    rows += 1;
                    records += self.take(&item, &mut batch);
                }
                Ok(None) => {
                    self.is_over = true;
                    break;
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(StoreError::Rows(error.to_string())));
                }
            }
        }
        if (self.is_stopped)() {
            self.is_over = true;
            return Some(Err(StoreError::Rows("it was stopped".to_owned())));
        }
        if self.state.borrow().failure.is_some() {
            self.is_over = true;
            return Some(Err(StoreError::Rows("its rejects cannot be written".to_owned())));
        }
        (rows > 0).then_some(Ok(batch))
    }
}

impl Batches<'_, '_> {
    /// Adds what stands in one place of the file, and returns how many records that are.
    fn take(&mut self, item: &Item, batch: &mut ImportBatch) -> usize {
        let line = *item.lines().start();
        let mut state = self.state.borrow_mut();
        if let Item::Reject(reject) = item {
            batch.rejected += 1;
            state.rejected.add(line, std::iter::once(("", &*reject.reason.to_string())));
            let written = state.rejects.reject(reject);
            state.note(written);
            return 0;
        }
        match self.mapper.row(&self.row) {
            Ok(made) => {
                let records: Vec<_> = made.map(|made| (made.rule, made.record)).collect();
                let count = records.len();
                if count == 0 {
                    batch.idle += 1;
                } else {
                    state.waiting.push_back((line, self.row.clone()));
                    batch.rows.push(ImportRow { line, records });
                }
                count
            }
            Err(refusals) => {
                batch.rejected += 1;
                let column = |refusal: &overt_intake::mapping::Refusal| {
                    refusal.column.map_or("", |column| &*self.columns[column])
                };
                let reasons: Vec<String> = refusals.iter().map(|refusal| refusal.fault.to_string()).collect();
                state
                    .rejected
                    .add(line, refusals.iter().zip(&reasons).map(|(refusal, reason)| (column(refusal), &**reason)));
                let wrong = refusals.iter().zip(&reasons).map(|(refusal, reason)| {
                    let value = refusal.column.and_then(|column| self.row.cell(column)).unwrap_or_default();
                    Wrong { column: column(refusal), value, reason }
                });
                let written = state.rejects.row(line, &wrong.collect::<Vec<_>>(), &self.row);
                state.note(written);
                0
            }
        }
    }
}

fn answer(options: &StoreOptions, chosen: &Chosen, taken: &Taken) -> anyhow::Result<Output> {
    let Taken { run, counts, rejected, rejects: path } = taken;
    let has_rejects = path.is_some();
    let json = json!({
        "import": run,
        "file": about_json(chosen),
        "counts": counts,
        "rejects": path.as_ref().map(|path| json!({ "file": path, "kinds": rejected.json() })),
    });
    let mut text = about(chosen);
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
            rejected.text(chosen.unit),
            path.display()
        );
    }
    let _ = writeln!(text, "\n{run}\nTo take it back: overt import undo {run}");
    Ok(Output::answer(options.json, &json, text)?.failing_if(has_rejects))
}
