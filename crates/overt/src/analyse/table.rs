//! A table of somebody's own: columns of numbers by their names, rows by theirs.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overt_analysis::regress::{Column, Table};
use overt_publish::findings::Origin;

use super::library::{MISSING, Row, rows};
use super::{origin, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::printable;

/// The largest file.
const BYTES_MAX: usize = 100_000_000;

/// Which table, and what its rows are called.
#[derive(Args)]
pub(super) struct Source {
    /// A table of separated values with a header. An empty cell or `NA` is a missing value.
    file: PathBuf,
    /// The column of the outcome.
    #[arg(long, value_name = "COLUMN")]
    pub(super) outcome: String,
    /// The column with the names of the rows; otherwise the first one with words that is not used, or the number of the line.
    #[arg(long, value_name = "COLUMN")]
    name: Option<String>,
}

impl Source {
    /// Where a result of this table comes from.
    pub(super) fn origin(&self) -> Origin {
        origin("File", &self.file.display().to_string())
    }
}

/// The text of a file that is not too long.
pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    let wrong = |message: String| Failure::new(Exit::WrongUse, "data-file", message);
    let cannot = || wrong(format!("cannot read {}", path.display()));
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(cannot)?;
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes).with_context(cannot)?;
    if bytes.len() > BYTES_MAX {
        let failure = wrong(format!("{} has more than {BYTES_MAX} bytes", path.display()));
        return Err(failure.with_hint("leave out columns and rows that are not needed").into());
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| wrong(format!("{} is not text in UTF-8", path.display())).with_hint("save it as CSV in UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A table that was read.
pub(super) struct Sheet<'a> {
    source: &'a Source,
    file: String,
    rows: Vec<Row>,
}

impl<'a> Sheet<'a> {
    pub(super) fn open(source: &'a Source) -> anyhow::Result<Self> {
        let file = source.file.display().to_string();
        let rows = rows(&file, &read(&source.file)?)?;
        let sheet = Self { source, file, rows };
        let Some(first) = sheet.rows.first() else {
            return Err(sheet.wrong("there is no row below the header").into());
        };
        let mut seen = BTreeSet::new();
        if let Some(twice) = first.names().iter().find(|name| !seen.insert(*name)) {
            let failure = sheet.wrong(&format!("two columns are called “{}”", printable(twice)));
            return Err(failure.with_hint("give each column its own name").into());
        }
        Ok(sheet)
    }

    fn wrong(&self, what: &str) -> Failure {
        Failure::new(Exit::WrongUse, "data-file", format!("{}: {what}", self.file))
    }

    fn names(&self) -> &[String] {
        self.rows.first().map_or(&[], |row| row.names())
    }

    fn must_have(&self, column: &str) -> Result<(), Failure> {
        if self.names().iter().any(|name| name == column) {
            return Ok(());
        }
        let known: Vec<&str> = self.names().iter().map(String::as_str).collect();
        let failure = self.wrong(&format!("there is no column “{}”", printable(column)));
        Err(failure.with_hint(format!("there are {}", printable(&known.join(", ")))))
    }

    /// A column of numbers. Every column that is none is named once, with the first line.
    fn column(&self, name: &str) -> Result<Column, Failure> {
        self.must_have(name)?;
        let cells: Vec<Cell> = self.rows.iter().map(|row| Cell::read(row.get(name))).collect();
        let mut wrong =
            self.rows.iter().zip(&cells).filter(|(_, cell)| matches!(cell, Cell::Words)).map(|(row, _)| row.line);
        if let Some(line) = wrong.next() {
            let more = match wrong.count() {
                0 => String::new(),
                more => format!(", and so have {more} more lines"),
            };
            let message =
                format!("{}, line {line}: “{}” has something else than a number{more}", self.file, printable(name));
            let failure = Failure::new(Exit::WrongUse, "data-file", message);
            return Err(failure.with_hint("a missing value is an empty cell or NA; decimals have a point"));
        }
        let values = cells.iter().map(|cell| if let Cell::Number(value) = cell { Some(*value) } else { None });
        Ok(Column::new(name, values.collect()))
    }

    /// The outcome and columns, with rows by their names. `groups` is the column that says which rows belong together.
    pub(super) fn table(&self, columns: &[&str], groups: Option<&str>) -> Result<Table, Failure> {
        let used: Vec<&str> = std::iter::once(self.source.outcome.as_str()).chain(columns.iter().copied()).collect();
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        for name in &used {
            self.column(name).map_or_else(|failure| wrong.push(failure), |column| found.push(column));
        }
        let labels = self.labels(&used).unwrap_or_else(|failure| {
            wrong.push(failure);
            Vec::new()
        });
        let groups = groups.map(|name| self.groups(name)).transpose().unwrap_or_else(|failure| {
            wrong.push(failure);
            None
        });
        if let Some(failure) = Failure::all(wrong) {
            return Err(failure);
        }
        let table = Table::new(labels, found.remove(0), found).map_err(|found| problem(&found))?;
        match groups {
            Some(groups) => table.with_groups(groups).map_err(|found| problem(&found)),
            None => Ok(table),
        }
    }

    fn labels(&self, used: &[&str]) -> Result<Vec<String>, Failure> {
        if let Some(name) = &self.source.name {
            self.must_have(name)?;
        }
        let has_words = |name: &str| self.rows.iter().any(|row| matches!(Cell::read(row.get(name)), Cell::Words));
        let free = || self.names().iter().find(|name| !used.contains(&name.as_str()) && has_words(name));
        let name = self.source.name.as_ref().or_else(free);
        let label = |row: &Row| match name.map(|name| row.get(name)) {
            Some(label) if !label.is_empty() => printable(label),
            _ => format!("line {}", row.line),
        };
        Ok(self.rows.iter().map(label).collect())
    }

    fn groups(&self, name: &str) -> Result<Vec<String>, Failure> {
        self.must_have(name)?;
        if let Some(row) = self.rows.iter().find(|row| row.get(name).is_empty()) {
            let message = format!(
                "{}, line {}: “{}” is empty, so the row belongs to no group",
                self.file,
                row.line,
                printable(name)
            );
            return Err(Failure::new(Exit::WrongUse, "data-file", message));
        }
        Ok(self.rows.iter().map(|row| row.get(name).to_owned()).collect())
    }
}

/// What stands in a cell.
enum Cell {
    Number(f64),
    Missing,
    /// Neither, and `NaN` and infinity are no numbers either.
    Words,
}

impl Cell {
    fn read(text: &str) -> Self {
        if MISSING.contains(&text) {
            return Self::Missing;
        }
        text.parse().ok().filter(|value: &f64| value.is_finite()).map_or(Self::Words, Self::Number)
    }
}
