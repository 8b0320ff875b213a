//! Tables and text in Markdown.

use std::fmt::Write as _;

/// Text that Markdown shows as it is, inside a table or outside.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '|' | '*' | '~' | '`' | '[' | ']' | '\\' => safe.extend(['\\', letter]),
            '\n' | '\r' => safe.push(' '),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Text as code. A stroke would end the cell of a table even there.
pub(super) fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", text.replace('|', "\\|"))
}

/// A part of a page under its title; nothing when it holds nothing.
pub(super) fn chapter(title: &str, body: &str) -> String {
    if body.is_empty() { String::new() } else { format!("\n## {title}\n\n{body}") }
}

/// A table whose cells are Markdown already. Columns in which every cell is blank are left out.
pub(super) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<'a>(header: impl IntoIterator<Item = &'a str>) -> Self {
        Self { header: header.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, row: Vec<String>) {
        assert_eq!(row.len(), self.header.len(), "a row has as many cells as the header");
        self.rows.push(row);
    }

    /// The table; nothing when it has no row.
    pub(super) fn markdown(&self) -> String {
        let is_used = |column: &usize| self.rows.iter().any(|row| !row[*column].is_empty());
        let columns: Vec<_> = (0..self.header.len()).filter(is_used).collect();
        let mut text = String::new();
        if columns.is_empty() {
            return text;
        }
        line(&mut text, columns.iter().map(|&column| self.header[column].as_str()));
        line(&mut text, columns.iter().map(|_| "---"));
        for row in &self.rows {
            line(&mut text, columns.iter().map(|&column| row[column].as_str()));
        }
        text
    }
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for cell in cells {
        write!(text, "| {cell} ").expect("a string takes everything");
    }
    text.push_str("|\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_end_its_cell_or_become_markup() {
        assert_eq!(escaped("a|b <c> *d* 2017~\ne"), "a\\|b &lt;c&gt; \\*d\\* 2017\\~ e");
        assert_eq!(code("a|b"), "`a\\|b`");
    }

    #[test]
    fn blank_columns_are_left_out_and_an_empty_table_is_nothing() {
        let mut table = Table::new(["a", "b"]);
        assert_eq!(table.markdown(), "");
        table.row(vec!["1".into(), String::new()]);
        assert_eq!(table.markdown(), "| a |\n| --- |\n| 1 |\n");
    }
}
