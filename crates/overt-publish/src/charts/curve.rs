//! Lines of shares over probabilities or steps: what a threshold brings, whether a probability can be taken at its word,
//! and what is reached by doing one thing after the other.

use super::figures::{probability, share, tick_share};
use super::frame::{Size, framed, framed_nothing};
use super::legend::ENTRY_HEIGHT;
use super::mark::{explained, line, series_mark};
use super::odds::log_odds_bits;
use super::plot::{FOOT, Field, PLOT_HEIGHT, Tick};
use super::span::Span;
use super::table::{Table, TableCell};
use super::text::{capitalised, escaped};
use super::{Chart, Heading};

/// Marks along a line: enough to tell it from others, few enough to see it.
const MARKS_MAX: usize = 12;
/// Ticks of an axis that is even in odds; those that lie in the span are drawn.
const ODDS_TICKS: [f64; 9] = [0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999];
const BITS_MAX: f64 = 13.3;
/// The least distance of two ticks whose words do not touch on a telephone.
const TICK_ROOM: f64 = 0.14;

/// How many words of steps there are along the axis, at most.
const STEPS_MAX: f64 = 10.0;

/// How probabilities, or steps, lie along the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Each hundredth takes the same room.
    Even,
    /// Each doubling of the odds takes the same room, so that 0.99 and 0.999 can be told apart.
    Odds,
    /// Not probabilities but steps, counted from 0.
    Steps,
}

/// Shares over probabilities or steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it is about; its unit is the name of the share.
    pub heading: Heading,
    /// What the probability is, or the steps are: `Threshold`.
    pub axis_name: String,
    /// How it lies along the axis.
    pub spacing: Spacing,
    /// At most three lines, each with its own colour, stroke and mark.
    pub series: Vec<Series>,
    /// Words for the line on which share and probability are the same, if it is drawn.
    pub diagonal: Option<String>,
    /// The probability from which on pairs are joined, if it is marked.
    pub threshold: Option<f64>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it shows.
    pub name: String,
    /// Its points, in the order of their places.
    pub points: Vec<CurvePoint>,
}

/// A share at a probability or step.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvePoint {
    /// The probability, 0 to 1, or the number of the step.
    pub at: f64,
    /// The share, 0 to 1.
    pub share: f64,
    /// What it is made of, such as a number of pairs; may be empty.
    pub note: String,
}

impl Curve {
    fn points(&self) -> impl Iterator<Item = &CurvePoint> {
        self.series.iter().flat_map(|series| &series.points)
    }

    fn along(&self, at: f64) -> f64 {
        match self.spacing {
            Spacing::Even | Spacing::Steps => at,
            Spacing::Odds => log_odds_bits(at).clamp(-BITS_MAX, BITS_MAX),
        }
    }

    fn across_span(&self) -> Span {
        if self.diagonal.is_some() {
            return Span::new(0.0, 1.0);
        }
        Span::of_shares(self.points().map(|point| point.share))
    }

    fn along_span(&self) -> Span {
        if self.spacing == Spacing::Even {
            return Span::new(0.0, 1.0);
        }
        if self.spacing == Spacing::Steps {
            // A little room after the last step, so that its mark is whole.
            return Span::new(0.0, self.points().map(|point| point.at).fold(0.0, f64::max) * 1.03);
        }
        let ends = self.points().map(|point| point.at).chain(self.threshold).map(|at| self.along(at));
        let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
        if low < high { Span::new(low, high) } else { Span::new(-BITS_MAX, BITS_MAX) }
    }

    fn ticks(&self, span: Span) -> Vec<Tick> {
        let tick = |at: f64| Tick { place: span.place(self.along(at)), words: tick_words(at) };
        match self.spacing {
            Spacing::Even => span.ticks(5.0).into_iter().map(tick).collect(),
            Spacing::Steps => span.whole_ticks(STEPS_MAX).into_iter().map(tick).collect(),
            Spacing::Odds => {
                let inside = |at: &f64| span.contains(self.along(*at));
                let mut ticks: Vec<Tick> = Vec::new();
                for tick in ODDS_TICKS.into_iter().filter(inside).map(tick) {
                    if ticks.last().is_none_or(|last| tick.place - last.place > TICK_ROOM) {
                        ticks.push(tick);
                    }
                }
                ticks
            }
        }
    }

    /// A place on the axis as it reads in a sentence.
    fn at_words(&self, at: f64) -> String {
        if self.spacing == Spacing::Steps { tick_words(at) } else { probability(at) }
    }

    /// The point of a series that lies nearest to a probability.
    fn nearest(&self, series: &Series, at: f64) -> Option<CurvePoint> {
        let distance = |point: &&CurvePoint| (self.along(point.at) - self.along(at)).abs();
        series.points.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).cloned()
    }
}

fn tick_words(at: f64) -> String {
    let digits = format!("{at:.4}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Colour and stroke of each line; its mark is that of its place.
fn stroke(place: usize) -> &'static str {
    [
        "class=\"accent-line thick none\"",
        "class=\"second-line thick none\" stroke-dasharray=\"7 4\"",
        "class=\"ink-line thick none\" stroke-dasharray=\"2 4\"",
    ][place % 3]
}

fn legend_line(place: usize, words: &str) -> String {
    let y = place * ENTRY_HEIGHT + 8;
    let middle = f64::from(u32::try_from(y).unwrap_or(u32::MAX));
    format!(
        "<path {} d=\"M0 {y}H30\"/>{}{}\n",
        stroke(place),
        series_mark(place, "15", middle),
        line("38", y + 4, "", words)
    )
}

impl Chart for Curve {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        if let Some(threshold) = self.threshold {
            let said = self.series.iter().filter_map(|series| {
                let point = self.nearest(series, threshold)?;
                let is_exact = (point.at - threshold).abs() < 1e-9;
                let at = if is_exact { String::new() } else { format!(" (at {}, the nearest)", probability(point.at)) };
                Some(format!("{} {}{at}", series.name, share(point.share)))
            });
            let said: Vec<_> = said.collect();
            if !said.is_empty() {
                let unit = &self.heading.unit;
                return format!("{} at {}: {}.", capitalised(unit), probability(threshold), said.join("; "));
            }
        } else if self.diagonal.is_some() {
            let away = |point: &&CurvePoint| (point.share - point.at).abs();
            if let Some(point) = self.points().max_by(|a, b| away(a).total_cmp(&away(b))) {
                let way = if point.share < point.at { "too sure" } else { "too careful" };
                if away(&point) < 0.0005 {
                    return "No point lies away from the line.".to_owned();
                }
                return format!(
                    "Farthest from the line at {}: {} in truth, so the program is {way} there.",
                    probability(point.at),
                    share(point.share),
                );
            }
        }
        if self.spacing == Spacing::Steps && self.points().next().is_some() {
            let said = self.series.iter().filter_map(|series| {
                let [first, last] = [series.points.first()?, series.points.last()?];
                Some(format!("{} from {} to {}", series.name, share(first.share), share(last.share)))
            });
            return format!("{}.", capitalised(&said.collect::<Vec<_>>().join("; ")));
        }
        "There are no values.".to_owned()
    }

    fn to_svg(&self) -> String {
        if self.points().next().is_none() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let (along, across) = (self.along_span(), self.across_span());
        let top = (self.series.len() + usize::from(self.diagonal.is_some())) * ENTRY_HEIGHT + 44;
        let field = Field { top, height: PLOT_HEIGHT };
        let mut parts = Vec::new();
        for (place, series) in self.series.iter().enumerate() {
            parts.push(legend_line(place, &series.name));
        }
        if let Some(words) = &self.diagonal {
            let y = self.series.len() * ENTRY_HEIGHT + 8;
            parts.push(format!("<line class=\"outline\" x1=\"0\" y1=\"{y}\" x2=\"30\" y2=\"{y}\"/>"));
            parts.push(line("38", y + 4, "", words));
        }
        let unit = capitalised(&self.heading.unit);
        // An axis that does not begin at zero says so.
        let from = if across.low() > 0.0 { format!("{unit}, from {} up", tick_share(across.low())) } else { unit };
        parts.push(line("0", field.top - 24, "small", &from));
        let ticks: Vec<_> = across
            .ticks(5.0)
            .into_iter()
            .map(|tick| Tick { place: across.place(tick), words: tick_share(tick) })
            .collect();
        parts.push(field.across(&ticks));
        parts.push(field.along(&self.ticks(along), &self.axis_name));
        if self.diagonal.is_some() {
            let (top, bottom) = (field.top, field.bottom());
            let left = Field::x(0.0);
            parts.push(format!("<line class=\"outline\" x1=\"{left}\" y1=\"{bottom}\" x2=\"100%\" y2=\"{top}\"/>\n"));
        }
        if let Some(threshold) = self.threshold {
            let place = along.place(self.along(threshold));
            parts.push(field.threshold(place, &format!("threshold {}", probability(threshold))));
        }
        for (place, series) in self.series.iter().enumerate() {
            parts.push(self.drawn(place, series, (along, across), field));
        }
        let height = field.bottom() + FOOT;
        framed(&self.heading, &self.finding(), Size::Fluid { height }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let rows = self.series.iter().flat_map(|series| {
            series.points.iter().map(|point| {
                vec![
                    TableCell::Head(series.name.clone()),
                    TableCell::Figure(self.at_words(point.at)),
                    TableCell::Figure(share(point.share)),
                    TableCell::Words(&point.note),
                ]
            })
        });
        Table::new(&self.heading.title, &["Line", &self.axis_name, &self.heading.unit, "Details"], rows)
    }
}

impl Curve {
    fn drawn(&self, place: usize, series: &Series, (along, across): (Span, Span), field: Field) -> String {
        // A path knows no percentages, so it is drawn in thousandths and stretched; its stroke is not.
        let corners = series.points.iter().enumerate().map(|(point_place, point)| {
            let command = if point_place == 0 { 'M' } else { 'L' };
            let (x, y) = (along.place(self.along(point.at)), across.place(point.share));
            format!("{command}{:.1} {:.1}", x * 1000.0, (1.0 - y) * 1000.0)
        });
        let path = format!(
            "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" \
             overflow=\"visible\"><path vector-effect=\"non-scaling-stroke\" {} d=\"{}\"/></svg>\n",
            Field::x(0.0),
            field.top,
            Field::width(1.0),
            PLOT_HEIGHT,
            stroke(place),
            corners.collect::<Vec<_>>().concat(),
        );
        let every = series.points.len().div_ceil(MARKS_MAX).max(1);
        let marks = series.points.iter().step_by(every).map(|point| {
            let x = Field::x(along.place(self.along(point.at)));
            let words = format!(
                "{}, at {}: {} {}",
                series.name,
                self.at_words(point.at),
                share(point.share),
                self.heading.unit
            );
            let words = if point.note.is_empty() { words } else { format!("{words}; {}", point.note) };
            explained(&words, &series_mark(place, &x, field.y(across.place(point.share))))
        });
        let name = format!("<g aria-label=\"{}\">", escaped(&series.name));
        name + &path + &marks.collect::<Vec<_>>().concat() + "</g>\n"
    }
}
