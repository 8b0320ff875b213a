//! The entities of the standard, their fields, and what a record says in them.

use overt_model::codebook::{Codebook, Kind, List, Property, Schema};
use overt_model::{Part, Record, Rung, State, Value};

use super::super::values;
use super::super::{Losses, Scope, Why};
use crate::codebook::{own_properties, spellings};

const SEPARATOR: &str = ";";

/// One entity: the schema that it is called after, with what the schema itself declares.
pub(super) struct Entity<'a> {
    pub(super) schema: &'a Schema,
    name: &'a str,
    fields: Vec<Field<'a>>,
}

/// One column after the first two.
struct Field<'a> {
    name: String,
    property: &'a Property,
    part: Part,
}

/// Every entity, in the order of the schemas.
pub(super) fn entities<'a>(scope: &Scope<'a>) -> Vec<Entity<'a>> {
    let codebook = scope.codebook;
    let entity = |schema: &'a Schema| {
        let name = spellings(schema.names.htcds.as_ref()).next()?;
        let properties = own_properties(codebook, schema).filter(|property| scope.shows(property.class));
        let fields = properties.flat_map(|property| fields(codebook, property, scope)).collect();
        Some(Entity { schema, name, fields })
    };
    codebook.schemas().filter_map(entity).collect()
}

/// Whether the standard, or a link of ours, has room for the property.
pub(super) fn is_held(codebook: &Codebook, property: &Property) -> bool {
    property.names.htcds.is_some() || is_link(codebook, property)
}

/// Whether the property leads to a record that has a row.
fn is_link(codebook: &Codebook, property: &Property) -> bool {
    let Kind::Reference { to } = &property.kind else { return false };
    let has_rows = |id: &str| codebook.schema(id).is_some_and(|schema| schema.names.htcds.is_some());
    to.iter().any(|id| has_rows(id))
}

fn fields<'a>(codebook: &Codebook, property: &'a Property, scope: &Scope<'_>) -> Vec<Field<'a>> {
    let field = |name: &str, part| Field { name: name.to_owned(), property, part };
    let names: Vec<_> = spellings(property.names.htcds.as_ref()).collect();
    match (&property.kind, &*names) {
        (Kind::Place { .. }, names) => {
            let seen: Vec<_> = values::columns(property, scope).map(|column| column.part).collect();
            let parts = names.iter().filter_map(|name| Some(field(name, part_of_place(name)?)));
            parts.filter(|field| seen.contains(&field.part)).collect()
        }
        (_, [name, ..]) => vec![field(name, Part::Whole)],
        (Kind::Reference { .. }, []) if is_link(codebook, property) => {
            vec![field(&format!("overt_{}", property.id), Part::Whole)]
        }
        _ => Vec::new(),
    }
}

/// The part of a place that a field with this name holds.
fn part_of_place(name: &str) -> Option<Part> {
    const ENDINGS: [(&str, Part); 5] = [
        ("Country", Part::Rung(Rung::Country)),
        ("State", Part::Rung(Rung::Region)),
        ("City", Part::Rung(Rung::Locality)),
        ("Latitude", Part::Latitude),
        ("Longitude", Part::Longitude),
    ];
    ENDINGS.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, part)| part)
}

impl Entity<'_> {
    /// The name of its sheet, which may not have a colon.
    pub(super) fn sheet_name(&self) -> String {
        self.name.replace(':', " -")
    }

    pub(super) fn file_name(&self) -> String {
        let words = self.name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        format!("{}.csv", words.map(str::to_lowercase).collect::<Vec<_>>().join("_"))
    }

    pub(super) fn header(&self) -> Vec<String> {
        let ours = ["overt_Record", "overt_Kind", "overt_Standing"].map(str::to_owned);
        ours.into_iter().chain(self.fields.iter().map(|field| field.name.clone())).collect()
    }

    pub(super) fn row(&self, scope: &Scope<'_>, schema: &Schema, record: &Record, losses: &mut Losses) -> Vec<String> {
        let mut cells = vec![record.id.to_string(), schema.id.to_string(), record.claim.standing.code().to_owned()];
        let mut before: Option<&Property> = None;
        for field in &self.fields {
            let (cell, lost) = field.cell(scope.codebook, record);
            cells.push(cell);
            // Parts of one place lose what they lose once.
            if before.is_none_or(|before| before.id != field.property.id) {
                for why in lost {
                    losses.add(schema, field.property, why, 1);
                }
            }
            before = Some(field.property);
        }
        cells
    }
}

impl Field<'_> {
    /// What a record says in the field, and what it cannot say there.
    fn cell(&self, codebook: &Codebook, record: &Record) -> (String, Vec<Why>) {
        let Some(said) = record.fields.get(&self.property.id) else { return Default::default() };
        let mut lost = Vec::new();
        let cell = match (&self.property.kind, said.state) {
            (Kind::Flag, State::AskedYes) => "TRUE".to_owned(),
            (Kind::Flag, State::AskedNo) => "FALSE".to_owned(),
            (_, State::AskedYes) => {
                let of = (self.property, self.part);
                let texts = said.values.iter().filter_map(|value| text(codebook, of, value, &mut lost));
                texts.collect::<Vec<_>>().join(SEPARATOR)
            }
            (_, State::NotAsked) => String::new(),
            _ => {
                lost.push(Why::NoState);
                String::new()
            }
        };
        (cell, lost)
    }
}

/// What a field says of one value, and what it cannot say.
fn text(
    codebook: &Codebook,
    (property, part): (&Property, Part),
    value: &Value,
    lost: &mut Vec<Why>,
) -> Option<String> {
    match (&property.kind, value) {
        (Kind::Code { list, .. }, Value::Code(code)) => {
            let spelling = spelling(codebook.list(list)?, code);
            match &spelling {
                None => lost.push(Why::NoValue),
                Some((_, is_coarser)) if *is_coarser => lost.push(Why::Coarser),
                Some(_) => {}
            }
            spelling.map(|(text, _)| text)
        }
        (Kind::Place { .. }, Value::Place(place)) => {
            let has_unheld = [Rung::District, Rung::Site].into_iter().any(|rung| place.named(rung).is_some());
            lost.extend(has_unheld.then_some(Why::Coarser));
            Some(part.text(value).unwrap_or_default().into_owned())
        }
        _ => part.text(value).map(Into::into),
    }
}

/// Whether a code is one of the standard's: its source names the standard, or a field of it. The standard's own proposals and
/// definitions know a few more, which its fields do not take.
fn is_of_standard(source: &str) -> bool {
    let is_field = |work: &str| work.strip_prefix("HTCDS:").is_some_and(|locator| locator.contains('_'));
    source.split(';').map(str::trim).any(|work| work == "HTCDS" || is_field(work))
}

/// How the standard spells a code, or the next broader code that it has, and whether it is that one.
fn spelling(list: &List, code: &str) -> Option<(String, bool)> {
    // Lists of international codes are those that the standard names; the others say which of their codes it has.
    if !list.codes().iter().any(|code| is_of_standard(&code.source)) {
        return Some((code.to_owned(), false));
    }
    let broader = std::iter::successors(list.get(code), |code| list.get(code.parent.as_ref()?));
    let known = broader.into_iter().find(|code| is_of_standard(&code.source))?;
    let spelled = list.own(known, "htcds").filter(|text| !text.is_empty()).unwrap_or(&known.code);
    Some((spelled.to_owned(), known.code != code))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use overt_model::Class;

    use super::*;

    fn spelled(list: &str, code: &str) -> Option<(String, bool)> {
        spelling(Codebook::embedded().list(list)?, code)
    }

    #[test]
    fn a_code_stands_in_the_spelling_of_the_standard_or_as_the_next_broader_one() {
        let some = |text: &str, is_coarser| Some((text.to_owned(), is_coarser));
        assert_eq!(spelled("isic_sections", "A"), some("A_AgricultureForestryAndFishing", false));
        assert_eq!(spelled("recruiter_relations", "IntimatePartner"), some("Acquainted", true));
        assert_eq!(spelled("genders", "TransNonConforming"), None);
        assert_eq!(spelled("countries", "NPL"), some("NPL", false));
    }

    const OPENED: [Class; 3] = [Class::Direct, Class::Narrative, Class::Sensitive];

    /// The fields of version 2.0 with the values that each takes; none, said aloud, where `../shared` is absent.
    fn standard() -> Vec<(String, BTreeSet<String>)> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reference/standards/htcds_fields.csv");
        let Ok(mut table) = ::csv::Reader::from_path(path) else {
            eprintln!("SKIPPED: {path} is not there");
            return Vec::new();
        };
        let rows = table.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
        // Nine rows are questions given as examples.
        let fields = rows.filter(|row| !row["field"].starts_with('('));
        let values =
            |row: &BTreeMap<String, String>| row["values"].split(';').map(|value| value.trim().to_owned()).collect();
        fields.map(|row| (row["field"].clone(), values(&row))).collect()
    }

    #[test]
    fn every_field_of_the_standard_has_one_column_and_no_other_column_is_called_like_one() {
        let scope = Scope { codebook: Codebook::embedded(), opened: &OPENED };
        let mut names: Vec<_> = entities(&scope).iter().flat_map(Entity::header).collect();
        names.retain(|name| !name.starts_with("overt_"));
        names.sort();
        let mut fields: Vec<_> = standard().into_iter().map(|(field, _)| field).collect();
        fields.sort();
        assert!(fields.is_empty() || names == fields, "{names:?}");
    }

    #[test]
    fn no_field_gets_a_value_that_it_does_not_take() {
        let scope = Scope { codebook: Codebook::embedded(), opened: &OPENED };
        let entities = entities(&scope);
        let fields = entities.iter().flat_map(|entity| &entity.fields);
        // Where the standard names a code list of others, it lists no values.
        let picked = standard().into_iter().filter(|(_, values)| values.len() > 1);
        for (name, values) in picked {
            let field = fields.clone().find(|field| field.name == name).unwrap();
            let Kind::Code { list, .. } = &field.property.kind else { panic!("{name} holds codes") };
            let list = scope.codebook.list(list).unwrap();
            let spelled: BTreeSet<_> =
                list.codes().iter().filter_map(|code| Some(spelling(list, &code.code)?.0)).collect();
            assert_eq!(spelled, values, "{name}");
        }
    }
}
