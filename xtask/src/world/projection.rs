//! The Equal Earth projection: areas on the map are to each other as on the ground.
//!
//! Šavrič, Patterson and Jenny (2019), International Journal of Geographical Information Science 33(3), doi.org/10.1080/13658816.2018.1504949.

use std::f64::consts::PI;

const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

/// How many units the world is wide, at the equator. One is two kilometres there.
const WIDTH: f64 = 20_000.0;

/// The meridian in the middle. The edge of the map then lies in the Bering Strait and cuts no country.
const MIDDLE: f64 = 11.0;

/// The distance of the poles from the equator, in units of the projection.
const POLE: f64 = 1.317_362_759_157_4;

/// Height and width of a point at this latitude, for one radian of longitude, as the projection has them.
fn at(latitude: f64) -> (f64, f64) {
    let root = 3_f64.sqrt();
    let angle = (root / 2.0 * latitude.to_radians().sin()).asin();
    let square = angle * angle;
    let sixth = square * square * square;
    let height = angle * (A[0] + A[1] * square + sixth * (A[2] + A[3] * square));
    let slope = 9.0 * A[3] * sixth * square + 7.0 * A[2] * sixth + 3.0 * A[1] * square + A[0];
    (height, 2.0 * root * angle.cos() / (3.0 * slope))
}

fn unit() -> f64 {
    WIDTH / (2.0 * PI * at(0.0).1)
}

/// Where a longitude that was made continuous and a latitude lie: units from the west and from the north.
pub(super) fn projected(longitude: f64, latitude: f64) -> (f64, f64) {
    let (height, width) = at(latitude);
    ((longitude - MIDDLE).to_radians() * width * unit() + WIDTH / 2.0, (POLE - height) * unit())
}

/// The west edge of the map.
pub(super) const WEST: f64 = MIDDLE - 180.0;

/// For each fifth degree of latitude its height and the half width of the world.
pub(super) fn parallels() -> impl Iterator<Item = (i64, i64)> {
    (-18..=18_i32).map(|step| {
        let (height, width) = at(f64::from(step) * 5.0);
        (whole((POLE - height) * unit()), whole(width * PI * unit()))
    })
}

/// The nearest whole unit.
#[expect(clippy::cast_possible_truncation, reason = "a map has some ten thousand units")]
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_poles_the_equator_and_a_point_between_lie_where_the_paper_has_them() {
        // The paper gives 0.5922 for the length of the pole to that of the equator, and 2.05 for width to height.
        let (north, south) = (at(90.0), at(-90.0));
        assert!((north.1 / at(0.0).1 - 0.592_2).abs() < 5e-4);
        assert!((north.0 - POLE).abs() < 1e-9 && (south.0 + POLE).abs() < 1e-9);
        assert!((2.0 * PI * at(0.0).1 / (2.0 * POLE) - 2.05).abs() < 5e-3);
        let (x, y) = projected(MIDDLE, 0.0);
        assert_eq!((whole(x), whole(projected(MIDDLE + 180.0, 0.0).0)), (10_000, 20_000));
        assert_eq!(whole(y * 2.0), whole(projected(MIDDLE, -90.0).1));
    }

    #[test]
    fn equal_areas_stay_equal() {
        // The area between two parallels on a sphere goes with the difference of their sines.
        let strip = |south: f64, north: f64| {
            let steps = 2_000;
            let step = (north - south) / f64::from(steps);
            let slice = |place: i32| {
                let low = south + f64::from(place) * step;
                (at(low + step).0 - at(low).0) * at(low + step / 2.0).1
            };
            (0..steps).map(slice).sum::<f64>() / (north.to_radians().sin() - south.to_radians().sin())
        };
        assert!((strip(0.0, 10.0) - strip(60.0, 80.0)).abs() < 1e-4);
    }
}
