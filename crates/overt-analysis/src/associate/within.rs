//! Whether what holds between countries also holds within a country over the years.

use std::collections::BTreeMap;

use serde::Serialize;

use super::coefficient::{check_column, pearson_of};
use super::rank::all_equal;
use super::{Coefficient, Estimate, say_p, say_way};
use crate::Problem;
use crate::series::{Exclusion, Iso3, Joined, Why};
use crate::tail::{student_far, student_p};

/// The fewest countries. Errors clustered by few countries are too small.
const COUNTRIES_LEAST: usize = 4;

/// A correlation whose error allows for rows of the same country being alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clustered {
    /// How many rows.
    pub n: usize,
    /// Of how many countries.
    pub countries: usize,
    /// Pearson's r, with an interval and p value that allow for clusters.
    pub estimate: Estimate,
    /// Its standard error.
    pub standard_error: f64,
}

/// The association of two series over countries and years, taken apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithinBetween {
    /// The first series.
    pub x: String,
    /// The second series.
    pub y: String,
    /// All rows, whatever country they are of.
    pub pooled: Clustered,
    /// Differences from each country's own mean: whether the series change together.
    pub within: Clustered,
    /// Means of countries; each counts once.
    pub between: Estimate,
    /// What is not in it. Countries with one year are not in `within`.
    pub exclusions: Vec<Exclusion>,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Takes the association of two series that were joined by country and year apart: within countries and between them.
pub fn within_between(joined: &Joined) -> Result<WithinBetween, Problem> {
    let [x, y] = joined.exactly()?;
    let mut places: BTreeMap<Iso3, Vec<usize>> = BTreeMap::new();
    for (place, key) in joined.keys.iter().enumerate() {
        places.entry(key.country).or_default().push(place);
    }
    let clusters: Vec<&[usize]> = places.values().map(Vec::as_slice).collect();
    let pooled = clustered(&less_mean(&x.values), &less_mean(&y.values), &clusters, 2)?;

    let often: Vec<&[usize]> = clusters.iter().copied().filter(|places| places.len() > 1).collect();
    let own = |values: &[f64]| -> Vec<f64> {
        let mut left = vec![0.0; values.len()];
        for places in &often {
            // Equal values differ from their mean by rounding, which must not become a difference.
            if all_equal(places.iter().map(|place| values[*place])) {
                continue;
            }
            let mean = places.iter().map(|place| values[*place]).sum::<f64>() / places.len() as f64;
            places.iter().for_each(|place| left[*place] = values[*place] - mean);
        }
        left
    };
    let within = clustered(&own(&x.values), &own(&y.values), &often, 1)?;

    let means = |values: &[f64]| -> Vec<f64> {
        clusters
            .iter()
            .map(|places| places.iter().map(|place| values[*place]).sum::<f64>() / places.len() as f64)
            .collect()
    };
    let between = Coefficient::Pearson.estimate(&means(&x.values), &means(&y.values))?;

    let once = places
        .iter()
        .filter(|(_, places)| places.len() == 1)
        .map(|(country, _)| Exclusion { who: country.to_string(), why: Why::OneYear });
    let sentence = format!(
        "Between countries, {} (r {:.3}); within a country over the years, {} (r {:.3}, {} with errors clustered by country); neither \
         shows a cause.",
        say_way(&between, &x.label, &y.label),
        between.value,
        say_way(&within.estimate, &x.label, &y.label),
        within.estimate.value,
        say_p(within.estimate.p)
    );
    Ok(WithinBetween {
        x: x.label.clone(),
        y: y.label.clone(),
        pooled,
        within,
        between,
        exclusions: joined.exclusions.iter().cloned().chain(once).collect(),
        method: "Pearson's r of all rows, of differences from the means of countries, and of these means; the first two with standard errors \
                 clustered by country (Liang and Zeger 1986; factor G/(G-1) * (N-1)/(N-K)) and Student's t, G-1 degrees of freedom; the \
                 third by Fisher's z",
        sentence,
    })
}

fn less_mean(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.iter().map(|value| value - mean).collect()
}

/// The correlation of two centred columns as the slope between their standardised values, with its clustered error. `fitted` is how many
/// coefficients that regression has, with a constant or without.
fn clustered(x: &[f64], y: &[f64], clusters: &[&[usize]], fitted: usize) -> Result<Clustered, Problem> {
    let rows: usize = clusters.iter().map(|places| places.len()).sum();
    if clusters.len() < COUNTRIES_LEAST {
        return Err(Problem::new(
            format!("Only {} countries have enough years, and at least {COUNTRIES_LEAST} are needed.", clusters.len()),
            "Take more years, or compare the countries in one year.",
        ));
    }
    check_column(x, "first")?;
    check_column(y, "second")?;
    let r = pearson_of(x, y)?;
    let spread = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt();
    let (spread_x, spread_y) = (spread(x), spread(y));
    let moment = |places: &&[usize]| {
        let of = |place: &usize| {
            let x = x[*place] / spread_x;
            x * (y[*place] / spread_y - r * x)
        };
        places.iter().map(of).sum::<f64>().powi(2)
    };
    let groups = clusters.len() as f64;
    let correction = groups / (groups - 1.0) * (rows - 1) as f64 / (rows - fitted) as f64;
    let standard_error = (clusters.iter().map(moment).sum::<f64>() * correction).sqrt();
    if standard_error <= 0.0 {
        return Err(Problem::new(
            "The errors of every country add up to nothing, so no error of the whole can be estimated.",
            "Take more countries, or more years.",
        ));
    }
    let reach = student_far(0.95, Some(groups - 1.0)) * standard_error;
    let p = student_p(r / standard_error, Some(groups - 1.0));
    let estimate = Estimate { value: r, low: (r - reach).max(-1.0), high: (r + reach).min(1.0), p };
    Ok(Clustered { n: rows, countries: clusters.len(), estimate, standard_error })
}
