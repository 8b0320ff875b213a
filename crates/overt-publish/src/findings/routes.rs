//! From where to where people were taken, over which crossings, and which acts of corruption are told of there.

use overt_model::Lang;

use super::{Origin, Outline, ROWS_MAX, more};
use crate::charts::{
    Category, Flow, Heading, MarkPlace, RouteEnd, RouteMap, RouteMark, RouteWords, Sankey, SankeyPath, SankeyWords,
    country_named, number,
};
use crate::report::{Grid, Report, Section};

const LIMITS: &str = "These are legs that somebody told of, and nobody tells of most. \
                      One crossing under two spellings is two. \
                      A crossing of which more is told is not one at which more happens, and nothing is said about who served there.";

/// Answers to the question whether money was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// How many say yes.
    pub yes: u64,
    /// How many say no.
    pub no: u64,
    /// Of how many it is not known.
    pub unknown: u64,
}

/// A crossing or control on a route.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CrossingOnRoute {
    /// What it is called.
    pub name: String,
    /// How many legs go over it. A leg names one crossing, or none.
    pub legs: u64,
    /// Whether money was asked for there.
    pub asked: Asked,
    /// Acts told of there, by what they are called.
    pub acts: Vec<(String, u64)>,
}

/// All legs from one country to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route {
    /// The codes of the countries where it begins and ends.
    pub ends: [String; 2],
    /// What it is called.
    pub name: String,
    /// Whether it crosses a border.
    pub crosses_border: bool,
    /// How many legs.
    pub legs: u64,
    /// How many people, as far as legs name them.
    pub people: u64,
    /// How many legs name nobody.
    pub legs_without_people: u64,
    /// Whether money was asked for.
    pub asked: Asked,
    /// Acts of corruption that are told of on it.
    pub acts: u64,
    /// Its crossings.
    pub crossings: Vec<CrossingOnRoute>,
}

/// Routes, in their order.
pub fn routes(found: &[Route], origin: &Origin) -> Report<'static> {
    let sum = |border: bool| -> u64 {
        found.iter().filter(|route| route.crosses_border == border).map(|route| route.legs).sum()
    };
    let [abroad, within] = [sum(true), sum(false)];
    let outline = Outline {
        kind: "Routes and the acts of corruption on them".to_owned(),
        title: "From where to where".to_owned(),
        sentence: format!(
            "{} legs of journeys were told of on {} routes: {} across borders and {} within a country.",
            number(abroad + within),
            number(found.len() as u64),
            number(abroad),
            number(within)
        ),
        n: format!("{} legs", number(abroad + within)),
        limits: LIMITS.to_owned(),
        left_out: Vec::new(),
        method: vec![
            "Legs, people and acts that several contributors tell of are counted once.".to_owned(),
            "An act is told of at a crossing if a leg names it, or if the act itself names the crossing; acts of people who were cleared \
             are not in it."
                .to_owned(),
        ],
    };
    outline.report(origin, [of_routes(found), of_crossings(found)])
}

fn of_routes(found: &[Route]) -> Section<'static> {
    let mut section = Section::new("routes", "Routes");
    if found.is_empty() {
        section.words("No leg is told of.");
        return section;
    }
    section.picture(map(found));
    let shown = &found[..found.len().min(ROWS_MAX)];
    let row = |route: &Route| {
        let cells = [
            number(route.legs),
            number(route.people),
            number(route.legs_without_people),
            if route.crosses_border { "yes" } else { "no" }.to_owned(),
            asked(route.asked),
            number(route.crossings.len() as u64),
            number(route.acts),
        ];
        (route.name.clone(), cells)
    };
    let grid = Grid::new("Routes", "Route")
        .figures("Legs", "")
        .figures("People", "As far as legs name them.")
        .figures("Legs without people", "Legs that name nobody.")
        .words("Border", "")
        .figures("Money asked", "Of how many legs of which that is known.")
        .figures("Crossings", "That are named.")
        .figures("Acts", "Acts of corruption that are told of on the route.")
        .rows(shown.iter().map(row));
    section.table(grid);
    more(&mut section, found.len(), "routes");
    section
}

/// The routes, with the acts told of where each crosses its border, or in the country that it does not leave.
fn map(found: &[Route]) -> RouteMap {
    let end = |code: &String| RouteEnd::Country(code.clone());
    let flow = |route: &Route| Flow {
        from: end(&route.ends[0]),
        to: end(&route.ends[1]),
        count: route.legs,
        note: String::new(),
    };
    let mark = |route: &Route| {
        let [from, to] = &route.ends;
        let at = if from == to { MarkPlace::At(end(from)) } else { MarkPlace::Crossing(from.clone(), to.clone()) };
        RouteMark { at, count: route.acts, note: String::new() }
    };
    RouteMap {
        heading: Heading::new("legs", "Legs by route", "What was told; nobody tells of most journeys.", "legs"),
        flows: found.iter().map(flow).collect(),
        mark_unit: "acts of corruption".to_owned(),
        marks: found.iter().filter(|route| route.acts > 0).map(mark).collect(),
        is_region: true,
        words: RouteWords::default(),
    }
}

fn of_crossings(found: &[Route]) -> Section<'static> {
    let mut section = Section::new("crossings", "Crossings and what is told of there");
    let mut all: Vec<(&Route, &CrossingOnRoute, u64)> = found
        .iter()
        .flat_map(|route| route.crossings.iter().map(move |crossing| (route, crossing)))
        .map(|(route, crossing)| (route, crossing, crossing.acts.iter().map(|(_, n)| n).sum()))
        .collect();
    all.sort_by(|(_, one, acts), (_, other, others)| {
        (others, other.legs).cmp(&(acts, one.legs)).then_with(|| one.name.cmp(&other.name))
    });
    if all.iter().any(|(route, _, _)| route.crosses_border) {
        section.picture(ribbons(found));
    }
    let row = |(route, crossing, _): &(&Route, &CrossingOnRoute, u64)| {
        let acts: Vec<String> = crossing.acts.iter().map(|(act, n)| format!("{act} {}", number(*n))).collect();
        let acts = if acts.is_empty() { "none told".to_owned() } else { acts.join("; ") };
        (crossing.name.clone(), [route.name.clone(), number(crossing.legs), asked(crossing.asked), acts])
    };
    section.table(
        Grid::new("Crossings, those with most acts told of first", "Crossing")
            .words("Route", "")
            .figures("Legs", "")
            .figures("Money asked", "Of how many legs of which that is known.")
            .words("Acts told of there", "By their codes.")
            .rows(all.iter().take(ROWS_MAX).map(row)),
    );
    more(&mut section, all.len(), "crossings");
    section
}

/// The legs across borders by the crossing that each names.
fn ribbons(found: &[Route]) -> Sankey {
    let path = |route: &Route, crossing: Option<&CrossingOnRoute>, count: u64| SankeyPath {
        steps: vec![
            Some(country_named(&route.ends[0], Lang::En)),
            crossing.map(|crossing| Category::named(&crossing.name)),
            Some(country_named(&route.ends[1], Lang::En)),
        ],
        count,
    };
    let paths = found.iter().filter(|route| route.crosses_border).flat_map(|route| {
        let named: u64 = route.crossings.iter().map(|crossing| crossing.legs).sum();
        let over = route.crossings.iter().map(move |crossing| path(route, Some(crossing), crossing.legs));
        over.chain([path(route, None, route.legs.saturating_sub(named))])
    });
    Sankey {
        heading: Heading::new(
            "legs-over-crossings",
            "Legs across borders by crossing",
            "From the country where a leg begins, over the crossing that it names, to the country where it ends. A leg that names no              crossing passes through “not known”; legs within a country are not drawn. The table below has the acts told of at each crossing.",
            "legs",
        ),
        columns: ["from", "crossing", "to"].map(str::to_owned).into(),
        paths: paths.filter(|path| path.count > 0).collect(),
        words: SankeyWords::default(),
    }
}

/// `12 of 40; 3 not known`.
fn asked(Asked { yes, no, unknown }: Asked) -> String {
    match (yes + no, unknown) {
        (0, _) => "not known".to_owned(),
        (known, 0) => format!("{} of {}", number(yes), number(known)),
        (known, unknown) => format!("{} of {}; {} not known", number(yes), number(known), number(unknown)),
    }
}
