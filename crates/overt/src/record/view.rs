//! A record as people read it: the sections and labels of its schema, and the claim in words.

use std::fmt::Write as _;

use overt_model::codebook::{Property, Schema};
use overt_model::{Lang, Standing, State};
use overt_publish::language::pick;
use overt_publish::records::Words;
use overt_store::Shown;

use super::Work;
use crate::output::printable;

/// What must be said beside a claim that nobody has decided.
pub(super) const fn caution(standing: Standing, lang: Lang) -> Option<&'static str> {
    match standing {
        Standing::Alleged => Some(pick(
            lang,
            [
                "An allegation is a reason to look, never a finding.",
                "Una denuncia es un motivo para investigar, nunca una conclusión.",
                "Une allégation est une raison de regarder, jamais une conclusion.",
            ],
        )),
        Standing::Inferred => Some(pick(
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
    let revision = pick(lang, ["Revision", "Revisión", "Révision"]);
    let _ = writeln!(text, "{revision} {}, {}", shown.revision.number, shown.revision.day);
    let _ = writeln!(text, "{}", printable(&words.claim(&record.claim, source)));
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
            format!("\n{count} {}\n", pick(lang, words))
        }
    }
}
