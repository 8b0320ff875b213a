//! A risk for a screen: plain words first, then the figures in columns.

use overt_protect::risk::Risk;

use super::grid::{Grid, GridColumn};
use super::{drawings, grids, words};
use crate::charts::{capitalised, columns, number, plain, share, wrapped};

const WIDTH_MIN: usize = 48;
const WIDTH_MAX: usize = 160;
/// The least room for the name of a row beside its figures; with less, figures stand below it.
const NAME_MIN: usize = 20;
/// No sentence takes more lines.
const LINES_MAX: usize = 40;
/// Sets of columns of each length, values, records.
const SETS_EACH: usize = 3;
const LISTED_MAX: usize = 10;

/// How easily somebody is found in a table, as lines of at most so many columns (48 to 160).
///
/// It holds nothing that could steer a terminal, whatever the names are.
pub fn risk_text(risk: &Risk, width: usize) -> String {
    let mut text = Lines { width: width.clamp(WIDTH_MIN, WIDTH_MAX), lines: Vec::new() };
    text.paragraph("For internal use: small numbers are not suppressed here; do not publish.");
    text.paragraph(words::CONFIDENTIAL);
    text.section("Who can be found");
    text.paragraph(&words::alone(risk));
    text.paragraph(&words::few(risk));
    text.paragraph(&words::columns(risk));

    text.section("How little is enough");
    text.grid(&grids::combinations(risk));
    text.section("Groups of people who are alike");
    text.paragraph(&words::groups(risk));
    text.grid(&groups(risk));
    text.section("Three attackers");
    text.paragraphs(&words::attackers(risk));
    text.grid(&grids::attackers(risk));
    text.section("What drives it");
    text.grid(&grids::columns(risk));
    text.grid(&grids::revealing(risk, SETS_EACH));
    text.grid(&grids::values(risk, LISTED_MAX));
    text.grid(&grids::standouts(risk, LISTED_MAX));
    text.section("What groups tell");
    text.paragraph(&words::sensitive(risk));
    text.grid(&grids::sensitive(risk));
    text.section("What coarser codes change");
    text.paragraphs(&words::effects(risk));
    text.grid(&grids::effects(risk));
    text.section("Whose file can be told");
    text.paragraph(&words::contributors(risk));
    text.grid(&grids::contributors(risk));
    text.section("What this does not say");
    for sentence in words::LIMITS {
        text.item(sentence);
    }
    text.lines.join("\n") + "\n"
}

/// The bars of the chart, as figures.
fn groups(risk: &Risk) -> Grid {
    let chart = drawings::group_sizes(risk);
    let row = |bar: crate::charts::Bar| {
        (capitalised(&bar.category.label), [number(bar.value), share(words::share_of(bar.value, risk)), bar.note])
    };
    Grid::new("Records by how many are alike in everything that may be known", "Group")
        .figures("Records", "Records in groups of that size.")
        .figures("Share", "The same as a share of all records.")
        .figures("Groups", "How many groups there are of that size.")
        .rows(chart.bars.into_iter().map(row))
}

struct Lines {
    width: usize,
    lines: Vec<String>,
}

impl Lines {
    /// Words in lines that begin with so many spaces.
    fn indented(&mut self, indent: usize, words: &str) {
        let lines = wrapped(&plain(words), self.width - indent, LINES_MAX);
        self.lines.extend(lines.into_iter().map(|line| " ".repeat(indent) + &line));
    }

    fn paragraph(&mut self, words: &str) {
        self.indented(0, words);
        self.lines.push(String::new());
    }

    fn paragraphs(&mut self, paragraphs: &[String]) {
        for words in paragraphs {
            self.paragraph(words);
        }
    }

    fn section(&mut self, title: &str) {
        self.lines.push(title.to_uppercase());
        self.lines.push(String::new());
    }

    fn item(&mut self, words: &str) {
        let first = self.lines.len();
        self.indented(2, words);
        self.lines[first].replace_range(..1, "-");
    }

    fn grid(&mut self, grid: &Grid) {
        if grid.rows.is_empty() {
            return;
        }
        self.indented(0, &format!("{}:", grid.caption));
        let columns = Columns::of(grid, self.width);
        match &columns {
            Some(columns) => self.lines.push(columns.header(grid)),
            None => self.indented(0, grid.row_name),
        }
        for row in &grid.rows {
            if let Some(columns) = &columns {
                self.lines.extend(columns.row(&row.name, grid.cells(row)));
            } else {
                self.indented(0, &row.name);
                let figures = grid.cells(row).filter(|(column, _)| column.is_number);
                let figures: Vec<_> = figures.map(|(column, cell)| format!("{} {cell}", column.name)).collect();
                self.indented(2, &figures.join("; "));
            }
            for (column, cell) in grid.cells(row).filter(|(column, _)| !column.is_number) {
                self.indented(2, &format!("{}: {cell}", column.name));
            }
        }
        self.lines.push(String::new());
        for column in &grid.columns {
            self.indented(2, &format!("{}: {}", column.name, column.meaning));
        }
        self.lines.push(String::new());
    }
}

/// How wide the columns of a table are.
struct Columns {
    name: usize,
    figures: Vec<usize>,
}

impl Columns {
    /// The widths, if the figures leave room for the names of the rows.
    fn of(grid: &Grid, width: usize) -> Option<Self> {
        let figures = grid.columns.iter().enumerate().filter(|(_, column)| column.is_number).map(|(place, column)| {
            let cells = grid.rows.iter().map(|row| columns(&row.cells[place]));
            cells.chain([columns(column.name)]).max().unwrap_or(0)
        });
        let figures: Vec<usize> = figures.collect();
        let room = width.checked_sub(figures.iter().map(|width| width + 2).sum())?;
        let names = grid.rows.iter().map(|row| row.name.as_str()).chain([grid.row_name]);
        let longest = names.map(|name| columns(&plain(name))).max().unwrap_or(0);
        (room >= longest.min(NAME_MIN)).then_some(Self { name: longest.min(room), figures })
    }

    fn line(&self, name: &str, figures: impl Iterator<Item = String>) -> String {
        let mut line = name.to_owned() + &" ".repeat(self.name.saturating_sub(columns(name)));
        for (figure, width) in figures.zip(&self.figures) {
            line += &" ".repeat(2 + width.saturating_sub(columns(&figure)));
            line += &figure;
        }
        line
    }

    fn header(&self, grid: &Grid) -> String {
        let names = grid.columns.iter().filter(|column| column.is_number).map(|column| column.name.to_owned());
        let name = wrapped(grid.row_name, self.name, 1).remove(0);
        self.line(&name, names)
    }

    fn row<'a>(&self, name: &str, cells: impl Iterator<Item = (&'a GridColumn, &'a String)>) -> Vec<String> {
        let names = wrapped(&plain(name), self.name, 3);
        let figures = cells.filter(|(column, _)| column.is_number).map(|(_, cell)| plain(cell));
        let mut lines = vec![self.line(&names[0], figures)];
        lines.extend(names.into_iter().skip(1));
        lines
    }
}
