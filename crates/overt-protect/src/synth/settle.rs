//! Bringing records to what was measured of an emphasised set of columns.
//!
//! The model makes a compromise between everything that was measured, and chance adds to it. Where somebody asked for
//! certain counts above others, some records are changed until these counts are right, as far as noise lets that be
//! known.

use std::collections::BTreeMap;

use super::chance::Chance;
use super::impossible::Impossible;
use super::mixture::Mixture;
use super::sample::whole;
use super::set::codes;
use super::{real, real_signed, short};
use crate::Domain;
use crate::dp::Measured;

/// A record is changed in so many columns or fewer where that will do, and in any number else. Every choice of so many among all
/// columns is tried.
const CHANGES_MAX: u32 = 4;

/// Changes as few values of as few records as it finds.
pub(super) fn settle(
    domain: &Domain,
    mixture: &Mixture,
    measured: &Measured,
    impossible: &Impossible,
    columns: &mut [Vec<u16>],
    chance: &mut Chance,
) {
    let number_of = |column: usize| domain.columns()[column].values().len();
    // A column of one value has no other to be changed to.
    let set: Vec<usize> = measured.columns.iter().copied().filter(|&column| number_of(column) > 1).collect();
    let values: Vec<usize> = set.iter().map(|&column| number_of(column)).collect();
    let rows = columns[0].len();
    let mut wanted = wanted(mixture, measured, rows);
    let within = impossible.among(&measured.columns);
    for (cell, wanted) in wanted.iter_mut().enumerate() {
        let codes = codes(cell, &values);
        let code = |of: usize| set.iter().position(|&at| at == of).map_or(0, |at| codes[at]);
        if within.found(code).is_some() {
            *wanted = 0.0;
        }
    }
    let mut missing = whole(&wanted, rows, chance);
    // In an order by chance, each record takes a place that is wanted; for the others there is none.
    let mut order: Vec<usize> = (0..rows).collect();
    chance.shuffle(&mut order);
    let mut spare: Vec<usize> = Vec::new();
    for row in order {
        let cell = set
            .iter()
            .zip(&values)
            .fold(0, |cell, (&column, values)| cell * values + usize::from(columns[column][row]));
        match missing[cell].checked_sub(1) {
            Some(fewer) => missing[cell] = fewer,
            None => spare.push(row),
        }
    }
    let mut missing: Vec<(usize, usize)> = missing.into_iter().enumerate().filter(|(_, many)| *many > 0).collect();
    // First records that need another value in one column only, then in two, and so on.
    let all = (1_u32 << set.len()) - 1;
    let mut masks: Vec<u32> = (1..=all).filter(|&mask| mask == all || mask.count_ones() <= CHANGES_MAX).collect();
    masks.sort_by_key(|mask| mask.count_ones());
    for mask in masks {
        if spare.is_empty() {
            break;
        }
        let changes = |place: usize| mask >> place & 1 == 1;
        let kept = |codes: &[u16]| -> Vec<u16> {
            let kept = codes.iter().enumerate().filter(|(place, _)| !changes(*place));
            kept.map(|(_, &code)| code).collect()
        };
        let mut alike: BTreeMap<Vec<u16>, Vec<usize>> = BTreeMap::new();
        for &row in &spare {
            let codes: Vec<u16> = set.iter().map(|&column| columns[column][row]).collect();
            alike.entry(kept(&codes)).or_default().push(row);
        }
        for (cell, many) in &mut missing {
            let codes = codes(*cell, &values);
            let Some(alike) = alike.get_mut(&kept(&codes)) else { continue };
            alike.retain(|&row| {
                let code = |column: usize| {
                    set.iter().position(|&at| at == column).map_or(columns[column][row], |at| codes[at])
                };
                if *many == 0 || impossible.found(code).is_some() {
                    return true;
                }
                *many -= 1;
                set.iter().zip(&codes).for_each(|(&column, &code)| columns[column][row] = code);
                false
            });
        }
        missing.retain(|(_, many)| *many > 0);
        spare = alike.into_values().flatten().collect();
    }
}

/// How many records each combination should have: what the model expects, moved towards what was measured by as much as
/// the noise leaves credible.
fn wanted(mixture: &Mixture, measured: &Measured, rows: usize) -> Vec<f32> {
    let variance = measured.noise.sigma().powi(2);
    let expected = mixture.expected(&measured.columns).into_iter().map(|share| share * real(rows));
    let wanted = expected
        .zip(&measured.counts)
        .map(|(expected, &count)| expected + expected / (expected + variance) * (real_signed(count) - expected));
    wanted.map(|count| short(count.max(0.0))).collect()
}
