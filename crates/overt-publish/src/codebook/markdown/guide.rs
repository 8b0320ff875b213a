//! The interview guide: every question that a property brings along, in the order of the chains.

use super::table::{chapter, code, escaped};
use super::{Pages, schema_path};
use crate::codebook::{Question, Station, interview};

const INTRODUCTION: &str = "\n# Interview guide\n\n\
Ask only what you need and may keep. Every question may stay unanswered: record whether it was asked, and whether the \
person did not know. Stop when the person wants to stop.\n\n\
⚠ marks questions whose answer may make the person admit an offence. Before such a question say what may happen with the \
answer, who may read it, and that the person need not reply.\n";

pub(super) fn page(pages: &Pages<'_>) -> String {
    let chapters = interview(pages.codebook).into_iter().map(|Station { stage, questions }| {
        let title = stage.map_or_else(
            || "At any stage".to_owned(),
            |stage| format!("{} {}", stage.code, escaped(stage.label.get(pages.lang))),
        );
        let texts: String = questions.iter().map(|question| question_text(pages, question)).collect();
        chapter(&title, &texts)
    });
    format!("{INTRODUCTION}{}", chapters.collect::<String>())
}

fn question_text(pages: &Pages<'_>, question: &Question<'_>) -> String {
    let Question { schema, property, ask } = question;
    let caution = if ask.caution { "⚠ " } else { "" };
    let target = code(&format!("{}.{}", schema.id, property.id));
    format!("- {caution}{}<br>[{target}]({})\n", escaped(ask.question.get(pages.lang)), schema_path(schema))
}
