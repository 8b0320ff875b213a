//! What a record says in the words of the codebook.

use std::fmt::Write as _;

use overt_model::codebook::{Kind, Property};
use overt_model::{Claim, Codebook, Field, Lang, Place, Rung, Standing, Value};

use crate::language::pick;

/// The words of a codebook in one language. Whatever they are said of is shown to somebody who may see it.
#[derive(Clone, Copy)]
pub struct Words {
    /// The codebook.
    pub codebook: &'static Codebook,
    /// The language.
    pub lang: Lang,
}

impl Words {
    /// A code as people read it: its label, and itself.
    pub fn code(&self, list: &str, code: &str) -> String {
        let found = self.codebook.list(list).and_then(|list| list.get(code));
        found.map_or_else(|| code.to_owned(), |found| format!("{} ({code})", found.label.get(self.lang)))
    }

    /// The label of a code.
    pub fn label(&self, list: &str, code: &str) -> String {
        let found = self.codebook.list(list).and_then(|list| list.get(code));
        found.map_or(code, |found| found.label.get(self.lang)).to_owned()
    }

    /// A claim in one line, with the name of its source where it is known.
    pub fn claim(&self, claim: &Claim, source: Option<&str>) -> String {
        let standing = self.label(Standing::LIST, claim.standing.code());
        let (grade, handling) = (claim.grade, self.label("tlp", claim.handling.code()));
        let unnamed = claim.source.to_string();
        let source = source.unwrap_or(&unnamed);
        let words = pick(self.lang, ["grade", "valoración", "cotation"]);
        let from = pick(self.lang, ["source", "fuente", "source"]);
        let mut text = format!("{standing} · {words} {grade} · {handling} · {from}: {source}");
        if let Some(decision) = claim.decision {
            let _ = write!(text, " · {}: {decision}", pick(self.lang, ["decision", "resolución", "décision"]));
        }
        text
    }

    /// What stands under a property: its values, or its state.
    pub fn field(&self, property: &Property, field: &Field) -> String {
        let mut text = if field.values.is_empty() {
            self.label("value_states", field.state.code())
        } else {
            field.values.iter().map(|value| self.value(property, value)).collect::<Vec<_>>().join("; ")
        };
        if let Some(difference) = &field.difference {
            let standing = difference.standing.map(|standing| self.label(Standing::LIST, standing.code()));
            let parts = [
                standing,
                difference.grade.map(|grade| grade.to_string()),
                difference.handling.map(|handling| self.label("tlp", handling.code())),
                difference.source.map(|source| source.to_string()),
            ];
            let parts: Vec<_> = parts.into_iter().flatten().collect();
            let _ = write!(text, " [{}]", parts.join(" · "));
        }
        text
    }

    /// One value.
    pub fn value(&self, property: &Property, value: &Value) -> String {
        match value {
            Value::Code(code) => match &property.kind {
                Kind::Code { list, .. } => self.code(list, code),
                _ => code.to_string(),
            },
            // Shown to the person who opened it, which the log has on disk.
            Value::Text(text) => text.expose().clone(),
            Value::Integer(number) => match &property.kind {
                Kind::Integer { unit: Some(unit), .. } => format!("{number} {unit}"),
                _ => number.to_string(),
            },
            Value::Number(number) => number.to_string(),
            Value::Money(amount) => amount.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Place(place) => self.place(place),
            Value::Reference(id) => id.to_string(),
            Value::File(hash) => hash.to_string(),
        }
    }

    fn place(&self, place: &Place) -> String {
        let country = place.country.as_ref().map(|code| self.code("countries", code));
        let rungs = Rung::ALL.into_iter().filter_map(|rung| place.named(rung).map(|name| name.expose().clone()));
        let point = place.point.as_ref().map(|point| {
            let [latitude, longitude] = point.expose();
            format!("{latitude}, {longitude}")
        });
        country.into_iter().chain(rungs).chain(point).collect::<Vec<_>>().join(" · ")
    }
}
