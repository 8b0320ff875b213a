//! Text for a screen: sentences, lists, and tables that become lists where there is no room.

use super::grid::{Grid, GridColumn};
use crate::charts::{Chart, columns, plain, wrapped};

const WIDTH_MIN: usize = 48;
const WIDTH_MAX: usize = 160;
/// The least room for the name of a row beside its figures; with less, figures stand below it.
const NAME_MIN: usize = 20;
/// No sentence takes more lines.
const LINES_MAX: usize = 40;

/// Lines of at most so many columns, as they come.
pub(crate) struct Lines {
    width: usize,
    lines: Vec<String>,
}

impl Lines {
    /// No line yet; lines get at most so many columns (48 to 160).
    pub(crate) fn new(width: usize) -> Self {
        Self { width: width.clamp(WIDTH_MIN, WIDTH_MAX), lines: Vec::new() }
    }

    /// Words in lines that begin with so many spaces.
    fn indented(&mut self, indent: usize, words: &str) {
        let lines = wrapped(&plain(words), self.width - indent, LINES_MAX);
        self.lines.extend(lines.into_iter().map(|line| " ".repeat(indent) + &line));
    }

    /// Words, and an empty line.
    pub(crate) fn paragraph(&mut self, words: &str) {
        self.indented(0, words);
        self.lines.push(String::new());
    }

    /// Each on lines of its own.
    pub(crate) fn paragraphs(&mut self, paragraphs: &[String]) {
        for words in paragraphs {
            self.paragraph(words);
        }
    }

    /// A title.
    pub(crate) fn section(&mut self, title: &str) {
        self.paragraph(&title.to_uppercase());
    }

    /// What a picture shows, in words.
    pub(super) fn picture(&mut self, flag: &str, chart: &dyn Chart) {
        self.paragraph(&format!("{flag}{}: {}", chart.heading().title, chart.finding()));
    }

    /// Words as one item of a list.
    fn item(&mut self, words: &str) {
        let first = self.lines.len();
        self.indented(2, words);
        self.lines[first].replace_range(..1, "-");
    }

    /// A table, with what its columns mean. One without rows is left out.
    pub(crate) fn grid(&mut self, grid: &Grid) {
        if grid.rows.is_empty() {
            return;
        }
        self.indented(0, &format!("{}:", grid.caption));
        let columns = Columns::of(grid, self.width);
        match &columns {
            Some(columns) => self.lines.push(columns.header(grid)),
            None => self.indented(0, &grid.row_name),
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
        for column in grid.explained() {
            self.indented(2, &format!("{}: {}", column.name, column.meaning));
        }
        if grid.explained().next().is_some() {
            self.lines.push(String::new());
        }
    }

    /// Words as the items of a list, and an empty line; nothing where there are none.
    pub(crate) fn list(&mut self, items: &[impl AsRef<str>]) {
        if items.is_empty() {
            return;
        }
        for words in items {
            self.item(words.as_ref());
        }
        self.lines.push(String::new());
    }

    /// All lines.
    pub(crate) fn finish(self) -> String {
        self.lines.join("\n") + "\n"
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
            cells.chain([columns(&column.name)]).max().unwrap_or(0)
        });
        let figures: Vec<usize> = figures.collect();
        let room = width.checked_sub(figures.iter().map(|width| width + 2).sum())?;
        let names = grid.rows.iter().map(|row| row.name.as_str()).chain([grid.row_name.as_str()]);
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
        let names = grid.columns.iter().filter(|column| column.is_number).map(|column| column.name.clone());
        let name = wrapped(&grid.row_name, self.name, 1).remove(0);
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
