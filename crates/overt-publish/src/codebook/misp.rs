//! A MISP taxonomy with a predicate for each list meant for it, and a MISP object template for acts of corruption.
//!
//! Both follow the JSON schemata that MISP publishes with its taxonomies and objects. The template offers only what may
//! leave in a row, so nothing in it can name a victim, a witness or an address.

use std::collections::BTreeMap;

use overt_model::codebook::{Code, Kind, List, Property, Schema};
use overt_model::{Codebook, Lang, Standing};
use serde::Serialize;
use uuid::Uuid;

use super::json::pretty;
use super::{ExportFile, choices, leaves_in_rows};

const NAMESPACE: &str = "tip-ci";
/// Under which the identifiers of the taxonomy and of the template are derived. It must never change.
const UUID_NAMESPACE: Uuid = Uuid::from_u128(0x79e1_a8e7_6238_4930_b4ac_92f2_08dd_27bf);
const TEMPLATE_SCHEMA: &str = "CorruptAct";
const TEMPLATE_NAME: &str = "corruption-act";

#[derive(Serialize)]
struct Taxonomy<'a> {
    namespace: &'a str,
    expanded: &'a str,
    description: String,
    version: u32,
    uuid: String,
    predicates: Vec<Predicate<'a>>,
    values: Vec<Values<'a>>,
}

/// None is exclusive: a report may tell of several acts, actors and stages.
#[derive(Serialize)]
struct Predicate<'a> {
    value: &'a str,
    expanded: &'a str,
    description: &'a str,
    uuid: String,
}

#[derive(Serialize)]
struct Values<'a> {
    predicate: &'a str,
    entry: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    value: &'a str,
    expanded: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    uuid: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Template {
    attributes: BTreeMap<String, Attribute>,
    description: String,
    meta_category: &'static str,
    name: &'static str,
    required: Vec<String>,
    #[serde(rename = "requiredOneOf")]
    required_one_of: Vec<String>,
    uuid: String,
    version: u32,
}

#[derive(Serialize)]
struct Attribute {
    description: String,
    /// Codes and years are shared by acts that have nothing to do with each other.
    disable_correlation: bool,
    #[serde(rename = "misp-attribute")]
    kind: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    multiple: bool,
    #[serde(rename = "ui-priority")]
    ui_priority: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values_list: Vec<String>,
}

pub(super) fn files(codebook: &Codebook, lang: Lang) -> Vec<ExportFile> {
    let taxonomy = taxonomy(codebook, lang);
    let has_predicates = !taxonomy.predicates.is_empty();
    let taxonomy = || ExportFile::text(format!("taxonomies/{NAMESPACE}/machinetag.json"), pretty(&taxonomy));
    let template = codebook.schema(TEMPLATE_SCHEMA).map(|schema| template(codebook, schema, lang));
    let path = || format!("objects/{TEMPLATE_NAME}/definition.json");
    let template = template.map(|template| ExportFile::text(path(), pretty(&template)));
    has_predicates.then(taxonomy).into_iter().chain(template).collect()
}

fn taxonomy(codebook: &Codebook, lang: Lang) -> Taxonomy<'_> {
    let lists = || codebook.lists().filter_map(|list| Some((list.misp.as_deref()?, list)));
    Taxonomy {
        namespace: NAMESPACE,
        expanded: codebook.title.get(lang),
        description: format!(
            "Corruption that makes trafficking in persons possible, from the codebook of Overt, version {}: where in the \
             chains it happened, who acted, what was done, for what advantage and with what result. A tag says what somebody \
             claims; it is a reason to look, never a finding.",
            codebook.version
        ),
        version: version_number(&codebook.version),
        uuid: uuid(""),
        predicates: lists().map(|(name, list)| predicate(name, list, lang)).collect(),
        values: lists().map(|(name, list)| values(name, list, lang)).collect(),
    }
}

fn predicate<'a>(name: &'a str, list: &'a List, lang: Lang) -> Predicate<'a> {
    Predicate { value: name, expanded: list.title.get(lang), description: &list.about, uuid: uuid(name) }
}

fn values<'a>(predicate: &'a str, list: &'a List, lang: Lang) -> Values<'a> {
    let entry = |code: &'a Code| Entry {
        value: &code.code,
        expanded: code.label.get(lang),
        description: &code.definition,
        uuid: uuid(&format!("{predicate}=\"{}\"", code.code)),
    };
    Values { predicate, entry: list.codes().iter().map(entry).collect() }
}

fn template(codebook: &Codebook, schema: &Schema, lang: Lang) -> Template {
    let offered = || schema.properties.iter().filter(|property| is_offered(property));
    let attributes = offered().map(|property| (attribute_name(property), attribute(codebook, property, lang)));
    let standing = ("standing".to_owned(), standing(codebook, lang));
    Template {
        attributes: attributes.chain([standing]).collect(),
        description: format!(
            "{} It describes the claim of a source: grade the source with the taxonomy admiralty-scale, say who may read it \
             with tlp, and never name a victim or witness in it.",
            schema.about
        ),
        meta_category: "misc",
        name: TEMPLATE_NAME,
        required: vec!["standing".to_owned()],
        required_one_of: offered()
            .filter(|property| property.required)
            .map(|property| attribute_name(property))
            .collect(),
        uuid: uuid(&format!("object:{TEMPLATE_NAME}")),
        version: version_number(&codebook.version),
    }
}

/// References between records become relationships of objects in MISP, and attachments stay where they are sealed.
fn is_offered(property: &Property) -> bool {
    leaves_in_rows(property) && !matches!(property.kind, Kind::Reference { .. } | Kind::File)
}

fn attribute_name(property: &Property) -> String {
    property.id.replace('_', "-")
}

fn attribute(codebook: &Codebook, property: &Property, lang: Lang) -> Attribute {
    Attribute {
        description: format!("{}. {}{}", property.label.get(lang), property.help.get(lang), form(property)),
        disable_correlation: true,
        kind: match property.kind {
            Kind::Integer { .. } => "integer",
            Kind::Number { .. } => "float",
            _ => "text",
        },
        multiple: property.many,
        ui_priority: u8::from(property.required),
        values_list: values_list(codebook, property, lang),
    }
}

/// How a value is written, as far as it may leave.
fn form(property: &Property) -> &'static str {
    match (&property.kind, property.deidentify.as_str()) {
        (Kind::Date { .. }, "year") => " Only the year.",
        (Kind::Date { .. }, "month") => " Only year and month.",
        (Kind::Date { .. }, _) => " As year, year and month, day, or period (EDTF).",
        (Kind::Money { .. }, "amount-band") => " As a band of amounts with ISO 4217 currency.",
        (Kind::Money { .. }, _) => " As amount with ISO 4217 currency.",
        (Kind::Place { .. }, "world-region") => " Only the world region.",
        (Kind::Place { .. }, _) => " Only the country, as ISO 3166-1 alpha-3 code.",
        _ => "",
    }
}

/// The choices of the property; none where a list is a reference list too long to choose from.
fn values_list(codebook: &Codebook, property: &Property, lang: Lang) -> Vec<String> {
    match &property.kind {
        Kind::Code { list, under } => {
            let list = codebook.list(list).filter(|list| list.defined);
            list.map(|list| choice_names(choices(list, under.as_deref()), lang)).unwrap_or_default()
        }
        Kind::Flag => property.states.iter().map(|state| state.code().to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn choice_names<'a>(codes: impl Iterator<Item = &'a Code>, lang: Lang) -> Vec<String> {
    codes.map(|code| format!("{} - {}", code.code, code.label.get(lang))).collect()
}

/// No act without saying how far the claim has come.
fn standing(codebook: &Codebook, lang: Lang) -> Attribute {
    let list = codebook.list(Standing::LIST);
    Attribute {
        description: list.map(|list| list.about.clone()).unwrap_or_default(),
        disable_correlation: true,
        kind: "text",
        multiple: false,
        ui_priority: 1,
        values_list: list.map(|list| choice_names(choices(list, None), lang)).unwrap_or_default(),
    }
}

/// The same name gives the same identifier in every version (UUID version 5).
fn uuid(name: &str) -> String {
    Uuid::new_v5(&UUID_NAMESPACE, format!("{NAMESPACE}:{name}").as_bytes()).to_string()
}

/// `1.2.3` as 10203: MISP counts versions with one number.
fn version_number(version: &str) -> u32 {
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    next() * 10_000 + next() * 100 + next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_become_one_number_that_grows() {
        assert_eq!(["1.0.0", "1.2.3", "1.10.0", "2"].map(version_number), [10_000, 10_203, 11_000, 20_000]);
    }

    #[test]
    fn identifiers_never_change() {
        assert_eq!(uuid("object:corruption-act"), "5727d862-2e3a-521a-b2d0-f7d52b7e8c6b");
    }
}
