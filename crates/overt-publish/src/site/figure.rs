//! Charts within a page of the site. Their style is in its style sheet: a page may not bring its own.

use crate::charts::{Chart, MapWords, areas_without_code, escaped, figure_html};

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
    figure_html(heading, finding, [&svg, &chart.to_table_html()], Some(&shell.below("pictures")))
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
