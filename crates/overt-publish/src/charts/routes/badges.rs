//! How often something happened at a place, as a number in a box.

use super::{MarkPlace, RouteMap, RouteMark};
use crate::charts::mark::explained;
use crate::charts::placing::Taken;
use crate::charts::text::{capitalised, number, width};
use crate::charts::world::{Point, View, apart};

const HEIGHT: f64 = 15.0;
/// How far apart two boxes one above the other are, with some room for their corners.
const DISTANCE: f64 = 21.0;
/// How far from the dot of its place a box lies.
const BESIDE: f64 = 15.0;

/// The box of a mark. A line leads from it to its place.
pub(super) fn badge(mark: &RouteMark, map: &RouteMap, (x, y): Point, view: &View) -> String {
    let name = capitalised(&mark.at.name(&map.words));
    let words = format!("{name}: {} {}. {}", number(mark.count), map.mark_unit, mark.note);
    let leader = mark.at.place().map_or_else(String::new, |place| {
        let place = view.place(place);
        format!("<path class=\"none second-line\" d=\"M{:.1} {:.1}L{x:.1} {y:.1}\"/>", place.0, place.1)
    });
    explained(words.trim_end_matches(['.', ' ']), &(leader + &drawn(&number(mark.count), (x, y))))
}

/// A box with digits around a point.
pub(super) fn drawn(digits: &str, (x, y): Point) -> String {
    let wide = wide(digits);
    format!(
        "<rect class=\"second surface-line\" x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" height=\"{HEIGHT}\" rx=\"3\"/>\
         <text class=\"on-bar code small middle\" x=\"{x:.1}\" y=\"{:.1}\">{digits}</text>",
        x - wide / 2.0,
        y - HEIGHT / 2.0,
        y + 4.0
    )
}

#[expect(clippy::cast_precision_loss, reason = "a number has few digits")]
fn wide(digits: &str) -> f64 {
    (width(digits, 12) as f64 + 8.0).max(HEIGHT + 2.0)
}

/// Where the boxes lie: beside the dot of their place, where no arrow is if there is such a side, and none upon another.
pub(super) fn placed(marks: &[&RouteMark], clear: &[Point], view: &View) -> Vec<Point> {
    let widest = marks.iter().map(|mark| wide(&number(mark.count)) + 2.0).fold(0.0, f64::max);
    let kept =
        |(x, y): Point| (x.clamp(widest / 2.0, view.width - widest / 2.0), y.clamp(HEIGHT, view.height - HEIGHT));
    let place = |mark: &&RouteMark| {
        let (x, y) = view.place(mark.at.place()?);
        if matches!(mark.at, MarkPlace::Crossing(..)) {
            return Some((x, y));
        }
        let half = wide(&number(mark.count)) / 2.0;
        let aside = half + BESIDE / 2.0;
        let sides = [(0.0, BESIDE), (0.0, -BESIDE), (-aside, 0.0), (aside, 0.0)];
        let hides = |(right, down): &Point| {
            clear.iter().any(|arrow| {
                (arrow.0 - x - right).abs() < half + 5.0 && (arrow.1 - y - down).abs() < HEIGHT / 2.0 + 5.0
            })
        };
        let (right, down) = sides.into_iter().find(|side| !hides(side)).unwrap_or(sides[0]);
        Some((x + right, y + down))
    };
    // They are wider than high, so distances along count less.
    let narrower = DISTANCE / widest.max(DISTANCE);
    let places = marks.iter().filter_map(place).map(kept).map(|(x, y)| (x * narrower, y)).collect();
    apart(places, DISTANCE).into_iter().map(|(x, y)| kept((x / narrower, y))).collect()
}

/// What the boxes cover.
pub(super) fn taken(marks: &[&RouteMark], places: &[Point], view: &View) -> Vec<Taken> {
    let taken = |(mark, (x, y)): (&&RouteMark, &Point)| Taken {
        x: x / view.width,
        y: *y,
        half_width: wide(&number(mark.count)) / 2.0,
        half_height: HEIGHT / 2.0,
    };
    marks.iter().zip(places).map(taken).collect()
}
