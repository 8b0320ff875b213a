//! The shapes of all countries, as `data/world.txt` has them, and how they are drawn.
//!
//! Where the shapes come from and what is done with disputed areas is told in `data/README.md`. A point is a pair of
//! units from the west and from the north.

mod circles;
mod path;
mod read;
mod view;
mod words;

use std::sync::LazyLock;

use overt_model::{Codebook, Lang};

use super::Category;
use super::mark::line;
use super::text::{listed_with, wrapped};

pub(super) use circles::apart;
pub(super) use view::{PER_PIXEL, View};
pub use words::MapWords;

pub(super) type Point = (f64, f64);

/// The room of the notes below a map, from their first line.
pub(super) const NOTES_HEIGHT: usize = 2 * LEADING + 6;
const LEADING: usize = 15;

/// The meridian in the middle of the map, and how many units it lies from the west.
const MIDDLE: f64 = 11.0;
const HALF: f64 = 10_000.0;

/// Countries and areas without a code.
pub(super) struct World {
    /// For each fifth degree of latitude from the south its height, and half the width of the world there.
    parallels: Vec<Point>,
    arcs: Vec<Vec<Vertex>>,
    areas: Vec<Area>,
}

/// A point of an arc.
struct Vertex {
    at: Point,
    /// Whether it is on maps of the whole world, too.
    is_coarse: bool,
}

/// A country, or an area that no list gives a code.
pub(super) struct Area {
    /// The code of the codebook, or a name.
    pub(super) name: String,
    /// Whether the codebook has it as a country.
    pub(super) has_code: bool,
    /// The centre of its largest part.
    pub(super) middle: Point,
    /// Its size in square units.
    size: f64,
    /// The arcs of its rings, counted from 1, backwards where negative.
    rings: Vec<Vec<i32>>,
}

/// The world, read once.
pub(super) fn world() -> &'static World {
    static WORLD: LazyLock<World> = LazyLock::new(|| World::read(include_str!("../../../../../data/world.txt")));
    &WORLD
}

/// The names of the areas of every map that no list gives a code.
pub(crate) fn areas_without_code() -> impl Iterator<Item = &'static str> {
    world().without_code()
}

impl World {
    /// Every area, in the order of their names.
    pub(super) fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The country with this code, if the map knows it.
    pub(super) fn country(&self, code: &str) -> Option<&Area> {
        self.areas.iter().find(|area| area.has_code && area.name == code)
    }

    /// What is said about borders and about areas that belong to no country of the list.
    pub(super) fn about_borders(&self, words: &MapWords) -> String {
        let areas: Vec<String> = self.without_code().map(|name| words.area(name).to_owned()).collect();
        format!("{} {}.", words.borders, listed_with(&areas, &words.and))
    }

    /// The names of the areas that no list gives a code.
    fn without_code(&self) -> impl Iterator<Item = &str> {
        self.areas.iter().filter(|area| !area.has_code).map(|area| &*area.name)
    }

    /// Where a place on the ground lies, given in degrees; none where these are no degrees of the map.
    pub(super) fn at(&self, east: f64, north: f64) -> Option<Point> {
        if !(-180.0..=180.0).contains(&east) || !(-90.0..=90.0).contains(&north) {
            return None;
        }
        // The two parallels between which it lies, and how far it is from the southern one.
        let degrees = (-18_i32..).map(|fifth| f64::from(fifth) * 5.0);
        let (south, pair) = degrees.zip(self.parallels.windows(2)).find(|(south, _)| north <= south + 5.0)?;
        let part = (north - south) / 5.0;
        let between = |one: f64, other: f64| one + (other - one) * part;
        let (y, half) = (between(pair[0].0, pair[1].0), between(pair[0].1, pair[1].1));
        let east = if east < MIDDLE - 180.0 { east + 360.0 } else { east };
        Some((HALF + (east - MIDDLE) / 180.0 * half, y))
    }

    /// The middle of the border between two countries; none if they have none.
    pub(super) fn crossing(&self, one: &Area, other: &Area) -> Option<Point> {
        let arcs = |area: &Area| area.rings.iter().flatten().map(|arc| arc.unsigned_abs()).collect::<Vec<_>>();
        let (here, there) = (arcs(one), arcs(other));
        let shared = here.into_iter().filter(|arc| there.contains(arc)).map(|arc| &self.arcs[arc as usize - 1]);
        let longest = shared.max_by_key(|arc| arc.len())?;
        Some(longest[longest.len() / 2].at)
    }
}

/// A country as people read it in this language. A code that the codebook does not have stands for itself.
pub(crate) fn country_named(code: &str, lang: Lang) -> Category {
    let countries = Codebook::embedded().list("countries").expect("the codebook has countries");
    match countries.get(code) {
        Some(country) => Category { code: code.to_owned(), label: country.label.get(lang).to_owned(), group: None },
        None => Category::named(code),
    }
}

/// The notes below a map of this width, whose first line stands here.
pub(super) fn notes(words: &MapWords, y: usize, width: usize) -> String {
    let lines = wrapped(&world().about_borders(words), width * 100 / (11 * 57), 2).into_iter().enumerate();
    lines.map(|(place, words)| line("0", y + place * LEADING, "small muted", &words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> &'static Area {
        world().country(code).expect("the map has it")
    }

    #[test]
    fn every_ring_is_made_of_arcs_that_meet() {
        for area in world().areas() {
            for ring in &area.rings {
                let ends = ring.iter().map(|arc| {
                    let vertices = &world().arcs[arc.unsigned_abs() as usize - 1];
                    let (first, last) = (vertices[0].at, vertices[vertices.len() - 1].at);
                    if *arc < 0 { (last, first) } else { (first, last) }
                });
                let ends: Vec<(Point, Point)> = ends.collect();
                for (place, (_, end)) in ends.iter().enumerate() {
                    assert_eq!(*end, ends[(place + 1) % ends.len()].0, "{}", area.name);
                }
            }
        }
    }

    #[test]
    fn places_lie_where_the_shapes_are() {
        for (code, east, north) in
            [("KHM", 104.9, 12.7), ("BOL", -64.7, -16.7), ("FIN", 26.3, 64.5), ("WSM", -172.4, -13.7)]
        {
            let (place, middle) = (world().at(east, north).expect("degrees"), country(code).middle);
            assert!((place.0 - middle.0).hypot(place.1 - middle.1) < 60.0, "{code}: {place:?} and {middle:?}");
        }
        assert_eq!(world().at(f64::NAN, 0.0), None);
        assert_eq!(world().at(0.0, 90.5), None);
        assert!(world().at(180.0, -90.0).is_some() && world().at(-180.0, 90.0).is_some());
    }

    #[test]
    fn neighbours_have_a_crossing_between_them_and_others_have_none() {
        let (x, y) = world().crossing(country("KHM"), country("THA")).expect("they are neighbours");
        let (east, west) = (country("KHM").middle, country("THA").middle);
        assert!((west.0..east.0).contains(&x) && (y - east.1).abs() < 400.0);
        assert_eq!(world().crossing(country("KHM"), country("FRA")), None);
    }
}
