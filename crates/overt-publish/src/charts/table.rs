//! The numbers beside a chart as a table: in HTML for the page, as comma-separated text for a file.

use askama::Template;

use super::text::{capitalised, escaped, number};
use crate::records::csv::guarded;
use crate::report::{Grid, GridColumn};

/// A table with the meanings of its columns.
#[derive(Template)]
#[template(
    source = r#"{%- import "parts.html" as parts -%}{% call parts::table(grid) %}{% endcall %}{% call parts::meanings(grid) %}{% endcall %}"#,
    ext = "html",
    whitespace = "minimize"
)]
struct WithMeanings<'a> {
    grid: &'a Grid,
}

/// Every number of a chart.
pub struct Table<'a>(Kind<'a>);

enum Kind<'a> {
    /// With a header for every column and at least one for every row.
    Plain { caption: String, header: Vec<String>, rows: Vec<Vec<TableCell<'a>>> },
    /// The one that a report shows on a screen, too.
    Explained(Grid),
}

/// A cell of a table.
pub(super) enum TableCell<'a> {
    /// What the row is about.
    Head(String),
    /// Words.
    Words(&'a str),
    /// Words that were made for it.
    Text(String),
    /// A count.
    Number(u64),
    /// A number that is not a count, as it reads.
    Figure(String),
}

impl TableCell<'_> {
    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Figure(_))
    }

    fn to_html(&self) -> String {
        match self {
            TableCell::Head(words) => format!("<th scope=\"row\">{}</th>", escaped(words)),
            TableCell::Words(words) => format!("<td>{}</td>", escaped(words)),
            TableCell::Text(words) => format!("<td>{}</td>", escaped(words)),
            TableCell::Number(value) => format!("<td class=\"number\">{}</td>", number(*value)),
            TableCell::Figure(words) => format!("<td class=\"number\">{}</td>", escaped(words)),
        }
    }

    /// As a program reads it: a count has digits only.
    fn plain(&self) -> String {
        match self {
            TableCell::Head(words) | TableCell::Text(words) => guarded(words.clone()),
            TableCell::Words(words) => guarded((*words).to_owned()),
            TableCell::Number(value) => value.to_string(),
            TableCell::Figure(words) => words.clone(),
        }
    }
}

impl From<Grid> for Table<'_> {
    fn from(grid: Grid) -> Self {
        Self(Kind::Explained(grid))
    }
}

impl<'a> Table<'a> {
    /// A table with a caption, a header for every column and at least one for every row.
    pub(super) fn new(
        caption: &str,
        header: &[impl AsRef<str>],
        rows: impl IntoIterator<Item = Vec<TableCell<'a>>>,
    ) -> Self {
        let header = header.iter().map(|name| capitalised(name.as_ref())).collect();
        Self(Kind::Plain { caption: caption.to_owned(), header, rows: rows.into_iter().collect() })
    }

    /// As one HTML `<table>`.
    pub(super) fn to_html(&self) -> String {
        match &self.0 {
            Kind::Plain { caption, header, rows } => plain(caption, header, rows),
            Kind::Explained(grid) => WithMeanings { grid }.render().expect("text takes everything"),
        }
    }

    /// As comma-separated text: the names of the columns, then the rows.
    pub(super) fn to_csv(&self) -> Vec<u8> {
        match &self.0 {
            Kind::Plain { header, rows, .. } => {
                let rows = rows.iter().map(|row| row.iter().map(TableCell::plain).collect());
                let header = header.iter().cloned().map(guarded).collect();
                written(std::iter::once(header).chain(rows))
            }
            Kind::Explained(grid) => {
                let names = std::iter::once(&grid.row_name).chain(grid.columns.iter().map(|column| &column.name));
                let header = names.cloned().map(guarded).collect();
                // Numbers keep their signs.
                let cell = |(column, cell): (&GridColumn, &String)| {
                    if column.is_number { cell.clone() } else { guarded(cell.clone()) }
                };
                let rows = grid.rows.iter().map(|row| {
                    let cells = grid.columns.iter().zip(&row.cells).map(cell);
                    std::iter::once(guarded(row.name.clone())).chain(cells).collect()
                });
                written(std::iter::once(header).chain(rows))
            }
        }
    }
}

fn written(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(Vec::new());
    let taken = "memory takes everything";
    for row in rows {
        out.write_record(row).expect(taken);
    }
    out.into_inner().expect(taken)
}

fn plain(caption: &str, header: &[String], rows: &[Vec<TableCell<'_>>]) -> String {
    let header = header.iter().enumerate().map(|(column, name)| {
        let is_number = rows.first().is_some_and(|row| row[column].is_number());
        let class = if is_number { " class=\"number\"" } else { "" };
        format!("<th scope=\"col\"{class}>{}</th>", escaped(name))
    });
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(TableCell::to_html);
        format!("<tr>{}</tr>\n", cells.collect::<Vec<_>>().concat())
    });
    format!(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody></table>",
        escaped(caption),
        header.collect::<Vec<_>>().concat(),
        rows.collect::<Vec<_>>().concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_of_a_saved_table_are_a_formula_and_numbers_keep_their_signs() {
        let formula = "=cmd()";
        let grid = Grid::new("", "+row")
            .figures("-change", "")
            .words("who", "")
            .rows([("@name".to_owned(), ["-0.5".to_owned(), formula.to_owned()])]);
        let plain =
            Table::new("", &[formula, "n"], [vec![TableCell::Words(formula), TableCell::Figure("-0.5".to_owned())]]);
        for (table, said) in [(Table::from(grid), 4), (plain, 2)] {
            let text = String::from_utf8(table.to_csv()).unwrap();
            assert_eq!(text.matches('\'').count(), said, "{text}");
            assert!(text.contains(",-0.5"), "{text}");
        }
    }
}
