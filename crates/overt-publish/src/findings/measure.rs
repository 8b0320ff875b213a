//! Counts before and after a measure.

use overt_analysis::patterns::Ratio;
use overt_analysis::patterns::timing::{AfterMeasure, Side};

use super::{Origin, Outline, excluded, method};
use crate::charts::{Forest, ForestAxis, ForestEstimate, Heading, capitalised, ends, figure, number, p_value};
use crate::report::{Grid, Report, Section};

/// Whether the number of acts changed after a measure.
pub fn after_measure(found: &AfterMeasure, origin: &Origin) -> Report<'static> {
    let acts: u64 = [Some(found.with), found.without].into_iter().flatten().flat_map(|side| side.acts).sum();
    let outline = Outline {
        kind: "Before and after a measure".to_owned(),
        title: format!("{} before and after {}", capitalised(&found.acts), found.measure),
        sentence: found.sentence.clone(),
        n: format!("{} {}, {} units", number(acts), found.acts, number(found.n as u64)),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![method(found.method)],
    };
    outline.report(origin, [changes(found)])
}

fn changes(found: &AfterMeasure) -> Section<'static> {
    let sides: Vec<(&str, Side)> =
        [Some(("where it was taken", found.with)), found.without.map(|side| ("elsewhere", side))]
            .into_iter()
            .flatten()
            .collect();
    let row = |(name, side): &(&str, Side)| {
        let change = side.change.map_or_else(|| "no acts".to_owned(), |change| words(&change));
        let cells = [number(side.n as u64), number(side.acts[0]), number(side.acts[1]), change];
        ((*name).to_owned(), cells)
    };
    let table = Grid::new("Acts before and after", "Where")
        .figures("Units", "")
        .figures("Before", "In all periods before the measure.")
        .figures("After", "In the period after it.")
        .figures("Change", "The rate after for that before, within units, with an interval of 95\u{a0}%.")
        .rows(sides.iter().map(row));
    let mut estimates: Vec<ForestEstimate> =
        sides.iter().filter_map(|(name, side)| Some(estimate(name, &side.change?))).collect();
    if found.without.is_some() {
        estimates.push(ForestEstimate {
            stands_out: found.ratio.p < 0.05,
            ..estimate("the one for the other", &found.ratio)
        });
    }
    let forest = Forest {
        heading: Heading::new(
            "change",
            "The rate after for that before",
            "At 1 nothing changed. A filled diamond cannot be explained by chance; lines are intervals of 95\u{a0}%.",
            "ratio",
        ),
        finding: format!("Ratio of the changes: {}.", words(&found.ratio)),
        axis: ForestAxis::Ratios,
        estimates,
        table,
    };
    let mut section = Section::new("changes", "How the rate changed");
    forest.shown_in(&mut section);
    let already =
        found.already_before.map(|ratio| format!("The same ratio already before the measure: {}.", words(&ratio)));
    section.list(already);
    section
}

fn estimate(name: &str, ratio: &Ratio) -> ForestEstimate {
    let high = ratio.high.unwrap_or(f64::INFINITY);
    ForestEstimate::new(name, ratio.value.unwrap_or(f64::INFINITY), [ratio.low, high])
}

fn words(ratio: &Ratio) -> String {
    let (value, high) = (ratio.value.unwrap_or(f64::INFINITY), ratio.high.unwrap_or(f64::INFINITY));
    format!("{}, 95\u{a0}% interval {} (p: {})", figure(value), ends(ratio.low, high), p_value(ratio.p))
}
