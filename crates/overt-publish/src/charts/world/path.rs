//! Rings as the shortest paths that SVG can write: whole numbers, and steps from point to point.

use super::Point;

/// A rectangle of a map: west, north, east, south.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Corners {
    pub(super) west: f64,
    pub(super) north: f64,
    pub(super) east: f64,
    pub(super) south: f64,
}

impl Corners {
    /// The part of a ring that lies inside, by one edge after the other (Sutherland and Hodgman 1974).
    pub(super) fn clipped(&self, ring: Vec<Point>) -> Vec<Point> {
        let turned = |(x, y): Point| (y, x);
        let across = |ring: Vec<Point>| ring.into_iter().map(turned).collect();
        let ring = cut(cut(ring, self.west, 1.0), self.east, -1.0);
        let ring: Vec<Point> = cut(cut(across(ring), self.north, 1.0), self.south, -1.0);
        across(ring)
    }
}

/// What of a ring lies on one side of an upright line: east of it for 1, west of it for -1.
fn cut(ring: Vec<Point>, line: f64, side: f64) -> Vec<Point> {
    let is_inside = |point: Point| (point.0 - line) * side >= 0.0;
    if ring.iter().all(|point| is_inside(*point)) {
        return ring;
    }
    let mut kept = Vec::new();
    for (place, &there) in ring.iter().enumerate() {
        let here = ring[(place + ring.len() - 1) % ring.len()];
        if is_inside(here) != is_inside(there) {
            let part = (line - here.0) / (there.0 - here.0);
            kept.push((line, here.1 + (there.1 - here.1) * part));
        }
        if is_inside(there) {
            kept.push(there);
        }
    }
    kept
}

/// A ring as a part of a path, its points rounded; empty where nothing of it is left.
pub(super) fn written(ring: &[Point]) -> String {
    let mut points: Vec<(i64, i64)> = ring.iter().map(|point| (whole(point.0), whole(point.1))).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let [first, rest @ ..] = points.as_slice() else { return String::new() };
    if rest.len() < 2 {
        return String::new();
    }
    let mut path = format!("M{}{}l", first.0, joined(first.1));
    let mut at = *first;
    for point in rest {
        let step = (point.0 - at.0, point.1 - at.1);
        // The sign of a number also parts it from the one before.
        let x = if at == *first { step.0.to_string() } else { joined(step.0) };
        path += &x;
        path += &joined(step.1);
        at = *point;
    }
    path + "z"
}

fn joined(number: i64) -> String {
    if number < 0 { number.to_string() } else { format!(" {number}") }
}

#[expect(clippy::cast_possible_truncation, reason = "a drawing has some thousand units")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_written_in_steps_and_what_has_no_area_is_not_written() {
        assert_eq!(written(&[(0.2, 0.0), (10.0, 0.0), (10.0, -5.4), (0.0, 0.0)]), "M0 0l10 0 0-5z");
        assert_eq!(written(&[(0.0, 0.0), (0.3, 0.3), (5.0, 5.0)]), "");
    }

    #[test]
    fn a_ring_is_cut_at_the_edges_of_the_map() {
        let corners = Corners { west: 0.0, north: 0.0, east: 10.0, south: 10.0 };
        let diamond = vec![(5.0, -5.0), (15.0, 5.0), (5.0, 15.0), (-5.0, 5.0)];
        let inside = corners.clipped(diamond);
        assert!(inside.iter().all(|(x, y)| (0.0..=10.0).contains(x) && (0.0..=10.0).contains(y)));
        assert!(inside.len() >= 8, "a corner is cut off at every edge");
        assert_eq!(corners.clipped(vec![(20.0, 1.0), (30.0, 1.0), (30.0, 5.0)]), []);
        let small = vec![(1.0, 1.0), (2.0, 1.0), (2.0, 2.0)];
        assert_eq!(corners.clipped(small.clone()), small);
    }
}
