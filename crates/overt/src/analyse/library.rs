//! Series of figures of countries: those that came with the program, and those that are in a folder.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use overt_analysis::circular::{Graph, Input};
use overt_analysis::series::{Iso3, Observation, Series};
use serde::{Deserialize, Serialize};

use super::{problem, problems};
use crate::exit::Exit;
use crate::failure::Failure;

const SOURCES: &str = include_str!("../../../../data/sources.toml");
/// The files that came with the program.
const SHIPPED: [(&str, &str); 6] = [
    ("tip_tiers.csv", include_str!("../../../../data/tip_tiers.csv")),
    ("three_p_2000_2013.csv", include_str!("../../../../data/three_p_2000_2013.csv")),
    ("wgi_1996_2019.csv", include_str!("../../../../data/wgi_1996_2019.csv")),
    ("world_tip_prosecutions.csv", include_str!("../../../../data/world_tip_prosecutions.csv")),
    ("multiple_systems.csv", include_str!("../../../../data/multiple_systems.csv")),
    ("index_inputs.csv", include_str!("../../../../data/index_inputs.csv")),
];

/// Cells in which nothing is known.
pub(super) const MISSING: [&str; 2] = ["", "NA"];

/// Where figures are found.
pub(super) struct Library {
    folder: Option<PathBuf>,
    /// The rows of files that were read: several analyses of one command need the same.
    read: RefCell<BTreeMap<String, Rc<Vec<Row>>>>,
}

/// What is known of a series.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) edition: String,
    /// Its name in the list of what indices are made of.
    pub(super) index: Option<String>,
    pub(super) file: String,
    column: String,
    /// The column of standard errors.
    error: Option<String>,
    /// Words in their order, the first one 1.
    #[serde(default)]
    pub(super) scale: Vec<String>,
    /// The scores of which it is the mean.
    pub(super) parts: Option<Parts>,
    /// The series of those of its values that were measured and not derived, with a name for them.
    pub(super) measured: Option<[String; 2]>,
    /// A column, and what it must begin with for the row to count.
    basis: Option<[String; 2]>,
    #[serde(default)]
    pub(super) shipped: bool,
    pub(super) publisher: String,
    pub(super) licence: String,
    pub(super) get: String,
}

/// The scores of which an index is the mean.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parts {
    pub(super) file: String,
    /// The column with the name of the source.
    pub(super) part: String,
    /// The column with its score.
    pub(super) score: String,
    /// How many scores a mean needs.
    pub(super) least: usize,
}

/// Where a file comes from that holds other things than a series.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Origin {
    pub(super) file: String,
    pub(super) name: String,
    pub(super) publisher: String,
    pub(super) licence: String,
    pub(super) get: String,
}

#[derive(Deserialize)]
struct Sources {
    series: Vec<Entry>,
    file: Vec<Origin>,
}

/// A row of a file by the names of its columns, and its line.
pub(super) struct Row {
    pub(super) line: usize,
    names: Rc<Vec<String>>,
    cells: csv::StringRecord,
}

impl Entry {
    /// The word that a number on the scale stands for.
    pub(super) fn word(&self, value: f64) -> &str {
        let place = (1_u32..).zip(&self.scale).find(|(place, _)| (f64::from(*place) - value).abs() < 0.5);
        place.map_or("", |(_, word)| word)
    }
}

impl Row {
    /// A cell; empty where there is no such column.
    pub(super) fn get(&self, column: &str) -> &str {
        let place = self.names.iter().position(|name| name == column);
        place.and_then(|place| self.cells.get(place)).map_or("", str::trim)
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

fn sources() -> Sources {
    toml::from_str(SOURCES).expect("the list of series came with the program, and is tested")
}

/// Every series that is known, found or not.
pub(super) fn entries() -> Vec<Entry> {
    sources().series
}

/// Every other file that is known, found or not.
pub(super) fn others() -> Vec<Origin> {
    sources().file
}

/// The rows of a CSV file with a header.
pub(super) fn rows(file: &str, text: &str) -> anyhow::Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| {
        let place = error.position().map_or_else(String::new, |position| format!(", line {}", position.line()));
        Failure::new(Exit::WrongUse, "data-file", format!("{file}{place} is not a table of separated values"))
            .with_hint("each line must have as many cells as the first one, with commas between them")
    };
    let names = reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_owned());
    let names: Rc<Vec<String>> = Rc::new(names.collect());
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(unreadable)?;
        let line = record.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or_default();
        Ok(Row { line, names: Rc::clone(&names), cells: record })
    };
    reader.records().map(row).collect()
}

impl Library {
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, read: RefCell::default() }
    }

    /// What a file holds: that of the folder, or else that of the program; nothing where neither has one.
    pub(super) fn text(&self, file: &str) -> anyhow::Result<Option<Cow<'static, str>>> {
        if let Some(path) = self.folder.as_ref().map(|folder| folder.join(file)).filter(|path| path.exists()) {
            return Ok(Some(super::table::read(&path)?.into()));
        }
        Ok(SHIPPED.iter().find(|(name, _)| *name == file).map(|(_, text)| Cow::Borrowed(*text)))
    }

    /// Why a file cannot be used, if it is not there: with where to get it.
    pub(super) fn missing(&self, file: &str) -> Option<Failure> {
        let there = self.folder.as_ref().is_some_and(|folder| folder.join(file).exists());
        if there || SHIPPED.iter().any(|(name, _)| *name == file) {
            return None;
        }
        let Sources { series, file: others } = sources();
        let known = series.into_iter().map(|entry| (entry.file, entry.get));
        let known =
            known.chain(others.into_iter().map(|origin| (origin.file, origin.get))).find(|(name, _)| name == file);
        let hint = known.map(|(_, get)| format!("get it from {get}, and name its folder with --figures"));
        let failure = Failure::new(Exit::WrongUse, "data-missing", format!("there is no file {file}"));
        Some(failure.with_hint(hint.unwrap_or_else(|| "name its folder with --figures".to_owned())))
    }

    /// The rows of a file that must be there.
    pub(super) fn rows(&self, file: &str) -> anyhow::Result<Rc<Vec<Row>>> {
        if let Some(rows) = self.read.borrow().get(file) {
            return Ok(Rc::clone(rows));
        }
        if let Some(missing) = self.missing(file) {
            return Err(missing.into());
        }
        let read = Rc::new(rows(file, &self.text(file)?.unwrap_or_default())?);
        self.read.borrow_mut().insert(file.to_owned(), Rc::clone(&read));
        Ok(read)
    }

    /// The same, if the file has these columns.
    pub(super) fn rows_with(&self, file: &str, columns: &[&str]) -> anyhow::Result<Rc<Vec<Row>>> {
        let rows = self.rows(file)?;
        let names = rows.first().map_or(&[][..], |row| row.names());
        let lacking: Vec<&str> =
            columns.iter().copied().filter(|column| !names.iter().any(|name| name == column)).collect();
        if rows.is_empty() || lacking.is_empty() {
            return Ok(rows);
        }
        let message = format!("{file} does not have the columns {}", columns.join(", "));
        let failure = Failure::new(Exit::WrongUse, "data-file", message);
        Err(failure.with_hint(format!("it lacks {}", lacking.join(", "))).into())
    }

    /// A series by its id.
    pub(super) fn series(&self, id: &str) -> anyhow::Result<Series> {
        let entry = entry(id)?;
        self.of_entry(&entry, &entry.column, &entry.name)
    }

    /// The standard errors of a series, if it has some.
    pub(super) fn errors(&self, id: &str) -> anyhow::Result<Option<Series>> {
        let entry = entry(id)?;
        let Some(column) = &entry.error else { return Ok(None) };
        self.of_entry(&entry, column, &format!("standard error of {}", entry.name)).map(Some)
    }

    fn of_entry(&self, entry: &Entry, column: &str, name: &str) -> anyhow::Result<Series> {
        let counts =
            |row: &Row| entry.basis.as_ref().is_none_or(|[of, begins]| row.get(of).starts_with(begins.as_str()));
        // What is neither missing nor a value would be missed without a word.
        if let Some(row) = self.rows_with(&entry.file, &[column])?.iter().find(|row| {
            let cell = row.get(column);
            !MISSING.contains(&cell) && value(entry, cell).is_none()
        }) {
            let message = format!("{}, line {}: `{column}` has something else than a value", entry.file, row.line);
            let failure = Failure::new(Exit::WrongUse, "data-file", message);
            return Err(failure.with_hint("a missing value is an empty cell or NA; decimals have a point").into());
        }
        self.read(&entry.file, column, [name, &entry.edition], |row| {
            value(entry, row.get(column)).filter(|_| counts(row))
        })
    }

    /// What `of` makes of the rows of a file, by country and year. It takes them from `column`; a row of which it makes nothing has no value.
    pub(super) fn read(
        &self,
        file: &str,
        column: &str,
        [name, edition]: [&str; 2],
        of: impl Fn(&Row) -> Option<f64>,
    ) -> anyhow::Result<Series> {
        let rows = self.rows_with(file, &[column, "iso3", "year"])?;
        let mut observations = Vec::new();
        for row in rows.iter() {
            let Some(value) = of(row) else { continue };
            let wrong =
                |what: &str| Failure::new(Exit::WrongUse, "data-file", format!("{file}, line {}: {what}", row.line));
            let country: Iso3 =
                row.get("iso3").parse().map_err(|_| wrong("the country is not a code of three capital letters"))?;
            let year = row.get("year").parse().map_err(|_| wrong("the year is not a number"))?;
            observations.push(Observation { country, year, value, row: row.line });
        }
        // What is wrong is the file, and not what can be estimated from it.
        Series::new(name, edition, file, observations)
            .map_err(|found| Failure { code: "data-file", ..problems(&found) }.into())
    }

    /// What indices are made of.
    pub(super) fn graph(&self) -> anyhow::Result<Graph> {
        let input = |row: &Row| {
            Ok(Input {
                index: row.get("index_id").to_owned(),
                edition: row.get("edition").to_owned(),
                input: row.get("input_id").to_owned(),
                name: row.get("input_name").to_owned(),
                role: row.get("role").to_owned(),
                corruption: row.get("is_corruption_measure").parse().map_err(|error| problem(&error))?,
                via: row.get("via").to_owned(),
                source: row.get("source").to_owned(),
            })
        };
        let inputs = self.rows("index_inputs.csv")?.iter().map(input).collect::<Result<_, Failure>>()?;
        Graph::new(inputs).map_err(|error| problem(&error).into())
    }
}

/// What is known of the series of that name.
pub(super) fn entry(id: &str) -> Result<Entry, Failure> {
    let entries = entries();
    let names: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    entries.into_iter().find(|entry| entry.id.eq_ignore_ascii_case(id)).ok_or_else(|| {
        Failure::new(Exit::WrongUse, "data-unknown", format!("there is no series “{}”", crate::output::printable(id)))
            .with_hint(format!("there are {}; `overt analyse data` says which of them are found", names.join(", ")))
    })
}

/// The number that a cell stands for; nothing where it is empty or no number.
fn value(entry: &Entry, cell: &str) -> Option<f64> {
    let Some(place) = entry.scale.iter().position(|word| word == cell) else {
        return cell.parse().ok().filter(|value: &f64| entry.scale.is_empty() && value.is_finite());
    };
    u32::try_from(place + 1).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_the_program_can_be_read_and_is_said_to_have() {
        let library = Library::new(None);
        for entry in entries() {
            assert_eq!(library.text(&entry.file).unwrap().is_some(), entry.shipped, "{}", entry.id);
            if entry.shipped {
                assert!(library.series(&entry.id).unwrap().cells().count() > 1_000);
                library.errors(&entry.id).unwrap();
            }
        }
        let graph = library.graph().unwrap();
        for origin in others() {
            assert!(library.missing(&origin.file).is_some_and(|missing| missing.hint.is_some()), "{}", origin.file);
        }
        for index in entries().iter().filter_map(|entry| entry.index.as_ref()) {
            assert!(graph.indices().any(|known| known == index), "{index}");
        }
    }

    #[test]
    fn a_file_that_is_no_table_is_refused_with_its_line() {
        let error = rows("mine.csv", "a,b\n1,2\n1,2,3\n").err().unwrap();
        assert!(error.to_string().contains("mine.csv, line 3"), "{error}");
    }
}
