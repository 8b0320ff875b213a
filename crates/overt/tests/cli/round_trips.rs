//! What is exported comes back.

use std::collections::BTreeMap;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Codebook, Rung};
use serde_json::{Map, Value as Json, json};

use crate::shelter::{SOURCE, Shelter};

/// The kinds of record that HTCDS has, in an order in which each is there before another one refers to it.
const KINDS: [&str; 10] =
    ["Organisation", "Person", "Victim", "Actor", "Case", "CaseComment", "Event", "Referral", "SupportPlan", "Consent"];

/// A value of a property that HTCDS can hold; nothing where it refers to a kind that is not there yet.
fn value(codebook: &Codebook, property: &Property, ids: &BTreeMap<&str, String>) -> Option<Json> {
    let code = |list: &str| {
        let list = codebook.list(list)?;
        let is_spelled =
            |source: &str| source.split(';').any(|work| work.trim().starts_with("HTCDS:") && work.contains('_'));
        let known = list.codes().iter().find(|code| is_spelled(&code.source)).or_else(|| list.codes().first());
        Some(known?.code.to_string())
    };
    let one = match &property.kind {
        Kind::Code { list, .. } => json!(code(list)?),
        Kind::Flag => return Some(json!({ "state": "asked-yes" })),
        Kind::Text { pattern, max_chars } => match (pattern, property.id.as_str()) {
            (Some(_), _) => json!("a@invented.example"),
            (None, id) if id.contains("phone") => json!("+977 1 5550 1234"),
            (None, id) => json!(format!("=invented {id}").chars().take(*max_chars).collect::<String>()),
        },
        Kind::Integer { min, .. } => json!(min.max(&15)),
        Kind::Date { .. } => json!("2017-03-04"),
        Kind::Place { .. } => {
            json!({ "country": "NPL", "region": "Invented Region", "locality": "Inventedpur", "point": [27.5, 85.25] })
        }
        Kind::Reference { to } => {
            let kind = KINDS.into_iter().rev().find(|kind| {
                let is_allowed = |schema: &Schema| to.iter().any(|allowed| schema.is_a(allowed));
                ids.contains_key(kind) && codebook.schema(kind).is_some_and(is_allowed)
            });
            json!(ids.get(kind?)?)
        }
        Kind::Number { .. } | Kind::Money { .. } | Kind::File => return None,
    };
    Some(if property.many { json!([one]) } else { one })
}

/// A record of each kind with everything that HTCDS has a field for.
fn fill(shelter: &Shelter) -> BTreeMap<&'static str, String> {
    let codebook = Codebook::embedded();
    let mut ids = BTreeMap::new();
    for kind in KINDS {
        let schema = codebook.schema(kind).unwrap();
        let has_field = |property: &&std::sync::Arc<Property>| property.names.htcds.is_some() || property.required;
        let fields: Map<String, Json> = schema
            .properties
            .iter()
            .filter(has_field)
            .filter_map(|property| Some((property.id.to_string(), value(codebook, property, &ids)?)))
            .collect();
        ids.insert(kind, shelter.add_json(kind, &json!({ "fields": fields })));
    }
    ids
}

/// What a record says in the fields of HTCDS, references left out: they get other identifiers.
fn said(shelter: &Shelter, id: &str, schema: &Schema) -> BTreeMap<String, Json> {
    let shown = shelter.json(&["record", "show", id, "--open", "all"]);
    let fields = shown["record"]["fields"].as_object().unwrap();
    let is_told = |id: &&String| {
        let property = schema.property(id).unwrap();
        property.names.htcds.is_some() && !matches!(property.kind, Kind::Reference { .. })
    };
    fields.iter().filter(|(id, _)| is_told(id)).map(|(id, value)| (id.clone(), value.clone())).collect()
}

fn only_id(shelter: &Shelter, kind: &str) -> String {
    let found = shelter.json(&["record", "find", "--schema", kind]);
    let found: Vec<&Json> = found["found"].as_array().unwrap().iter().map(|found| &found["record"]).collect();
    let [record] = found.as_slice() else { panic!("{} records of {kind}", found.len()) };
    record["id"].as_str().unwrap().to_owned()
}

fn import_tables(there: &Shelter, here: &Shelter, tables: &str) {
    let mut files: Vec<_> = std::fs::read_dir(there.path(tables)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let output = here.run(&["import", file.to_str().unwrap(), "--source", SOURCE]);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{}: {said}", file.display());
    }
}

fn compare(there: &Shelter, ids: &BTreeMap<&str, String>, here: &Shelter) -> usize {
    let mut fields = 0;
    for kind in KINDS {
        let schema = Codebook::embedded().schema(kind).unwrap();
        let (sent, come) = (said(there, &ids[kind], schema), said(here, &only_id(here, kind), schema));
        assert_eq!(sent, come, "{kind}");
        let parts = |property: &str| match &schema.property(property).unwrap().kind {
            // Country, region, locality and both degrees have a field each.
            Kind::Place { .. } => Rung::ALL.len() - 1,
            _ => 1,
        };
        fields += come.keys().map(|property| parts(property)).sum::<usize>();
    }
    fields
}

#[test]
fn every_field_of_htcds_comes_back_from_tables_and_a_second_import_changes_nothing() {
    let (there, here) = (Shelter::new(), Shelter::new());
    let ids = fill(&there);
    there.text(&["export", "htcds", "--tables", "--out", there.path("tables").to_str().unwrap(), "--open", "all"]);
    import_tables(&there, &here, "tables");
    let fields = compare(&there, &ids, &here);
    // 83 fields, of which 7 refer to others, and a victim has those of a person too.
    assert!(fields > 83, "{fields}");
    let victim = only_id(&here, "Victim");
    let history = |here: &Shelter| here.json(&["record", "history", &victim])["revisions"].as_array().map(Vec::len);
    let before = history(&here);
    import_tables(&there, &here, "tables");
    assert_eq!(history(&here), before);
}

#[test]
fn references_of_htcds_find_each_other_whatever_the_order_of_the_tables() {
    let (there, here) = (Shelter::new(), Shelter::new());
    fill(&there);
    there.text(&["export", "htcds", "--tables", "--out", there.path("tables").to_str().unwrap(), "--open", "all"]);
    import_tables(&there, &here, "tables");
    let comment = here.json(&["record", "show", &only_id(&here, "CaseComment")]);
    assert_eq!(comment["record"]["fields"]["cases"], json!([only_id(&here, "Case")]));
}

#[test]
fn answers_to_our_forms_come_back_with_their_states_but_for_groups_that_repeat() {
    let (there, here) = (Shelter::new(), Shelter::new());
    let ids = fill(&there);
    let act = there.add(&[
        "CorruptAct",
        "--set",
        "stage=T4",
        "--set",
        "act=A18",
        "--set",
        "actor_role=P06",
        "--set",
        "rank=?",
        "--set",
        "happened_on=2017-05~",
        "--set",
        "advantage_amount=400..500 EUR",
    ]);
    there.text(&["export", "xlsform", "--out", there.path("answers").to_str().unwrap(), "--open", "all"]);
    for kind in ["victim", "organisation", "corrupt_act"] {
        let file = there.path("answers").join(format!("{kind}.csv"));
        here.text(&["import", file.to_str().unwrap(), "--source", SOURCE]);
    }
    let codebook = Codebook::embedded();
    for (kind, id) in [("Victim", &ids["Victim"]), ("Organisation", &ids["Organisation"]), ("CorruptAct", &act)] {
        let schema = codebook.schema(kind).unwrap();
        let fields = |shelter: &Shelter, id: &str| -> BTreeMap<String, Json> {
            let shown = shelter.json(&["record", "show", id, "--open", "all"]);
            let fields = shown["record"]["fields"].as_object().unwrap();
            let comes = |id: &&String| {
                let property = schema.property(id).unwrap();
                let repeats = property.many && !matches!(property.kind, Kind::Code { .. });
                !repeats && !matches!(property.kind, Kind::Reference { .. })
            };
            fields.iter().filter(|(id, _)| comes(id)).map(|(id, value)| (id.clone(), value.clone())).collect()
        };
        let sent = fields(&there, id);
        assert!(sent.len() >= 4, "{kind}");
        assert_eq!(sent, fields(&here, &only_id(&here, kind)), "{kind}");
    }
}
