//! From where to where people were taken, and at which crossings money was asked.

use std::collections::BTreeMap;

use askama::Template;
use overt_model::Codebook;
use overt_protect::release::{ShownColumn, ShownCount};

use super::cross::{Cross, Found, chosen, find, value_name};
use crate::charts::{
    Chart, Flow, Heading, RouteEnd, RouteMap, RouteWords, Sankey, SankeyPath, SankeyWords, country_named, number,
};
use crate::site::figure::{Figure, figure, map_words};
use crate::site::language::{Part, say};
use crate::site::place::{Ask, Missing};
use crate::site::shell::Shell;

/// The columns by which legs of journeys are looked for, rows first: those of the map before the others.
const PAIRS: [[&str; 2]; 4] = [
    ["from_place_country", "to_place_country"],
    ["crossing_kind", "payment_asked"],
    ["from_place_country", "payment_asked"],
    ["to_place_country", "payment_asked"],
];

#[derive(Template)]
#[template(path = "site/routes.html", whitespace = "minimize")]
struct Routes<'a> {
    shell: Shell<'a>,
    cross: Option<Cross>,
    /// The map, which a script lets readers explore, and then the ribbons.
    figures: Vec<String>,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "routes");
    let found: Vec<Found<'_>> = PAIRS.into_iter().filter_map(|pair| counted(ask, pair)).collect();
    let are_shown = chosen(&found, ask).is_some_and(|one| one.columns().name == PAIRS[0][1]);
    let figures = if are_shown { figures(ask) } else { Vec::new() };
    let figures = figures.iter().map(|one| figure(&shell, one)).collect();
    let cross = Cross::of(&found, &shell, ask);
    Ok(Routes { shell, cross, figures }.render()?)
}

/// The newest release that counts legs by these two.
fn counted<'a>(ask: &Ask<'a>, pair: [&str; 2]) -> Option<Found<'a>> {
    find(&ask.site.releases.current(), ("/routes", "JourneyLeg"), pair)
}

/// The map and the ribbons, of the same numbers.
pub(super) fn figures<'a>(ask: &Ask<'a>) -> Vec<Figure<'a>> {
    let Some(found) = counted(ask, PAIRS[0]).filter(|one| one.published.has_counts()) else { return Vec::new() };
    let (shell, published) = (Shell::named(ask, "routes"), found.published);
    let legs = Legs::of(&found, &shell);
    let ribbons = legs.ends().map(|ends| legs.ribbons(&ends, &shell));
    let drawn = [Some(legs.map(&shell)), ribbons].into_iter().flatten();
    drawn.map(|(chart, finding)| Figure { chart, finding, published }).collect()
}

/// A chart with what it shows.
type Drawn = (Box<dyn Chart>, String);

/// The legs that are told from one end to another.
struct Legs<'f, 'a> {
    found: &'f Found<'a>,
    /// The places of both ends among the values of their columns, and how many.
    told: Vec<([usize; 2], u64)>,
    /// What is said of those that are not.
    not_told: String,
}

impl<'f, 'a> Legs<'f, 'a> {
    fn of(found: &'f Found<'a>, shell: &Shell<'_>) -> Self {
        let told = found.cells().filter_map(|(row, column, count)| {
            let count = u64::try_from(found.told(count)?).ok()?;
            Some(([row, column], count))
        });
        let mut legs = Self { found, told: told.collect(), not_told: String::new() };
        let hidden = found.cells().filter(|(.., count)| *count == ShownCount::Suppressed).count();
        let unknown = legs.told.iter().filter(|(ends, _)| !legs.is_known(*ends)).map(|(_, count)| count).sum();
        let parts = [("hidden", Part::Count(hidden as u64)), ("unknown", Part::Count(unknown))];
        legs.not_told = say(shell.lang, "routes-not-told", &parts);
        legs
    }

    fn axes(&self) -> [&ShownColumn; 2] {
        [self.found.rows(), self.found.columns()]
    }

    /// The country at one end, 0 for the first and 1 for the last; nothing where it is not known.
    fn country(&self, end: usize, place: usize) -> Option<&str> {
        let code = &self.axes()[end].values[place].0;
        Codebook::embedded().list("countries").is_some_and(|list| list.contains(code)).then_some(code)
    }

    fn is_known(&self, ends: [usize; 2]) -> bool {
        (0..2).all(|end| self.country(end, ends[end]).is_some())
    }

    /// In which country most of them begin, and in which most end, each with how many; nothing where neither is told.
    fn ends(&self) -> Option<[(usize, u64); 2]> {
        let most = |end: usize| {
            let mut sums = BTreeMap::new();
            for (ends, count) in self.told.iter().filter(|(ends, _)| self.country(end, ends[end]).is_some()) {
                *sums.entry(ends[end]).or_insert(0) += count;
            }
            // Of several that are equal, the first.
            sums.into_iter().reduce(|most, one| if one.1 > most.1 { one } else { most })
        };
        Some([most(0)?, most(1)?])
    }

    /// A line for each route of which a number is told.
    fn map(&self, shell: &Shell<'_>) -> Drawn {
        let known = || self.told.iter().filter(|(ends, _)| self.is_known(*ends));
        let largest = known().reduce(|largest, one| if one.1 > largest.1 { one } else { largest });
        let what = largest.map_or_else(String::new, |(ends, count)| {
            let [from, to] = [0, 1].map(|end| value_name(shell, self.axes()[end], ends[end]));
            format!("{from} → {to} ({})", number(*count))
        });
        let parts = [("n", Part::Count(known().count() as u64)), ("what", (&what).into())];
        let finding = format!("{} {}", say(shell.lang, "routes-finding", &parts), self.not_told);
        let [title, description, unit] =
            ["routes-title", "routes-description", "routes-legs"].map(|name| shell.say(name));
        let end = |code: Option<&str>| code.map_or(RouteEnd::Unknown, |code| RouteEnd::Country(code.to_owned()));
        let flow = |(ends, count): &([usize; 2], u64)| {
            let [from, to] = [0, 1].map(|place| end(self.country(place, ends[place])));
            Flow { from, to, count: *count, note: String::new() }
        };
        let chart = RouteMap {
            heading: Heading::new("legs-by-route", &title, &description, &unit).language(shell.lang),
            flows: self.told.iter().map(flow).collect(),
            mark_unit: String::new(),
            marks: Vec::new(),
            is_region: false,
            words: words(shell),
        };
        (Box::new(chart), finding)
    }

    /// The same numbers as ribbons: how much of what begins in a country ends in which.
    fn ribbons(&self, most: &[(usize, u64); 2], shell: &Shell<'_>) -> Drawn {
        let [from, to] = [0, 1].map(|end| value_name(shell, self.axes()[end], most[end].0));
        let parts = [
            ("n", Part::Count(self.told.iter().map(|(_, count)| count).sum())),
            ("from", (&from).into()),
            ("begin", Part::Count(most[0].1)),
            ("to", (&to).into()),
            ("end", Part::Count(most[1].1)),
        ];
        let finding = format!("{} {}", say(shell.lang, "ribbons-finding", &parts), self.not_told);
        let [title, description, unit] =
            ["ribbons-title", "ribbons-description", "routes-legs"].map(|name| shell.say(name));
        let path = |(ends, count): &([usize; 2], u64)| {
            let step = |end: usize| self.country(end, ends[end]).map(|code| country_named(code, shell.lang));
            SankeyPath { steps: vec![step(0), step(1)], count: *count }
        };
        let [unknown, others, every_way] =
            ["routes-unknown", "ribbons-others", "ribbons-every"].map(|name| shell.say(name));
        let chart = Sankey {
            heading: Heading::new("legs-as-ribbons", &title, &description, &unit).language(shell.lang),
            columns: ["routes-from", "routes-to"].map(|name| shell.say(name)).into(),
            paths: self.told.iter().map(path).collect(),
            words: SankeyWords { unknown, others, every_way },
        };
        (Box::new(chart), finding)
    }
}

fn words(shell: &Shell<'_>) -> RouteWords {
    let heads = ["routes-from", "routes-to", "routes-what", "routes-number"].map(|name| shell.say(name));
    RouteWords {
        map: map_words(shell),
        unknown: shell.say("routes-unknown"),
        within: shell.say("routes-within"),
        arrow: shell.say("routes-arrow"),
        up_to: shell.say("routes-up-to"),
        heads,
    }
}
