//! Whether and when a count changed.

use overt_analysis::patterns::timing::{Change, Changes, Counting, Period, Segment};

use super::{Origin, Outline, excluded, method};
use crate::charts::{Heading, Timeline, capitalised, ends, figure, number, p_value};
use crate::report::{Grid, Report, Section};

/// Whether and when a count changed. The periods and the words are those that the kernel was given.
pub fn changes(found: &Changes, periods: &[Period], counting: &Counting, origin: &Origin) -> Report<'static> {
    let Counting { acts, periods: called, .. } = counting;
    let outline = Outline {
        kind: "Whether a count changed".to_owned(),
        title: format!("{} over {} {called}", capitalised(acts), number(periods.len() as u64)),
        sentence: found.sentence.clone(),
        n: format!("{} {acts}, {} {called} in which anybody told of any", number(found.total), number(found.n as u64)),
        limits: found.limits.to_owned(),
        left_out: excluded(&found.exclusions),
        method: vec![
            method(found.method),
            format!(
                "{} draws, seed {}. The level of the p value is 5\u{a0}%.",
                number(found.draws.count as u64),
                found.draws.seed
            ),
        ],
    };
    let mut over_time = Section::new("over-time", "Over time");
    let heading = Heading::new(
        "periods",
        &format!("{} by period", capitalised(acts)),
        "Each bar is a count, and a thick foot a count of zero. Dashed boxes are periods in which nobody told of anything; they are \
         unknown and not zero. The line across the bars is the rate between two changes, dashed lines are the changes.",
        acts,
    );
    let timeline = Timeline::new(heading, found, periods);
    let table = timeline.table();
    over_time.pictured(timeline, table);
    outline.report(origin, [over_time, segments(found)])
}

fn segments(found: &Changes) -> Section<'static> {
    let mut section = Section::new("between", "Between the changes");
    section.words(format!(
        "How often a count that does not change would look as if it changed at least as much: {}.",
        p_value(found.p)
    ));
    let row = |segment: &Segment| {
        let name = format!("{} to {}", segment.first, segment.last);
        let cells = [
            number(segment.n as u64),
            number(segment.count),
            figure(segment.rate),
            ends(segment.interval.low, segment.interval.high),
        ];
        (name, cells)
    };
    section.table(
        Grid::new("Rates between the changes", "Time")
            .figures("Periods", "How many of them reported.")
            .figures("Acts", "")
            .figures("Rate", "Acts for one unit of exposure; where none was given, for one period.")
            .figures(
                "95 % interval",
                "As if it had been known before which periods belong together. So it is too short.",
            )
            .rows(found.segments.iter().map(row)),
    );
    let silent = found.changes.iter().filter(|change| change.silent_between > 0);
    section.list(silent.map(|Change { last_before, first_after, silent_between }| {
        format!("Between {last_before} and {first_after} nobody told in {silent_between} periods; the change may be in any of them.")
    }));
    section
}
