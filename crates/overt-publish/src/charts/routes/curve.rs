//! A line with an arrow at its end. It bends to the left of where it goes, so that there and back are two lines.

use crate::charts::world::Point;

/// How far a line bends away from the straight one, as a share of its length.
const BEND: f64 = 0.16;
/// Room between the arrow and the dot of the place.
const GAP: f64 = 4.0;

/// A line with its arrow, drawn.
pub(super) struct Line {
    pub(super) mark: String,
    /// The middle of the arrow, and of the loop: no name or number should hide them.
    pub(super) clear: Vec<Point>,
}

/// A line of this width from one place to another, in pixels.
pub(super) fn line(from: Point, to: Point, width: f64) -> Line {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let control = (f64::midpoint(from.0, to.0) + y * BEND, f64::midpoint(from.1, to.1) - x * BEND);
    let (point, direction) = before(to, control, GAP);
    drawn(&format!("M{}Q{} ", pair(from), pair(control)), point, direction, width)
}

/// A short straight line, for the legend.
pub(super) fn sample(width: f64) -> String {
    drawn("M0 4L", (34.0, 4.0), (1.0, 0.0), width).mark
}

/// A loop above a place, for what stays within it.
pub(super) fn loop_at((x, y): Point, width: f64) -> Line {
    let (left, right) = ((x - 20.0, y - 30.0), (x + 20.0, y - 30.0));
    let (point, direction) = before((x, y), right, GAP);
    let mut line = drawn(&format!("M{}C{} {} ", pair((x, y)), pair(left), pair(right)), point, direction, width);
    line.clear.push((x, y - 19.0));
    line
}

/// The point so far before the end, and the direction in which the line comes there from its last control point.
fn before(end: Point, control: Point, gap: f64) -> (Point, Point) {
    let (x, y) = (end.0 - control.0, end.1 - control.1);
    let length = (x * x + y * y).sqrt().max(0.1);
    let direction = (x / length, y / length);
    ((end.0 - direction.0 * gap, end.1 - direction.1 * gap), direction)
}

/// The line up to the foot of the arrow, and the arrow.
fn drawn(path: &str, point: Point, direction: Point, width: f64) -> Line {
    let (long, half) = (width * 1.1 + 5.0, width * 0.7 + 3.0);
    let foot = (point.0 - direction.0 * long, point.1 - direction.1 * long);
    // The line goes a little way into the arrow, so that no seam is seen.
    let end = (foot.0 + direction.0, foot.1 + direction.1);
    let side = (-direction.1 * half, direction.0 * half);
    let mark = format!(
        "<path class=\"none accent-line\" stroke-width=\"{width:.1}\" d=\"{path}{}\"/>\
         <path class=\"bar surface-line\" d=\"M{}L{}L{}Z\"/>",
        pair(end),
        pair(point),
        pair((foot.0 + side.0, foot.1 + side.1)),
        pair((foot.0 - side.0, foot.1 - side.1)),
    );
    Line { mark, clear: vec![(f64::midpoint(foot.0, point.0), f64::midpoint(foot.1, point.1))] }
}

fn pair((x, y): Point) -> String {
    format!("{x:.1} {y:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_are_two_lines() {
        let (there, back) = (line((0.0, 0.0), (100.0, 0.0), 2.0), line((100.0, 0.0), (0.0, 0.0), 2.0));
        assert!(there.mark.contains("Q50.0 -16.0 ") && back.mark.contains("Q50.0 16.0 "));
        assert!(there.clear[0].0 > 88.0 && back.clear[0].0 < 12.0, "each arrow is where its line ends");
    }

    #[test]
    fn a_line_to_where_it_begins_still_has_numbers() {
        assert!(!line((5.0, 5.0), (5.0, 5.0), 2.0).mark.contains("NaN"));
    }
}
