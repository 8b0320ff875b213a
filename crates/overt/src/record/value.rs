//! One value of a property, as somebody writes it in a line.

use overt_model::codebook::{Kind, Property};
use overt_model::validate::ProblemCode;
use overt_model::{Codebook, Field, Lang, State};
use serde_json::{Value as Json, json};

use crate::codes;
use crate::exit::Exit;
use crate::failure::Failure;

/// A field from what somebody wrote: codes by any spelling, dates and sums in their written forms, countries for places, and
/// `?`, `none` and `withheld` for states. Several values are separated by commas.
pub(super) fn field(codebook: &Codebook, lang: Lang, property: &Property, text: &str) -> Result<Field, Failure> {
    let text = text.trim();
    if let Some(state) = state(codebook, property, text) {
        return Ok(Field::state(state));
    }
    let unreadable = || {
        let sentence = codebook.message(&ProblemCode::WrongType).get(lang).replace("{label}", property.label.get(lang));
        Failure::new(Exit::WrongUse, "unreadable-value", format!("{}: {sentence}", property.id))
            .with_hint(form(property))
    };
    if text.is_empty() {
        return Err(unreadable().with_hint("leave it out where nobody asked, and write `?` where nobody knows"));
    }
    let one = |text: &str| one(codebook, property, text);
    let json = match (property.many && text.contains(','), &property.kind) {
        (false, _) => one(text)?,
        // A label may have a comma of its own.
        (true, Kind::Code { .. } | Kind::Place { .. }) if one(text).is_ok() => one(text)?,
        (true, _) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(one).collect::<Result<Vec<_>, _>>()?.into()
        }
    };
    Field::from_json(property, json).ok_or_else(unreadable)
}

fn state(codebook: &Codebook, property: &Property, text: &str) -> Option<State> {
    if let Kind::Flag = property.kind {
        match text.to_lowercase().as_str() {
            "yes" | "sí" | "si" | "oui" => return Some(State::AskedYes),
            "no" | "non" => return Some(State::AskedNo),
            _ => {}
        }
    }
    if let Kind::Code { list, .. } = &property.kind
        && codebook.list(list).is_some_and(|list| list.contains(text))
    {
        // Some lists have a code `none`, which says more than the state.
        return None;
    }
    match text {
        "?" => Some(State::AskedUnknown),
        "none" => Some(State::AskedNo),
        "withheld" => Some(State::Withheld),
        // Yes alone is no answer where a value is expected.
        "asked-yes" => None,
        _ => State::from_code(text),
    }
}

/// One value in the JSON form of records.
fn one(codebook: &Codebook, property: &Property, text: &str) -> Result<Json, Failure> {
    let code = |list: &str| {
        let found = codes::code(codebook, list, text);
        found.map(|code| json!(code.code)).map_err(|failure| named(failure, property))
    };
    Ok(match &property.kind {
        Kind::Code { list, .. } => code(list)?,
        Kind::Place { .. } => code("countries")?,
        Kind::Integer { .. } => text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number)),
        _ => json!(text),
    })
}

fn named(failure: Failure, property: &Property) -> Failure {
    Failure { message: format!("{}: {}", property.id, failure.message), ..failure }
}

/// How a value of this type is written.
fn form(property: &Property) -> String {
    match &property.kind {
        Kind::Code { list, .. } => format!("`overt codebook show {list}` shows the codes"),
        Kind::Flag => "write yes, no, ? or withheld".into(),
        Kind::Text { max_chars, .. } => format!("write at most {max_chars} characters"),
        Kind::Integer { min, max, .. } => format!("write a whole number from {min} to {max}"),
        Kind::Number { min, max, .. } => format!("write a number from {min} to {max}, with a point before decimals"),
        Kind::Money { .. } => "write 400 EUR, 400..500 EUR or 400 EUR 2017-05".into(),
        Kind::Date { .. } => "write a date as 2017, 2017-05, 2017-05-03~ or 2015/2017".into(),
        Kind::Place { .. } => "write a country: NPL or Nepal; finer places come in a file".into(),
        Kind::Reference { .. } => "write the identifier of a record: `record:` and 32 digits from 0 to f".into(),
        Kind::File => "attach a file with `overt record attach`".into(),
    }
}

#[cfg(test)]
mod tests {
    use overt_model::Value;

    use super::*;

    fn read(schema: &str, property: &str, text: &str) -> Result<Field, Failure> {
        let codebook = Codebook::embedded();
        let property = codebook.schema(schema).unwrap().property(property).unwrap();
        field(codebook, Lang::En, property, text)
    }

    fn values(schema: &str, property: &str, text: &str) -> Vec<Value> {
        read(schema, property, text).unwrap().values.into_vec()
    }

    #[test]
    fn a_code_is_read_in_any_spelling() {
        assert_eq!(values("CorruptAct", "act", "A18"), [Value::code("A18")]);
        let label = &Codebook::embedded().list("acts").unwrap().get("A18").unwrap().label;
        assert_eq!(values("CorruptAct", "act", &label.es.to_uppercase()), [Value::code("A18")]);
        assert_eq!(values("CorruptAct", "place", "Nepal"), values("CorruptAct", "place", "NPL"));
    }

    #[test]
    fn states_are_written_in_one_word() {
        let state = |text| read("CorruptAct", "rank", text).unwrap().state;
        assert_eq!(state("?"), State::AskedUnknown);
        assert_eq!(state("none"), State::AskedNo);
        assert_eq!(state("withheld"), State::Withheld);
        assert_eq!(read("CorruptAct", "victims_present", "yes").unwrap(), Field::state(State::AskedYes));
        assert_eq!(read("CorruptAct", "victims_present", "no").unwrap(), Field::state(State::AskedNo));
    }

    #[test]
    fn several_values_are_separated_by_commas_where_several_are_allowed() {
        assert_eq!(values("Consent", "purposes", "refer, statistics").len(), 2);
        assert_eq!(values("Victim", "mobile_phones", "+977 1, +977 2").len(), 2);
        assert_eq!(values("Victim", "full_name", "Invented, Maria").len(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_form_and_never_repeated() {
        for (schema, property, text) in [
            ("CorruptAct", "happened_on", "some Tuesday"),
            ("CorruptAct", "act", "Tuesdays"),
            ("Payment", "amount", "much Tuesday"),
            ("CorruptAct", "actor", "Tuesday"),
            ("Victim", "age_when_trafficked", "Tuesday"),
            ("CorruptAct", "rank", ""),
        ] {
            let failure = read(schema, property, text).unwrap_err();
            assert_eq!(failure.exit, Exit::WrongUse);
            assert!(failure.message.starts_with(&format!("{property}: ")), "{failure}");
            assert!(!format!("{failure:?}").contains("Tuesday"), "{failure:?}");
        }
    }

    #[test]
    fn sums_dates_and_numbers_are_read_in_their_written_forms() {
        assert!(matches!(values("Payment", "amount", "400..500 EUR")[..], [Value::Money(_)]));
        assert!(matches!(values("CorruptAct", "happened_on", "2015/2017")[..], [Value::Date(_)]));
        assert_eq!(values("Victim", "age_when_trafficked", "17"), [Value::Integer(17)]);
    }
}
