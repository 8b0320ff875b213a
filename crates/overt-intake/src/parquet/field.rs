//! The values of a row as texts.

use std::fmt::Write as _;

use jiff::civil::{Time, date};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use parquet::basic::{LogicalType, TimeUnit};
use parquet::record::{Field, Row as Record};
use parquet::schema::types::Type;

use crate::flat::Flat;
use crate::rows::{DEPTH_MAX, ROW_LEN_MAX, Reason};

/// Puts the values of a row into their columns.
pub(super) fn cells(row: &Record, schema: &Type, flat: &mut Flat) -> Result<(), Reason> {
    let mut cells = Cells { length: 0, name: String::new(), flat };
    cells.group(row, Some(schema), 0)
}

/// The row for people.
pub(super) fn shown(row: &Record, schema: &Type) -> String {
    let mut text = String::new();
    for (name, field) in row.get_column_iter() {
        let value = text_of(field, member(Some(schema), name)).unwrap_or_else(|| "…".to_owned());
        let _ = write!(text, "{name}: {value}\t");
        if text.len() > ROW_LEN_MAX {
            text.truncate(text.floor_char_boundary(ROW_LEN_MAX));
            break;
        }
    }
    text
}

struct Cells<'a> {
    length: usize,
    name: String,
    flat: &'a mut Flat,
}

impl Cells<'_> {
    fn group(&mut self, row: &Record, schema: Option<&Type>, depth: usize) -> Result<(), Reason> {
        row.get_column_iter().try_for_each(|(name, field)| self.below(name, field, member(schema, name), depth))
    }

    fn below(&mut self, name: &str, field: &Field, schema: Option<&Type>, depth: usize) -> Result<(), Reason> {
        if depth == DEPTH_MAX {
            return Err(Reason::TooDeep);
        }
        let outer = self.name.len();
        if depth > 0 {
            self.name.push('.');
        }
        self.name.push_str(name);
        match field {
            Field::Group(row) => self.group(row, schema, depth + 1)?,
            Field::ListInternal(list) => {
                for (number, element) in (1..).zip(list.elements()) {
                    self.below(&i32::to_string(&number), element, None, depth + 1)?;
                }
            }
            Field::MapInternal(map) => {
                for (key, value) in map.entries() {
                    self.below(&text_of(key, None).unwrap_or_default(), value, None, depth + 1)?;
                }
            }
            // Of a group that is not there, no part is.
            Field::Null if schema.is_some_and(Type::is_group) => {}
            _ => {
                let text = text_of(field, schema).ok_or(Reason::Malformed)?;
                self.length += text.len();
                if self.length > ROW_LEN_MAX {
                    return Err(Reason::TooLong);
                }
                self.flat.add(&self.name, &text)?;
            }
        }
        self.name.truncate(outer);
        Ok(())
    }
}

fn member<'a>(schema: Option<&'a Type>, name: &str) -> Option<&'a Type> {
    let fields = schema.filter(|schema| schema.is_group())?.get_fields();
    fields.iter().find(|field| field.name() == name).map(|field| &**field)
}

/// A single value as a text. `None` for what is no single value, and for days and times that do not exist.
fn text_of(field: &Field, schema: Option<&Type>) -> Option<String> {
    let logical = schema.and_then(|schema| schema.get_basic_info().logical_type_ref());
    // Without a word on it, times are those of the world's clock.
    let is_utc = !matches!(logical, Some(LogicalType::Timestamp(time)) if !time.is_adjusted_to_u_t_c);
    Some(match field {
        Field::Null => String::new(),
        Field::Bool(value) => value.to_string(),
        Field::Byte(value) => value.to_string(),
        Field::Short(value) => value.to_string(),
        Field::Int(value) => value.to_string(),
        Field::Long(value) => match logical {
            Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS => moment(i128::from(*value), is_utc)?,
            _ => value.to_string(),
        },
        Field::UByte(value) => value.to_string(),
        Field::UShort(value) => value.to_string(),
        Field::UInt(value) => value.to_string(),
        Field::ULong(value) => value.to_string(),
        Field::Float16(value) => (value.to_f32() + 0.0).to_string(),
        Field::Float(value) => (value + 0.0).to_string(),
        Field::Double(value) => (value + 0.0).to_string(),
        Field::Decimal(_) => field.to_string(),
        Field::Str(value) => value.clone(),
        Field::Bytes(value) => bytes(value.data()),
        Field::Date(days) => {
            let since = SignedDuration::from_hours(24 * i64::from(*days));
            date(1970, 1, 1).checked_add(since).ok()?.to_string()
        }
        Field::TimeMillis(value) => clock(i64::from(*value).checked_mul(1000)?)?,
        Field::TimeMicros(value) => clock(*value)?,
        Field::TimestampMillis(value) => moment(i128::from(*value) * 1_000_000, is_utc)?,
        Field::TimestampMicros(value) => moment(i128::from(*value) * 1000, is_utc)?,
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => return None,
    })
}

/// Bytes that are a text, as older programs do not say so, and others as digits.
fn bytes(bytes: &[u8]) -> String {
    str::from_utf8(bytes).map_or_else(
        |_| {
            bytes.iter().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
        },
        str::to_owned,
    )
}

fn clock(microseconds: i64) -> Option<String> {
    let time = Time::midnight().checked_add(SignedDuration::from_micros(microseconds)).ok()?;
    Some(time.strftime("%H:%M:%S%.f").to_string())
}

fn moment(nanoseconds: i128, is_utc: bool) -> Option<String> {
    let moment = Timestamp::from_nanosecond(nanoseconds).ok()?;
    let local = Offset::UTC.to_datetime(moment);
    Some(match () {
        () if is_utc => local.strftime("%Y-%m-%dT%H:%M:%S%.fZ").to_string(),
        () if local.time() == Time::midnight() => local.date().to_string(),
        () => local.strftime("%Y-%m-%dT%H:%M:%S%.f").to_string(),
    })
}
