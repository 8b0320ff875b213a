//! Whether acts are clustered in few units.

use overt_analysis::patterns::concentration::{Calculation, Concentration, Statistic, TwoLevels, UnitFinding};

use super::{Origin, Outline, ROWS_MAX, excluded, method, more, yes};
use crate::charts::{
    Forest, ForestAxis, ForestEstimate, Heading, amount, capitalised, ends, figure, number, p_value, quantity,
};
use crate::report::{Grid, Report, Section};

/// Whether acts are clustered, unit by unit.
pub fn concentration(found: &Concentration, origin: &Origin) -> Report<'static> {
    let Concentration { acts, units, n, total, .. } = found;
    let outline = Outline {
        kind: "Whether acts are clustered".to_owned(),
        title: format!("How {acts} are spread over {units}"),
        sentence: found.sentence.clone(),
        n: format!("{} {acts}, {} {units}", number(*total), number(*n as u64)),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![method(found.method), drawn(found)],
    };
    outline.report(origin, [of_units(found, ["units", "ratios"]), of_all(found, "together")])
}

/// Whether acts are clustered between groups, and within them.
pub fn two_levels(found: &TwoLevels, origin: &Origin) -> Report<'static> {
    let TwoLevels { between, within, .. } = found;
    let of = |level: &Concentration| format!("{} {}", number(level.n as u64), level.units);
    let outline = Outline {
        kind: "Whether acts are clustered, between groups and within them".to_owned(),
        title: format!("How {} are spread over {} and {}", within.acts, between.units, within.units),
        sentence: found.sentence.clone(),
        n: format!("{} {}, {}, {}", number(between.total), between.acts, of(between), of(within)),
        limits: within.limits.to_owned(),
        left_out: excluded(&within.exclusions),
        method: vec![
            format!("Between {}: {}", between.units, method(between.method)),
            drawn(between),
            format!("Within {}: {}", between.units, method(within.method)),
            drawn(within),
        ],
    };
    let between = [of_units(between, ["between", "ratios-between"]), of_all(between, "together-between")];
    let within = [of_units(within, ["within", "ratios-within"]), of_all(within, "together-within")];
    outline.report(origin, between.into_iter().chain(within))
}

/// What was drawn by chance.
fn drawn(found: &Concentration) -> String {
    match found.calculation {
        Calculation::Exact => "Nothing was drawn by chance.".to_owned(),
        Calculation::Simulated(draws) => format!("{} draws, seed {}.", number(draws.count as u64), draws.seed),
    }
}

/// What a unit is called, with its group where it has one.
fn named(unit: &UnitFinding) -> String {
    unit.group.as_ref().map_or_else(|| unit.label.clone(), |group| format!("{}: {}", group, unit.label))
}

fn of_units(found: &Concentration, [id, chart]: [&'static str; 2]) -> Section<'static> {
    let shown = &found.findings[..found.findings.len().min(ROWS_MAX)];
    let estimate = |unit: &UnitFinding| ForestEstimate {
        stands_out: unit.stands_out,
        ..ForestEstimate::new(named(unit), unit.ratio, [unit.interval.low, unit.interval.high])
    };
    let out: Vec<String> = found.findings.iter().filter(|unit| unit.stands_out).map(named).collect();
    let title = format!("{}: acts recorded for each act expected", capitalised(&found.units));
    let mut section = Section::new(id, title);
    let forest = Forest {
        heading: Heading::new(
            chart,
            "Acts recorded for each act expected",
            "At 1 a unit has as many as its exposure gives it. A filled diamond stands out after correction for the number of units; the \
             lines are intervals of 95\u{a0}% of each unit alone.",
            "ratio",
        ),
        finding: if out.is_empty() {
            "No unit stands out.".to_owned()
        } else {
            format!("Standing out: {}.", out.join(", "))
        },
        axis: ForestAxis::Ratios,
        estimates: shown.iter().map(estimate).collect(),
        table: units(&found.units, shown),
    };
    forest.shown_in(&mut section);
    more(&mut section, found.findings.len(), &found.units);
    section
}

fn units(name: &str, shown: &[UnitFinding]) -> Grid {
    let row = |unit: &UnitFinding| {
        let cells = [
            number(unit.acts),
            amount(unit.expected),
            figure(unit.ratio),
            ends(unit.interval.low, unit.interval.high),
            p_value(unit.p_holm),
            yes(unit.stands_out),
        ];
        (named(unit), cells)
    };
    Grid::new(format!("{}, what chance explains least first", capitalised(name)), "Unit")
        .figures("Acts", "")
        .figures("Expected", "What its exposure gives it.")
        .figures("Ratio", "Acts recorded for each act expected.")
        .figures("95 % interval", "Of the ratio, for this unit alone.")
        .figures(
            "p (Holm)",
            "How often exposure and chance would give it as many or more, corrected for the number of units.",
        )
        .figures("Stands out", "Whether all together are uneven and this unit, too, is more than chance explains.")
        .rows(shown.iter().map(row))
}

fn of_all(found: &Concentration, id: &'static str) -> Section<'static> {
    let mut section = Section::new(id, format!("All {} together", found.units));
    let row = |(name, statistic): (&str, &Statistic)| {
        (name.to_owned(), [quantity(statistic.value), quantity(statistic.expected), p_value(statistic.p)])
    };
    let all = [
        ("chi-square of dispersion, which decides", &found.dispersion),
        ("largest excess of a share", &found.largest_excess),
        ("Gini's coefficient", &found.gini),
        ("Herfindahl's index", &found.herfindahl),
    ];
    section.table(
        Grid::new("How uneven all are together", "Measure")
            .figures("Value", "")
            .figures("By chance", "Its mean if exposure and chance alone divided the acts.")
            .figures("p", "How often they alone would give at least this value.")
            .rows(all.into_iter().map(row)),
    );
    section
}
