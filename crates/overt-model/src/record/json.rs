//! Records as JSON, the form in which they are stored, imported and exchanged.
//!
//! ```json
//! { "id": "record:…", "schema": "CorruptAct", "codebook": "1.0.0", "claim": { "source": "source:…", … },
//!   "fields": {
//!     "stage": "T4",
//!     "advantages": ["U01", "U11"],
//!     "advantage_amount": { "low": "400", "high": "500", "currency": "EUR", "on": "2017" },
//!     "place": { "country": "NPL", "locality": "…" },
//!     "rank": { "state": "asked-unknown" },
//!     "actor": { "state": "asked-yes", "value": "record:…", "claim": { "standing": "charged" } } } }
//! ```

use compact_str::CompactString;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{Field, Record, Value, Values};
use crate::codebook::{Codebook, Kind, Property};
use crate::validate::{Problem, ProblemCode, Problems};
use crate::{Amount, Claim, ClaimDifference, Edtf, Place, Private, RecordId, Rung, State};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    id: RecordId,
    schema: CompactString,
    codebook: CompactString,
    claim: Claim,
}

impl Record {
    /// Reads a record, keeping what can be read and naming everything that cannot.
    ///
    /// # Errors
    /// Only when there is no record to keep: the JSON has no identifier, schema, codebook version or claim, or the schema
    /// is unknown. A value of the wrong type becomes a problem and is left out.
    pub fn from_json(json: Json, codebook: &Codebook) -> Result<(Self, Vec<Problem>), Problem> {
        // serde_json repeats the offending value in its message, and that may identify a person; so only the place is told.
        let not_a_record = || Problem::of_record(ProblemCode::NotARecord);
        let Json::Object(mut object) = json else { return Err(not_a_record()) };
        // The fields are taken as they are: through serde every value would be built a second time.
        let fields = match object.remove("fields") {
            Some(Json::Object(fields)) => fields,
            Some(_) => return Err(not_a_record()),
            None => Map::new(),
        };
        let envelope: Envelope = serde_json::from_value(Json::Object(object)).map_err(|_| not_a_record())?;
        let schema = codebook.schema(&envelope.schema).ok_or_else(|| Problem::of_record(ProblemCode::UnknownSchema))?;
        let mut record = Self::new(envelope.id, &envelope.schema, &envelope.codebook, envelope.claim);
        let mut problems = Problems::default();
        for (id, json) in fields {
            match schema.property(&id) {
                Some(property) => {
                    if let Some(field) = field(property, json, &mut problems) {
                        record.fields.insert(property.id.clone(), field);
                    }
                }
                None => problems.add(Problem::at(ProblemCode::UnknownProperty, &id)),
            }
        }
        Ok((record, problems.0))
    }

    /// Writes a record, private values included: what is done with the result is the caller's responsibility.
    pub fn to_json(&self, codebook: &Codebook) -> Json {
        let schema = codebook.schema(&self.schema);
        let fields: Map<String, Json> = self
            .fields
            .iter()
            .map(|(id, field)| {
                let many = schema.and_then(|schema| schema.property(id)).is_some_and(|property| property.many);
                (id.to_string(), field_json(field, many))
            })
            .collect();
        json!({ "id": self.id, "schema": self.schema, "codebook": self.codebook, "claim": self.claim, "fields": fields })
    }
}

impl Field {
    /// Reads one field on its own, as a record that is kept in parts holds it; `None` when it is not of the property's type.
    pub fn from_json(property: &Property, json: Json) -> Option<Self> {
        let mut problems = Problems::default();
        field(property, json, &mut problems).filter(|_| problems.0.is_empty())
    }

    /// Writes one field on its own, private values included: what is done with the result is the caller's responsibility.
    pub fn to_json(&self, property: &Property) -> Json {
        field_json(self, property.many)
    }
}

fn field(property: &Property, json: Json, problems: &mut Problems) -> Option<Field> {
    let (state, value, difference) = match json {
        Json::Object(mut object) if object.contains_key("state") => {
            let state = object.remove("state").and_then(|state| serde_json::from_value::<State>(state).ok());
            let value = object.remove("value");
            let difference = object.remove("claim").map(serde_json::from_value::<ClaimDifference>).transpose();
            let (Some(state), Ok(difference), true) = (state, difference, object.is_empty()) else {
                problems.add(Problem::on(ProblemCode::WrongType, property, None));
                return None;
            };
            (state, value, difference.map(Box::new))
        }
        Json::Null => (State::NotAsked, None, None),
        value => (State::AskedYes, Some(value), None),
    };
    let given = match value {
        Some(Json::Array(values)) => values,
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let expected = given.len();
    let mut values = Values::with_capacity(expected);
    for (position, json) in given.into_iter().enumerate() {
        match value_from(&property.kind, json) {
            Some(value) => values.push(value),
            None => problems.add(Problem::on(ProblemCode::WrongType, property, property.many.then_some(position))),
        }
    }
    // A field of which nothing could be read would only be reported a second time, as empty.
    (expected == 0 || !values.is_empty()).then_some(Field { state, values, difference })
}

fn value_from(kind: &Kind, json: Json) -> Option<Value> {
    Some(match (kind, json) {
        (Kind::Code { .. }, Json::String(code)) => Value::Code(code.into()),
        (Kind::Text { .. }, Json::String(text)) => Value::text(text),
        (Kind::Integer { .. }, Json::Number(number)) => Value::Integer(number.as_i64()?),
        (Kind::Number { .. }, json) => Value::Number(decimal(&json)?),
        (Kind::Date { .. }, Json::String(text)) => Value::Date(text.parse().ok()?),
        (Kind::Money { .. }, json) => Value::Money(Box::new(amount(json)?)),
        (Kind::Place { .. }, json) => Value::Place(Box::new(place(json)?)),
        (Kind::Reference { .. }, Json::String(text)) => Value::Reference(text.parse().ok()?),
        (Kind::File, Json::String(text)) => Value::File(text.parse().ok()?),
        _ => return None,
    })
}

/// A decimal written as a string, or as a JSON number whose shortest text is exact.
fn decimal(json: &Json) -> Option<Decimal> {
    match json {
        Json::String(text) => Decimal::from_str_exact(text).ok(),
        Json::Number(number) => Decimal::from_str_exact(&number.to_string()).ok(),
        _ => None,
    }
}

fn amount(json: Json) -> Option<Amount> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Written {
        low: Json,
        high: Option<Json>,
        currency: CompactString,
        on: Option<Edtf>,
    }
    if let Json::String(text) = json {
        return text.parse().ok();
    }
    let written: Written = serde_json::from_value(json).ok()?;
    let low = decimal(&written.low)?;
    let high = written.high.as_ref().map_or(Some(low), decimal)?;
    (low <= high).then_some(Amount { low, high, currency: written.currency, on: written.on })
}

fn place(json: Json) -> Option<Place> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Written {
        country: Option<CompactString>,
        region: Option<String>,
        district: Option<String>,
        locality: Option<String>,
        site: Option<String>,
        point: Option<[f64; 2]>,
    }
    if let Json::String(country) = json {
        return Some(Place::country(&country));
    }
    let written: Written = serde_json::from_value(json).ok()?;
    Some(Place {
        country: written.country,
        region: written.region.map(Private::new),
        district: written.district.map(Private::new),
        locality: written.locality.map(Private::new),
        site: written.site.map(Private::new),
        point: written.point.map(Private::new),
    })
}

fn field_json(field: &Field, many: bool) -> Json {
    let value = match &*field.values {
        [] => None,
        [value] if !many => Some(value_json(value)),
        values => Some(values.iter().map(value_json).collect()),
    };
    match (field.state, value, &field.difference) {
        (State::AskedYes, Some(value), None) => value,
        (state, value, difference) => {
            let mut object = Map::from_iter([("state".to_owned(), json!(state))]);
            object.extend(value.map(|value| ("value".to_owned(), value)));
            object.extend(difference.as_deref().map(|difference| ("claim".to_owned(), json!(difference))));
            Json::Object(object)
        }
    }
}

fn value_json(value: &Value) -> Json {
    match value {
        Value::Code(code) => json!(code),
        Value::Text(text) => json!(text.expose()),
        Value::Integer(number) => json!(number),
        Value::Number(number) => json!(number.to_string()),
        Value::Money(amount) => {
            let mut object = json!({ "low": amount.low.to_string(), "currency": amount.currency });
            if amount.high != amount.low {
                object["high"] = json!(amount.high.to_string());
            }
            if let Some(on) = amount.on {
                object["on"] = json!(on);
            }
            object
        }
        Value::Date(date) => json!(date),
        Value::Place(place) => {
            let mut object = Map::new();
            object.extend(place.country.as_ref().map(|country| ("country".to_owned(), json!(country))));
            for rung in Rung::ALL {
                object.extend(place.named(rung).map(|name| (rung.name().to_owned(), json!(name.expose()))));
            }
            object.extend(place.point.as_ref().map(|point| ("point".to_owned(), json!(point.expose()))));
            Json::Object(object)
        }
        Value::Reference(id) => json!(id),
        Value::File(hash) => json!(hash.to_string()),
    }
}
