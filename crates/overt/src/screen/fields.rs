//! Which columns of a file say what about whom.

use overt_intake::rows::Row;
use overt_link::names::Kind;
use overt_link::screen::Subject;
use overt_model::{Codebook, Private};

use crate::pprl::plain;

/// What a column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    /// Parts of a name, in the order in which they are put together.
    Given,
    Middle,
    Family,
    Birth,
    Country,
    Identifier,
    Schema,
}

/// Usual names of columns, and properties of `FollowTheMoney`, as [`plain`] leaves them.
const NAMES: [(Field, &[&str]); 8] = [
    (
        Field::Name,
        &[
            "name",
            "names",
            "fullname",
            "caption",
            "alias",
            "aliases",
            "aka",
            "alsoknownas",
            "weakalias",
            "previousname",
            "formername",
            "abbreviation",
            "organisation",
            "organization",
            "company",
            "companyname",
            "nombrecompleto",
            "nomcomplet",
        ],
    ),
    (
        Field::Given,
        &["givenname", "givennames", "firstname", "firstnames", "forename", "nombre", "nombres", "prenom", "prenoms"],
    ),
    (Field::Middle, &["middlename", "secondname", "fathername", "patronymic"]),
    (
        Field::Family,
        &["familyname", "familynames", "lastname", "surname", "surnames", "apellido", "apellidos", "nomdefamille"],
    ),
    (
        Field::Birth,
        &[
            "birthdate",
            "dob",
            "dateofbirth",
            "birth",
            "born",
            "birthyear",
            "yearofbirth",
            "yob",
            "incorporationdate",
            "founded",
        ],
    ),
    (
        Field::Country,
        &[
            "country",
            "countries",
            "nationality",
            "nationalities",
            "citizenship",
            "citizenships",
            "jurisdiction",
            "maincountry",
        ],
    ),
    (
        Field::Identifier,
        &[
            "identifier",
            "identifiers",
            "idnumber",
            "docid",
            "document",
            "documentnumber",
            "passport",
            "passportnumber",
            "nationalid",
            "registrationnumber",
            "taxnumber",
            "socialsecuritynumber",
            "inncode",
            "ogrncode",
            "leicode",
            "lei",
            "vatcode",
            "swiftbic",
            "imonumber",
            "dunscode",
            "phone",
            "telephone",
            "mobile",
            "email",
        ],
    ),
    (Field::Schema, &["schema", "type", "kind", "entitytype"]),
];

/// What the column of identifiers is called where nobody says it.
const IDS: [&str; 3] = ["id", "recordid", "entityid"];

/// Where in the rows of a file everything stands. It grows where each row brings its columns.
pub(super) struct Fields {
    wanted_id: Option<String>,
    pub(super) id: Option<usize>,
    columns: Vec<Option<Field>>,
}

impl Fields {
    pub(super) fn new(wanted_id: Option<&str>) -> Self {
        Self { wanted_id: wanted_id.map(plain), id: None, columns: Vec::new() }
    }

    pub(super) fn extend(&mut self, names: &[String]) {
        for (place, name) in names.iter().enumerate().skip(self.columns.len()) {
            let own = own(name);
            let is_id = own.as_deref().is_some_and(|own| match &self.wanted_id {
                Some(wanted) => wanted == own,
                None => IDS.contains(&own),
            });
            if is_id && self.id.is_none() {
                self.id = Some(place);
                self.columns.push(None);
                continue;
            }
            let field = NAMES.iter().find(|(_, names)| own.as_deref().is_some_and(|own| names.contains(&own)));
            self.columns.push(field.map(|(field, _)| *field));
        }
    }

    pub(super) fn has_name(&self) -> bool {
        let is_name = |field: &Field| matches!(field, Field::Name | Field::Given | Field::Family);
        self.columns.iter().flatten().any(is_name)
    }

    fn cells<'r>(&'r self, row: &'r Row, wanted: Field) -> impl Iterator<Item = &'r str> {
        let places = self.columns.iter().enumerate().filter(move |(_, field)| **field == Some(wanted));
        places.filter_map(|(place, _)| row.cell(place)).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// What the row says its subject is, as it is written.
    pub(super) fn schema<'r>(&'r self, row: &'r Row) -> Option<&'r str> {
        self.cells(row, Field::Schema).next()
    }

    /// Whom the row is about. `kind` holds where the row does not say it.
    pub(super) fn subject(&self, row: &Row, kind: Option<Kind>, codebook: &Codebook) -> Subject {
        let values = |field: Field| -> Vec<Private<String>> {
            let mut values: Vec<Private<String>> = Vec::new();
            for value in self.cells(row, field).flat_map(parts) {
                let value = Private::new(value.to_owned());
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            values
        };
        let mut names = values(Field::Name);
        let words: Vec<&str> =
            [Field::Given, Field::Middle, Field::Family].into_iter().flat_map(|part| self.cells(row, part)).collect();
        // Given names alone are no other name of somebody whose whole name is there.
        if !words.is_empty() && names.is_empty() {
            names.push(Private::new(words.join(" ")));
        }
        let kind = self.schema(row).map_or_else(|| kind.or((!words.is_empty()).then_some(Kind::Person)), kind_of);
        let countries = codebook.list("countries");
        let country = |text: &Private<String>| {
            let text = text.expose();
            countries.and_then(|list| list.find(text)).map_or_else(|| text.clone(), |code| code.code.to_string())
        };
        Subject {
            kind,
            names,
            births: values(Field::Birth),
            countries: values(Field::Country).iter().map(country).collect(),
            identifiers: values(Field::Identifier),
        }
    }
}

/// The name of a column that is about the row's own subject; nothing for what is nested and so about somebody else.
fn own(name: &str) -> Option<String> {
    let mut parts = name.split('.').filter(|part| part.parse::<u32>().is_err());
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    match (second, third) {
        (None, _) => Some(plain(first)),
        (Some(second), None) if first == "properties" => Some(plain(second)),
        _ => None,
    }
}

/// Several values in one cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// Schemata of `FollowTheMoney` that can be screened, and usual words for them.
fn kind_of(schema: &str) -> Option<Kind> {
    match plain(schema).as_str() {
        "person" | "individual" | "people" | "natural" | "naturalperson" => Some(Kind::Person),
        "company" | "organization" | "organisation" | "publicbody" | "business" | "legal" => Some(Kind::Organisation),
        _ => None,
    }
}

/// Whether a row is about something else than a person or an organisation: a payment, an address, a ship.
pub(super) fn is_other(schema: &str) -> bool {
    let entities = ["legalentity", "entity", "unknown", "thing"];
    kind_of(schema).is_none() && !entities.contains(&plain(schema).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nested_is_about_somebody_else() {
        assert_eq!(own("properties.name.2").as_deref(), Some("name"));
        assert_eq!(own("Full Name").as_deref(), Some("fullname"));
        assert_eq!(own("properties.addressEntity.1.properties.country.1"), None);
        assert_eq!(own("owner.name"), None);
    }

    #[test]
    fn parts_of_a_name_are_put_together_and_countries_are_codes() {
        let mut fields = Fields::new(None);
        fields.extend(&["id", "surname", "first name", "citizenship", "passport"].map(str::to_owned));
        let mut row = Row::default();
        for cell in ["7", "Oyelaran", "Wanjiru", "Nigeria; ke", "A1; B2"] {
            row.push(cell);
        }
        let subject = fields.subject(&row, None, Codebook::embedded());
        assert_eq!(subject.names[0].expose(), "Wanjiru Oyelaran");
        assert_eq!((subject.kind, subject.countries), (Some(Kind::Person), vec!["NGA".to_owned(), "KEN".to_owned()]));
        assert_eq!(subject.identifiers.len(), 2);
    }
}
