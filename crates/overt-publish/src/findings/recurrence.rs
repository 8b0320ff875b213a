//! Whether the same units come back in cases that are not related.

use overt_analysis::patterns::recurrence::{Number, Recurrence, Recurrent};

use super::{Origin, Outline, ROWS_MAX, excluded, method, more, yes};
use crate::charts::{Bar, Bars, Category, Heading, amount, capitalised, number, p_value};
use crate::report::{Grid, Report, Section};

/// Whether units come back.
pub fn recurrence(found: &Recurrence, origin: &Origin) -> Report<'static> {
    let outline = Outline {
        kind: "Whether the same comes back".to_owned(),
        title: format!("{} in several cases", capitalised(&found.units)),
        sentence: found.sentence.clone(),
        n: format!("{} cases, {} {}", number(found.cases as u64), number(found.n as u64), found.units),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![
            method(found.method),
            format!("{} draws, seed {}.", number(found.draws.count as u64), found.draws.seed),
        ],
    };
    outline.report(origin, [of_units(found), of_all(found)])
}

fn of_units(found: &Recurrence) -> Section<'static> {
    let mut section = Section::new("units", format!("{} that come back", capitalised(&found.units)));
    let shown = &found.findings[..found.findings.len().min(ROWS_MAX)];
    if shown.is_empty() {
        section.words("None came in two cases or more.");
        return section;
    }
    let bar = |unit: &Recurrent| Bar {
        category: Category::named(if unit.stands_out {
            format!("{}: stands out", unit.label)
        } else {
            unit.label.clone()
        }),
        value: unit.cases.value,
        note: format!("by chance {}", amount(unit.cases.expected)),
    };
    let chart = Bars {
        heading: Heading::new(
            "cases",
            "In how many cases each came",
            "Only those that came in two cases or more, what chance explains least first.",
            "cases",
        ),
        bar_name: "Unit".to_owned(),
        bars: shown.iter().map(bar).collect(),
    };
    let row = |unit: &Recurrent| {
        let cells = [number(unit.cases.value), amount(unit.cases.expected), p_value(unit.p_holm), yes(unit.stands_out)];
        (unit.label.clone(), cells)
    };
    let table = Grid::new("Those that came in two cases or more", "Unit")
        .figures("Cases", "")
        .figures("By chance", "The mean if exposure and chance alone decide.")
        .figures("p (Holm)", "How often they alone would give as many or more, corrected for all units.")
        .figures("Stands out", "Whether more come back than by chance and this one, too, comes more often.")
        .rows(shown.iter().map(row));
    section.pictured(chart, table);
    more(&mut section, found.findings.len(), &found.units);
    section
}

fn of_all(found: &Recurrence) -> Section<'static> {
    let row = |(name, of): (&str, &Number)| (name.to_owned(), [number(of.value), amount(of.expected), p_value(of.p)]);
    let all = [
        ("that came in two cases or more, which decides", &found.recurrent),
        ("cases of the one that came most often", &found.most),
    ];
    let mut section = Section::new("together", "All together");
    section.table(
        Grid::new("What comes back, against chance", "Number")
            .figures("Seen", "")
            .figures("By chance", "The mean if exposure and chance alone decide.")
            .figures("p", "How often they alone would give as many or more.")
            .rows(all.into_iter().map(row)),
    );
    section
}
