//! What is told of two indices, in its order.

use super::words::{self, answer};
use super::{Lab, drawings, exclusions, fragility, numbers};
use overt_model::Lang;

use crate::report::Section;

/// All sections, of which some may be empty.
pub(super) fn sections(lab: &Lab) -> [Section<'_>; 9] {
    [
        together(lab),
        circle(lab),
        groups(lab),
        third(lab),
        easily(lab),
        every_way(lab),
        Section::limits(Lang::En, words::limits(lab)),
        left_out(lab),
        method(lab),
    ]
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
            section.words(&circularity.sentence);
        }
        Ok(circularity) => {
            section.picture(drawings::paths(lab, circularity));
            section.list(circularity.alternatives.iter().map(|one| one.sentence.clone()));
        }
        Err(problem) => {
            section.words(problem.to_string());
        }
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
    if let Some(ordered) = answer(lab.ordered.as_ref()) {
        section.finding(&ordered.sentence);
        section.table(numbers::odds(lab, ordered));
        section.problem("Whether the ratio is the same at each threshold", ordered.proportional.as_ref());
    }
    section.problem("Odds of a higher level", lab.ordered.as_ref());
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
            Ok(ties) => section.words(&ties.sentence),
            Err(problem) => section.words(problem.to_string()),
        };
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
    let mut section = Section::method(Lang::En, words::methods(lab));
    section.table(numbers::sources(&lab.sources));
    section
}
