//! Records become columns. What a record does not have costs nothing: gaps are filled when the next value comes.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, ListBuilder, RecordBatch, StringBuilder,
    StringDictionaryBuilder,
};
use datafusion::arrow::datatypes::{DataType, Int32Type, SchemaRef};
use datafusion::arrow::error::ArrowError;
use jiff::civil::Date;
use overt_model::codebook::{Property, Schema};
use overt_model::edtf::{EARLIEST, LATEST};
use overt_model::{Column, Edtf, Field, Part, State, Value};
use rustc_hash::FxHashMap;

use super::Current;
use super::shape::{self, DECIMAL, Of};

/// Days are counted from here.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The columns of one table, as far as they were filled.
pub(super) struct Columns<'a> {
    schema: SchemaRef,
    /// First the columns of the claim, then those of the properties.
    cells: Vec<Cells>,
    /// Where the columns of each property begin, and what they hold.
    places: FxHashMap<&'a str, (usize, Vec<Of>, &'a Property)>,
    rows: usize,
}

impl<'a> Columns<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let table = shape::table(schema);
        let mut at = shape::CLAIM.len();
        let mut places = FxHashMap::default();
        for property in shape::properties(schema) {
            let of: Vec<Of> = shape::of(property).into_iter().map(|(_, of, _)| of).collect();
            let width = of.len();
            places.insert(property.id.as_str(), (at, of, property));
            at += width;
        }
        let states = places.values().map(|(at, ..)| *at).collect::<std::collections::BTreeSet<_>>();
        let cells = table.fields().iter().enumerate();
        let cells = cells.map(|(column, field)| Cells::new(field.data_type(), states.contains(&column))).collect();
        Self { schema: table, cells, places, rows: 0 }
    }

    pub(super) fn add(&mut self, current: &Current) {
        let row = self.rows;
        self.add_claim(row, current);
        for (id, field) in &current.record.fields {
            let Some((at, columns, property)) = self.places.get(id.as_str()) else { continue };
            for (of, cells) in columns.iter().zip(&mut self.cells[*at..]) {
                match of {
                    Of::State => cells.text(row, field.state.code()),
                    Of::Part(part) => add_part(cells, row, field, Column { property, part: *part }),
                    Of::First | Of::Last => {
                        if let Some(Value::Date(date)) = field.values.first() {
                            let (first, last) = ends(*date);
                            let day = if matches!(of, Of::First) { first } else { last };
                            cells.maybe_day(row, day);
                        }
                    }
                }
            }
        }
        self.rows += 1;
    }

    fn add_claim(&mut self, row: usize, Current { record, revision, day, .. }: &Current) {
        let claim = &record.claim;
        let [
            id,
            codebook,
            number,
            written,
            source,
            asserter,
            said,
            first,
            last,
            standing,
            decision,
            grade,
            handling,
            ..,
        ] = &mut self.cells[..]
        else {
            unreachable!("every table has the columns of the claim")
        };
        id.text(row, &record.id.to_string());
        codebook.text(row, &record.codebook);
        number.whole(row, i64::try_from(*revision).unwrap_or(i64::MAX));
        written.day(row, *day);
        source.text(row, &claim.source.to_string());
        claim.asserter.into_iter().for_each(|by| asserter.text(row, &by.to_string()));
        if let Some(date) = claim.asserted {
            said.text(row, &date.to_string());
            let (earliest, latest) = ends(date);
            first.maybe_day(row, earliest);
            last.maybe_day(row, latest);
        }
        standing.text(row, claim.standing.code());
        claim.decision.into_iter().for_each(|by| decision.text(row, &by.to_string()));
        grade.text(row, &claim.grade.to_string());
        handling.text(row, claim.handling.code());
    }

    /// The rows that were added, which are then forgotten.
    pub(super) fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let rows = std::mem::take(&mut self.rows);
        RecordBatch::try_new(Arc::clone(&self.schema), self.cells.iter_mut().map(|cells| cells.finish(rows)).collect())
    }
}

/// The first and last day of a date; none where it is open.
pub(crate) fn ends(date: Edtf) -> (Option<Date>, Option<Date>) {
    let (first, last) = date.bounds();
    (Some(first).filter(|day| *day != EARLIEST), Some(last).filter(|day| *day != LATEST))
}

/// A day as Arrow counts it.
pub(crate) fn days(day: Date) -> i32 {
    day.since(EPOCH).map_or(0, |span| span.get_days())
}

fn add_part(cells: &mut Cells, row: usize, field: &Field, column: Column<'_>) {
    if column.property.many {
        if field.state == State::AskedYes && !field.values.is_empty() {
            cells.texts(row, field.values.iter().map(|value| column.part.text(value)));
        }
        return;
    }
    let Some(value) = field.values.first() else { return };
    match (column.part, value) {
        (Part::Whole, Value::Integer(number)) => cells.whole(row, *number),
        (Part::Whole, Value::Number(number)) => cells.decimal(row, *number),
        (Part::Low, Value::Money(amount)) => cells.decimal(row, amount.low),
        (Part::High, Value::Money(amount)) => cells.decimal(row, amount.high),
        (part, value) => {
            if let Some(text) = part.text(value) {
                cells.text(row, &text);
            }
        }
    }
}

/// One column, shorter than its table until something comes again.
enum Cells {
    State(StringDictionaryBuilder<Int32Type>),
    Code(StringDictionaryBuilder<Int32Type>),
    Text(StringBuilder),
    Whole(Int64Builder),
    Decimal(Decimal128Builder),
    Degrees(Float64Builder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
}

/// Fills a column with nulls up to a row.
macro_rules! fill {
    ($cells:expr, $row:expr) => {{
        use datafusion::arrow::array::ArrayBuilder as _;
        let missing = $row - $cells.len();
        if missing > 0 {
            $cells.append_nulls(missing);
        }
    }};
}

impl Cells {
    fn new(data_type: &DataType, is_state: bool) -> Self {
        match data_type {
            DataType::Dictionary(..) if is_state => Self::State(StringDictionaryBuilder::new()),
            DataType::Dictionary(..) => Self::Code(StringDictionaryBuilder::new()),
            DataType::Int64 => Self::Whole(Int64Builder::new()),
            DataType::Decimal128(..) => Self::Decimal(Decimal128Builder::new().with_data_type(data_type.clone())),
            DataType::Float64 => Self::Degrees(Float64Builder::new()),
            DataType::Date32 => Self::Day(Date32Builder::new()),
            DataType::List(_) => Self::Texts(ListBuilder::new(StringBuilder::new())),
            _ => Self::Text(StringBuilder::new()),
        }
    }

    /// Adds nothing up to a row. A state is not left out: nobody asked.
    fn fill(&mut self, row: usize) {
        use datafusion::arrow::array::ArrayBuilder as _;
        match self {
            Self::State(cells) => {
                let missing = row - cells.len();
                if missing > 0 {
                    cells.append_values(State::NotAsked.code(), missing);
                }
            }
            Self::Code(cells) => fill!(cells, row),
            Self::Text(cells) => fill!(cells, row),
            Self::Whole(cells) => fill!(cells, row),
            Self::Decimal(cells) => fill!(cells, row),
            Self::Degrees(cells) => fill!(cells, row),
            Self::Day(cells) => fill!(cells, row),
            Self::Texts(cells) => fill!(cells, row),
        }
    }

    fn text(&mut self, row: usize, text: &str) {
        self.fill(row);
        match self {
            Self::State(cells) | Self::Code(cells) => cells.append_value(text),
            Self::Text(cells) => cells.append_value(text),
            Self::Degrees(cells) => cells.append_option(text.parse().ok()),
            _ => unreachable!("the shape of the table says what a column holds"),
        }
    }

    fn texts<'t>(&mut self, row: usize, texts: impl Iterator<Item = Option<Cow<'t, str>>>) {
        self.fill(row);
        if let Self::Texts(cells) = self {
            texts.for_each(|text| cells.values().append_option(text));
            cells.append(true);
        }
    }

    fn whole(&mut self, row: usize, number: i64) {
        self.fill(row);
        if let Self::Whole(cells) = self {
            cells.append_value(number);
        }
    }

    fn decimal(&mut self, row: usize, number: rust_decimal::Decimal) {
        self.fill(row);
        if let Self::Decimal(cells) = self {
            cells.append_option(scaled(number));
        }
    }

    fn day(&mut self, row: usize, day: Date) {
        self.fill(row);
        if let Self::Day(cells) = self {
            cells.append_value(days(day));
        }
    }

    fn maybe_day(&mut self, row: usize, day: Option<Date>) {
        if let Some(day) = day {
            self.day(row, day);
        }
    }

    fn finish(&mut self, rows: usize) -> ArrayRef {
        self.fill(rows);
        match self {
            Self::State(cells) | Self::Code(cells) => Arc::new(cells.finish()),
            Self::Text(cells) => Arc::new(cells.finish()),
            Self::Whole(cells) => Arc::new(cells.finish()),
            Self::Decimal(cells) => Arc::new(cells.finish()),
            Self::Degrees(cells) => Arc::new(cells.finish()),
            Self::Day(cells) => Arc::new(cells.finish()),
            Self::Texts(cells) => Arc::new(cells.finish()),
        }
    }
}

/// The number in units of the last digit that a column keeps; none where it is too great.
fn scaled(number: rust_decimal::Decimal) -> Option<i128> {
    let scale = u32::from(DECIMAL.1.unsigned_abs());
    let rounded = number.round_dp(scale);
    rounded.mantissa().checked_mul(10_i128.checked_pow(scale - rounded.scale())?)
}
