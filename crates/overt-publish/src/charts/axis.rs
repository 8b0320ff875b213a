//! The axes of a heat map: where each row and column lies, and its label.

use super::Category;
use super::mark::{CODE_WIDTH, explained, label, line};
use super::text::{escaped, width, wrapped};

const FONT_SIZE: usize = 12;
/// Rows are short, so that a telephone has room for the map beside them; the whole label is one touch away.
const ROW_LETTERS: usize = 24;
const COLUMN_LETTERS: usize = 30;
const LABEL_LINES: usize = 2;
const LEADING: usize = 13;

/// Consecutive categories of one group.
struct Band<'a> {
    name: &'a str,
    first: usize,
    last: usize,
}

fn bands(categories: &[Category]) -> Vec<Band<'_>> {
    let mut bands: Vec<Band<'_>> = Vec::new();
    for (place, category) in categories.iter().enumerate() {
        let name = category.group.as_deref().unwrap_or_default();
        match bands.last_mut() {
            Some(band) if band.name == name => band.last = place,
            _ => bands.push(Band { name, first: place, last: place }),
        }
    }
    bands
}

/// Where the categories of an axis lie.
pub(super) struct Axis<'a> {
    categories: &'a [Category],
    bands: Vec<Band<'a>>,
    starts: Vec<usize>,
    /// How much of the axis one category takes.
    pub(super) pitch: usize,
    /// Where the axis ends.
    pub(super) end: usize,
}

impl<'a> Axis<'a> {
    /// Lays the categories out from `start` on, with so much room before each group. Only a first one without a name
    /// needs none.
    pub(super) fn new(categories: &'a [Category], start: usize, pitch: usize, room_before_group: usize) -> Self {
        let bands = bands(categories);
        let mut starts = Vec::new();
        let mut end = start;
        for band in &bands {
            end += if band.name.is_empty() && band.first == 0 { 0 } else { room_before_group };
            for _ in band.first..=band.last {
                starts.push(end);
                end += pitch;
            }
        }
        Self { categories, bands, starts, pitch, end }
    }

    /// Where this category starts.
    pub(super) fn start(&self, place: usize) -> usize {
        self.starts[place]
    }

    fn middle(&self, place: usize) -> usize {
        self.starts[place] + self.pitch / 2
    }

    fn named_bands(&self) -> impl Iterator<Item = &Band<'a>> {
        self.bands.iter().filter(|band| !band.name.is_empty())
    }
}

fn lines_of(category: &Category, letters_max: usize) -> Vec<String> {
    wrapped(&category.label, letters_max, LABEL_LINES)
}

fn longest_label(categories: &[Category], letters_max: usize) -> usize {
    let lines = categories.iter().flat_map(|category| lines_of(category, letters_max));
    CODE_WIDTH + lines.map(|words| width(&words, FONT_SIZE)).max().unwrap_or(0)
}

/// How much room the labels of rows need on their left.
pub(super) fn row_label_width(rows: &[Category]) -> usize {
    longest_label(rows, ROW_LETTERS) + 8
}

/// How far the slanted labels of columns reach to the right, and up: half their length, and 0.87 of it.
pub(super) fn column_label_reach(columns: &[Category]) -> (usize, usize) {
    let length = longest_label(columns, COLUMN_LETTERS);
    (length / 2 + 14, length * 87 / 100 + 14)
}

/// Labels left of the rows, the name of each group above its rows, and the codes again at the right end, where the
/// labels of a wide map have scrolled away.
pub(super) fn row_labels(rows: &Axis<'_>, right: usize) -> String {
    let mut parts = Vec::new();
    for band in rows.named_bands() {
        let y = rows.start(band.first) - 8;
        parts.push(line("0", y, "code muted", band.name));
        let rule = y + 4;
        parts.push(format!("<path class=\"rule\" d=\"M0 {rule}H{right}\"/>\n"));
    }
    for (place, category) in rows.categories.iter().enumerate() {
        let lines = lines_of(category, ROW_LETTERS);
        let y = rows.middle(place) + 4 - (lines.len() - 1) * LEADING / 2;
        parts.push(explained(&category.name(), &label(y, LEADING, &category.code, &lines)));
        parts.push(line(&(right + 6).to_string(), rows.middle(place) + 4, "small muted", &category.code));
    }
    parts.concat()
}

/// Slanted labels above the columns; below them the codes again and the names of groups.
pub(super) fn column_labels(columns: &Axis<'_>, top: usize, bottom: usize) -> String {
    let mut parts = Vec::new();
    for (place, category) in columns.categories.iter().enumerate() {
        parts.push(slanted(columns.middle(place), top - 6, category));
        parts.push(line(&columns.middle(place).to_string(), bottom + 16, "small muted middle", &category.code));
    }
    for band in columns.named_bands() {
        let (left, right) = (columns.start(band.first), columns.start(band.last) + columns.pitch - 2);
        let y = bottom + 23;
        parts.push(format!("<path class=\"outline none\" d=\"M{left} {y}H{right}\"/>"));
        for (row, words) in wrapped(band.name, (right - left) / 6, 2).iter().enumerate() {
            parts.push(line(&left.to_string(), y + 14 + row * LEADING, "small code muted", words));
        }
    }
    parts.concat()
}

/// How much room the codes and groups below the columns need.
pub(super) const COLUMN_FOOT: usize = 56;

fn slanted(x: usize, y: usize, category: &Category) -> String {
    let lines = lines_of(category, COLUMN_LETTERS);
    // The lines lie around the middle of the column. At this slant two of them keep well clear of the next label.
    let first = if lines.len() == 1 { "4" } else { "-2" };
    let mut words = vec![format!("<tspan class=\"code\" y=\"{first}\">{}</tspan>", escaped(&category.code))];
    for (row, line) in lines.iter().enumerate() {
        let lead = if row == 0 { format!("y=\"{first}\"") } else { "dy=\"12\"".to_owned() };
        words.push(format!("<tspan x=\"{CODE_WIDTH}\" {lead}>{}</tspan>", escaped(line)));
    }
    let words = words.concat();
    let title = escaped(&category.name());
    format!("<g transform=\"translate({x} {y}) rotate(-60)\"><title>{title}</title><text>{words}</text></g>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_set_apart_and_neighbours_are_not() {
        let category = |group: Option<&str>| Category {
            code: String::new(),
            label: String::new(),
            group: group.map(str::to_owned),
        };
        let categories = [None, None, Some("a"), Some("a"), Some("b"), None].map(category);
        let axis = Axis::new(&categories, 100, 10, 5);
        assert_eq!(axis.starts, [100, 110, 125, 135, 150, 165]);
        assert_eq!(axis.end, 175);
    }
}
