//! What is told of two indices, in its order.

use super::told::Told;
use super::words::{self, answer};
use super::{drawings, exclusions, fragility, methods, numbers, sentences};
use crate::charts::say_circularity;
use crate::report::Section;

/// All sections, of which some may be empty.
pub(super) fn sections(told: Told<'_>) -> [Section<'_>; 9] {
    [
        together(told),
        circle(told),
        groups(told),
        third(told),
        easily(told),
        every_way(told),
        Section::limits(told.lang, words::limits(told)),
        left_out(told),
        method(told),
    ]
}

fn together(told: Told<'_>) -> Section<'_> {
    let mut section = Section::new("together", told.word("together"));
    if let Some(scatter) = told.lab.joined.as_ref().and_then(|joined| drawings::scatter(told, joined)) {
        section.picture(scatter);
    }
    section.table(numbers::associations(told));
    for problem in told.lab.associations.iter().filter_map(|association| association.as_ref().err()) {
        section.words(told.problem(problem));
    }
    section
}

fn circle(told: Told<'_>) -> Section<'_> {
    let mut section = Section::new("circle", told.word("circle"));
    match &told.lab.circularity {
        Ok(circularity) if circularity.paths.is_empty() && circularity.claimed.is_empty() => {
            section.words(say_circularity(told.lang, circularity));
        }
        Ok(circularity) => {
            section.picture(drawings::paths(told, circularity));
            section.list(circularity.alternatives.iter().map(|one| sentences::alternative(told, one)));
        }
        Err(problem) => {
            section.words(told.problem(problem));
        }
    }
    section
}

fn groups(told: Told<'_>) -> Section<'_> {
    let mut section = Section::new("by-group", told.word("by-group"));
    if let Some(groups) = &told.lab.groups {
        section.finding(&sentences::groups(told, &groups.comparison));
        section.picture(drawings::groups(told, groups));
        section.table(numbers::pairs_of_groups(told, groups));
    }
    let ordered = told.lab.ordered.as_ref();
    if let Some(found) = answer(ordered) {
        section.finding(&sentences::odds(told, found));
        section.table(numbers::odds(told, found));
        told.unanswered(&mut section, "part-thresholds", found.proportional.as_ref());
    }
    told.unanswered(&mut section, "part-odds", ordered);
    section
}

fn third(told: Told<'_>) -> Section<'_> {
    let lab = told.lab;
    let mut section = Section::new("third", told.word("third"));
    if let Some(partial) = answer(lab.partial.as_ref()) {
        section.finding(&sentences::partial(told, partial));
        section.table(numbers::partial(told, partial));
    }
    told.unanswered(&mut section, "part-partial", lab.partial.as_ref());
    if let Some(parts) = answer(lab.within_between.as_ref()) {
        section.finding(&sentences::within(told, parts));
        section.table(numbers::within_between(told, parts));
    }
    told.unanswered(&mut section, "part-within", lab.within_between.as_ref());
    section
}

fn easily(told: Told<'_>) -> Section<'_> {
    let lab = told.lab;
    let mut section = Section::new("fragile", told.word("fragile"));
    for ties in &lab.ties {
        section.words(match ties {
            Ok(ties) => sentences::ties(told, ties),
            Err(problem) => told.problem(problem),
        });
    }
    section.table(fragility::ties(told));
    for ties in lab.ties.iter().filter_map(|ties| ties.as_ref().ok()) {
        section.table(fragility::largest_ties(told, ties));
    }
    if let Some(audit) = answer(lab.pair_audit.as_ref()) {
        section.finding(&sentences::pairs(told, audit));
        section.table(fragility::without_strongest(told, audit));
        section.tables(fragility::removals(told, audit));
    }
    told.unanswered(&mut section, "part-pairs", lab.pair_audit.as_ref());
    if let Some(jackknife) = answer(lab.jackknife.as_ref()) {
        section.finding(&sentences::sources(told, jackknife));
        section.tables(fragility::jackknife(told, jackknife));
        section.list(fragility::unanswered(told, jackknife));
    }
    told.unanswered(&mut section, "part-sources", lab.jackknife.as_ref());
    section
}

fn every_way(told: Told<'_>) -> Section<'_> {
    let mut section = Section::new("every-way", told.word("every-way"));
    let multiverse = told.lab.multiverse.as_ref();
    if let Some(found) = answer(multiverse) {
        section.words(told.word("every-way-flag"));
        section.picture(drawings::specifications(told, found));
        section.table(fragility::refused(told, found));
    }
    told.unanswered(&mut section, "part-every-way", multiverse);
    section
}

fn left_out(told: Told<'_>) -> Section<'_> {
    let lab = told.lab;
    let mut section = Section::new("left-out", told.word("who-is-left-out"));
    let named = exclusions::named(told);
    // Of what was not put side by side it is not known who would be missing.
    if named.rows.is_empty() && (lab.joined.is_some() || lab.groups.is_some()) {
        section.words(told.word("nobody-left-out"));
    }
    section.table(named);
    if let Some(multiverse) = answer(lab.multiverse.as_ref()) {
        section.tables(exclusions::of_specifications(told, multiverse));
    }
    section
}

fn method(told: Told<'_>) -> Section<'_> {
    let mut section = Section::method(told.lang, methods::methods(told));
    section.table(numbers::sources(told));
    section
}
