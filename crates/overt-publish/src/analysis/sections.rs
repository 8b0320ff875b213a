//! What is told of two indices, in its order. Page and screen have the same.

use overt_analysis::Problem;

use super::words::{self, answer, typeset};
use super::{Lab, drawings, exclusions, fragility, numbers};
use crate::charts::Chart;
use crate::report::Grid;

/// A part of the report.
pub(super) struct Section<'a> {
    /// Its id on a page.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// What it holds.
    pub(super) blocks: Vec<Block<'a>>,
}

/// A piece of a section.
pub(super) enum Block<'a> {
    /// A sentence with numbers, beside which the flag stands.
    Finding(String),
    /// A sentence without.
    Words(String),
    /// Sentences one by one.
    List(Vec<String>),
    /// A picture.
    Picture(Box<dyn Chart + 'a>),
    /// A table.
    Table(Grid),
}

impl<'a> Section<'a> {
    fn new(id: &'static str, title: &'static str) -> Self {
        Self { id, title, blocks: Vec::new() }
    }

    fn finding(&mut self, sentence: &str) {
        self.blocks.push(Block::Finding(typeset(sentence)));
    }

    fn words(&mut self, sentence: impl Into<String>) {
        self.blocks.push(Block::Words(sentence.into()));
    }

    fn list(&mut self, sentences: Vec<String>) {
        if !sentences.is_empty() {
            self.blocks.push(Block::List(sentences));
        }
    }

    fn picture(&mut self, chart: impl Chart + 'a) {
        self.blocks.push(Block::Picture(Box::new(chart)));
    }

    fn table(&mut self, grid: Grid) {
        if !grid.rows.is_empty() {
            self.blocks.push(Block::Table(grid));
        }
    }

    fn tables(&mut self, grids: impl IntoIterator<Item = Grid>) {
        for grid in grids {
            self.table(grid);
        }
    }

    /// Why a part that was asked for has no answer.
    fn problem<T>(&mut self, of: &str, part: Option<&Result<T, Problem>>) {
        if let Some(Err(problem)) = part {
            self.words(format!("{of}: no answer. {problem}"));
        }
    }
}

/// All sections that hold something.
pub(super) fn sections(lab: &Lab) -> Vec<Section<'_>> {
    let all = [
        together(lab),
        circle(lab),
        groups(lab),
        third(lab),
        easily(lab),
        every_way(lab),
        limits(lab),
        left_out(lab),
        method(lab),
    ];
    all.into_iter().filter(|section| !section.blocks.is_empty()).collect()
}

fn together(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("together", "How far they go together");
    if let Some(scatter) = lab.joined.as_ref().and_then(|joined| drawings::scatter(lab, joined)) {
        section.picture(scatter);
    }
    section.table(numbers::associations(lab));
    for problem in lab.associations.iter().filter_map(|association| association.as_ref().err()) {
        section.words(problem.to_string());
    }
    section
}

fn circle(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("circle", "Whether one is made of the other");
    match &lab.circularity {
        Ok(circularity) if circularity.paths.is_empty() && circularity.claimed.is_empty() => {
            section.words(circularity.sentence.as_str());
        }
        Ok(circularity) => {
            section.picture(drawings::paths(lab, circularity));
            section.list(circularity.alternatives.iter().map(|one| one.sentence.clone()).collect());
        }
        Err(problem) => section.words(problem.to_string()),
    }
    section
}

fn groups(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("by-group", "By group");
    if let Some(groups) = &lab.groups {
        section.finding(&groups.comparison.sentence);
        section.picture(drawings::groups(lab, groups));
        section.table(numbers::pairs_of_groups(lab, groups));
    }
    section
}

fn third(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("third", "What is left without a third series, and within countries");
    if let Some(partial) = answer(lab.partial.as_ref()) {
        section.finding(&partial.sentence);
        section.table(numbers::partial(lab, partial));
    }
    section.problem("With others held constant", lab.partial.as_ref());
    if let Some(parts) = answer(lab.within_between.as_ref()) {
        section.finding(&parts.sentence);
        section.table(numbers::within_between(lab, parts));
    }
    section.problem("Within countries and between them", lab.within_between.as_ref());
    section
}

fn easily(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("fragile", "How easily it would have been another result");
    for ties in &lab.ties {
        match ties {
            Ok(ties) => section.words(typeset(&ties.sentence)),
            Err(problem) => section.words(problem.to_string()),
        }
    }
    section.table(fragility::ties(lab));
    for ties in lab.ties.iter().filter_map(|ties| ties.as_ref().ok()) {
        section.table(fragility::largest_ties(ties));
    }
    if let Some(audit) = answer(lab.pair_audit.as_ref()) {
        section.finding(&audit.sentence);
        section.table(fragility::without_strongest(lab, audit));
        section.tables(fragility::removals(lab, audit));
    }
    section.problem("Two rows left out", lab.pair_audit.as_ref());
    if let Some(jackknife) = answer(lab.jackknife.as_ref()) {
        section.finding(&jackknife.sentence);
        section.tables(fragility::jackknife(lab, jackknife));
        section.list(fragility::unanswered(jackknife));
    }
    section.problem("Sources left out", lab.jackknife.as_ref());
    section
}

fn every_way(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("every-way", "Everything chosen otherwise");
    if let Some(multiverse) = answer(lab.multiverse.as_ref()) {
        section.words("The flag is that of the two indices of this report. Other series among the choices may be bound in other ways.");
        section.picture(drawings::specifications(lab, multiverse));
        section.table(fragility::refused(multiverse));
    }
    section.problem("Every way of asking", lab.multiverse.as_ref());
    section
}

fn limits(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("limits", "What must not be concluded");
    section.list(words::limits(lab));
    section
}

fn left_out(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("left-out", "Who is left out");
    let named = exclusions::named(lab);
    // Of what was not put side by side it is not known who would be missing.
    if named.rows.is_empty() && (lab.joined.is_some() || lab.groups.is_some()) {
        section.words("Nobody is left out.");
    }
    section.table(named);
    if let Some(multiverse) = answer(lab.multiverse.as_ref()) {
        section.tables(exclusions::of_specifications(multiverse));
    }
    section
}

fn method(lab: &Lab) -> Section<'_> {
    let mut section = Section::new("method", "Method and sources");
    section.list(words::methods(lab));
    section.table(numbers::sources(&lab.sources));
    section.words(format!("Computed by {}.", lab.program));
    section
}
