//! Codes, kinds of record, properties and days, as people spell them on the command line.

use jiff::civil::Date;
use overt_model::Codebook;
use overt_model::codebook::{Code, List, Property, Schema};

use crate::codebook::nearest;
use crate::exit::Exit;
use crate::failure::Failure;

/// The code of a list that somebody meant. What was typed is not repeated: it may be something else than a code.
pub(crate) fn code<'a>(codebook: &'a Codebook, list: &str, spelling: &str) -> Result<&'a Code, Failure> {
    of(codebook.list(list).expect("the codebook has the lists that the program names"), spelling)
}

/// The code of this list that somebody meant.
pub(crate) fn of<'a>(list: &'a List, spelling: &str) -> Result<&'a Code, Failure> {
    list.find(spelling).ok_or_else(|| {
        let codes = list.codes().iter().map(|code| code.code.as_str());
        let message = format!("nothing in the list `{}` is spelled so{}", list.id, nearest(spelling, codes));
        let hint = format!("`overt codebook show {}` shows all", list.id);
        Failure::new(Exit::WrongUse, "unknown-code", message).with_hint(hint)
    })
}

/// A kind of record.
pub(crate) fn schema<'a>(codebook: &'a Codebook, name: &str) -> Result<&'a Schema, Failure> {
    let concrete = || codebook.schemas().filter(|schema| !schema.is_abstract);
    let same = |schema: &&Schema| schema.id.eq_ignore_ascii_case(&name.replace('_', ""));
    concrete().find(same).ok_or_else(|| {
        let names = concrete().map(|schema| schema.id.as_str());
        let message = format!("there is no such kind of record{}", nearest(name, names));
        Failure::new(Exit::WrongUse, "unknown-schema", message).with_hint("`overt codebook schema` names them all")
    })
}

/// A property of a kind of record.
pub(crate) fn property<'a>(schema: &'a Schema, name: &str) -> Result<&'a Property, Failure> {
    schema.property(name).ok_or_else(|| {
        let names = schema.properties.iter().map(|property| property.id.as_str());
        let message = format!("{} has no such property{}", schema.id, nearest(name, names));
        let hint = format!("`overt codebook schema {}` names them all", schema.id);
        Failure::new(Exit::WrongUse, "unknown-property", message).with_hint(hint)
    })
}

/// A day on the command line.
pub(crate) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "write a day as 2027-06-30")
}

/// What stands before and after the first `=`; never repeated where there is none.
pub(crate) fn pair<'a>(option: &str, given: &'a str) -> Result<(&'a str, &'a str), Failure> {
    let pair = given.split_once('=').filter(|(name, _)| !name.is_empty());
    pair.ok_or_else(|| {
        Failure::new(Exit::WrongUse, "wrong-use", format!("what follows `{option}` needs a property, `=` and a value"))
    })
}
