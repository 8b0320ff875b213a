//! `POST /match/{dataset}`, as clients of yente ask: examples of entities, and who may be each of them.

use axum::http::StatusCode;
use overt_link::screen::Settings;
use overt_publish::screening::{self, REASON, properties, response, result};
use serde_json::{Map, Value as Json, json};

use super::base::{Candidate, Wanted, matched};
use super::{CANDIDATES_MAX, QUERIES_MAX, problem, subject, texts};
use crate::answer::{Answer, Stopped};
use crate::ask::Ask;

/// Who may be each of the examples.
pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Stopped> {
    let Ok(sent) = serde_json::from_slice::<Json>(ask.program()?.body.expose()) else {
        return Ok(problem(StatusCode::BAD_REQUEST, &ask.say("program-not-json")));
    };
    let queries = sent["queries"].as_object().filter(|queries| (1..=QUERIES_MAX).contains(&queries.len()));
    let Some(queries) = queries else {
        return Ok(problem(StatusCode::UNPROCESSABLE_ENTITY, &ask.say("program-queries")));
    };
    let Some(settings) = settings(ask) else {
        return Ok(problem(StatusCode::UNPROCESSABLE_ENTITY, &ask.say("program-settings")));
    };
    let wanted = queries.values().map(|query| Wanted {
        kinds: texts(&query["schema"]),
        subject: subject(|name| texts(&query["properties"][name])),
        limit: settings.limit,
    });
    let wanted: Vec<Wanted> = wanted.collect();
    let asked: Vec<Json> = wanted
        .iter()
        .zip(queries)
        .map(|(wanted, (key, query))| {
            json!({ "id": key, "schema": query["schema"].as_str(), "properties": properties(&wanted.subject) })
        })
        .collect();
    let found = matched(ask, wanted, settings).await?;
    let responses: Map<String, Json> = queries
        .keys()
        .zip(asked.iter().zip(&found))
        .map(|(key, (asked, found))| {
            let results: Vec<Json> = found.candidates.iter().map(told).collect();
            (key.clone(), response(asked, &results, (found.total, found.is_all)))
        })
        .collect();
    Ok(super::answer(&json!({
        "responses": responses, "limit": settings.limit, "threshold": settings.threshold,
        "matcher": { "name": "overt-screen", "description": REASON },
    })))
}

/// How to answer, which yente takes from the address: numbers only.
fn settings(ask: &Ask) -> Option<Settings> {
    let usual = Settings::default();
    let share = |name: &str, usual: f64| match ask.query.get(name).map(str::parse::<f64>) {
        None => Some(usual),
        Some(Ok(share)) if share > 0.0 && share < 1.0 => Some(share),
        Some(_) => None,
    };
    let limit = ask.query.get("limit").map_or(Some(usual.limit), |limit| limit.parse().ok().filter(|limit| *limit > 0));
    let limit = limit.map(|limit: usize| limit.min(CANDIDATES_MAX));
    Some(Settings {
        threshold: share("threshold", usual.threshold)?,
        cutoff: share("cutoff", usual.cutoff)?,
        limit: limit?,
    })
}

fn told(candidate: &Candidate) -> Json {
    let referents: Vec<String> = candidate.referents.iter().map(ToString::to_string).collect();
    let of = screening::Candidate {
        id: &candidate.id.to_string(),
        schema: candidate.ftm,
        datasets: &[candidate.source.to_string()],
        referents: &referents,
        subject: &candidate.subject,
    };
    result(&of, &candidate.hit)
}
