//! Pairs by their weight: many that are not the same, few that are, and those between on which a threshold decides.

use overt_link::WeightBin;

use super::figures::{amount, bits, probability, share, whole_bits};
use super::frame::{Size, framed, framed_nothing};
use super::legend::{self, ENTRY_HEIGHT, Entry};
use super::mark::{explained, line};
use super::odds::log2;
use super::plot::{FOOT, Field, PLOT_HEIGHT, Tick};
use super::span::{Span, drawable};
use super::table::{Table, TableCell};
use super::text::number;
use super::{Chart, Heading};

const BIN_BITS: f64 = 1.0;
const TICKS_MAX: f64 = 6.0;
/// Lines across; with more of them their words would touch.
const LINES_MAX: u32 = 6;

/// Counts of pairs by weight, on a scale on which each step up is ten times as many.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// What it is about.
    pub heading: Heading,
    /// The bins, from low to high, one bit wide each; one without pairs may be missing.
    pub bins: Vec<WeightBin>,
    /// The probability from which on pairs are joined.
    pub threshold: f64,
}

#[expect(clippy::cast_precision_loss, reason = "a drawing and a share need no more than fifteen digits")]
fn float(count: u64) -> f64 {
    count as f64
}

fn share_same(bin: &WeightBin) -> f64 {
    if bin.pairs == 0 { 0.0 } else { bin.expected_same / float(bin.pairs) }
}

impl Histogram {
    /// How many bins lie below the threshold: those up to the last one whose pairs are, on average, less likely the same.
    fn below(&self) -> usize {
        let is_below = |bin: &WeightBin| bin.pairs > 0 && share_same(bin) < self.threshold;
        self.bins.iter().rposition(is_below).map_or(0, |place| place + 1)
    }

    /// The weight at the threshold, to one bit; none where no pair reaches it.
    fn threshold_bits(&self) -> Option<f64> {
        self.bins.get(self.below()).map(|bin| bin.from_bits)
    }
}

/// A scale on which nothing lies at zero, one a step above it, and each tenfold as much higher.
struct Tenfold {
    top: f64,
}

impl Tenfold {
    fn up_to(max: u64) -> Self {
        Self { top: log2(float(max.max(10))) + 1.0 }
    }

    fn height(&self, count: f64) -> f64 {
        if count <= 0.5 { 0.0 } else { (log2(count) + 1.0) / self.top }
    }

    fn ticks(&self, max: u64) -> Vec<Tick> {
        let powers =
            || std::iter::successors(Some(1_u64), |power| power.checked_mul(10)).take_while(|power| *power <= max);
        let every = powers().count().div_ceil(LINES_MAX as usize).max(1);
        powers().step_by(every).map(|power| Tick { place: self.height(float(power)), words: number(power) }).collect()
    }
}

fn words(bin: &WeightBin) -> String {
    let to = bits(bin.from_bits + BIN_BITS);
    format!(
        "{} to {to} bits: {} pairs, {} expected the same",
        bits(bin.from_bits),
        number(bin.pairs),
        amount(bin.expected_same)
    )
}

impl Chart for Histogram {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let (below, above) = self.bins.split_at(self.below());
        let pairs = |bins: &[WeightBin]| bins.iter().fold(0_u64, |sum, bin| sum.saturating_add(bin.pairs));
        let expected = |bins: &[WeightBin]| bins.iter().map(|bin| bin.expected_same).sum::<f64>();
        if pairs(&self.bins) == 0 {
            return "There are no pairs.".to_owned();
        }
        let at = probability(self.threshold);
        let Some(bits_at) = self.threshold_bits() else {
            return format!(
                "All {} pairs lie below the threshold of {at}. Of them {} are expected to be the same.",
                number(pairs(below)),
                amount(expected(below)),
            );
        };
        format!(
            "About {} pairs lie above the threshold of {at} (about {} bits). Below it lie {}, of which {} are expected to \
             be the same and are missed.",
            number(pairs(above)),
            bits(bits_at),
            number(pairs(below)),
            amount(expected(below)),
        )
    }

    fn to_svg(&self) -> String {
        if self.bins.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let entries =
            [("panel outline", "below threshold"), ("bar", "above threshold"), ("second", "expected the same")];
        let entries: Vec<_> =
            entries.map(|(class, words)| Entry { paint: format!("class=\"{class}\""), words: words.to_owned() }).into();
        let top = entries.len().div_ceil(2) * ENTRY_HEIGHT + 44;
        let field = Field { top, height: PLOT_HEIGHT };
        let max = self.bins.iter().map(|bin| bin.pairs).max().unwrap_or(0);
        let starts = || self.bins.iter().map(|bin| drawable(bin.from_bits));
        let (low, high) = (starts().fold(f64::INFINITY, f64::min), starts().fold(f64::NEG_INFINITY, f64::max));
        let span = Span::new(low, high + BIN_BITS);
        let scale = Tenfold::up_to(max);
        let ticks = span.whole_ticks(TICKS_MAX).into_iter();
        let ticks: Vec<_> = ticks.map(|tick| Tick { place: span.place(tick), words: whole_bits(tick) }).collect();
        let mut parts = vec![
            legend::two_columns(&entries),
            line("0", field.top - 24, "small", "Pairs, on a scale of powers of ten"),
            field.across(&scale.ticks(max)),
        ];
        let below = self.below();
        for (place, bin) in self.bins.iter().enumerate() {
            let (left, right) = (span.place(bin.from_bits), span.place(bin.from_bits + BIN_BITS));
            let width = Field::width((right - left).max(0.002));
            let left = Field::x(left);
            let top = field.y(scale.height(float(bin.pairs)));
            let class = if place < below { "panel outline" } else { "bar surface-line" };
            let expected = scale.height(bin.expected_same);
            let y = field.y(expected) - 1.5;
            let pairs = format!(
                "<rect class=\"{class}\" x=\"{left}\" y=\"{top:.1}\" width=\"{width}\" height=\"{:.1}\"/>",
                field.y(0.0) - top
            );
            let same = format!(
                "<rect class=\"second surface-line\" x=\"{left}\" y=\"{y:.1}\" width=\"{width}\" height=\"4\"/>"
            );
            let mark = if expected > 0.0 { pairs + &same } else { pairs };
            parts.push(explained(&words(bin), &mark));
        }
        parts.push(field.along(&ticks, "Weight of a pair in bits; at 0 it is as likely as not"));
        if let Some(bits_at) = self.threshold_bits() {
            parts.push(field.threshold(span.place(bits_at), &format!("threshold {}", probability(self.threshold))));
        }
        let height = field.bottom() + FOOT;
        framed(&self.heading, &self.finding(), Size::Fluid { height }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let header = ["Weight from, bits", "Pairs", "Expected the same", "Share expected the same"];
        Table::new(
            &format!("{}. Each row is one bit wide.", self.heading.title),
            &header,
            self.bins.iter().map(|bin| {
                vec![
                    TableCell::Head(bits(bin.from_bits)),
                    TableCell::Number(bin.pairs),
                    TableCell::Figure(amount(bin.expected_same)),
                    TableCell::Figure(if bin.pairs == 0 { "no pairs".to_owned() } else { share(share_same(bin)) }),
                ]
            }),
        )
    }
}
