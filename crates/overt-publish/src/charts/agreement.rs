//! Two counts of each of many things, one along and one up: what lies on the line was counted alike.

use std::collections::BTreeMap;

use super::frame::{Size, framed, framed_nothing};
use super::legend::{ENTRY_HEIGHT, of_marks};
use super::mark::{explained, line, series_mark};
use super::odds::log2;
use super::plot::{FOOT, Field, PLOT_HEIGHT, Tick};
use super::table::{Table, TableCell};
use super::text::{capitalised, number};
use super::{Category, Chart, Heading};

/// Counts along the axes; those that are not larger than any count are drawn.
const TICKS: [u64; 10] = [0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
/// How much longer the axes are than the largest count needs.
const ROOM: f64 = 1.03;
/// Things at one place that its words name.
const NAMED_MAX: usize = 3;

/// Two counts of each of many things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What it is about; its unit is what both counts count.
    pub heading: Heading,
    /// What the points are: `Combination`.
    pub point_name: String,
    /// What is counted along: `real records`.
    pub along_name: String,
    /// What is counted up: `synthetic records`.
    pub up_name: String,
    /// What is told apart by the marks: `Support`.
    pub kind_name: String,
    /// At most three kinds of points, each with a mark of its own.
    pub kinds: Vec<String>,
    /// The points, in the order in which the table lists them.
    pub points: Vec<AgreementPoint>,
}

/// A thing that was counted twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreementPoint {
    /// What was counted.
    pub category: Category,
    /// The count along.
    pub along: u64,
    /// The count up.
    pub up: u64,
    /// Place of its kind, from 0.
    pub kind: usize,
    /// What is known of it besides; may be empty.
    pub note: String,
}

impl Agreement {
    fn max(&self) -> u64 {
        self.points.iter().map(|point| point.along.max(point.up)).max().unwrap_or(0).max(1)
    }

    fn counts(&self, point: &AgreementPoint) -> String {
        format!("{} {}, {} {}", number(point.along), self.along_name, number(point.up), self.up_name)
    }

    /// How many points there are of each kind that there is.
    fn kinds_there(&self) -> Vec<(usize, String, u64)> {
        let kinds = self.kinds.iter().enumerate().map(|(kind, name)| {
            let points = self.points.iter().filter(|point| point.kind == kind).count();
            (kind, name.clone(), points as u64)
        });
        kinds.filter(|(_, _, points)| *points > 0).collect()
    }
}

/// Where a count lies, from 0 to 1. Each doubling takes about as much room, and there is room for none. After the largest a
/// little room is left, so that its mark is whole.
#[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than fifteen digits")]
fn place(count: u64, max: u64) -> f64 {
    let doublings = |count: u64| log2(count as f64 + 1.0);
    doublings(count) / (doublings(max) * ROOM)
}

impl Chart for Agreement {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        let Some(largest) = self.points.iter().max_by_key(|point| (point.along.abs_diff(point.up), point.along)) else {
            return "There are no values.".to_owned();
        };
        let kinds = self.kinds_there().into_iter().map(|(_, name, points)| format!("{} {name}", number(points)));
        let kinds = kinds.collect::<Vec<_>>().join("; ");
        let exact = self.points.iter().filter(|point| point.along == point.up).count();
        if exact == self.points.len() {
            return format!("{kinds}. All are counted alike.");
        }
        format!(
            "{kinds}. {} of {} lie on the line. The largest difference: {} ({}).",
            number(exact as u64),
            number(self.points.len() as u64),
            largest.category.name(),
            self.counts(largest),
        )
    }

    fn to_svg(&self) -> String {
        if self.points.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let max = self.max();
        let kinds = self.kinds_there();
        let field = Field { top: (kinds.len() + 1) * ENTRY_HEIGHT + 44, height: PLOT_HEIGHT };
        let mut parts = Vec::new();
        let told = kinds
            .iter()
            .map(|(kind, name, points)| (series_mark(*kind, "0", 0.0), format!("{name} ({})", number(*points))));
        let alike =
            ("<path class=\"outline\" d=\"M-8 0H8\"/>".to_owned(), "on this line both counts are the same".to_owned());
        parts.push(of_marks(told.chain([alike])));
        parts.push(line("0", field.top - 24, "small", &capitalised(&self.up_name)));
        let ticks: Vec<_> = TICKS
            .into_iter()
            .filter(|tick| *tick <= max)
            .map(|tick| Tick { place: place(tick, max), words: number(tick) })
            .collect();
        parts.push(field.across(&ticks));
        parts.push(field.along(&ticks, &capitalised(&self.along_name)));
        let (top, bottom, left) = (field.top, field.bottom(), Field::x(0.0));
        parts.push(format!("<line class=\"outline\" x1=\"{left}\" y1=\"{bottom}\" x2=\"100%\" y2=\"{top}\"/>\n"));

        let mut places: BTreeMap<(usize, u64, u64), Vec<&AgreementPoint>> = BTreeMap::new();
        for point in &self.points {
            places.entry((point.kind, point.along, point.up)).or_default().push(point);
        }
        for ((kind, along, up), points) in places {
            let mut named: Vec<_> = points.iter().take(NAMED_MAX).map(|point| point.category.name()).collect();
            if points.len() > NAMED_MAX {
                named.push(format!("{} more", number((points.len() - NAMED_MAX) as u64)));
            }
            let kind_name = self.kinds.get(kind).map_or("", String::as_str);
            let words = format!("{}: {}; {kind_name}", named.join("; "), self.counts(points[0]));
            let mark = series_mark(kind, &Field::x(place(along, max)), field.y(place(up, max)));
            parts.push(explained(&words, &mark));
        }
        let height = field.bottom() + FOOT;
        framed(&self.heading, &self.finding(), Size::Fluid { height }, false, &parts.concat())
    }

    fn numbers(&self) -> Table<'_> {
        let header = [&self.point_name, &self.along_name, &self.up_name, &self.kind_name, "Details"];
        Table::new(
            &self.heading.title,
            &header,
            self.points.iter().map(|point| {
                vec![
                    TableCell::Head(point.category.name()),
                    TableCell::Number(point.along),
                    TableCell::Number(point.up),
                    TableCell::Text(self.kinds.get(point.kind).cloned().unwrap_or_default()),
                    TableCell::Words(&point.note),
                ]
            }),
        )
    }
}
