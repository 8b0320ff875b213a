//! `cargo xtask world`: the shapes of all countries for the maps, from a file of the npm package `world-atlas`.
//!
//! The outcome is `data/world.txt`, which is committed, so that nobody needs the package to build the program. This is
//! the record of how it was made.

mod places;
mod projection;
mod simplify;
mod topology;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use places::{OWN_POINTS, area_of};
use simplify::{Detail, details};
use topology::Topology;

const TARGET: &str = "data/world.txt";

/// A larger file would make every program and every page heavier than a map is worth.
const BYTES_MAX: usize = 64_000;

const PREFACE: &str = "\
# The shapes of countries, for maps. Written by `cargo xtask world`; do not edit. Where it comes from: data/README.md.
# parallel: for each fifth degree of latitude from -90 its height from the north, and the half width of the world there.
# arc: the first point, then steps. A point behind `;` is on every map, one behind a space on maps of a region only.
# area: code or name, its middle, its size in square units, and its rings: numbers of arcs, backwards where negative.
";

/// Reads the topology and writes `data/world.txt`.
pub(crate) fn run(root: &Path, topology: &Path) -> Result<()> {
    let text = std::fs::read_to_string(topology).with_context(|| format!("cannot read {}", topology.display()))?;
    let list = root.join("codebook/lists/countries.csv");
    let codes = places::codes(&std::fs::read_to_string(&list).context("cannot read the list of countries")?)?;
    let written = written(&Topology::read(&text)?, &codes)?;
    ensure!(written.len() <= BYTES_MAX, "{} bytes are more than {BYTES_MAX}: simplify more", written.len());
    std::fs::write(root.join(TARGET), &written).with_context(|| format!("cannot write {TARGET}"))?;
    println!("{TARGET}: {} bytes", written.len());
    Ok(())
}

fn written(topology: &Topology, codes: &BTreeMap<String, String>) -> Result<String> {
    let mut areas: BTreeMap<String, Vec<Vec<i64>>> = BTreeMap::new();
    for country in &topology.countries {
        for ring in &country.rings {
            if let Some(area) = area_of(country, topology.middle(ring), codes)? {
                areas.entry(area).or_default().push(ring.clone());
            }
        }
    }
    let details: Vec<Detail> = details(topology, areas.values().flatten());
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut lines = String::from(PREFACE);
    for parallel in projection::parallels() {
        writeln!(lines, "parallel {} {}", parallel.0, parallel.1)?;
    }
    for (place, detail) in details.iter().enumerate() {
        if let Some(words) = detail.written() {
            numbers.insert(place, numbers.len());
            writeln!(lines, "arc {words}")?;
        }
    }
    for (name, rings) in &areas {
        let (middle, size) = topology.extent(rings);
        let rings: Vec<String> = rings.iter().filter_map(|ring| ring_written(ring, &numbers)).collect();
        writeln!(lines, "area {} {},{} {size} {}", name.replace(' ', "_"), middle.0, middle.1, rings.join(";"))?;
    }
    for (code, longitude, latitude) in OWN_POINTS {
        let (x, y) = projection::projected(longitude, latitude);
        writeln!(lines, "area {code} {},{} 0", projection::whole(x), projection::whole(y))?;
    }
    Ok(lines)
}

/// The arcs of a ring by their new numbers; none for an islet that is nowhere drawn.
fn ring_written(ring: &[i64], numbers: &BTreeMap<usize, usize>) -> Option<String> {
    let number = |&arc: &i64| {
        let number = *numbers.get(&topology::place(arc))?;
        Some(if arc < 0 { format!("-{}", number + 1) } else { (number + 1).to_string() })
    };
    Some(ring.iter().map(number).collect::<Option<Vec<_>>>()?.join(" "))
}
