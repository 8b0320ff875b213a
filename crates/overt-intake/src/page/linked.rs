//! What newsrooms write into their pages for search engines: JSON-LD with the words of schema.org.

use serde_json::Value;

use super::Document;
use crate::rows::ROW_LEN_MAX;

/// Adds what the article in `text` says of itself to `document`. What is not valid says nothing.
pub(super) fn read(text: &str, document: &mut Document) {
    if text.len() > ROW_LEN_MAX || !document.published.is_empty() {
        return;
    }
    let Ok(value) = serde_json::from_str::<Value>(text) else { return };
    if let Some(article) = article(&value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        *document = Document {
            title: text(&article["headline"]),
            url: text(&article["url"]),
            author: names(&article["author"]),
            published: text(&article["datePublished"]),
            language: text(&article["inLanguage"]),
            site: names(&article["publisher"]),
            text: String::new(),
        };
    }
}

/// The first object with a day of publication. Depth is what the parser allows.
fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.iter().find_map(article),
        Value::Object(members) if members.contains_key("datePublished") => Some(value),
        Value::Object(members) => members.get("@graph").and_then(article),
        _ => None,
    }
}

/// A name, an object with a name, or several of either.
fn names(value: &Value) -> String {
    match value {
        Value::String(name) => name.clone(),
        Value::Array(values) => values.iter().map(names).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", "),
        Value::Object(members) => members.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}
