//! Whether signals fall into the days before events.

use overt_analysis::patterns::timing::Before;

use super::{Origin, Outline, excluded, method};
use crate::charts::{Bar, Bars, Category, Heading, amount, capitalised, number, p_value, share};
use crate::report::{Grid, Report, Section};

/// Signals in the days before events.
pub fn before(found: &Before, origin: &Origin) -> Report<'static> {
    let Before { events_called, signals_called, window_days, .. } = found;
    let outline = Outline {
        kind: "Whether signals come shortly before events".to_owned(),
        title: format!("{} in the {window_days} days before {events_called}", capitalised(signals_called)),
        sentence: found.sentence.clone(),
        n: format!(
            "{} {signals_called}, {} {events_called}, {} days",
            number(found.signals as u64),
            number(found.events as u64),
            number(found.days as u64)
        ),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![method(found.method)],
    };
    outline.report(origin, [seen(found)])
}

fn seen(found: &Before) -> Section<'static> {
    let Before { signals_called, events_called, .. } = found;
    let elsewhere = found.signals.saturating_sub(found.before);
    let bar =
        |label: &str, value: usize, note: String| Bar { category: Category::named(label), value: value as u64, note };
    let chart = Bars {
        heading: Heading::new(
            "days",
            &format!("Where {signals_called} fall"),
            "In the days before an event, and on all other days.",
            signals_called,
        ),
        bar_name: "Days".to_owned(),
        bars: vec![
            bar("in the days before an event", found.before, format!("by chance {}", amount(found.expected))),
            bar("on other days", elsewhere, String::new()),
        ],
    };
    let rows = [
        (format!("{} in the days before", capitalised(signals_called)), number(found.before as u64)),
        ("As many by chance, on the mean of all shifts".to_owned(), amount(found.expected)),
        (format!("{} with such a signal", capitalised(events_called)), number(found.events_with as u64)),
        ("Share of the days that lie before an event".to_owned(), share(found.covered)),
        ("p: share of shifts with as many or more".to_owned(), p_value(found.p)),
    ];
    let table = Grid::new("Before events, and by chance", "What")
        .figures("Number", "")
        .rows(rows.map(|(name, words)| (name, [words])));
    let mut section = Section::new("seen", "What was seen");
    section.pictured(chart, table);
    section
}
