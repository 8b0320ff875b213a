//! Two indices for a screen.

use super::sections::{Block, sections};
use super::{Lab, words};
use crate::report::Lines;

/// Two indices as lines of at most so many columns (48 to 160). A pair that is bound together is told so before any number.
///
/// It holds nothing that could steer a terminal, whatever the names are.
pub fn indices_text(lab: &Lab, width: usize) -> String {
    let mut text = Lines::new(width);
    let flag = words::flag(lab);
    text.paragraph(&format!("{} and {}", lab.names[0], lab.names[1]));
    if let Some(circularity) = words::bound(lab) {
        text.section("Circular");
        text.paragraph(&circularity.sentence);
        text.list(&words::ways(circularity));
    }
    if let Err(problem) = &lab.circularity {
        text.paragraph(&format!("Whether one is made of the other is not known. {problem}"));
    }
    text.paragraph(&format!("[{flag}] {}", words::headline(lab)));
    for section in sections(lab) {
        text.section(section.title);
        for block in section.blocks {
            match block {
                Block::Finding(words) => text.paragraph(&format!("[{flag}] {words}")),
                Block::Words(words) => text.paragraph(&words),
                Block::List(sentences) => text.list(&sentences),
                Block::Picture(chart) => {
                    text.paragraph(&format!("[{flag}] {}: {}", chart.heading().title, chart.finding()));
                }
                Block::Table(grid) => text.grid(&grid),
            }
        }
    }
    text.finish()
}
