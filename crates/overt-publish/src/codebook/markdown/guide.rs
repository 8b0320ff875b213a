//! The interview guide: every question that a property brings along, in the order of the chains.

use overt_model::codebook::{Ask, Code, List, Property, Schema};

use super::table::{chapter, code, escaped};
use super::{Pages, schema_path};
use crate::codebook::own_properties;

const INTRODUCTION: &str = "\n# Interview guide\n\n\
Ask only what you need and may keep. Every question may stay unanswered: record whether it was asked, and whether the \
person did not know. Stop when the person wants to stop.\n\n\
⚠ marks questions whose answer may make the person admit an offence. Before such a question say what may happen with the \
answer, who may read it, and that the person need not reply.\n";

struct Question<'a> {
    schema: &'a Schema,
    property: &'a Property,
    ask: &'a Ask,
}

pub(super) fn page(pages: &Pages<'_>) -> String {
    let questions: Vec<_> = pages.codebook.schemas().flat_map(|schema| questions(pages, schema)).collect();
    let stages = pages.codebook.list("stages").map(List::codes).unwrap_or_default();
    let of_stage = |stage: &Code| {
        let title = format!("{} {}", stage.code, escaped(stage.label.get(pages.lang)));
        chapter(&title, &texts(pages, &questions, |ask| ask.stage.as_ref() == Some(&stage.code)))
    };
    let by_stage: String = stages.iter().map(of_stage).collect();
    let at_any_stage = chapter("At any stage", &texts(pages, &questions, |ask| ask.stage.is_none()));
    format!("{INTRODUCTION}{by_stage}{at_any_stage}")
}

fn questions<'a>(pages: &Pages<'a>, schema: &'a Schema) -> impl Iterator<Item = Question<'a>> {
    let asked = |property: &'a Property| property.ask.as_ref().map(|ask| Question { schema, property, ask });
    own_properties(pages.codebook, schema).filter_map(asked)
}

fn texts(pages: &Pages<'_>, questions: &[Question<'_>], is_meant: impl Fn(&Ask) -> bool) -> String {
    let meant = questions.iter().filter(|question| is_meant(question.ask));
    meant.map(|question| question_text(pages, question)).collect()
}

fn question_text(pages: &Pages<'_>, question: &Question<'_>) -> String {
    let Question { schema, property, ask } = question;
    let caution = if ask.caution { "⚠ " } else { "" };
    let target = code(&format!("{}.{}", schema.id, property.id));
    format!("- {caution}{}<br>[{target}]({})\n", escaped(ask.question.get(pages.lang)), schema_path(schema))
}
