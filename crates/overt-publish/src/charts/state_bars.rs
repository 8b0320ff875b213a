//! What was asked and what not: for each property one bar of the whole, divided by the state of its values.

use overt_model::State;

use super::bars::heading_of_bar;
use super::frame::{Size, framed};
use super::legend::{self, ENTRY_HEIGHT, Entry};
use super::mark::{Rectangle, explained, line};
use super::scale::length;
use super::table::{Table, TableCell};
use super::text::{identifier, number, percent, width};
use super::{Category, Chart, Heading};

/// How many states there are; counts and labels stand in the order of [`State::ALL`].
pub const STATES: usize = State::ALL.len();

const BAR_HEIGHT: usize = 26;
const ROOM_AFTER: usize = 14;
/// The width of the chart on the narrowest telephone, for which numbers must fit.
const WIDTH_MIN: u64 = 288;

/// The states of the values of several properties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateBars {
    /// What it is about.
    pub heading: Heading,
    /// What the rows are: `Property`.
    pub row_name: String,
    /// The words for the states, in the order of [`State::ALL`].
    pub states: [String; STATES],
    /// One bar for each.
    pub rows: Vec<StateRow>,
}

/// The states of the values of one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateRow {
    /// The property.
    pub category: Category,
    /// How many values are in each state, in the order of [`State::ALL`].
    pub counts: [u64; STATES],
}

impl StateRow {
    fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

impl StateBars {
    fn paint(&self, state: State) -> String {
        match state {
            State::AskedYes => "class=\"bar outline\"".to_owned(),
            State::AskedNo => "class=\"shade-1 outline\"".to_owned(),
            // Nobody asked: nothing is there.
            State::NotAsked => "class=\"surface outline\"".to_owned(),
            _ => format!("class=\"outline\" fill=\"url(#{}-{})\"", identifier(&self.heading.id), state.code()),
        }
    }

    /// Dots for what nobody knows, strokes for what was taken out, a lattice for what is kept back.
    fn patterns(&self) -> String {
        let drawn = [
            (State::AskedUnknown, "<circle class=\"dot\" cx=\"3\" cy=\"3\" r=\"1.3\"/>"),
            (State::Suppressed, "<path class=\"outline\" d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\"/>"),
            (State::Withheld, "<path class=\"outline\" d=\"M3 0V6M0 3H6\"/>"),
        ];
        let id = identifier(&self.heading.id);
        let patterns = drawn.map(|(state, mark)| {
            format!(
                "<pattern id=\"{id}-{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
                 <rect class=\"surface\" width=\"6\" height=\"6\"/>{mark}</pattern>",
                state.code()
            )
        });
        format!("<defs>{}</defs>\n", patterns.concat())
    }

    fn segments(&self, row: &StateRow, y: usize) -> String {
        let total = row.total();
        let mut parts = Vec::new();
        let mut before = 0;
        for ((state, words), value) in State::ALL.iter().zip(&self.states).zip(row.counts) {
            let share = percent(value, total);
            let title = format!("{}, {words}: {} of {} ({share})", row.category.name(), number(value), number(total));
            let rectangle = Rectangle { x: length(before, total), y, width: length(value, total), height: BAR_HEIGHT };
            let mut mark = if value == 0 { String::new() } else { rectangle.painted(&self.paint(*state)) };
            let digits = number(value);
            if value.saturating_mul(WIDTH_MIN) >= (width(&digits, 12) as u64 + 8) * total.max(1) {
                let class = match state {
                    State::AskedYes => "on-bar code middle",
                    State::AskedNo => "shade-1-ink code middle",
                    // A seam in the colour of the ground keeps the pattern away from the digits.
                    _ => "halo code middle",
                };
                let middle = length(before + value / 2, total);
                mark += &line(&middle, y + BAR_HEIGHT / 2 + 4, class, &digits);
            }
            parts.push(explained(&title, &mark));
            before += value;
        }
        parts.concat()
    }
}

impl Chart for StateBars {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let share = |row: &StateRow, state: State| percent(row.counts[state as usize], row.total());
        let sentence = |state: State| {
            // Compared as whole numbers: a/b < c/d where a·d < c·b.
            let by_share = |a: &&StateRow, b: &&StateRow| {
                let product = |one: &StateRow, other: &StateRow| {
                    u128::from(one.counts[state as usize]) * u128::from(other.total())
                };
                product(a, b).cmp(&product(b, a))
            };
            let rows = || self.rows.iter().filter(|row| row.total() > 0);
            let (least, most) = (rows().min_by(by_share)?, rows().rev().max_by(by_share)?);
            Some(format!(
                "“{}” most often for {} ({}), least often for {} ({}).",
                self.states[state as usize],
                most.category.name(),
                share(most, state),
                least.category.name(),
                share(least, state),
            ))
        };
        let sentences: Vec<_> = [State::AskedYes, State::NotAsked].into_iter().filter_map(sentence).collect();
        if sentences.is_empty() { "There are no values.".to_owned() } else { sentences.join(" ") }
    }

    fn to_svg(&self) -> String {
        let entries = State::ALL.iter().zip(&self.states);
        let entries: Vec<_> =
            entries.map(|(state, words)| Entry { paint: self.paint(*state), words: words.clone() }).collect();
        let mut parts = vec![self.patterns(), legend::two_columns(&entries)];
        let mut y = entries.len().div_ceil(2) * ENTRY_HEIGHT + 14;
        for row in &self.rows {
            let (label, below) = heading_of_bar(&row.category, y);
            parts.push(label);
            parts.push(line("100%", y + 12, "end muted", &format!("{} {}", number(row.total()), self.heading.unit)));
            parts.push(self.segments(row, below + 4));
            y = below + 4 + BAR_HEIGHT + ROOM_AFTER;
        }
        framed(&self.heading, &self.finding(), Size::Fluid { height: y }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let mut header = vec![self.row_name.as_str()];
        header.extend(self.states.iter().map(String::as_str));
        header.push("Sum");
        Table::new(
            &format!("{}, {}", self.heading.title, self.heading.unit),
            &header,
            self.rows.iter().map(|row| {
                let mut cells = vec![TableCell::Head(row.category.name())];
                cells.extend(row.counts.iter().chain([&row.total()]).map(|count| TableCell::Number(*count)));
                cells
            }),
        )
    }
}
