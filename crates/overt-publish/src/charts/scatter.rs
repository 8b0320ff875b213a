//! Two series against each other, a point for each country.

use std::cmp::Reverse;

use overt_analysis::series::Exclusion;

use super::frame::{Size, framed, framed_nothing};
use super::legend::{ENTRY_HEIGHT, of_marks};
use super::mark::{explained, line};
use super::measure::Measure;
use super::placing::{FLUID, Labelled, Placed, Room, Side, placed};
use super::plot::{FOOT, Field, LEFT};
use super::table::{Table, TableCell};
use super::text::{capitalised, escaped, listed_with, wrapped};
use super::{Chart, Heading, say_why};

const HEIGHT: usize = 320;
const TICKS_MAX: usize = 6;
/// How many points that nobody asked for get a label.
const LABELS_MAX: usize = 24;
/// How many names a sentence lists.
const NAMED_MAX: usize = 60;
const AXIS_LETTERS: usize = 50;
const LEGEND_LETTERS: usize = 44;

/// A shape and its colour, so that groups differ without colour, too. The fourth has to be read at the size of the first.
const SHAPES: [(&str, &str); 6] = [
    ("bar surface-line", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
    ("second surface-line", "M-4 -4H4V4H-4Z"),
    ("ink surface-line", "M0 -5L5 4H-5Z"),
    ("none accent-line thick", "M0 -4.5L4.5 0L0 4.5L-4.5 0Z"),
    ("none second-line thick", "M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5"),
    ("none ink-line thick", "M-4 0H4M0 -4V4"),
];

/// Points, each with a value on two axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scatter {
    /// What it is about; its unit is what the points are: `countries`.
    pub heading: Heading,
    /// The axis along, then the axis across.
    pub axes: [ScatterAxis; 2],
    /// What the groups are called; one or none where there is nothing to tell apart. Those after the sixth share its shape.
    pub groups: Vec<String>,
    /// The points.
    pub points: Vec<ScatterPoint>,
    /// Who is not among them.
    pub left_out: Vec<Exclusion>,
}

/// One of the two axes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScatterAxis {
    /// What lies along it.
    pub name: String,
    /// Whether equal steps are equal ratios. A value that is not above zero has no place on it, and is named in the finding.
    pub logarithmic: bool,
}

/// One point.
#[derive(Debug, Clone, PartialEq)]
pub struct ScatterPoint {
    /// Its label: `KHM`.
    pub label: String,
    /// Its values, in the order of the axes.
    pub at: [f64; 2],
    /// The place of its group.
    pub group: usize,
    /// Whether its label must be seen.
    pub named: bool,
    /// Where its values come from; may be empty.
    pub note: String,
}

/// A point that has a place.
struct Spot<'a> {
    point: &'a ScatterPoint,
    place: [f64; 2],
}

impl Scatter {
    fn measures(&self) -> [Measure; 2] {
        [0, 1].map(|axis| Measure::around(self.points.iter().map(|point| point.at[axis]), self.axes[axis].logarithmic))
    }

    /// The points that have a place, the named and then the most extreme first.
    fn spots(&self) -> Vec<Spot<'_>> {
        let measures = self.measures();
        let mut spots: Vec<Spot<'_>> = self
            .points
            .iter()
            .filter_map(|point| {
                Some(Spot { point, place: [measures[0].place(point.at[0])?, measures[1].place(point.at[1])?] })
            })
            .collect();
        let medians = [0, 1].map(|axis| {
            let mut places: Vec<f64> = spots.iter().map(|spot| spot.place[axis]).collect();
            places.sort_by(f64::total_cmp);
            places.get(places.len() / 2).copied().unwrap_or(0.5)
        });
        let far = |spot: &Spot<'_>| {
            let [x, y] = [0, 1].map(|axis| spot.place[axis] - medians[axis]);
            x * x + y * y
        };
        spots.sort_by(|one, other| {
            let named = Reverse(one.point.named).cmp(&Reverse(other.point.named));
            named.then(far(other).total_cmp(&far(one)))
        });
        spots
    }

    /// Everybody who is not drawn, by reason.
    fn absent(&self) -> Vec<(String, Vec<String>)> {
        let measures = self.measures();
        let lacks = |point: &ScatterPoint| (0..2).find(|axis| measures[*axis].place(point.at[*axis]).is_none());
        let no_place = self.points.iter().filter_map(|point| {
            let axis = &self.axes[lacks(point)?];
            Some((&point.label, self.heading.say("no-place", &[("axis", (&axis.name).into())])))
        });
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for (who, why) in
            self.left_out.iter().map(|gone| (&gone.who, say_why(self.heading.lang, &gone.why))).chain(no_place)
        {
            match reasons.iter_mut().find(|(reason, _)| *reason == why) {
                Some((_, names)) => names.push(who.clone()),
                None => reasons.push((why, vec![who.clone()])),
            }
        }
        reasons
    }

    fn legend(&self, spots: &[Spot<'_>]) -> (String, usize) {
        if self.groups.len() < 2 {
            return (String::new(), 0);
        }
        let entry = |(place, words): (usize, &String)| {
            let count = spots.iter().filter(|spot| spot.point.group == place).count();
            (shape(place), wrapped(&format!("{words} ({count})"), LEGEND_LETTERS, 1).concat())
        };
        (of_marks(self.groups.iter().enumerate().map(entry)), self.groups.len() * ENTRY_HEIGHT + 8)
    }

    fn labels(spots: &[Spot<'_>], field: Field) -> String {
        let points: Vec<Labelled<'_>> = spots
            .iter()
            .enumerate()
            .map(|(place, spot)| Labelled {
                x: LEFT + spot.place[0] * (1.0 - LEFT),
                y: field.y(spot.place[1]),
                words: if spot.point.named || place < LABELS_MAX { &spot.point.label } else { "" },
                wanted: spot.point.named,
            })
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a field is some hundred pixels high")]
        let (top, bottom) = (field.top as f64 - 8.0, field.bottom() as f64);
        let draw = |label: Placed| {
            let Labelled { y, words, .. } = points[label.point];
            let class = match label.side {
                Side::Right => "halo small",
                Side::Left => "halo small end",
                Side::Middle => "halo small middle",
            };
            let (right, down) = (label.right, label.down);
            let leader = format!("<path class=\"none ink-line\" d=\"M0 0L{right} {}\"/>", down - 3.0);
            format!(
                "<svg x=\"{}\" y=\"{y:.1}\" overflow=\"visible\">{}<text x=\"{right}\" y=\"{down}\" class=\"{class}\">{}</text></svg>\n",
                Field::x(spots[label.point].place[0]),
                if label.is_far { leader.as_str() } else { "" },
                escaped(words)
            )
        };
        placed(&points, &Room { widths: FLUID, top, bottom, taken: Vec::new() })
            .into_iter()
            .map(draw)
            .collect::<Vec<_>>()
            .concat()
    }

    /// From where to where the values on an axis go, and whose these are. Of several that are equal none is named alone.
    fn reach(&self, axis: usize) -> Option<String> {
        let by_value = |one: &&ScatterPoint, other: &&ScatterPoint| one.at[axis].total_cmp(&other.at[axis]);
        let said = |end: &ScatterPoint| {
            let who = match self.points.iter().filter(|point| by_value(point, &end).is_eq()).count() {
                1 => end.label.clone(),
                several => format!("{several} {}", self.heading.unit),
            };
            format!("{} ({who})", self.heading.figures().quantity(end.at[axis]))
        };
        let [lowest, highest] = [self.points.iter().min_by(by_value)?, self.points.iter().max_by(by_value)?].map(said);
        let parts = [
            ("axis", capitalised(&self.axes[axis].name).into()),
            ("lowest", lowest.into()),
            ("highest", highest.into()),
        ];
        Some(self.heading.say("axis-reach", &parts))
    }

    /// Names as a sentence lists them, and how many more there are.
    fn few(&self, names: &[String]) -> String {
        let more = names.len().saturating_sub(NAMED_MAX);
        if more == 0 {
            return listed_with(names, &self.heading.word("and"));
        }
        let first = names[..NAMED_MAX].join(", ");
        self.heading.say("and-more", &[("names", first.into()), ("n", more.into())])
    }

    fn group_of(&self, point: &ScatterPoint) -> &str {
        self.groups.get(point.group).map_or("", String::as_str)
    }
}

fn shape(group: usize) -> String {
    let (class, path) = SHAPES[group.min(SHAPES.len() - 1)];
    format!("<path class=\"{class}\" d=\"{path}\"/>")
}

impl Chart for Scatter {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let spots = self.spots();
        let mut sentences =
            vec![self.heading.say("are-drawn", &[("n", spots.len().into()), ("unit", (&self.heading.unit).into())])];
        if self.groups.len() > 1 {
            let count = |(place, name): (usize, &String)| {
                format!("{name} {}", spots.iter().filter(|spot| spot.point.group == place).count())
            };
            let groups = self.groups.iter().enumerate().map(count).collect::<Vec<_>>().join("; ");
            sentences.push(self.heading.say("drawn-by-group", &[("groups", groups.into())]));
        }
        sentences.extend((0..2).filter_map(|axis| self.reach(axis)));
        let absent = self.absent();
        if absent.is_empty() {
            sentences.push(self.heading.word("nobody-left-out"));
        } else {
            let count: usize = absent.iter().map(|(_, names)| names.len()).sum();
            let said = absent.iter().map(|(why, names)| {
                self.heading.say("reason-and-who", &[("why", why.into()), ("who", self.few(names).into())])
            });
            let reasons = said.collect::<Vec<_>>().join("; ");
            sentences.push(self.heading.say("drawn-without", &[("n", count.into()), ("reasons", reasons.into())]));
        }
        sentences.join(" ")
    }

    fn to_svg(&self) -> String {
        let spots = self.spots();
        if spots.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let (legend, top) = self.legend(&spots);
        let field = Field { top: top + 32, height: HEIGHT };
        let [along, across] = self.measures();
        let name = |axis: usize| {
            let ScatterAxis { name, logarithmic } = &self.axes[axis];
            let scale =
                if *logarithmic { format!(", {}", self.heading.word("scale-of-ratios")) } else { String::new() };
            wrapped(&format!("{name}{scale}"), AXIS_LETTERS, 1).concat()
        };
        let mut parts = vec![
            legend,
            line("0", field.top - 16, "small", &format!("↑ {}", name(1))),
            field.across(&across.ticks(TICKS_MAX)),
            field.along(&along.ticks(TICKS_MAX), &format!("→ {}", name(0))),
        ];
        // The most extreme come last, so that their marks lie on top.
        for Spot { point, place: [x, y] } in spots.iter().rev() {
            let words = format!(
                "{}: {} {}, {} {}. {}",
                point.label,
                self.axes[0].name,
                self.heading.figures().quantity(point.at[0]),
                self.axes[1].name,
                self.heading.figures().quantity(point.at[1]),
                self.group_of(point)
            );
            let (x, y) = (Field::x(*x), field.y(*y));
            let mark = format!("<svg x=\"{x}\" y=\"{y:.1}\" overflow=\"visible\">{}</svg>", shape(point.group));
            parts.push(explained(words.trim(), &mark));
        }
        parts.push(Self::labels(&spots, field));
        framed(&self.heading, &self.finding(), Size::Fluid { height: field.bottom() + FOOT }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let figures = self.heading.figures();
        let [point, group, details] = ["point", "group", "details"].map(|name| self.heading.word(name));
        let header = [&*point, &self.axes[0].name, &self.axes[1].name, &*group, &*details];
        Table::new(
            &self.heading.say("every-point", &[("title", (&self.heading.title).into())]),
            &header,
            self.points.iter().map(|point| {
                vec![
                    TableCell::Head(point.label.clone()),
                    TableCell::Figure(figures.quantity(point.at[0])),
                    TableCell::Figure(figures.quantity(point.at[1])),
                    TableCell::Text(self.group_of(point).to_owned()),
                    TableCell::Words(&point.note),
                ]
            }),
        )
    }
}
