//! Two levels: between groups, and within them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Concentration, Question, Ready, Unit, compare, ready};
use crate::Problem;
use crate::series::Exclusion;

/// Acts between groups, such as regions, and within them, such as the offices of each.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoLevels {
    /// The groups, each with the exposure and the acts of its units.
    pub between: Concentration,
    /// The units, each among those of its group: no act can move from one group to another.
    pub within: Concentration,
    /// What both say, in words.
    pub sentence: String,
}

/// Holds the acts of groups against each other, and within each group those of its units. `groups` is what groups are called, in the plural.
///
/// Units without a group are left out. A group with one unit, or without acts, says nothing about what is within it.
pub fn two_levels(units: &[Unit], question: &Question, groups: &str) -> Result<TwoLevels, Problem> {
    let (ready, exposure, mut exclusions) = ready(units, question)?;
    let mut parts: BTreeMap<String, Vec<Ready>> = BTreeMap::new();
    for unit in ready {
        match unit.group.clone() {
            Some(group) => parts.entry(group).or_default().push(unit),
            None => exclusions.push(Exclusion {
                why: format!("its place among {groups} is not known; acts recorded there: {}", unit.acts).into(),
                who: unit.label,
            }),
        }
    }
    let whole = parts.iter().map(|(group, units)| Ready {
        group: None,
        label: group.clone(),
        exposure: units.iter().map(|unit| unit.exposure).sum(),
        acts: units.iter().map(|unit| unit.acts).sum(),
    });
    let of_groups = Question { units: groups.to_owned(), ..question.clone() };
    let between = compare(&[whole.collect()], &of_groups, exposure, exclusions.clone())?;
    let (several, silent): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|(_, units)| units.len() > 1 && units.iter().any(|unit| unit.acts > 0));
    exclusions.extend(silent.into_iter().map(|(who, units)| Exclusion {
        who,
        why: if units.len() > 1 { "no acts, so none to compare within it" } else { "one unit only" }.into(),
    }));
    let several: Vec<Vec<Ready>> = several.into_iter().map(|(_, units)| units).collect();
    let within = compare(&several, question, exposure, exclusions)?;
    let sentence = format!("Between {groups}: {} Within {groups}: {}", between.sentence, within.sentence);
    Ok(TwoLevels { between, within, sentence })
}
