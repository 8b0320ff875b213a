//! An evaluation for a screen: plain words first, then the figures in columns.

use overt_protect::synth::evaluate::Evaluation;

use super::{grids, words};
use crate::report::Lines;

/// Combinations of a set that are listed.
const CELLS_MAX: usize = 20;

/// How like real records synthetic ones are, as lines of at most so many columns (48 to 160).
///
/// It is for the team only, and its first lines say so. It holds nothing that could steer a terminal, whatever the names are.
pub fn evaluate_text(evaluation: &Evaluation, width: usize) -> String {
    let mut text = Lines::new(width);
    text.paragraph(words::CONFIDENTIAL);
    text.section("How near they are");
    text.paragraph(&words::finding(evaluation));
    text.paragraph(&words::rows(evaluation));
    text.paragraph(words::CHOICE);
    text.grid(&grids::lengths(evaluation));
    text.section("Columns");
    text.paragraph(&words::columns(evaluation));
    text.grid(&grids::columns(evaluation));
    text.section("Combinations that matter");
    if evaluation.sets.is_empty() {
        text.paragraph(words::NO_SETS);
    }
    for set in &evaluation.sets {
        text.paragraph(&format!("{}: {}", words::set_name(set), words::set(set, evaluation.frequent_min)));
        text.grid(&grids::support(set));
        text.grid(&grids::cells(set, CELLS_MAX));
    }
    text.section("Lost and made up");
    text.paragraph(&words::frequent_lost(evaluation));
    text.paragraph(words::LISTED);
    if let Some(none) = words::none_lost(evaluation) {
        text.paragraph(none);
    }
    for length in &evaluation.lengths {
        text.grid(&grids::lost(length));
    }
    if let Some(none) = words::none_made_up(evaluation) {
        text.paragraph(none);
    }
    for length in &evaluation.lengths {
        text.grid(&grids::fabricated(length));
    }
    text.section("Whether somebody is recognised");
    text.paragraphs(&words::membership(&evaluation.membership));
    text.grid(&grids::membership(&evaluation.membership));
    text.section("What must not be concluded");
    text.list(&words::LIMITS);
    text.finish()
}
