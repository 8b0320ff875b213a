//! What stands for a value. Each mark carries the words that a pointer shows.

use super::text::{escaped, safe_link};

/// A rectangle; its numbers are lengths of SVG, so that they may be percentages.
pub(super) struct Rectangle {
    pub(super) x: String,
    pub(super) y: usize,
    pub(super) width: String,
    pub(super) height: usize,
}

impl Rectangle {
    /// The element, with attributes that say how it is painted.
    pub(super) fn painted(&self, paint: &str) -> String {
        let Self { x, y, width, height } = self;
        format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {paint}/>")
    }
}

/// One line of text. `class` is one of the style's; the text is escaped here.
pub(super) fn line(x: &str, y: usize, class: &str, text: &str) -> String {
    format!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>", escaped(text))
}

/// Code and words on as many lines as there are.
pub(super) fn label(y: usize, leading: usize, code: &str, lines: &[String]) -> String {
    let x = if code.is_empty() { 0 } else { CODE_WIDTH };
    let words = lines.iter().enumerate().map(|(row, words)| {
        let y = y + row * leading;
        format!("<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escaped(words))
    });
    format!(
        "<text y=\"{y}\"><tspan class=\"code\">{}</tspan>{}</text>\n",
        escaped(code),
        words.collect::<Vec<_>>().concat()
    )
}

/// The room for a code and the space after it.
pub(super) const CODE_WIDTH: usize = 32;

/// A mark with the words that explain it.
pub(super) fn explained(words: &str, mark: &str) -> String {
    format!("<g><title>{}</title>{mark}</g>\n", escaped(words))
}

/// The mark as a link, if it leads anywhere.
pub(super) fn linked(link: Option<&str>, mark: String) -> String {
    match link.and_then(safe_link) {
        Some(link) => format!("<a href=\"{}\">{mark}</a>", escaped(link)),
        None => mark,
    }
}

/// The mark of the first, second and third of several kinds: they differ in shape and filling, not only in colour.
pub(super) fn series_mark(place: usize, x: &str, y: f64) -> String {
    match place % 3 {
        0 => format!("<circle class=\"bar\" cx=\"{x}\" cy=\"{y:.1}\" r=\"4\"/>"),
        1 => {
            let square = format!(
                "<rect class=\"surface second-line\" stroke-width=\"2\" x=\"{x}\" y=\"{:.1}\" \
                                  width=\"7\" height=\"7\"/>",
                y - 3.5
            );
            format!("<g transform=\"translate(-3.5 0)\">{square}</g>")
        }
        _ => format!("<circle class=\"surface ink-line\" cx=\"{x}\" cy=\"{y:.1}\" r=\"3.5\"/>"),
    }
}
