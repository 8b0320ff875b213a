//! Forms for ODK Collect, Kobo, Enketo and other readers of `XLSForm`: one workbook for each kind of record.
//!
//! A field is asked in two steps, so that a blank never counts as a no: first its state (`stage_state`), then, if there
//! is an answer, its value (`stage`).

mod dates;
mod questions;
mod sheets;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use overt_model::codebook::{Kind, Property, Schema, States, snake_case};
use overt_model::{Codebook, Lang, State, Text};

use self::questions::Questions;
use self::sheets::{Choices, Row, Settings};
use super::{ExportError, ExportFile, Format, choices};

pub(super) fn files(codebook: &Codebook, schema: Option<&Schema>, lang: Lang) -> Result<Vec<ExportFile>, ExportError> {
    match schema {
        Some(schema) => Ok(vec![file(codebook, schema, lang)?]),
        None => {
            codebook.schemas().filter(|schema| !schema.is_abstract).map(|schema| file(codebook, schema, lang)).collect()
        }
    }
}

fn file(codebook: &Codebook, schema: &Schema, lang: Lang) -> Result<ExportFile, ExportError> {
    if schema.is_abstract {
        let reason = "it only lends its properties to other schemata; there are no records of it";
        return Err(ExportError::NotExportable { schema: schema.id.to_string(), format: Format::Xlsform, reason });
    }
    let form = Form::of(codebook, schema);
    if let Some(name) = form.taken_twice() {
        return Err(ExportError::NameTaken { schema: schema.id.to_string(), name });
    }
    let name = snake_case(&schema.id);
    let settings = Settings { title: schema.label.get(lang), id: format!("overt_{name}"), lang, codebook };
    let bytes = sheets::workbook(&form.rows, &form.choices, &settings);
    let bytes = bytes.map_err(|source| ExportError::Workbook { schema: schema.id.to_string(), source })?;
    Ok(ExportFile { path: format!("{name}.xlsx"), bytes })
}

/// The names of the questions of a schema's form.
#[cfg(test)]
pub(crate) fn questions_of(codebook: &Codebook, schema: &Schema) -> Vec<String> {
    let rows = Form::of(codebook, schema).rows.into_iter();
    rows.filter(|row| !row.kind.starts_with("begin_") && !row.kind.starts_with("end_")).map(|row| row.name).collect()
}

/// The rows of a form as they come together.
struct Form<'a> {
    codebook: &'a Codebook,
    rows: Vec<Row>,
    choices: Choices,
}

impl<'a> Form<'a> {
    fn of(codebook: &'a Codebook, schema: &Schema) -> Self {
        let mut form = Self { codebook, rows: Vec::new(), choices: BTreeMap::new() };
        for section in &schema.sections {
            let properties: Vec<_> =
                schema.properties.iter().filter(|property| property.section == section.id).collect();
            if !properties.is_empty() {
                form.begin("group", &format!("section_{}", section.id), &section.label, String::new());
                for property in properties {
                    form.property(property);
                }
                form.end("group");
            }
        }
        form
    }

    fn property(&mut self, property: &Property) {
        let may_be_unanswered = property.states.iter().any(|state| state != State::AskedYes);
        if may_be_unanswered {
            self.state(property);
        }
        if !property.states.contains(State::AskedYes) || matches!(property.kind, Kind::Flag) {
            return;
        }
        let relevant = may_be_unanswered.then(|| format!("${{{}_state}} = '{}'", property.id, State::AskedYes.code()));
        let required = may_be_unanswered || property.required;
        self.value(property, relevant.unwrap_or_default(), required);
    }

    /// Whether there is an answer. Nobody asked until somebody says otherwise; a required field lets nobody pass over it.
    fn state(&mut self, property: &Property) {
        let by_default = State::NotAsked;
        let has_default = !property.required && property.states.contains(by_default);
        let label =
            if matches!(property.kind, Kind::Flag) { property.label.clone() } else { words::state_of(&property.label) };
        let row = Row {
            kind: format!("select_one {}", self.states_list(property.states)),
            name: format!("{}_state", property.id),
            label,
            hint: property.help.clone(),
            guidance: property.ask.as_ref().map(|ask| ask.question.clone()).unwrap_or_default(),
            required: property.required,
            appearance: "minimal",
            default: if has_default { by_default.code() } else { "" },
            ..Row::default()
        };
        self.rows.push(row);
    }

    /// The list of the value states, or of the part of it that a property allows.
    fn states_list(&mut self, states: States) -> String {
        let list = State::LIST;
        let allowed: Vec<_> = states.iter().map(State::code).collect();
        let name = if states == States::ALL {
            list.to_owned()
        } else {
            format!("{list}_{}", allowed.join("_").replace('-', "_"))
        };
        self.offer(&name, list, None, |code| allowed.contains(&code));
        name
    }

    fn value(&mut self, property: &Property, relevant: String, required: bool) {
        let asks_several_times = property.many && !matches!(property.kind, Kind::Code { .. });
        let questions = Questions::of(self.codebook, property);
        if let Some(choice) = &questions.choices {
            self.offer(&choice.name(), &choice.list, choice.under.as_deref(), |_| true);
        }
        if asks_several_times {
            self.begin("repeat", &format!("{}_entries", property.id), &property.label, relevant.clone());
        }
        let relevant = if asks_several_times { String::new() } else { relevant };
        match questions.rows {
            rows if questions.is_group => {
                self.begin("group", &property.id, &property.label, relevant);
                self.rows.extend(rows);
                self.end("group");
            }
            rows => self.rows.extend(rows.into_iter().map(|row| Row { relevant: relevant.clone(), required, ..row })),
        }
        if asks_several_times {
            self.end("repeat");
        }
    }

    fn begin(&mut self, what: &str, name: &str, label: &Text, relevant: String) {
        self.rows.push(Row {
            kind: format!("begin_{what}"),
            name: name.to_owned(),
            label: label.clone(),
            relevant,
            ..Row::default()
        });
    }

    fn end(&mut self, what: &str) {
        self.rows.push(Row { kind: format!("end_{what}"), ..Row::default() });
    }

    /// Offers codes of a list under a name of their own.
    fn offer(&mut self, name: &str, list: &str, under: Option<&str>, is_offered: impl Fn(&str) -> bool) {
        let Some(list) = self.codebook.list(list) else { return };
        let codes = choices(list, under).filter(|code| is_offered(&code.code));
        let choices = || codes.map(|code| (code.code.to_string(), code.label.clone())).collect();
        self.choices.entry(name.to_owned()).or_insert_with(choices);
    }

    fn taken_twice(&self) -> Option<String> {
        let mut names = BTreeSet::new();
        let mut twice = self.rows.iter().filter(|row| !row.name.is_empty() && !names.insert(&row.name));
        twice.next().map(|row| row.name.clone())
    }
}
