//! One question, asked in every way that could be defended.

use serde::Serialize;

use super::rows::Rows;
use super::{Choice, Outliers, Question};
use crate::Problem;
use crate::associate::{Coefficient, Estimate, quantile};
use crate::series::{Exclusion, Iso3, Joined, Key, join};

/// The most specifications.
const SPECIFICATIONS_MOST: usize = 1_000_000;

/// One way of asking, and its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Specification {
    /// For each choice the place of the option that was taken.
    pub options: [usize; 7],
    /// How many rows.
    pub n: usize,
    /// The answer.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// What the rule for outliers left out.
    pub left_out: Vec<Key>,
}

/// A way of asking that has no answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refused {
    /// For each choice the place of the option that was taken.
    pub options: [usize; 7],
    /// Why.
    pub problem: Problem,
}

/// Two series that were put side by side, and what fell out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Joining {
    /// For the first three choices (both series and countries) the place of the option that was taken.
    pub options: [usize; 3],
    /// How many rows there are.
    pub n: usize,
    /// What is not in it.
    pub exclusions: Vec<Exclusion>,
}

/// The answers of all specifications with one option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionSummary {
    /// The place of the choice.
    pub choice: usize,
    /// The place of the option.
    pub option: usize,
    /// How many specifications have it.
    pub n: usize,
    /// The lowest answer.
    pub lowest: f64,
    /// The median of the answers.
    pub median: f64,
    /// The highest answer.
    pub highest: f64,
}

/// All answers: what is needed to draw a specification curve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Multiverse {
    /// The choices and their options.
    pub choices: [Choice; 7],
    /// Every specification that has an answer, the lowest answer first.
    pub specifications: Vec<Specification>,
    /// Every specification that has none.
    pub refused: Vec<Refused>,
    /// How many specifications were left out because ranks do not depend on scales, so that they repeat another.
    pub repeated: usize,
    /// What was put side by side.
    pub joinings: Vec<Joining>,
    /// The answers by option.
    pub options: Vec<OptionSummary>,
    /// The median answer.
    pub median: f64,
    /// How many intervals lie wholly below zero.
    pub below: usize,
    /// How many intervals lie wholly above zero.
    pub above: usize,
    /// How it was computed.
    pub method: &'static str,
    /// What it says, in words.
    pub sentence: String,
}

/// Asks a question in every way: all options of all choices are crossed (Steegen et al. 2016; Simonsohn, Simmons and Nelson 2020).
///
/// Coefficients of ranks are not crossed with scales where this repeats the same computation.
pub fn multiverse(question: &Question) -> Result<Multiverse, Problem> {
    let choices = question.choices();
    let size = choices.iter().try_fold(1_usize, |size, choice| size.checked_mul(choice.options.len()));
    if !size.is_some_and(|size| (1..=SPECIFICATIONS_MOST).contains(&size)) {
        return Err(Problem::new(
            "The choices cannot be crossed: one has no option, or there are more than a million specifications.",
            "Give each choice at least one option, and only options that could be defended.",
        ));
    }
    let mut run = Run { question, specifications: Vec::new(), refused: Vec::new(), repeated: 0 };
    let mut joinings = Vec::new();
    for (left, left_column) in question.left.iter().enumerate() {
        for (right, right_column) in question.right.iter().enumerate() {
            let all = join(&[left_column, right_column]);
            for (countries, choice) in question.countries.iter().enumerate() {
                let wanted = |country: Iso3| choice.only.as_ref().is_none_or(|only| only.contains(&country));
                let joined = all.keep(&format!("not among “{}”", choice.label), |key| wanted(key.country));
                let options = [left, right, countries];
                run.scales(&joined, options);
                joinings.push(Joining { options, n: joined.n(), exclusions: joined.exclusions });
            }
        }
    }
    let Run { mut specifications, refused, repeated, .. } = run;
    if specifications.is_empty() {
        return Err(Problem::new(
            format!("None of the {} specifications has an answer.", refused.len()),
            refused.first().map_or_else(String::new, |first| first.problem.to_string()),
        ));
    }
    specifications.sort_by(|one, other| one.estimate.value.total_cmp(&other.estimate.value));
    let below = specifications.iter().filter(|one| one.estimate.high < 0.0).count();
    let above = specifications.iter().filter(|one| one.estimate.low > 0.0).count();
    let values: Vec<f64> = specifications.iter().map(|one| one.estimate.value).collect();
    let median = quantile(&values, 0.5);
    let sentence = format!(
        "Of {} specifications {below} have an interval wholly below zero, {above} wholly above, and {} include zero (median {median:.3}, \
         from {:.3} to {:.3}; {} have no answer); they share data, so these shares are no test, and an association shows no cause.",
        values.len(),
        values.len() - below - above,
        values[0],
        values[values.len() - 1],
        refused.len()
    );
    Ok(Multiverse {
        options: by_option(&choices, &specifications),
        choices,
        specifications,
        refused,
        repeated,
        joinings,
        median,
        below,
        above,
        method: "every combination of the options; intervals and p values as for one specification, without correction for their number",
        sentence,
    })
}

struct Run<'a> {
    question: &'a Question,
    specifications: Vec<Specification>,
    refused: Vec<Refused>,
    repeated: usize,
}

impl Run<'_> {
    fn scales(&mut self, joined: &Joined, [left, right, countries]: [usize; 3]) {
        let question = self.question;
        // By which rules for outliers ranks were already taken of these rows.
        let mut ranked = vec![false; question.outliers.len()];
        for (left_scale, of_left) in question.left_scales.iter().enumerate() {
            for (right_scale, of_right) in question.right_scales.iter().enumerate() {
                let rows = Rows {
                    keys: joined.keys.clone(),
                    x: joined.sides[0].values.iter().map(|value| of_left.of(*value)).collect(),
                    y: joined.sides[1].values.iter().map(|value| of_right.of(*value)).collect(),
                };
                for (outliers, rule) in question.outliers.iter().enumerate() {
                    let options = [left, right, countries, left_scale, right_scale, outliers];
                    let ranks_repeat = ranked[outliers] && !rule.sees_scale();
                    ranked[outliers] |= self.coefficients(&rows, rule, options, ranks_repeat);
                }
            }
        }
    }

    /// Estimates every coefficient, and tells whether the values are on their scales and the rule leaves rows.
    fn coefficients(&mut self, rows: &Rows, rule: &Outliers, options: [usize; 6], ranks_repeat: bool) -> bool {
        let kept = rows.without_outliers(rule);
        let left_out = kept.as_ref().map_or(Vec::new(), |kept| rows.without(kept));
        let [left_series, right_series, countries, left_scale, right_scale, outliers] = options;
        for (place, coefficient) in self.question.coefficients.iter().enumerate() {
            if ranks_repeat && *coefficient != Coefficient::Pearson {
                self.repeated += 1;
                continue;
            }
            let options = [left_series, right_series, countries, left_scale, right_scale, outliers, place];
            let answer = kept.as_ref().map_err(Clone::clone).and_then(|kept| {
                let estimate = coefficient.estimate(&kept.x, &kept.y)?;
                Ok(Specification { options, n: kept.x.len(), estimate, left_out: left_out.clone() })
            });
            match answer {
                Ok(specification) => self.specifications.push(specification),
                Err(problem) => self.refused.push(Refused { options, problem }),
            }
        }
        kept.is_ok()
    }
}

/// What specifications with each option say. They are sorted, so those with one option are, too.
fn by_option(choices: &[Choice; 7], specifications: &[Specification]) -> Vec<OptionSummary> {
    let mut summaries = Vec::new();
    for (choice, options) in choices.iter().enumerate() {
        for option in 0..options.options.len() {
            let with = specifications.iter().filter(|one| one.options[choice] == option);
            let values: Vec<f64> = with.map(|one| one.estimate.value).collect();
            if let (Some(lowest), Some(highest)) = (values.first().copied(), values.last().copied()) {
                let median = quantile(&values, 0.5);
                summaries.push(OptionSummary { choice, option, n: values.len(), lowest, median, highest });
            }
        }
    }
    summaries
}
