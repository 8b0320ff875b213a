//! Charts within a page of the site.

use crate::charts::Chart;

/// A chart as a figure. Its style is in the style sheet of the site: a page may not bring its own.
pub(super) fn figure(chart: &impl Chart) -> String {
    let mut html = chart.to_figure_html();
    while let (Some(start), Some(end)) = (html.find("<style>"), html.find("</style>")) {
        html.replace_range(start..end + "</style>".len(), "");
    }
    html
}
