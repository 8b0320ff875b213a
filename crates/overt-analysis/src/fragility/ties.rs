//! Equal values, which betray that values were copied from a group and not measured.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Problem;
use crate::series::{Exclusion, Joined, Key};

/// The most decimals at which values are compared.
const DECIMALS_MOST: u8 = 9;

/// The fewest equal values that are told as a tie: two may be equal by chance more easily.
const TIE_LEAST: usize = 3;

/// A value that several rows have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tie {
    /// The value, rounded.
    pub value: f64,
    /// The rows.
    pub members: Vec<Key>,
}

/// The equal values of a series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ties {
    /// The series.
    pub series: String,
    /// How many rows.
    pub n: usize,
    /// At how many decimals values count as equal.
    pub decimals: u8,
    /// How many different values there are.
    pub distinct: usize,
    /// How many rows share their value with two others or more.
    pub tied: usize,
    /// How many would, if values fell evenly on all that are possible between the lowest and the highest.
    pub tied_expected: f64,
    /// The values that three rows or more have, the most frequent first.
    pub ties: Vec<Tie>,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Finds the ties of the one series of `joined`, with values rounded to `decimals`.
pub fn ties(joined: &Joined, decimals: u8) -> Result<Ties, Problem> {
    let [side] = joined.exactly()?;
    let scale = 10_f64.powi(i32::from(decimals));
    let mut groups: BTreeMap<i64, Vec<Key>> = BTreeMap::new();
    for (key, value) in joined.keys.iter().zip(&side.values) {
        let rounded = (value * scale).round();
        // Beyond this, neighbouring whole numbers cannot be told apart.
        if decimals > DECIMALS_MOST || !rounded.is_finite() || rounded.abs() > 9e15 {
            return Err(Problem::new(
                format!("A value of {} cannot be rounded to {decimals} decimals.", side.label),
                "Use fewer decimals, at most 9.",
            ));
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole, and within the range")]
        groups.entry(rounded as i64).or_default().push(*key);
    }
    let (Some((lowest, _)), Some((highest, _))) = (groups.first_key_value(), groups.last_key_value()) else {
        return Err(Problem::new(format!("{} has no rows.", side.label), "Look at the exclusions."));
    };
    let n = joined.n() as f64;
    let possible = (highest - lowest + 1) as f64;
    let distinct = groups.len();
    let mut found: Vec<Tie> = groups
        .into_iter()
        .filter(|(_, members)| members.len() >= TIE_LEAST)
        .map(|(rounded, members)| Tie { value: rounded as f64 / scale, members })
        .collect();
    found.sort_by_key(|tie| std::cmp::Reverse(tie.members.len()));
    let tied = found.iter().map(|tie| tie.members.len()).sum();
    // A row is tied unless none or one of the others falls on its value.
    let miss = 1.0 - 1.0 / possible;
    let tied_expected = n * (1.0 - miss.powf(n - 1.0) - (n - 1.0) / possible * miss.powf(n - 2.0)).max(0.0);
    let sentence = format!(
        "{tied} of the {} values of {} are shared by three or more at {decimals} decimals ({distinct} different values; evenly spread \
         values would give about {tied_expected:.0}); many ties mean a coarse scale or values copied from a group, and do not tell which.",
        joined.n(),
        side.label
    );
    Ok(Ties {
        series: side.label.clone(),
        n: joined.n(),
        decimals,
        distinct,
        tied,
        tied_expected,
        ties: found,
        exclusions: joined.exclusions.clone(),
        method: "values rounded and counted; the expected number by the binomial distribution over all possible values of the range",
        sentence,
    })
}
