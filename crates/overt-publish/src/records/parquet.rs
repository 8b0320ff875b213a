//! One Parquet file for each kind of record, for engines that read columns.
//!
//! The columns are those of the tables of [`csv`](super::csv), named as the questions of forms are (`amount_low`), so that SQL needs no
//! quotation marks. Whole numbers, degrees and the time of recording are numbers there. Sums and dates stay text: sums because every digit
//! counts and the number of digits differs, dates because many are not days. Several values are a list, with one entry for each value
//! in every part of money and places. What is null has its reason in the column of the state.
//!
//! Rows go out in groups of a few megabytes, so that memory does not grow with the number of records.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{Type, TypePtr};
use compact_str::CompactString;
use overt_model::codebook::{Kind, Schema, snake_case};
use overt_model::{Column, Part, Record, Value};

use super::csv::claim;
use super::values;
use super::{CreateFile, Losses, Output, RecordWriter, Scope, Why, WriteError};

/// A group of rows ends with whichever comes first.
const GROUP_ROWS_MAX: usize = 50_000;
const GROUP_BYTES_MAX: usize = 4 << 20;
/// What an entry of a column costs beside its text.
const ENTRY_BYTES: usize = 48;

/// Writes the files.
pub struct Writer<'a, F> {
    scope: Scope<'a>,
    create: F,
    tables: BTreeMap<CompactString, Table<'a>>,
    losses: Losses,
}

impl<'a, F: CreateFile> Writer<'a, F> {
    /// A writer whose files are made by `create`.
    pub fn new(scope: Scope<'a>, create: F) -> Self {
        Self { scope, create, tables: BTreeMap::new(), losses: Losses::default() }
    }
}

impl<F: CreateFile> RecordWriter for Writer<'_, F> {
    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        if !self.tables.contains_key(&schema.id) {
            let file = (self.create)(&format!("{}.parquet", snake_case(&schema.id)))?;
            self.losses.add_sealed(schema, &self.scope);
            self.tables.insert(schema.id.clone(), Table::new(schema, &self.scope, file)?);
        }
        let table = self.tables.get_mut(&schema.id).expect("the table was made above");
        table.add(schema, record, &mut self.losses)?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Losses, WriteError> {
        for (_, mut table) in self.tables {
            table.end_group()?;
            table.file.close()?;
        }
        Ok(self.losses)
    }
}

/// A file, with the rows of the group that is not in it yet.
struct Table<'a> {
    file: SerializedFileWriter<Output>,
    entries: Vec<Entries<'a>>,
    rows: usize,
    bytes: usize,
}

/// A column, and what it holds in the group: values, and at which depth each entry is there or is not.
struct Entries<'a> {
    of: Of<'a>,
    data: Data,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

/// Where the entries of a column come from.
#[derive(Clone, Copy)]
enum Of<'a> {
    /// One of the cells that say which record it is, and whose.
    Claim(usize),
    State(&'a overt_model::codebook::Property),
    Value(Column<'a>),
}

enum Data {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Degrees(Vec<f64>),
}

impl<'a> Table<'a> {
    fn new(schema: &'a Schema, scope: &Scope<'_>, file: Output) -> Result<Self, ParquetError> {
        let mut of: Vec<_> = (0..claim::COLUMNS.len()).map(Of::Claim).collect();
        for property in values::seen(schema, scope) {
            of.push(Of::State(property));
            of.extend(values::columns(property, scope).map(Of::Value));
        }
        let fields = of.iter().map(|of| of.field()).collect::<Result<_, _>>()?;
        let message = Type::group_type_builder(&snake_case(&schema.id)).with_fields(fields).build()?;
        let version = KeyValue::new("codebook".to_owned(), scope.codebook.version.to_string());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![version]))
            .build();
        let file = SerializedFileWriter::new(file, Arc::new(message), Arc::new(properties))?;
        let entries = of.into_iter().map(Entries::new).collect();
        Ok(Self { file, entries, rows: 0, bytes: 0 })
    }

    fn add(&mut self, schema: &Schema, record: &Record, losses: &mut Losses) -> Result<(), ParquetError> {
        let claim = claim::cells(record, schema, |id| {
            self.entries.iter().any(|entries| matches!(entries.of, Of::State(property) if property.id == *id))
        });
        for entries in &mut self.entries {
            self.bytes += match entries.of {
                Of::Claim(position) if position == RECORDED => {
                    entries.add_whole(record.claim.recorded.as_microsecond())
                }
                Of::Claim(position) => entries.add_text(Some(&claim[position]).filter(|text| !text.is_empty())),
                Of::State(property) => {
                    let state = record.fields.get(&property.id).map(|field| field.state.code());
                    entries.add_text(state)
                }
                Of::Value(column) => {
                    let values = record.values(&column.property.id);
                    if !column.property.many && values.len() > 1 && column.part == Part::Whole {
                        losses.add(schema, column.property, Why::OneValue, values.len() - 1);
                    }
                    entries.add_values(column, values)
                }
            };
        }
        self.rows += 1;
        if self.rows >= GROUP_ROWS_MAX || self.bytes >= GROUP_BYTES_MAX {
            self.end_group()?;
        }
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for entries in &mut self.entries {
            let mut column = group.next_column()?.expect("the file has one column for each");
            let (definitions, repetitions) = (Some(&*entries.definitions), Some(&*entries.repetitions));
            let repetitions = repetitions.filter(|_| entries.of.is_list());
            match &entries.data {
                Data::Text(texts) => column.typed::<ByteArrayType>().write_batch(texts, definitions, repetitions)?,
                Data::Whole(numbers) => column.typed::<Int64Type>().write_batch(numbers, definitions, repetitions)?,
                Data::Degrees(numbers) => {
                    column.typed::<DoubleType>().write_batch(numbers, definitions, repetitions)?
                }
            };
            column.close()?;
            entries.clear();
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

/// The position of the time of recording among the cells of the claim.
const RECORDED: usize = 9;

impl Of<'_> {
    fn is_list(self) -> bool {
        matches!(self, Self::Value(column) if column.property.many)
    }

    fn name(self) -> String {
        match self {
            Self::Claim(position) => claim::COLUMNS[position].0.replace('.', "_"),
            Self::State(property) => format!("{}_state", property.id),
            Self::Value(column) => column.plain_name(),
        }
    }

    fn physical(self) -> (Physical, Option<LogicalType>) {
        match self {
            Self::Claim(RECORDED) => {
                let logical = LogicalType::timestamp(true, TimeUnit::MICROS);
                (Physical::INT64, Some(logical))
            }
            Self::Value(Column { property, part: Part::Whole }) if matches!(property.kind, Kind::Integer { .. }) => {
                (Physical::INT64, None)
            }
            Self::Value(Column { part: Part::Latitude | Part::Longitude, .. }) => (Physical::DOUBLE, None),
            _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        }
    }

    fn field(self) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = self.physical();
        let name = self.name();
        let leaf = |name: &str| {
            let leaf = Type::primitive_type_builder(name, physical).with_logical_type(logical.clone());
            leaf.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
        };
        if !self.is_list() {
            return leaf(&name);
        }
        let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED);
        let list = list.with_fields(vec![leaf("element")?]).build()?;
        let group = Type::group_type_builder(&name).with_repetition(Repetition::OPTIONAL);
        Ok(Arc::new(group.with_logical_type(Some(LogicalType::List)).with_fields(vec![Arc::new(list)]).build()?))
    }
}

impl<'a> Entries<'a> {
    fn new(of: Of<'a>) -> Self {
        let data = match of.physical().0 {
            Physical::INT64 => Data::Whole(Vec::new()),
            Physical::DOUBLE => Data::Degrees(Vec::new()),
            _ => Data::Text(Vec::new()),
        };
        Self { of, data, definitions: Vec::new(), repetitions: Vec::new() }
    }

    fn clear(&mut self) {
        match &mut self.data {
            Data::Text(texts) => texts.clear(),
            Data::Whole(numbers) => numbers.clear(),
            Data::Degrees(numbers) => numbers.clear(),
        }
        self.definitions.clear();
        self.repetitions.clear();
    }

    /// Notes that an entry is there, or how deep the column goes without it.
    fn note(&mut self, definition: i16, repetition: i16) {
        self.definitions.push(definition);
        self.repetitions.push(repetition);
    }

    fn add_text(&mut self, text: Option<impl AsRef<str>>) -> usize {
        self.note(i16::from(text.is_some()), 0);
        text.map_or(ENTRY_BYTES, |text| self.push(text.as_ref()))
    }

    fn add_whole(&mut self, number: i64) -> usize {
        self.note(1, 0);
        if let Data::Whole(numbers) = &mut self.data {
            numbers.push(number);
        }
        ENTRY_BYTES
    }

    /// An optional value, or an optional list of optional values.
    fn add_values(&mut self, column: Column<'_>, values: &[Value]) -> usize {
        let is_list = column.property.many;
        if values.is_empty() {
            self.note(0, 0);
            return ENTRY_BYTES;
        }
        let taken = if is_list { values } else { &values[..1] };
        let mut bytes = 0;
        for (position, value) in taken.iter().enumerate() {
            let text = column.part.text(value);
            let definition = i16::from(text.is_some()) + if is_list { 2 } else { 0 };
            self.note(definition, i16::from(position > 0));
            bytes += text.map_or(ENTRY_BYTES, |text| self.push(&text));
        }
        bytes
    }

    /// Keeps a value in its written form; numbers that we wrote can be read.
    fn push(&mut self, text: &str) -> usize {
        match &mut self.data {
            Data::Text(texts) => texts.push(ByteArray::from(text)),
            Data::Whole(numbers) => numbers.push(text.parse().expect("a whole number was written")),
            Data::Degrees(numbers) => numbers.push(text.parse().expect("degrees were written")),
        }
        ENTRY_BYTES + text.len()
    }
}
