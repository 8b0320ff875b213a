//! Codes: what they are called, what they lie under, what else is known about them.

use overt_model::codebook::List;
use overt_model::{Codebook, Lang};

use super::{Function, Returns, Section, Value, all};

pub(super) const LABEL: Function = Function {
    name: "code_label",
    arguments: &["list", "code", "language"],
    optional: 1,
    returns: Returns::Text,
    section: Section::Codes,
    about: "What a code is called, in `en` (if nothing is said), `es` or `fr`.",
    example: "SELECT code_label('stages', 'T4'), code_label('stages', 'T4', 'fr')",
    answer: "Border crossing, Franchissement de frontières",
    run: |arguments| {
        let Some([id, code]) = all::<2>(arguments) else { return Ok(None) };
        let lang = match arguments[2] {
            None | Some("en") => Lang::En,
            Some("es") => Lang::Es,
            Some("fr") => Lang::Fr,
            Some(_) => return Err("the languages are en, es and fr".to_owned()),
        };
        Ok(list(id)?.get(code).map(|code| Value::Text(code.label.get(lang).to_owned())))
    },
};

pub(super) const PARENT: Function = Function {
    name: "code_parent",
    arguments: &["list", "code"],
    optional: 0,
    about: "The code right above a code. Null at the top.",
    example: "SELECT code_parent('actors', 'P20')",
    answer: "P21",
    run: |arguments| {
        let Some([id, code]) = all::<2>(arguments) else { return Ok(None) };
        let parent = list(id)?.get(code).and_then(|code| code.parent.as_deref());
        Ok(parent.map(|parent| Value::Text(parent.to_owned())))
    },
    ..LABEL
};

pub(super) const IS_UNDER: Function = Function {
    name: "code_is_under",
    arguments: &["list", "code", "above"],
    optional: 0,
    returns: Returns::Truth,
    about: "Whether a code is another one or lies anywhere below it.",
    example: "SELECT code_is_under('actors', 'P20', 'P21')",
    answer: "true",
    run: |arguments| {
        let Some([id, code, above]) = all::<3>(arguments) else { return Ok(None) };
        Ok(Some(Value::Truth(list(id)?.is_under(code, above))))
    },
    ..LABEL
};

pub(super) const ATTRIBUTE: Function = Function {
    name: "code_attribute",
    arguments: &["list", "code", "column"],
    optional: 0,
    about: "What else a list says about a code: one of its own columns, such as the chain of a stage or the degree of an act.",
    example: "SELECT code_attribute('stages', 'T4', 'chain'), code_attribute('acts', 'A31', 'degree')",
    answer: "trafficking, obstruction",
    run: |arguments| {
        let Some([id, code, column]) = all::<3>(arguments) else { return Ok(None) };
        let list = list(id)?;
        if !list.columns.iter().any(|known| known.id == column) {
            let names: Vec<&str> = list.columns.iter().map(|column| column.id.as_str()).collect();
            return Err(format!("the list {id} has no column “{column}” of its own; it has: {}", names.join(", ")));
        }
        let own = list.get(code).and_then(|code| list.own(code, column)).filter(|own| !own.is_empty());
        Ok(own.map(|own| Value::Text(own.to_owned())))
    },
    ..LABEL
};

fn list(id: &str) -> Result<&'static List, String> {
    let list = Codebook::embedded().list(id);
    list.ok_or_else(|| format!("there is no list “{id}”; `SHOW TABLES` names them all, in the schema codes"))
}
