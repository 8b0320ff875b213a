//! Where labels of points stand, so that none hides another at any width of the chart.

use super::text::width;

/// The narrowest and the widest that a chart without a width of its own becomes, in pixels.
pub(super) const FLUID: [f64; 2] = [280.0, 1600.0];
const FONT_SIZE: usize = 11;
/// How far letters reach above and below their line.
const ABOVE: f64 = 9.0;
const BELOW: f64 = 3.0;
/// Room beside the letters, so that two labels never read as one.
const GAP: f64 = 2.0;

/// Where a label can stand beside its point: to the right, to the left, and so on.
const NEAR: [(f64, f64, Side); 4] =
    [(7.0, 4.0, Side::Right), (-7.0, 4.0, Side::Left), (0.0, -8.0, Side::Middle), (0.0, 16.0, Side::Middle)];
/// Places further away, for labels that must be there. A line leads to them.
const FAR: [(f64, f64, Side); 8] = [
    (12.0, -14.0, Side::Right),
    (-12.0, -14.0, Side::Left),
    (12.0, 22.0, Side::Right),
    (-12.0, 22.0, Side::Left),
    (12.0, -28.0, Side::Right),
    (-12.0, -28.0, Side::Left),
    (12.0, 36.0, Side::Right),
    (-12.0, 36.0, Side::Left),
];

/// On which side of its anchor a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
    Middle,
}

/// A point that may be labelled.
pub(super) struct Labelled<'a> {
    /// Where it lies, as a share of the width of the chart.
    pub(super) x: f64,
    /// Where it lies, in pixels from the top.
    pub(super) y: f64,
    /// Its label; empty where it needs none.
    pub(super) words: &'a str,
    /// Whether the label must be there if there is any room at all.
    pub(super) wanted: bool,
}

/// Where labels may stand.
pub(super) struct Room {
    /// The narrowest and the widest that the chart becomes, in pixels.
    pub(super) widths: [f64; 2],
    /// The ends of what is free, in pixels from the top.
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// What no label may cover.
    pub(super) taken: Vec<Taken>,
}

/// A rectangle around a point: its place as that of a point, and half its size in pixels.
pub(super) struct Taken {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) half_width: f64,
    pub(super) half_height: f64,
}

/// A label and where it stands, from its point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// The place of its point among those given.
    pub(super) point: usize,
    pub(super) right: f64,
    pub(super) down: f64,
    pub(super) side: Side,
    /// Whether a line leads to it.
    pub(super) is_far: bool,
}

/// A rectangle whose left and right ends lie so many pixels from a share of the width.
#[derive(Clone, Copy)]
struct Area {
    x: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn of_label(point: &Labelled<'_>, (right, down, side): (f64, f64, Side)) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a label is some pixels wide")]
        let width = width(point.words, FONT_SIZE) as f64;
        let left = match side {
            Side::Right => right,
            Side::Left => right - width,
            Side::Middle => right - width / 2.0,
        };
        let y = point.y + down;
        Self { x: point.x, left: left - GAP, right: left + width + GAP, top: y - ABOVE, bottom: y + BELOW }
    }

    fn of_mark(point: &Labelled<'_>) -> Self {
        Self { x: point.x, left: -4.0, right: 4.0, top: point.y - 4.0, bottom: point.y + 4.0 }
    }

    fn of_taken(taken: &Taken) -> Self {
        let Taken { x, y, half_width, half_height } = *taken;
        Self { x, left: -half_width, right: half_width, top: y - half_height, bottom: y + half_height }
    }

    /// Whether both cover the same spot at some width. Both ends move evenly with the width, so this needs no trial of widths.
    fn meets(&self, other: &Self, widths: [f64; 2]) -> bool {
        let apart = other.x - self.x;
        let [one, another] = widths.map(|width| apart * width);
        let (least, most) = (one.min(another), one.max(another));
        let across = self.top < other.bottom && other.top < self.bottom;
        across && most > self.left - other.right && least < self.right - other.left
    }

    /// Whether it lies in the chart at every width.
    fn fits(&self, widths: [f64; 2], top: f64, bottom: f64) -> bool {
        let inside = |width: f64| self.x * width + self.left >= 0.0 && self.x * width + self.right <= width;
        widths.into_iter().all(inside) && self.top >= top && self.bottom <= bottom
    }
}

/// Places the labels of points, the first first. A label for which there is no room is left out.
///
/// A label that is not wanted also keeps clear of all marks.
pub(super) fn placed(points: &[Labelled<'_>], room: &Room) -> Vec<Placed> {
    let marks: Vec<Area> = points.iter().map(Area::of_mark).collect();
    let widths = room.widths;
    let mut taken: Vec<Area> = room.taken.iter().map(Area::of_taken).collect();
    let mut found = Vec::new();
    for (place, point) in points.iter().enumerate().filter(|(_, point)| !point.words.is_empty()) {
        let clear = |area: &Area| {
            area.fits(widths, room.top, room.bottom) && !taken.iter().any(|other| area.meets(other, widths))
        };
        let hides = |area: &Area| marks.iter().enumerate().any(|(of, mark)| of != place && area.meets(mark, widths));
        let areas = || {
            let near = NEAR.iter().map(|offset| (*offset, false));
            let all = near.chain(FAR.iter().map(|offset| (*offset, true)).filter(|_| point.wanted));
            all.map(|(offset, is_far)| (offset, is_far, Area::of_label(point, offset)))
        };
        let free = areas().find(|(_, _, area)| clear(area) && !hides(area));
        let free = free.or_else(|| areas().find(|(_, _, area)| point.wanted && clear(area)));
        if let Some(((right, down, side), is_far, area)) = free {
            taken.push(area);
            found.push(Placed { point: place, right, down, side, is_far });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn empty(bottom: f64) -> Room {
        Room { widths: FLUID, top: 0.0, bottom, taken: Vec::new() }
    }

    #[test]
    fn no_label_covers_what_is_taken_even_where_it_must_be_there() {
        let point = [Labelled { x: 0.5, y: 100.0, words: "KHM", wanted: true }];
        let around = |half_height| Taken { x: 0.5, y: 100.0, half_width: 40.0, half_height };
        let room = Room { taken: vec![around(25.0)], ..empty(200.0) };
        let found = placed(&point, &room);
        assert!(found[0].is_far && found[0].down.abs() > 25.0);
        let room = Room { taken: vec![around(80.0)], ..empty(200.0) };
        assert_eq!(placed(&point, &room), []);
    }

    /// The ends of a label at one width.
    fn ends(point: &Labelled<'_>, placed: &Placed, width_of_chart: f64) -> [f64; 4] {
        let area = Area::of_label(point, (placed.right, placed.down, placed.side));
        [point.x * width_of_chart + area.left, point.x * width_of_chart + area.right, area.top, area.bottom]
    }

    proptest! {
        #[test]
        fn no_label_hides_another_at_any_width(
            spots in prop::collection::vec((0.0..1.0_f64, 20.0..300.0_f64, any::<bool>()), 0..60),
            chart in FLUID[0]..FLUID[1],
        ) {
            let points: Vec<_> =
                spots.iter().map(|&(x, y, wanted)| Labelled { x, y, words: "KHM 2017", wanted }).collect();
            let found = placed(&points, &empty(320.0));
            let boxes: Vec<_> = found.iter().map(|label| ends(&points[label.point], label, chart)).collect();
            for (place, one) in boxes.iter().enumerate() {
                prop_assert!(one[0] >= -1e-6 && one[1] <= chart + 1e-6 && one[2] >= 0.0 && one[3] <= 320.0);
                for other in &boxes[place + 1..] {
                    let apart = one[1] <= other[0] + 1e-6 || other[1] <= one[0] + 1e-6;
                    prop_assert!(apart || one[3] <= other[2] || other[3] <= one[2]);
                }
            }
        }
    }

    #[test]
    fn a_wanted_label_has_a_line_where_its_point_is_crowded() {
        let point = |x: f64, wanted| Labelled { x, y: 100.0, words: "KHM", wanted };
        let crowd: Vec<_> = (0..60_u32).map(|place| point(0.2 + f64::from(place) / 100.0, place == 30)).collect();
        let found = placed(&crowd, &empty(200.0));
        assert!(found.iter().any(|label| label.point == 30));
    }
}
