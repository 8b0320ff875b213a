//! Which columns of a file say what of a person.

use std::collections::BTreeMap;

use overt_intake::rows::Row;
use overt_link::pprl::FieldKind;
use overt_model::Private;

use super::input::plain;
use crate::exit::Exit;
use crate::failure::Failure;

/// Usual names of columns, as [`plain`] leaves them.
const NAMES: [(FieldKind, &str, &[&str]); 8] = [
    (
        FieldKind::GivenName,
        "given name",
        &[
            "givenname",
            "givennames",
            "firstname",
            "firstnames",
            "forename",
            "forenames",
            "nombre",
            "nombres",
            "prenom",
            "prenoms",
        ],
    ),
    (
        FieldKind::Surname,
        "surname",
        &[
            "surname",
            "surnames",
            "familyname",
            "familynames",
            "lastname",
            "lastnames",
            "apellido",
            "apellidos",
            "nomdefamille",
        ],
    ),
    (
        FieldKind::Birth,
        "birth",
        &[
            "dob",
            "birthdate",
            "dateofbirth",
            "birth",
            "born",
            "birthyear",
            "yearofbirth",
            "yob",
            "fechadenacimiento",
            "datedenaissance",
        ],
    ),
    (FieldKind::Sex, "sex", &["sex", "gender", "sexo", "sexe"]),
    (
        FieldKind::Nationality,
        "nationality",
        &["nationality", "nationalities", "citizenship", "citizenships", "nacionalidad", "nationalite"],
    ),
    (FieldKind::City, "city", &["city", "place", "town", "residence", "ciudad", "ville"]),
    (FieldKind::Phone, "phone", &["phone", "phones", "phonenumber", "telephone", "mobile", "tel", "telefono"]),
    (
        FieldKind::Document,
        "document",
        &[
            "docid",
            "document",
            "documentid",
            "documentnumber",
            "docnumber",
            "passport",
            "passportnumber",
            "idnumber",
            "nationalid",
        ],
    ),
];

/// What the column of identifiers is called where nobody says it.
const IDS: [&str; 4] = ["id", "recordid", "recid", "caseid"];

/// Where in the rows of a file everything stands. It grows where each row brings its columns.
pub(super) struct Columns {
    wanted_id: Option<String>,
    id: Option<usize>,
    kinds: Vec<Option<FieldKind>>,
    names: Vec<String>,
}

impl Columns {
    pub(super) fn new(wanted_id: Option<&str>) -> Self {
        Self { wanted_id: wanted_id.map(plain), id: None, kinds: Vec::new(), names: Vec::new() }
    }

    /// Looks at columns that were not there before.
    pub(super) fn extend(&mut self, names: &[String]) {
        for (place, name) in names.iter().enumerate().skip(self.kinds.len()) {
            let plain = plain(name);
            let is_id = match &self.wanted_id {
                Some(wanted) => *wanted == plain,
                None => IDS.contains(&plain.as_str()),
            };
            if is_id && self.id.is_none() {
                self.id = Some(place);
            }
            let kind = NAMES.iter().find(|(_, _, names)| names.contains(&plain.as_str())).map(|(kind, ..)| *kind);
            self.kinds.push(kind.filter(|_| self.id != Some(place)));
            self.names.push(name.clone());
        }
    }

    pub(super) fn id<'r>(&self, row: &'r Row) -> &'r str {
        self.id.and_then(|id| row.cell(id)).unwrap_or_default().trim()
    }

    pub(super) fn values(&self, row: &Row) -> Vec<(FieldKind, Private<String>)> {
        let cells = self.kinds.iter().enumerate().filter_map(|(place, kind)| Some(((*kind)?, row.cell(place)?.trim())));
        cells.filter(|(_, text)| !text.is_empty()).map(|(kind, text)| (kind, Private::new(text.to_owned()))).collect()
    }

    /// What was recognised: in words, with the columns of each.
    pub(super) fn told(&self) -> BTreeMap<&'static str, Vec<&str>> {
        let mut told: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
        for (kind, name) in self.kinds.iter().zip(&self.names) {
            if let Some((_, words, _)) = NAMES.iter().find(|(other, ..)| Some(*other) == *kind) {
                told.entry(words).or_default().push(name);
            }
        }
        told
    }

    /// Refuses a file in which no record could be named, or told from another.
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.id.is_none() {
            let message = match self.wanted_id {
                Some(_) => "no column has the name that `--id` gives",
                None => {
                    "no column is called `id`, `record_id`, `rec_id` or `case_id`, so you could not find your records again"
                }
            };
            let hint = "name the column of your own identifiers with `--id COLUMN`; they never leave";
            return Err(Failure::new(Exit::WrongUse, "pprl-columns", message).with_hint(hint));
        }
        let has = |kind: FieldKind| self.kinds.contains(&Some(kind));
        if !has(FieldKind::GivenName) && !has(FieldKind::Surname) {
            let message = "no column has a usual name for given names or surnames";
            let hint = "call them `given_name` and `family_name`; `overt pprl encode --help` lists what is known";
            return Err(Failure::new(Exit::WrongUse, "pprl-columns", message).with_hint(hint));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known_and_the_identifier_is_no_value() {
        let mut columns = Columns::new(Some("Passport"));
        columns.extend(&["passport", "First Name", "family-name", "DOB", "phone.2", "colour"].map(str::to_owned));
        assert_eq!(columns.id, Some(0));
        let kinds = [
            None,
            Some(FieldKind::GivenName),
            Some(FieldKind::Surname),
            Some(FieldKind::Birth),
            Some(FieldKind::Phone),
            None,
        ];
        assert_eq!(columns.kinds, kinds);
        assert!(columns.check().is_ok());
        assert!(Columns::new(None).check().is_err());
    }
}
