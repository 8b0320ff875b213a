//! Which column goes to which property, and how far that can be trusted.

use overt_model::codebook::Codebook;

use super::choose::{CELLS_MIN, Group, SCORE_MIN, Scored};
use super::profile::as_share;
use super::records::best;
use super::{ColumnGuess, Confidence, Currency, Part};
use crate::mapping::Order;

/// From where on a score, and the part of the name in it, is more than a direction.
const MEDIUM_FROM: f32 = 0.58;
const NAME_MIN: f32 = 0.6;
/// How far behind everything else must be for high confidence.
const LEAD_MIN: f32 = 0.1;
/// Columns of a further record that must speak for it before a name of one word is trusted in it.
const OF_RECORD_MIN: usize = 3;

/// Gives each column the best that is not taken by one that fits it better.
pub(super) fn assign<'a>(
    groups: &[Group<'a>],
    members: &[usize],
    schemas: &[&str],
    codebook: &Codebook,
    guesses: &mut [Option<ColumnGuess>],
) {
    let total = |schema: &str| members.iter().map(|&member| best(&groups[member], schema)).sum::<f32>();
    // On equal terms a column goes to the kind of record that comes first.
    let rank = |option: &Scored<'a>| {
        let place = schemas.iter().position(|schema| *schema == option.schema)?;
        Some(option.score - 0.004 * as_share(place))
    };
    let mut claims: Vec<(f32, usize, &Scored<'a>)> = Vec::new();
    for &member in members {
        let open = groups[member].options.iter().filter(|option| option.score >= SCORE_MIN);
        claims.extend(open.filter_map(|option| Some((rank(option)?, member, option))));
    }
    claims.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut taken: Vec<&Scored<'a>> = Vec::new();
    let mut won: Vec<(usize, &Scored<'a>)> = Vec::new();
    for (_, member, option) in claims {
        let is_tick = matches!(option.part, Some(Part::Tick(_)));
        let collides = |other: &&Scored<'a>| {
            let other_is_tick = matches!(other.part, Some(Part::Tick(_)));
            let same = other.schema == option.schema && other.property == option.property;
            same && (is_tick != other_is_tick || (!is_tick && other.part == option.part))
        };
        if won.iter().any(|(winner, _)| *winner == member) || taken.iter().any(collides) {
            continue;
        }
        taken.push(option);
        won.push((member, option));
    }
    let first = schemas.first().map_or(1.0, |schema| total(schema)).max(0.01);
    for &member in members {
        let chosen = won.iter().find(|(winner, _)| *winner == member).map(|(_, option)| *option);
        let related = |schema: &str| {
            chosen.is_some_and(|chosen| {
                let is_a = |one: &str, other: &str| codebook.schema(one).is_some_and(|schema| schema.is_a(other));
                is_a(chosen.schema, schema) || is_a(schema, chosen.schema)
            })
        };
        // What speaks for another kind of record counts as far as that kind explains the file.
        let weighed = |option: &Scored<'a>| {
            let is_there = schemas.contains(&option.schema);
            option.score * if is_there { 1.0 } else { (total(option.schema) / first).min(1.0) }
        };
        let others = groups[member].options.iter().filter(|option| chosen.is_none_or(|chosen| !chosen.is_same(option)));
        let mut others: Vec<(f32, &Scored<'a>)> = others.map(|option| (weighed(option), option)).collect();
        others.sort_by(|one, other| other.0.total_cmp(&one.0));
        let is_rival = |(_, option): &&(f32, &Scored<'a>)| {
            let same_property = chosen.is_some_and(|chosen| chosen.property == option.property);
            !(same_property && related(option.schema) && !schemas.contains(&option.schema))
        };
        let lead =
            chosen.map_or(0.0, |chosen| chosen.score - others.iter().find(is_rival).map_or(0.0, |rival| rival.0));
        // "City" and "date" may be of any of several records, and "status" and "amount" of one that hardly shows itself.
        let may_be_of_any = chosen.is_some_and(|option| {
            let of_it = won.iter().filter(|(_, other)| other.schema == option.schema).count();
            let is_further = schemas.first() != Some(&option.schema);
            option.is_bare && schemas.len() > 1 && (option.is_common || is_further && of_it < OF_RECORD_MIN)
        });
        let lead = if may_be_of_any { 0.0 } else { lead };
        guesses[member] = Some(column_guess(&groups[member], chosen, lead, &others));
    }
}

fn column_guess(
    group: &Group<'_>,
    chosen: Option<&Scored<'_>>,
    lead: f32,
    others: &[(f32, &Scored<'_>)],
) -> ColumnGuess {
    let cells = &group.cells.profile;
    let confidence = match chosen {
        Some(option) if option.likeness >= 0.85 && option.fit >= 0.8 && lead >= LEAD_MIN && cells.told >= CELLS_MIN => {
            Confidence::High
        }
        Some(option) if option.score >= MEDIUM_FROM && option.likeness >= NAME_MIN => Confidence::Medium,
        _ => Confidence::Low,
    };
    let is_date = cells.dates > 0.5;
    ColumnGuess {
        column: group.name.clone(),
        each: group.each.clone(),
        target: chosen.map(Scored::target),
        is_key: false,
        confidence,
        score: chosen.map_or(0.0, |option| option.score),
        reasons: chosen.map_or_else(Vec::new, |option| option.reasons.to_vec()),
        alternatives: others
            .iter()
            .take(3)
            .filter(|(score, _)| *score > 0.4)
            .map(|(score, o)| (o.target(), *score))
            .collect(),
        split: chosen.and_then(|option| option.split),
        dates: match (is_date, cells.day_first, cells.month_first) {
            (true, true, false) => Some(Order::DayFirst),
            (true, false, true) => Some(Order::MonthFirst),
            _ => None,
        },
        decimal_comma: cells.decimal_comma,
        currency: Currency::InCell,
    }
}
