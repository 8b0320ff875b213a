//! The drawing of a map of values.

use std::collections::BTreeMap;

use super::Choropleth;
use super::classes::{Classes, Kind};
use crate::charts::frame::{Size, framed};
use crate::charts::legend::{self, Entry};
use crate::charts::mark::line;
use crate::charts::text::{escaped, identifier, number};
use crate::charts::world::{Area, NOTES_HEIGHT, PER_PIXEL, View, apart, country_named, notes, world};

const WIDTH: usize = 920;
/// The size of a circle that stands for a small country, in pixels.
const RADIUS: f64 = 3.0;
/// That of a dot in a country.
const DOT_RADIUS: f64 = 1.5;
const LEADING: usize = 15;

/// The shapes and circles that are painted alike.
#[derive(Default)]
struct Layer {
    shapes: String,
    circles: String,
    /// How many countries are in it.
    count: u64,
}

impl Choropleth {
    pub(super) fn drawn(&self) -> String {
        let (world, classes) = (world(), self.classes());
        #[expect(clippy::cast_precision_loss, reason = "a map is some hundred pixels wide")]
        let view = View::of_world(world, WIDTH as f64);
        let (areas, small): (Vec<&Area>, Vec<&Area>) = world.areas().iter().partition(|area| !view.is_small(area));
        let circles = apart(small.iter().map(|area| view.place(area.middle)).collect(), RADIUS * 2.0 + 1.0);

        let mut layers: BTreeMap<Option<Kind>, Layer> = BTreeMap::new();
        let mut dots = String::new();
        let places = areas.iter().map(|area| (*area, None));
        for (area, circle) in places.chain(small.iter().copied().zip(circles.into_iter().map(Some))) {
            let layer = layers.entry(self.kind(area, &classes)).or_default();
            let title = format!("<title>{}</title>", escaped(&self.told_of(area)));
            layer.count += 1;
            match circle {
                None => layer.shapes += &shape(&view.path(world, area), &title),
                Some(place) => layer.circles += &round(place, RADIUS, &title),
            }
            if self.mark.is_some() && self.value_of(&area.name).is_some_and(|value| value.is_marked) {
                dots += &round(circle.unwrap_or_else(|| view.place(area.middle)), DOT_RADIUS, "");
            }
        }

        let entries = self.entries(&classes, &layers);
        let (legend, legend_height) = legend::columns(&self.legend_title(&classes), &entries, WIDTH);
        let top = legend_height + 10;
        let drawn = layers.iter().map(|(kind, layer)| (kind, &layer.shapes)).chain(
            // Circles lie on top of all shapes.
            layers.iter().map(|(kind, layer)| (kind, &layer.circles)),
        );
        let drawn: String =
            drawn.map(|(kind, marks)| format!("<g {}>{marks}</g>\n", self.paint(*kind))).collect::<Vec<_>>().concat();
        let scale = 1.0 / PER_PIXEL;
        let map = format!(
            "<g class=\"outline\" stroke-width=\"2\" transform=\"translate(0 {top}) scale({scale})\">{drawn}\
             <g class=\"ink surface-line\" stroke-width=\"4\">{dots}</g></g>\n"
        );
        let foot = top + height(view) + LEADING;
        let dots = self.about_dots().map(|words| line("0", foot, "small", &format!("● {words}")));
        let foot = if dots.is_some() { foot + LEADING } else { foot };
        let size = Size::Fixed { width: WIDTH, height: foot + NOTES_HEIGHT };
        let body = [self.patterns(), legend, map, dots.unwrap_or_default(), notes(&self.words, foot, WIDTH)].concat();
        framed(&self.heading, &crate::charts::Chart::finding(self), size, false, &body)
    }

    /// How an area is painted; none for one without a code.
    fn kind(&self, area: &Area, classes: &Classes) -> Option<Kind> {
        let value = area.has_code.then(|| self.value_of(&area.name))?;
        Some(value.map_or(Kind::NoData, |value| classes.kind(value.value)))
    }

    /// What a pointer shows of an area. It is there for every country, so it repeats nothing that the legend says.
    fn told_of(&self, area: &Area) -> String {
        if !area.has_code {
            return format!("{}: {}", self.words.area(&area.name), self.words.nothing_told);
        }
        let name = country_named(&area.name, self.words.lang).name();
        let Some(value) = self.value_of(&area.name) else { return format!("{name}: {}", self.words.no_data) };
        let dot = if self.mark.is_some() && value.is_marked { ", dot" } else { "" };
        let note = if value.note.is_empty() { String::new() } else { format!(". {}", value.note) };
        format!("{name}: {}{dot}{note}", self.written(value.value))
    }

    fn paint(&self, kind: Option<Kind>) -> String {
        let id = identifier(&self.heading.id);
        match kind {
            None => "class=\"panel\" stroke-dasharray=\"6 4\"".to_owned(),
            Some(Kind::NoData) => format!("fill=\"url(#{id}-none)\""),
            Some(Kind::Suppressed) => format!("fill=\"url(#{id}-suppressed)\""),
            Some(Kind::Zero) => "class=\"surface\"".to_owned(),
            Some(Kind::Shade(shade)) => format!("class=\"shade-{shade}\""),
        }
    }

    /// Strokes where there is no data, a lattice where something is not shown: once in pixels for the legend, once in
    /// the units of the map.
    fn patterns(&self) -> String {
        let id = identifier(&self.heading.id);
        let pattern = |name: &str, scale: f64| {
            let (name, mark) = match name {
                "none" => (name, "<path class=\"outline\" stroke-width=\".8\" d=\"M0 0V4\"/>"),
                _ => (name, "<path class=\"outline\" d=\"M2 0V4M0 2H4\"/>"),
            };
            let suffix = if scale > 1.0 { "" } else { "-key" };
            format!(
                "<pattern id=\"{id}-{name}{suffix}\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45) scale({scale})\"><rect class=\"surface\" width=\"4\" height=\"4\"/>{mark}\
                 </pattern>"
            )
        };
        let patterns = [PER_PIXEL, 1.0].map(|scale| pattern("none", scale) + &pattern("suppressed", scale));
        format!("<defs>{}</defs>\n", patterns.concat())
    }

    fn legend_title(&self, classes: &Classes) -> String {
        match classes {
            Classes::Counts(_) => self.heading.unit.clone(),
            Classes::Figures { .. } => format!("{}, in steps of about as many countries each", self.heading.unit),
        }
    }

    fn entries(&self, classes: &Classes, layers: &BTreeMap<Option<Kind>, Layer>) -> Vec<Entry> {
        let id = identifier(&self.heading.id);
        let count = |kind: Kind| layers.get(&Some(kind)).map_or(0, |layer| layer.count);
        let said = |words: &str, kind: Kind| format!("{words} ({})", number(count(kind)));
        let mut entries: Vec<Entry> = Vec::new();
        if count(Kind::Zero) > 0 {
            entries.push(Entry { paint: "class=\"surface outline\"".to_owned(), words: said("0", Kind::Zero) });
        }
        entries.extend(classes.ranges(&self.words.to).into_iter().map(|(shade, words)| Entry {
            paint: format!("class=\"shade-{shade} outline\""),
            words: said(&words, Kind::Shade(shade)),
        }));
        entries.push(Entry {
            paint: format!("class=\"outline\" fill=\"url(#{id}-none-key)\""),
            words: said(&self.words.no_data_not_zero, Kind::NoData),
        });
        if count(Kind::Suppressed) > 0 {
            entries.push(Entry {
                paint: format!("class=\"outline\" fill=\"url(#{id}-suppressed-key)\""),
                words: said(&self.words.suppressed, Kind::Suppressed),
            });
        }
        entries
            .push(Entry { paint: "class=\"panel outline dashed\"".to_owned(), words: self.words.without_code.clone() });
        entries
    }
}

fn shape(path: &str, title: &str) -> String {
    format!("<path d=\"{path}\">{title}</path>")
}

fn round((x, y): (f64, f64), radius: f64, title: &str) -> String {
    let [x, y, radius] = [x, y, radius].map(in_units);
    format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\">{title}</circle>")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a map is some hundred pixels high")]
fn height(view: View) -> usize {
    view.height as usize
}

/// A length of the map in the units of its paths.
#[expect(clippy::cast_possible_truncation, reason = "a map is some thousand units wide")]
fn in_units(pixels: f64) -> i64 {
    (pixels * PER_PIXEL).round() as i64
}
