//! The page of one kind of record.

use std::fmt::Write as _;

use overt_model::codebook::{Derived, Kind, Names, Property, Rule, Schema, Section, Severity, States, snake_case};

use super::Pages;
use super::table::{Table, code, escaped};
use crate::codebook::{own_properties, spellings};

const UP: &str = "../";

pub(super) fn page(pages: &Pages<'_>, schema: &Schema) -> String {
    let mut page =
        format!("\n# {}\n\n{}\n\n{}", escaped(schema.label.get(pages.lang)), escaped(&schema.about), facts(schema));
    for section in &schema.sections {
        push_section(&mut page, pages, schema, section);
    }
    push_all(&mut page, "Rules", schema.rules.iter().map(|rule| rule_text(pages, rule)));
    push_all(
        &mut page,
        "Worked out from the record",
        schema.derived.iter().map(|derived| derived_text(pages, derived)),
    );
    push_all(&mut page, "Interview questions", questions(pages, schema));
    page
}

fn facts(schema: &Schema) -> String {
    let mut facts = vec![format!("Name: {}.", code(&schema.id))];
    let links = schema.ancestors.iter().map(|id| format!("[{id}]({}.md)", snake_case(id)));
    let ancestors: Vec<_> = links.collect();
    if !ancestors.is_empty() {
        facts.push(format!("Extends {}.", ancestors.join(", which extends ")));
    }
    if schema.is_abstract {
        facts.push("There are no records of this kind itself; it lends its properties to others.".to_owned());
    }
    let names = elsewhere(&schema.names);
    if !names.is_empty() {
        facts.push(format!("Elsewhere: {names}."));
    }
    if let Some(extends) = &schema.ftm_extends {
        facts.push(format!("In FollowTheMoney it extends {}.", code(extends)));
    }
    facts.join(" ") + "\n"
}

fn elsewhere(names: &Names) -> String {
    let standards = [("HTCDS", &names.htcds), ("CTDC", &names.ctdc), ("FtM", &names.ftm)];
    let named = standards.into_iter().filter_map(|(standard, name)| {
        let names: Vec<_> = spellings(name.as_ref()).map(code).collect();
        (!names.is_empty()).then(|| format!("{standard} {}", names.join(", ")))
    });
    named.collect::<Vec<_>>().join("; ")
}

fn push_section(page: &mut String, pages: &Pages<'_>, schema: &Schema, section: &Section) {
    let mut table = Table::new(["property", "type", "answer", "class", "leaves as", "elsewhere"]);
    for property in schema.properties.iter().filter(|property| property.section == section.id) {
        table.row(property_row(pages, property));
    }
    let table = table.markdown();
    if !table.is_empty() {
        push(page, &format!("\n## {}\n{table}", escaped(section.label.get(pages.lang))));
    }
}

fn property_row(pages: &Pages<'_>, property: &Property) -> Vec<String> {
    let (label, help) = (property.label.get(pages.lang), property.help.get(pages.lang));
    vec![
        format!("**{}** {}<br>{}", escaped(label), code(&property.id), escaped(help)),
        kind(&property.kind),
        answer(pages, property),
        escaped(pages.label("classes", property.class.code())),
        escaped(pages.label("deidentification", &property.deidentify)),
        elsewhere(&property.names),
    ]
}

fn kind(kind: &Kind) -> String {
    let limits = match kind {
        Kind::Code { list, under } => {
            let under = under
                .as_ref()
                .map(|code| format!(" below [`{code}`](../lists/{list}.md#code-{code})"))
                .unwrap_or_default();
            format!(" of [{list}](../lists/{list}.md){under}")
        }
        Kind::Text { max_chars, pattern } => {
            let pattern =
                pattern.as_ref().map(|pattern| format!(", as {}", code(pattern.as_str()))).unwrap_or_default();
            format!(", at most {max_chars} characters{pattern}")
        }
        Kind::Integer { min, max, unit } => format!(", {min} to {max}{}", unit_text(unit.as_ref())),
        Kind::Number { min, max, unit } => format!(", {min} to {max}{}", unit_text(unit.as_ref())),
        Kind::Date { min, max, future } => {
            let max = max.map(|max| format!(" to {max}")).unwrap_or_default();
            let future = if *future { ", may lie in the future" } else { "" };
            format!(", from {min}{max}{future}")
        }
        Kind::Place { open_to } => format!(", sealed below the {}", open_to.name()),
        Kind::Reference { to } => {
            let links: Vec<_> = to.iter().map(|id| format!("[{id}]({}.md)", snake_case(id))).collect();
            format!(" to {}", links.join(" or "))
        }
        Kind::Flag | Kind::Money { .. } | Kind::File => String::new(),
    };
    format!("{}{limits}", kind.name())
}

fn unit_text(unit: Option<&String>) -> String {
    unit.map(|unit| format!(" {}", escaped(unit))).unwrap_or_default()
}

fn answer(pages: &Pages<'_>, property: &Property) -> String {
    let mut answer = vec![if property.required { "required" } else { "optional" }.to_owned()];
    if property.many {
        answer.push("several".to_owned());
    }
    if property.states != States::ALL {
        let states = property.states.iter().map(|state| escaped(pages.label("value_states", state.code())));
        answer.push(format!("only {}", states.collect::<Vec<_>>().join(" / ")));
    }
    answer.join(", ")
}

fn rule_text(pages: &Pages<'_>, rule: &Rule) -> String {
    let weight = match rule.severity {
        Severity::Error => "error",
        Severity::Gap => "gap",
        Severity::Notice => "notice",
    };
    format!(
        "- **{}**<br>{weight} {}, shown at {}, when {}<br>{} Source: {}.\n",
        escaped(rule.say.get(pages.lang)),
        code(&rule.id),
        code(&rule.at),
        code(rule.when.text()),
        escaped(&rule.reason),
        pages.citations(&rule.source, UP)
    )
}

fn derived_text(pages: &Pages<'_>, derived: &Derived) -> String {
    let (label, list) = (escaped(derived.label.get(pages.lang)), &derived.list);
    let mut text =
        format!("- **{label}** {}, a code of [{list}](../lists/{list}.md); the first that holds:\n", code(&derived.id));
    for case in &derived.cases {
        let label = escaped(pages.label(list, &case.code));
        push(&mut text, &format!("  - {} {label}: {}\n", code(&case.code), code(case.when.text())));
    }
    text
}

/// Those that the kind of record asks itself; what it inherits stands on the page of its ancestor.
fn questions<'a>(pages: &'a Pages<'_>, schema: &'a Schema) -> impl Iterator<Item = String> + use<'a> {
    own_properties(pages.codebook, schema).filter_map(|property| {
        let ask = property.ask.as_ref()?;
        let caution = if ask.caution { "⚠ " } else { "" };
        Some(format!("- {caution}{} {}\n", escaped(ask.question.get(pages.lang)), code(&property.id)))
    })
}

fn push_all(page: &mut String, title: &str, parts: impl Iterator<Item = String>) {
    let parts: String = parts.collect();
    if !parts.is_empty() {
        push(page, &format!("\n## {title}\n\n{parts}"));
    }
}

fn push(page: &mut String, text: &str) {
    page.write_str(text).expect("a string takes everything");
}
