//! Answers to the forms that `overt codebook export --format xlsform` makes, as ODK gives them out: a table for each form, and one for
//! each group that repeats.
//!
//! A column is called as its question, without the names of groups in front. Several choices stand in one cell with spaces between
//! them. `KEY` is the identifier of the record; in the table of a group, `PARENT_KEY` is that of the record to which a row
//! belongs.

use std::collections::BTreeMap;

use overt_model::codebook::{Kind, Property, Schema, snake_case};
use overt_model::{Column, Record, State};

use super::csv::guarded;
use super::values;
use super::{CreateFile, Losses, Output, RecordWriter, Scope, Why, WriteError};

/// The columns that are no questions: the identifier as ODK calls it, and the kind of record, by which `overt import` knows its own.
const OURS: [&str; 2] = ["KEY", "overt_Kind"];

/// Writes the tables.
pub struct Writer<'a, F> {
    scope: Scope<'a>,
    create: F,
    tables: BTreeMap<String, ::csv::Writer<Output>>,
    losses: Losses,
}

impl<'a, F: CreateFile> Writer<'a, F> {
    /// A writer whose files are made by `create`.
    pub fn new(scope: Scope<'a>, create: F) -> Self {
        Self { scope, create, tables: BTreeMap::new(), losses: Losses::default() }
    }

    /// The table of this name, begun with its header if it is new.
    fn table(
        &mut self,
        name: &str,
        header: impl FnOnce() -> Vec<String>,
    ) -> Result<&mut ::csv::Writer<Output>, WriteError> {
        if !self.tables.contains_key(name) {
            let mut rows = ::csv::Writer::from_writer((self.create)(&format!("{name}.csv"))?);
            rows.write_record(header())?;
            self.tables.insert(name.to_owned(), rows);
        }
        Ok(self.tables.get_mut(name).expect("the table was made above"))
    }
}

impl<F: CreateFile> RecordWriter for Writer<'_, F> {
    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        let form = snake_case(&schema.id);
        let scope = self.scope;
        self.losses.add_sealed(schema, &scope);
        self.losses.add_record(schema, Why::NoClaim);
        let mut row = vec![record.id.to_string(), schema.id.to_string()];
        for property in values::seen(schema, &scope) {
            let values = record.values(&property.id);
            if has_state(property) {
                row.push(record.state(&property.id).code().to_owned());
            }
            if repeats(property) {
                let name = format!("{form}-{}_entries", property.id);
                let columns: Vec<_> = values::columns(property, &scope).collect();
                let table = self.table(&name, || {
                    let keys = ["PARENT_KEY", "KEY"].map(str::to_owned);
                    keys.into_iter().chain(columns.iter().map(Column::plain_name)).collect()
                })?;
                for (position, value) in values.iter().enumerate() {
                    let keys =
                        [record.id.to_string(), format!("{}/{}_entries[{}]", record.id, property.id, position + 1)];
                    let cells = columns.iter().map(|column| cell(column, std::slice::from_ref(value)));
                    table.write_record(keys.into_iter().chain(cells))?;
                }
            } else {
                row.extend(values::columns(property, &scope).map(|column| cell(&column, values)));
            }
        }
        self.table(&form, || header(schema, &scope))?.write_record(row)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Losses, WriteError> {
        for table in self.tables.values_mut() {
            table.flush()?;
        }
        Ok(self.losses)
    }
}

fn header(schema: &Schema, scope: &Scope<'_>) -> Vec<String> {
    let mut names = OURS.map(str::to_owned).to_vec();
    for property in values::seen(schema, scope) {
        names.extend(has_state(property).then(|| format!("{}_state", property.id)));
        if !repeats(property) {
            names.extend(values::columns(property, scope).map(|column| column.plain_name()));
        }
    }
    names
}

/// A form asks for the state unless there is only one.
fn has_state(property: &Property) -> bool {
    property.states.iter().any(|state| state != State::AskedYes)
}

/// Codes are chosen together; of everything else each value is asked for by itself.
fn repeats(property: &Property) -> bool {
    property.many && !matches!(property.kind, Kind::Code { .. } | Kind::Flag)
}

fn cell(column: &Column<'_>, values: &[overt_model::Value]) -> String {
    let texts: Vec<_> = values.iter().filter_map(|value| column.part.text(value)).collect();
    let text = texts.join(" ");
    let is_harmless = column.part.is_number(&column.property.kind) || column.part.is_date(&column.property.kind);
    if is_harmless { text } else { guarded(text) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use overt_model::{Class, Codebook};

    use super::*;
    use crate::codebook::xlsform::questions_of;

    #[test]
    fn the_columns_are_the_questions_of_the_form() {
        let codebook = Codebook::embedded();
        let scope = Scope { codebook, opened: &[Class::Direct, Class::Narrative, Class::Sensitive] };
        for schema in codebook.schemas().filter(|schema| !schema.is_abstract) {
            let mut columns: BTreeSet<_> =
                header(schema, &scope).into_iter().filter(|name| !OURS.contains(&name.as_str())).collect();
            for property in schema.properties.iter().filter(|property| repeats(property)) {
                columns.extend(values::columns(property, &scope).map(|column| column.plain_name()));
            }
            assert_eq!(columns, questions_of(codebook, schema).into_iter().collect(), "{}", schema.id);
        }
    }
}
