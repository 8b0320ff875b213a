//! A reconciliation service (version 0.2) for `OpenRefine` and others: cells of a table, and which record each may be.

use axum::http::StatusCode;
use overt_link::screen::{Feature, Settings, Subject};
use overt_model::Private;
use serde_json::{Map, Value as Json, json};

use super::base::{Candidate, Found, Wanted, kinds, matched, sources};
use super::{QUERIES_MAX, problem, subject, texts};
use crate::answer::{Answer, Stopped};
use crate::ask::{Ask, Pairs};

/// Candidates of each cell where nobody says how many.
const LIMIT: u64 = 5;
/// How `FollowTheMoney` spells its schemata.
const SCHEMATA: &str = "https://followthemoney.tech/explorer/schemata/";

/// What the service is.
pub(crate) async fn manifest(ask: &Ask) -> Result<Answer, Stopped> {
    let program = ask.program()?;
    let scope = &program.key.facts.scope;
    sources(ask, scope).await?;
    if ask.query.has("queries") || ask.query.has("query") {
        // A question in an address would stand in the logs of whatever is on the way.
        return Ok(problem(StatusCode::BAD_REQUEST, &ask.say("program-by-post")));
    }
    let kinds = kinds(ask, scope);
    let types: Vec<Json> =
        kinds.iter().map(|kind| json!({ "id": kind.ftm, "name": kind.schema.label.get(ask.lang) })).collect();
    let origin = &program.origin;
    Ok(super::answer(&json!({
        "versions": ["0.2"],
        "name": ask.desk.program,
        "identifierSpace": format!("{origin}/records/"),
        "schemaSpace": SCHEMATA,
        "defaultTypes": types,
        "view": { "url": format!("{origin}/records/{{{{id}}}}") },
        "batchSize": QUERIES_MAX,
    })))
}

/// Which record each cell may be.
pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Stopped> {
    let form = Pairs::read(ask.program()?.body.expose());
    let sent = form.get("queries").and_then(|queries| serde_json::from_str::<Json>(queries).ok());
    let queries = sent.as_ref().and_then(Json::as_object);
    let Some(queries) = queries.filter(|queries| (1..=QUERIES_MAX).contains(&queries.len())) else {
        return Ok(problem(StatusCode::UNPROCESSABLE_ENTITY, &ask.say("program-queries")));
    };
    let wanted = queries.values().map(wanted).collect();
    let found = matched(ask, wanted, Settings::default()).await?;
    let answers: Map<String, Json> =
        queries.keys().zip(&found).map(|(key, found)| (key.clone(), told(ask, found))).collect();
    Ok(super::answer(&answers.into()))
}

fn wanted(query: &Json) -> Wanted {
    let of_cell = subject(|name| if name == "name" { texts(&query["query"]) } else { Vec::new() });
    let properties = query["properties"].as_array();
    let others = subject(|name| {
        let all = properties.into_iter().flatten().filter(|property| property["pid"] == name);
        all.flat_map(|property| texts(&property["v"])).collect()
    });
    let names: Vec<Private<String>> = of_cell.names.into_iter().chain(others.names).collect();
    let limit = query["limit"].as_u64().unwrap_or(LIMIT);
    Wanted {
        kinds: texts(&query["type"]),
        subject: Subject { names, ..others },
        limit: usize::try_from(limit).unwrap_or(usize::MAX),
    }
}

fn told(ask: &Ask, found: &Found) -> Json {
    // What is marked as a match is taken over without being looked at: two of them are a question for a person.
    let is_alone = found.candidates.iter().filter(|candidate| candidate.hit.is_match).count() == 1;
    let label = |candidate: &Candidate| {
        let schema = ask.codebook().schema(candidate.schema);
        schema.map_or(candidate.ftm, |schema| schema.label.get(ask.lang))
    };
    let candidates = found.candidates.iter().map(|candidate| {
        let feature = |feature: &Feature| json!({ "id": feature.of.code(), "value": feature.agreement * 100.0 });
        json!({
            "id": candidate.id,
            "name": candidate.subject.names.first().map(Private::expose),
            "type": [{ "id": candidate.ftm, "name": label(candidate) }],
            "score": candidate.hit.score * 100.0,
            "match": is_alone && candidate.hit.is_match,
            "features": candidate.hit.features.iter().map(feature).collect::<Vec<_>>(),
        })
    });
    json!({ "result": candidates.collect::<Vec<_>>() })
}
