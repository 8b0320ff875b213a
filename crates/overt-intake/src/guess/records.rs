//! Which kinds of record a file holds.

use super::Part;
use super::choose::{Group, SCORE_MIN};
use super::words::meanings;

/// What a further kind of record has to explain better than those that are there.
const RECORD_COST: f32 = 0.22;
/// From where on a column counts as one about victims.
const OWN_MIN: f32 = 0.6;
/// The same for a column of yes and blank, of which the cells tell nothing.
const TICK_MIN: f32 = 0.9;
/// A table of figures holds nothing else.
const ALONE: &str = "CountryObservation";

/// The kinds of record that together explain the columns best, each paid for by what it explains better than those before.
pub(super) fn schemas<'a>(groups: &[Group<'a>], members: &[usize]) -> Vec<&'a str> {
    let mut chosen: Vec<&'a str> = Vec::new();
    loop {
        let mut known: Vec<&'a str> =
            members.iter().flat_map(|&m| groups[m].options.iter().map(|o| o.schema)).collect();
        known.sort_unstable();
        known.dedup();
        known.retain(|schema| *schema != "Victim" || speaks_of_victims(groups, members));
        let gain = |schema: &str| -> f32 {
            let of_column = |&member: &usize| {
                let so_far = chosen.iter().map(|schema| best(&groups[member], schema)).fold(SCORE_MIN, f32::max);
                let own = groups[member].options.iter().find(|option| option.schema == schema);
                let gain = (best(&groups[member], schema) - so_far).max(0.0);
                (gain, gain > 0.0 && own.is_some_and(|option| !option.is_common))
            };
            let gains: Vec<(f32, bool)> = members.iter().map(of_column).collect();
            if !chosen.is_empty() && schema == ALONE {
                return 0.0;
            }
            // A town and a day show no record of their own beside the first.
            let shows_itself = chosen.is_empty() || gains.iter().any(|(_, shows)| *shows);
            if shows_itself { gains.iter().map(|(gain, _)| gain).sum() } else { 0.0 }
        };
        let found = known
            .iter()
            .map(|schema| (gain(schema), *schema))
            .max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| preferred(one.1).cmp(&preferred(other.1))));
        match found {
            Some((gain, schema)) if gain > if chosen.is_empty() { 0.0 } else { RECORD_COST } => chosen.push(schema),
            _ => break,
        }
    }
    // What came in early may explain nothing any more that a later one does not.
    let worth = |chosen: &[&str]| -> f32 {
        let of_column = |&m: &usize| chosen.iter().map(|schema| best(&groups[m], schema)).fold(SCORE_MIN, f32::max);
        members.iter().map(of_column).sum()
    };
    for place in (1..chosen.len()).rev() {
        let mut without = chosen.clone();
        without.remove(place);
        if worth(&chosen) - worth(&without) < RECORD_COST {
            chosen = without;
        }
    }
    chosen
}

/// Of kinds that explain a file equally well, what files of the field are mostly about. Nobody is a victim who is only a person in it.
fn preferred(schema: &str) -> usize {
    ["Actor", "Payment", "Event", "CorruptAct", "Report", "Victim", "Person"]
        .iter()
        .position(|known| *known == schema)
        .map_or(0, |p| p + 1)
}

pub(super) fn best(group: &Group<'_>, schema: &str) -> f32 {
    group.options.iter().find(|option| option.schema == schema).map_or(0.0, |option| option.score)
}

/// Whether a file is about people who were trafficked, and not about people: a column says so, or two are about what only they are
/// asked. Names and birthdays of officials make no victims of them.
fn speaks_of_victims(groups: &[Group<'_>], members: &[usize]) -> bool {
    let is_named = |&&member: &&usize| meanings(&groups[member].name).iter().any(|word| word == "victim");
    let is_their_own = |&&member: &&usize| {
        let own = groups[member].options.iter().find(|option| option.schema == "Victim");
        own.is_some_and(|own| {
            let is_of_person = groups[member]
                .options
                .iter()
                .any(|option| option.schema == "Person" && option.property == own.property);
            let is_telling = match own.part {
                Some(Part::Tick(_)) => own.likeness >= TICK_MIN,
                _ => !own.is_common,
            };
            own.likeness >= OWN_MIN && own.score >= OWN_MIN && is_telling && !is_of_person
        })
    };
    members.iter().any(|member| is_named(&member)) || members.iter().filter(is_their_own).count() > 1
}
