//! From where to where people were taken, and at which crossings money was asked.

use askama::Template;
use overt_protect::release::ShownCount;

use super::cross::{Cross, Found, chosen, find, value_name};
use crate::charts::{Flow, Heading, RouteEnd, RouteMap, RouteWords, number};
use crate::site::figure::{figure, map_words};
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
    map: Option<String>,
}

pub(super) fn page(ask: &Ask<'_>) -> Result<String, Missing> {
    let shell = Shell::named(ask, "routes");
    let current = ask.site.releases.current();
    let found: Vec<Found<'_>> =
        PAIRS.into_iter().filter_map(|pair| find(&current, ("/routes", "JourneyLeg"), pair)).collect();
    let of_ends = chosen(&found, ask).filter(|one| one.columns().name == PAIRS[0][1]);
    let map = of_ends.filter(|one| one.published.has_counts()).map(|one| map(one, &shell));
    let cross = Cross::of(&found, &shell, ask);
    Ok(Routes { shell, cross, map }.render()?)
}

/// A line for each route of which a number is told.
fn map(found: &Found<'_>, shell: &Shell<'_>) -> String {
    let countries = shell.site.codebook.list("countries");
    let end = |code: &str| {
        let is_country = countries.is_some_and(|list| list.contains(code));
        if is_country { RouteEnd::Country(code.to_owned()) } else { RouteEnd::Unknown }
    };
    let told = found.cells().filter_map(|(row, column, count)| {
        let count = u64::try_from(found.told(count)?).ok()?;
        let [from, to] =
            [(found.rows(), row), (found.columns(), column)].map(|(axis, place)| end(&axis.values[place].0));
        Some((Flow { from, to, count, note: String::new() }, (row, column)))
    });
    let told: Vec<(Flow, (usize, usize))> = told.collect();
    let is_known = |flow: &Flow| flow.from != RouteEnd::Unknown && flow.to != RouteEnd::Unknown;
    let known = || told.iter().filter(|(flow, _)| is_known(flow));
    let hidden = found.cells().filter(|(.., count)| *count == ShownCount::Suppressed).count();
    let unknown: u64 = told.iter().filter(|(flow, _)| !is_known(flow)).map(|(flow, _)| flow.count).sum();
    // Of several that are equal, the first.
    let largest = known().reduce(|largest, one| if one.0.count > largest.0.count { one } else { largest });
    let what = largest.map_or_else(String::new, |(flow, (row, column))| {
        let [from, to] = [value_name(shell, found.rows(), *row), value_name(shell, found.columns(), *column)];
        format!("{from} → {to} ({})", number(flow.count))
    });
    let parts = [
        ("n", Part::Count(known().count() as u64)),
        ("what", (&what).into()),
        ("hidden", Part::Count(hidden as u64)),
        ("unknown", Part::Count(unknown)),
    ];
    let finding = say(shell.lang, "routes-finding", &parts);
    let [title, description, unit] = ["routes-title", "routes-description", "routes-legs"].map(|name| shell.say(name));
    let chart = RouteMap {
        heading: Heading::new("legs-by-route", &title, &description, &unit).language(shell.lang),
        flows: told.into_iter().map(|(flow, _)| flow).collect(),
        mark_unit: String::new(),
        marks: Vec::new(),
        is_region: false,
        words: words(shell),
    };
    figure(&chart, &finding)
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
