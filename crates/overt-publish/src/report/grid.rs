//! A table of figures, of which each column has a sentence that says what it means. Page and screen show the same ones.

/// A table of figures.
pub(crate) struct Grid {
    /// What it shows.
    pub(crate) caption: String,
    /// What the rows are.
    pub(crate) row_name: &'static str,
    /// The columns after the name of the row.
    pub(crate) columns: Vec<GridColumn>,
    /// The rows.
    pub(crate) rows: Vec<GridRow>,
}

/// A column of figures or words.
pub(crate) struct GridColumn {
    /// Its name.
    pub(crate) name: &'static str,
    /// What a figure in it says; empty where that is said elsewhere.
    pub(crate) meaning: String,
    /// Whether it holds figures and not words.
    pub(crate) is_number: bool,
}

/// A row.
pub(crate) struct GridRow {
    /// What it is about.
    pub(crate) name: String,
    /// What stands in each column.
    pub(crate) cells: Vec<String>,
}

impl Grid {
    /// No row yet.
    pub(crate) fn new(caption: impl Into<String>, row_name: &'static str) -> Self {
        Self { caption: caption.into(), row_name, columns: Vec::new(), rows: Vec::new() }
    }

    /// One more column of figures.
    pub(crate) fn figures(mut self, name: &'static str, meaning: impl Into<String>) -> Self {
        self.columns.push(GridColumn { name, meaning: meaning.into(), is_number: true });
        self
    }

    /// One more column of words.
    pub(crate) fn words(mut self, name: &'static str, meaning: impl Into<String>) -> Self {
        self.columns.push(GridColumn { name, meaning: meaning.into(), is_number: false });
        self
    }

    /// The rows: of each its name and its cells.
    pub(crate) fn rows<const CELLS: usize>(
        mut self,
        rows: impl IntoIterator<Item = (String, [String; CELLS])>,
    ) -> Self {
        assert_eq!(CELLS, self.columns.len(), "a row has a cell for each column");
        self.rows.extend(rows.into_iter().map(|(name, cells)| GridRow { name, cells: cells.into() }));
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
