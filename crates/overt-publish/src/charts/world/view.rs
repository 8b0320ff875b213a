//! Which part of the world a drawing shows, and at what scale.

use super::path::{Corners, written};
use super::{Area, Point, World};

/// How many units of a path make a pixel. Whole quarters are as fine as anybody sees, and short to write.
pub(in crate::charts) const PER_PIXEL: f64 = 4.0;

/// A map that shows less of the world than this, in units across, has its finer points.
const FINE_BELOW: f64 = 9_000.0;
/// A country of fewer square pixels is drawn as a circle.
const AREA_MIN: f64 = 14.0;
/// How far a shape goes on beyond the edge, in pixels, so that its outline at the edge is not seen.
const BEYOND: f64 = 3.0;
/// Room beside the world for circles that lie at its edge, in pixels.
const EDGE: f64 = 6.0;
/// The least that a map of a region shows, in units across: some 1,800 kilometres. The shapes have no detail for less.
const ACROSS_MIN: f64 = 900.0;
/// Room around what a map of a region has to show, as a share of its size.
const MARGIN: f64 = 0.22;

/// A part of the world and its size on the page.
#[derive(Debug, Clone, Copy)]
pub(in crate::charts) struct View {
    shown: Corners,
    /// Units of the world in a pixel.
    scale: f64,
    pub(in crate::charts) width: f64,
    pub(in crate::charts) height: f64,
}

impl View {
    /// All inhabited land, so many pixels wide.
    pub(in crate::charts) fn of_world(world: &World, width: f64) -> Self {
        let vertices = world.arcs.iter().flatten().map(|vertex| vertex.at);
        let points = vertices.chain(world.areas.iter().map(|area| area.middle));
        let shown = around(points).expect("the world has points");
        let scale = (shown.east - shown.west) / (width - 2.0 * EDGE);
        let edge = EDGE * scale;
        let shown = Corners {
            west: shown.west - edge,
            north: shown.north - edge,
            east: shown.east + edge,
            south: shown.south + edge,
        };
        Self { shown, scale, width, height: ((shown.south - shown.north) / scale).round() }
    }

    /// The region around these points, so many pixels wide and high; none if there is no point.
    pub(in crate::charts) fn of_region(points: impl Iterator<Item = Point>, (width, height): Point) -> Option<Self> {
        let inner = around(points)?;
        let middle = (f64::midpoint(inner.west, inner.east), f64::midpoint(inner.north, inner.south));
        let (across, down) = (inner.east - inner.west, inner.south - inner.north);
        let needed = across.max(down * width / height) * (1.0 + 2.0 * MARGIN);
        let (half, ratio) = (needed.max(ACROSS_MIN) / 2.0, height / width);
        let shown = Corners {
            west: middle.0 - half,
            north: middle.1 - half * ratio,
            east: middle.0 + half,
            south: middle.1 + half * ratio,
        };
        Some(Self { shown, scale: half * 2.0 / width, width, height })
    }

    /// How many units of the world lie between its west and its east.
    pub(in crate::charts) fn across(&self) -> f64 {
        self.shown.east - self.shown.west
    }

    /// Where a point of the world lies, in pixels.
    pub(in crate::charts) fn place(&self, (x, y): Point) -> Point {
        ((x - self.shown.west) / self.scale, (y - self.shown.north) / self.scale)
    }

    /// Whether an area is too small to be seen by its shape.
    pub(in crate::charts) fn is_small(&self, area: &Area) -> bool {
        area.rings.is_empty() || area.size / (self.scale * self.scale) < AREA_MIN
    }

    /// The shape of an area as a path, in units of which [`PER_PIXEL`] make a pixel; empty where nothing of it is seen.
    pub(in crate::charts) fn path(&self, world: &World, area: &Area) -> String {
        let edge = Corners { west: -BEYOND, north: -BEYOND, east: self.width + BEYOND, south: self.height + BEYOND };
        let rings = area.rings.iter().map(|ring| {
            let ring = edge.clipped(self.ring(world, ring).map(|point| self.place(point)).collect());
            written(&ring.into_iter().map(|(x, y)| (x * PER_PIXEL, y * PER_PIXEL)).collect::<Vec<_>>())
        });
        rings.collect::<Vec<_>>().concat()
    }

    fn ring<'a>(&self, world: &'a World, ring: &'a [i32]) -> impl Iterator<Item = Point> + 'a {
        let is_fine = self.across() < FINE_BELOW;
        ring.iter().flat_map(move |arc| {
            let vertices = &world.arcs[arc.unsigned_abs() as usize - 1];
            let last = vertices.len() - 1;
            let kept = move |(place, vertex): &(usize, &super::Vertex)| {
                is_fine || vertex.is_coarse || *place == 0 || *place == last
            };
            let kept: Vec<Point> = vertices.iter().enumerate().filter(kept).map(|(_, vertex)| vertex.at).collect();
            let turned = *arc < 0;
            let count = kept.len();
            (0..count).map(move |place| kept[if turned { count - 1 - place } else { place }])
        })
    }
}

fn around(points: impl Iterator<Item = Point>) -> Option<Corners> {
    points.fold(None, |box_of, (x, y)| {
        let Corners { west, north, east, south } = box_of.unwrap_or(Corners { west: x, north: y, east: x, south: y });
        Some(Corners { west: west.min(x), north: north.min(y), east: east.max(x), south: south.max(y) })
    })
}
