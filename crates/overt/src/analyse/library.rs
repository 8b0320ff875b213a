//! Series of figures of countries: those that came with the program, and those that are in a folder.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context as _;
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

/// Where figures are found.
pub(super) struct Library {
    folder: Option<PathBuf>,
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
    /// Words in their order, the first one 1.
    #[serde(default)]
    pub(super) scale: Vec<String>,
    /// The scores of which it is the mean.
    pub(super) parts: Option<Parts>,
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

#[derive(Deserialize)]
struct Entries {
    series: Vec<Entry>,
}

/// A row of a file by the names of its columns, and its line.
pub(super) struct Row {
    pub(super) line: usize,
    cells: BTreeMap<String, String>,
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
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Every series that is known, found or not.
pub(super) fn entries() -> Vec<Entry> {
    let Entries { series } = toml::from_str(SOURCES).expect("the list of series came with the program, and is tested");
    series
}

/// The rows of a CSV file with a header.
pub(super) fn rows(file: &str, text: &str) -> anyhow::Result<Vec<Row>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| {
        let place = error.position().map_or_else(String::new, |position| format!(", line {}", position.line()));
        Failure::new(Exit::WrongUse, "data-file", format!("{file}{place} is not a table of separated values"))
            .with_hint("each line must have as many cells as the first one, with commas between them")
    };
    let names = reader.headers().map_err(unreadable)?.clone();
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(unreadable)?;
        let line = record.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or_default();
        let cells = names.iter().zip(&record).map(|(name, cell)| (name.trim().to_owned(), cell.trim().to_owned()));
        Ok(Row { line, cells: cells.collect() })
    };
    reader.records().map(row).collect()
}

impl Library {
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// What a file holds: that of the folder, or else that of the program; nothing where neither has one.
    pub(super) fn text(&self, file: &str) -> anyhow::Result<Option<Cow<'static, str>>> {
        if let Some(path) = self.folder.as_ref().map(|folder| folder.join(file)).filter(|path| path.exists()) {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            return Ok(Some(text.into()));
        }
        Ok(SHIPPED.iter().find(|(name, _)| *name == file).map(|(_, text)| Cow::Borrowed(*text)))
    }

    /// The rows of a file that must be there.
    pub(super) fn rows(&self, file: &str) -> anyhow::Result<Vec<Row>> {
        let text = self.text(file)?.ok_or_else(|| {
            let known = entries().into_iter().find(|entry| entry.file == file);
            let hint = known.map(|entry| format!("get it from {}, and name its folder with --figures", entry.get));
            Failure::new(Exit::WrongUse, "data-missing", format!("there is no file {file}"))
                .with_hint(hint.unwrap_or_else(|| "name its folder with --figures".to_owned()))
        })?;
        rows(file, &text)
    }

    /// A series by its id.
    pub(super) fn series(&self, id: &str) -> anyhow::Result<Series> {
        let entry = entry(id)?;
        self.column(&entry, &entry.column, &entry.name)
    }

    fn column(&self, entry: &Entry, column: &str, name: &str) -> anyhow::Result<Series> {
        let rows = self.rows(&entry.file)?;
        if rows.first().is_some_and(|row| [column, "iso3", "year"].iter().any(|name| !row.cells.contains_key(*name))) {
            let message = format!("{} does not have the columns iso3, year and {column}", entry.file);
            return Err(Failure::new(Exit::WrongUse, "data-file", message).into());
        }
        let mut observations = Vec::new();
        for row in &rows {
            let counts = entry.basis.as_ref().is_none_or(|[of, begins]| row.get(of).starts_with(begins.as_str()));
            let place = || format!("{}, line {}", entry.file, row.line);
            let Some(value) = value(entry, row.get(column)).filter(|_| counts) else { continue };
            let wrong = |what: &str| Failure::new(Exit::WrongUse, "data-file", format!("{}: {what}", place()));
            let country: Iso3 = row.get("iso3").parse().map_err(|error| problem(&error))?;
            let year = row.get("year").parse().map_err(|_| wrong("the year is not a number"))?;
            observations.push(Observation { country, year, value, row: row.line });
        }
        Series::new(name, entry.edition.as_str(), entry.file.as_str(), observations)
            .map_err(|found| problems(&found).into())
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
        return cell.parse().ok().filter(|_| entry.scale.is_empty());
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
            }
        }
        let graph = library.graph().unwrap();
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
