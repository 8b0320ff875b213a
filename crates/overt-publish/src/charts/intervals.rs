//! Shares with their intervals, one below the other: where one differs from another by more than chance, and where not.

use overt_link::Interval;

use super::figures::{hundredths, interval, share, tick_share};
use super::frame::{Size, framed, framed_nothing};
use super::mark::{explained, line};
use super::span::{Span, anchor, as_percent};
use super::table::{Table, TableCell};
use super::text::{capitalised, wrapped};
use super::{Category, Chart, Heading};

const LABEL_LETTERS: usize = 20;
const LABEL_LINES: usize = 2;
const LEADING: usize = 15;
const TOP: usize = 18;

/// Shares between 0 and 1 with the intervals that hold them with 95 % confidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    /// What it is about; its unit is the name of the share.
    pub heading: Heading,
    /// What the rows are: `Script`.
    pub row_name: String,
    /// The rows, in the order in which they are read.
    pub rows: Vec<IntervalRow>,
}

/// One share.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalRow {
    /// What it is a share of.
    pub category: Category,
    /// The share; none where there was nothing of which it could be one.
    pub value: Option<Interval>,
    /// What it is made of: `312 of 320 joined pairs`.
    pub note: String,
}

impl Intervals {
    fn known(&self) -> impl Iterator<Item = (&IntervalRow, &Interval)> {
        self.rows.iter().filter_map(|row| Some((row, row.value.as_ref()?)))
    }
}

fn words(row: &IntervalRow) -> String {
    row.value.as_ref().map_or_else(|| "nothing to measure".to_owned(), interval)
}

impl Chart for Intervals {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let by_value = |a: &(&IntervalRow, &Interval), b: &(&IntervalRow, &Interval)| a.1.value.total_cmp(&b.1.value);
        let said = |(row, value): (&IntervalRow, &Interval)| format!("{} {}", row.category.name(), interval(value));
        let unit = capitalised(&self.heading.unit);
        let (Some(lowest), Some(highest)) = (self.known().min_by(by_value), self.known().max_by(by_value)) else {
            return "There are no values.".to_owned();
        };
        if self.known().count() == 1 {
            return format!("{unit}: {}.", said(lowest));
        }
        let apart = if lowest.1.high < highest.1.low {
            "Their intervals do not overlap, so chance alone hardly explains the difference."
        } else {
            "Their intervals overlap, so the difference may be chance."
        };
        format!("{unit} is lowest for {} and highest for {}. {apart}", said(lowest), said(highest))
    }

    fn to_svg(&self) -> String {
        if self.rows.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let span = Span::of_shares(self.known().map(|(_, value)| value.low));
        let mut parts = Vec::new();
        let mut y = TOP + 4;
        for row in &self.rows {
            let mut mark = vec![line("100%", y + 12, "halo code end", &words(row))];
            for label in wrapped(&row.category.name(), LABEL_LETTERS, LABEL_LINES) {
                mark.push(line("0", y + 12, "halo", &label));
                y += LEADING;
            }
            y += 8;
            if let Some(value) = &row.value {
                let [low, middle, high] = [value.low, value.value, value.high].map(|end| span.percent(end));
                mark.push(format!(
                    "<line class=\"accent-line thick\" x1=\"{low}\" y1=\"{y}\" x2=\"{high}\" y2=\"{y}\"/>"
                ));
                for end in [&low, &high] {
                    let (top, bottom) = (y - 4, y + 4);
                    mark.push(format!(
                        "<line class=\"accent-line thick\" x1=\"{end}\" y1=\"{top}\" x2=\"{end}\" y2=\"{bottom}\"/>"
                    ));
                }
                mark.push(format!("<circle class=\"bar\" cx=\"{middle}\" cy=\"{y}\" r=\"5\"/>"));
            }
            let title = format!("{}: {}. {}", row.category.name(), words(row), row.note);
            parts.push(explained(title.trim(), &mark.concat()));
            y += 18;
        }
        let grid = span.ticks(4.0).into_iter().map(|tick| {
            let place = span.place(tick);
            let (x, class) = (as_percent(place), format!("small muted {}", anchor(place)));
            let labels = [11, y + 12].map(|y| line(&x, y, &class, &tick_share(tick)));
            format!("<line class=\"rule\" x1=\"{x}\" y1=\"{TOP}\" x2=\"{x}\" y2=\"{y}\"/>{}\n", labels.concat())
        });
        let body = grid.chain(parts).collect::<Vec<_>>().concat();
        framed(&self.heading, &self.finding(), Size::Fluid { height: y + 18 }, false, &body)
    }

    fn numbers(&self) -> Table<'_> {
        let header = [&self.row_name, &self.heading.unit, "From, %", "To, %", "Details"];
        Table::new(
            &format!("{}, with the interval of 95\u{a0}% confidence", self.heading.title),
            &header,
            self.rows.iter().map(|row| {
                let mut cells = vec![TableCell::Head(row.category.name())];
                let figures = match &row.value {
                    Some(value) => [share(value.value), hundredths(value.low), hundredths(value.high)],
                    None => [words(row), "none".to_owned(), "none".to_owned()],
                };
                cells.extend(figures.map(TableCell::Figure));
                cells.push(TableCell::Words(&row.note));
                cells
            }),
        )
    }
}
