//! Routes between countries or places, drawn on a map: a line for each, as wide as its number, with an arrow at its end.

mod badges;
mod curve;
mod draw;
mod ends;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::table::{Table, TableCell};
use super::text::number;
use super::world::world;
use super::{Chart, Heading};

pub use ends::{MarkPlace, RouteEnd};
pub use words::RouteWords;

const LARGEST_NAMED: usize = 3;

/// Routes, and what happened along them.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteMap {
    /// What it is about; its unit is what moves: `journeys`.
    pub heading: Heading,
    /// The routes. Those between the same two ends are drawn as one line.
    pub flows: Vec<Flow>,
    /// What the marks count, in the plural: `acts of corruption`.
    pub mark_unit: String,
    /// What happened along the way.
    pub marks: Vec<RouteMark>,
    /// Whether the map shows only the region of the routes, so that lines between neighbours can be read. Routes that
    /// go around the world are shown on the whole of it all the same.
    pub is_region: bool,
    /// Its words beside those.
    pub words: RouteWords,
}

/// How many went from one end to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Where they come from.
    pub from: RouteEnd,
    /// Where they go. The same end again stays within it, and is drawn as a loop.
    pub to: RouteEnd,
    /// How many.
    pub count: u64,
    /// What the number is made of; may be empty.
    pub note: String,
}

/// How often something happened at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteMark {
    /// Where.
    pub at: MarkPlace,
    /// How often.
    pub count: u64,
    /// What the number is made of; may be empty.
    pub note: String,
}

/// All flows between the same two ends.
struct Route<'a> {
    from: &'a RouteEnd,
    to: &'a RouteEnd,
    count: u64,
}

impl Route<'_> {
    fn name(&self, words: &RouteWords) -> String {
        if self.from == self.to && *self.from != RouteEnd::Unknown {
            format!("{} {}", words.within, self.from.name(words))
        } else {
            format!("{} {} {}", self.from.name(words), words.map.to, self.to.name(words))
        }
    }

    fn is_drawn(&self) -> bool {
        self.count > 0 && self.from.place().is_some() && self.to.place().is_some()
    }
}

impl RouteMap {
    /// The routes, the largest first.
    fn routes(&self) -> Vec<Route<'_>> {
        let mut routes: BTreeMap<[String; 2], Route<'_>> = BTreeMap::new();
        for Flow { from, to, count, .. } in &self.flows {
            let route = routes.entry([from.key(), to.key()]).or_insert(Route { from, to, count: 0 });
            route.count = route.count.saturating_add(*count);
        }
        let mut routes: Vec<_> = routes.into_values().collect();
        routes.sort_by_key(|route| Reverse(route.count));
        routes
    }

    /// The marks, the largest first.
    fn marks_in_order(&self) -> Vec<&RouteMark> {
        let mut marks: Vec<_> = self.marks.iter().collect();
        marks.sort_by(|one, other| {
            other
                .count
                .cmp(&one.count)
                .then_with(|| (one.at.name(&self.words), &one.note).cmp(&(other.at.name(&self.words), &other.note)))
        });
        marks
    }

    /// What of the routes is drawn, and what is not and why.
    fn about_routes(&self) -> Vec<String> {
        let routes = self.routes();
        let sum = |kept: &dyn Fn(&Route<'_>) -> bool| {
            routes.iter().filter(|route| kept(route)).fold(0_u64, |sum, route| sum.saturating_add(route.count))
        };
        let unit = &self.heading.unit;
        let drawn = routes.iter().filter(|route| route.is_drawn()).count();
        let mut sentences = vec![format!(
            "Routes drawn: {}, with {} {unit}.",
            number(drawn as u64),
            number(sum(&|route| route.is_drawn()))
        )];
        let named: Vec<_> = routes
            .iter()
            .filter(|route| route.is_drawn())
            .take(LARGEST_NAMED)
            .map(|route| format!("{} ({})", route.name(&self.words), number(route.count)))
            .collect();
        if !named.is_empty() {
            sentences.push(format!("Largest: {}.", named.join("; ")));
        }
        let unknown = |route: &Route<'_>| [route.from, route.to].contains(&&RouteEnd::Unknown);
        let off_the_map = |route: &Route<'_>| !unknown(route) && !route.is_drawn();
        for (count, why) in [
            (sum(&unknown), "because an end is not known"),
            (sum(&off_the_map), "because the map does not have an end"),
        ] {
            if count > 0 {
                sentences.push(format!("Not drawn: {} {unit}, {why}.", number(count)));
            }
        }
        sentences
    }

    fn about_marks(&self) -> Option<String> {
        let marks: Vec<_> = self.marks_in_order().into_iter().filter(|mark| mark.count > 0).collect();
        let sum = marks.iter().fold(0_u64, |sum, mark| sum.saturating_add(mark.count));
        let named: Vec<_> = marks
            .iter()
            .take(LARGEST_NAMED)
            .map(|mark| format!("{} ({})", mark.at.name(&self.words), number(mark.count)))
            .collect();
        let absent = marks.iter().filter(|mark| mark.at.place().is_none()).count();
        let absent = if absent == 0 {
            String::new()
        } else {
            format!(" Of these places not on the map: {}.", number(absent as u64))
        };
        (!marks.is_empty()).then(|| {
            format!(
                "Places with {}: {}, with {} in all; most: {}.{absent}",
                self.mark_unit,
                number(marks.len() as u64),
                number(sum),
                named.join("; ")
            )
        })
    }
}

impl Chart for RouteMap {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn finding(&self) -> String {
        if self.flows.is_empty() && self.marks.is_empty() {
            return "There is nothing to draw: no route and no place is given.".to_owned();
        }
        let mut sentences = self.about_routes();
        sentences.extend(self.about_marks());
        sentences.push("A line leads from one end to the other; nobody needs to have gone along it.".to_owned());
        sentences.join(" ")
    }

    fn to_svg(&self) -> String {
        self.drawn()
    }

    fn numbers(&self) -> Table<'_> {
        let mut flows: Vec<&Flow> = self.flows.iter().collect();
        flows.sort_by_cached_key(|flow| (Reverse(flow.count), flow.from.key(), flow.to.key(), flow.note.clone()));
        let routes = flows.into_iter().map(|flow| {
            vec![
                TableCell::Head(flow.from.name(&self.words)),
                TableCell::Head(flow.to.name(&self.words)),
                TableCell::Text(self.heading.unit.clone()),
                TableCell::Number(flow.count),
                TableCell::Words(&flow.note),
            ]
        });
        let marks = self.marks_in_order().into_iter().map(|mark| {
            vec![
                TableCell::Head(mark.at.name(&self.words)),
                TableCell::Head(String::new()),
                TableCell::Text(self.mark_unit.clone()),
                TableCell::Number(mark.count),
                TableCell::Words(&mark.note),
            ]
        });
        let units = if self.marks.is_empty() {
            self.heading.unit.clone()
        } else {
            format!("{} {} {}", self.heading.unit, self.words.map.and, self.mark_unit)
        };
        let borders = world().about_borders(&self.words.map);
        let caption = format!("{}: {units}. {borders}", self.heading.title);
        let heads: Vec<&str> = self.words.heads.iter().chain([&self.words.map.details]).map(String::as_str).collect();
        Table::new(&caption, &heads, routes.chain(marks))
    }
}
