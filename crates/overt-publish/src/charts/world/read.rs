//! Reads `data/world.txt`, whose lines its preface explains. The file is compiled in, and a test reads it, so that a
//! mistake in it is a bug.

use overt_model::Codebook;

use super::{Area, Point, Vertex, World};

impl World {
    pub(super) fn read(text: &str) -> Self {
        let mut world = Self { parallels: Vec::new(), arcs: Vec::new(), areas: Vec::new() };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (kind, words) = line.split_once(' ').expect("a line has a kind");
            match kind {
                "parallel" => {
                    let (y, half) = words.split_once(' ').expect("a parallel has two numbers");
                    world.parallels.push((number(y), number(half)));
                }
                "arc" => world.arcs.push(arc(words)),
                _ => world.areas.push(area(words)),
            }
        }
        world
    }
}

fn number(digits: &str) -> f64 {
    digits.parse().expect("a number")
}

fn point(words: &str) -> Point {
    let (x, y) = words.split_once(',').expect("a point has two numbers");
    (number(x), number(y))
}

fn arc(words: &str) -> Vec<Vertex> {
    let mut at = (0.0, 0.0);
    let mut is_coarse = true;
    let mut vertices = Vec::new();
    // What stands before a step tells where it is drawn.
    for step in words.split_inclusive([' ', ';']) {
        let by = point(step.trim_end_matches([' ', ';']));
        at = (at.0 + by.0, at.1 + by.1);
        vertices.push(Vertex { at, is_coarse });
        is_coarse = step.ends_with(';');
    }
    vertices
}

fn area(words: &str) -> Area {
    let mut words = words.splitn(4, ' ');
    let mut word = || words.next().expect("an area has a name, a middle and a size");
    let (name, middle, size) = (word().replace('_', " "), point(word()), number(word()));
    let rings = words.next().unwrap_or_default().split(';').filter(|ring| !ring.is_empty());
    let arcs = |ring: &str| ring.split(' ').map(|arc| arc.parse().expect("the number of an arc")).collect();
    let countries = Codebook::embedded().list("countries").expect("the codebook has countries");
    Area { has_code: countries.contains(&name), name, middle, size, rings: rings.map(arcs).collect() }
}
