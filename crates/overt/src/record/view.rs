//! A record as people read it: the sections and labels of its schema, and the claim in words.

use std::fmt::Write as _;

use overt_model::codebook::{Kind, Property, Schema};
use overt_model::{Claim, Codebook, Field, Lang, Place, Rung, Standing, State, Value};
use overt_store::Shown;

use super::Work;
use crate::output::printable;

/// Picks the words of a language.
const fn say(lang: Lang, [en, es, fr]: [&str; 3]) -> &str {
    match lang {
        Lang::En => en,
        Lang::Es => es,
        Lang::Fr => fr,
    }
}

/// What must be said beside a claim that nobody has decided.
pub(super) const fn caution(standing: Standing, lang: Lang) -> Option<&'static str> {
    match standing {
        Standing::Alleged => Some(say(
            lang,
            [
                "An allegation is a reason to look, never a finding.",
                "Una denuncia es un motivo para investigar, nunca una conclusión.",
                "Une allégation est une raison de regarder, jamais une conclusion.",
            ],
        )),
        Standing::Inferred => Some(say(
            lang,
            [
                "A signal is a reason to look, never a finding.",
                "Una señal es un motivo para investigar, nunca una conclusión.",
                "Un signal est une raison de regarder, jamais une conclusion.",
            ],
        )),
        _ => None,
    }
}

pub(super) fn text(work: &Work<'_>, shown: &Shown, source: Option<&str>) -> String {
    let Work { codebook, lang, .. } = *work;
    let record = &shown.record;
    let words = Words { codebook, lang };
    let Some(schema) = codebook.schema(&record.schema) else { return format!("{}\n", record.id) };
    let mut text = format!("{}  {} ({})\n", record.id, schema.label.get(lang), schema.id);
    let revision = say(lang, ["Revision", "Revisión", "Révision"]);
    let _ = writeln!(text, "{revision} {}, {}", shown.revision.number, shown.revision.day);
    let _ = writeln!(text, "{}", words.claim(&record.claim, source));
    if let Some(sentence) = caution(record.claim.standing, lang) {
        let _ = writeln!(text, "{sentence}");
    }
    let label = |property: &Property| property.label.get(lang).chars().count();
    let shown_properties = || schema.properties.iter().filter(|property| record.fields.contains_key(&property.id));
    let width = shown_properties().map(|property| label(property)).max().unwrap_or(0);
    for section in &schema.sections {
        let mut title = Some(section.label.get(lang));
        for property in shown_properties().filter(|property| property.section == section.id) {
            if let Some(title) = title.take() {
                let _ = writeln!(text, "\n{title}");
            }
            let Some(field) = record.fields.get(&property.id) else { continue };
            let value = printable(&words.field(property, field)).replace('\n', "\n    ");
            let _ = writeln!(text, "  {:<width$}  {value}", property.label.get(lang));
        }
    }
    text.push_str(&unasked(schema, shown, lang));
    text
}

/// How much nobody asked, of what anybody may see. Of the sealed classes nothing is told.
fn unasked(schema: &Schema, shown: &Shown, lang: Lang) -> String {
    let is_unasked = |property: &&std::sync::Arc<Property>| {
        !property.class.is_sealed() && shown.record.state(&property.id) == State::NotAsked
    };
    match schema.properties.iter().filter(is_unasked).count() {
        0 => String::new(),
        count => {
            let words = [
                "open questions that nobody asked",
                "preguntas abiertas que nadie hizo",
                "questions ouvertes que personne n’a posées",
            ];
            format!("\n{count} {}\n", say(lang, words))
        }
    }
}

/// Values in the words of the codebook.
struct Words {
    codebook: &'static Codebook,
    lang: Lang,
}

impl Words {
    fn code(&self, list: &str, code: &str) -> String {
        let found = self.codebook.list(list).and_then(|list| list.get(code));
        found.map_or_else(|| code.to_owned(), |found| format!("{} ({code})", found.label.get(self.lang)))
    }

    fn label(&self, list: &str, code: &str) -> String {
        let found = self.codebook.list(list).and_then(|list| list.get(code));
        found.map_or(code, |found| found.label.get(self.lang)).to_owned()
    }

    fn claim(&self, claim: &Claim, source: Option<&str>) -> String {
        let standing = self.label(Standing::LIST, claim.standing.code());
        let (grade, handling) = (claim.grade, self.label("tlp", claim.handling.code()));
        let unnamed = claim.source.to_string();
        let source = printable(source.unwrap_or(&unnamed));
        let words = say(self.lang, ["grade", "valoración", "cotation"]);
        let from = say(self.lang, ["source", "fuente", "source"]);
        let mut text = format!("{standing} · {words} {grade} · {handling} · {from}: {source}");
        if let Some(decision) = claim.decision {
            let _ = write!(text, " · {}: {decision}", say(self.lang, ["decision", "resolución", "décision"]));
        }
        text
    }

    fn field(&self, property: &Property, field: &Field) -> String {
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

    fn value(&self, property: &Property, value: &Value) -> String {
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
