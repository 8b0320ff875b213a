//! Cells as SDMX-JSON 2.0, the form in which offices of statistics exchange data. Only tables with years have it, and only the cells that are
//! of one year: a time in SDMX cannot be unknown or all times together.

use overt_protect::release::{ShownColumn, ShownTable};
use serde_json::{Map, Value, json};

use super::Addresses;
use super::cells::{At, Part, State, code_of, label_of};
use crate::site::language::say;

/// The time as SDMX calls it.
const TIME: &str = "TIME_PERIOD";
/// What a number is, by the code list `CL_OBS_STATUS`: normal, estimated, missing because it is suppressed, missing because it cannot be.
const STATUS: [(&str, &str); 4] = [
    ("A", "Normal value"),
    ("E", "Estimated value: noise was added"),
    ("Q", "Missing value: suppressed"),
    ("M", "Missing value: data cannot exist"),
];
/// Whether a number is confidential, by the code list `CL_CONF_STATUS`. Whether it is small itself is not told.
const CONFIDENTIAL: [(&str, &str); 2] = [("F", "Free"), ("C", "Confidential statistical information")];
const STATES: [State; 6] =
    [State::Shown, State::Rounded, State::Suppressed, State::Impossible, State::Noisy, State::Share];

/// The column of a table that is a year.
pub(super) fn time(table: &ShownTable) -> Option<usize> {
    table.columns.iter().position(|column| column.name == "year" || column.name.ends_with("_year"))
}

/// The part as a message of SDMX.
pub(super) fn written(part: &Part<'_>) -> Value {
    let (manifest, to, lang) = (part.published.release.manifest(), Addresses::of(&part.site.about), part.lang);
    let observations: Map<String, Value> = part.cells().map(|at| (key(&at), observation(&at))).collect();
    let sentences = super::release::limits(lang).into_iter().chain([part.method(), say(lang, "sdmx-years", &[])]);
    let annotations: Vec<Value> = sentences.map(|text| json!({"type": "NOTE", "text": text})).collect();
    json!({
        "meta": {
            "schema": "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/2.0.0/sdmx-json-data-schema.json",
            "id": identifier(&format!("{}-{}-{}", manifest.name, manifest.version, part.page.offset)),
            "test": false,
            "prepared": format!("{}T00:00:00Z", manifest.day),
            "contentLanguages": [lang.code()],
            "sender": {"id": "OVERT", "name": part.site.about.name.get(lang)},
        },
        "data": {
            "structures": [{
                "name": part.published.policy.title,
                "dataSets": [0],
                "dimensions": {"observation": dimensions(part)},
                "measures": {"observation": [{"id": "OBS_VALUE", "name": "Observation value"}]},
                "attributes": attributes(part),
                "annotations": annotations,
            }],
            "dataSets": [{
                "structure": 0,
                "action": "Information",
                "annotations": (0..annotations.len()).collect::<Vec<_>>(),
                "attributes": [0],
                "observations": observations,
                "links": [{"href": to.within(part.path), "rel": "self"}],
            }],
        },
    })
}

fn dimensions(part: &Part<'_>) -> Vec<Value> {
    let time = time(part.table);
    let columns = part.table.columns.iter().enumerate().filter(|(place, _)| !part.choices.of(*place).is_empty());
    let dimension = |(place, column): (usize, &ShownColumn)| {
        let values: Vec<Value> =
            part.choices.of(place).iter().map(|at| value(part, column, *at, time == Some(place))).collect();
        let (id, role) =
            if time == Some(place) { (TIME.to_owned(), TIME) } else { (identifier(&column.name), "DIMENSION") };
        json!({"id": id, "name": column.label.get(part.lang), "keyPosition": place, "roles": [role], "values": values})
    };
    columns.map(dimension).collect()
}

fn value(part: &Part<'_>, column: &ShownColumn, place: Option<usize>, is_time: bool) -> Value {
    let (code, label) = (code_of(column, place), label_of(column, place, part.lang));
    if is_time {
        return json!({"id": code, "name": label, "start": format!("{code}-01-01T00:00:00Z"), "end": format!("{code}-12-31T23:59:59Z")});
    }
    // A code that SDMX could not name is a value without a name.
    if code == identifier(code) { json!({"id": code, "name": label}) } else { json!({"value": code, "name": label}) }
}

fn attributes(part: &Part<'_>) -> Value {
    let listed = |values: &[(&str, &str)]| -> Vec<Value> {
        values.iter().map(|(id, name)| json!({"id": id, "name": name})).collect()
    };
    let coded = |id: &str, name: &str, values: Vec<Value>| json!({"id": id, "name": name, "relationship": {"observation": {}}, "values": values});
    let number = |id: &str, name: &str| json!({"id": id, "name": name, "relationship": {"observation": {}}, "format": {"dataType": "Long"}});
    let states: Vec<Value> = STATES.iter().map(|state| json!({"id": state.name(), "name": state.name()})).collect();
    let is_share = super::kind_of(&part.published.policy.method) == "shares";
    let unit = if is_share { ("PER_MILLE", "Thousandths") } else { ("COUNT", "Records") };
    json!({
        "dataSet": [{"id": "UNIT_MEASURE", "name": "Unit of measure", "relationship": {"dataflow": {}}, "values": listed(&[unit])}],
        "observation": [
            coded("OBS_STATUS", "Observation status", listed(&STATUS)),
            coded("CONF_STATUS", "Confidentiality status", listed(&CONFIDENTIAL)),
            coded("STATE", "State of the count", states),
            number("LEAST", "Smallest true count that is likely"),
            number("MOST", "Largest true count that is likely"),
        ],
    })
}

/// Which values of the dimensions a cell has.
fn key(at: &At) -> String {
    at.chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(":")
}

/// The number, and its attributes in their order.
fn observation(at: &At) -> Value {
    let count = at.count;
    let (status, confidential) = match count.state {
        State::Shown | State::Rounded | State::Share => (0, 0),
        State::Noisy => (1, 0),
        State::Suppressed => (2, 1),
        State::Impossible => (3, 0),
    };
    let state = STATES.iter().position(|state| *state == count.state);
    json!([count.count.or(count.per_mille), status, confidential, state, count.least, count.most])
}

/// Text with only those letters that a name may have in SDMX.
fn identifier(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "_-".contains(letter) { letter } else { '_' })
        .collect()
}
