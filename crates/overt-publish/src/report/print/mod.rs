//! A report as a PDF that can be read aloud (PDF/UA-1): one template, which takes the report as data and never as markup.

mod press;

use serde::Serialize;

use super::section::Block;
use super::{Grid, Report};
use crate::charts::{Chart, in_print};
use press::Press;

/// What a page holds of a report, as the template reads it.
#[derive(Serialize)]
struct Sheet<'r> {
    lang: &'static str,
    kind: &'r str,
    title: &'r str,
    notice: Option<&'r str>,
    flag: Option<&'r str>,
    warnings: Vec<Alarm<'r>>,
    headlines: &'r [String],
    facts: &'r [(String, String)],
    sections: Vec<Part<'r>>,
    last: String,
}

#[derive(Serialize)]
struct Alarm<'r> {
    title: &'r str,
    said: &'r str,
    details: &'r [String],
}

#[derive(Serialize)]
struct Part<'r> {
    title: &'r str,
    blocks: Vec<Piece<'r>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Piece<'r> {
    Finding { words: &'r str },
    Words { words: &'r str },
    List { sentences: &'r [String] },
    Picture { file: String, title: String, description: String, finding: String },
    Table { caption: &'r str, columns: Vec<Column<'r>>, meanings: Vec<[&'r str; 2]>, rows: Vec<Vec<&'r str>> },
}

#[derive(Serialize)]
struct Column<'r> {
    name: &'r str,
    is_number: bool,
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
#[error("the PDF cannot be made: {0}")]
pub struct PrintError(String);

impl Report<'_> {
    /// The report as a PDF of A4 pages. The same report gives the same bytes; neither the day nor the machine is in it.
    ///
    /// # Errors
    /// When a letter is in none of the program's fonts: Latin, Greek and Cyrillic are.
    pub fn to_pdf(&self) -> Result<Vec<u8>, PrintError> {
        let mut press = Press::new();
        let sheet = Sheet {
            lang: self.lang.code(),
            kind: &self.kind,
            title: &self.title,
            notice: self.notice.as_deref(),
            flag: self.flag.as_deref(),
            warnings: self
                .warnings
                .iter()
                .map(|warning| Alarm { title: &warning.title, said: &warning.said, details: &warning.details })
                .collect(),
            headlines: &self.headlines,
            facts: &self.facts,
            sections: self
                .sections
                .iter()
                .map(|section| Part {
                    title: &section.title,
                    blocks: section.blocks.iter().flat_map(|block| pieces(block, &mut press)).collect(),
                })
                .collect(),
            last: self.say("reason-to-look"),
        };
        press.print(&sheet).map_err(PrintError)
    }
}

fn pieces<'r>(block: &'r Block<'_>, press: &mut Press) -> Vec<Piece<'r>> {
    match block {
        Block::Finding(words) => vec![Piece::Finding { words }],
        Block::Words(words) => vec![Piece::Words { words }],
        Block::List(sentences) => vec![Piece::List { sentences }],
        Block::Picture(chart) => vec![picture(chart.as_ref(), press)],
        Block::Pictured(chart, numbers) => vec![picture(chart.as_ref(), press), table(numbers)],
        Block::Table(grid) => vec![table(grid)],
    }
}

fn picture<'r>(chart: &dyn Chart, press: &mut Press) -> Piece<'r> {
    let heading = chart.heading();
    let (title, description) = (heading.title.clone(), heading.description.clone());
    Piece::Picture { file: press.picture(in_print(&chart.to_svg())), title, description, finding: chart.finding() }
}

fn table(grid: &Grid) -> Piece<'_> {
    let first = Column { name: &grid.row_name, is_number: false };
    let others = grid.columns.iter().map(|column| Column { name: &column.name, is_number: column.is_number });
    Piece::Table {
        caption: &grid.caption,
        columns: std::iter::once(first).chain(others).collect(),
        meanings: grid.explained().map(|column| [column.name.as_str(), column.meaning.as_str()]).collect(),
        rows: grid
            .rows
            .iter()
            .map(|row| std::iter::once(&row.name).chain(&row.cells).map(String::as_str).collect())
            .collect(),
    }
}
