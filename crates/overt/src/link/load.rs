//! Reading records out of files. No row is kept: each goes into its columns of numbers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use overt_desk::linkage::Held;
use overt_intake::rejected::Rejected;
use overt_intake::rows::{Item, Row, Rows, Unit};
use overt_link::names::script_of;
use overt_link::{ColumnSpec, Kind, Records, RecordsBuilder, Spec, SpecError};
use serde_json::{Value as Json, json};

use super::Telling;
use super::columns::{Binding, has};
use super::given::{Files, How};
use super::ready;
use super::spec::failure;
use super::store::held_json;
use super::warning::Warning;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::import::{fingerprint, open, rejected};
use crate::pprl::unreadable;
use crate::progress::Progress;

/// Rows after which a bar moves.
const TOLD_AFTER: u64 = 1024;

/// Records that are ready to be linked, and where they come from.
pub(super) struct Loaded {
    pub(super) records: Records,
    pub(super) inputs: Vec<Input>,
    /// What else is known, where they come from a store.
    pub(super) held: Option<Held>,
    /// What is wrong with the columns.
    pub(super) warnings: Vec<Warning>,
    /// The further columns that were asked for by name.
    pub(super) further: Further,
}

/// One file.
pub(super) struct Input {
    pub(super) path: PathBuf,
    pub(super) records: u64,
    pub(super) left_out: Rejected,
    unit: Unit,
}

/// What is kept of each record beside what is compared, in the order in which they were read; nothing where nobody asked for it.
#[derive(Default)]
pub(super) struct Further {
    pub(super) rows: Vec<FurtherRow>,
}

/// What is kept of one record.
pub(super) struct FurtherRow {
    pub(super) id: Box<str>,
    /// The values of the columns that were asked for.
    pub(super) values: Vec<Box<str>>,
    /// The script of its names, or nothing where it has none.
    pub(super) script: String,
}

/// A file that was opened, with its columns.
struct Opened {
    path: PathBuf,
    rows: Box<dyn Rows + Send>,
    columns: Vec<String>,
}

impl Loaded {
    /// Whether rows were left out.
    pub(super) fn has_left_out(&self) -> bool {
        self.inputs.iter().any(|input| input.left_out.rows > 0)
    }

    /// Which rows were left out and why, in words; nothing where none was.
    pub(super) fn left_out_text(&self) -> String {
        let told = self.inputs.iter().filter(|input| input.left_out.rows > 0).map(|input| {
            let (path, rows) = (input.path.display(), input.left_out.rows);
            format!(
                "\nLeft out of {path}: {rows} row(s) that could not be read\n{}",
                rejected(&input.left_out, input.unit)
            )
        });
        told.collect()
    }

    /// Where the records come from, for programs. The fingerprints say of which files a result is.
    pub(super) fn inputs_json(&self) -> anyhow::Result<Json> {
        let each = self.inputs.iter().map(|input| {
            let sha256 = fingerprint(&input.path)?;
            let Input { path, records, left_out, .. } = input;
            let kinds = left_out.kinds();
            Ok(json!({
                "file": path, "sha256": sha256, "records": records,
                "left_out": { "rows": left_out.rows, "kinds": kinds },
            }))
        });
        let held = self.held.iter().map(|held| Ok(held_json(held, self.records.len())));
        Ok(Json::Array(each.chain(held).collect::<anyhow::Result<_>>()?))
    }
}

/// Reads all records of the files, for a model or a specification. `named` are further columns that are kept.
pub(super) fn load(telling: Telling, files: &Files, how: &How, named: &[&str]) -> anyhow::Result<Loaded> {
    refuse_twice(files)?;
    let opened = files.paths.iter().map(|path| Opened::new(path, files)).collect::<Result<Vec<_>, Failure>>()?;
    let is_there = |column: &ColumnSpec| opened.iter().any(|file| has(column, &file.columns));
    let (spec, mut warnings) = ready::prepare(how, is_there, "no file has")?;
    let (records, inputs, further) = read(telling, files, opened, &spec, named)?;
    warnings.extend(ready::doubts(&records, &warnings)?);
    Ok(Loaded { records, inputs, held: None, warnings, further })
}

/// A file that is named twice would have every identifier twice, and that would be the wrong thing to mend.
fn refuse_twice(files: &Files) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    let again = files.paths.iter().find(|path| std::fs::canonicalize(path).is_ok_and(|path| !seen.insert(path)));
    again.map_or(Ok(()), |path| {
        let message = format!("{} is named twice", path.display());
        Err(Failure::new(Exit::WrongUse, "wrong-use", message).with_hint("name each file once"))
    })
}

impl Opened {
    fn new(path: &Path, files: &Files) -> Result<Self, Failure> {
        let mut rows = open(path, files.table.as_deref())?;
        if !rows.may_find_columns() {
            let columns = rows.columns().to_vec();
            return Ok(Self { path: path.to_owned(), rows, columns });
        }
        // Where each row brings its columns, all are known only at the end.
        let mut row = Row::default();
        while rows.next(&mut row).map_err(|error| unreadable(path, &error))?.is_some() {}
        let columns = rows.columns().to_vec();
        Ok(Self { path: path.to_owned(), rows: open(path, files.table.as_deref())?, columns })
    }
}

type Read = (Records, Vec<Input>, Further);

fn read(telling: Telling, files: &Files, opened: Vec<Opened>, spec: &Spec, named: &[&str]) -> Result<Read, Failure> {
    let progress = telling.progress("Reading records", None);
    let mut builder = RecordsBuilder::new(spec.clone());
    let (mut inputs, mut further) = (Vec::new(), Further::default());
    let is_many = opened.len() > 1;
    for file in opened {
        let name = file.path.display().to_string();
        let bind = |columns: &[String]| Binding::new(spec, columns, files, (named, &name));
        let contributor = if is_many { name.as_str() } else { "" };
        let taken = take(file, &mut builder, &mut further, (contributor, &progress, &bind), (spec, !named.is_empty()))?;
        inputs.push(taken);
    }
    progress.finish();
    match builder.finish() {
        Ok(records) => Ok((records, inputs, further)),
        Err(SpecError::SameId { rows }) => Err(same_id(files, &inputs, rows)),
        Err(error) => Err(failure(&error)),
    }
}

/// Finds everything in a file by the names of its columns.
type Bind<'b> = &'b dyn Fn(&[String]) -> Result<Binding, Failure>;

fn take(
    mut file: Opened,
    builder: &mut RecordsBuilder,
    further: &mut Further,
    (contributor, progress, bind): (&str, &Progress, Bind<'_>),
    (spec, is_further): (&Spec, bool),
) -> Result<Input, Failure> {
    // The names that were found by reading on stay at their places, so what is bound once holds for every row.
    let mut binding = bind(&file.columns)?;
    let mut input =
        Input { path: file.path.clone(), records: 0, left_out: Rejected::default(), unit: file.rows.unit() };
    let (mut row, mut seen) = (Row::default(), 0);
    while let Some(item) = file.rows.next(&mut row).map_err(|error| unreadable(&file.path, &error))? {
        seen += 1;
        if seen % TOLD_AFTER == 0 {
            progress.advance(TOLD_AFTER);
        }
        match item {
            Item::Reject(reject) => {
                input.left_out.add(*reject.lines.start(), std::iter::once(("", &*reject.reason.to_string())));
            }
            Item::Row(lines) if binding.id(&row).is_empty() => {
                input.left_out.add(*lines.start(), std::iter::once(("", "the identifier is missing")));
            }
            Item::Row(_) => {
                let (id, source) = (binding.id(&row), binding.source(&row).unwrap_or(contributor));
                if is_further {
                    further.rows.push(further_row(spec, &mut binding, &row));
                }
                builder.push(id, source, binding.values(&row));
                input.records += 1;
            }
        }
    }
    Ok(input)
}

fn further_row(spec: &Spec, binding: &mut Binding, row: &Row) -> FurtherRow {
    let values = binding.named(row).map(Into::into).collect();
    let id = binding.id(row).into();
    let is_name = spec.columns.iter().map(|column| column.kind == Kind::Name);
    let names: Vec<&str> =
        binding.values(row).zip(is_name).filter_map(|(value, is_name)| is_name.then_some(value)).collect();
    let names = names.join(" ");
    let script = if names.trim().is_empty() { String::new() } else { script_of(&names).to_string() };
    FurtherRow { id, values, script }
}

/// Says where the same identifier stands twice, which takes a second look into the files.
fn same_id(files: &Files, inputs: &[Input], rows: [u64; 2]) -> Failure {
    let places = rows.map(|row| place(files, inputs, row).unwrap_or_else(|| format!("record {row}")));
    let message = format!("{} and {} have the same identifier", places[0], places[1]);
    let hint = "an identifier must be there once over all files: remove one of the two, give it another one, or name \
                another column with `--id`";
    Failure::new(Exit::WrongUse, "link-same-id", message).with_hint(hint)
}

/// The file and line of a record, by its number over all files from 1.
fn place(files: &Files, inputs: &[Input], mut row: u64) -> Option<String> {
    let input = inputs.iter().find(|input| {
        let is_here = row <= input.records;
        row -= if is_here { 0 } else { input.records };
        is_here
    })?;
    let file = Opened::new(&input.path, files).ok()?;
    let binding = Binding::new(&Spec::from_toml(NOTHING).ok()?, &file.columns, files, (&[], "")).ok()?;
    let (mut rows, mut cells) = (file.rows, Row::default());
    while let Some(item) = rows.next(&mut cells).ok()? {
        let Item::Row(lines) = item else { continue };
        row -= u64::from(!binding.id(&cells).is_empty());
        if row == 0 {
            return Some(format!("{} {} of {}", input.unit.name(), lines.start(), input.path.display()));
        }
    }
    None
}

/// A specification that asks for nothing.
const NOTHING: &str = "schema = \"\"\ncolumn = []\ncomparison = []\nrules = []\n";
