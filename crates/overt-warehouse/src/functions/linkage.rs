//! Comparing values exactly as linkage does, wherever a question runs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use overt_link::names::{Name, latin, script_of, similarity};
use overt_link::{Spec, level};

use super::{Function, Returns, Section, Value, all};

/// The specifications that come with the program.
static READY: LazyLock<BTreeMap<&'static str, Spec>> = LazyLock::new(|| {
    let read = |name| Some((name, Spec::from_toml(Spec::ready_text(name)?).ok()?));
    Spec::ready_names().filter_map(read).collect()
});

pub(super) const LATIN: Function = Function {
    name: "name_latin",
    arguments: &["name"],
    optional: 0,
    returns: Returns::Text,
    section: Section::Linkage,
    about: "A name of any script in comparable Latin letters.",
    example: "SELECT name_latin('Сергій Шевченко')",
    answer: "sergey shevchenko",
    run: |arguments| Ok(all::<1>(arguments).map(|[name]| Value::Text(latin(name)))),
};

pub(super) const SCRIPT: Function = Function {
    name: "name_script",
    about: "The script that most letters of a name belong to.",
    example: "SELECT name_script('สมชาย'), name_script('Somchai')",
    answer: "Thai, Latin",
    run: |arguments| Ok(all::<1>(arguments).map(|[name]| Value::Text(script_of(name).to_string()))),
    ..LATIN
};

pub(super) const NAME_SIMILARITY: Function = Function {
    name: "name_similarity",
    arguments: &["a", "b"],
    returns: Returns::Number,
    about: "How alike two names of people are, from 0 to 1, in any script and order of words. It is evidence about spelling, never that two people are the same.",
    example: "SELECT name_similarity('Yusuf Haddad', 'HADDAD, Youssef') > 0.8",
    answer: "true",
    run: |arguments| Ok(all::<2>(arguments).map(|[a, b]| alike(&Name::person(a), &Name::person(b)))),
    ..LATIN
};

pub(super) const ORGANISATION_SIMILARITY: Function = Function {
    name: "organisation_similarity",
    about: "The same for companies and offices, whose legal forms and abbreviations count little.",
    example: "SELECT organisation_similarity('Harbour Trading Ltd', 'Harbour Trading Limited') > 0.9",
    run: |arguments| Ok(all::<2>(arguments).map(|[a, b]| alike(&Name::organisation(a), &Name::organisation(b)))),
    ..NAME_SIMILARITY
};

pub(super) const LEVEL: Function = Function {
    name: "link_level",
    arguments: &["specification", "column", "a", "b"],
    returns: Returns::Text,
    about: "The level that two values reach in a comparison of a specification that comes with the program, as `overt link` finds it.",
    example: "SELECT link_level('person', 'birth_date', '1990-04-03', '1990-03-04'), link_level('person', 'phone', '0755 123', '0755 124')",
    answer: "day_month_swapped, edits 1",
    run: |arguments| {
        let Some([specification, column, a, b]) = all::<4>(arguments) else { return Ok(None) };
        let names = || READY.keys().copied().collect::<Vec<_>>().join(", ");
        let spec =
            READY.get(specification).ok_or_else(|| format!("there is no such specification; there are {}", names()))?;
        Ok(level(spec, column, a, b).map_err(|error| error.to_string())?.map(Value::Text))
    },
    ..LATIN
};

fn alike(a: &Name, b: &Name) -> Value {
    // To four places, so that the same text comes from every machine.
    Value::Number((f64::from(similarity(a, b)) * 10_000.0).round() / 10_000.0)
}
