//! `overt analyse drivers`: one model, and how its first coefficient changes with each other column left out.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use overt_analysis::Problem;
use overt_analysis::regress::impute::{Imputed, Recipe, imputed};
use overt_analysis::regress::{
    Coefficient, Count, Design, Errors, Fit, Ols, OrderedLogit, ProportionalOdds, Table, negative_binomial, ols,
    ordered_logit, poisson, proportional_odds,
};
use overt_publish::charts::p_value;
use serde::Serialize;

use super::table::{Sheet, Source, figure, interval, left_out};
use super::{answer, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Output, table};

/// Arguments of `overt analyse drivers`.
#[derive(Args)]
pub(super) struct Choice {
    #[command(flatten)]
    source: Source,
    /// The columns that may go with the outcome, with commas between them. Variants are about the first.
    #[arg(long, value_delimiter = ',', required = true, value_name = "COLUMNS")]
    columns: Vec<String>,
    /// What kind of outcome it is.
    #[arg(long, value_enum, default_value_t = Model::LeastSquares)]
    model: Model,
    /// How standard errors are computed; clustered, where `--cluster` is given, or else classical.
    #[arg(long, value_enum)]
    errors: Option<ErrorKind>,
    /// The column that says which rows belong together, such as the country of a country-year.
    #[arg(long, value_name = "COLUMN")]
    cluster: Option<String>,
    /// Fill gaps so many times, beside leaving out the rows that have some; 20 is usual.
    #[arg(long, value_name = "TIMES")]
    impute: Option<usize>,
    /// Where random numbers start: the same seed fills the same values.
    #[arg(long, default_value_t = 1, requires = "impute")]
    seed: u64,
    /// Write all that was found into this file, as JSON.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Model {
    /// A quantity: ordinary least squares.
    LeastSquares,
    /// A few ordered values, such as tiers: ordered logit.
    Ordered,
    /// Counts.
    Poisson,
    /// Counts that vary more than Poisson counts do.
    NegativeBinomial,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ErrorKind {
    /// One variance for all rows.
    Classical,
    /// Robust to unequal variance.
    Hc1,
    /// The same, for linear models of few rows.
    Hc3,
    /// Robust to rows of one group being alike.
    Clustered,
}

/// A fitted model of one of the kinds.
#[derive(Serialize)]
#[serde(untagged)]
enum Fitted {
    Ols(Ols),
    Ordered(OrderedLogit),
    Count(Count),
}

/// What came of it, or why nothing did.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Either<T> {
    Found(T),
    Problem(Problem),
}

/// The first coefficient in a model with another column left out.
#[derive(Serialize)]
struct Variant {
    /// The column that is left out; none in the model with all.
    without: Option<String>,
    /// How many rows it has.
    n: Option<usize>,
    coefficient: Either<Coefficient>,
}

#[derive(Serialize)]
struct Drivers {
    model: Fitted,
    /// With gaps filled, if that was asked for.
    imputed: Option<Imputed>,
    /// For an ordered outcome.
    proportional_odds: Option<Either<ProportionalOdds>>,
    /// What the variants are about.
    first: String,
    variants: Vec<Variant>,
    reading: &'static str,
}

impl Fitted {
    fn fit(&self) -> &Fit {
        match self {
            Self::Ols(model) => &model.fit,
            Self::Ordered(model) => &model.fit,
            Self::Count(model) => &model.fit,
        }
    }
}

impl<T> From<Result<T, Problem>> for Either<T> {
    fn from(result: Result<T, Problem>) -> Self {
        match result {
            Ok(found) => Self::Found(found),
            Err(problem) => Self::Problem(problem),
        }
    }
}

/// Which model is fitted, and how.
#[derive(Clone, Copy)]
struct Plan {
    model: Model,
    errors: Errors,
}

impl Plan {
    fn new(choice: &Choice) -> Result<Self, Failure> {
        let errors = match (choice.errors, &choice.cluster) {
            (None | Some(ErrorKind::Clustered), Some(_)) => Errors::Clustered,
            (None | Some(ErrorKind::Classical), None) => Errors::Classical,
            (Some(ErrorKind::Hc1), None) => Errors::Hc1,
            (Some(ErrorKind::Hc3), None) => Errors::Hc3,
            (Some(ErrorKind::Clustered), None) => {
                let failure = Failure::new(Exit::WrongUse, "wrong-use", "nothing says which rows belong together");
                return Err(failure.with_hint("name the column with --cluster"));
            }
            (Some(_), Some(_)) => {
                let failure = Failure::new(Exit::WrongUse, "wrong-use", "`--cluster` goes with clustered errors only");
                return Err(failure.with_hint("leave out --errors, or --cluster"));
            }
        };
        Ok(Self { model: choice.model, errors })
    }

    fn fit(self, design: &Design) -> Result<Fitted, Problem> {
        match self.model {
            Model::LeastSquares => ols(design, self.errors).map(Fitted::Ols),
            Model::Ordered => ordered_logit(design, self.errors).map(Fitted::Ordered),
            Model::Poisson => poisson(design, self.errors).map(Fitted::Count),
            Model::NegativeBinomial => negative_binomial(design, self.errors).map(Fitted::Count),
        }
    }

    /// The first coefficient of the model on these columns, and on how many rows it rests.
    fn variant(self, table: &Table, columns: &[&str], without: Option<&str>) -> Variant {
        let kept: Vec<&str> = columns.iter().copied().filter(|column| Some(*column) != without).collect();
        let design = table.select(&kept).and_then(|table| Design::new(&table));
        let n = design.as_ref().ok().map(Design::n);
        let first = columns[0];
        let missing = || Problem::new(format!("The model has no coefficient of “{first}”."), "Take other columns.");
        let fit = design.and_then(|design| self.fit(&design));
        let coefficient = fit.and_then(|fitted| fitted.fit().coefficient(first).cloned().ok_or_else(missing));
        Variant { without: without.map(str::to_owned), n, coefficient: coefficient.into() }
    }
}

pub(super) fn run(choice: &Choice, json: bool) -> anyhow::Result<Output> {
    let plan = Plan::new(choice)?;
    let columns: Vec<&str> = choice.columns.iter().map(String::as_str).collect();
    let table = Sheet::open(&choice.source)?.table(&columns, choice.cluster.as_deref())?;
    let design = Design::new(&table).map_err(|found| problem(&found))?;
    let model = plan.fit(&design).map_err(|found| problem(&found))?;
    let filled = choice.impute.map(|imputations| {
        let recipe = Recipe { imputations, ..Recipe::new(choice.seed) };
        imputed(&table, &recipe, |design| plan.fit(design).map(|fitted| fitted.fit().clone()))
    });
    let others = columns[1..].iter().copied().map(Some);
    let found = Drivers {
        imputed: filled.transpose().map_err(|found| problem(&found))?,
        proportional_odds: (choice.model == Model::Ordered).then(|| proportional_odds(&design).into()),
        first: columns[0].to_owned(),
        variants: std::iter::once(None).chain(others).map(|without| plan.variant(&table, &columns, without)).collect(),
        reading: model.fit().reading,
        model,
    };
    answer(choice.out.as_deref(), json, &found, told(&found))
}

fn row(coefficient: &Coefficient) -> [String; 5] {
    [
        coefficient.name.clone(),
        figure(coefficient.estimate),
        figure(coefficient.error),
        interval(coefficient.low, coefficient.high),
        p_value(coefficient.p),
    ]
}

const HEADER: [&str; 5] = ["Column", "Coefficient", "s.e.", "95 % interval", "p"];

fn told(found: &Drivers) -> String {
    let fit = found.model.fit();
    let mut text = format!("“{}”: {}, {} rows. Errors: {}.\n\n", fit.outcome, fit.method, fit.n, errors(fit));
    let thresholds = match &found.model {
        Fitted::Ordered(model) => model.thresholds.as_slice(),
        Fitted::Ols(_) | Fitted::Count(_) => &[],
    };
    text += &table(HEADER, &fit.coefficients.iter().chain(thresholds).map(row).collect::<Vec<_>>());
    text.push('\n');
    match &found.model {
        Fitted::Ols(model) => {
            let _ = writeln!(text, "R² {:.3}, adjusted {:.3}.", model.r_squared, model.r_squared_adjusted);
        }
        Fitted::Ordered(model) => {
            let _ = writeln!(
                text,
                "Log-likelihood {:.4}; without any column {:.4}.",
                fit.log_likelihood, model.log_likelihood_null
            );
        }
        Fitted::Count(model) => {
            let _ = writeln!(
                text,
                "Log-likelihood {:.4}; counts vary {:.2} times as much as expected.",
                fit.log_likelihood, model.pearson
            );
        }
    }
    text += &left_out(&fit.left_out);
    match &found.proportional_odds {
        Some(Either::Found(odds)) => {
            let verdict = if odds.p < 0.05 {
                "one coefficient for all thresholds hides differences; --json has those of each"
            } else {
                "nothing speaks against one coefficient for all thresholds"
            };
            let _ = writeln!(
                text,
                "Proportional odds: likelihood ratio {:.2}, {} degrees of freedom, p {}: {verdict}.",
                odds.statistic,
                odds.degrees,
                p_value(odds.p)
            );
        }
        Some(Either::Problem(problem)) => {
            let _ = writeln!(text, "Proportional odds were not tested. {problem}");
        }
        None => {}
    }
    if let Some(filled) = &found.imputed {
        let rows = filled.coefficients.iter().map(|pooled| {
            let [name, estimate, error, interval, p] = row(&pooled.coefficient);
            [name, estimate, error, interval, p, format!("{:.0} %", 100.0 * pooled.due_to_gaps)]
        });
        let recipe = filled.recipe;
        let _ = writeln!(
            text,
            "\nThe same with gaps filled {} times, seed {}: {} rows.\n",
            recipe.imputations, recipe.seed, filled.n
        );
        let [name, estimate, error, interval, p] = HEADER;
        text += &table([name, estimate, error, interval, p, "Due to gaps"], &rows.collect::<Vec<_>>());
    }
    if found.variants.len() == 1 {
        let _ = writeln!(text, "\nThere is one column, so there are no variants without another.\n{}", found.reading);
        return text;
    }
    let _ = writeln!(text, "\nVariants: the coefficient of “{}”, with each other column left out.\n", found.first);
    let variants = found.variants.iter().map(|variant| {
        let without = variant.without.clone().unwrap_or_else(|| "(none)".to_owned());
        let n = variant.n.map_or_else(String::new, |n| n.to_string());
        match &variant.coefficient {
            Either::Found(found) => {
                let [_, estimate, _, interval, p] = row(found);
                [without, n, estimate, interval, p]
            }
            Either::Problem(problem) => [without, n, String::new(), String::new(), problem.sentence.clone()],
        }
    });
    text += &table(["Left out", "Rows", "Coefficient", "95 % interval", "p"], &variants.collect::<Vec<_>>());
    let _ = writeln!(text, "\n{}", found.reading);
    text
}

fn errors(fit: &Fit) -> String {
    match (fit.errors, fit.clusters) {
        (Errors::Classical, _) => "classical".to_owned(),
        (Errors::Hc1, _) => "HC1".to_owned(),
        (Errors::Hc3, _) => "HC3".to_owned(),
        (Errors::Clustered, groups) => format!("clustered by {} groups", groups.unwrap_or_default()),
    }
}
