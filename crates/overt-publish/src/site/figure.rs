//! Charts within a page of the site. Their style is in its style sheet: a page may not bring its own.

use crate::charts::{Chart, MapWords, areas_without_code, escaped};
use crate::report::say;

use super::releases::Published;
use super::shell::Shell;

/// A chart with what it shows in the language of the page, and the release whose numbers it has.
pub(super) struct Figure<'a> {
    pub(super) chart: Box<dyn Chart>,
    pub(super) finding: String,
    pub(super) published: &'a Published,
}

/// A chart on its page, with its numbers, and both as files.
pub(super) fn figure(shell: &Shell<'_>, Figure { chart, finding, .. }: &Figure<'_>) -> String {
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
    let file = |ending: &str, name: &str| {
        let words = shell.say(name);
        format!(
            "<a href=\"{path}\" download aria-label=\"{words}: {title}\">{words}</a>",
            path = shell.below(&format!("pictures/{}.{ending}", heading.id)),
            title = escaped(&heading.title),
        )
    };
    format!(
        "<figure class=\"chart\"><figcaption><strong>{title}</strong>{description}</figcaption><p class=\"finding\">{finding}</p>\
         <div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">{svg}</div>\
         <details><summary>{same}</summary><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{table_of}\">{numbers}</div>\
         </details><p class=\"files\">{as_svg} · {as_csv}</p></figure>",
        title = escaped(&heading.title),
        description = escaped(&heading.description),
        finding = escaped(finding),
        same = escaped(&say(heading.lang, "same-numbers", &[])),
        table_of = escaped(&say(heading.lang, "table-of", &[("what", (&heading.title).into())])),
        numbers = chart.to_table_html(),
        as_svg = file("svg", "download-svg"),
        as_csv = file("csv", "download-csv"),
    )
}

/// The words of a map in the language of the page.
pub(super) fn map_words(shell: &Shell<'_>) -> MapWords {
    let area = |name: &str| (name.to_owned(), shell.say(&area_key(name)));
    MapWords {
        lang: shell.lang,
        no_data: shell.say("map-no-data"),
        no_data_not_zero: shell.say("map-not-zero"),
        no_data_in: shell.say("map-no-data-in"),
        suppressed: shell.say("map-suppressed"),
        without_code: shell.say("map-without-code"),
        nothing_told: shell.say("map-nothing-told"),
        to: shell.say("map-to"),
        and: shell.say("map-and"),
        country: shell.say("country"),
        details: shell.say("map-details"),
        borders: shell.say("map-borders"),
        areas: areas_without_code().map(area).collect(),
    }
}

/// Under which name the catalogue has an area without a code.
pub(super) fn area_key(name: &str) -> String {
    format!("area-{}", name.to_lowercase().replace(' ', "-"))
}

/// The same without style elements.
pub(super) fn without_style(mut html: String) -> String {
    while let (Some(start), Some(end)) = (html.find("<style>"), html.find("</style>")) {
        html.replace_range(start..end + "</style>".len(), "");
    }
    html
}
