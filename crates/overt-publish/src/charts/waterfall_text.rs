//! The waterfall of a pair for a terminal: aligned columns and bars of characters, without colour.

use overt_link::Explanation;

use super::figures::{bits, probability};
use super::span::Span;
use super::text::{columns, plain, wrapped};
use super::waterfall::{Step, finding, frequency_words, prior_words, steps, unexplained_bits};

const WIDTH_MIN: usize = 48;
const WIDTH_MAX: usize = 160;
/// Room for the words; the bars take what is left.
const LABEL_MAX: usize = 44;
const BITS_WIDTH: usize = 8;
const BAR_MIN: usize = 16;
/// No sentence of a finding takes more.
const LINES_MAX: usize = 40;

const FOR: char = '█';
const AGAINST: char = '▒';
const NEITHER: char = '─';
const FREQUENCY: char = '▔';
const ZERO: char = '│';

/// One bar and its words.
struct Row {
    label: String,
    bits: f64,
    from: f64,
    to: f64,
    fill: char,
    /// Words below it.
    note: Option<String>,
    /// A part of it that has a reason of its own, from and to.
    part: Option<(f64, f64)>,
}

/// The evidence for and against a pair as lines of at most so many columns (48 to 160), with what they mean below.
///
/// It holds nothing that could steer a terminal, whatever the labels are.
pub fn waterfall_text(explanation: &Explanation, width: usize) -> String {
    let width = width.clamp(WIDTH_MIN, WIDTH_MAX);
    let rows = rows(explanation);
    let longest = rows.iter().map(|row| columns(&row.label)).max().unwrap_or(0);
    let label_width = longest.min(LABEL_MAX).min(width - BITS_WIDTH - BAR_MIN - 2);
    let bar_width = width - label_width - BITS_WIDTH - 2;
    let ends = rows.iter().flat_map(|row| {
        let part = row.part.unwrap_or((row.to, row.to));
        [row.from, row.to, part.0, part.1]
    });
    let span = Span::around_zero(ends);
    let line = |label: &str, number: &str, bar: &str| {
        let label = label.to_owned() + &" ".repeat(label_width.saturating_sub(columns(label)));
        format!("{label}{number:>BITS_WIDTH$}  {bar}").trim_end().to_owned()
    };

    let mut lines = vec![plain(&format!("{} and {}", explanation.pair[0], explanation.pair[1]))];
    lines.push(plain(&format!("Model {}", explanation.model)));
    lines.push(String::new());
    lines.push(line("", "bits", &axis(span, bar_width)));
    for row in &rows {
        let labels = wrapped(&row.label, label_width, 2);
        lines.push(line(&labels[0], &bits(row.bits), &bar(span, bar_width, row.from, row.to, row.fill)));
        let below = row.part.map(|(from, to)| bar(span, bar_width, from, to, FREQUENCY));
        if labels.len() > 1 || below.is_some() {
            let empty = || bar(span, bar_width, 0.0, 0.0, ZERO);
            let label = labels.get(1).map_or("", String::as_str);
            lines.push(line(label, "", &below.unwrap_or_else(empty)));
        }
        let notes = row.note.iter().flat_map(|note| wrapped(note, width - 2, 2));
        lines.extend(notes.map(|note| format!("  {note}")));
    }
    lines.push(String::new());
    lines.push(format!("{FOR} for it          {AGAINST} against it"));
    lines.push(format!("{NEITHER} start and sum   {FREQUENCY} due to frequency"));
    lines.extend(wrapped("One bit more means twice the odds; at 0 it is as likely as not.", width, LINES_MAX));
    lines.push(String::new());
    lines.extend(wrapped(&plain(&finding(explanation)), width, LINES_MAX));
    lines.join("\n") + "\n"
}

fn rows(explanation: &Explanation) -> Vec<Row> {
    let neither = |label: &str, bits: f64| Row {
        label: label.to_owned(),
        bits,
        from: 0.0,
        to: bits,
        fill: NEITHER,
        note: None,
        part: None,
    };
    let prior = Row { note: Some(prior_words(explanation)), ..neither("Before comparing", explanation.prior_bits) };
    let mut rows = vec![prior];
    rows.extend(steps(explanation).into_iter().map(|Step { name, evidence, before, after }| Row {
        label: plain(&format!("{name}: {}", evidence.level)),
        bits: evidence.weight_bits,
        from: before,
        to: after,
        fill: if evidence.weight_bits < 0.0 { AGAINST } else { FOR },
        note: frequency_words(evidence),
        part: frequency_words(evidence).map(|_| (after - evidence.frequency_bits, after)),
    }));
    if let Some(rest) = unexplained_bits(explanation) {
        let fill = if rest < 0.0 { AGAINST } else { FOR };
        let (from, to) = (explanation.weight_bits - rest, explanation.weight_bits);
        rows.push(Row { from, to, fill, ..neither("Not explained by the comparisons", rest) });
    }
    rows.push(neither(&format!("Sum: probability {}", probability(explanation.probability)), explanation.weight_bits));
    rows
}

/// The column in which a value lies.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place lies between 0 and the width")]
#[expect(clippy::cast_precision_loss, reason = "the width is small")]
fn column(span: Span, width: usize, value: f64) -> usize {
    ((span.place(value) * (width - 1) as f64).round() as usize).min(width - 1)
}

fn bar(span: Span, width: usize, from: f64, to: f64, fill: char) -> String {
    let (from, to, zero) = (column(span, width, from), column(span, width, to), column(span, width, 0.0));
    let (left, right) = (from.min(to), from.max(to));
    let letter = |place| match place {
        _ if place >= left && place < right => fill,
        _ if place == zero => ZERO,
        // A bar of no length is still a mark.
        _ if place == left && left == right => '·',
        _ => ' ',
    };
    (0..width).map(letter).collect()
}

/// The words of the ticks, each in the middle of its column as far as there is room.
fn axis(span: Span, width: usize) -> String {
    let mut letters = vec![' '; width];
    let mut free_from = 0;
    for tick in span.ticks(4.0) {
        let words = super::figures::whole_bits(tick);
        let length = columns(&words);
        let start = column(span, width, tick).saturating_sub(length / 2).min(width.saturating_sub(length));
        if start < free_from {
            continue;
        }
        for (place, letter) in words.chars().enumerate() {
            letters[start + place] = letter;
        }
        free_from = start + length + 1;
    }
    letters.into_iter().collect()
}
