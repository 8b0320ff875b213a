//! The drawing of a map of routes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Route, RouteEnd, RouteMap, RouteMark, badges, curve};
use crate::charts::Chart as _;
use crate::charts::frame::{Size, framed, framed_nothing};
use crate::charts::legend::{ENTRY_HEIGHT, of_marks};
use crate::charts::mark::explained;
use crate::charts::placing::{Labelled, Room, Side, Taken, placed};
use crate::charts::text::{capitalised, escaped, identifier, number, wrapped};
use crate::charts::world::{Area, NOTES_HEIGHT, PER_PIXEL, Point, View, notes, world};

/// The size of a map of the world and of a map of a region, in pixels.
const WORLD_WIDTH: f64 = 920.0;
const REGION: Point = (720.0, 480.0);
/// A region that is wider, in units of the map, is the world.
const REGION_MAX: f64 = 11_000.0;

/// The widest line, in tenths of a pixel. Numbers below a share of the largest have the thinnest, and the legend says which.
const WIDEST_TENTHS: u128 = 90;
const THINNEST_TENTHS: u128 = 13;
const WIDEST: f64 = 9.0;
const THINNEST: f64 = 1.3;
const LOOP_WIDEST: f64 = 5.0;
/// Half the room that names leave free around an arrow, and around the dot of a place, in pixels.
const CLEAR: f64 = 5.0;
const DOT: f64 = 3.0;
const NAME_LETTERS: usize = 24;
/// How many ends get a label even where a line must lead to it.
const WANTED_MAX: usize = 24;

impl RouteMap {
    pub(super) fn drawn(&self) -> String {
        let (routes, marks) = (self.routes(), self.marks_in_order());
        let routes: Vec<Route<'_>> = routes.into_iter().filter(Route::is_drawn).collect();
        let marks: Vec<&RouteMark> =
            marks.into_iter().filter(|mark| mark.count > 0 && mark.at.place().is_some()).collect();
        if routes.is_empty() && marks.is_empty() {
            return framed_nothing(&self.heading, &self.finding());
        }
        let ends = routes.iter().flat_map(|route| [route.from, route.to]).filter_map(RouteEnd::place);
        let view = self.view(ends.chain(marks.iter().filter_map(|mark| mark.at.place())));
        let max = routes.first().map_or(1, |route| route.count);

        let (legend, top) = self.legend(&routes, !marks.is_empty());
        let id = identifier(&self.heading.id);
        let (wide, high) = (view.width, view.height);
        let clip = format!("<clipPath id=\"{id}-map\"><rect width=\"{wide}\" height=\"{high}\"/></clipPath>");
        let (lines, clear): (Vec<String>, Vec<Vec<Point>>) =
            routes.iter().filter_map(|route| self.line(route, &view, max)).unzip();
        let map = format!(
            "<defs>{clip}{}</defs>{legend}<g transform=\"translate(0 {top})\"><g clip-path=\"url(#{id}-map)\">{}</g>\n\
             <rect class=\"none rule\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\"/>\n{}{}</g>\n",
            no_data(&id),
            land(&id, &view, &routes),
            wide - 1.0,
            high - 1.0,
            lines.concat(),
            self.ends_and_marks(&routes, &marks, &clear.concat(), &view),
        );
        let foot = top + whole(high) + 15;
        let notes = notes(&self.words.map, foot, whole(wide));
        let size = Size::Fixed { width: whole(wide), height: foot + NOTES_HEIGHT };
        framed(&self.heading, &self.finding(), size, false, &(map + &notes))
    }

    fn view(&self, points: impl Iterator<Item = Point>) -> View {
        let region = View::of_region(points, REGION).filter(|view| self.is_region && view.across() <= REGION_MAX);
        region.unwrap_or_else(|| View::of_world(world(), WORLD_WIDTH))
    }

    /// The line of a route, and what of it should not be hidden.
    fn line(&self, route: &Route<'_>, view: &View, max: u64) -> Option<(String, Vec<Point>)> {
        let (from, to) = (view.place(route.from.place()?), view.place(route.to.place()?));
        let width = line_width(route.count, max);
        let line = if route.from.key() == route.to.key() {
            curve::loop_at(from, width.min(LOOP_WIDEST))
        } else {
            curve::line(from, to, width)
        };
        let words = format!("{}: {} {}", capitalised(&route.name(&self.words)), number(route.count), self.heading.unit);
        Some((explained(&words, &line.mark), line.clear))
    }

    /// The dots of the ends, the marks with their numbers, and the names.
    fn ends_and_marks(&self, routes: &[Route<'_>], marks: &[&RouteMark], clear: &[Point], view: &View) -> String {
        let ends = ends_of(routes);
        let names: Vec<String> =
            ends.iter().map(|end| wrapped(&end.name(&self.words), NAME_LETTERS, 1).concat()).collect();
        let places: Vec<Point> = ends.iter().filter_map(|end| end.place()).map(|place| view.place(place)).collect();
        let badges = badges::placed(marks, clear, view);

        let labelled = places.iter().zip(&names).enumerate();
        let points: Vec<Labelled<'_>> = labelled
            .map(|(place, ((x, y), words))| Labelled { x: x / view.width, y: *y, words, wanted: place < WANTED_MAX })
            .collect();
        let mut taken = badges::taken(marks, &badges, view);
        let around =
            |(x, y): &Point, half: f64| Taken { x: x / view.width, y: *y, half_width: half, half_height: half };
        taken.extend(clear.iter().map(|at| around(at, CLEAR)).chain(places.iter().map(|at| around(at, DOT))));
        let room = Room { widths: [view.width; 2], top: 2.0, bottom: view.height - 2.0, taken };
        let labels = placed(&points, &room);

        // A name for which there was no room is still the title of its dot.
        let dots = places.iter().zip(&ends).map(|((x, y), end)| {
            let dot = format!("<circle class=\"ink surface-line\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{DOT}\"/>");
            explained(&end.name(&self.words), &dot)
        });
        let badges = marks.iter().zip(&badges).map(|(mark, at)| badges::badge(mark, self, *at, view));
        let labels = labels.into_iter().map(|label| {
            let (x, y) = places[label.point];
            let class = match label.side {
                Side::Right => "halo small",
                Side::Left => "halo small end",
                Side::Middle => "halo small middle",
            };
            let (right, down) = (x + label.right, y + label.down);
            let leader = format!("<path class=\"none ink-line\" d=\"M{x:.1} {y:.1}L{right:.1} {:.1}\"/>", down - 3.0);
            format!(
                "{}<text x=\"{right:.1}\" y=\"{down:.1}\" class=\"{class}\">{}</text>\n",
                if label.is_far { leader.as_str() } else { "" },
                escaped(&names[label.point])
            )
        });
        dots.chain(labels).chain(badges).collect::<Vec<_>>().concat()
    }

    fn legend(&self, routes: &[Route<'_>], has_marks: bool) -> (String, usize) {
        let mut entries = Vec::new();
        let sample = |width: f64| format!("<g transform=\"translate(-8 -4)\">{}</g>", curve::sample(width));
        if let [first, .., last] = routes {
            let unit = &self.heading.unit;
            entries.push((sample(WIDEST), format!("{} {unit}, {}", number(first.count), self.words.arrow)));
            let thin = thin_up_to(first.count).max(last.count);
            let words =
                if thin == last.count { number(thin) } else { format!("{} {}", self.words.up_to, number(thin)) };
            entries.push((sample(line_width(thin, first.count)), format!("{words} {unit}")));
        } else if let [only] = routes {
            entries.push((sample(WIDEST), format!("{} {}", number(only.count), self.heading.unit)));
        }
        if has_marks {
            entries.push((badges::drawn("n", (8.0, 0.0)), format!("{} at a place or a border", self.mark_unit)));
        }
        let swatch = format!(
            "<rect class=\"outline\" fill=\"url(#{}-none-key)\" x=\"-8\" y=\"-6\" width=\"22\" height=\"13\"/>",
            identifier(&self.heading.id)
        );
        entries.push((swatch, self.words.map.no_data_not_zero.clone()));
        let height = entries.len() * ENTRY_HEIGHT + 8;
        let entries = entries.into_iter().map(|(mark, words)| (mark, format!("\u{a0}\u{a0}\u{a0}\u{a0}{words}")));
        (of_marks(entries), height)
    }
}

#[expect(clippy::cast_precision_loss, reason = "the width of a line")]
fn line_width(count: u64, max: u64) -> f64 {
    (WIDEST * (count as f64 / max.max(1) as f64)).max(THINNEST)
}

/// Up to which number lines are as thin as they get.
fn thin_up_to(max: u64) -> u64 {
    u64::try_from(u128::from(max) * THINNEST_TENTHS / WIDEST_TENTHS).expect("a part of the largest number")
}

/// The ends of the routes, those with the most first.
fn ends_of<'a>(routes: &[Route<'a>]) -> Vec<&'a RouteEnd> {
    let mut ends: BTreeMap<String, (&RouteEnd, u64)> = BTreeMap::new();
    for (end, count) in routes.iter().flat_map(|route| [(route.from, route.count), (route.to, route.count)]) {
        let sum = &mut ends.entry(end.key()).or_insert((end, 0)).1;
        *sum = sum.saturating_add(count);
    }
    let mut ends: Vec<_> = ends.into_values().collect();
    ends.sort_by_key(|(_, count)| Reverse(*count));
    ends.into_iter().map(|(end, _)| end).collect()
}

/// Strokes where no route is known to end: in the units of the map, and in pixels for the legend.
fn no_data(id: &str) -> String {
    let pattern = |suffix: &str, scale: f64| {
        format!(
            "<pattern id=\"{id}-none{suffix}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45) scale({scale})\"><rect class=\"surface\" width=\"5\" height=\"5\"/>\
             <path class=\"rule\" stroke-width=\"1\" d=\"M0 0V5\"/></pattern>"
        )
    };
    pattern("", PER_PIXEL) + &pattern("-key", 1.0)
}

/// All land of the view; countries in which a route ends stand out.
fn land(id: &str, view: &View, routes: &[Route<'_>]) -> String {
    let is_end = |area: &Area| {
        let here = RouteEnd::Country(area.name.clone());
        area.has_code && routes.iter().any(|route| [route.from, route.to].contains(&&here))
    };
    let paths = |kept: &dyn Fn(&Area) -> bool| {
        let areas = world().areas().iter().filter(|area| kept(area));
        areas.map(|area| view.path(world(), area)).collect::<Vec<_>>().concat()
    };
    format!(
        "<g class=\"outline\" stroke-width=\"2\" transform=\"scale({})\">\
         <path fill=\"url(#{id}-none)\" d=\"{}\"/>\n<path class=\"panel\" stroke-dasharray=\"6 4\" d=\"{}\"/>\n\
         <path class=\"shade-0\" d=\"{}\"/></g>",
        1.0 / PER_PIXEL,
        paths(&|area| area.has_code && !is_end(area)),
        paths(&|area| !area.has_code),
        paths(&is_end),
    )
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a map is some hundred pixels high")]
fn whole(pixels: f64) -> usize {
    pixels as usize
}
