//! What no single file can tell: codes that point nowhere, types that disagree with the program, classes that contradict rules.

use std::collections::BTreeSet;

use compact_str::CompactString;

use super::finding::{Finding, Findings, Weight};
use super::list::List;
use super::schema::{Kind, Property, Schema};
use super::{Codebook, Lists, Schemas};
use crate::{Class, Credibility, Handling, Lang, Reliability, Standing, State, Text};

/// Errors: a code, citation or de-identification rule that does not exist or does not fit.
pub(super) fn references(lists: &Lists, schemas: &Schemas, findings: &mut Findings) {
    for list in lists.values() {
        own_columns(list, lists, findings);
        if let Some(works) = lists.get("works") {
            for code in list.codes() {
                citations(works, &code.source, &format!("lists/{}.csv", list.id), code.line, findings);
            }
        }
    }
    for schema in schemas.values() {
        for property in schema.own_properties(schemas) {
            deidentification(lists, schema, property, findings);
        }
        if let Some(works) = lists.get("works") {
            schema.rules.iter().for_each(|rule| {
                if rule.line > 0 && schema.is_own_rule(rule, schemas) {
                    citations(works, &rule.source, &schema.file(), rule.line, findings);
                }
            });
        }
    }
}

fn own_columns(list: &List, lists: &Lists, findings: &mut Findings) {
    for (position, column) in list.columns.iter().enumerate().filter(|(_, column)| !column.codes_of.is_empty()) {
        let targets: Vec<_> = column.codes_of.iter().filter_map(|id| lists.get(id)).collect();
        if targets.len() < column.codes_of.len() {
            findings.error(
                &format!("lists/{}.toml", list.id),
                0,
                format!("column `{}` names a list that there is not", column.id),
            );
            continue;
        }
        for code in list.codes() {
            for value in code.own[position].split(';').filter(|value| !value.is_empty()) {
                if !targets.iter().any(|target| target.contains(value)) {
                    let reason = format!(
                        "code `{}`: {} `{value}` is not in {}",
                        code.code,
                        column.id,
                        column.codes_of.join(" or ")
                    );
                    findings.error(&format!("lists/{}.csv", list.id), code.line, reason);
                }
            }
        }
    }
}

fn citations(works: &List, source: &str, file: &str, line: usize, findings: &mut Findings) {
    for citation in source.split("; ") {
        let work = citation.split(':').next().unwrap_or_default();
        if !works.contains(work) {
            findings.error(file, line, format!("`{citation}` cites `{work}`, which is not in the list `works`"));
        }
    }
}

/// The list `deidentification` says which rules fit which classes and types.
fn deidentification(lists: &Lists, schema: &Schema, property: &Property, findings: &mut Findings) {
    let Some(list) = lists.get("deidentification") else { return };
    let Some(rule) = list.get(&property.deidentify) else { return };
    let allows = |column: &str, code: &str| {
        list.own(rule, column).is_some_and(|codes| codes.is_empty() || codes.split(';').any(|allowed| allowed == code))
    };
    if !allows("classes", property.class.code()) {
        let reason =
            format!("property `{}`: rule `{}` contradicts class {}", property.id, rule.code, property.class.code());
        findings.error(&schema.file(), property.line, reason);
    }
    if !allows("types", property.kind.name()) {
        let reason =
            format!("property `{}`: rule `{}` is not for type {}", property.id, rule.code, property.kind.name());
        findings.error(&schema.file(), property.line, reason);
    }
}

/// Errors: a list that the program reasons about differs from the type that mirrors it.
pub(super) fn mirrors(lists: &Lists, findings: &mut Findings) {
    let codes = |all: &[&'static str], list: &str, findings: &mut Findings| {
        let found: Vec<_> = lists
            .get(list)
            .map(|list| list.codes().iter().map(|code| code.code.as_str()).collect())
            .unwrap_or_default();
        if found != all {
            let reason = format!("this program expects exactly the codes {} in this order", all.join(", "));
            findings.error(&format!("lists/{list}.csv"), 0, reason);
        }
    };
    codes(&State::ALL.iter().map(|state| state.code()).collect::<Vec<_>>(), State::LIST, findings);
    codes(&Class::ALL.iter().map(|class| class.code()).collect::<Vec<_>>(), Class::LIST, findings);
    codes(&Reliability::ALL.iter().map(|letter| letter.code()).collect::<Vec<_>>(), Reliability::LIST, findings);
    codes(&Credibility::ALL.iter().map(|digit| digit.code()).collect::<Vec<_>>(), Credibility::LIST, findings);
    codes(&Handling::ALL.iter().map(|circle| circle.code()).collect::<Vec<_>>(), Handling::LIST, findings);
    codes(&Standing::ALL.iter().map(|standing| standing.code()).collect::<Vec<_>>(), Standing::LIST, findings);
    steps_of_standing(lists, findings);
}

fn steps_of_standing(lists: &Lists, findings: &mut Findings) {
    let Some(list) = lists.get(Standing::LIST) else { return };
    for code in list.codes() {
        let Some(from) = Standing::from_code(&code.code) else { continue };
        let expected: BTreeSet<_> =
            Standing::ALL.iter().filter(|to| from.may_become(**to)).map(|to| to.code()).collect();
        let written: BTreeSet<_> =
            list.own(code, "next").unwrap_or_default().split(';').filter(|to| !to.is_empty()).collect();
        if written != expected {
            let expected = expected.into_iter().collect::<Vec<_>>().join(";");
            findings.error(
                "lists/standing.csv",
                code.line,
                format!("`{}` may become `{expected}` in this program", code.code),
            );
        }
    }
}

impl Schema {
    /// The properties that it declares itself.
    pub(super) fn own_properties<'a>(&'a self, schemas: &'a Schemas) -> impl Iterator<Item = &'a Property> {
        let parent = self.ancestors.first().and_then(|parent| schemas.get(parent));
        let is_inherited = move |id: &str| parent.is_some_and(|parent| parent.property(id).is_some());
        self.properties.iter().map(|property| &**property).filter(move |property| !is_inherited(&property.id))
    }

    fn is_own_rule(&self, rule: &super::Rule, schemas: &Schemas) -> bool {
        let parent = self.ancestors.first().and_then(|parent| schemas.get(parent));
        !parent.is_some_and(|parent| parent.rules.iter().any(|inherited| inherited.id == rule.id))
    }
}

impl Codebook {
    /// What somebody should look at though the codebook works: missing translations and definitions, schemas that nothing
    /// leads to.
    pub fn warnings(&self) -> Vec<Finding> {
        let mut warnings = Warnings { languages: &self.languages, found: Vec::new() };
        for list in self.lists.values() {
            let csv = format!("lists/{}.csv", list.id);
            warnings.translated(&format!("lists/{}.toml", list.id), 0, "the title", &list.title);
            // Works are cited under the title they have.
            for code in list.codes().iter().filter(|_| list.id != "works") {
                let line = code.line;
                warnings.translated(&csv, line, &format!("the label of `{}`", code.code), &code.label);
                if list.defined && code.definition.is_empty() {
                    warnings.add(&csv, line, format!("code `{}` has no definition", code.code));
                }
            }
        }
        for schema in self.schemas.values() {
            let file = schema.file();
            warnings.translated(&file, schema.line, "the label of the schema", &schema.label);
            for property in schema.own_properties(&self.schemas) {
                let (id, line) = (&property.id, property.line);
                warnings.translated(&file, line, &format!("the label of `{id}`"), &property.label);
                warnings.translated(&file, line, &format!("the help of `{id}`"), &property.help);
                if let Some(ask) = &property.ask {
                    warnings.translated(&file, line, &format!("the question of `{id}`"), &ask.question);
                }
            }
            if !self.is_reachable(schema) {
                warnings.add(
                    &file,
                    schema.line,
                    format!(
                        "nothing leads to or from schema `{}`; say `standalone = true` if that is meant",
                        schema.id
                    ),
                );
            }
        }
        warnings.found.sort();
        warnings.found
    }

    fn is_reachable(&self, schema: &Schema) -> bool {
        let points =
            |from: &Schema| from.properties.iter().any(|property| matches!(property.kind, Kind::Reference { .. }));
        let is_target = |target: &CompactString| schema.is_a(target);
        schema.is_abstract
            || schema.standalone
            || points(schema)
            || self.schemas.values().flat_map(|other| &other.properties).any(|property| match &property.kind {
                Kind::Reference { to } => to.iter().any(is_target),
                _ => false,
            })
    }
}

struct Warnings<'a> {
    languages: &'a [Lang],
    found: Vec<Finding>,
}

impl Warnings<'_> {
    fn add(&mut self, file: &str, line: usize, reason: String) {
        self.found.push(Finding { file: file.to_owned(), line, weight: Weight::Warning, reason });
    }

    fn translated(&mut self, file: &str, line: usize, what: &str, text: &Text) {
        for lang in self.languages.iter().filter(|lang| text.translation(**lang).is_empty()) {
            self.add(file, line, format!("{what} has no {} translation", lang.code()));
        }
    }
}
