//! Counts by two code lists at once: the darker, the more.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::axis::{Axis, COLUMN_FOOT, column_label_reach, column_labels, row_label_width, row_labels};
use super::frame::{Size, framed};
use super::legend::{self, ENTRY_HEIGHT, Entry};
use super::mark::{CODE_WIDTH, Rectangle, explained, line, linked};
use super::scale::Steps;
use super::table::{Table, TableCell};
use super::text::{identifier, number, safe_link, width};
use super::{Category, Chart, Heading};

const ROW_HEIGHT: usize = 30;
const COLUMN_WIDTH_MIN: usize = 36;
const ROOM_BEFORE_ROW_GROUP: usize = 30;
const ROOM_BEFORE_COLUMN_GROUP: usize = 8;
const LARGEST_NAMED: usize = 3;

/// Counts by row and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatMap {
    /// What it is about.
    pub heading: Heading,
    /// What the rows are: `Stage`.
    pub row_name: String,
    /// The rows, those of one group together.
    pub rows: Vec<Category>,
    /// What the columns are: `Actor`.
    pub column_name: String,
    /// The columns, those of one group together.
    pub columns: Vec<Category>,
    /// The cells of which there are records. One that is missing is drawn as "no record", which is not zero.
    /// Each lies in the map, and no two in one place: otherwise whoever counted has made a mistake, and drawing panics.
    pub cells: Vec<Cell>,
    /// What is counted in all: less than the sum of the cells where one thing is in several.
    pub total: u64,
}

/// One count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Place of its row, from 0.
    pub row: usize,
    /// Place of its column, from 0.
    pub column: usize,
    /// The count.
    pub value: u64,
    /// What it is made of, such as acts and standing; may be empty.
    pub note: String,
    /// The page that it opens, if there is one.
    pub link: Option<String>,
}

impl HeatMap {
    /// The cells row by row, whatever order they came in.
    fn cells_in_order(&self) -> Vec<&Cell> {
        let mut cells: Vec<_> = self.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        assert!(
            cells.iter().all(|cell| cell.row < self.rows.len() && cell.column < self.columns.len()),
            "every cell lies in the map"
        );
        assert!(
            cells.windows(2).all(|pair| (pair[0].row, pair[0].column) != (pair[1].row, pair[1].column)),
            "there is one cell in a place"
        );
        cells
    }

    fn place_name(&self, cell: &Cell) -> String {
        format!("{} × {}", self.rows[cell.row].name(), self.columns[cell.column].name())
    }

    fn drawn(&self, cell: &Cell, rectangle: &Rectangle, middle: usize, steps: &Steps) -> String {
        let Cell { value, note, link, .. } = cell;
        let (paint, ink) = match steps.shade(*value) {
            Some(shade) => (format!("class=\"shade-{shade}\""), format!("shade-{shade}-ink middle")),
            None => ("class=\"surface outline\"".to_owned(), "middle".to_owned()),
        };
        let digits = line(&middle.to_string(), rectangle.y + rectangle.height / 2 + 4, &ink, &number(*value));
        let mut words = format!("{}: {} {}", self.place_name(cell), number(*value), self.heading.unit);
        if !note.is_empty() {
            words = format!("{words}. {note}");
        }
        linked(link.as_deref(), explained(&words, &(rectangle.painted(&paint) + &digits)))
    }
}

fn legend_entries(steps: &Steps, empty_paint: &str) -> Vec<Entry> {
    let ranges = steps.ranges("to").map(|(shade, words)| Entry { paint: format!("class=\"shade-{shade}\""), words });
    let empty = Entry { paint: empty_paint.to_owned(), words: "no record (not zero)".to_owned() };
    ranges.chain([empty]).collect()
}

impl Chart for HeatMap {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let mut cells = self.cells_in_order();
        let all = self.rows.len() * self.columns.len();
        let count = cells.len();
        cells.retain(|cell| cell.value > 0);
        cells.sort_by_key(|cell| Reverse(cell.value));
        let largest = cells.iter().take(LARGEST_NAMED);
        let largest: Vec<_> =
            largest.map(|cell| format!("{} ({})", self.place_name(cell), number(cell.value))).collect();
        let most = if largest.is_empty() { String::new() } else { format!(" Most: {}.", largest.join("; ")) };
        format!(
            "{} {} in {} of {} cells; no record in {}.{most}",
            number(self.total),
            self.heading.unit,
            number(count as u64),
            number(all as u64),
            number((all - count) as u64),
        )
    }

    fn to_svg(&self) -> String {
        let cells = self.cells_in_order();
        let max = cells.iter().map(|cell| cell.value).max().unwrap_or(0);
        let steps = Steps::up_to(max);
        let id = identifier(&self.heading.id);
        let empty_paint = format!("fill=\"url(#{id}-empty)\"");
        let entries = legend_entries(&steps, &empty_paint);

        let (reach_right, reach_up) = column_label_reach(&self.columns);
        let top = reach_up.max((entries.len() + 1) * ENTRY_HEIGHT + 4);
        let pitch = COLUMN_WIDTH_MIN.max(width(&number(max), 12) + 8);
        let left = row_label_width(&self.rows).max(legend::column_width(&entries));
        let columns = Axis::new(&self.columns, left, pitch, ROOM_BEFORE_COLUMN_GROUP);
        let rows = Axis::new(&self.rows, top, ROW_HEIGHT, ROOM_BEFORE_ROW_GROUP);

        let filled: BTreeSet<_> = cells.iter().map(|cell| (cell.row, cell.column)).collect();
        let places = (0..self.rows.len()).flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
        let (wide, high) = (pitch - 2, ROW_HEIGHT - 2);
        let empty = places
            .filter(|place| !filled.contains(place))
            .map(|(row, column)| format!("M{} {}h{wide}v{high}h-{wide}z", columns.start(column), rows.start(row)));
        let empty = format!("<path {empty_paint} d=\"{}\"/>", empty.collect::<Vec<_>>().concat());
        let drawn = cells.iter().map(|cell| {
            let x = columns.start(cell.column);
            let rectangle =
                Rectangle { x: x.to_string(), y: rows.start(cell.row), width: wide.to_string(), height: high };
            self.drawn(cell, &rectangle, x + wide / 2, &steps)
        });
        let body = [
            format!(
                "<defs><pattern id=\"{id}-empty\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><path class=\"rule\" stroke-width=\"1.5\" d=\"M0 0V6\"/></pattern>\
                 </defs>\n"
            ),
            legend::column(&self.heading.unit, &entries),
            row_labels(&rows, columns.end),
            column_labels(&columns, top, rows.end),
            explained("No record, which is not zero", &empty),
        ];
        let body = body.into_iter().chain(drawn).collect::<Vec<_>>().concat();
        let size = Size::Fixed { width: columns.end + reach_right.max(CODE_WIDTH), height: rows.end + COLUMN_FOOT };
        let has_links = cells.iter().any(|cell| cell.link.as_deref().and_then(safe_link).is_some());
        framed(&self.heading, &self.finding(), size, has_links, &body)
    }

    fn numbers(&self) -> Table<'_> {
        let caption = format!("{}. A pair without a record is left out; that is not zero.", self.heading.title);
        let header = [&self.row_name, &self.column_name, &self.heading.unit, "Details"];
        Table::new(
            &caption,
            &header,
            self.cells_in_order().into_iter().map(|cell| {
                vec![
                    TableCell::Head(self.rows[cell.row].name()),
                    TableCell::Head(self.columns[cell.column].name()),
                    TableCell::Number(cell.value),
                    TableCell::Words(&cell.note),
                ]
            }),
        )
    }
}
