//! Whether the day or the month comes first, decided by the dates of the file itself.

use overt_model::codebook::Kind;

use super::Mapping;
use super::cell::{Order, Shown, shown};
use super::pattern::{Columns, Pattern};
use super::rule::FillRule;
use crate::rows::Row;

/// Goes through a file before it is mapped.
pub struct Survey<'m> {
    mapping: &'m Mapping,
    dates: Vec<DateColumns>,
    rows: u64,
}

struct DateColumns {
    place: (usize, usize),
    spellings: Vec<Pattern>,
    columns: Vec<usize>,
    shown: [u64; 3],
}

/// What the dates of one field show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFound {
    pub(super) place: (usize, usize),
    /// The record of the mapping.
    pub record: String,
    /// The property.
    pub property: String,
    /// What was decided; none where it must be said.
    pub order: Option<Order>,
    /// Dates that can only be read with the day first.
    pub day_first: u64,
    /// Dates that can only be read with the month first.
    pub month_first: u64,
    /// Dates that can be read both ways.
    pub either: u64,
}

impl OrderFound {
    /// Whether nothing may be imported before somebody has said it.
    pub const fn must_be_said(&self) -> bool {
        self.order.is_none() && self.either > 0
    }
}

impl<'m> Survey<'m> {
    pub(super) fn new(mapping: &'m Mapping) -> Self {
        let mut dates = Vec::new();
        for (nth, rule) in mapping.rules.iter().enumerate() {
            for (field, fill) in rule.fields.iter().enumerate() {
                let FillRule::Column { column, date, .. } = &fill.fill else { continue };
                let spellings = match fill.reading.property.kind {
                    Kind::Date { .. } => column,
                    Kind::Money { .. } => date,
                    _ => continue,
                };
                if fill.reading.order == Order::Evidence && !spellings.is_empty() {
                    let spellings = spellings.clone();
                    dates.push(DateColumns { place: (nth, field), spellings, columns: Vec::new(), shown: [0; 3] });
                }
            }
        }
        Self { mapping, dates, rows: 0 }
    }

    /// Whether the order of any date has to be found out.
    pub const fn is_needed(&self) -> bool {
        !self.dates.is_empty()
    }

    /// Finds the columns of the file. To be called again when there are more of them.
    pub fn bind(&mut self, columns: &[String]) {
        let columns = Columns::new(columns);
        for dates in &mut self.dates {
            dates.columns = columns.of(&dates.spellings).into_iter().map(|(_, place)| place).collect();
        }
    }

    /// Looks at the dates of a row.
    pub fn row(&mut self, row: &Row) {
        self.rows += 1;
        for dates in &mut self.dates {
            for column in &dates.columns {
                if let Some(shown) = row.cell(*column).and_then(shown) {
                    dates.shown[shown as usize] += 1;
                }
            }
        }
    }

    /// How many rows there were.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// What was found of each field with dates. A field that shows nothing follows the others of the file, if they agree.
    pub fn found(&self) -> Vec<OrderFound> {
        let decided = |day_first: u64, month_first: u64| match (day_first, month_first) {
            (1.., 0) => Some(Order::DayFirst),
            (0, 1..) => Some(Order::MonthFirst),
            _ => None,
        };
        let sum = |shown: Shown| self.dates.iter().map(|dates| dates.shown[shown as usize]).sum::<u64>();
        let together = decided(sum(Shown::DayFirst), sum(Shown::MonthFirst));
        let found = self.dates.iter().map(|dates| {
            let [day_first, month_first, either] = dates.shown;
            let order = match (day_first, month_first) {
                (0, 0) => together,
                (day_first, month_first) => decided(day_first, month_first),
            };
            let rule = &self.mapping.rules[dates.place.0];
            let property = rule.fields[dates.place.1].reading.property.id.to_string();
            OrderFound {
                place: dates.place,
                record: rule.name.clone(),
                property,
                order,
                day_first,
                month_first,
                either,
            }
        });
        found.collect()
    }
}
