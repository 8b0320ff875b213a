//! Which kinds of record a file holds.

use super::choose::{Group, SCORE_MIN};

/// What a further kind of record has to explain better than those that are there.
const RECORD_COST: f32 = 0.25;
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
