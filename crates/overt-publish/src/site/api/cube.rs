//! Cells as linked data, in the vocabulary for statistics of the W3C (the RDF Data Cube Vocabulary).

use overt_protect::release::ShownColumn;
use serde_json::{Map, Value, json};

use super::cells::{At, Part, State, code_of, label_of};
use super::tables::escaped;
use super::{Addresses, urn};

/// The part as linked data.
pub(super) fn written(part: &Part<'_>) -> Value {
    let to = Addresses::of(&part.site.about);
    // Names of this table. Where the address of the site is not known they do not depend on it, because a prefix must be a whole address.
    let table = if to.0.is_empty() { urn(part.path) } else { to.within(part.path) };
    let columns = &part.table.columns;
    let mut graph = vec![data_set(part, &to), structure(columns)];
    graph.extend(columns.iter().enumerate().map(|(place, column)| dimension(part, place, column)));
    graph.extend(columns.iter().enumerate().map(|(place, column)| codes(part, place, column)));
    graph.extend(part.cells().map(|at| observation(columns, &at)));
    json!({
        "@context": {
            "dct": "http://purl.org/dc/terms/",
            "qb": "http://purl.org/linked-data/cube#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
            "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "t": format!("{table}#"),
        },
        "@graph": graph,
    })
}

fn data_set(part: &Part<'_>, to: &Addresses<'_>) -> Value {
    let (policy, manifest) = (&part.published.policy, part.published.release.manifest());
    json!({
        "@id": "t:table",
        "@type": "qb:DataSet",
        "qb:structure": {"@id": "t:structure"},
        "dct:title": policy.title,
        "dct:description": {"@language": part.lang.code(), "@value": part.method()},
        "dct:license": policy.licence,
        "dct:issued": {"@type": "xsd:date", "@value": manifest.day.to_string()},
        "dct:isPartOf": {"@id": to.within(&super::releases::path(part.published))},
    })
}

fn structure(columns: &[ShownColumn]) -> Value {
    let dimensions = columns.iter().map(|column| json!({"qb:dimension": {"@id": local(&column.name)}}));
    let measures = ["count", "least", "most", "per_mille"].map(|name| json!({"qb:measure": {"@id": measure(name)}}));
    let attributes = [
        json!({"qb:attribute": {"@id": "t:measure-state"}}),
        json!({"qb:attribute": {"@id": "sdmx-attribute:confStatus"}}),
    ];
    let components: Vec<Value> = dimensions.chain(measures).chain(attributes).collect();
    json!({"@id": "t:structure", "@type": "qb:DataStructureDefinition", "qb:component": components})
}

fn dimension(part: &Part<'_>, place: usize, column: &ShownColumn) -> Value {
    json!({
        "@id": local(&column.name),
        "@type": ["qb:DimensionProperty", "qb:CodedProperty"],
        "rdfs:label": {"@language": part.lang.code(), "@value": column.label.get(part.lang)},
        "qb:codeList": {"@id": format!("t:codes-{place}")},
    })
}

/// The codes of a column that were chosen.
fn codes(part: &Part<'_>, place: usize, column: &ShownColumn) -> Value {
    let concept = |at: &Option<usize>| {
        json!({
            "@id": concept(column, *at),
            "@type": "skos:Concept",
            "skos:notation": code_of(column, *at),
            "skos:prefLabel": {"@language": part.lang.code(), "@value": label_of(column, *at, part.lang)},
        })
    };
    let concepts: Vec<Value> = part.choices.of(place).iter().map(concept).collect();
    json!({"@id": format!("t:codes-{place}"), "@type": "skos:ConceptScheme", "skos:hasTopConcept": concepts})
}

fn observation(columns: &[ShownColumn], at: &At) -> Value {
    let codes = columns
        .iter()
        .zip(&at.places)
        .map(|(column, place)| (local(&column.name), json!({"@id": concept(column, *place)})));
    let mut cell: Map<String, Value> = codes.collect();
    let count = at.count;
    let numbers =
        [("count", count.count), ("least", count.least), ("most", count.most), ("per_mille", count.per_mille)];
    cell.extend(numbers.into_iter().filter_map(|(name, number)| Some((measure(name), json!(number?)))));
    // Why a number is hidden is not told: that would tell which of them are small.
    let confidential =
        if count.state == State::Suppressed { "sdmx-code:confStatus-C" } else { "sdmx-code:confStatus-F" };
    cell.insert("@type".to_owned(), json!("qb:Observation"));
    cell.insert("qb:dataSet".to_owned(), json!({"@id": "t:table"}));
    cell.insert(measure("state"), json!(count.state.name()));
    cell.insert("sdmx-attribute:confStatus".to_owned(), json!({"@id": confidential}));
    Value::Object(cell)
}

/// The name of a column. A prefix keeps it apart from our own names.
fn local(column: &str) -> String {
    format!("t:column-{}", escaped(column))
}

fn measure(name: &str) -> String {
    format!("t:measure-{name}")
}

fn concept(column: &ShownColumn, place: Option<usize>) -> String {
    format!("t:code-{}-{}", escaped(&column.name), escaped(code_of(column, place)))
}
