//! The table beside a chart, as HTML.

use askama::Template;

use super::text::{capitalised, escaped, number};
use crate::report::Grid;

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

/// A table that a report shows on a screen, too.
pub(super) fn of_grid(grid: &Grid) -> String {
    WithMeanings { grid }.render().expect("text takes everything")
}

/// A table with a caption, a header for every column and at least one for every row.
pub(super) fn table<'a>(caption: &str, header: &[&str], rows: impl IntoIterator<Item = Vec<TableCell<'a>>>) -> String {
    let rows: Vec<_> = rows.into_iter().collect();
    let header = header.iter().enumerate().map(|(column, name)| {
        let is_number =
            rows.first().is_some_and(|row| matches!(row[column], TableCell::Number(_) | TableCell::Figure(_)));
        let class = if is_number { " class=\"number\"" } else { "" };
        format!("<th scope=\"col\"{class}>{}</th>", escaped(&capitalised(name)))
    });
    let rows = rows.iter().map(|row| {
        let cells = row.iter().map(|cell| match cell {
            TableCell::Head(words) => format!("<th scope=\"row\">{}</th>", escaped(words)),
            TableCell::Words(words) => format!("<td>{}</td>", escaped(words)),
            TableCell::Text(words) => format!("<td>{}</td>", escaped(words)),
            TableCell::Number(value) => format!("<td class=\"number\">{}</td>", number(*value)),
            TableCell::Figure(words) => format!("<td class=\"number\">{}</td>", escaped(words)),
        });
        format!("<tr>{}</tr>\n", cells.collect::<Vec<_>>().concat())
    });
    format!(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody></table>",
        escaped(caption),
        header.collect::<Vec<_>>().concat(),
        rows.collect::<Vec<_>>().concat(),
    )
}
