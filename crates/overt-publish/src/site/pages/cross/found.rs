//! Two columns of a released table, and what it counts by them.

use overt_protect::release::{ShownColumn, ShownCount, ShownTable};

use crate::site::counts::named;
use crate::site::releases::Published;
use crate::site::shell::Shell;

/// A table that a release has, and where these two columns are in it: rows first.
pub(in super::super) struct Found<'a> {
    /// The path of the page that shows it, without the language.
    pub(super) page: &'static str,
    pub(super) name: String,
    pub(in super::super) published: &'a Published,
    pub(super) table: &'a ShownTable,
    places: [usize; 2],
    /// Whether a value of the columns is what the page is about, and not what stands beside it.
    is_meant: fn(&str) -> bool,
}

/// The newest release that counts records of this kind by these two columns, for the page of that path.
pub(in super::super) fn find<'a>(
    current: &[&'a Published],
    (page, schema): (&'static str, &str),
    pair: [&str; 2],
) -> Option<Found<'a>> {
    let of_kind = current.iter().filter(|one| one.policy.schema == schema);
    let found = of_kind.filter_map(|one| one.table(pair).map(|(table, places)| (*one, table, places)));
    // Only a table with totals, or of just these two, can be shown by two of its columns.
    let whole = |table: &ShownTable| table.columns.len() == 2 || table.at(&vec![None; table.columns.len()]).is_some();
    let (published, table, places) = found.into_iter().find(|(_, table, _)| whole(table))?;
    Some(Found { page, name: pair.join("-"), published, table, places, is_meant: |_| true })
}

impl<'a> Found<'a> {
    /// A table of two columns, of which that at this place is across. `is_meant` says which of its values the page is about.
    pub(in super::super) fn across(
        page: &'static str,
        (published, table): (&'a Published, &'a ShownTable),
        column: usize,
        is_meant: fn(&str) -> bool,
    ) -> Self {
        let places = [1 - column, column];
        let names = places.map(|place| &*table.columns[place].name);
        let name = format!("{}-{}", published.policy.name, names.join("-"));
        Self { page, name, published, table, places, is_meant }
    }
}

impl Found<'_> {
    pub(in super::super) fn rows(&self) -> &ShownColumn {
        &self.table.columns[self.places[0]]
    }

    pub(in super::super) fn columns(&self) -> &ShownColumn {
        &self.table.columns[self.places[1]]
    }

    pub(super) fn title(&self, shell: &Shell<'_>) -> String {
        format!("{} × {}", shell.text(&self.rows().label), shell.text(&self.columns().label))
    }

    pub(super) fn path(&self, shell: &Shell<'_>) -> String {
        shell.to(&format!("{}?by={}", self.page, self.name))
    }

    /// The count of a row and a column; of all rows or columns where there is none.
    pub(in super::super) fn count(&self, row: Option<usize>, column: Option<usize>) -> Option<ShownCount> {
        let mut at = vec![None; self.table.columns.len()];
        (at[self.places[0]], at[self.places[1]]) = (row, column);
        self.table.at(&at)
    }

    /// Every row and column, without totals, with their count.
    pub(in super::super) fn cells(&self) -> impl Iterator<Item = (usize, usize, ShownCount)> {
        let columns = self.columns().values.len();
        let cells = (0..self.rows().values.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)));
        cells.filter_map(|(row, column)| Some((row, column, self.count(Some(row), Some(column))?)))
    }

    /// The number by which a cell is compared with others, where it tells of anybody. Noise alone is never the largest.
    pub(in super::super) fn told(&self, count: ShownCount) -> Option<i64> {
        match count {
            ShownCount::Share { per_mille, .. } => (per_mille > 0).then_some(per_mille),
            _ if !self.table.tells(count) => None,
            ShownCount::Exact(count) | ShownCount::Rounded(count) | ShownCount::Noisy { count, .. } => Some(count),
            ShownCount::Suppressed | ShownCount::Impossible => None,
        }
    }

    /// Whether the page is about what a column counts.
    pub(in super::super) fn is_meant(&self, column: usize) -> bool {
        (self.is_meant)(&self.columns().values[column].0)
    }

    /// What a cell is about.
    pub(super) fn cell_name(&self, shell: &Shell<'_>, (row, column): (usize, usize)) -> String {
        format!("{} × {}", value_name(shell, self.rows(), row), value_name(shell, self.columns(), column))
    }
}

/// A code with its words.
pub(in super::super) fn value_name(shell: &Shell<'_>, axis: &ShownColumn, place: usize) -> String {
    let (code, label) = &axis.values[place];
    named(shell.lang, code, label)
}
