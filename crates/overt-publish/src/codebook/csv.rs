//! Comma-separated tables. Those of the lists are written as the codebook keeps them, so that they can be edited in a
//! spreadsheet and put back.

use ::csv::Writer;
use overt_model::codebook::{Code, Kind, List, Property, Schema};
use overt_model::{Codebook, Lang, State};

use super::ExportFile;

/// The columns every list has.
const LIST_COLUMNS: [&str; 10] =
    ["code", "label", "label_es", "label_fr", "definition", "parent", "order", "valid_from", "valid_to", "source"];

#[rustfmt::skip]
const PROPERTY_COLUMNS: [&str; 21] = [
    "schema", "property", "type", "list", "many", "required", "states", "class", "deidentify",
    "label", "label_es", "label_fr", "help", "help_es", "help_fr", "htcds", "ctdc", "ftm", "ask", "ask_es", "ask_fr",
];

pub(super) fn files(codebook: &Codebook) -> Vec<ExportFile> {
    let lists =
        codebook.lists().map(|list| ExportFile { path: format!("lists/{}.csv", list.id), bytes: list_table(list) });
    let properties = ExportFile { path: "properties.csv".to_owned(), bytes: property_table(codebook) };
    lists.chain([properties]).collect()
}

/// A list as the codebook keeps it.
pub(crate) fn list_table(list: &List) -> Vec<u8> {
    let has_aliases = list.codes().iter().any(|code| !code.aliases.is_empty());
    let own = list.columns.iter().map(|column| column.id.to_string());
    let header =
        LIST_COLUMNS.map(str::to_owned).into_iter().chain(own).chain(has_aliases.then(|| "aliases".to_owned()));
    table(header.collect(), list.codes().iter().map(|code| list_row(code, has_aliases)))
}

fn list_row(code: &Code, has_aliases: bool) -> Vec<String> {
    let mut row = vec![code.code.to_string()];
    row.extend(Lang::ALL.map(|lang| code.label.translation(lang).to_owned()));
    row.push(code.definition.clone());
    row.push(code.parent.as_deref().unwrap_or_default().to_owned());
    row.push(code.order.to_string());
    row.extend([code.valid_from, code.valid_to].map(|day| day.map(|day| day.to_string()).unwrap_or_default()));
    row.push(code.source.clone());
    row.extend(code.own.iter().cloned());
    row.extend(has_aliases.then(|| code.aliases.join("|")));
    row
}

/// Every property of every kind of record, inherited ones included, so that each record can be read off by itself.
fn property_table(codebook: &Codebook) -> Vec<u8> {
    let schemas = codebook.schemas().filter(|schema| !schema.is_abstract);
    let rows = schemas.flat_map(|schema| schema.properties.iter().map(|property| property_row(schema, property)));
    table(PROPERTY_COLUMNS.map(str::to_owned).to_vec(), rows)
}

fn property_row(schema: &Schema, property: &Property) -> Vec<String> {
    let list = if let Kind::Code { list, .. } = &property.kind { list.as_str() } else { "" };
    let states: Vec<_> = property.states.iter().map(State::code).collect();
    let facts = [&schema.id, &property.id, property.kind.name(), list].map(str::to_owned);
    let mut row = facts.to_vec();
    row.extend([property.many, property.required].map(|is| is.to_string()));
    row.extend([states.join(";"), property.class.code().to_owned(), property.deidentify.to_string()]);
    row.extend(Lang::ALL.map(|lang| property.label.translation(lang).to_owned()));
    row.extend(Lang::ALL.map(|lang| property.help.translation(lang).to_owned()));
    let names = &property.names;
    row.extend([&names.htcds, &names.ctdc, &names.ftm].map(|name| name.clone().unwrap_or_default()));
    let question = |lang| property.ask.as_ref().map_or("", |ask| ask.question.translation(lang)).to_owned();
    row.extend(Lang::ALL.map(question));
    row
}

fn table(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in [header].into_iter().chain(rows) {
        writer.write_record(row).expect("every row has as many cells as the header, and memory takes all of them");
    }
    writer.into_inner().expect("memory takes the last row too")
}
