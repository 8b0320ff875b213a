//! The `<svg>` element around every chart.

use super::Heading;
use super::mark::line;
use super::palette::style;
use super::text::{escaped, identifier};

/// How large a chart is, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) enum Size {
    /// Drawn at this size, and scaled as a whole.
    Fixed { width: usize, height: usize },
    /// As wide as there is room; letters keep their size, so that a telephone can show it.
    Fluid { height: usize },
}

/// The chart with its name, its text alternative and its style.
pub(super) fn framed(heading: &Heading, finding: &str, size: Size, has_links: bool, body: &str) -> String {
    // What is inside an image is hidden from a screen reader, and a link must not be.
    let role = if has_links { "group" } else { "img" };
    let size = match size {
        Size::Fixed { width, height } => {
            format!("width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"")
        }
        Size::Fluid { height } => format!("width=\"100%\" height=\"{height}\""),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"overt-chart\" {size} role=\"{role}\" \
         aria-labelledby=\"{id}-title {id}-description\">\
         <title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-description\">{description} {finding}</desc>\
         <style>{style}</style>\
         <rect class=\"surface\" width=\"100%\" height=\"100%\"/>\n{body}</svg>",
        id = identifier(&heading.id),
        title = escaped(&heading.title),
        description = escaped(&heading.description),
        finding = escaped(finding),
        style = style(),
    )
}

/// A chart of nothing: its finding instead of empty axes.
pub(super) fn framed_nothing(heading: &Heading, finding: &str) -> String {
    framed(heading, finding, Size::Fluid { height: 24 }, false, &line("0", 15, "muted", finding))
}

/// What [`framed`] made without its frame: how wide and how high it is, and what is drawn. What is as wide as there is room gets this width.
pub(super) fn unframed(svg: &str, width: usize) -> ((usize, usize), &str) {
    let length = |name: &str| {
        let (_, after) = svg.split_once(&format!(" {name}=\""))?;
        after.split('"').next()?.parse().ok()
    };
    let size = (length("width").unwrap_or(width), length("height").unwrap_or_default());
    let (_, drawing) = svg.split_once("</style>").expect("every chart has a style");
    (size, drawing.strip_suffix("</svg>").expect("every chart ends"))
}
