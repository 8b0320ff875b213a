//! One question asked in every way that could be defended, as a specification curve (Simonsohn, Simmons and Nelson 2020).

use overt_analysis::fragility::{Choice, Multiverse, Specification};
use overt_model::Text;

use super::frame::{Size, framed, framed_nothing};
use super::legend::{self, ENTRY_HEIGHT, Entry};
use super::mark::{explained, line};
use super::of_kernels::{CHOICES, COUNTRIES, option_name};
use super::plot::{Field, PLOT_HEIGHT, Tick};
use super::span::Span;
use super::table::{Table, TableCell};
use super::text::{capitalised, number, wrapped};
use super::{Chart, Heading};
use crate::report::say_of_kernel;

/// About as many columns as a screen has pixels for the curve.
const COLUMNS_MAX: usize = 600;
/// Parts of the curve whose choices are shown.
const PARTS_MAX: usize = 40;
/// Parts of the curve in the table.
const ROWS_MAX: usize = 20;
const LABEL_LETTERS: usize = 42;
const STRIP: usize = 9;
const ROW: usize = 28;
/// The names of the words for how often a part of the curve has an option, and their shades. A part without it stays empty.
const OFTEN: [(&str, &str); 3] = [("shade-1", "rarer"), ("shade-3", "as-often"), ("shade-5", "more-often")];
/// An option is about as often in a part as in all if the ratio lies between these.
const ABOUT: [f64; 2] = [0.75, 4.0 / 3.0];

/// All specifications of a multiverse by their estimate, with their intervals and choices.
#[derive(Debug, Clone, PartialEq)]
pub struct SpecificationCurve<'a> {
    /// What it is about; its unit is what is estimated: `correlation`.
    pub heading: Heading,
    /// The specifications, the lowest estimate first, as the kernel gives them.
    pub multiverse: &'a Multiverse,
    /// What the choices of countries are called, in their order; where there are none, they have the labels of the kernel.
    pub countries: &'a [Text],
}

/// Neighbours on the curve, and all that they reach.
#[derive(Debug, Clone, PartialEq)]
struct Part<'a> {
    /// How many come before.
    before: usize,
    /// The specifications, never none.
    all: Vec<&'a Specification>,
    /// The lowest end of an interval.
    low: f64,
    /// The lowest estimate.
    lowest: f64,
    /// The highest estimate.
    highest: f64,
    /// The highest end of an interval.
    high: f64,
}

/// The specifications in at most so many parts of nearly the same size. Every one is in a part, and nothing that it reaches is lost.
fn parts(all: &[Specification], parts_max: usize) -> Vec<Part<'_>> {
    let count = all.len().min(parts_max);
    let start = |part: usize| part * all.len() / count;
    (0..count).map(|part| Part::of(start(part), all[start(part)..start(part + 1)].iter().collect())).collect()
}

impl<'a> Part<'a> {
    fn of(before: usize, all: Vec<&'a Specification>) -> Self {
        let [low, lowest] = [|one: &Specification| one.estimate.low, |one: &Specification| one.estimate.value]
            .map(|of| all.iter().copied().map(of).fold(f64::INFINITY, f64::min));
        let [high, highest] = [|one: &Specification| one.estimate.high, |one: &Specification| one.estimate.value]
            .map(|of| all.iter().copied().map(of).fold(f64::NEG_INFINITY, f64::max));
        Self { before, all, low, lowest, highest, high }
    }

    /// How many of its specifications have an option.
    fn having(&self, choice: usize, option: usize) -> usize {
        self.all.iter().filter(|one| one.options[choice] == option).count()
    }

    fn figures(&self, heading: &Heading, median: f64) -> Vec<TableCell<'static>> {
        let figures = heading.figures();
        let clear = self.all.iter().filter(|one| one.estimate.low > 0.0 || one.estimate.high < 0.0).count();
        let ends = [self.low, self.lowest, median, self.highest, self.high];
        let mut cells = vec![TableCell::Number(self.all.len() as u64)];
        cells.extend(ends.map(|end| TableCell::Figure(figures.coefficient(end))));
        cells.push(TableCell::Figure(figures.share(ratio(clear, self.all.len()))));
        cells
    }
}

#[expect(clippy::cast_precision_loss, reason = "specifications are far fewer than 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl SpecificationCurve<'_> {
    fn all(&self) -> &[Specification] {
        &self.multiverse.specifications
    }

    /// The choices that were made in more than one way, with their places.
    fn open_choices(&self) -> impl Iterator<Item = (usize, &Choice)> {
        self.multiverse.choices.iter().enumerate().filter(|(_, choice)| choice.options.len() > 1)
    }

    fn choice(&self, choice: usize) -> String {
        say_of_kernel(self.multiverse.choices[choice].name, self.heading.lang, CHOICES[choice], &[])
    }

    fn option(&self, choice: usize, option: usize) -> String {
        let countries = (choice == COUNTRIES).then(|| self.countries.get(option)).flatten();
        countries.map_or_else(
            || option_name(self.heading.lang, &self.multiverse.choices[choice].options[option]),
            |countries| countries.get(self.heading.lang).to_owned(),
        )
    }

    /// The curve: a band from end to end of the intervals, and the estimates in it.
    fn curve(&self, field: Field, span: Span) -> String {
        let columns = parts(self.all(), COLUMNS_MAX);
        let height = |value: f64| field.y(span.place(value)) - field.y(1.0);
        let outline = |top: fn(&Part<'_>) -> f64, bottom: fn(&Part<'_>) -> f64| {
            let there = columns.iter().enumerate().map(|(x, part)| format!("V{:.1}H{}", height(top(part)), x + 1));
            let back = columns.iter().enumerate().rev().map(|(x, part)| format!("V{:.1}H{x}", height(bottom(part))));
            format!("M0 {:.1}{}Z", height(top(&columns[0])), there.chain(back).collect::<Vec<_>>().concat())
        };
        format!(
            "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\">\
             <path class=\"shade-1\" d=\"{}\"/><path class=\"ink ink-line even\" d=\"{}\"/></svg>\n",
            Field::x(0.0),
            field.top,
            Field::width(1.0),
            field.height,
            columns.len(),
            field.height,
            outline(|part| part.high, |part| part.low),
            outline(|part| part.highest, |part| part.lowest),
        )
    }

    /// A row for each option: where along the curve it is, and how often.
    fn options(&self, top: usize) -> (String, usize) {
        let along = parts(self.all(), PARTS_MAX);
        let mut drawn = Vec::new();
        let mut y = top;
        for (choice, of) in self.open_choices() {
            drawn.push(line("0", y + 12, "code", &capitalised(&self.choice(choice))));
            drawn.push(line("100%", y + 12, "small muted end", &self.heading.word("median")));
            y += 18;
            for option in 0..of.options.len() {
                let label = self.option(choice, option);
                let count: usize = along.iter().map(|part| part.having(choice, option)).sum();
                let median = self.median_with(choice, option);
                let at_end = median
                    .map_or_else(|| self.heading.word("none"), |median| self.heading.figures().coefficient(median));
                let mut paths = [const { Vec::new() }; OFTEN.len()];
                for (x, part) in along.iter().enumerate() {
                    let here = part.having(choice, option);
                    let expected = ratio(count, self.all().len());
                    if here > 0 {
                        let often = ratio(here, part.all.len()) / expected;
                        paths[ABOUT.iter().filter(|limit| often > **limit).count()].push(format!("M{x} 0h1v1h-1Z"));
                    }
                }
                let paths = paths.iter().zip(OFTEN).filter(|(path, _)| !path.is_empty());
                let paths =
                    paths.map(|(path, (class, _))| format!("<path class=\"{class}\" d=\"{}\"/>", path.concat()));
                let strip = format!(
                    "{}{}<rect class=\"panel\" x=\"{left}\" y=\"{strip}\" width=\"{width}\" height=\"{STRIP}\"/>\
                     <svg x=\"{left}\" y=\"{strip}\" width=\"{width}\" height=\"{STRIP}\" viewBox=\"0 0 {} 1\" \
                     preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\">{}</svg>",
                    line("0", y + 11, "small", &wrapped(&label, LABEL_LETTERS, 1).concat()),
                    line("100%", y + 11, "small muted end", &at_end),
                    along.len(),
                    paths.collect::<Vec<_>>().concat(),
                    left = Field::x(0.0),
                    width = Field::width(1.0),
                    strip = y + 15,
                );
                let parts = [("option", label.into()), ("n", count.into()), ("median", at_end.into())];
                drawn.push(explained(&self.heading.say("option-summary", &parts), &strip));
                y += ROW;
            }
            y += 6;
        }
        (drawn.concat(), y)
    }

    fn median_with(&self, choice: usize, option: usize) -> Option<f64> {
        let found = self.multiverse.options.iter().find(|one| one.choice == choice && one.option == option);
        found.map(|one| one.median)
    }
}

impl Chart for SpecificationCurve<'_> {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let all = self.all();
        let [Some(first), Some(last)] = [all.first(), all.last()] else {
            return self.heading.word("no-specification");
        };
        let Multiverse { below, above, median, refused, repeated, .. } = self.multiverse;
        let figures = self.heading.figures();
        let of = |count: usize| format!("{} ({})", number(count as u64), figures.share(ratio(count, all.len())));
        let negative = all.iter().filter(|one| one.estimate.value < 0.0).count();
        let positive = all.iter().filter(|one| one.estimate.value > 0.0).count();
        let parts = [
            ("n", all.len().into()),
            ("median", figures.coefficient(*median).into()),
            ("first", figures.coefficient(first.estimate.value).into()),
            ("last", figures.coefficient(last.estimate.value).into()),
            ("negative", of(negative).into()),
            ("positive", of(positive).into()),
            ("clear", of(below + above).into()),
            ("below", of(*below).into()),
            ("above", of(*above).into()),
            ("refused", refused.len().into()),
            ("repeated", (*repeated).into()),
        ];
        self.heading.say("specifications-finding", &parts)
    }

    fn to_svg(&self) -> String {
        if self.all().is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let ends = self.all().iter().flat_map(|one| [one.estimate.low, one.estimate.high]);
        let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        let span = Span::new((low - 0.05).max(-1.0), (high + 0.05).min(1.0));
        let entry = |(class, words): (&str, &str)| Entry {
            paint: format!("class=\"{class}\""),
            words: self.heading.word(words),
        };
        let first = [("ink", "estimates"), ("shade-1", "their-intervals")].map(entry);
        let field = Field { top: ENTRY_HEIGHT + 34, height: PLOT_HEIGHT };
        let tick = |tick: f64| Tick { place: span.place(tick), words: self.heading.figures().quantity(tick) };
        let ticks: Vec<_> = span.ticks(6.0).into_iter().map(tick).collect();
        let zero = field.y(span.place(0.0));
        let y = field.bottom() + 16;
        let second: Vec<_> = OFTEN.map(entry).into_iter().chain([entry(("panel", "none-here"))]).collect();
        let (options, bottom) = self.options(y + 2 * ENTRY_HEIGHT + 30);
        let body = [
            legend::two_columns(&first),
            line("0", field.top - 14, "small", &format!("↑ {}", capitalised(&self.heading.unit))),
            field.across(&ticks),
            self.curve(field, span),
            format!("<line class=\"ink-line dashed\" x1=\"0\" y1=\"{zero:.1}\" x2=\"100%\" y2=\"{zero:.1}\"/>\n"),
            line("0", y, "small", &format!("→ {}", self.heading.word("lowest-first"))),
            format!("<svg y=\"{}\" overflow=\"visible\">{}</svg>\n", y + 12, legend::two_columns(&second)),
            options,
        ];
        framed(&self.heading, &self.finding(), Size::Fluid { height: bottom }, false, &body.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let header = [
            "specifications",
            "number",
            "lowest-end",
            "lowest",
            "median",
            "highest",
            "highest-end",
            "intervals-without-zero",
        ]
        .map(|name| self.heading.word(name));
        let mut rows = Vec::new();
        for part in parts(self.all(), ROWS_MAX) {
            let parts = [("low", (part.before + 1).into()), ("high", (part.before + part.all.len()).into())];
            // They are in order, so the one in the middle has the median of an odd number, and the lower middle of an even one.
            let median = part.all[(part.all.len() - 1) / 2].estimate.value;
            rows.push((self.heading.say("in-order", &parts), part.figures(&self.heading, median)));
        }
        for summary in &self.multiverse.options {
            let with = self.all().iter().filter(|one| one.options[summary.choice] == summary.option).collect();
            let name = [self.choice(summary.choice), self.option(summary.choice, summary.option)];
            let name = format!("{}: {}", capitalised(&name[0]), name[1]);
            rows.push((name, Part::of(0, with).figures(&self.heading, summary.median)));
        }
        let row = |(name, cells): (String, Vec<TableCell<'static>>)| {
            std::iter::once(TableCell::Head(name)).chain(cells).collect::<Vec<_>>()
        };
        Table::new(
            &self.heading.say("all-specifications", &[("title", (&self.heading.title).into())]),
            &header.each_ref().map(String::as_str),
            rows.into_iter().map(row),
        )
    }
}

#[cfg(test)]
mod tests {
    use overt_analysis::associate::Estimate;
    use proptest::prelude::*;

    use super::*;

    fn specification(value: f64, reach: f64) -> Specification {
        let estimate = Estimate { value, low: value - reach, high: value + reach, p: 0.5 };
        Specification { options: [0; 7], n: 10, estimate, left_out: Vec::new() }
    }

    proptest! {
        #[test]
        fn thinning_loses_no_specification_and_no_extreme(
            values in prop::collection::vec((-1.0..1.0_f64, 0.0..1.0_f64), 1..3_000),
            parts_max in 1..700_usize,
        ) {
            let mut all: Vec<_> = values.iter().map(|&(value, reach)| specification(value, reach)).collect();
            all.sort_by(|one, other| one.estimate.value.total_cmp(&other.estimate.value));
            let thinned = parts(&all, parts_max);
            prop_assert!(thinned.len() <= parts_max);
            let back: Vec<_> = thinned.iter().flat_map(|part| &part.all).copied().cloned().collect();
            prop_assert_eq!(&back, &all);
            for part in &thinned {
                for one in &part.all {
                    let Estimate { value, low, high, .. } = one.estimate;
                    prop_assert!(part.low <= low && high <= part.high && part.lowest <= value && value <= part.highest);
                }
                // Each limit is one that a specification has.
                prop_assert!(part.all.iter().any(|one| one.estimate.low.total_cmp(&part.low).is_eq()));
                prop_assert!(part.all.iter().any(|one| one.estimate.high.total_cmp(&part.high).is_eq()));
            }
        }
    }
}
