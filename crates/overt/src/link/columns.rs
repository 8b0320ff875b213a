//! Which columns of a file hold what a specification asks for.

use overt_intake::rows::Row;
use overt_link::{ColumnSpec, Spec};

use super::given::Files;
use crate::exit::Exit;
use crate::failure::Failure;

/// What the column of identifiers is called where nobody says it.
const IDS: [&str; 3] = ["id", "record_id", "rec_id"];

/// Where in the rows of one file everything stands.
pub(super) struct Binding {
    id: usize,
    source: Option<usize>,
    /// For each column of the specification, the cells that are read into it, one after the other.
    cells: Vec<Vec<usize>>,
    /// Values that are put together of several cells, kept so that no row costs an allocation.
    joined: Vec<String>,
    /// Further columns that were asked for by name.
    named: Vec<usize>,
}

/// A name of a column without what people write differently: capitals, blanks and hyphens.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The cells of a file that are read into a column; none where the file does not have it.
fn cells(column: &ColumnSpec, names: &[String]) -> Vec<usize> {
    let position = |wanted: &String| names.iter().position(|name| *name == plain(wanted));
    let own = [column.name.clone()];
    let wanted = if column.from.is_empty() { &own[..] } else { &column.from };
    let found = wanted.iter().filter_map(position);
    if column.all { found.collect() } else { found.take(1).collect() }
}

/// Whether a file with columns of these names has a column of a specification.
pub(super) fn has(column: &ColumnSpec, names: &[String]) -> bool {
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    !cells(column, &names).is_empty()
}

impl Binding {
    /// Finds everything by the names of the columns. `file` is how the file is called in words.
    pub(super) fn new(
        spec: &Spec,
        names: &[String],
        files: &Files,
        (further, file): (&[&str], &str),
    ) -> Result<Self, Failure> {
        let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let find = |option: &str, wanted: &str| {
            let missing = || {
                let message = format!("{file} has no column of the name that `{option}` gives");
                let hint =
                    "names count without capitals, and with `_` for blanks; `overt import FILE --guess` lists columns";
                Failure::new(Exit::WrongUse, "link-columns", message).with_hint(hint)
            };
            names.iter().position(|name| *name == plain(wanted)).ok_or_else(missing)
        };
        let id = if let Some(wanted) = &files.id {
            find("--id", wanted)?
        } else {
            let usual = IDS.iter().find_map(|id| names.iter().position(|name| name == id));
            usual.ok_or_else(|| {
                let message = format!("{file} has no column called {}, so records have no identifiers", listed(&IDS));
                let hint = "name the column with `--id COLUMN`; each identifier must be there once";
                Failure::new(Exit::WrongUse, "link-columns", message).with_hint(hint)
            })?
        };
        Ok(Self {
            id,
            source: files.source.as_deref().map(|wanted| find("--source", wanted)).transpose()?,
            cells: spec.columns.iter().map(|column| cells(column, &names)).collect(),
            joined: vec![String::new(); spec.columns.len()],
            named: further.iter().map(|wanted| find("--truth` or `--country", wanted)).collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn id<'r>(&self, row: &'r Row) -> &'r str {
        row.cell(self.id).unwrap_or_default().trim()
    }

    pub(super) fn source<'r>(&self, row: &'r Row) -> Option<&'r str> {
        self.source.map(|column| row.cell(column).unwrap_or_default().trim())
    }

    pub(super) fn named<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = &'r str> {
        self.named.iter().map(|column| row.cell(*column).unwrap_or_default().trim())
    }

    /// The values of a row, one for each column of the specification; empty where there is none.
    pub(super) fn values<'r>(&'r mut self, row: &'r Row) -> impl Iterator<Item = &'r str> {
        for (text, cells) in self.joined.iter_mut().zip(&self.cells).filter(|(_, cells)| cells.len() > 1) {
            text.clear();
            for value in cells.iter().filter_map(|cell| row.cell(*cell)).filter(|value| !value.is_empty()) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(value);
            }
        }
        self.cells.iter().zip(&self.joined).map(|(cells, joined)| match cells.as_slice() {
            [] => "",
            [cell] => row.cell(*cell).unwrap_or_default(),
            _ => joined,
        })
    }
}

/// Names in a sentence.
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use overt_link::Kind;

    use super::*;

    fn column(from: &[&str], all: bool) -> ColumnSpec {
        let from = from.iter().map(|name| (*name).to_owned()).collect();
        ColumnSpec { name: "own_name".into(), kind: Kind::Text, from, all }
    }

    #[test]
    fn names_count_without_capitals_blanks_and_hyphens_and_the_first_in_the_specification_wins() {
        let names = ["family_name", "first_name", "own_name"].map(str::to_owned);
        assert_eq!(cells(&column(&["First Name", "family-name"], false), &names), [1]);
        assert_eq!(cells(&column(&["First Name", "family-name"], true), &names), [1, 0]);
        assert_eq!(cells(&column(&[], false), &names), [2]);
        assert!(has(&column(&["first_name"], false), &[" First-NAME ".to_owned()]));
        assert!(!has(&column(&["given_name"], false), &["name".to_owned()]));
    }
}
