//! Fewer points: those that change a shape least go first (Visvalingam and Whyatt 1993, The Cartographic Journal 30(1)).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::projection::whole;
use super::topology::{Topology, place};

/// A point of which the triangle with its neighbours is smaller, in square units, is nowhere drawn.
const FINE: f64 = 315.0;
/// Nor is it on a map of the world where the triangle is smaller than this.
const COARSE: f64 = 430.0;
/// A ring that is smaller is not on a map of the world.
const COARSE_RING: f64 = 1_200.0;
/// Nor is a smaller one on any map. A country of which nothing is left is drawn as a circle.
const FINE_RING: f64 = 900.0;

/// The points of an arc that are kept, and whether each is on every map.
pub(super) struct Detail {
    points: Vec<((i64, i64), bool)>,
}

impl Detail {
    /// The arc as the file has it; none if no ring needs it.
    pub(super) fn written(&self) -> Option<String> {
        let (first, rest) = self.points.split_first()?;
        let mut at = first.0;
        let mut words = format!("{},{}", at.0, at.1);
        for (point, is_coarse) in rest {
            let mark = if *is_coarse { ';' } else { ' ' };
            write!(words, "{mark}{},{}", point.0 - at.0, point.1 - at.1).expect("a string takes everything");
            at = *point;
        }
        Some(words)
    }
}

/// What is kept of each arc, in the order of the arcs. An arc of no ring that is kept has no point.
pub(super) fn details<'a>(topology: &Topology, rings: impl Iterator<Item = &'a Vec<i64>>) -> Vec<Detail> {
    let (mut kept, mut on_every_map) = (BTreeSet::new(), BTreeSet::new());
    for ring in rings {
        let (_, size) = topology.extent(std::slice::from_ref(ring));
        let arcs = || ring.iter().map(|arc| place(*arc));
        if size >= whole(FINE_RING) {
            kept.extend(arcs());
        }
        if size >= whole(COARSE_RING) {
            on_every_map.extend(arcs());
        }
    }
    let detail = |(place, arc): (usize, &Vec<(f64, f64)>)| {
        if kept.contains(&place) {
            simplified(arc, on_every_map.contains(&place))
        } else {
            Detail { points: Vec::new() }
        }
    };
    topology.arcs.iter().enumerate().map(detail).collect()
}

fn simplified(arc: &[(f64, f64)], on_every_map: bool) -> Detail {
    let weights = weights(arc);
    let mut points: Vec<((i64, i64), bool)> = Vec::new();
    for (point, weight) in arc.iter().zip(weights).filter(|(_, weight)| *weight >= FINE) {
        let (point, is_coarse) = ((whole(point.0), whole(point.1)), on_every_map && weight >= COARSE);
        match points.last_mut() {
            Some((before, was_coarse)) if *before == point => *was_coarse |= is_coarse,
            _ => points.push((point, is_coarse)),
        }
    }
    Detail { points }
}

/// The area by which each point changes the arc, once those that change it less have gone. Both ends stay.
fn weights(arc: &[(f64, f64)]) -> Vec<f64> {
    let mut weights = vec![f64::INFINITY; arc.len()];
    let mut left: Vec<usize> = (0..arc.len()).collect();
    let triangle = |three: &[usize]| {
        let [a, b, c] = [arc[three[0]], arc[three[1]], arc[three[2]]];
        ((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)).abs() / 2.0
    };
    let mut areas: Vec<f64> = left.windows(3).map(triangle).collect();
    let mut least = 0.0_f64;
    while let Some((place, area)) = areas.iter().copied().enumerate().min_by(|one, other| one.1.total_cmp(&other.1)) {
        // What goes later never counts less, so that a coarser map has a part of the points of a finer one.
        least = least.max(area);
        weights[left[place + 1]] = least;
        left.remove(place + 1);
        areas.remove(place);
        for near in [place.wrapping_sub(1), place] {
            if near < areas.len() {
                areas[near] = triangle(&left[near..near + 3]);
            }
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_that_changes_least_goes_first_and_the_ends_stay() {
        let arc = [(0.0, 0.0), (10.0, 1.0), (20.0, 0.0), (30.0, 30.0), (40.0, 0.0)];
        let weights = weights(&arc);
        assert!(weights[0].is_infinite() && weights[4].is_infinite());
        assert!(weights[1] <= weights[2] && weights[2] <= weights[3]);
        assert!((weights[1] - 10.0).abs() < 1e-9, "half of 20 times 1");
    }

    #[test]
    fn an_arc_is_written_as_steps_and_says_which_points_are_on_every_map() {
        let arc = [(0.0, 0.0), (100.0, 4.0), (200.0, 0.0), (300.0, 300.0), (400.4, 0.0)];
        assert_eq!(simplified(&arc, true).written().unwrap(), "0,0 100,4;100,-4;100,300;100,-300");
        assert_eq!(simplified(&arc, false).written().unwrap(), "0,0 100,4 100,-4 100,300 100,-300");
        assert_eq!(Detail { points: Vec::new() }.written(), None);
    }
}
