//! An index that is a mean of sources, without each of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::Problem;
use crate::associate::{Association, Coefficient, associate};
use crate::series::{Cell, Column, Iso3, Joined, Key, join};

/// What one source says about a country.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// The country.
    pub country: Iso3,
    /// The source.
    pub source: String,
    /// The score, on the scale of the index.
    pub value: f64,
    /// The row in which it stands.
    pub row: usize,
}

/// What becomes of the association without a source, and with it alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithoutSource {
    /// The source.
    pub source: String,
    /// With the mean of all others.
    pub without: Result<Association, Problem>,
    /// With this source alone, for the countries that it has.
    pub alone: Result<Association, Problem>,
}

/// The association with an index, and without each of its sources.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Jackknife {
    /// The index.
    pub index: String,
    /// With the mean of all sources.
    pub all: Association,
    /// Without each, and with each alone, in the order of names.
    pub sources: Vec<WithoutSource>,
    /// The lowest coefficient without a source.
    pub lowest: f64,
    /// The highest coefficient without a source.
    pub highest: f64,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Associates `outcome` with the mean of scores, then leaves out one source after the other.
///
/// A country needs `scores_least` scores for a mean. With fewer it is among the exclusions of that association.
pub fn jackknife(
    index: &str,
    scores: &[Score],
    scores_least: usize,
    outcome: &Column,
    coefficient: Coefficient,
) -> Result<Jackknife, Problem> {
    let mut seen = BTreeSet::new();
    for score in scores {
        if !seen.insert((score.country, score.source.as_str())) {
            return Err(Problem::new(
                format!("{} has two scores of {}; the second is in row {}.", score.country, score.source, score.row),
                "Keep the row that is right.",
            ));
        }
    }
    let sources: BTreeSet<&str> = scores.iter().map(|score| score.source.as_str()).collect();
    if sources.len() < 2 {
        return Err(Problem::new(
            format!("{index} has fewer than two sources here, so none can be left out."),
            "Give the scores of all sources.",
        ));
    }
    let with = |label: String, least: usize, wanted: &dyn Fn(&str) -> bool| {
        associate(&means(label, scores, least, outcome, wanted), coefficient)
    };
    let all = with(format!("{index}, mean of all sources"), scores_least, &|_| true)?;
    let one = |source: &str| WithoutSource {
        source: source.to_owned(),
        without: with(format!("{index} without {source}"), scores_least, &|of| of != source),
        alone: with(format!("{source} alone"), 1, &|of| of == source),
    };
    let sources: Vec<WithoutSource> = sources.into_iter().map(one).collect();
    let mut left: Vec<f64> =
        sources.iter().filter_map(|source| source.without.as_ref().ok()).map(|left| left.estimate.value).collect();
    left.sort_unstable_by(f64::total_cmp);
    let (Some(&lowest), Some(&highest)) = (left.first(), left.last()) else {
        return Err(Problem::new(
            format!("No source of {index} can be left out: what is left has no answer."),
            "Ask for fewer scores of a country, or give those of more countries.",
        ));
    };
    let sentence = format!(
        "{} between {index} and {} is {:.3} with all {} sources and between {lowest:.3} and {highest:.3} without any one of {}; the sources \
         may still share an error.",
        coefficient.name(),
        outcome.label,
        all.estimate.value,
        sources.len(),
        if left.len() == sources.len() { "them".to_owned() } else { format!("{} of them", left.len()) }
    );
    Ok(Jackknife {
        index: index.to_owned(),
        all,
        sources,
        lowest,
        highest,
        method: "the index as the plain mean of its scores, recomputed without each source",
        sentence,
    })
}

/// Means of the scores that are wanted, beside the outcome. Countries with too few scores are named as not in the mean.
fn means(label: String, scores: &[Score], least: usize, outcome: &Column, wanted: &dyn Fn(&str) -> bool) -> Joined {
    let mut of_country: BTreeMap<Iso3, Vec<&Score>> = BTreeMap::new();
    for score in scores.iter().filter(|score| wanted(&score.source)) {
        of_country.entry(score.country).or_default().push(score);
    }
    let enough = of_country.into_iter().filter(|(_, scores)| scores.len() >= least.max(1));
    let cells = enough.map(|(country, scores)| {
        let value = scores.iter().map(|score| score.value).sum::<f64>() / scores.len() as f64;
        (Key { country, year: None }, Cell { value, row: scores[0].row })
    });
    join(&[&Column { label, source: "scores of sources".to_owned(), cells: cells.collect() }, outcome])
}
