//! A table of figures, of which each column has a sentence that says what it means. Page and screen show the same ones.

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Grid {
    /// What it shows.
    pub(crate) caption: String,
    /// What the rows are.
    pub(crate) row_name: String,
    /// The columns after the name of the row.
    pub(crate) columns: Vec<GridColumn>,
    /// The rows.
    pub(crate) rows: Vec<GridRow>,
}

/// A column of figures or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GridColumn {
    /// Its name.
    pub(crate) name: String,
    /// What a figure in it says; empty where that is said elsewhere.
    pub(crate) meaning: String,
    /// Whether it holds figures and not words.
    pub(crate) is_number: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GridRow {
    /// What it is about.
    pub(crate) name: String,
    /// What stands in each column.
    pub(crate) cells: Vec<String>,
}

impl Grid {
    /// No row yet: what it shows, and what the rows are.
    pub fn new(caption: impl Into<String>, row_name: impl Into<String>) -> Self {
        Self { caption: caption.into(), row_name: row_name.into(), columns: Vec::new(), rows: Vec::new() }
    }

    /// One more column of figures, with what they mean; no words where that is said elsewhere.
    pub fn figures(self, name: impl Into<String>, meaning: impl Into<String>) -> Self {
        self.column(name.into(), meaning.into(), true)
    }

    /// One more column of words, with what they mean; no words where that is said elsewhere.
    pub fn words(self, name: impl Into<String>, meaning: impl Into<String>) -> Self {
        self.column(name.into(), meaning.into(), false)
    }

    fn column(mut self, name: String, meaning: String, is_number: bool) -> Self {
        self.columns.push(GridColumn { name, meaning, is_number });
        self
    }

    /// The rows: of each its name and a cell for each column.
    ///
    /// # Panics
    /// A row has more cells or fewer.
    pub fn rows<Cells: Into<Vec<String>>>(mut self, rows: impl IntoIterator<Item = (String, Cells)>) -> Self {
        for (name, cells) in rows {
            let cells = cells.into();
            assert_eq!(cells.len(), self.columns.len(), "a row has a cell for each column");
            self.rows.push(GridRow { name, cells });
        }
        self
    }

    /// The columns whose meaning is said beside the table.
    pub(crate) fn explained(&self) -> impl Iterator<Item = &GridColumn> {
        self.columns.iter().filter(|column| !column.meaning.is_empty())
    }

    /// The cells of a row with their columns.
    pub(crate) fn cells<'a>(&'a self, row: &'a GridRow) -> impl Iterator<Item = (&'a GridColumn, &'a String)> {
        self.columns.iter().zip(&row.cells)
    }
}
