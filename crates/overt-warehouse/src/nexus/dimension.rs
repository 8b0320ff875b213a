//! By what acts of corruption can be counted: every open or quasi code and flag of the codebook, and what follows from them.

use std::fmt::Write as _;

use compact_str::CompactString;
use overt_model::codebook::{Kind, Property};
use overt_model::{Codebook, State};

/// The kind of record that is counted.
pub(super) const SCHEMA: &str = "CorruptAct";
/// A short name for the property that is asked for most.
const ACTOR: (&str, &str) = ("actor", "actor_role");

/// One way to divide acts. Each act falls into exactly one member of it, known or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// What it is called in questions and answers.
    pub name: String,
    /// What people call it, in English.
    pub label: String,
    /// The list of which its members are codes; none if they are something else.
    pub list: Option<String>,
    /// The columns it needs.
    pub(super) columns: Vec<String>,
    /// The expression that gives the member of a row.
    pub(crate) sql: String,
    /// The column of codes and that of states, where the member is the one or else the other.
    pub(super) coded: Option<(String, String)>,
}

/// What follows from a code: the dimension, the property it follows from, the column of that property's list, and its own list.
const DERIVED: [(&str, &str, &str, &str, &str); 4] = [
    ("chain", "Chain", "stage", "chain", "chains"),
    ("macro_stage", "Group of stages", "stage", "macro_stage", "macro_stages"),
    ("degree", "Degree", "act", "degree", "degrees"),
    ("sector", "Sector of the actor", "actor_role", "sector", "sectors"),
];

/// Columns of the claim.
const CLAIM: [(&str, &str, &str, Option<&str>); 4] = [
    ("standing", "Standing", "claim_standing", Some("standing")),
    ("source", "Contributor", "claim_source", None),
    ("handling", "Handling", "claim_handling", Some("tlp")),
    ("grade", "Grade", "claim_grade", None),
];

/// Every dimension, in the order of the codebook.
pub fn dimensions(codebook: &Codebook) -> Vec<Dimension> {
    let Some(schema) = codebook.schema(SCHEMA) else { return Vec::new() };
    let mut dimensions = Vec::new();
    for property in schema.properties.iter().filter(|property| !property.class.is_sealed()) {
        dimensions.extend(of_property(property));
        let derived = DERIVED.iter().filter(|(_, _, from, ..)| property.id == *from);
        dimensions.extend(derived.filter_map(|derived| follows(codebook, property, derived)));
    }
    dimensions.extend(CLAIM.iter().map(|(name, label, column, list)| Dimension {
        name: (*name).to_owned(),
        label: (*label).to_owned(),
        list: list.map(str::to_owned),
        columns: vec![(*column).to_owned()],
        sql: (*column).to_owned(),
        coded: None,
    }));
    dimensions
}

pub(crate) fn of_property(property: &Property) -> Option<Dimension> {
    let id = property.id.as_str();
    let label = property.label.get(overt_model::Lang::En).to_owned();
    let (list, column, sql) = match &property.kind {
        // Several codes are one member, so that no act counts twice.
        Kind::Code { list, .. } if property.many => {
            (Some(list), Some(id.to_owned()), format!("coalesce(array_to_string(array_sort({id}), '+'), {id}_state)"))
        }
        Kind::Code { list, .. } => (Some(list), Some(id.to_owned()), format!("coalesce({id}, {id}_state)")),
        Kind::Flag => return Some(dimension(id, label, Some(State::LIST), vec![], format!("{id}_state"), property)),
        Kind::Date { .. } if !property.many => return Some(year(id, property)),
        Kind::Place { .. } => {
            let column = format!("{id}_country");
            let sql =
                format!("coalesce({column}, CASE WHEN {id}_state = 'asked-yes' THEN '{NONE}' ELSE {id}_state END)");
            return Some(Dimension {
                name: if id == "place" { "country".to_owned() } else { column.clone() },
                ..dimension(id, format!("{label}: country"), Some("countries"), vec![column], sql, property)
            });
        }
        _ => return None,
    };
    let coded =
        (!property.many && matches!(property.kind, Kind::Code { .. })).then(|| (id.to_owned(), format!("{id}_state")));
    let name = if id == ACTOR.1 { ACTOR.0 } else { id };
    let found = dimension(id, label, list.map(CompactString::as_str), column.into_iter().collect(), sql, property);
    Some(Dimension { name: name.to_owned(), coded, ..found })
}

/// What a member is called that is known to be none of the others.
pub(crate) const NONE: &str = "none";
/// The member for dates that may lie in several years.
pub(crate) const SEVERAL_YEARS: &str = "several-years";

fn year(id: &str, property: &Property) -> Dimension {
    let name = if id == "happened_on" { "year".to_owned() } else { format!("{id}_year") };
    let (first, last) = (format!("{id}_first"), format!("{id}_last"));
    let sql = format!(
        "coalesce(CASE WHEN date_part('year', {first}) = date_part('year', {last}) THEN CAST(date_part('year', {first}) AS VARCHAR) \
         WHEN {id}_state = 'asked-yes' THEN '{SEVERAL_YEARS}' END, {id}_state)"
    );
    let label = format!("{}: year", property.label.get(overt_model::Lang::En));
    Dimension { name, ..dimension(id, label, None, vec![first, last], sql, property) }
}

fn follows(codebook: &Codebook, property: &Property, derived: &(&str, &str, &str, &str, &str)) -> Option<Dimension> {
    let (name, label, from, column, list) = derived;
    let Kind::Code { list: of, .. } = &property.kind else { return None };
    // In SQL and not through a function: few codes, many rows.
    let mut cases = String::new();
    for code in codebook.list(of)?.codes() {
        let own = codebook.list(of)?.own(code, column).filter(|own| !own.is_empty()).unwrap_or(NONE);
        let _ = write!(cases, " WHEN '{}' THEN '{own}'", code.code);
    }
    let sql = format!("coalesce(CASE {from}{cases} END, {from}_state)");
    let found = dimension(from, (*label).to_owned(), Some(list), vec![(*from).to_owned()], sql, property);
    Some(Dimension { name: (*name).to_owned(), ..found })
}

fn dimension(
    name: &str,
    label: String,
    list: Option<&str>,
    mut columns: Vec<String>,
    sql: String,
    property: &Property,
) -> Dimension {
    columns.push(format!("{}_state", property.id));
    Dimension { name: name.to_owned(), label, list: list.map(str::to_owned), columns, sql, coded: None }
}
