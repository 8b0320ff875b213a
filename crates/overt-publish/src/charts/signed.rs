//! Bars to the right of zero for what speaks for something, to the left for what speaks against it.

use super::figures::whole_bits;
use super::legend::{self, ENTRY_HEIGHT, Entry};
use super::mark::{Rectangle, explained, line};
use super::span::{Span, anchor, as_percent};
use super::text::{identifier, wrapped};

const LABEL_LETTERS: usize = 35;
const NOTE_LETTERS: usize = 50;
const LABEL_LINES: usize = 2;
/// How much of the width the bars take; the rest is for numbers, which no line may cross.
const FIELD: f64 = 0.84;
const LEADING: usize = 15;
const BAR_HEIGHT: usize = 13;
const PART_HEIGHT: usize = 4;
const ROOM_AFTER: usize = 13;
const TICKS_MAX: f64 = 6.0;

/// What a bar speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// For it: a full bar.
    For,
    /// Against it: a striped bar.
    Against,
    /// Neither: a start or a sum.
    Neither,
}

impl Side {
    pub(super) fn of(bits: f64) -> Self {
        if bits < 0.0 { Self::Against } else { Self::For }
    }

    pub(super) fn paint(self, id: &str) -> String {
        match self {
            Self::For => "class=\"bar\"".to_owned(),
            Self::Against => format!("class=\"second-line\" fill=\"url(#{}-against)\"", identifier(id)),
            Self::Neither => "class=\"panel outline\"".to_owned(),
        }
    }
}

/// One bar.
pub(super) struct SignedBar {
    /// What it and those after it belong to.
    pub(super) group: Option<String>,
    pub(super) label: String,
    /// The number at the end of its line.
    pub(super) value: String,
    /// Words below it; may be empty.
    pub(super) note: String,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) side: Side,
    /// A part of it that has a reason of its own, from and to.
    pub(super) part: Option<(f64, f64)>,
    /// Where it hangs on the bar before.
    pub(super) joined_at: Option<f64>,
    /// What a pointer shows.
    pub(super) words: String,
}

/// Entries for the sides, in the words of the chart.
pub(super) fn side_entries(id: &str, sides: &[(Side, &str)]) -> Vec<Entry> {
    sides.iter().map(|(side, words)| Entry { paint: side.paint(id), words: (*words).to_owned() }).collect()
}

/// The bars under their legend and between two axes, and how high it all is.
pub(super) fn signed_bars(id: &str, entries: &[Entry], bars: &[SignedBar]) -> (String, usize) {
    let ends = bars.iter().flat_map(|bar| {
        let part = bar.part.unwrap_or((bar.to, bar.to));
        [bar.from, bar.to, part.0, part.1]
    });
    let span = Span::around_zero(ends);
    let legend_height = entries.len().div_ceil(2) * ENTRY_HEIGHT;
    let top = legend_height + 24;
    let (mut under, mut over) = (Vec::new(), Vec::new());
    let (mut y, mut bar_before) = (top + 6, top);
    for bar in bars {
        if let Some(group) = &bar.group {
            over.push(line("0", y + 14, "halo code", group));
            y += LEADING + 6;
        }
        let mut mark = vec![line("100%", y + 12, "halo code end", &bar.value)];
        for words in wrapped(&bar.label, LABEL_LETTERS, LABEL_LINES) {
            mark.push(line("0", y + 12, "halo", &words));
            y += LEADING;
        }
        y += 3;
        if let Some(place) = bar.joined_at {
            under.push(upright(span, place, bar_before, y + BAR_HEIGHT, "ink-line dashed"));
        }
        bar_before = y;
        mark.push(between(span, bar.from, bar.to, y, BAR_HEIGHT, &bar.side.paint(id)));
        y += BAR_HEIGHT;
        if let Some((from, to)) = bar.part {
            mark.push(between(span, from, to, y + 2, PART_HEIGHT, "class=\"ink\""));
            y += PART_HEIGHT + 2;
        }
        if !bar.note.is_empty() {
            for words in wrapped(&bar.note, NOTE_LETTERS, LABEL_LINES) {
                mark.push(line("0", y + 13, "halo small muted", &words));
                y += LEADING;
            }
        }
        over.push(explained(&bar.words, &mark.concat()));
        y += ROOM_AFTER;
    }
    let grid = span.whole_ticks(TICKS_MAX).into_iter().map(|tick| {
        let is_zero = tick.abs() < 1e-9;
        let place = along(span, tick);
        let class = format!("small muted {}", anchor(place));
        let label = whole_bits(tick);
        let labels = [top - 4, y + 12].map(|y| line(&as_percent(place), y, &class, &label));
        upright(span, tick, top, y, if is_zero { "ink-line" } else { "rule" }) + &labels.concat()
    });
    let body =
        [patterns(id), legend::two_columns(entries), grid.collect::<Vec<_>>().concat(), under.concat(), over.concat()];
    (body.concat(), y + 18)
}

fn patterns(id: &str) -> String {
    format!(
        "<defs><pattern id=\"{}-against\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect class=\"surface\" width=\"6\" height=\"6\"/>\
         <path class=\"second-line\" stroke-width=\"3\" d=\"M1.5 0V6\"/></pattern></defs>\n",
        identifier(id)
    )
}

/// Where a value lies, as a share of the width.
fn along(span: Span, value: f64) -> f64 {
    span.place(value) * FIELD
}

fn upright(span: Span, place: f64, top: usize, bottom: usize, class: &str) -> String {
    let x = as_percent(along(span, place));
    format!("<line class=\"{class}\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\"/>\n")
}

fn between(span: Span, from: f64, to: f64, y: usize, height: usize, paint: &str) -> String {
    let (from, to) = (along(span, from), along(span, to));
    let (left, right) = (from.min(to), from.max(to));
    // A bar of no length is still a mark.
    let width = (right - left).max(0.003);
    Rectangle { x: as_percent(left), y, width: as_percent(width), height }.painted(paint)
}
