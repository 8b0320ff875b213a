//! The questions that ask for the value of one property.

use overt_model::codebook::{Kind, Property};
use overt_model::validate::ProblemCode;
use overt_model::{Codebook, Text};

use super::dates;
use super::sheets::Row;
use super::words::{self, Words};
use crate::codebook::choices;

const CURRENCIES: &str = "currencies";
const COUNTRIES: &str = "countries";
/// Longer lists are searched, shorter ones are shown.
const CHOICES_SHOWN_MAX: usize = 8;
const SEARCHED: &str = "minimal autocomplete";
/// Longer text gets several lines.
const LINE_CHARS_MAX: usize = 300;

pub(super) struct Questions {
    pub(super) rows: Vec<Row>,
    /// Whether the rows are parts of one value.
    pub(super) is_group: bool,
    /// What a row chooses from.
    pub(super) choices: Option<Choice>,
}

/// A list to choose from, or the part of it below one of its codes.
#[derive(Clone)]
pub(super) struct Choice {
    pub(super) list: String,
    pub(super) under: Option<String>,
}

impl Choice {
    /// Its name in the form.
    pub(super) fn name(&self) -> String {
        let under = self.under.as_ref().map(|code| format!("_{code}")).unwrap_or_default();
        format!("{}{under}", self.list)
    }

    fn whole(list: &str) -> Self {
        Self { list: list.to_owned(), under: None }
    }
}

impl Questions {
    pub(super) fn of(codebook: &Codebook, property: &Property) -> Self {
        let asker = Asker { codebook, property };
        match &property.kind {
            Kind::Money { .. } => {
                Self { rows: asker.money(), is_group: true, choices: Some(Choice::whole(CURRENCIES)) }
            }
            Kind::Place { .. } => Self { rows: asker.place(), is_group: true, choices: Some(Choice::whole(COUNTRIES)) },
            _ => Self { rows: vec![asker.single()], is_group: false, choices: asker.choice_of_codes() },
        }
    }
}

struct Asker<'a> {
    codebook: &'a Codebook,
    property: &'a Property,
}

/// What an answer must satisfy, and what is said when it does not; blank when nothing can be checked on the spot.
type Constraint = (String, Text);

impl Asker<'_> {
    fn single(&self) -> Row {
        let (constraint, message) = self.constraint();
        Row {
            kind: self.question_type(),
            name: self.property.id.to_string(),
            label: self.property.label.clone(),
            hint: self.hint(),
            constraint,
            message,
            appearance: self.appearance(),
            ..Row::default()
        }
    }

    fn question_type(&self) -> String {
        if let Some(choice) = self.choice_of_codes() {
            let select = if self.property.many { "select_multiple" } else { "select_one" };
            return format!("{select} {}", choice.name());
        }
        match &self.property.kind {
            Kind::Integer { .. } => "integer".to_owned(),
            Kind::Number { .. } => "decimal".to_owned(),
            Kind::File => "file".to_owned(),
            _ => "text".to_owned(),
        }
    }

    fn choice_of_codes(&self) -> Option<Choice> {
        let Kind::Code { list, under } = &self.property.kind else { return None };
        Some(Choice { list: list.to_string(), under: under.as_ref().map(ToString::to_string) })
    }

    fn hint(&self) -> Text {
        let help = &self.property.help;
        match &self.property.kind {
            Kind::Date { .. } => words::followed_by(help, &words::DATE_HINT),
            Kind::Reference { .. } => words::followed_by(help, &words::REFERENCE_HINT),
            _ => help.clone(),
        }
    }

    fn appearance(&self) -> &'static str {
        match &self.property.kind {
            Kind::Code { list, under } if self.is_long(list, under.as_deref()) => SEARCHED,
            Kind::Text { max_chars, .. } if *max_chars > LINE_CHARS_MAX => "multiline",
            _ => "",
        }
    }

    fn is_long(&self, list: &str, under: Option<&str>) -> bool {
        self.codebook.list(list).is_some_and(|list| choices(list, under).count() > CHOICES_SHOWN_MAX)
    }

    fn constraint(&self) -> Constraint {
        match &self.property.kind {
            Kind::Text { max_chars, pattern } => {
                let pattern = pattern.as_ref().and_then(|pattern| matches_whole(pattern.as_str()));
                self.text(*max_chars, pattern)
            }
            Kind::Integer { min, max, .. } => self.range(&min.to_string(), &max.to_string()),
            Kind::Number { min, max, .. } => self.range(&min.to_string(), &max.to_string()),
            Kind::Date { .. } => self.date(),
            _ => Constraint::default(),
        }
    }

    fn text(&self, max_chars: usize, pattern: Option<String>) -> Constraint {
        let length = format!("string-length(.) <= {max_chars}");
        match pattern {
            Some(pattern) => (format!("{length} and {pattern}"), self.message(&ProblemCode::Pattern, &[])),
            None => (length, self.message(&ProblemCode::TooLong, &[("{max}", &max_chars.to_string())])),
        }
    }

    fn range(&self, min: &str, max: &str) -> Constraint {
        let message = self.message(&ProblemCode::OutOfRange, &[("{min}", min), ("{max}", max)]);
        (format!(". >= {min} and . <= {max}"), message)
    }

    fn date(&self) -> Constraint {
        let pattern = matches_whole(&dates::pattern()).expect("the pattern of dates has no quotation marks");
        (pattern, self.message(&ProblemCode::WrongType, &[]))
    }

    fn message(&self, code: &ProblemCode, limits: &[(&str, &str)]) -> Text {
        let message = self.codebook.message(code);
        words::in_every_language(|lang| {
            let sentence = message.get(lang).replace("{label}", self.property.label.get(lang));
            limits.iter().fold(sentence, |sentence, (name, value)| sentence.replace(name, value))
        })
    }

    fn money(&self) -> Vec<Row> {
        let (limits, message) = self.amount_limits();
        let low =
            Row { required: true, constraint: limits.clone(), message, ..self.part("low", "decimal", &words::LOWEST) };
        let high = Row {
            constraint: format!("{limits} and . >= ${{{}}}", low.name),
            message: self.message(&ProblemCode::ReversedRange, &[]),
            ..self.part("high", "decimal", &words::HIGHEST)
        };
        let currency =
            Row { required: true, appearance: SEARCHED, ..self.choice("currency", CURRENCIES, &words::CURRENCY) };
        let (constraint, message) = self.date();
        let hint = words::DATE_HINT.text();
        let date = Row { hint, constraint, message, ..self.part("rate_date", "text", &words::RATE_DATE) };
        vec![low, high, currency, date]
    }

    fn amount_limits(&self) -> Constraint {
        let Kind::Money { min, max } = &self.property.kind else { return Constraint::default() };
        let (min, max) = (min.to_string(), max.to_string());
        if max.len() <= AMOUNT_DIGITS_MAX {
            return self.range(&min, &max);
        }
        (format!(". >= {min}"), self.message(&ProblemCode::OutOfRange, &[("{min}", &min), ("{max}", "∞")]))
    }

    fn place(&self) -> Vec<Row> {
        let country = Row { appearance: SEARCHED, ..self.choice("country", COUNTRIES, &words::COUNTRY) };
        let rungs = words::RUNGS.map(|(rung, label)| self.part(rung.name(), "text", label));
        let degrees = [("latitude", 90, &words::LATITUDE), ("longitude", 180, &words::LONGITUDE)];
        let degrees = degrees.map(|(name, limit, label)| Row {
            constraint: format!(". >= -{limit} and . <= {limit}"),
            message: self.message(&ProblemCode::NotOnEarth, &[]),
            ..self.part(name, "decimal", label)
        });
        [country].into_iter().chain(rungs).chain(degrees).collect()
    }

    fn choice(&self, name: &str, list: &str, label: &Words) -> Row {
        self.part(name, &format!("select_one {list}"), label)
    }

    fn part(&self, name: &str, kind: &str, label: &Words) -> Row {
        Row {
            kind: kind.to_owned(),
            name: format!("{}_{name}", self.property.id),
            label: label.text(),
            ..Row::default()
        }
    }
}

/// A limit with more digits is the largest number there is, so it limits nothing.
const AMOUNT_DIGITS_MAX: usize = 20;

/// A test that the whole answer matches; none for a pattern with both kinds of quotation mark, which cannot be written.
fn matches_whole(pattern: &str) -> Option<String> {
    let mark = ['\'', '"'].into_iter().find(|&mark| !pattern.contains(mark))?;
    Some(format!("regex(., {mark}^({pattern})${mark})"))
}
