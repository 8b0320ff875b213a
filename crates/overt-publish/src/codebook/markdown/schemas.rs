//! The page of one kind of record.

use overt_model::codebook::{
    Ask, Case, Derived, IndexedText, Kind, Names, Property, Rule, Schema, Section, Severity, States, snake_case,
};

use super::Pages;
use super::table::{Table, chapter, code, escaped};
use crate::codebook::{own_properties, spellings};

const UP: &str = "../";

pub(super) fn page(pages: &Pages<'_>, schema: &Schema) -> String {
    let title = escaped(schema.label.get(pages.lang));
    let sections: String = schema.sections.iter().map(|section| section_text(pages, schema, section)).collect();
    let rules: String = schema.rules.iter().map(|rule| rule_text(pages, rule)).collect();
    let derived: String = schema.derived.iter().map(|derived| derived_text(pages, derived)).collect();
    let findable: String = schema.blind_indexes.iter().map(|index| index_text(index)).collect();
    format!(
        "\n# {title}\n\n{}\n\n{}{sections}{}{}{}{}",
        escaped(&schema.about),
        facts(schema),
        chapter("Rules", &rules),
        chapter("Worked out from the record", &derived),
        chapter("Found without opening the record", &findable),
        chapter("Interview questions", &questions(pages, schema)),
    )
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
    let parts = standards.into_iter().filter_map(|(standard, name)| {
        let names: Vec<_> = spellings(name.as_ref()).map(code).collect();
        (!names.is_empty()).then(|| format!("{standard} {}", names.join(", ")))
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn section_text(pages: &Pages<'_>, schema: &Schema, section: &Section) -> String {
    let mut table = Table::new(["property", "type", "answer", "class", "leaves as", "elsewhere"]);
    for property in schema.properties.iter().filter(|property| property.section == section.id) {
        table.row(property_row(pages, property));
    }
    chapter(&escaped(section.label.get(pages.lang)), &table.markdown())
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
    let case = |case: &Case| {
        let label = escaped(pages.label(list, &case.code));
        format!("  - {} {label}: {}\n", code(&case.code), code(case.when.text()))
    };
    let cases: String = derived.cases.iter().map(case).collect();
    format!(
        "- **{label}** {}, a code of [{list}](../lists/{list}.md); the first that holds:\n{cases}",
        code(&derived.id)
    )
}

fn index_text(index: &IndexedText) -> String {
    let properties: Vec<_> = index.of.iter().map(|id| code(id)).collect();
    format!("- {} by {}\n", code(index.field.code()), properties.join(" + "))
}

/// Those that the kind of record asks itself; what it inherits stands on the page of its ancestor.
fn questions(pages: &Pages<'_>, schema: &Schema) -> String {
    let asked = own_properties(pages.codebook, schema).filter_map(|property| Some((property, property.ask.as_ref()?)));
    let question = |(property, ask): (&Property, &Ask)| {
        let caution = if ask.caution { "⚠ " } else { "" };
        format!("- {caution}{} {}\n", escaped(ask.question.get(pages.lang)), code(&property.id))
    };
    asked.map(question).collect()
}
