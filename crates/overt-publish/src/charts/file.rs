//! A chart as a file of its own: its title and finding above the drawing, where its numbers are from below it, in colours for paper.

use super::Chart;
use super::frame::unframed;
use super::palette::{in_print, style};
use super::text::{escaped, identifier, wrapped};

/// The narrowest file: beside a small drawing there is still room for words.
const WIDTH_MIN: usize = 560;
const MARGIN: usize = 16;

/// The words around a drawing, in the language of whoever saves it.
pub(crate) struct DrawingFile<'a> {
    /// The code of the language.
    pub(crate) lang: &'a str,
    /// What must be known before anything else.
    pub(crate) notice: Option<&'a str>,
    /// What the drawing shows.
    pub(crate) finding: &'a str,
    /// Who says so, in which release, and on which terms it may be passed on: a paragraph each.
    pub(crate) source: &'a [String],
}

/// The style of such a file. It is the same in each, so that an answer can allow no other.
pub(crate) fn file_style() -> String {
    in_print(&style())
}

impl DrawingFile<'_> {
    /// The file as SVG, which carries all that it needs.
    pub(crate) fn to_svg(&self, chart: &dyn Chart) -> String {
        let heading = chart.heading();
        let drawn = chart.to_svg();
        let (size, drawing) = unframed(&drawn, WIDTH_MIN);
        let wide = size.0.max(WIDTH_MIN);
        let mut page = Paragraphs { lines: Vec::new(), y: MARGIN, wide };
        if let Some(notice) = self.notice {
            page.add(notice, "code", 12);
        }
        page.add(&heading.title, "code", 16);
        page.add(self.finding, "", 13);
        page.add(&heading.description, "muted", 12);
        let top = page.y;
        page.y += size.1 + MARGIN;
        for words in self.source {
            page.add(words, "muted", 11);
        }
        let id = identifier(&heading.id);
        let (wide, high) = (wide + 2 * MARGIN, page.y);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"overt-chart\" xml:lang=\"{lang}\" width=\"{wide}\" height=\"{high}\" \
             viewBox=\"0 0 {wide} {high}\" role=\"img\" aria-labelledby=\"{id}-title {id}-description\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-description\">{finding}</desc><style>{style}</style>\
             <rect class=\"surface\" width=\"100%\" height=\"100%\"/>\n{words}\
             <svg x=\"{MARGIN}\" y=\"{top}\" width=\"{drawing_wide}\" height=\"{drawing_high}\">{drawing}</svg></svg>\n",
            lang = self.lang,
            title = escaped(&heading.title),
            finding = escaped(self.finding),
            style = file_style(),
            words = page.lines.concat(),
            drawing_wide = size.0,
            drawing_high = size.1,
        )
    }
}

/// Paragraphs one below the other.
struct Paragraphs {
    lines: Vec<String>,
    /// Where the next one begins.
    y: usize,
    /// How wide they may be, in pixels.
    wide: usize,
}

impl Paragraphs {
    fn add(&mut self, words: &str, class: &str, size: usize) {
        let letters_max = self.wide * 100 / (size * 57);
        for line in wrapped(words, letters_max, usize::MAX) {
            self.y += size + 4;
            self.lines.push(format!(
                "<text class=\"{class}\" font-size=\"{size}\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n",
                self.y - 4,
                escaped(&line)
            ));
        }
        self.y += size / 2;
    }
}
