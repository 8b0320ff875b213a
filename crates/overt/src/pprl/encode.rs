//! `overt pprl encode`.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overt_intake::rejected::Rejected;
use overt_intake::rows::{Item, Row, Rows, Unit};
use overt_link::pprl::Seeded;
use overt_link::pprl::{Key, Plan, Record, Report, encode};
use serde_json::json;

use super::columns::Columns;
use super::csv::line;
use super::input::{refuse_existing, unreadable};
use super::key::{fingerprint, random_secret, read};
use super::refusal::failure;
use super::{Telling, own};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::file;
use crate::import::{open, rejected};
use crate::output::Output;
use crate::progress::Progress;

/// Rows after which a bar moves.
const TOLD_AFTER: u64 = 1024;

/// A plan is a few lines. A longer file is another one.
const PLAN_BYTES_MAX: u64 = 1 << 16;

/// Arguments of `overt pprl encode`.
#[derive(Args)]
pub(super) struct Choice {
    /// Your records, one in each row: CSV, XLSX, ODS, JSON, JSON lines or Parquet.
    file: PathBuf,
    /// The secret of the agreement, in the file that `overt pprl key` made.
    #[arg(long, value_name = "KEYFILE")]
    key: PathBuf,
    /// The name of the agreement, the same for all parties.
    #[arg(long, value_name = "NAME")]
    agreement: String,
    /// The name of the run, the same for all parties, and never used before.
    #[arg(long, value_name = "NAME")]
    run: String,
    /// What all parties settled, in TOML; `overt pprl plan` prints one to begin with.
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// The column of your own identifiers; when left out, the one called `id`, `record_id`, `rec_id` or `case_id`.
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// The sheet of a workbook, or the path to the list in JSON, such as `data.people`.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// The encoded file, which goes to the linkage unit.
    #[arg(long, value_name = "ENCODED")]
    out: PathBuf,
    /// Which random number is which of your records. This file never leaves your house; only you can read it.
    #[arg(long, value_name = "OWNERS")]
    owners: PathBuf,
}

/// Prints the plan that is used where none is given.
pub(super) fn plan(telling: Telling) -> anyhow::Result<Output> {
    let plan = Plan::default();
    let text = toml::to_string(&plan).context("could not write the plan")?;
    Output::answer(telling.json, &plan, text)
}

fn read_plan(path: &Path) -> anyhow::Result<Plan> {
    let say = |why: &str| {
        Failure::new(Exit::WrongUse, "pprl-plan", format!("the plan {} cannot be used: {why}", path.display()))
    };
    let length = std::fs::metadata(path).map_err(|error| say(&error.to_string()))?.len();
    if length > PLAN_BYTES_MAX {
        return Err(say("it is far too long for a plan").into());
    }
    let text = std::fs::read_to_string(path).map_err(|error| say(&error.to_string()))?;
    let plan: Plan = toml::from_str(&text)
        .map_err(|error| say(error.message()).with_hint("`overt pprl plan` prints one with every setting"))?;
    plan.check().map_err(|error| failure(&error, Some(path)))?;
    Ok(plan)
}

pub(super) fn run(telling: Telling, choice: &Choice) -> anyhow::Result<Output> {
    let Choice { file: path, out, owners, .. } = choice;
    refuse_existing(&[out, owners])?;
    let plan = choice.plan.as_deref().map(read_plan).transpose()?.unwrap_or_default();
    let secret = read(&choice.key)?;
    let key = Key::from_secret(&secret, &choice.agreement, &choice.run).map_err(|error| failure(&error, None))?;
    let mut records = Records::open(path, choice, telling.progress("Encoding records", None))?;
    let mut random = Seeded::new(&random_secret());
    // The owners are there before the file that could be sent, so that no such file is without them.
    let report = file::stream(out, |writer| {
        let report = encode(&plan, &key, &mut records, &mut random, writer).map_err(|error| failure(&error, None))?;
        records.refuse()?;
        file::stream(owners, |writer| write_owners(writer, &report))?;
        Ok(report)
    })?;
    answer(telling, choice, (&plan, &fingerprint(&secret)?), &records, &report)
}

fn write_owners(writer: &mut impl Write, report: &Report<String>) -> anyhow::Result<()> {
    let say = || "cannot write the owners";
    writer.write_all(line(own::OWNERS_HEADER).as_bytes()).with_context(say)?;
    for (number, own) in &report.owners {
        writer.write_all(line([number.to_string().as_str(), own]).as_bytes()).with_context(say)?;
    }
    Ok(())
}

fn answer(
    telling: Telling,
    choice: &Choice,
    (plan, fingerprint): (&Plan, &str),
    records: &Records<'_>,
    report: &Report<String>,
) -> anyhow::Result<Output> {
    let Choice { out, owners, agreement, run, .. } = choice;
    let (encoded, thin, padding) = (report.owners.len(), report.thin.len(), report.padding);
    let columns = records.columns.told();
    let json = json!({
        "encoded": encoded, "thin": thin, "padding": padding, "out": out, "owners": owners, "agreement": agreement, "run": run,
        "plan": plan.fingerprint(), "key": fingerprint, "columns": columns,
        "left_out": { "rows": records.left_out.rows, "kinds": records.left_out.kinds() },
    });
    let mut text = format!(
        "{encoded} record(s) encoded in {}, with {padding} that stand for nobody.\n{thin} record(s) were too thin: too little is known to \
         tell them from others, so they are not in it.\n",
        out.display()
    );
    let _ = writeln!(text, "Read from:");
    for (kind, names) in columns {
        let _ = writeln!(text, "  {kind}: {}", names.join(", "));
    }
    let _ = writeln!(text, "Plan {}, key {fingerprint}: both must be the same for all parties.", plan.fingerprint());
    let _ = writeln!(
        text,
        "Send {} to whoever joins the files. {} says which number is whom: it never leaves your house.",
        out.display(),
        owners.display()
    );
    if records.left_out.rows > 0 {
        let _ =
            write!(text, "\nLeft out: {} row(s)\n{}", records.left_out.rows, rejected(&records.left_out, records.unit));
    }
    Ok(Output::answer(telling.json, &json, text)?.failing_if(records.left_out.rows > 0))
}

/// The records of a file, one after the other. A failure ends them, and is told afterwards.
struct Records<'a> {
    path: &'a Path,
    rows: Box<dyn Rows + Send>,
    unit: Unit,
    columns: Columns,
    row: Row,
    seen: u64,
    left_out: Rejected,
    failed: Option<Failure>,
    progress: Option<Progress>,
}

impl<'a> Records<'a> {
    fn open(path: &'a Path, choice: &Choice, progress: Progress) -> Result<Self, Failure> {
        let rows = open(path, choice.table.as_deref())?;
        let mut columns = Columns::new(choice.id.as_deref());
        columns.extend(rows.columns());
        if !rows.may_find_columns() {
            columns.check()?;
        }
        let unit = rows.unit();
        Ok(Self {
            path,
            rows,
            unit,
            columns,
            row: Row::default(),
            seen: 0,
            left_out: Rejected::default(),
            failed: None,
            progress: Some(progress),
        })
    }

    /// Refuses what was read if something went wrong on the way.
    fn refuse(&mut self) -> Result<(), Failure> {
        drop(self.progress.take());
        self.failed.take().map_or_else(|| self.columns.check(), Err)
    }
}

impl Iterator for &mut Records<'_> {
    type Item = Record<String>;

    fn next(&mut self) -> Option<Record<String>> {
        loop {
            let item = match self.rows.next(&mut self.row) {
                Ok(item) => item?,
                Err(error) => {
                    self.failed = Some(unreadable(self.path, &error));
                    return None;
                }
            };
            self.seen += 1;
            if self.seen.is_multiple_of(TOLD_AFTER)
                && let Some(progress) = &self.progress
            {
                progress.advance(TOLD_AFTER);
            }
            let line = *item.lines().start();
            let reason = match item {
                Item::Reject(reject) => reject.reason.to_string(),
                Item::Row(_) => {
                    self.columns.extend(self.rows.columns());
                    let id = self.columns.id(&self.row);
                    if !id.is_empty() {
                        return Some(Record { id: id.to_owned(), values: self.columns.values(&self.row) });
                    }
                    "the identifier is missing".to_owned()
                }
            };
            self.left_out.add(line, std::iter::once(("", reason.as_str())));
        }
    }
}
