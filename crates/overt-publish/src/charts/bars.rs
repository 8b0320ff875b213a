//! Labelled counts as horizontal bars.

use std::cmp::Reverse;

use super::frame::{Size, framed};
use super::mark::{CODE_WIDTH, Rectangle, explained, label, line};
use super::scale::length;
use super::table::{Table, TableCell};
use super::text::{capitalised, number, wrapped};
use super::{Category, Chart, Heading};

/// Letters of a label beside its number on the narrowest telephone.
pub(super) const LABEL_LETTERS: usize = 34;
pub(super) const LABEL_LINES: usize = 2;
pub(super) const LEADING: usize = 15;

const BAR_HEIGHT: usize = 12;
const ROOM_AFTER: usize = 14;
const NAMED_MAX: usize = 8;

/// Counts, one bar each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// What it is about.
    pub heading: Heading,
    /// What the bars are: `Standing`.
    pub bar_name: String,
    /// The bars, in the order in which they are read.
    pub bars: Vec<Bar>,
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is counted.
    pub category: Category,
    /// The count; zero is a count too.
    pub value: u64,
    /// What it is made of or means; may be empty.
    pub note: String,
}

/// The label above a bar: its lines and the first baseline after them.
pub(super) fn heading_of_bar(category: &Category, y: usize) -> (String, usize) {
    let letters = if category.code.is_empty() { LABEL_LETTERS } else { LABEL_LETTERS - CODE_WIDTH / 7 };
    let lines = wrapped(&category.label, letters, LABEL_LINES);
    (label(y + 12, LEADING, &category.code, &lines), y + lines.len() * LEADING)
}

impl Chart for Bars {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        if self.bars.is_empty() {
            return "There are no values.".to_owned();
        }
        let mut bars: Vec<_> = self.bars.iter().collect();
        bars.sort_by_key(|bar| Reverse(bar.value));
        let named: Vec<_> =
            bars.iter().take(NAMED_MAX).map(|bar| format!("{} {}", bar.category.name(), number(bar.value))).collect();
        let more = bars.len().saturating_sub(NAMED_MAX);
        let more = if more == 0 { String::new() } else { format!("; and {more} more") };
        format!("{}: {}{more}.", capitalised(&self.heading.unit), named.join("; "))
    }

    fn to_svg(&self) -> String {
        let max = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0);
        let mut parts = Vec::new();
        let mut y = 0;
        for Bar { category, value, note } in &self.bars {
            let (label, below) = heading_of_bar(category, y);
            let rectangle = |width| Rectangle { x: "0".into(), y: below + 3, width, height: BAR_HEIGHT };
            let mark = [
                label,
                line("100%", y + 12, "code end", &number(*value)),
                rectangle("100%".into()).painted("class=\"panel\""),
                rectangle(length(*value, max)).painted("class=\"bar\""),
            ];
            let words = format!("{}: {} {}. {note}", category.name(), number(*value), self.heading.unit);
            parts.push(explained(words.trim(), &mark.concat()));
            y = below + 3 + BAR_HEIGHT + ROOM_AFTER;
        }
        framed(&self.heading, &self.finding(), Size::Fluid { height: y }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let header = [&self.bar_name, &self.heading.unit, "Details"];
        Table::new(
            &self.heading.title,
            &header,
            self.bars.iter().map(|bar| {
                let head = TableCell::Head(bar.category.name());
                vec![head, TableCell::Number(bar.value), TableCell::Words(&bar.note)]
            }),
        )
    }
}
