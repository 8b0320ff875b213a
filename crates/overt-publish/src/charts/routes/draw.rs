//! The drawing of a map of routes.

use std::collections::BTreeMap;

use super::{Route, RouteEnd, RouteMap, RouteMark, curve};
use crate::charts::Chart as _;
use crate::charts::frame::{Size, framed, framed_nothing};
use crate::charts::legend::{ENTRY_HEIGHT, of_marks};
use crate::charts::mark::explained;
use crate::charts::placing::{Labelled, Side, placed};
use crate::charts::text::{capitalised, escaped, identifier, number, width, wrapped};
use crate::charts::world::{Area, NOTES_HEIGHT, PER_PIXEL, Point, View, apart, notes, world};

/// The size of a map of the world and of a map of a region, in pixels.
const WORLD_WIDTH: f64 = 920.0;
const REGION: Point = (720.0, 480.0);
/// A region that is wider, in units of the map, is the world.
const REGION_MAX: f64 = 11_000.0;

/// The widest line. Numbers below a share of the largest have the thinnest, which is said.
const WIDEST: f64 = 9.0;
const THINNEST: f64 = 1.3;
const LOOP_WIDEST: f64 = 5.0;
const NAME_LETTERS: usize = 24;
/// How many ends get a label even where a line must lead to it.
const WANTED_MAX: usize = 12;
const BADGE_HEIGHT: f64 = 15.0;
/// How far apart two marks one above the other are, with some room for their corners.
const BADGE_DISTANCE: f64 = 21.0;
/// How far below the dot of its place a mark lies.
const BADGE_BELOW: f64 = 14.0;

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
        let lines = routes.iter().map(|route| self.line(route, &view, max)).collect::<Vec<_>>().concat();
        let map = format!(
            "<defs>{clip}</defs>{legend}<g transform=\"translate(0 {top})\"><g clip-path=\"url(#{id}-map)\">{}</g>\n\
             <rect class=\"none rule\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\"/>\n{lines}{}</g>\n",
            land(&view, &routes),
            wide - 1.0,
            high - 1.0,
            self.ends_and_marks(&routes, &marks, &view),
        );
        let foot = top + whole(high) + 15;
        let notes = notes(foot, whole(wide));
        let size = Size::Fixed { width: whole(wide), height: foot + NOTES_HEIGHT };
        framed(&self.heading, &self.finding(), size, false, &(map + &notes))
    }

    fn view(&self, points: impl Iterator<Item = Point>) -> View {
        let region = View::of_region(points, REGION).filter(|view| self.is_region && view.across() <= REGION_MAX);
        region.unwrap_or_else(|| View::of_world(world(), WORLD_WIDTH))
    }

    fn line(&self, route: &Route<'_>, view: &View, max: u64) -> String {
        let [Some(from), Some(to)] = [route.from, route.to].map(RouteEnd::place) else { return String::new() };
        let (from, to) = (view.place(from), view.place(to));
        let width = line_width(route.count, max);
        let mark = if route.from.key() == route.to.key() {
            curve::loop_at(from, width.min(LOOP_WIDEST))
        } else {
            curve::line(from, to, width)
        };
        explained(&format!("{}: {} {}", capitalised(&route.name()), number(route.count), self.heading.unit), &mark)
    }

    /// The dots of the ends, the marks with their numbers, and the names.
    fn ends_and_marks(&self, routes: &[Route<'_>], marks: &[&RouteMark], view: &View) -> String {
        let mut ends: BTreeMap<String, (&RouteEnd, u64)> = BTreeMap::new();
        for (end, count) in routes.iter().flat_map(|route| [(route.from, route.count), (route.to, route.count)]) {
            let sum = &mut ends.entry(end.key()).or_insert((end, 0)).1;
            *sum = sum.saturating_add(count);
        }
        let mut ends: Vec<_> = ends.into_values().collect();
        ends.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let names: Vec<String> = ends.iter().map(|(end, _)| wrapped(&end.name(), NAME_LETTERS, 1).concat()).collect();
        let places: Vec<Point> =
            ends.iter().filter_map(|(end, _)| end.place()).map(|place| view.place(place)).collect();
        let badges = badges(marks, view);

        let label = |(place, (at, words)): (usize, (&Point, &String))| (*at, words.clone(), place < WANTED_MAX);
        let mut points: Vec<(Point, String, bool)> = places.iter().zip(&names).enumerate().map(label).collect();
        points.extend(
            badges.iter().flat_map(|(x, y)| [-8.0, 0.0, 8.0].map(|aside| ((x + aside, *y), String::new(), false))),
        );
        let points: Vec<Labelled<'_>> = points
            .iter()
            .map(|((x, y), words, wanted)| Labelled { x: x / view.width, y: *y, words, wanted: *wanted })
            .collect();
        let labels = placed(&points, [view.width; 2], 2.0, view.height - 2.0);

        let dots = places
            .iter()
            .map(|(x, y)| format!("<circle class=\"ink surface-line\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"));
        let badges = marks.iter().zip(&badges).map(|(mark, at)| self.badge(mark, *at, view));
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

    fn badge(&self, mark: &RouteMark, (x, y): Point, view: &View) -> String {
        let words =
            format!("{}: {} {}. {}", capitalised(&mark.at.name()), number(mark.count), self.mark_unit, mark.note);
        let digits = number(mark.count);
        // A line leads to the place from a mark that had to make room for others.
        let leader = mark.at.place().map_or_else(String::new, |place| {
            let place = view.place(place);
            format!("<path class=\"none second-line\" d=\"M{:.1} {:.1}L{x:.1} {y:.1}\"/>", place.0, place.1)
        });
        explained(words.trim_end_matches(['.', ' ']), &(leader + &badge_of(&digits, (x, y))))
    }

    fn legend(&self, routes: &[Route<'_>], has_marks: bool) -> (String, usize) {
        let mut entries = Vec::new();
        let sample = |width: f64| format!("<g transform=\"translate(-8 -4)\">{}</g>", curve::sample(width));
        if let [first, .., last] = routes {
            let at_least = THINNEST / WIDEST;
            let unit = &self.heading.unit;
            entries.push((
                sample(WIDEST),
                format!("{} {unit}, from where to where the arrow points", number(first.count)),
            ));
            entries.push((
                sample(line_width(last.count, first.count)),
                format!(
                    "{} {unit}; no line is thinner than {:.0}\u{a0}% of the widest",
                    number(last.count),
                    at_least * 100.0
                ),
            ));
        } else if let [only] = routes {
            entries.push((sample(WIDEST), format!("{} {}", number(only.count), self.heading.unit)));
        }
        if has_marks {
            entries
                .push((badge_of("n", (8.0, 0.0)), format!("{} at a place, or where countries meet", self.mark_unit)));
        }
        let height = entries.len() * ENTRY_HEIGHT + 8;
        let entries = entries.into_iter().map(|(mark, words)| (mark, format!("\u{a0}\u{a0}\u{a0}\u{a0}{words}")));
        (of_marks(entries), height)
    }
}

fn badge_of(digits: &str, (x, y): Point) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a number has few digits")]
    let wide = (width(digits, 12) as f64 + 8.0).max(BADGE_HEIGHT + 2.0);
    format!(
        "<rect class=\"second surface-line\" x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{BADGE_HEIGHT}\" rx=\"3\"/>\
         <text class=\"on-bar code small middle\" x=\"{x:.1}\" y=\"{:.1}\">{digits}</text>",
        x - wide / 2.0,
        y - BADGE_HEIGHT / 2.0,
        y + 4.0
    )
}

/// Where the marks lie: those of an end below its dot, and none upon another.
fn badges(marks: &[&RouteMark], view: &View) -> Vec<Point> {
    let place = |mark: &&RouteMark| {
        let (x, y) = view.place(mark.at.place()?);
        let below = if matches!(mark.at, super::MarkPlace::At(_)) { BADGE_BELOW } else { 0.0 };
        Some((x, y + below))
    };
    let widest = marks.iter().map(|mark| width(&number(mark.count), 12) + 10).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "a number has few digits")]
    let widest = (widest as f64).max(BADGE_HEIGHT + 4.0);
    let kept = |(x, y): Point| {
        (x.clamp(widest / 2.0, view.width - widest / 2.0), y.clamp(BADGE_HEIGHT, view.height - BADGE_HEIGHT))
    };
    // They are wider than high, so distances along count less.
    let narrower = BADGE_DISTANCE / widest;
    let places = marks.iter().filter_map(place).map(kept).map(|(x, y)| (x * narrower, y)).collect();
    apart(places, BADGE_DISTANCE).into_iter().map(|(x, y)| kept((x / narrower, y))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "the width of a line")]
fn line_width(count: u64, max: u64) -> f64 {
    (WIDEST * (count as f64 / max.max(1) as f64)).max(THINNEST)
}

/// All land of the view; countries in which a route ends stand out.
fn land(view: &View, routes: &[Route<'_>]) -> String {
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
         <path class=\"panel\" d=\"{}\"/>\n<path class=\"panel\" stroke-dasharray=\"6 4\" d=\"{}\"/>\n\
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
