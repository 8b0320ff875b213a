//! Labelled shares as horizontal bars of a whole, with a line at the share that matters.

use super::bars::heading_of_bar;
use super::figures::{share, tick_share};
use super::frame::{Size, framed, framed_nothing};
use super::legend::ENTRY_HEIGHT;
use super::mark::{Rectangle, explained, line};
use super::span::{Span, as_percent};
use super::table::{Table, TableCell};
use super::text::{capitalised, listed};
use super::{Category, Chart, Heading};

const BAR_HEIGHT: usize = 12;
const ROOM_AFTER: usize = 14;
/// How far the line at a mark reaches above each bar, where its label ends, and below it.
const REACH: [usize; 2] = [1, 5];
/// Where the line at a mark lies at the most, so that it is whole.
const MARK_MAX: f64 = 0.997;
/// More bars are not taken in at a glance; the table has them all.
const DRAWN_MAX: usize = 16;
const NAMED_MAX: usize = 8;

/// Shares, one bar each, all on one scale that begins at nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// What it is about; its unit says what each is a share of.
    pub heading: Heading,
    /// What the bars are: `Column`.
    pub row_name: String,
    /// The bars, in the order in which they are read.
    pub rows: Vec<ShareRow>,
    /// The share above which it matters, or with which all are compared.
    pub mark: Option<ShareMark>,
    /// The share at which a bar is full: 1, or less where all shares are small; then the chart says so.
    pub full: f64,
}

/// One share.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRow {
    /// What it is the share of.
    pub category: Category,
    /// The share, 0 to 1.
    pub share: f64,
    /// What it is made of or means; may be empty.
    pub note: String,
}

/// A share at which a line is drawn across all bars.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareMark {
    /// Where.
    pub at: f64,
    /// What it is: `1 in 11`.
    pub words: String,
}

impl ShareMark {
    fn name(&self) -> String {
        format!("{} ({})", self.words, share(self.at))
    }

    /// The line across one bar, with a seam in the colour of the ground, so that it is seen on the bar too.
    fn across(&self, span: Span, y: usize) -> String {
        let x = as_percent(span.place(self.at).min(MARK_MAX));
        let (top, bottom) = (y - REACH[0], y + BAR_HEIGHT + REACH[1]);
        let lines = [("surface-line", 5), ("ink-line", 2)].map(|(class, width)| {
            format!(
                "<line class=\"{class}\" stroke-width=\"{width}\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\"/>"
            )
        });
        lines.concat()
    }
}

impl Chart for Shares {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        if self.rows.is_empty() {
            return "There are no values.".to_owned();
        }
        let named = self.rows.iter().take(NAMED_MAX);
        let named: Vec<_> = named.map(|row| format!("{} {}", row.category.name(), share(row.share))).collect();
        let more = self.rows.len().saturating_sub(NAMED_MAX);
        let more = if more == 0 { String::new() } else { format!("; and {more} more") };
        let unit = capitalised(&self.heading.unit);
        let said = format!("{unit}: {}{more}.", named.join("; "));
        let Some(mark) = &self.mark else { return said };
        let above = self.rows.iter().filter(|row| row.share > mark.at).map(|row| row.category.name());
        let above: Vec<_> = above.collect();
        match above.len() {
            0 => format!("{said} None is above {}.", mark.name()),
            1..=NAMED_MAX => format!("{said} Above {}: {}.", mark.name(), listed(&above)),
            several => format!("{said} {several} are above {}.", mark.name()),
        }
    }

    fn to_svg(&self) -> String {
        if self.rows.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let span = Span::new(0.0, self.full);
        let mut parts = Vec::new();
        let mut y = 0;
        if let Some(mark) = &self.mark {
            parts.push("<line class=\"ink-line\" stroke-width=\"2\" x1=\"6\" y1=\"0\" x2=\"6\" y2=\"15\"/>".to_owned());
            parts.push(line("16", 12, "", &capitalised(&mark.name())));
            y += ENTRY_HEIGHT + 8;
        }
        if self.full < 1.0 {
            parts.push(line("0", y + 12, "muted", &format!("A full bar is {}.", tick_share(self.full))));
            y += ENTRY_HEIGHT + 8;
        }
        for ShareRow { category, share: value, note } in self.rows.iter().take(DRAWN_MAX) {
            let (label, below) = heading_of_bar(category, y);
            let top = below + 3;
            let rectangle = |width| Rectangle { x: "0".into(), y: top, width, height: BAR_HEIGHT };
            let drawn = [
                label,
                line("100%", y + 12, "code end", &share(*value)),
                rectangle("100%".into()).painted("class=\"panel\""),
                rectangle(span.percent(*value)).painted("class=\"bar\""),
                self.mark.as_ref().map(|mark| mark.across(span, top)).unwrap_or_default(),
            ];
            let words = format!("{}: {} {}. {note}", category.name(), share(*value), self.heading.unit);
            parts.push(explained(words.trim(), &drawn.concat()));
            y = top + BAR_HEIGHT + ROOM_AFTER;
        }
        let more = self.rows.len().saturating_sub(DRAWN_MAX);
        if more > 0 {
            parts.push(line("0", y + 12, "muted", &format!("and {more} more in the table")));
            y += ENTRY_HEIGHT;
        }
        framed(&self.heading, &self.finding(), Size::Fluid { height: y }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let header = [&self.row_name, &self.heading.unit, "Details"];
        let caption = match &self.mark {
            Some(mark) => format!("{}. The line: {}.", self.heading.title, mark.name()),
            None => self.heading.title.clone(),
        };
        Table::new(
            &caption,
            &header,
            self.rows.iter().map(|row| {
                let head = TableCell::Head(row.category.name());
                vec![head, TableCell::Figure(share(row.share)), TableCell::Words(&row.note)]
            }),
        )
    }
}
