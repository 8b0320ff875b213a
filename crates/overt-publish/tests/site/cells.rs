//! The cells of tables: each once, and the same in every form.

use std::collections::BTreeMap;

use overt_publish::site::Parts;
use serde_json::Value;

use super::house::{Answer, Open, parts, release};

const ROUNDED: &str = "kind = 'table'\nsets = [['stage', 'year']]\nround = 15";
const SHARES: &str = "kind = 'table'\nsets = [['stage', 'actor']]\nshares = 'actor'";

/// Releases of every kind of table.
fn all() -> Parts {
    let mut releases = parts().releases;
    releases.extend([release("rounded", 1, ROUNDED), release("shares", 1, SHARES)]);
    Parts { releases, ..parts() }
}

/// The paths of all tables of a site.
fn tables(site: &Open) -> Vec<String> {
    let mut found = Vec::new();
    for release in site.get("/api/v1/releases").json()["releases"].as_array().expect("a list") {
        let tables = site.get(&format!("{}/tables", release["href"].as_str().expect("an address"))).json();
        found.extend(
            tables["tables"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|table| table["href"].as_str().expect("an address").to_owned()),
        );
    }
    assert_eq!(found.len(), 7);
    found
}

/// All cells of a table, a part after the other.
fn collected(site: &Open, path: &str, limit: usize) -> Vec<Value> {
    let (mut cells, mut more) = (Vec::new(), String::new());
    loop {
        let part = site.get(&format!("{path}?limit={limit}{more}")).json();
        let these = part["cells"].as_array().expect("a list").clone();
        assert!(these.len() <= limit);
        cells.extend(these);
        let Some(next) = part["next"].as_str() else {
            assert_eq!(part["total"], cells.len());
            return cells;
        };
        more = format!("&cursor={next}");
    }
}

/// The rows of comma-separated text by the names of their columns.
fn rows(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(&answer.body[..]).deserialize().map(|row| row.expect("a row")).collect()
}

/// A cell as a row of comma-separated text.
fn row(cell: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut row = BTreeMap::new();
    for (name, value) in cell.as_object().expect("an object") {
        match name.as_str() {
            "codes" => {
                row.extend(value.as_object().expect("an object").iter().map(|(name, code)| (name.clone(), text(code))));
            }
            "labels" => row.extend(
                value
                    .as_object()
                    .expect("an object")
                    .iter()
                    .map(|(name, label)| (format!("{name}_label"), text(label))),
            ),
            _ => drop(row.insert(name.clone(), text(value))),
        }
    }
    row
}

#[test]
fn parts_have_every_cell_once_whatever_their_size_and_in_the_order_of_the_file() {
    let site = Open::of(all());
    for path in tables(&site) {
        let whole = collected(&site, &path, 1000);
        for limit in [1, 3, 5] {
            assert_eq!(collected(&site, &path, limit), whole, "{path} by {limit}");
        }
        let name = path.replace("/api/v1/releases", "/data").replace("/tables", "");
        let file = rows(&site.get(&format!("{name}.csv")));
        assert_eq!(whole.len(), file.len(), "{path}");
        for (cell, row_of_file) in whole.iter().map(row).zip(&file) {
            for (column, value) in row_of_file {
                assert!(column == "state" || cell[column] == *value, "{path} {column}: {cell:?} and {row_of_file:?}");
            }
        }
    }
}

#[test]
fn comma_separated_text_tells_what_json_tells() {
    let site = Open::of(all());
    let mut states = std::collections::BTreeSet::new();
    for path in tables(&site) {
        let of_stage = path.contains("stage").then_some("?stage=T4&lang=fr");
        for query in ["?limit=1000", "?limit=4&lang=es"].into_iter().chain(of_stage) {
            let cells = site.get(&format!("{path}{query}")).json();
            let cells: Vec<_> = cells["cells"].as_array().expect("a list").iter().map(row).collect();
            states.extend(cells.iter().map(|cell| cell["state"].clone()));
            let text = site.get_with(&format!("{path}{query}"), "Accept: text/csv\r\n");
            assert_eq!(text.header("content-type"), Some("text/csv; charset=utf-8"));
            assert_eq!(rows(&text), cells, "{path}{query}");
        }
    }
    let states: Vec<&str> = states.iter().map(String::as_str).collect();
    assert_eq!(states, ["noisy", "rounded", "share", "shown", "suppressed"]);
}

#[test]
fn linked_data_tells_what_json_tells() {
    let site = Open::of(all());
    for path in tables(&site) {
        let cells = site.get(&format!("{path}?limit=1000")).json();
        let linked = site.get(&format!("{path}?limit=1000&format=jsonld"));
        assert_eq!(linked.header("content-type"), Some("application/ld+json"));
        let linked = linked.json();
        let graph = linked["@graph"].as_array().expect("a graph");
        let observations: Vec<&Value> = graph.iter().filter(|node| node["@type"] == "qb:Observation").collect();
        let cells = cells["cells"].as_array().expect("a list");
        assert_eq!(observations.len(), cells.len());
        for (seen, cell) in observations.iter().zip(cells) {
            for (column, code) in cell["codes"].as_object().expect("codes") {
                let code = code.as_str().expect("a code");
                assert_eq!(seen[&format!("t:column-{column}")]["@id"], format!("t:code-{column}-{code}"));
            }
            assert_eq!(seen.get("t:measure-count").unwrap_or(&Value::Null), &cell["count"]);
            assert_eq!(
                seen["sdmx-attribute:confStatus"]["@id"] == "sdmx-code:confStatus-C",
                cell["state"] == "suppressed"
            );
        }
    }
}

#[test]
fn sdmx_tells_the_years_of_what_json_tells_and_says_what_is_hidden() {
    let site = Open::of(all());
    for path in ["/api/v1/releases/acts/1/tables/02-stage-year", "/api/v1/releases/rounded/1/tables/01-stage-year"] {
        let cells = site.get(&format!("{path}?limit=1000")).json();
        let cells: Vec<&Value> =
            cells["cells"].as_array().expect("a list").iter().filter(|cell| cell["codes"]["year"] != "_T").collect();
        let answer =
            site.get_with(&format!("{path}?limit=1000"), "Accept: application/vnd.sdmx.data+json;version=2.0.0\r\n");
        assert_eq!(answer.header("content-type"), Some("application/vnd.sdmx.data+json; version=2.0.0"));
        let message = answer.json();
        let dimensions = message["data"]["structures"][0]["dimensions"]["observation"].as_array().expect("dimensions");
        let attributes = message["data"]["structures"][0]["attributes"]["observation"].as_array().expect("attributes");
        let observations = message["data"]["dataSets"][0]["observations"].as_object().expect("observations");
        assert_eq!(observations.len(), cells.len());
        let attribute = |value: &Value, place: usize| {
            attributes[place - 1]["values"][usize::try_from(value[place].as_u64().expect("a place")).expect("small")]["id"].clone()
        };
        for (key, seen) in observations {
            let at: Vec<&Value> = key
                .split(':')
                .zip(dimensions)
                .map(|(place, dimension)| &dimension["values"][place.parse::<usize>().expect("a place")]["id"])
                .collect();
            let cell = cells
                .iter()
                .find(|cell| cell["codes"]["stage"] == *at[0] && cell["codes"]["year"] == *at[1])
                .expect("it is in the table");
            assert_eq!(seen[0], cell["count"]);
            assert_eq!(attribute(seen, 3), cell["state"]);
            let (status, confidential) = if cell["state"] == "suppressed" { ("Q", "C") } else { ("A", "F") };
            assert_eq!((attribute(seen, 1), attribute(seen, 2)), (status.into(), confidential.into()));
        }
        assert_eq!(dimensions[1]["id"], "TIME_PERIOD");
    }
    let hidden =
        site.get("/api/v1/releases/acts/1/tables/02-stage-year?format=sdmx").text().contains("[null,2,1,2,null,null]");
    assert!(hidden, "a hidden count is no number");
    let refused = site.get("/api/v1/releases/acts/1/tables/01-stage-actor?format=sdmx");
    assert_eq!((refused.status, &refused.json()["parameter"]), (400, &"format".into()), "there is no year in it");
}

#[test]
fn a_code_chooses_cells_and_a_cursor_is_only_good_for_the_same_choice() {
    let site = Open::new();
    let path = "/api/v1/releases/acts/1/tables/01-stage-actor";
    let chosen = site.get(&format!("{path}?stage=T4&actor=_T")).json();
    assert_eq!(chosen["total"], 1);
    assert_eq!(chosen["cells"][0]["codes"], serde_json::json!({"stage": "T4", "actor": "_T"}));
    assert_eq!(chosen["cells"][0]["labels"]["actor"], "Total");
    let first = site.get(&format!("{path}?stage=T4&limit=1"));
    let next = first.json()["next"].as_str().expect("there are more").to_owned();
    let link = first.header("link").expect("it leads on").to_owned();
    assert_eq!(link, format!("<{path}?limit=1&stage=T4&cursor={next}>; rel=\"next\""));
    for other in ["", "&stage=T1", "&stage=T4&actor=P01"] {
        assert_eq!(site.get(&format!("{path}?cursor={next}{other}")).status, 400, "{other}");
    }
    assert_eq!(site.get(&format!("{path}?stage=T4&cursor={next}")).status, 200);
}

#[test]
fn parquet_is_the_file_of_the_release_as_a_whole() {
    let site = Open::new();
    let path = "/api/v1/releases/acts/1/tables/01-stage-actor";
    let file = site.get_with(path, "Accept: application/vnd.apache.parquet\r\n");
    assert_eq!(file.body, b"PAR101-stage-actorPAR1");
    assert_eq!(file.body, site.get("/data/acts/1/01-stage-actor.parquet").body);
    assert_eq!(site.get(&format!("{path}?format=parquet&stage=T4")).status, 400);
    assert_eq!(site.get("/api/v1/releases/noisy/1/tables/01-stage-act?format=parquet").status, 400, "it came without");
}

#[test]
fn a_table_says_how_people_are_protected_what_is_hidden_and_what_it_cannot_tell() {
    let table = Open::new().get("/api/v1/releases/acts/1/tables/01-stage-actor?lang=fr").json();
    assert!(table["hidden"].as_u64().is_some_and(|hidden| hidden > 0));
    assert!(table["method"].as_str().is_some_and(|words| words.contains("petits nombres")), "{}", table["method"]);
    assert_eq!(table["limits"].as_array().map(Vec::len), Some(4));
    assert_eq!(table["schema"], "CorruptAct");
}
