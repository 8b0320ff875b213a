//! Reading a table back.

use std::borrow::Cow;
use std::io;

use overt_model::codebook::{Codebook, Schema};
use overt_model::{Field, Part, Record, State};
use rustc_hash::FxHashMap;

use super::super::Scope;
use super::super::values::assembled;
use super::{Layout, cell, claim};

/// Why a table cannot be read, or a row of it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not a table of separated values.
    #[error("could not read the table")]
    Table(#[from] csv::Error),
    /// A column has a name that no property of the schema gives it.
    #[error("column {0} of the table is none that records of this kind have")]
    UnknownColumn(usize),
    /// The cells that say which record it is, and whose, are not whole.
    #[error("row {0} does not say which record it is, or whose facts these are")]
    Claim(u64),
    /// A cell does not hold what its column promises.
    #[error("row {row}: `{property}` is not a value of its type, or its state is none of the value states")]
    Cell {
        /// The row, the names of the columns being the first.
        row: u64,
        /// The property.
        property: String,
    },
}

/// The records of a table, in its order.
pub struct Records<'a, R> {
    layout: Layout<'a>,
    positions: FxHashMap<String, usize>,
    rows: csv::StringRecordsIntoIter<R>,
    row: u64,
}

/// Reads a table that [`Writer`](super::Writer) wrote of records of this schema. Its columns may stand in any order, and those
/// of some properties may be missing.
///
/// # Errors
/// When it is no such table.
pub fn read<'a, R: io::Read>(codebook: &'a Codebook, schema: &'a Schema, from: R) -> Result<Records<'a, R>, ReadError> {
    let everything = Scope {
        codebook,
        opened: &[overt_model::Class::Direct, overt_model::Class::Narrative, overt_model::Class::Sensitive],
    };
    let layout = Layout::new(schema, &everything);
    let mut reader = csv::Reader::from_reader(from);
    let known: std::collections::BTreeSet<_> = layout.names().into_iter().collect();
    let mut positions = FxHashMap::default();
    for (position, name) in reader.headers()?.iter().enumerate() {
        if !known.contains(name) {
            return Err(ReadError::UnknownColumn(position + 1));
        }
        positions.insert(name.to_owned(), position);
    }
    Ok(Records { layout, positions, rows: reader.into_records(), row: 1 })
}

impl<R: io::Read> Iterator for Records<'_, R> {
    type Item = Result<Record, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        self.row += 1;
        Some(row.map_err(ReadError::from).and_then(|row| self.record(&row)))
    }
}

impl<R> Records<'_, R> {
    fn record(&self, row: &csv::StringRecord) -> Result<Record, ReadError> {
        let cell = |name: &str| self.positions.get(name).and_then(|&position| row.get(position));
        let record = claim::record(self.layout.schema, |name| cell(name).map(str::to_owned));
        let mut record = record.ok_or(ReadError::Claim(self.row))?;
        for (property, columns) in self.layout.fields() {
            let wrong = || ReadError::Cell { row: self.row, property: property.id.to_string() };
            let Some(state) = cell(&format!("{}.state", property.id)).filter(|state| !state.is_empty()) else {
                continue;
            };
            let state = State::from_code(state).ok_or_else(wrong)?;
            let cells: Vec<(Part, Vec<Cow<'_, str>>)> = columns
                .iter()
                .filter_map(|column| Some((column.part, cell::read(*column, cell(&column.name())?))))
                .collect();
            let is_there = cells.iter().any(|(_, texts)| texts.iter().any(|text| !text.is_empty()));
            let count = if is_there { cells.iter().map(|(_, texts)| texts.len()).max().unwrap_or(0) } else { 0 };
            let value = |position: usize| {
                let parts: Vec<_> = cells
                    .iter()
                    .map(|(part, texts)| (*part, texts.get(position).cloned().unwrap_or_default()))
                    .collect();
                assembled(&property.kind, &parts)
            };
            let values: Option<Vec<_>> = (0..count).map(value).collect();
            let difference = record.fields.remove(&property.id).and_then(|field| field.difference);
            record
                .fields
                .insert(property.id.clone(), Field { state, values: values.ok_or_else(wrong)?.into(), difference });
        }
        Ok(record)
    }
}
