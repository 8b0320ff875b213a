//! Circles that stand for countries too small to see.

use super::Point;

/// How often neighbours are pushed apart. A crowd such as the Antilles has found its places long before.
const ROUNDS: usize = 200;

/// The points, moved as little as it takes until none is nearer to another than this.
pub(in crate::charts) fn apart(mut points: Vec<Point>, distance: f64) -> Vec<Point> {
    for _ in 0..ROUNDS {
        let mut is_done = true;
        for place in 1..points.len() {
            for before in 0..place {
                let (one, other) = (points[before], points[place]);
                let (x, y) = (other.0 - one.0, other.1 - one.1);
                let between = (x * x + y * y).sqrt();
                if between >= distance {
                    continue;
                }
                is_done = false;
                // Two in one place part to the sides.
                let (x, y) = if between > 0.0 { (x / between, y / between) } else { (1.0, 0.0) };
                // A hair more than needed, so that it ends.
                let push = (distance - between) / 2.0 + distance / 100.0;
                points[before] = (one.0 - x * push, one.1 - y * push);
                points[place] = (other.0 + x * push, other.1 + y * push);
            }
        }
        if is_done {
            break;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_of_circles_parts_and_what_stands_alone_stays() {
        let crowd = [(10.0, 10.0), (10.0, 10.0), (11.0, 10.0), (10.0, 12.0), (90.0, 90.0)];
        let parted = apart(crowd.to_vec(), 6.0);
        for (place, one) in parted.iter().enumerate() {
            for other in &parted[place + 1..] {
                assert!((one.0 - other.0).hypot(one.1 - other.1) >= 6.0);
            }
        }
        assert_eq!(parted[4], (90.0, 90.0));
    }
}
