//! A record in a line: its kind, and what is open of it.

use overt_model::codebook::Kind;
use overt_model::{Codebook, Lang, Record, RecordId, Value};
use overt_publish::records::Words;

/// So many of its codes and dates are named.
const NAMED_MAX: usize = 4;

/// A line of a list.
pub(crate) struct Line {
    pub(crate) id: RecordId,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) standing: String,
}

impl Line {
    /// What tells it from others; its identifier where nothing else is open.
    pub(crate) fn name(&self) -> String {
        if self.title.is_empty() { self.id.to_string() } else { self.title.clone() }
    }
}

/// The line of a record.
pub(crate) fn line((codebook, lang): (&'static Codebook, Lang), record: &Record) -> Line {
    let words = Words { codebook, lang };
    let Some(schema) = codebook.schema(&record.schema) else {
        return Line { id: record.id, kind: record.schema.to_string(), title: String::new(), standing: String::new() };
    };
    let tells =
        |kind: &Kind| matches!(kind, Kind::Code { .. } | Kind::Date { .. } | Kind::Place { .. } | Kind::Money { .. });
    let told = schema.properties.iter().filter(|property| tells(&property.kind)).filter_map(|property| {
        let field = record.fields.get(&property.id).filter(|field| !field.values.is_empty())?;
        // Codes stand beside their labels where there is room for them.
        Some(match (&property.kind, field.values.first()) {
            (Kind::Code { list, .. }, Some(Value::Code(code))) => words.label(list, code),
            _ => words.field(property, field),
        })
    });
    Line {
        id: record.id,
        kind: schema.label.get(lang).to_owned(),
        title: told.take(NAMED_MAX).collect::<Vec<_>>().join(" · "),
        standing: words.label(overt_model::Standing::LIST, record.claim.standing.code()),
    }
}
