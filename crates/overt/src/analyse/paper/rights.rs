//! Workers' rights and the CPI.

use std::collections::BTreeSet;

use overt_analysis::associate::{ChanceOfMean, chance_of_mean, group_mean};
use overt_analysis::series::{Joined, Key, join};

use super::claim::{Answer, Claim, Found, LIBERTY, REFERENCE, counts, estimated, number};
use super::material::{self, CPI_2017, cpi_2017, key};
use crate::analyse::library::Library;

/// The ten worst countries for workers, by the page of contents of the Global Rights Index 2018.
const TEN: [&str; 10] = ["DZA", "BGD", "KHM", "COL", "EGY", "GTM", "KAZ", "PHL", "SAU", "TUR"];

const RATINGS: &str = "ituc_gri_2018.csv";

pub(super) fn claims() -> Vec<Claim> {
    let says = format!("{LIBERTY}, on the Global Rights Index 2018");
    vec![
        Claim::new(&says, "The ten worst countries for workers have an average CPI 2017 of 33.")
            .figure("mean", "33")
            .files(&[CPI_2017])
            .recomputed(|library| {
                let (found, _) = ten(library)?;
                Ok(found)
            }),
        Claim::new(REFERENCE, "The mean of these ten, and how often ten countries drawn at random have so low a mean.")
            .figure("mean, median", "33.3 / 32.5")
            .figure("95 % by the errors of the CPI", "31.3 / 35.3")
            .figure("p of so low a mean", "0.042")
            .files(&[CPI_2017])
            .recomputed(|library| {
                let (found, more) = ten(library)?;
                Ok(Found { answers: more, ..found })
            }),
        Claim::new(&says, "The 32 countries that are rated 5 have an average CPI 2017 of 38.")
            .figure("countries rated 5", "32")
            .figure("their mean", "38")
            .files(&[RATINGS, CPI_2017])
            .recomputed(rated_5),
        Claim::new(REFERENCE, "How often 32 countries drawn at random have a mean CPI 2017 of 38 or less.")
            .figure("mean, median of all", "43.07 / 38.5")
            .figure_within("p", "0.047", 0.001)
            .files(&[CPI_2017])
            .recomputed(thirty_two),
    ]
}

/// The values of the CPI 2017 beside their standard errors.
fn with_errors(library: &Library) -> anyhow::Result<Joined> {
    let cpi = cpi_2017(library)?;
    let errors = library.errors("CPI-2017")?.map(|errors| errors.at(2017));
    let columns: Vec<_> = std::iter::once(&cpi).chain(&errors).collect();
    Ok(join(&columns))
}

fn chance(library: &Library, group: usize, mean: f64) -> anyhow::Result<ChanceOfMean> {
    Ok(estimated(chance_of_mean(&join(&[&cpi_2017(library)?]), group, mean, 1.0))?)
}

/// The mean of the ten; and what else is known of it.
fn ten(library: &Library) -> anyhow::Result<(Found, Vec<Answer>)> {
    let members: BTreeSet<Key> = TEN.map(key).into();
    let mean = estimated(group_mean(&with_errors(library)?.keep("not among the ten", |of| members.contains(&of))))?;
    let chance = chance(library, mean.n, mean.mean)?;
    let more = vec![
        Answer::Numbers(vec![mean.mean, mean.median]),
        Answer::Numbers(vec![mean.low, mean.high]),
        number(chance.p_as_low),
    ];
    let found = Found {
        answers: vec![number(mean.mean)],
        n: Some(mean.n),
        exclusions: mean.exclusions,
        method: format!("{}; chance: {}", mean.method, chance.method),
        reason: chance.sentence,
        contradicted: false,
    };
    Ok((found, more))
}

fn rated_5(library: &Library) -> anyhow::Result<Found> {
    let ratings = library.read(RATINGS, "rating", ["rating", "GRI 2018"], |row| material::number(row.get("rating")))?;
    let rated: BTreeSet<Key> =
        ratings.at(2018).cells.iter().filter(|(_, cell)| (cell.value - 5.0).abs() < 0.5).map(|(key, _)| *key).collect();
    let mean = estimated(group_mean(&with_errors(library)?.keep("not rated 5", |of| rated.contains(&of))))?;
    Ok(Found {
        answers: vec![counts([rated.len()]), number(mean.mean)],
        n: Some(mean.n),
        exclusions: mean.exclusions,
        method: mean.method.to_owned(),
        reason: mean.sentence,
        contradicted: false,
    })
}

fn thirty_two(library: &Library) -> anyhow::Result<Found> {
    let chance = chance(library, 32, 38.0)?;
    Ok(Found {
        answers: vec![Answer::Numbers(vec![chance.mean_of_all, chance.median_of_all]), number(chance.p_as_low)],
        n: Some(chance.n),
        exclusions: chance.exclusions,
        method: format!("{}; the reference drew groups by chance", chance.method),
        reason: chance.sentence,
        contradicted: false,
    })
}
