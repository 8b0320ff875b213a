//! `overt analyse drivers`: one model, and how its first coefficient changes with each other column left out.

use clap::{Args, ValueEnum};
use overt_analysis::Problem;
use overt_analysis::regress::impute::{Recipe, imputed};
use overt_analysis::regress::{
    Design, Errors, Table, negative_binomial, ols, ordered_logit, poisson, proportional_odds,
};
use overt_publish::findings::{Drivers, Fitted, Variant, drivers};

use super::table::{Sheet, Source};
use super::{Out, problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;

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
    #[command(flatten)]
    out: Out,
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
    choice.out.answer(json, &found, &drivers(&found, &choice.source.origin()))
}
