//! The report about one model and its variants.

use overt_analysis::regress::{Fit, ProportionalOdds};

use super::super::{Origin, Outline, method, rows_left_out};
use super::numbers::{coefficients, drawn, drawn_variants, errors, imputed, variants};
use super::{Drivers, Either, Fitted};
use crate::charts::{Forest, ForestAxis, Heading, ends, number, p_value, quantity};
use crate::report::{Report, Section};

/// What must not be concluded from a model, beside what its kernel says.
const LIMITS: &str = "What is not in the table is held constant by nobody, and can be behind all of it. Coefficients are in different \
                      units, so the longest line is not what matters most. A coefficient that changes with another column left out \
                      depends on what else was chosen.";

/// One model, and how its first coefficient changes with each other column left out.
pub fn drivers(found: &Drivers, origin: &Origin) -> Report<'static> {
    let fit = found.model.fit();
    let outline = Outline {
        kind: "What goes together with an outcome".to_owned(),
        title: format!("What goes together with “{}”", fit.outcome),
        sentence: sentence(found, fit),
        n: format!("{} rows", number(fit.n as u64)),
        limits: format!("{} {LIMITS}", found.reading),
        left_out: rows_left_out(&fit.left_out),
        method: methods(found, fit),
    };
    outline.report(origin, [model(found, fit), variants_of(found), filled(found)])
}

fn sentence(found: &Drivers, fit: &Fit) -> String {
    let (first, outcome) = (&found.first, &fit.outcome);
    let Some(of) = fit.coefficient(first) else { return found.reading.to_owned() };
    let way = if of.low > 0.0 {
        format!("“{outcome}” tends to be higher where “{first}” is higher")
    } else if of.high < 0.0 {
        format!("“{outcome}” tends to be lower where “{first}” is higher")
    } else {
        format!("no association of “{outcome}” with “{first}” can be told from chance")
    };
    let beside = if fit.coefficients.len() > 2 { ", the other columns held constant" } else { "" };
    format!(
        "Among {} rows, {way}{beside} (coefficient {}, 95\u{a0}% interval {}); that shows no cause.",
        number(fit.n as u64),
        quantity(of.estimate),
        ends(of.low, of.high)
    )
}

fn methods(found: &Drivers, fit: &Fit) -> Vec<String> {
    let mut methods =
        vec![method(&fit.method), format!("Errors: {}.", errors(fit.errors, fit.clusters)), method(fit.gaps)];
    if let Some(filled) = &found.imputed {
        methods.push(format!("{} Seed {}.", method(&filled.method), filled.recipe.seed));
    }
    methods
}

fn model(found: &Drivers, fit: &Fit) -> Section<'static> {
    let mut section = Section::new("model", "The model");
    let all = fit.coefficients.iter().chain(found.model.thresholds());
    let estimates = drawn(fit);
    let clear = estimates.iter().filter(|one| one.ends.is_some_and(|[low, high]| low > 0.0 || high < 0.0)).count();
    let forest = Forest {
        heading: Heading::new(
            "coefficients",
            "Coefficients",
            "Each is in units of the outcome for one unit of its own column, so their lengths cannot be held against each other. Lines are \
             intervals of 95\u{a0}%.",
            "coefficient",
        ),
        finding: format!("The intervals of {clear} of {} columns do not reach zero.", estimates.len()),
        axis: ForestAxis::AroundZero,
        estimates,
        table: coefficients(format!("Coefficients, “{}”", fit.outcome), "Column", all.map(|of| (of.name.clone(), of))),
    };
    forest.shown_in(&mut section);
    section.words(fitness(&found.model, fit));
    match &found.proportional_odds {
        Some(Either::Found(odds)) => section.words(proportional(odds)),
        Some(Either::Problem(problem)) => section.words(format!("Proportional odds were not tested. {problem}")),
        None => &mut section,
    };
    section
}

fn fitness(model: &Fitted, fit: &Fit) -> String {
    match model {
        Fitted::Ols(model) => format!("R² {:.3}, adjusted {:.3}.", model.r_squared, model.r_squared_adjusted),
        Fitted::Ordered(model) => format!(
            "Log-likelihood {}; without any column {}.",
            quantity(fit.log_likelihood),
            quantity(model.log_likelihood_null)
        ),
        Fitted::Count(model) => format!(
            "Log-likelihood {}; counts vary {:.2} times as much as expected.",
            quantity(fit.log_likelihood),
            model.pearson
        ),
    }
}

fn proportional(odds: &ProportionalOdds) -> String {
    let verdict = if odds.p < 0.05 {
        "one coefficient for all thresholds hides differences; the JSON has those of each"
    } else {
        "nothing speaks against one coefficient for all thresholds"
    };
    format!(
        "Proportional odds: likelihood ratio {:.2}, {} degrees of freedom, p {}: {verdict}.",
        odds.statistic,
        odds.degrees,
        p_value(odds.p)
    )
}

fn variants_of(found: &Drivers) -> Section<'static> {
    let first = &found.first;
    let mut section = Section::new("variants", "With each other column left out");
    if found.variants.len() == 1 {
        section.words("There is one column, so there are no variants without another.");
        return section;
    }
    let estimates = drawn_variants(&found.variants);
    let clear = |side: fn([f64; 2]) -> bool| estimates.iter().filter(|one| one.ends.is_some_and(side)).count();
    let (above, below) = (clear(|[low, _]| low > 0.0), clear(|[_, high]| high < 0.0));
    let forest = Forest {
        heading: Heading::new(
            "left-out-columns",
            &format!("The coefficient of “{first}”"),
            "The filled diamond is the model with all columns; each other line leaves one out. Lines are intervals of 95\u{a0}%.",
            "coefficient",
        ),
        finding: format!(
            "Of {} variants {above} are above zero with their whole interval, and {below} below.",
            estimates.len()
        ),
        axis: ForestAxis::AroundZero,
        estimates,
        table: variants(first, &found.variants),
    };
    forest.shown_in(&mut section);
    section.list(found.variants.iter().filter_map(|variant| match (&variant.coefficient, &variant.without) {
        (Either::Problem(problem), Some(column)) => Some(format!("Without {column}: no answer. {problem}")),
        _ => None,
    }));
    section
}

fn filled(found: &Drivers) -> Section<'static> {
    let mut section = Section::new("filled", "The same with gaps filled");
    if let Some(filled) = &found.imputed {
        section.table(imputed(filled));
        section.list(rows_left_out(&filled.left_out));
    }
    section
}
