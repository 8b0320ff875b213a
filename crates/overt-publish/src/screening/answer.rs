//! The answer, with `abstains` and the explanations beside what yente has.

use overt_link::screen::{Feature, Hit, Subject};
use overt_model::Private;
use serde_json::{Map, Value as Json, json};

/// What is told with every answer.
pub const REASON: &str =
    "A match is a reason to look. It is not a finding that two are one, and says nothing about what anybody did.";

/// An entity that may be the one that is asked for.
pub struct Candidate<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// What it is, as `FollowTheMoney` calls it.
    pub schema: &'a str,
    /// Who says so.
    pub datasets: &'a [String],
    /// Others that were joined with it.
    pub referents: &'a [String],
    /// What is known of it.
    pub subject: &'a Subject,
}

/// The answer about one who was asked for. `total` is how many were found, and whether that is all there are.
pub fn response(query: &Json, results: &[Json], (total, is_all): (usize, bool)) -> Json {
    let relation = if is_all { "eq" } else { "gte" };
    json!({ "status": 200, "results": results, "total": { "value": total, "relation": relation }, "query": query })
}

/// One candidate with its score and what it is made of.
pub fn result(candidate: &Candidate<'_>, hit: &Hit) -> Json {
    let each = |of: fn(&Feature) -> Json| -> Map<String, Json> {
        hit.features.iter().map(|feature| (feature.of.code().to_owned(), of(feature))).collect()
    };
    json!({
        "id": candidate.id,
        "caption": candidate.subject.names.first().map(Private::expose),
        "schema": candidate.schema,
        "properties": properties(candidate.subject),
        "datasets": candidate.datasets,
        "referents": candidate.referents,
        "score": hit.score,
        "match": hit.is_match,
        "abstains": hit.abstains,
        "features": each(|feature| json!(feature.agreement)),
        "explanations": each(|feature| json!({
            "score": feature.agreement, "weight_bits": feature.weight, "detail": feature.detail,
            "query": feature.query.as_ref().map(Private::expose),
            "candidate": feature.candidate.as_ref().map(Private::expose),
        })),
    })
}

/// What is known of a subject, as `FollowTheMoney` calls it.
pub fn properties(subject: &Subject) -> Json {
    let exposed = |values: &[Private<String>]| values.iter().map(|value| json!(value.expose())).collect::<Vec<_>>();
    let lists = [
        ("name", exposed(&subject.names)),
        ("birthDate", exposed(&subject.births)),
        ("country", subject.countries.iter().map(|country| json!(country)).collect()),
        ("idNumber", exposed(&subject.identifiers)),
    ];
    Json::Object(
        lists
            .into_iter()
            .filter(|(_, list)| !list.is_empty())
            .map(|(name, list)| (name.into(), Json::Array(list)))
            .collect(),
    )
}
