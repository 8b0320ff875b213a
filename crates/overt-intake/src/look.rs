//! A file is gone through once before anything is made of it: how many rows, which columns, and what its dates show.

use overt_model::Codebook;

use crate::guess::{self, Guess};
use crate::mapping::{Fit, Mapping, MappingError, OrderFound};
use crate::rows::{Item, ReadError, Row, Rows, Unit};
use crate::{forms, ready};

/// What was seen of a file, with a mapping in mind.
#[derive(Debug)]
pub struct Look {
    /// What the mapping calls such files.
    pub title: String,
    /// How the file was understood.
    pub about: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows, rejects included.
    pub rows: u64,
    /// What its places are counted in.
    pub unit: Unit,
    /// What its dates show.
    pub orders: Vec<OrderFound>,
    /// How mapping and columns fit.
    pub fit: Fit,
    /// Records of the mapping that only the content of a row tells apart.
    pub without_key: Vec<String>,
}

impl Look {
    /// Goes through the rows. The mapping learns what the dates show. `advance` hears of each row.
    ///
    /// # Errors
    /// When reading cannot go on.
    pub fn at(rows: &mut dyn Rows, mapping: &mut Mapping, mut advance: impl FnMut()) -> Result<Self, ReadError> {
        let (about, unit) = (rows.about(), rows.unit());
        let (mut survey, mut row, mut count, mut bound) = (mapping.survey(), Row::default(), 0, usize::MAX);
        while let Some(item) = rows.next(&mut row)? {
            if rows.columns().len() != bound {
                survey.bind(rows.columns());
                bound = rows.columns().len();
            }
            count += 1;
            if matches!(item, Item::Row(_)) {
                survey.row(&row);
            }
            advance();
        }
        let orders = survey.found();
        mapping.decide(&orders);
        let columns = rows.columns().to_vec();
        let (fit, title) = (mapping.fit(&columns), mapping.title.clone());
        let without_key = mapping.without_key().map(str::to_owned).collect();
        Ok(Self { title, about, columns, rows: count, unit, orders, fit, without_key })
    }

    /// The properties of which dates could have the day or the month first, so that nothing may be imported before somebody says which.
    pub fn undecided(&self) -> impl Iterator<Item = &str> {
        self.orders.iter().filter(|found| found.must_be_said()).map(|found| found.property.as_str())
    }
}

/// The mapping of this name: one that comes with the program, or `form:Victim` for answers to the form of a kind of record. None where
/// there is no such name.
pub fn named(name: &str, codebook: &'static Codebook) -> Option<Result<Mapping, MappingError>> {
    match name.strip_prefix("form:") {
        Some(schema) => {
            let schema = codebook.schema(schema).filter(|schema| !schema.is_abstract)?;
            Some(forms::mapping(schema, codebook))
        }
        None => Some(ready::get(name)?.mapping(codebook)),
    }
}

/// The name of the mapping that comes with the program and fits the columns, if one does.
///
/// # Errors
/// When reading cannot go on.
pub fn fitting(rows: &mut dyn Rows, codebook: &'static Codebook) -> Result<Option<String>, ReadError> {
    let (mut row, mut read) = (Row::default(), 0);
    // Where each row may bring its own columns, those of the first rows; no row is read where all are known.
    while rows.may_find_columns() && read < guess::SAMPLE_ROWS && rows.next(&mut row)?.is_some() {
        read += 1;
    }
    let form = forms::fitting(rows.columns(), codebook).map(|schema| format!("form:{}", schema.id));
    Ok(form.or_else(|| ready::fitting(rows.columns(), codebook).map(|ready| ready.name.to_owned())))
}

/// What the first rows let suppose.
///
/// # Errors
/// When reading cannot go on.
pub fn guess(rows: &mut dyn Rows, codebook: &'static Codebook) -> Result<Guess, ReadError> {
    let (mut row, mut cells) = (Row::default(), Vec::new());
    while cells.len() < guess::SAMPLE_ROWS
        && let Some(item) = rows.next(&mut row)?
    {
        if matches!(item, Item::Row(_)) {
            cells.push(row.cells().map(str::to_owned).collect());
        }
    }
    Ok(guess::guess(rows.columns(), &cells, codebook))
}
