//! A part of a report: what it says, draws and lists, in its order.

use overt_model::Lang;

use super::words::typeset;
use super::{Grid, say};
use crate::charts::Chart;

/// A part of a report.
pub struct Section<'a> {
    /// Its id on a page.
    pub(super) id: String,
    pub(super) title: String,
    pub(super) blocks: Vec<Block<'a>>,
}

/// A piece of a section.
pub(super) enum Block<'a> {
    /// A sentence with numbers, beside which the flag of the report stands.
    Finding(String),
    /// A sentence without.
    Words(String),
    /// Sentences one by one.
    List(Vec<String>),
    /// A picture.
    Picture(Box<dyn Chart + 'a>),
    /// A picture, with its numbers for those who cannot see it.
    Pictured(Box<dyn Chart + 'a>, Grid),
    /// A table.
    Table(Grid),
}

impl<'a> Section<'a> {
    /// One that is still empty. The id is unique on the page: letters, digits and hyphens.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), blocks: Vec::new() }
    }

    /// What must not be concluded.
    pub fn limits<Words: Into<String>>(lang: Lang, limits: impl IntoIterator<Item = Words>) -> Self {
        let mut section = Self::new("limits", say(lang, "limits", &[]));
        section.list(limits);
        section
    }

    /// What is not among the numbers, one by one, and why; that nothing is missing, where there is none.
    pub fn left_out<Words: Into<String>>(lang: Lang, sentences: impl IntoIterator<Item = Words>) -> Self {
        let mut section = Self::new("left-out", say(lang, "left-out", &[]));
        section.list(sentences);
        if section.blocks.is_empty() {
            section.words(say(lang, "nothing-left-out", &[]));
        }
        section
    }

    /// How each number was computed, and from what.
    pub fn method<Words: Into<String>>(lang: Lang, sentences: impl IntoIterator<Item = Words>) -> Self {
        let mut section = Self::new("method", say(lang, "method", &[]));
        section.list(sentences);
        section
    }

    /// A sentence with numbers. Where the report has a flag, it stands beside.
    pub fn finding(&mut self, sentence: &str) -> &mut Self {
        self.push(Block::Finding(typeset(sentence)))
    }

    /// A sentence that needs no flag.
    pub fn words(&mut self, sentence: impl AsRef<str>) -> &mut Self {
        self.push(Block::Words(typeset(sentence.as_ref())))
    }

    /// Sentences one by one; none adds nothing.
    pub fn list<Words: Into<String>>(&mut self, sentences: impl IntoIterator<Item = Words>) -> &mut Self {
        let sentences: Vec<String> = sentences.into_iter().map(Into::into).collect();
        if sentences.is_empty() { self } else { self.push(Block::List(sentences)) }
    }

    /// A picture with its table on a page, and what it shows in words on a screen.
    pub fn picture(&mut self, chart: impl Chart + 'a) -> &mut Self {
        self.push(Block::Picture(Box::new(chart)))
    }

    /// A picture with its table on a page; on a screen what it shows in words, and this table of its numbers.
    pub fn pictured(&mut self, chart: impl Chart + 'a, numbers: Grid) -> &mut Self {
        self.push(Block::Pictured(Box::new(chart), numbers))
    }

    /// A table; one without rows adds nothing.
    pub fn table(&mut self, grid: Grid) -> &mut Self {
        if grid.rows.is_empty() { self } else { self.push(Block::Table(grid)) }
    }

    /// Tables, one after the other.
    pub fn tables(&mut self, grids: impl IntoIterator<Item = Grid>) -> &mut Self {
        grids.into_iter().fold(self, Self::table)
    }

    fn push(&mut self, block: Block<'a>) -> &mut Self {
        self.blocks.push(block);
        self
    }
}
