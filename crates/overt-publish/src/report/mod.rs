//! What a result says to people, once for all forms: a [`Report`] is a page without scripts, a PDF, and lines for a screen.
//!
//! It has a title, what was found in a sentence or two, facts about what was looked at, and [`Section`]s of sentences, pictures and
//! tables ([`Grid`]). Whoever makes one says n, who is left out, the method and what must not be concluded.

mod grid;
mod language;
mod lines;
mod print;
mod section;
mod words;

pub use grid::Grid;
pub(crate) use grid::GridColumn;
pub(crate) use language::{say, say_of_kernel, translated};
pub(crate) use lines::Lines;
pub use print::PrintError;
pub use section::Section;
pub(crate) use words::{KeyFigure, columns_at_once, counted, typeset};

use askama::Template;
use overt_model::Lang;
use section::Block;

use crate::charts::{Chart, DrawingFile};

/// What small numbers that are not hidden ask for. It is the notice of a report for those who keep the evidence.
pub const FOR_THE_HOUSE: &str = "For the house: small numbers are not hidden here. Not for publication.";

/// What a result says to people.
pub struct Report<'a> {
    lang: Lang,
    kind: String,
    title: String,
    notice: Option<String>,
    flag: Option<String>,
    warnings: Vec<Warning>,
    headlines: Vec<String>,
    facts: Vec<(String, String)>,
    sections: Vec<Section<'a>>,
}

/// What must be known before any number.
struct Warning {
    title: String,
    said: String,
    details: Vec<String>,
}

#[derive(Template)]
#[template(path = "report.html", whitespace = "minimize")]
struct Page<'r, 'a> {
    report: &'r Report<'a>,
    folder: Option<&'r str>,
}

#[derive(Template)]
#[template(path = "site/report.html", whitespace = "minimize")]
struct Part<'r, 'a> {
    report: &'r Report<'a>,
    folder: Option<&'r str>,
}

/// A picture of a report as files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its name in the report: letters, digits and hyphens.
    pub id: String,
    /// The drawing with what it shows.
    pub svg: String,
    /// Its numbers.
    pub csv: Vec<u8>,
}

impl<'a> Report<'a> {
    /// One in English that says nothing yet: what kind of report it is, and what it is about.
    pub fn new(kind: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            lang: Lang::En,
            kind: kind.into(),
            title: title.into(),
            notice: None,
            flag: None,
            warnings: Vec::new(),
            headlines: Vec::new(),
            facts: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// In which language its words are.
    pub fn language(&mut self, lang: Lang) -> &mut Self {
        self.lang = lang;
        self
    }

    /// For whom it is, above all else: [`FOR_THE_HOUSE`] where small numbers are not hidden.
    pub fn notice(&mut self, words: impl Into<String>) -> &mut Self {
        self.notice = Some(words.into());
        self
    }

    /// What stands beside every finding and every picture.
    pub fn flag(&mut self, flag: impl Into<String>) -> &mut Self {
        self.flag = Some(flag.into());
        self
    }

    /// What must be known before any number, with details one by one.
    pub fn warning(&mut self, title: impl Into<String>, said: impl Into<String>, details: Vec<String>) -> &mut Self {
        self.warnings.push(Warning { title: title.into(), said: said.into(), details });
        self
    }

    /// What was found, in a sentence that claims no more than was tested. There may be several.
    pub fn headline(&mut self, sentence: impl AsRef<str>) -> &mut Self {
        self.headlines.push(typeset(sentence.as_ref()));
        self
    }

    /// What was looked at and by what: the snapshot, the day, the program, n.
    pub fn fact(&mut self, name: impl Into<String>, words: impl Into<String>) -> &mut Self {
        self.facts.push((name.into(), words.into()));
        self
    }

    /// Several facts, each a name and its words.
    pub fn facts(&mut self, facts: &[(&str, &str)]) -> &mut Self {
        facts.iter().fold(self, |report, (name, words)| report.fact(*name, *words))
    }

    /// One more section; one that is empty adds nothing.
    pub fn section(&mut self, section: Section<'a>) -> &mut Self {
        if !section.blocks.is_empty() {
            self.sections.push(section);
        }
        self
    }

    /// The report as one HTML file without scripts, which asks nobody for anything.
    ///
    /// # Errors
    /// The page cannot be put together.
    pub fn to_html(&self) -> Result<String, askama::Error> {
        Page { report: self, folder: None }.render()
    }

    /// The report as a part of another page, which has its title and its notice. Its pictures are files in this folder, as
    /// [`Report::pictures`] has them.
    ///
    /// # Errors
    /// It cannot be put together.
    pub fn to_part(&self, folder: &str) -> Result<String, askama::Error> {
        Part { report: self, folder: Some(folder) }.render()
    }

    /// Its pictures as files, each with what it shows and what was looked at.
    pub fn pictures(&self) -> Vec<Picture> {
        let facts = self.facts.iter().map(|(name, words)| format!("{name}: {words}"));
        let source: Vec<String> = std::iter::once(format!("{}: {}", self.kind, self.title)).chain(facts).collect();
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let charts = blocks.filter_map(|block| match block {
            Block::Picture(chart) | Block::Pictured(chart, _) => Some(chart.as_ref()),
            _ => None,
        });
        let picture = |chart: &(dyn Chart + 'a)| {
            let (lang, notice, finding) = (self.lang.code(), self.notice.as_deref(), &chart.finding());
            let file = DrawingFile { lang, notice, finding, source: &source };
            Picture { id: chart.heading().id.clone(), svg: file.to_svg(chart), csv: chart.to_csv() }
        };
        charts.map(picture).collect()
    }

    /// The report as lines of at most so many columns (48 to 160).
    ///
    /// It holds nothing that could steer a terminal, whatever the names are.
    pub fn to_text(&self, width: usize) -> String {
        let mut text = Lines::new(width);
        let flag = self.flag.as_ref().map_or_else(String::new, |flag| format!("[{flag}] "));
        text.section(&self.kind);
        text.paragraph(&self.title);
        text.paragraphs(self.notice.as_slice());
        for Warning { title, said, details } in &self.warnings {
            text.section(title);
            text.paragraph(said);
            text.list(details);
        }
        for sentence in &self.headlines {
            text.paragraph(&format!("{flag}{sentence}"));
        }
        text.list(&self.facts.iter().map(|(name, words)| format!("{name}: {words}")).collect::<Vec<_>>());
        for section in &self.sections {
            text.section(&section.title);
            for block in &section.blocks {
                match block {
                    Block::Finding(words) => text.paragraph(&format!("{flag}{words}")),
                    Block::Words(words) => text.paragraph(words),
                    Block::List(sentences) => text.list(sentences),
                    Block::Picture(chart) => text.picture(&flag, chart.as_ref()),
                    Block::Pictured(chart, numbers) => {
                        text.picture(&flag, chart.as_ref());
                        text.grid(numbers);
                    }
                    Block::Table(grid) => text.grid(grid),
                }
            }
        }
        text.paragraph(&self.say("reason-to-look"));
        text.finish()
    }

    /// Words that every report has.
    fn say(&self, name: &str) -> String {
        say(self.lang, name, &[])
    }
}
