//! The fields of a form, from the codebook.

use overt_model::codebook::{Kind, List, Property, Schema};
use overt_model::{Class, Codebook, Lang, Problem, Record, Rung, State, Value};
use overt_publish::records::Words;

use super::{NAMED, property_of};
use crate::ask::Pairs;

/// Codes up to this many are all to be seen.
const SEEN_MAX: usize = 8;

/// A group of fields.
pub(crate) struct Drawn {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) fields: Vec<DrawnField>,
}

/// One field.
pub(crate) struct DrawnField {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) is_required: bool,
    /// The words for the class, where it is sealed.
    pub(crate) sealed: Option<String>,
    pub(crate) input: Input,
    pub(crate) states: Vec<Choice>,
    /// What is wrong with what was typed.
    pub(crate) problems: Vec<String>,
}

impl DrawnField {
    /// Whether the state alone answers.
    pub(crate) fn is_flag(&self) -> bool {
        matches!(self.input, Input::Nothing)
    }

    /// What describes the field to who cannot see it.
    pub(crate) fn described(&self) -> String {
        let problem = if self.problems.is_empty() { String::new() } else { format!(" {}-problem", self.id) };
        format!("{}-help{problem}", self.id)
    }
}

/// How a value is entered.
pub(crate) enum Input {
    /// The state alone answers.
    Nothing,
    /// One of few codes, or several of any number.
    Marks { choices: Vec<Choice>, many: bool },
    /// One of many codes.
    List(Vec<Group>),
    /// A line, with a hint how it is written.
    Line { value: String, hint: &'static str },
    /// A text.
    Area(String),
    /// A place: its country, and the rungs below it.
    Place { countries: Vec<Choice>, rungs: Vec<PlaceRung> },
}

/// A rung of a place.
pub(crate) struct PlaceRung {
    pub(crate) name: &'static str,
    pub(crate) value: String,
}

/// Codes below one heading.
pub(crate) struct Group {
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
}

/// One that can be chosen.
pub(crate) struct Choice {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

/// What a form begins with.
pub(crate) struct Begun<'a> {
    /// What is there.
    pub(crate) record: Option<&'a Record>,
    /// What was typed, which goes before what is there.
    pub(crate) typed: Option<&'a Pairs>,
    /// What is wrong with it.
    pub(crate) problems: &'a [Problem],
}

/// The groups of a form with the properties of these classes.
pub(crate) fn draw(
    (codebook, lang): (&'static Codebook, Lang),
    schema: &Schema,
    classes: impl Fn(Class) -> bool,
    begun: &Begun<'_>,
) -> Vec<Drawn> {
    let draw = Draw { codebook, lang, words: Words { codebook, lang }, schema, begun };
    let of_section = |id: &str| {
        let of_it = schema.properties.iter().filter(|property| property.section == id && classes(property.class));
        of_it.filter(|property| !matches!(property.kind, Kind::File)).map(|property| draw.field(property)).collect()
    };
    let sections = schema.sections.iter().map(|section| Drawn {
        id: section.id.to_string(),
        label: section.label.get(lang).to_owned(),
        fields: of_section(&section.id),
    });
    sections.filter(|section| !section.fields.is_empty()).collect()
}

struct Draw<'a> {
    codebook: &'static Codebook,
    lang: Lang,
    words: Words,
    schema: &'a Schema,
    begun: &'a Begun<'a>,
}

impl Draw<'_> {
    fn field(&self, property: &Property) -> DrawnField {
        let values = self.values(property);
        let is_at = |problem: &&Problem| property_of(self.schema, problem).is_some_and(|at| at.id == property.id);
        DrawnField {
            id: property.id.to_string(),
            label: property.label.get(self.lang).to_owned(),
            help: property.help.get(self.lang).to_owned(),
            is_required: property.required,
            sealed: property.class.is_sealed().then(|| self.words.label("classes", property.class.code())),
            input: self.input(property, &values),
            states: self.states(property),
            problems: self
                .begun
                .problems
                .iter()
                .filter(is_at)
                .map(|problem| problem.sentence(self.codebook, self.lang))
                .collect(),
        }
    }

    /// What stands in the field: what was typed, or else what is there.
    fn values(&self, property: &Property) -> Vec<String> {
        match (self.begun.typed, self.begun.record) {
            (Some(typed), _) => typed.all(&property.id).map(str::to_owned).collect(),
            (None, Some(record)) => record.values(&property.id).iter().map(written).collect(),
            (None, None) => Vec::new(),
        }
    }

    fn input(&self, property: &Property, values: &[String]) -> Input {
        let one = || values.join(", ");
        match &property.kind {
            Kind::Flag | Kind::File => Input::Nothing,
            Kind::Code { list, under } => {
                let Some(list) = self.codebook.list(list) else { return Input::Nothing };
                let choices = self.choices(list, under.as_deref(), values);
                if property.many || choices.len() <= SEEN_MAX {
                    Input::Marks { choices, many: property.many }
                } else {
                    Input::List(self.groups(list, choices))
                }
            }
            Kind::Text { max_chars, .. } if *max_chars > 250 && !property.many => Input::Area(one()),
            Kind::Text { .. } => Input::Line { value: one(), hint: if property.many { "hint-several" } else { "" } },
            Kind::Integer { .. } | Kind::Number { .. } => Input::Line { value: one(), hint: "hint-number" },
            Kind::Money { .. } => Input::Line { value: one(), hint: "hint-money" },
            Kind::Date { .. } => Input::Line { value: one(), hint: "hint-date" },
            Kind::Reference { .. } => Input::Line { value: one(), hint: "hint-reference" },
            Kind::Place { .. } => self.place(property),
        }
    }

    fn choices(&self, list: &List, under: Option<&str>, values: &[String]) -> Vec<Choice> {
        let chosen = |code: &str| values.iter().any(|value| value == code);
        // What was retired stays only where it is already.
        let codes = list.codes().iter().filter(|code| code.valid_to.is_none() || chosen(&code.code));
        let choice = |code: &overt_model::codebook::Code| Choice {
            code: code.code.to_string(),
            label: code.label.get(self.lang).to_owned(),
            is_chosen: chosen(&code.code),
        };
        codes.filter(|code| under.is_none_or(|under| list.is_under(&code.code, under))).map(choice).collect()
    }

    /// The codes below the headings of their list; those that are headings themselves stand first in their group.
    fn groups(&self, list: &List, choices: Vec<Choice>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for choice in choices {
            let parent = list.get(&choice.code).and_then(|code| code.parent.as_deref()).and_then(|code| list.get(code));
            let label = parent.map_or_else(String::new, |parent| parent.label.get(self.lang).to_owned());
            match groups.last_mut().filter(|group| group.label == label) {
                Some(group) => group.choices.push(choice),
                None => groups.push(Group { label, choices: vec![choice] }),
            }
        }
        groups
    }

    fn place(&self, property: &Property) -> Input {
        let there = self.begun.record.and_then(|record| match record.values(&property.id) {
            [Value::Place(place)] => Some(place),
            _ => None,
        });
        let typed = |rung: Rung| self.begun.typed.map(|typed| typed.get(&part(&property.id, rung)).unwrap_or_default());
        let country = typed(Rung::Country).map_or_else(
            || there.and_then(|place| place.country.as_deref()).unwrap_or_default().to_owned(),
            str::to_owned,
        );
        let countries = self.codebook.list("countries").map(|list| self.choices(list, None, &[country]));
        let rungs = NAMED.map(|rung| PlaceRung {
            name: rung.name(),
            value: typed(rung).map_or_else(
                || there.and_then(|place| place.named(rung)).map(|name| name.expose().clone()).unwrap_or_default(),
                str::to_owned,
            ),
        });
        Input::Place { countries: countries.unwrap_or_default(), rungs: rungs.into() }
    }

    fn states(&self, property: &Property) -> Vec<Choice> {
        let is_flag = matches!(property.kind, Kind::Flag);
        let chosen = match (self.begun.typed, self.begun.record) {
            (Some(typed), _) => typed.get(&state_of(&property.id)).unwrap_or_default().to_owned(),
            (None, Some(record)) => match record.state(&property.id) {
                State::AskedYes if !is_flag => String::new(),
                state => state.code().to_owned(),
            },
            (None, None) => State::NotAsked.code().to_owned(),
        };
        let mut states: Vec<State> =
            property.states.iter().filter(|state| is_flag || *state != State::AskedYes).collect();
        states.sort_by_key(|state| *state != State::NotAsked);
        let choice = |state: State| Choice {
            code: state.code().to_owned(),
            label: self.words.label("value_states", state.code()),
            is_chosen: state.code() == chosen,
        };
        states.into_iter().map(choice).collect()
    }
}

/// The name under which the state of a property is sent.
pub(super) fn state_of(property: &str) -> String {
    format!("{property}.state")
}

/// The name under which a rung of a place is sent.
pub(super) fn part(property: &str, rung: Rung) -> String {
    format!("{property}.{}", rung.name())
}

/// A value as somebody would write it. Whoever fills in the form has opened it.
fn written(value: &Value) -> String {
    match value {
        Value::Code(code) => code.to_string(),
        Value::Text(text) => text.expose().clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Money(amount) => amount.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Reference(id) => id.to_string(),
        Value::Place(_) => String::new(),
        Value::File(hash) => hash.to_string(),
    }
}
