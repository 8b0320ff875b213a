//! Charts within a page of the site. Their style is in its style sheet: a page may not bring its own.

use crate::charts::{Chart, escaped};

use super::shell::Shell;

/// A chart with what it shows in the language of the page, its numbers, and the drawing as a file.
pub(super) fn figure(shell: &Shell<'_>, chart: &impl Chart, finding: &str) -> String {
    let heading = chart.heading();
    let svg = without_style(chart.to_svg());
    // What is read out instead of the drawing is the finding of the page.
    let svg = match (svg.find("<desc"), svg.find("</desc>")) {
        (Some(start), Some(end)) => {
            let opens = start + svg[start..end].find('>').map_or(0, |at| at + 1);
            format!("{}{}{}", &svg[..opens], escaped(finding), &svg[end..])
        }
        _ => svg,
    };
    format!(
        "<figure class=\"chart\"><figcaption><strong>{title}</strong>{description}</figcaption><p class=\"finding\">{finding}</p>\
         <div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">{svg}</div>\
         <details><summary>{same}</summary><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{title}: {table}\">{numbers}</div>\
         </details></figure>",
        title = escaped(&heading.title),
        description = escaped(&heading.description),
        finding = escaped(finding),
        same = escaped(&shell.say("same-numbers")),
        table = escaped(&shell.say("table")),
        numbers = chart.to_table_html(),
    )
}

/// The same without style elements.
pub(super) fn without_style(mut html: String) -> String {
    while let (Some(start), Some(end)) = (html.find("<style>"), html.find("</style>")) {
        html.replace_range(start..end + "</style>".len(), "");
    }
    html
}
