//! A chart on a page.

use super::Heading;
use super::text::{escaped, identifier};

/// A chart as a `<figure>`: caption, finding, drawing, and the table to unfold. Where its files lie in a folder, it can be saved from there.
pub(crate) fn figure_html(
    heading: &Heading,
    finding: &str,
    [drawing, table]: [&str; 2],
    folder: Option<&str>,
) -> String {
    let Heading { id, title, description, .. } = heading;
    let file = |folder: &str, ending: &str, words: &str| {
        let [words, title] = [&heading.word(words), title].map(|words| escaped(words));
        format!("<a href=\"{folder}/{id}.{ending}\" download aria-label=\"{words}: {title}\">{words}</a>")
    };
    let files = folder.map_or_else(String::new, |folder| {
        let [drawing, numbers] =
            [("svg", "save-svg"), ("csv", "save-csv")].map(|(end, words)| file(folder, end, words));
        format!("<p class=\"files\">{drawing} · {numbers}</p>")
    });
    format!(
        "<figure class=\"chart\" id=\"{id}-figure\"><figcaption><strong>{title}</strong> {description}</figcaption>\
         <p class=\"finding\">{finding}</p>\
         <div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">{drawing}</div>\
         <details><summary>{same}</summary>\
         <div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{table_of}\">{table}</div>\
         </details>{files}</figure>\n",
        id = identifier(id),
        title = escaped(title),
        description = escaped(description),
        finding = escaped(finding),
        same = escaped(&heading.word("same-numbers")),
        table_of = escaped(&heading.say("table-of", &[("what", title.into())])),
    )
}
