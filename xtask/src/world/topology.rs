//! A file of `TopoJSON`: arcs that countries share, and the rings that are made of them.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::projection::{WEST, projected, whole};

/// A point in degrees, east and north.
pub(super) type Degrees = (f64, f64);

/// What a file of `TopoJSON` holds of countries.
pub(super) struct Topology {
    /// The arcs, projected.
    pub(super) arcs: Vec<Vec<(f64, f64)>>,
    degrees: Vec<Vec<Degrees>>,
    pub(super) countries: Vec<Country>,
}

/// One country of the file.
pub(super) struct Country {
    /// The number of ISO 3166; empty where the file has none.
    pub(super) number: String,
    pub(super) name: String,
    /// The arcs of each ring, backwards where negative.
    pub(super) rings: Vec<Vec<i64>>,
}

/// The place of an arc that a ring names. `TopoJSON` writes the arc `n` backwards as `-n - 1`.
pub(super) fn place(arc: i64) -> usize {
    usize::try_from(if arc < 0 { !arc } else { arc }).expect("neither is negative")
}

impl Topology {
    /// Reads a file of `TopoJSON` with an object `countries`.
    pub(super) fn read(text: &str) -> Result<Self> {
        let file: Value = serde_json::from_str(text).context("this is not JSON")?;
        let pair = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
        let scale = pair(&file["transform"]["scale"]).context("there is no transform.scale")?;
        let shift = pair(&file["transform"]["translate"]).context("there is no transform.translate")?;
        let arcs = file["arcs"].as_array().context("there are no arcs")?;
        let degrees = arcs.iter().map(|arc| {
            let steps = arc.as_array().context("an arc is no list")?;
            let steps = steps.iter().map(|step| pair(step).context("a point is no pair"));
            let mut at = (0.0, 0.0);
            let points = steps.map(|step| {
                let step = step?;
                at = (at.0 + step.0, at.1 + step.1);
                Ok((at.0 * scale.0 + shift.0, at.1 * scale.1 + shift.1))
            });
            Ok(continuous(points.collect::<Result<Vec<_>>>()?))
        });
        let degrees = degrees.collect::<Result<Vec<_>>>()?;
        let countries = file["objects"]["countries"]["geometries"].as_array().context("there are no countries")?;
        let countries = countries.iter().map(country).collect::<Result<Vec<_>>>()?;
        let arcs =
            degrees.iter().map(|arc| arc.iter().map(|&(east, north)| projected(east, north)).collect()).collect();
        Ok(Self { arcs, degrees, countries })
    }

    /// The middle of the box around a ring, in degrees.
    pub(super) fn middle(&self, ring: &[i64]) -> Degrees {
        middle_of(ring.iter().flat_map(|arc| &self.degrees[place(*arc)]))
    }

    /// The points of a ring.
    pub(super) fn ring(&self, ring: &[i64]) -> Vec<(f64, f64)> {
        let mut points = Vec::new();
        for arc in ring {
            let own = &self.arcs[place(*arc)];
            if *arc < 0 { points.extend(own.iter().rev()) } else { points.extend(own) }
        }
        points
    }

    /// The middle of the largest ring, and the size of all together in square units.
    pub(super) fn extent(&self, rings: &[Vec<i64>]) -> ((i64, i64), i64) {
        let sums: Vec<_> = rings.iter().map(|ring| centroid(&self.ring(ring))).collect();
        let largest = sums.iter().max_by(|one, other| one.1.total_cmp(&other.1));
        let ((x, y), _) = largest.expect("an area has a ring");
        ((whole(*x), whole(*y)), whole(sums.iter().map(|sum| sum.1).sum()))
    }
}

fn country(value: &Value) -> Result<Country> {
    let list = |value: &Value| -> Result<Vec<Value>> { Ok(value.as_array().context("not a list")?.clone()) };
    let rings = match value["type"].as_str() {
        Some("Polygon") => list(&value["arcs"])?,
        Some("MultiPolygon") => {
            list(&value["arcs"])?.iter().map(list).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect()
        }
        _ => bail!("a country is neither Polygon nor MultiPolygon"),
    };
    let arcs = |ring: &Value| list(ring)?.iter().map(|arc| arc.as_i64().context("an arc is no number")).collect();
    Ok(Country {
        number: value["id"].as_str().unwrap_or_default().to_owned(),
        name: value["properties"]["name"].as_str().context("a country has no name")?.to_owned(),
        rings: rings.iter().map(arcs).collect::<Result<Vec<_>>>()?,
    })
}

/// The arc without a jump from 180 degrees east to west, and on the side of the map on which most of it lies.
fn continuous(mut arc: Vec<Degrees>) -> Vec<Degrees> {
    for place in 1..arc.len() {
        let before = arc[place - 1].0;
        arc[place].0 += ((before - arc[place].0) / 360.0).round() * 360.0;
    }
    let (east, _) = middle_of(&arc);
    let turn = if east < WEST { 360.0 } else { 0.0 };
    for point in &mut arc {
        point.0 += turn;
    }
    arc
}

fn middle_of<'a>(points: impl IntoIterator<Item = &'a Degrees>) -> Degrees {
    let ends = (f64::INFINITY, f64::NEG_INFINITY);
    let (east, north) = points.into_iter().fold((ends, ends), |(east, north), point| {
        ((east.0.min(point.0), east.1.max(point.0)), (north.0.min(point.1), north.1.max(point.1)))
    });
    (f64::midpoint(east.0, east.1), f64::midpoint(north.0, north.1))
}

/// The centre of what a ring encloses, and its size.
fn centroid(ring: &[(f64, f64)]) -> ((f64, f64), f64) {
    let turned = ring.iter().cycle().skip(1);
    let (mut x, mut y, mut twice) = (0.0, 0.0, 0.0);
    for (one, other) in ring.iter().zip(turned) {
        let cross = one.0 * other.1 - other.0 * one.1;
        (x, y, twice) = (x + (one.0 + other.0) * cross, y + (one.1 + other.1) * cross, twice + cross);
    }
    if twice == 0.0 { (ring[0], 0.0) } else { ((x / (3.0 * twice), y / (3.0 * twice)), (twice / 2.0).abs()) }
}
