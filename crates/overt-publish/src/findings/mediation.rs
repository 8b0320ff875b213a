//! How much of an association runs through a column in between.

use overt_analysis::mediate::{Interval, Mediation};
use overt_analysis::regress::Coefficient;

use super::drivers::{coefficients, errors};
use super::{Origin, Outline, method, rows_left_out};
use crate::charts::{Forest, ForestAxis, ForestEstimate, Heading, ends, number, p_value, quantity};
use crate::report::{Grid, Report, Section};

/// How an association divides into a direct and an indirect part.
pub fn mediation(found: &Mediation, origin: &Origin) -> Report<'static> {
    let Mediation { outcome, predictor, mediator, .. } = found;
    let kind = if found.bias_corrected.is_some() { "bias-corrected and accelerated" } else { "percentiles" };
    let outline = Outline {
        kind: "How much of an association runs through a column in between".to_owned(),
        title: format!("“{outcome}” and “{predictor}”, through “{mediator}”"),
        sentence: sentence(found),
        n: format!("{} rows", number(found.n as u64)),
        limits: found.reading.to_owned(),
        left_out: left_out(found),
        method: vec![
            method(&found.method),
            format!("Errors: {}.", errors(found.errors, None)),
            method(found.gaps),
            format!(
                "The interval of the indirect path: {kind}, {} draws, seed {}; its p is Sobel's.",
                number(found.draws.count as u64),
                found.draws.seed
            ),
        ],
    };
    outline.report(origin, [parts(found), paths(found)])
}

/// The interval of the indirect part that is to be reported.
fn interval(found: &Mediation) -> Interval {
    found.bias_corrected.unwrap_or(found.percentile)
}

fn sentence(found: &Mediation) -> String {
    let Mediation { outcome, predictor, mediator, .. } = found;
    let Interval { low, high } = interval(found);
    let told = if low > 0.0 || high < 0.0 { "a part" } else { "no part that can be told from chance" };
    format!(
        "Of the association of “{outcome}” with “{predictor}” ({}), {told} runs through “{mediator}” ({}, 95\u{a0}% interval {}); \
         the order of the three is assumed.",
        quantity(found.total.estimate),
        quantity(found.indirect),
        ends(low, high)
    )
}

fn parts(found: &Mediation) -> Section<'static> {
    let Mediation { outcome, predictor, mediator, .. } = found;
    let Interval { low, high } = interval(found);
    let of = |name: &str, of: &Coefficient| ForestEstimate::new(name, of.estimate, [of.low, of.high]);
    let indirect = ForestEstimate::new("indirect", found.indirect, [low, high]);
    let row =
        |name: &str, of: &Coefficient| (name.to_owned(), [quantity(of.estimate), ends(of.low, of.high), p_value(of.p)]);
    let table = Grid::new(format!("“{outcome}” for one unit of “{predictor}”"), "Part")
        .figures("Coefficient", "")
        .figures("95 % interval", "")
        .figures("p", "")
        .rows([
            row("total", &found.total),
            row("direct", &found.direct),
            (
                format!("indirect, through {mediator}"),
                [quantity(found.indirect), ends(low, high), p_value(found.sobel_p)],
            ),
        ]);
    let forest = Forest {
        heading: Heading::new(
            "parts",
            "The association and its parts",
            "The direct and the indirect part add up to the total. Lines are intervals of 95\u{a0}%.",
            "coefficient",
        ),
        finding: format!(
            "Total {}, direct {}, indirect {}.",
            quantity(found.total.estimate),
            quantity(found.direct.estimate),
            quantity(found.indirect)
        ),
        axis: ForestAxis::AroundZero,
        estimates: vec![
            of("total", &found.total),
            of("direct", &found.direct),
            ForestEstimate { stands_out: low > 0.0 || high < 0.0, ..indirect },
        ],
        table,
    };
    let mut section = Section::new("parts-of-it", "Direct and indirect");
    forest.shown_in(&mut section);
    section
}

fn paths(found: &Mediation) -> Section<'static> {
    let Mediation { outcome, predictor, mediator, .. } = found;
    let mut section = Section::new("paths", "The two paths in between");
    section.table(coefficients(
        "The paths of which the indirect part is the product",
        "Path",
        [
            (format!("{mediator} on {predictor}"), &found.first),
            (format!("{outcome} on {mediator}, beside {predictor}"), &found.second),
        ],
    ));
    section
}

fn left_out(found: &Mediation) -> Vec<String> {
    let failed =
        (found.draws_failed > 0).then(|| format!("{} draws had no estimate.", number(found.draws_failed as u64)));
    rows_left_out(&found.left_out).into_iter().chain(failed).collect()
}
