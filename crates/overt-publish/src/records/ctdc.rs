//! The layout of the Counter-Trafficking Data Collaborative of 2024: 27 columns, one row for each victim, no names.
//!
//! **This is microdata of people.** A row of a few columns can be enough for somebody to recognise one of them. What the
//! Collaborative publishes in this layout is synthetic; what this writes is not. It is for the contributor's own work, and for
//! handing over under an agreement: never for publishing.
//!
//! A flag is `1` or empty, never `0`: empty means that nobody recorded it, not that it was not so. A method that pooled data join
//! with others sets the flag of all of them.

use std::io::Write;

use overt_model::codebook::{Code, Codebook, List, Property, Schema};
use overt_model::{Record, State, Value};

use super::{Losses, RecordWriter, Scope, Why, WriteError};
use crate::codebook::spellings;

/// The columns, in their order.
pub const COLUMNS: [&str; 27] = [
    "yearOfRegistration",
    "gender",
    "ageBroad",
    "citizenship",
    "CountryOfExploitation",
    "traffickMonths",
    "meansDebtBondageEarnings",
    "meansThreats",
    "meansAbusePsyPhySex",
    "meansFalsePromises",
    "meansDrugsAlcohol",
    "meansDenyBasicNeeds",
    "meansExcessiveWorkHours",
    "meansWithholdDocs",
    "isForcedLabour",
    "isSexualExploit",
    "isOtherExploit",
    "typeOfLabourAgriculture",
    "typeOfLabourConstruction",
    "typeOfLabourDomesticWork",
    "typeOfLabourHospitality",
    "typeOfSexProstitution",
    "typeOfSexPornography",
    "recruiterRelationIntimatePartner",
    "recruiterRelationFriend",
    "recruiterRelationFamily",
    "recruiterRelationOther",
];

/// The columns that are no flags.
const PLAIN: usize = 6;

/// What stands in each of them comes from these properties, the first that has a value.
const FROM: [&[&str]; PLAIN] = [
    &["registered_on"],
    &["gender"],
    &["age_band", "age_at_identification"],
    &["citizenships"],
    &["countries_of_exploitation", "place_of_exploitation"],
    &["duration_band", "duration_months"],
];

/// How the layout words the bands of duration.
const DURATIONS: [(&str, &str); 3] = [("0-12", "0-12 (0-1 yr)"), ("13-24", "13-24 (1-2 yrs)"), ("25+", "25+ (2+ yrs)")];

/// Writes the table of victims; other records are not for it.
pub struct Writer<'a, W: Write> {
    scope: Scope<'a>,
    flags: Vec<Flag<'a>>,
    rows: ::csv::Writer<W>,
    losses: Losses,
}

/// A column that is `1` when a property has a code, or one below it.
struct Flag<'a> {
    property: &'a Property,
    list: &'a List,
    code: &'a Code,
}

impl<'a, W: Write> Writer<'a, W> {
    /// A writer of the table.
    ///
    /// # Errors
    /// When the names of the columns cannot be written, or the codebook has no victims.
    pub fn new(scope: Scope<'a>, out: W) -> Result<Self, WriteError> {
        let victim = scope.codebook.schema("Victim").ok_or_else(|| WriteError::UnknownSchema("Victim".into()))?;
        let flags = COLUMNS[PLAIN..].iter().filter_map(|name| flag(scope.codebook, victim, name)).collect();
        let mut rows = ::csv::Writer::from_writer(out);
        rows.write_record(COLUMNS)?;
        Ok(Self { scope, flags, rows, losses: Losses::default() })
    }
}

/// What sets a flag: the property that is called so elsewhere, and the code that has the name as a spelling.
fn flag<'a>(codebook: &'a Codebook, victim: &'a Schema, name: &str) -> Option<Flag<'a>> {
    let is_called = |property: &&'a Property| spellings(property.names.ctdc.as_ref()).any(|spelling| spelling == name);
    let property = victim.properties.iter().map(|property| &**property).find(is_called)?;
    let overt_model::codebook::Kind::Code { list, .. } = &property.kind else { return None };
    let list = codebook.list(list)?;
    Some(Flag { property, list, code: list.find(name)? })
}

impl<W: Write> RecordWriter for Writer<'_, W> {
    fn takes(&self, record: &Record) -> bool {
        self.scope.codebook.schema(&record.schema).is_some_and(|schema| schema.is_a("Victim"))
    }

    fn write(&mut self, record: &Record) -> Result<(), WriteError> {
        let schema = self.scope.schema(record)?;
        if !schema.is_a("Victim") {
            self.losses.add_record(schema, Why::NoRecord);
            return Ok(());
        }
        self.losses.add_record(schema, Why::NoClaim);
        let mut row = Vec::with_capacity(COLUMNS.len());
        for (column, properties) in FROM.iter().enumerate() {
            let value = properties.iter().find_map(|id| record.values(id).first());
            row.push(value.and_then(|value| self.plain(column, value)).unwrap_or_default());
        }
        let sets = |flag: &Flag<'_>, value: &Value| matches!(value, Value::Code(code) if flag.list.is_under(code, &flag.code.code));
        for flag in &self.flags {
            let is_set = record.values(&flag.property.id).iter().any(|value| sets(flag, value));
            row.push(if is_set { "1" } else { "" }.to_owned());
        }
        self.note_losses(schema, record, sets);
        Ok(self.rows.write_record(row)?)
    }

    fn finish(mut self: Box<Self>) -> Result<Losses, WriteError> {
        self.rows.flush()?;
        Ok(self.losses)
    }
}

impl<W: Write> Writer<'_, W> {
    fn plain(&self, column: usize, value: &Value) -> Option<String> {
        let list = |name: &str| self.scope.codebook.list(name);
        let text = match (COLUMNS[column], value) {
            (_, Value::Date(date)) => date.year()?.to_string(),
            ("gender", Value::Code(code)) => gender(list("genders")?, code)?,
            ("ageBroad", Value::Integer(age)) => band(list("age_bands")?, *age)?,
            ("traffickMonths", Value::Integer(months)) => band(list("duration_bands")?, *months)?,
            (_, Value::Code(code)) => code.to_string(),
            (_, Value::Place(place)) => place.country.as_ref()?.to_string(),
            _ => return None,
        };
        let worded = DURATIONS.iter().find(|(band, _)| COLUMNS[column] == "traffickMonths" && *band == text);
        Some(worded.map_or(text, |(_, words)| (*words).to_owned()))
    }

    fn note_losses(&mut self, schema: &Schema, record: &Record, sets: impl Fn(&Flag<'_>, &Value) -> bool) {
        for (id, field) in &record.fields {
            let Some(property) = schema.property(id) else { continue };
            let flags: Vec<_> = self.flags.iter().filter(|flag| flag.property.id == *id).collect();
            let is_plain = FROM.iter().flat_map(|properties| properties.iter()).any(|from| from == id);
            if !self.scope.shows(property.class) {
                self.losses.add(schema, property, Why::Sealed, 1);
            } else if flags.is_empty() && !is_plain {
                self.losses.add_unheld(schema, property, field);
            } else if field.values.is_empty() {
                self.losses.add(schema, property, Why::NoState, usize::from(field.state != State::NotAsked));
            } else if is_plain {
                let is_exact = matches!(&field.values[0], Value::Code(_));
                self.losses.add(schema, property, Why::Coarser, usize::from(!is_exact));
                self.losses.add(schema, property, Why::OneValue, field.values.len() - 1);
            } else {
                let is_exact = |value: &&Value| {
                    flags.iter().any(|flag| matches!(value, Value::Code(code) if *code == flag.code.code))
                };
                let held = field.values.iter().filter(|value| flags.iter().any(|flag| sets(flag, value))).count();
                let exact = field.values.iter().filter(is_exact).count();
                self.losses.add(schema, property, Why::NoValue, field.values.len() - held);
                self.losses.add(schema, property, Why::Coarser, held.saturating_sub(exact));
            }
        }
    }
}

/// The word of the layout for a gender: the first spelling of the code, or of the broader one that it has.
fn gender(list: &List, code: &str) -> Option<String> {
    let mut broader = std::iter::successors(list.get(code), |code| list.get(code.parent.as_ref()?));
    broader.find(|code| code.source.contains("CTDC:gender"))?.aliases.first().cloned()
}

/// The band in which a number lies.
fn band(list: &List, number: i64) -> Option<String> {
    let limit = |code: &Code, column: &str| list.own(code, column).and_then(|limit| limit.parse::<i64>().ok());
    let holds = |code: &&Code| {
        limit(code, "from").is_some_and(|from| from <= number) && limit(code, "to").is_none_or(|to| number <= to)
    };
    list.codes().iter().find(holds).map(|code| code.code.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flag_of_the_layout_has_a_code_in_the_codebook() {
        let codebook = Codebook::embedded();
        let victim = codebook.schema("Victim").unwrap();
        let missing: Vec<_> = COLUMNS[PLAIN..].iter().filter(|name| flag(codebook, victim, name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
